"""When something last happened with each person, told by the order of events rather than by clocks alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import CompoundSelect, Select, func, select, union_all

from recollect.storage.tables import analyses, candidates, events, feedback, job_versions, jobs, resumes
from recollect.storage.unit import Reader

DAYS_KEY = "retention_days"
"""The key of a job's metadata that sets the days for who was analysed against it; 0 keeps them."""


class Activity(Struct, frozen=True, kw_only=True):
    """A person, when something last happened with them at the earliest, and what their newest event says it was."""

    candidate_id: str
    candidate_name: str
    last_at: int
    newest_event_at: int | None


def each_inactive(reader: Reader, before: int) -> Iterator[Activity]:
    """Give the people with whom nothing happened since `before`, deleted ones too, longest inactive first.

    An event is as late as any event before it in the sealed order: one that was dated too early by a wrong clock
    counts from the latest time that was seen before.
    """
    told = _told_events(reader).subquery()
    latest = (
        select(
            told.c.candidate_id,
            func.max(told.c.effective_at).label("effective_at"),
            func.max(told.c.at).label("at"),
        )
        .group_by(told.c.candidate_id)
        .subquery()
    )
    last_at = func.coalesce(latest.c.effective_at, candidates.c.updated_at)
    statement = (
        select(candidates.c.candidate_id, candidates.c.candidate_name, last_at.label("last_at"), latest.c.at)
        .outerjoin(latest, latest.c.candidate_id == candidates.c.candidate_id)
        .where(candidates.c.workspace_id == reader.workspace_id, last_at <= before)
        .order_by(last_at, candidates.c.seq)
    )
    for row in reader.connection.execute(statement):
        yield Activity(
            candidate_id=row.candidate_id,
            candidate_name=row.candidate_name,
            last_at=row.last_at,
            newest_event_at=row.at,
        )


def newest_event_at(reader: Reader, candidate_id: str) -> int | None:
    """Give the time of a person's newest event."""
    owners = _owners(reader).subquery()
    own = select(owners.c.entity_id).where(owners.c.candidate_id == candidate_id)
    newest = select(func.max(events.c.at)).where(
        events.c.workspace_id == reader.workspace_id, events.c.entity_id.in_(own)
    )
    found = reader.connection.execute(newest).scalar_one()
    return None if found is None else int(found)


def days_of_jobs(reader: Reader) -> dict[str, object]:
    """Give what the metadata of jobs say about retention, by job; deleted jobs too."""
    statement = (
        select(jobs.c.job_id, job_versions.c.metadata.label("said"))
        .join(job_versions, (job_versions.c.job_seq == jobs.c.seq) & (job_versions.c.version == jobs.c.version))
        .where(jobs.c.workspace_id == reader.workspace_id, job_versions.c.metadata.contains(f'"{DAYS_KEY}"'))
    )
    found = {row.job_id: msgspec.json.decode(row.said) for row in reader.connection.execute(statement)}
    return {job_id: said[DAYS_KEY] for job_id, said in found.items() if DAYS_KEY in said}


def jobs_of_people(reader: Reader) -> dict[str, list[str]]:
    """Give the jobs that each person was ever analysed against."""
    statement = select(analyses.c.candidate_id, analyses.c.job_id).where(analyses.c.workspace_id == reader.workspace_id)
    found: dict[str, list[str]] = {}
    for candidate_id, job_id in reader.connection.execute(statement.distinct()):
        found.setdefault(candidate_id, []).append(job_id)
    return found


def _told_events(reader: Reader) -> CompoundSelect[Any]:
    """Give every event that is about a person, with whom, and its times.

    Each kind of record is looked up by its id: joined with all of them at once, SQLite compares every pair.
    """
    timed = _timed_events(reader).cte("timed")
    of_feedback = (feedback.c.workspace_id == reader.workspace_id) & (feedback.c.feedback_id == timed.c.entity_id)
    of_analysis = (analyses.c.workspace_id == reader.workspace_id) & (analyses.c.analysis_id == feedback.c.analysis_id)
    records = ((candidates, "candidate_id"), (resumes, "resume_id"), (analyses, "analysis_id"))
    told = [
        select(table.c.candidate_id, timed.c.effective_at, timed.c.at).join_from(
            timed, table, (table.c.workspace_id == reader.workspace_id) & (table.c[name] == timed.c.entity_id)
        )
        for table, name in records
    ]
    on_feedback = select(analyses.c.candidate_id, timed.c.effective_at, timed.c.at)
    told.append(on_feedback.join_from(timed, feedback, of_feedback).join(analyses, of_analysis))
    return union_all(*told)


def _timed_events(reader: Reader) -> Select[Any]:
    """Give every event with the latest time of itself and those sealed before it; unsealed ones come after all."""
    order = func.coalesce(events.c.seq, 2**62)
    return select(
        events.c.entity_id,
        events.c.at,
        func.max(events.c.at).over(order_by=order, range_=(None, 0)).label("effective_at"),
    ).where(events.c.workspace_id == reader.workspace_id)


def _owners(reader: Reader) -> Any:
    """Tell of each record which person it is about."""
    about = (feedback.c.workspace_id == analyses.c.workspace_id) & (feedback.c.analysis_id == analyses.c.analysis_id)
    owned: tuple[Select[Any], ...] = (
        select(candidates.c.candidate_id.label("entity_id"), candidates.c.candidate_id).where(
            candidates.c.workspace_id == reader.workspace_id
        ),
        select(resumes.c.resume_id, resumes.c.candidate_id).where(resumes.c.workspace_id == reader.workspace_id),
        select(analyses.c.analysis_id, analyses.c.candidate_id).where(analyses.c.workspace_id == reader.workspace_id),
        select(feedback.c.feedback_id, analyses.c.candidate_id)
        .join(analyses, about)
        .where(feedback.c.workspace_id == reader.workspace_id),
    )
    return union_all(*owned)
