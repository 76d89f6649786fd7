"""Records of an earlier system as the domain knows them. What has another type or name is said in `notes`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from msgspec import Struct

from recollect.archive import earlier_values as values
from recollect.archive.earlier import Found
from recollect.domain.feedback import MAX_RATING, MIN_RATING, FeedbackDraft, Judgement
from recollect.domain.ids import AnalysisId, JobId
from recollect.domain.job import JobDraft

_VECTORS = frozenset({"embedding", "embeddings", "vector", "vectors"})
_JOB_KEYS = frozenset(
    {
        *("job_id", "id", "job_description", "description", "text", "company_name", "company", "role_name", "role"),
        *("title", "created_at", "timestamp", "updated_at", "metadata", "analysis_count", "version", "actor"),
        *("requirements", "deleted_at"),
    }
)


class Unusable(Exception):
    """A record that can't be taken, and why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class EarlierJob(Struct, frozen=True, kw_only=True):
    """A job of an earlier system."""

    job_id: str
    draft: JobDraft
    created_at: datetime | None
    notes: tuple[str, ...]


class EarlierResume(Struct, frozen=True, kw_only=True):
    """A résumé of an earlier system; its paths are as they were written."""

    resume_id: str
    candidate_name: str
    filename: str
    document: object
    text: object
    uploaded_at: datetime | None
    notes: tuple[str, ...]


class EarlierAnalysis(Struct, frozen=True, kw_only=True):
    """An analysis of an earlier system."""

    analysis_id: str
    job_id: str
    resume_id: str
    candidate_name: str
    created_at: datetime | None
    result: dict[str, Any]
    notes: tuple[str, ...]


class EarlierFeedback(Struct, frozen=True, kw_only=True):
    """Feedback of an earlier system; its links are as they were written."""

    feedback_id: str | None
    draft: FeedbackDraft
    created_at: datetime | None
    notes: tuple[str, ...]


def require_kept(record: Mapping[str, Any]) -> None:
    """Raise `Unusable` for a record that was deleted in the earlier system."""
    if record.get("deleted_at"):
        raise Unusable("it was deleted there")


def id_in(found: Found, *names: str) -> str | None:
    """Give a record's id, or None when it has none; raises `Unusable` for one that can't stand in an address."""
    written = next((found.record[name] for name in names if found.record.get(name)), found.key)
    if written is None:
        return None
    record_id = str(written).strip()
    if not values.SAFE_ID.fullmatch(record_id):
        raise Unusable("its id has characters that can't stand in an address")
    return record_id


def read_job(found: Found, zone: tzinfo) -> EarlierJob:
    """Read a job."""
    record = found.record
    require_kept(record)
    description = values.first_text(record, "job_description", "description", "text")
    if not description:
        raise Unusable("it has no description")
    created_at, notes = _moment(record, zone, "created_at", "timestamp")
    metadata = record.get("metadata")
    kept: dict[str, Any] = dict(metadata) if isinstance(metadata, dict) else {}
    others = {name: value for name, value in record.items() if name not in _JOB_KEYS and value is not None}
    if metadata is not None and not isinstance(metadata, dict):
        others["metadata"] = metadata
    if others:
        kept["imported"] = others
    job_id = id_in(found, "job_id", "id")
    if job_id is None:
        job_id = values.digest_of(record, 8)
        notes = (*notes, "it had no id: one was made of its content")
    draft = JobDraft(
        job_description=description,
        company_name=values.first_text(record, "company_name", "company"),
        role_name=values.first_text(record, "role_name", "role", "title"),
        metadata=kept,
    )
    return EarlierJob(job_id=job_id, draft=draft, created_at=created_at, notes=notes)


