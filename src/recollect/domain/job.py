"""A job: a job description somebody hires for, and its versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from recollect.domain.analysis import Amount, Requirement, RequirementKind, Strength
from recollect.domain.ids import JobId, TemplateId

Metadata = dict[str, Any]
"""A JSON object of the caller's own; kept as it is."""

PREVIEW_LENGTH = 200
MOST_REQUIREMENTS = 80

Edited = Literal["requirements", "weights", "thresholds"]
EDITABLE: tuple[Edited, ...] = ("requirements", "weights", "thresholds")


def preview_of(description: str) -> str:
    """Give the first 200 code points of a description on one line, with an ellipsis when there is more."""
    text = description.strip()
    for length in (PREVIEW_LENGTH + PREVIEW_LENGTH // 4, 2 * PREVIEW_LENGTH):  # the shorter one mostly does
        start = " ".join(text[:length].split())
        if len(start) > PREVIEW_LENGTH:
            return start[:PREVIEW_LENGTH] + "…"
    return start + "…" if len(text) > 2 * PREVIEW_LENGTH else start


class Weights(Struct, frozen=True, kw_only=True):
    """How much each part counts in the overall; only their ratios matter."""

    skills: float = 0.40
    experience: float = 0.35
    education: float = 0.25


class Thresholds(Struct, frozen=True, kw_only=True):
    """The lowest overall score, from 0 to 100, of each recommendation above No Hire."""

    strong_hire: float = 85.0
    hire: float = 70.0
    maybe: float = 50.0


class RequirementDraft(Struct, frozen=True, kw_only=True):
    """A requirement as a person writes it.

    With the `id` of one that is there it replaces that; weight and span are filled in where they are None.
    """

    text: str
    kind: RequirementKind
    strength: Strength
    id: str | None = None
    weight: float | None = None
    amount: Amount | None = None
    start: int | None = None
    end: int | None = None


class JobDraft(Struct, frozen=True, kw_only=True):
    """The text of a job before it has an id, and what a person set about judging it; None is left to the engine."""

    job_description: str
    company_name: str = ""
    role_name: str = ""
    metadata: Metadata = {}
    requirements: tuple[Requirement, ...] | None = None
    weights: Weights | None = None
    thresholds: Thresholds | None = None


class JobSummary(Struct, frozen=True, kw_only=True):
    """A job as lists show it."""

    job_id: JobId
    company_name: str
    role_name: str
    created_at: datetime
    analysis_count: int
    description_preview: str


class JobHit(JobSummary, frozen=True, kw_only=True):
    """A job that a search found, with the words around the hit."""

    snippet: str


class Job(Struct, frozen=True, kw_only=True):
    """A job whole, in its newest version; `edited` names what a person set, the rest is the engine's."""

    job_id: JobId
    company_name: str
    role_name: str
    job_description: str
    created_at: datetime
    updated_at: datetime
    version: int
    analysis_count: int
    metadata: Metadata
    requirements: tuple[Requirement, ...] = ()
    weights: Weights = Weights()
    thresholds: Thresholds = Thresholds()
    edited: tuple[Edited, ...] = ()


class JobVersion(Struct, frozen=True, kw_only=True):
    """One version of a job, immutable."""

    job_id: JobId
    version: int
    company_name: str
    role_name: str
    job_description: str
    metadata: Metadata
    created_at: datetime
    actor: str
    requirements: tuple[Requirement, ...] | None = None
    weights: Weights | None = None
    thresholds: Thresholds | None = None


class Template(Struct, frozen=True, kw_only=True):
    """A job description kept for reuse; it is no job, and is not listed, counted or searched among them."""

    template_id: TemplateId
    name: str
    company_name: str
    role_name: str
    job_description: str
    metadata: Metadata
    created_at: datetime
    version: int
    use_count: int
    requirements: tuple[Requirement, ...] | None = None
    weights: Weights | None = None
    thresholds: Thresholds | None = None


def draft_of(job: Job) -> JobDraft:
    """Give a job's texts and what a person set, without what the store added."""
    edited = job.edited
    return JobDraft(
        job_description=job.job_description,
        company_name=job.company_name,
        role_name=job.role_name,
        metadata=job.metadata,
        requirements=job.requirements if "requirements" in edited else None,
        weights=job.weights if "weights" in edited else None,
        thresholds=job.thresholds if "thresholds" in edited else None,
    )


def with_draft(job: Job, draft: JobDraft) -> Job:
    """Give a job that says what a draft says."""
    return msgspec.structs.replace(
        job,
        job_description=draft.job_description,
        company_name=draft.company_name,
        role_name=draft.role_name,
        metadata=draft.metadata,
        requirements=draft.requirements or (),
        weights=draft.weights or Weights(),
        thresholds=draft.thresholds or Thresholds(),
        edited=tuple(name for name in EDITABLE if getattr(draft, name) is not None),
    )
