"""What is there now, as the archive's index files hold it: some records by id, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, select

from recollect.domain.history import AnalysisEntry, Entry, FeedbackEntry, JobEntry, ResumeEntry
from recollect.domain.times import from_micros
from recollect.storage.history.written_versions import DOCUMENTS_FOLDER
from recollect.storage.tables import analyses, candidates, feedback, jobs, resumes
from recollect.storage.unit import Reader

_BATCH = 500

_JOBS = select(jobs.c.seq, jobs.c.job_id.label("id"), jobs).where(jobs.c.deleted_at.is_(None))
_RESUMES = (
    select(resumes.c.seq, resumes.c.resume_id.label("id"), resumes, candidates.c.candidate_name)
    .join(
        candidates,
        (candidates.c.workspace_id == resumes.c.workspace_id) & (candidates.c.candidate_id == resumes.c.candidate_id),
    )
    .where(resumes.c.deleted_at.is_(None))
)
_ANALYSES = (
    select(analyses.c.seq, analyses.c.analysis_id.label("id"), analyses, candidates.c.candidate_name)
    .join(
        candidates,
        (candidates.c.workspace_id == analyses.c.workspace_id) & (candidates.c.candidate_id == analyses.c.candidate_id),
    )
    .where(analyses.c.deleted_at.is_(None))
)
_FEEDBACK = select(feedback.c.seq, feedback.c.feedback_id.label("id"), feedback).where(feedback.c.deleted_at.is_(None))


def present_entries(reader: Reader, name: str, ids: Collection[str]) -> dict[str, Entry]:
    """Give what is there of the records `ids` of an index, in the order in which they came."""
    statement, table, record_id, build = _INDEXES[name]
    wanted = sorted(ids)
    found: list[Row[Any]] = []
    for start in range(0, len(wanted), _BATCH):
        batch = statement.where(_here(reader, table), table.c[record_id].in_(wanted[start : start + _BATCH]))
        found += reader.connection.execute(batch).all()
    return {row.id: build(row) for row in sorted(found, key=lambda row: row.seq)}


def each_entry(reader: Reader, name: str) -> Iterator[tuple[str, Entry]]:
    """Give everything that is there of an index, oldest first, without holding more than a few hundred at once."""
    statement, table, _, build = _INDEXES[name]
    seq = table.c.seq
    last = 0
    while rows := reader.connection.execute(
        statement.where(_here(reader, table), seq > last).order_by(seq).limit(_BATCH)
    ).all():
        yield from ((row.id, build(row)) for row in rows)
        last = rows[-1].seq


def ids_of_candidates(reader: Reader, candidate_ids: Collection[str]) -> tuple[set[str], set[str]]:
    """Give the ids of the résumés and analyses of people."""
    wanted = list(candidate_ids)
    of_resumes = select(resumes.c.resume_id).where(
        resumes.c.workspace_id == reader.workspace_id, resumes.c.candidate_id.in_(wanted)
    )
    of_analyses = select(analyses.c.analysis_id).where(
        analyses.c.workspace_id == reader.workspace_id, analyses.c.candidate_id.in_(wanted)
    )
    if not wanted:
        return set(), set()
    return set(reader.connection.scalars(of_resumes)), set(reader.connection.scalars(of_analyses))


def _here(reader: Reader, table: Table) -> ColumnElement[bool]:
    return table.c.workspace_id == reader.workspace_id


def _job(row: Row[Any]) -> JobEntry:
    return JobEntry(
        company_name=row.company_name,
        role_name=row.role_name,
        created_at=from_micros(row.created_at),
        analysis_count=row.analysis_count,
    )


def _resume(row: Row[Any]) -> ResumeEntry:
    return ResumeEntry(
        resume_id=row.resume_id,
        candidate_name=row.candidate_name,
        original_filename=row.original_filename,
        pdf_path=DOCUMENTS_FOLDER + row.document_path,
        text_path=DOCUMENTS_FOLDER + row.text_path,
        uploaded_at=from_micros(row.uploaded_at),
        file_size=row.file_size,
        text_length=row.text_length,
        candidate_id=row.candidate_id,
        content_sha256=row.content_sha256,
        media_type=row.media_type,
        analysis_count=row.analysis_count,
    )


def _analysis(row: Row[Any]) -> AnalysisEntry:
    return AnalysisEntry(
        analysis_id=row.analysis_id,
        job_id=row.job_id,
        resume_id=row.resume_id,
        candidate_name=row.candidate_name,
        created_at=from_micros(row.created_at),
        overall_score=row.overall_score,
        hiring_recommendation=row.hiring_recommendation,
        feedback_count=row.feedback_count,
        candidate_id=row.candidate_id,
        status=row.status,
    )


def _feedback(row: Row[Any]) -> FeedbackEntry:
    return FeedbackEntry(
        id=row.feedback_id,
        timestamp=from_micros(row.updated_at),
        analysis_id=row.analysis_id,
        job_id=row.job_id,
        rating=row.rating,
        interaction_id=row.interaction_id,
        revision=row.revision,
    )


_Index = tuple[Select[Any], Table, str, Callable[[Row[Any]], Entry]]
_INDEXES: dict[str, _Index] = {
    "jobs": (_JOBS, jobs, "job_id", _job),
    "resumes": (_RESUMES, resumes, "resume_id", _resume),
    "analyses": (_ANALYSES, analyses, "analysis_id", _analysis),
    "feedback": (_FEEDBACK, feedback, "feedback_id", _feedback),
}
