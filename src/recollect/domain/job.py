"""A job: a job description somebody hires for, and its versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from recollect.domain.analysis import Requirement
from recollect.domain.ids import JobId, TemplateId

Metadata = dict[str, Any]
"""A JSON object of the caller's own; kept as it is."""

PREVIEW_LENGTH = 200


def preview_of(description: str) -> str:
    """Give the first 200 code points of a description on one line, with an ellipsis when there is more."""
    text = description.strip()
    start = " ".join(text[: 2 * PREVIEW_LENGTH].split())
    cut = start[:PREVIEW_LENGTH]
    return cut + "…" if len(start) > PREVIEW_LENGTH or len(text) > 2 * PREVIEW_LENGTH else cut


class JobDraft(Struct, frozen=True, kw_only=True):
    """The text of a job before it has an id."""

    job_description: str
    company_name: str = ""
    role_name: str = ""
    metadata: Metadata = {}


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
    """A job whole, in its newest version."""

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
