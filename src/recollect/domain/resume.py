"""A résumé: one document of a candidate; and the candidate, the person."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from recollect.domain.document import Fields, HiddenText, Section, TextQuality
from recollect.domain.ids import CandidateId, ResumeId


class ResumeSummary(Struct, frozen=True, kw_only=True):
    """A résumé as lists show it; `candidate_name` is the present one and empty while it is unknown."""

    resume_id: ResumeId
    candidate_id: CandidateId
    candidate_name: str
    original_filename: str
    uploaded_at: datetime
    file_size: int
    text_length: int
    pages: int | None
    text_quality: TextQuality
    analysis_count: int


class Resume(ResumeSummary, frozen=True, kw_only=True):
    """A résumé with all that was read from it, but its text."""

    version: int
    content_sha256: str
    text_sha256: str
    media_type: str
    fields: Fields
    sections: tuple[Section, ...]
    hidden_text: tuple[HiddenText, ...]
    warnings: tuple[str, ...]


class Candidate(Struct, frozen=True, kw_only=True):
    """A person; several résumés can be one candidate's."""

    candidate_id: CandidateId
    candidate_name: str
    created_at: datetime
    updated_at: datetime
    version: int
    resume_count: int
    analysis_count: int
