"""Jobs and their versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Row, Select, bindparam, select, update

from recollect.domain.ids import HexSource, JobId, new_job_id, random_hex
from recollect.domain.job import (
    EDITABLE,
    Job,
    JobDraft,
    JobHit,
    JobSummary,
    JobVersion,
    Metadata,
    Thresholds,
    Weights,
    draft_of,
    preview_of,
)
from recollect.domain.paging import Page
from recollect.domain.times import from_micros
from recollect.domain.word_match import query_tokens, snippet
from recollect.errors import NotFound
from recollect.storage import counters
from recollect.storage.lists import Total, page_of
from recollect.storage.prepared import Prepared
from recollect.storage.records.aliases import resolve_alias
from recollect.storage.records.job_settings import read_settings, write_settings
from recollect.storage.search import search_index
from recollect.storage.search.ranking import search_page
from recollect.storage.tables import job_requirements, job_versions, jobs
from recollect.storage.unit import Reader, UnitOfWork
from recollect.storage.versions import advance, require_deleted_state

_SUMMARY = (
    jobs.c.seq,
    jobs.c.job_id,
    jobs.c.company_name,
    jobs.c.role_name,
    jobs.c.created_at,
    jobs.c.analysis_count,
    jobs.c.description_preview,
)
_LISTED = select(*_SUMMARY).where(jobs.c.workspace_id == bindparam("workspace_id"), jobs.c.deleted_at.is_(None))
_WALKED = select(*_SUMMARY).where(jobs.c.workspace_id + 0 == bindparam("workspace_id"), jobs.c.deleted_at.is_(None))
"""The same without an index: SQLite knows none of `+ 0`."""
_ONE_LISTED: Select[Any] = _LISTED.where(jobs.c.job_id == bindparam("job_id"))
_NEWEST_VERSION = (job_versions.c.job_seq == jobs.c.seq) & (job_versions.c.version == jobs.c.version)
_FOUND = (
    _LISTED.add_columns(job_versions.c.job_description)
    .join(job_versions, _NEWEST_VERSION)
    .where(jobs.c.seq.in_(bindparam("seqs", expanding=True)))
)
_WHOLE = Prepared(
    select(
        jobs,
        job_versions.c.job_description,
        job_versions.c.metadata.label("version_metadata"),
        job_versions.c.requirements,
        job_versions.c.settings,
    )
    .join(job_versions, _NEWEST_VERSION)
    .where(jobs.c.workspace_id == bindparam("workspace_id"), jobs.c.job_id == bindparam("job_id"))
)
_WITH_READ = Prepared(
    _WHOLE.statement.add_columns(job_requirements.c.requirements.label("read_requirements")).outerjoin(
        job_requirements,
        (job_requirements.c.job_seq == jobs.c.seq)
        & (job_requirements.c.judged_version == jobs.c.judged_version)
        & (job_requirements.c.read_by == bindparam("read_by")),
    )
)


class ReadJob(Struct, frozen=True):
    """A job, and its requirements as they were read before: JSON, or None where they are to be read."""

    job: Job
    requirements: str | None


def add_job(work: UnitOfWork, draft: JobDraft, *, actor: str, draw: HexSource = random_hex) -> JobId:
    """Add a job in its first version, and give its id."""
    job_id = new_job_id(draw)
    seq = work.next_seq(jobs)
    work.append(
        jobs,
        {
            "seq": seq,
            "workspace_id": work.workspace_id,
            "job_id": job_id,
            "company_name": draft.company_name,
            "role_name": draft.role_name,
            "description_preview": preview_of(draft.job_description),
            "version": 1,
            "created_at": work.now_micros,
            "updated_at": work.now_micros,
            "deleted_at": None,
            "analysis_count": 0,
            "judged_version": 1,
        },
    )
    _append_version(work, seq, 1, draft, actor, judged_version=1)
    work.index_words(search_index.JOB_INDEX, seq, _title(draft.company_name, draft.role_name), draft.job_description)
    work.count(counters.JOBS, 1)
    return job_id


def get_job(reader: Reader, job_id: str, *, deleted: bool = False) -> Job:
    """Give a job in its newest version, or raise `NotFound`; a deleted one only when asked for."""
    row = _row(reader, job_id)
    if row.deleted_at is not None and not deleted:
        raise _not_found(job_id)
    return _job(row)


def get_read_job(reader: Reader, job_id: str, read_by: str) -> ReadJob:
    """Give a job with what a reader of this name has read of it, or raise `NotFound`."""
    row = _row(reader, job_id, _WITH_READ, read_by=read_by)
    if row.deleted_at is not None:
        raise _not_found(job_id)
    return ReadJob(_job(row), row.read_requirements)


def put_requirements(work: UnitOfWork, job: Job, read_by: str, requirements: str) -> None:
    """Keep what was read of a job instead of what was before; nothing when the job says something else by now."""
    row = _row(work, job.job_id)
    if _judged(draft_of(_job(row))) != _judged(draft_of(job)):
        return
    kept = {"judged_version": row.judged_version, "read_by": read_by, "requirements": requirements}
    keys = {"job_seq": row.seq, "workspace_id": work.workspace_id}
    work.put_latest(job_requirements, (row.seq,), keys | kept)


def get_job_version(reader: Reader, job_id: str, version: int) -> JobVersion:
    """Give one version of a job, deleted or not, or raise `NotFound`."""
    found = [v for v in list_job_versions(reader, job_id) if v.version == version]
    if not found:
        raise NotFound(f"This job has no version {version}.", id=job_id)
    return found[0]


def list_job_versions(reader: Reader, job_id: str) -> list[JobVersion]:
    """Give all versions of a job, newest first, or raise `NotFound`."""
    row = _row(reader, job_id)
    versions = reader.connection.execute(
        select(job_versions, job_versions.c.metadata.label("version_metadata"))
        .where(job_versions.c.job_seq == row.seq)
        .order_by(job_versions.c.version.desc())
    )
    return [
        JobVersion(
            job_id=JobId(row.job_id),
            version=v.version,
            company_name=v.company_name,
            role_name=v.role_name,
            job_description=v.job_description,
            metadata=msgspec.json.decode(v.version_metadata),
            created_at=from_micros(v.created_at),
            actor=v.actor,
            **read_settings(v),
        )
        for v in versions
    ]


def list_jobs(reader: Reader, *, cursor: str | None, limit: int) -> Page[JobSummary]:
    """Give one page of the jobs, newest first."""
    return page_of(
        reader,
        _LISTED,
        jobs.c.seq,
        scope="jobs",
        cursor=cursor,
        limit=limit,
        total=Total(counters.total(reader, counters.JOBS)),
        build=_summary,
        fetch=Prepared.tuples,
        walked=_WALKED,
    )


def find_job_summary(reader: Reader, job_id: str) -> JobSummary | None:
    """Give a job as lists show it, or None when it is not there or deleted."""
    parameters = {"workspace_id": reader.workspace_id, "job_id": job_id}
    row = reader.connection.execute(_ONE_LISTED, parameters).one_or_none()
    return None if row is None else _summary(row)


def search_jobs(reader: Reader, query: str, *, cursor: str | None, limit: int) -> Page[JobHit]:
    """Give one page of the jobs that hold all words of `query`, best first."""
    tokens = query_tokens(query)
    return search_page(
        reader,
        search_index.JOB_INDEX,
        query,
        cursor=cursor,
        limit=limit,
        statement=_FOUND,
        words_of=lambda row: (_title(row.company_name, row.role_name), row.job_description),
        hit_of=lambda row: _hit(row, tokens),
    )


def change_job(
    work: UnitOfWork,
    job_id: str,
    *,
    expected_version: int,
    draft: JobDraft,
    actor: str,
) -> int:
    """Write a new version of a job and give its number, or raise `StaleVersion` when another came first."""
    row = _row(work, job_id)
    if row.deleted_at is not None:
        raise _not_found(job_id)
    judged_version = _first_with(work, row, draft) or expected_version + 1
    version = advance(
        work,
        jobs,
        row,
        row.job_id,
        expected_version,
        company_name=draft.company_name,
        role_name=draft.role_name,
        description_preview=preview_of(draft.job_description),
        judged_version=judged_version,
    )
    _append_version(work, row.seq, version, draft, actor, judged_version=judged_version)
    search_index.remove(work.connection, search_index.JOB_INDEX, _entry(row))
    work.index_words(
        search_index.JOB_INDEX, row.seq, _title(draft.company_name, draft.role_name), draft.job_description
    )
    return version


def set_job_deleted(work: UnitOfWork, job_id: str, *, deleted: bool, expected_version: int | None, actor: str) -> int:
    """Delete a job softly or bring it back, and give its new version number."""
    row = _row(work, job_id)
    if deleted and row.deleted_at is not None:
        raise _not_found(job_id)
    require_deleted_state(row, job_id, deleted=not deleted)
    version = advance(work, jobs, row, row.job_id, expected_version, deleted_at=work.now_micros if deleted else None)
    _append_version(work, row.seq, version, draft_of(_job(row)), actor, judged_version=row.judged_version)
    work.count(counters.JOBS, -1 if deleted else 1)
    if deleted:
        search_index.remove(work.connection, search_index.JOB_INDEX, _entry(row))
    else:
        work.index_words(search_index.JOB_INDEX, *_entry(row))
    return version


def count_analysis(work: UnitOfWork, job_id: str, delta: int) -> None:
    """Change how many analyses a job has."""
    work.connection.execute(
        update(jobs)
        .where(jobs.c.workspace_id == work.workspace_id, jobs.c.job_id == job_id)
        .values(analysis_count=jobs.c.analysis_count + delta)
    )


def _first_with(reader: Reader, row: Row[Any], draft: JobDraft) -> int | None:
    """Give the first version of a job by which it would be judged as by a draft, or None."""
    judged = _judged(draft)
    if judged == _judged(draft_of(_job(row))):
        return int(row.judged_version)
    versions = list_job_versions(reader, row.job_id)
    return next((one.version for one in reversed(versions) if _judged(one) == judged), None)


def _judged(version: JobDraft | JobVersion) -> tuple[object, ...]:
    """Give what an analysis depends on."""
    return (
        version.job_description,
        version.company_name,
        version.role_name,
        version.requirements,
        version.weights,
        version.thresholds,
    )


def _row(reader: Reader, job_id: str, statement: Prepared = _WHOLE, **given: str) -> Row[Any]:
    parameters = {"workspace_id": reader.workspace_id, "job_id": job_id, **given}
    row = statement.row(reader, parameters)
    if row is None and (target := resolve_alias(reader, "job", job_id)):
        row = statement.row(reader, parameters | {"job_id": target})
    if row is None:
        raise _not_found(job_id)
    return row


def _append_version(
    work: UnitOfWork, seq: int, version: int, draft: JobDraft, actor: str, *, judged_version: int
) -> None:
    work.append(
        job_versions,
        {
            "job_seq": seq,
            "version": version,
            "workspace_id": work.workspace_id,
            "company_name": draft.company_name,
            "role_name": draft.role_name,
            "job_description": draft.job_description,
            "metadata": _json(draft.metadata),
            "created_at": work.now_micros,
            "actor": actor,
            "judged_version": judged_version,
            **write_settings(draft),
        },
    )


def _json(metadata: Metadata) -> str:
    return msgspec.json.encode(metadata).decode() if metadata else "{}"


def _title(company_name: str, role_name: str) -> str:
    return f"{company_name} {role_name}"


def _entry(row: Row[Any]) -> search_index.Entry:
    return row.seq, _title(row.company_name, row.role_name), row.job_description


def _summary(row: tuple[Any, ...]) -> JobSummary:
    _, job_id, company_name, role_name, created_at, analysis_count, description_preview, *_ = row
    return JobSummary(
        job_id=job_id,
        company_name=company_name,
        role_name=role_name,
        created_at=from_micros(created_at),
        analysis_count=analysis_count,
        description_preview=description_preview,
    )


def _hit(row: Row[Any], tokens: Sequence[str]) -> JobHit:
    return JobHit(**msgspec.structs.asdict(_summary(row)), snippet=snippet(row.job_description, tokens))


def _job(row: Row[Any]) -> Job:
    own = read_settings(row)
    return Job(
        job_id=JobId(row.job_id),
        company_name=row.company_name,
        role_name=row.role_name,
        job_description=row.job_description,
        created_at=from_micros(row.created_at),
        updated_at=from_micros(row.updated_at),
        version=row.version,
        analysis_count=row.analysis_count,
        metadata=msgspec.json.decode(row.version_metadata),
        requirements=own["requirements"] or (),
        weights=own["weights"] or Weights(),
        thresholds=own["thresholds"] or Thresholds(),
        edited=tuple(name for name in EDITABLE if own[name] is not None),
    )


def _not_found(job_id: str) -> NotFound:
    return NotFound("There is no job of this id. List the jobs with GET /api/jobs.", id=job_id)
