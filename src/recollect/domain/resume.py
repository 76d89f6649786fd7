"""A résumé: one document of a candidate; and the candidate, the person."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

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
    """A résumé with all that was read from it, but its text.

    `reading_outdated` when an older version of the reader has read it.
    """

    version: int
    content_sha256: str
    text_sha256: str
    media_type: str
    fields: Fields
    sections: tuple[Section, ...]
    hidden_text: tuple[HiddenText, ...]
    warnings: tuple[str, ...]
    reader_version: str = ""
    reading_outdated: bool = False


class Candidate(Struct, frozen=True, kw_only=True):
    """A person; several résumés can be one candidate's."""

    candidate_id: CandidateId
    candidate_name: str
    created_at: datetime
    updated_at: datetime
    version: int
    resume_count: int
    analysis_count: int


class SharedTrait(Struct, frozen=True, kw_only=True):
    """What two résumés have in common: an e-mail address or telephone number, or nearly the whole text."""

    reason: Literal["email", "phone", "text"]
    value: str | None
    similarity: float | None
    resume_id: ResumeId
    with_resume_id: ResumeId


class SamePerson(Struct, frozen=True, kw_only=True):
    """A candidate who may be the same person as another, and what speaks for it; a name alone never does."""

    candidate_id: CandidateId
    candidate_name: str
    traits: tuple[SharedTrait, ...]
