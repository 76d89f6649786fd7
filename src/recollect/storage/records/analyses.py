"""Analyses: complete results, tied to the very versions of job and text that they saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Row, Select, bindparam, select, update

from recollect.domain.analysis import RECOMMENDATIONS, Analysis, AnalysisResult, AnalysisSummary, Recommendation
from recollect.domain.ids import AnalysisId, CandidateId, HexSource, JobId, ResumeId, new_analysis_id, random_hex
from recollect.domain.paging import Page
from recollect.domain.times import from_micros, to_micros
from recollect.errors import NotFound
from recollect.storage import counters
from recollect.storage.lists import Total, page_of
from recollect.storage.records.aliases import resolve_alias
from recollect.storage.search import search_index
from recollect.storage.tables import (
    PART_SCORES,
    analyses,
    analysis_results,
    analysis_versions,
    candidates,
    job_versions,
    jobs,
)
from recollect.storage.unit import Reader, UnitOfWork
from recollect.storage.versions import advance, require_deleted_state

_OF_CANDIDATE = (candidates.c.workspace_id == analyses.c.workspace_id) & (
    candidates.c.candidate_id == analyses.c.candidate_id
)
_OF_JOB = (jobs.c.workspace_id == analyses.c.workspace_id) & (jobs.c.job_id == analyses.c.job_id)
_OF_JOB_VERSION = (job_versions.c.job_seq == jobs.c.seq) & (job_versions.c.version == analyses.c.job_version)
_JOB_CHANGED = (job_versions.c.judged_version != jobs.c.judged_version).label("job_changed")
_PRESENT = select(analyses.c.seq).where(
    analyses.c.workspace_id == bindparam("workspace_id"), analyses.c.deleted_at.is_(None)
)
_SHOWN = (
    select(
        analyses.c.seq,
        analyses.c.analysis_id,
        analyses.c.job_id,
        analyses.c.resume_id,
        analyses.c.candidate_id,
        candidates.c.candidate_name,
        analyses.c.created_at,
        analyses.c.overall_score,
        analyses.c.hiring_recommendation,
        analyses.c.status,
        analyses.c.feedback_count,
        _JOB_CHANGED,
    )
    .join(candidates, _OF_CANDIDATE)
    .outerjoin(jobs, _OF_JOB)
    .outerjoin(job_versions, _OF_JOB_VERSION)
    .where(analyses.c.workspace_id == bindparam("workspace_id"))
    .order_by(analyses.c.seq.desc())
)
_AMONG: Select[Any] = _SHOWN.where(analyses.c.seq.in_(bindparam("seqs", expanding=True)))
_NAMED: Select[Any] = _SHOWN.where(
    analyses.c.analysis_id.in_(bindparam("analysis_ids", expanding=True)), analyses.c.deleted_at.is_(None)
).order_by(None)
"""Put in order by who reads it: asked to, SQLite would go through all analyses in their order."""
_NARROWING: dict[str, ColumnElement[bool]] = {
    "job_id": analyses.c.job_id == bindparam("job_id"),
    "resume_id": analyses.c.resume_id == bindparam("resume_id"),
    "candidate_id": analyses.c.candidate_id == bindparam("candidate_id"),
    "min_score": analyses.c.overall_score >= bindparam("min_score"),
    "max_score": analyses.c.overall_score <= bindparam("max_score"),
    "recommendation": analyses.c.recommendation == bindparam("recommendation"),
    "engine": analyses.c.engine == bindparam("engine"),
    "rated": (analyses.c.feedback_count > 0) == bindparam("rated"),
    "since": analyses.c.created_at >= bindparam("since"),
    "until": analyses.c.created_at < bindparam("until"),
}
"""How each field of an `AnalysisFilter` narrows a list."""
_RESULTS = (
    select(analyses, candidates.c.candidate_name, analysis_results.c.result, _JOB_CHANGED)
    .join(candidates, _OF_CANDIDATE)
    .outerjoin(jobs, _OF_JOB)
    .outerjoin(job_versions, _OF_JOB_VERSION)
    .join(analysis_results, analysis_results.c.analysis_seq == analyses.c.seq)
    .where(analyses.c.workspace_id == bindparam("workspace_id"))
)
_WHOLE = _RESULTS.where(analyses.c.analysis_id == bindparam("analysis_id"))
_OF_PAIR = (
    _RESULTS.where(
        analyses.c.resume_id == bindparam("resume_id"),
        analyses.c.job_id == bindparam("job_id"),
        analyses.c.deleted_at.is_(None),
    )
    .order_by(analyses.c.seq.desc())
    .limit(bindparam("most"))
)


class NewAnalysis(Struct, frozen=True, kw_only=True):
    """An analysis that is done."""

    job_id: JobId
    job_version: int
    resume_id: ResumeId
    candidate_id: CandidateId
    text_sha256: str
    engine: str
    recommendation: Recommendation | None
    result: AnalysisResult


class AnalysisFilter(Struct, frozen=True, kw_only=True):
    """What a list of analyses is narrowed to; None leaves it as wide as it is."""

    job_id: str | None = None
    resume_id: str | None = None
    candidate_id: str | None = None
    min_score: float | None = None
    max_score: float | None = None
    recommendation: Recommendation | None = None
    engine: str | None = None
    rated: bool | None = None
    since: datetime | None = None
    until: datetime | None = None

    def wanted(self) -> dict[str, object]:
        """Give what the list is narrowed to, as the database holds it: only analyses made before `until`, say."""
        given = {name: value for name in _NARROWING if (value := getattr(self, name)) is not None}
        return {name: to_micros(value) if isinstance(value, datetime) else value for name, value in given.items()}

    def scope(self) -> str:
        """Name the list, for its cursors."""
        return f"analyses:{msgspec.json.encode(self).decode()}"


def add_analysis(work: UnitOfWork, new: NewAnalysis, *, draw: HexSource = random_hex) -> AnalysisId:
    """Add an analysis and give its id; the counts of its job, résumé and candidate are the service's to keep."""
    analysis_id = new_analysis_id(draw)
    seq = work.next_seq(analyses)
    work.append(
        analyses,
        {
            "seq": seq,
            "workspace_id": work.workspace_id,
            "analysis_id": analysis_id,
            "job_id": new.job_id,
            "job_version": new.job_version,
            "resume_id": new.resume_id,
            "text_sha256": new.text_sha256,
            "candidate_id": new.candidate_id,
            "engine": new.engine,
            "status": "done",
            "failure": None,
            "overall_score": new.result.overall_score,
            **{part: getattr(new.result, part) for part in PART_SCORES},
            "recommendation": new.recommendation,
            "hiring_recommendation": new.result.hiring_recommendation,
            "notes": "",
            "version": 1,
            "created_at": work.now_micros,
            "updated_at": work.now_micros,
            "deleted_at": None,
            "feedback_count": 0,
        },
    )
    work.append(
        analysis_results,
        {
            "analysis_seq": seq,
            "workspace_id": work.workspace_id,
            "result": msgspec.json.encode(new.result).decode(),
        },
    )
    work.count(counters.ANALYSES, 1)
    return analysis_id