def read_resume(found: Found, zone: tzinfo) -> EarlierResume:
    """Read a résumé's record."""
    record = found.record
    require_kept(record)
    resume_id = id_in(found, "resume_id", "id")
    if resume_id is None:
        raise Unusable("it has no id")
    uploaded_at, notes = _moment(record, zone, "uploaded_at", "created_at", "timestamp")
    return EarlierResume(
        resume_id=resume_id,
        candidate_name=values.first_text(record, "candidate_name", "name").strip(),
        filename=values.first_text(record, "original_filename", "filename", "file_name"),
        document=record.get("pdf_path") or record.get("file_path") or record.get("path"),
        text=record.get("text_path"),
        uploaded_at=uploaded_at,
        notes=notes,
    )


def read_analysis(found: Found, zone: tzinfo) -> EarlierAnalysis:
    """Read an analysis."""
    record = found.record
    require_kept(record)
    result = record.get("analysis_result", record.get("result"))
    if not isinstance(result, dict):
        raise Unusable("it has no result")
    linked = {name: str(record.get(name) or result.get(name) or "") for name in ("job_id", "resume_id")}
    for name, what in (("job_id", "job"), ("resume_id", "résumé")):
        if not linked[name]:
            raise Unusable(f"it names no {what}")
    created_at, notes = _moment(record, zone, "created_at", "timestamp")
    analysis_id = id_in(found, "analysis_id", "id")
    if analysis_id is None:
        analysis_id = values.digest_of(record, 12)
        notes = (*notes, "it had no id: one was made of its content")
    both = {**{k: record[k] for k in ("overall_score", "hiring_recommendation") if k in record}, **result}
    return EarlierAnalysis(
        analysis_id=analysis_id,
        candidate_name=values.first_text(result, "candidate_name") or values.first_text(record, "candidate_name"),
        created_at=created_at,
        result=both,
        notes=notes,
        **linked,
    )


def read_feedback(found: Found, zone: tzinfo) -> EarlierFeedback:
    """Read feedback. Vectors in it are left: they are computed anew."""
    record = found.record
    require_kept(record)
    said = record.get("feedback")
    said = said if isinstance(said, dict) else record
    rating = values.whole_number(said.get("rating"))
    if rating is None or not MIN_RATING <= rating <= MAX_RATING:
        raise Unusable(f"its rating is not one of {MIN_RATING} to {MAX_RATING}")
    created_at, notes = _moment(record, zone, "timestamp", "created_at")
    if _VECTORS & record.keys():
        notes = (*notes, "its vector was left: it is computed anew")
    written = next((record[n] for n in ("interaction_id", "id", "feedback_id") if record.get(n)), None)
    if written is None:
        bare = {name: value for name, value in record.items() if name not in _VECTORS}
        written = f"imported-{values.digest_of(bare, 12)}"
        notes = (*notes, "it had no id: one was made of its content")
    context = record.get("context") or []
    draft = FeedbackDraft(
        interaction_id=str(written),
        query=values.joined(record.get("query")),
        context=tuple(context) if isinstance(context, list) else (context,),
        response=values.joined(record.get("response")),
        feedback=Judgement(
            rating=rating,
            correct_points=values.texts(said.get("correct_points")),
            incorrect_points=values.texts(said.get("incorrect_points")),
            missing_points=values.texts(said.get("missing_points")),
            ideal_response=values.joined(said.get("ideal_response")),
        ),
        analysis_id=AnalysisId(str(record["analysis_id"])) if record.get("analysis_id") else None,
        job_id=JobId(str(record["job_id"])) if record.get("job_id") else None,
    )
    own = record.get("id")
    return EarlierFeedback(
        feedback_id=own if isinstance(own, str) else None, draft=draft, created_at=created_at, notes=notes
    )


def _moment(record: Mapping[str, Any], zone: tzinfo, *names: str) -> tuple[datetime | None, tuple[str, ...]]:
    written = next((record[name] for name in names if record.get(name) is not None), None)
    found, assumed = values.moment(written, zone)
    if found is None:
        return None, ("it is undated: it has the date of its import",)
    return found, ("its time names no zone",) if assumed else ()
