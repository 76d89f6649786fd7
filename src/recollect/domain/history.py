"""Whole versions of records: what is written down of each change, enough to make the record again.

Times are aware and in UTC. A `deleted_at` stands in the version by which a record was deleted, and only there.
What is kept as JSON stays in the very bytes in which it was written.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Raw, Struct

from recollect.domain.feedback import Judgement

NULL = Raw(b"null")
"""What stands where nothing is."""


def json_or_null(written: str | None) -> Raw:
    """Give kept JSON as it was written, null for none."""
    return NULL if written is None else Raw(written.encode())


def text_or_none(raw: Raw) -> str | None:
    """Give JSON as it was written, or None for null."""
    written = bytes(raw).decode()
    return None if written == "null" else written


class JobRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of a job; `created_at` is the job's, `updated_at` the version's."""

    job_id: str
    company_name: str
    role_name: str
    job_description: str
    created_at: datetime
    metadata: Raw
    analysis_count: int
    version: int
    updated_at: datetime
    actor: str
    requirements: Raw
    settings: Raw = NULL
    judged_version: int = 1
    deleted_at: datetime | None = None


class TemplateRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of a template."""

    template_id: str
    name: str
    company_name: str
    role_name: str
    job_description: str
    metadata: Raw
    created_at: datetime
    version: int
    updated_at: datetime
    requirements: Raw = NULL
    settings: Raw = NULL
    deleted_at: datetime | None = None


class CandidateRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of a person."""

    candidate_id: str
    candidate_name: str
    created_at: datetime
    version: int
    updated_at: datetime
    actor: str
    deleted_at: datetime | None = None
    apart_from: tuple[str, ...] = ()


class ResumeRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of a résumé with people's corrections; paths start at the data folder."""

    resume_id: str
    candidate_id: str
    original_filename: str
    pdf_path: str
    text_path: str
    uploaded_at: datetime
    file_size: int
    text_length: int
    content_sha256: str
    text_sha256: str
    media_type: str
    pages: int | None
    text_quality: str
    reading: int
    version: int
    corrections: Raw
    updated_at: datetime
    actor: str
    deleted_at: datetime | None = None


class ReadingRecord(Struct, frozen=True, kw_only=True):
    """What one version of the reader made of a résumé; `columns` are the reading's own, structured ones as JSON."""

    resume_id: str
    reading: int
    text_sha256: str
    created_at: datetime
    columns: dict[str, Raw]


class TextRecord(Struct, frozen=True, kw_only=True):
    """A text that an analysis saw and that stands in no file of its own."""

    text_sha256: str
    resume_id: str
    text: str


class AnalysisRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of an analysis; `candidate_name` is the name that was read then."""

    analysis_id: str
    job_id: str
    resume_id: str
    candidate_id: str
    candidate_name: str
    created_at: datetime
    overall_score: float | None
    hiring_recommendation: str | None
    analysis_result: Raw
    feedback_count: int
    job_version: int
    text_sha256: str
    engine: str
    status: str
    failure: str | None
    recommendation: str | None
    notes: str
    version: int
    updated_at: datetime
    actor: str
    deleted_at: datetime | None = None


class FeedbackRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One revision of feedback; `timestamp` is the revision's."""

    id: str
    timestamp: datetime
    query: str
    context: Raw
    response: str
    analysis_id: str | None
    job_id: str | None
    resume_id: str | None
    feedback: Judgement
    interaction_id: str
    revision: int
    author: str
    caller_id: str
    deleted_at: datetime | None = None


class AliasRecord(Struct, frozen=True, kw_only=True):
    """Another id that a record answers to."""

    alias: str
    kind: str
    target_id: str


class AdditionRecord(Struct, frozen=True, kw_only=True):
    """A list of skills as an event left it: in force or out of it; `terms` holds a term a line."""

    addition_id: str
    source: str
    title: str
    term_count: int
    added_at: datetime
    terms: str
    active: bool
    updated_at: datetime
    actor: str


class CalibrationRecord(Struct, frozen=True, kw_only=True):
    """A map of scores as an event left it; of one that comes into use, all others are out of use from then on."""

    calibration_id: str
    engine_version: str
    created_at: datetime
    fit: Raw
    in_use: bool
    updated_at: datetime
    actor: str


class EventRecord(Struct, frozen=True, kw_only=True):
    """One sealed event of the audit trail with its digests; `payload` is null once it was erased."""

    event_id: str
    seq: int
    at: datetime
    actor: str
    action: str
    entity: str
    entity_id: str
    record_version: int | None
    salt: str
    payload_digest: str
    chain_digest: str
    payload: Raw


Record = (
    JobRecord
    | TemplateRecord
    | CandidateRecord
    | ResumeRecord
    | ReadingRecord
    | TextRecord
    | AnalysisRecord
    | FeedbackRecord
    | AliasRecord
    | AdditionRecord
    | CalibrationRecord
    | EventRecord
)


class JobEntry(Struct, frozen=True, kw_only=True):
    """A job as its index file holds it."""

    company_name: str
    role_name: str
    created_at: datetime
    analysis_count: int


class ResumeEntry(Struct, frozen=True, kw_only=True):
    """A résumé as its index file holds it, under the present name of its person."""

    resume_id: str
    candidate_name: str
    original_filename: str
    pdf_path: str
    text_path: str
    uploaded_at: datetime
    file_size: int
    text_length: int
    candidate_id: str
    content_sha256: str
    media_type: str
    analysis_count: int


class AnalysisEntry(Struct, frozen=True, kw_only=True):
    """An analysis as its index file holds it, under the present name of its person."""

    analysis_id: str
    job_id: str
    resume_id: str
    candidate_name: str
    created_at: datetime
    overall_score: float | None
    hiring_recommendation: str | None
    feedback_count: int
    candidate_id: str
    status: str


class FeedbackEntry(Struct, frozen=True, kw_only=True):
    """Feedback as its index file holds it."""

    id: str
    timestamp: datetime
    analysis_id: str | None
    job_id: str | None
    rating: int
    interaction_id: str
    revision: int


Entry = JobEntry | ResumeEntry | AnalysisEntry | FeedbackEntry


class SelectedJob(Struct, frozen=True):
    """A caller's current job."""

    caller_id: str
    current_job_id: str | None
    updated_at: datetime