def get_analysis(reader: Reader, analysis_id: str, *, deleted: bool = False) -> Analysis:
    """Give an analysis with its result, or raise `NotFound`; a deleted one only when asked for."""
    row = _row(reader, analysis_id)
    if row.deleted_at is not None and not deleted:
        raise _not_found(analysis_id)
    return _whole(row)


def find_analysis_id(reader: Reader, analysis_id: str) -> AnalysisId:
    """Give the id of an analysis by one it answers to, without reading its result, or raise `NotFound`."""
    known = select(analyses.c.analysis_id).where(
        analyses.c.workspace_id == reader.workspace_id, analyses.c.deleted_at.is_(None)
    )
    for asked in (analysis_id, resolve_alias(reader, "analysis", analysis_id)):
        if asked and reader.connection.execute(known.where(analyses.c.analysis_id == asked)).first():
            return AnalysisId(asked)
    raise _not_found(analysis_id)


def list_analyses(reader: Reader, narrowed: AnalysisFilter, *, cursor: str | None, limit: int) -> Page[AnalysisSummary]:
    """Give one page of the analyses, newest first.

    Those of a narrowed list are found by an index alone; only what is shown is read.
    """
    wanted = narrowed.wanted()
    found = page_of(
        reader,
        _narrowed(tuple(wanted)),
        analyses.c.seq,
        scope=narrowed.scope(),
        cursor=cursor,
        limit=limit,
        total=None if wanted else Total(counters.total(reader, counters.ANALYSES)),
        build=lambda row: int(row.seq),
        narrowed=wanted,
    )
    parameters = {"workspace_id": reader.workspace_id, "seqs": found.items}
    rows: Iterable[Row[Any]] = reader.connection.execute(_AMONG, parameters) if found.items else ()
    return found.holding(tuple(_summary(row) for row in rows))


