"""An analysis: one engine's judgement of one résumé against one job."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from recollect.domain.document import Box
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId

AnalysisStatus = Literal["queued", "running", "done", "failed"]
RequirementKind = Literal[
    "skill", "experience", "education", "certification", "language", "location", "seniority", "other"
]
Strength = Literal["must", "plain", "nice"]
RequirementStatus = Literal["met", "partly", "not_found", "unknown"]
Engine = Literal["builtin", "llm", "imported"]
Recommendation = Literal["Strong Hire", "Hire", "Maybe", "No Hire"]
RECOMMENDATIONS: tuple[Recommendation, ...] = ("Strong Hire", "Hire", "Maybe", "No Hire")


class Amount(Struct, frozen=True, gc=False):
    """How much a requirement asks for, such as 5 years."""

    value: float
    unit: str


class Requirement(Struct, frozen=True, kw_only=True, gc=False):
    """What a job asks for; `start` and `end` are code points of the job's text version, null where it is not in it."""

    id: str
    text: str
    kind: RequirementKind
    strength: Strength
    weight: float
    amount: Amount | None = None
    start: int | None = None
    end: int | None = None


class JudgedRequirement(Requirement, frozen=True, kw_only=True, gc=False):
    """A requirement and what was found for it: credit from 0 to 1, or null when that is unknown."""

    status: RequirementStatus
    credit: float | None
    evidence: tuple[str, ...] = ()
    note: str = ""


class Evidence(Struct, frozen=True, kw_only=True, gc=False):
    """A quote that carries a claim: ``quote == text[start:end]`` of the résumé's text version, exactly."""

    id: str
    requirement_id: str | None
    claim: str
    quote: str
    start: int
    end: int
    page: int | None = None
    boxes: tuple[Box, ...] | None = None
    section: str | None = None
    verified: bool = True


class Flag(Struct, frozen=True, kw_only=True, gc=False):
    """Something a person should look at, and where it stands."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
    boxes: tuple[Box, ...] | None = None


class ThinkingStep(Struct, frozen=True, gc=False):
    """One step of how the result came about."""

    step: str
    thinking: str


class ScoreRange(Struct, frozen=True, gc=False):
    """The range, from 0 to 100, in which the score likely lies, and how it was found."""

    low: float
    high: float
    method: str


class Provenance(Struct, frozen=True, kw_only=True):
    """What made the result, in enough detail to make it again; of an imported one, no more than is known."""

    engine: Engine
    engine_version: str
    model: str | None = None
    adapter_id: str | None = None
    prompt_version: str | None = None
    lexicon_version: str | None = None
    background_id: str | None = None
    calibration_id: str | None = None
    uncalibrated_score: float | None = None
    parameters: dict[str, float]
    text_sha256: str
    job_version: int
    started_at: datetime
    duration_ms: float | None
    tokens: int | None = None


class Findings(Struct, frozen=True, kw_only=True, gc=False):
    """What an engine found, before it is tied to a person, a file and a page. Scores are 0 to 100 or null."""

    uncalibrated_score: float | None = None
    overall_score: float | None
    skill_match_score: float | None
    experience_match_score: float | None
    education_match_score: float | None
    score_range: ScoreRange | None
    recommendation: Recommendation | None
    hiring_recommendation: str | None
    matched_skills: tuple[str, ...]
    missing_critical_skills: tuple[str, ...]
    strengths: str
    weaknesses: str
    executive_summary: str
    interview_questions: tuple[str, ...]
    thinking_process: tuple[ThinkingStep, ...]
    requirements: tuple[JudgedRequirement, ...]
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...]


class AnalysisResult(Struct, frozen=True, kw_only=True):
    """The complete result, as the API gives it."""

    candidate_name: str
    filename: str
    company_name: str
    role_name: str
    timestamp: datetime
    overall_score: float | None
    skill_match_score: float | None
    experience_match_score: float | None
    education_match_score: float | None
    score_range: ScoreRange | None
    hiring_recommendation: str | None
    matched_skills: tuple[str, ...]
    missing_critical_skills: tuple[str, ...]
    strengths: str
    weaknesses: str
    executive_summary: str
    interview_questions: tuple[str, ...] = ()
    thinking_process: tuple[ThinkingStep, ...]
    requirements: tuple[JudgedRequirement, ...]
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...]
    provenance: Provenance
    imported: dict[str, Any] | UnsetType = UNSET
    """The whole result as an earlier system gave it; only there when one did."""


class AnalysisSummary(Struct, frozen=True, kw_only=True):
    """An analysis as lists show it; `candidate_name` is the present one.

    `job_changed` tells that what its job says or asks for was edited since.
    """

    analysis_id: AnalysisId
    job_id: JobId
    resume_id: ResumeId
    candidate_id: CandidateId
    candidate_name: str
    created_at: datetime
    overall_score: float | None
    hiring_recommendation: str | None
    status: AnalysisStatus
    feedback_count: int
    job_changed: bool = False


class Analysis(AnalysisSummary, frozen=True, kw_only=True):
    """An analysis with its complete result and the very versions it saw."""

    version: int
    job_version: int
    text_sha256: str
    notes: str
    failure: str | None
    analysis_result: AnalysisResult | None