def list_of_pair(reader: Reader, job_id: str, resume_id: str, *, limit: int) -> list[Analysis]:
    """Give the newest analyses of a résumé for a job with their results, newest first."""
    rows = reader.connection.execute(
        _OF_PAIR, {"workspace_id": reader.workspace_id, "job_id": job_id, "resume_id": resume_id, "most": limit}
    )
    return [_whole(row) for row in rows]


def list_among(reader: Reader, seqs: Sequence[int]) -> dict[int, AnalysisSummary]:
    """Give these analyses as lists show them, by `seq`."""
    parameters = {"workspace_id": reader.workspace_id, "seqs": list(seqs)}
    return {row.seq: _summary(row) for row in reader.connection.execute(_AMONG, parameters)}


def list_named(reader: Reader, analysis_ids: Sequence[str]) -> list[AnalysisSummary]:
    """Give these analyses as lists show them, newest first; those that are not there are left out."""
    parameters = {"workspace_id": reader.workspace_id, "analysis_ids": list(analysis_ids)}
    rows = reader.connection.execute(_NAMED, parameters) if analysis_ids else ()
    return [_summary(row) for row in sorted(rows, key=lambda row: -row.seq)]


def list_analysis_versions(reader: Reader, analysis_id: str) -> list[dict[str, Any]]:
    """Give the notes of all versions of an analysis but the first, newest first."""
    row = _row(reader, analysis_id)
    statement = (
        select(analysis_versions)
        .where(analysis_versions.c.analysis_seq == row.seq)
        .order_by(analysis_versions.c.version.desc())
    )
    versions = [
        {"version": v.version, "notes": v.notes, "created_at": from_micros(v.created_at), "actor": v.actor}
        for v in reader.connection.execute(statement)
    ]
    first = {"version": 1, "notes": "", "created_at": from_micros(row.created_at), "actor": "engine"}
    return [*versions, first]


def note_analysis(work: UnitOfWork, analysis_id: str, notes: str, *, expected_version: int | None, actor: str) -> int:
    """Replace the notes that people keep beside a result, and give the new version."""
    row = _row(work, analysis_id)
    if row.deleted_at is not None:
        raise _not_found(analysis_id)
    version = advance(work, analyses, row, row.analysis_id, expected_version, notes=notes)
    _append_version(work, row.seq, version, notes, actor)
    _unindex_notes(work, row)
    _index_notes(work, row.seq, notes)
    return version


def set_analysis_deleted(
    work: UnitOfWork, analysis_id: str, *, deleted: bool, expected_version: int | None, actor: str
) -> int:
    """Delete an analysis softly or bring it back, and give the new version."""
    row = _row(work, analysis_id)
    if deleted and row.deleted_at is not None:
        raise _not_found(analysis_id)
    require_deleted_state(row, analysis_id, deleted=not deleted)
    version = advance(
        work, analyses, row, row.analysis_id, expected_version, deleted_at=work.now_micros if deleted else None
    )
    _append_version(work, row.seq, version, row.notes, actor)
    work.count(counters.ANALYSES, -1 if deleted else 1)
    if deleted:
        _unindex_notes(work, row)
    else:
        _index_notes(work, row.seq, row.notes)
    return version


def count_feedback(work: UnitOfWork, analysis_id: str, delta: int) -> None:
    """Change how much feedback an analysis has; raises `NotFound` when it was erased meanwhile."""
    changed = work.connection.execute(
        update(analyses)
        .where(analyses.c.workspace_id == work.workspace_id, analyses.c.analysis_id == analysis_id)
        .values(feedback_count=analyses.c.feedback_count + delta)
    )
    if changed.rowcount != 1:
        raise _not_found(analysis_id)


def recommendation_class(written: str) -> Recommendation | None:
    """Give the class that a written recommendation begins with, whatever its case."""
    return next((r for r in RECOMMENDATIONS if written.strip().casefold().startswith(r.casefold())), None)


@cache
def _narrowed(narrowed_by: tuple[str, ...]) -> Select[Any]:
    """Give the statement of a list that is narrowed by these fields of an `AnalysisFilter`."""
    return _PRESENT.where(*(_NARROWING[name] for name in narrowed_by))


def _row(reader: Reader, analysis_id: str) -> Row[Any]:
    parameters = {"workspace_id": reader.workspace_id, "analysis_id": analysis_id}
    row = reader.connection.execute(_WHOLE, parameters).one_or_none()
    if row is None and (target := resolve_alias(reader, "analysis", analysis_id)):
        row = reader.connection.execute(_WHOLE, parameters | {"analysis_id": target}).one_or_none()
    if row is None:
        raise _not_found(analysis_id)
    return row


def _index_notes(work: UnitOfWork, seq: int, notes: str) -> None:
    if notes:
        work.index_words(search_index.NOTE_INDEX, seq, "", notes)


def _unindex_notes(work: UnitOfWork, row: Row[Any]) -> None:
    if row.notes:
        search_index.remove(work.connection, search_index.NOTE_INDEX, (row.seq, "", row.notes))


def _append_version(work: UnitOfWork, seq: int, version: int, notes: str, actor: str) -> None:
    work.append(
        analysis_versions,
        {
            "analysis_seq": seq,
            "version": version,
            "workspace_id": work.workspace_id,
            "notes": notes,
            "created_at": work.now_micros,
            "actor": actor,
        },
    )


def _summary(row: Row[Any]) -> AnalysisSummary:
    return AnalysisSummary(**_summary_fields(row))


def _summary_fields(row: Row[Any]) -> dict[str, Any]:
    return {
        "analysis_id": AnalysisId(row.analysis_id),
        "job_id": JobId(row.job_id),
        "resume_id": ResumeId(row.resume_id),
        "candidate_id": CandidateId(row.candidate_id),
        "candidate_name": row.candidate_name,
        "created_at": from_micros(row.created_at),
        "overall_score": row.overall_score,
        "hiring_recommendation": row.hiring_recommendation,
        "status": row.status,
        "feedback_count": row.feedback_count,
        "job_changed": bool(row.job_changed),
    }


def _whole(row: Row[Any]) -> Analysis:
    return Analysis(
        **_summary_fields(row),
        version=row.version,
        job_version=row.job_version,
        text_sha256=row.text_sha256,
        notes=row.notes,
        failure=row.failure,
        analysis_result=msgspec.json.decode(row.result, type=AnalysisResult),
    )


def _not_found(analysis_id: str) -> NotFound:
    return NotFound("There is no analysis of this id. List the analyses with GET /api/analyses.", id=analysis_id)
