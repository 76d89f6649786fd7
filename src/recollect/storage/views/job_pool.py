"""The pool of a job: of each résumé its newest analysis, which have none or an outdated one, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Select, bindparam, func, select

from recollect.domain.analysis import RequirementStatus, ScoreRange, Strength
from recollect.domain.times import to_micros
from recollect.storage.tables import analyses, analysis_results, feedback, job_versions, jobs, resumes
from recollect.storage.unit import Reader

COUNTED_UP_TO = 1_000

_OF_JOB = (analyses.c.workspace_id == bindparam("workspace_id")) & (analyses.c.job_id == bindparam("job_id"))
_PRESENT = analyses.c.deleted_at.is_(None)
_SCORES = (
    select(analyses.c.resume_id, analyses.c.seq, analyses.c.overall_score)
    .where(_OF_JOB, _PRESENT)
    .order_by(analyses.c.resume_id, analyses.c.seq)
)
"""In the order of `ix_analyses_pooled`, which holds all of it: of each résumé the newest comes last."""
_VERSIONS = (
    select(job_versions.c.version, job_versions.c.judged_version == jobs.c.judged_version)
    .join(jobs, jobs.c.seq == job_versions.c.job_seq)
    .where(jobs.c.workspace_id == bindparam("workspace_id"), jobs.c.job_id == bindparam("job_id"))
)
_JUDGED_BY = (
    select(analyses.c.resume_id, analyses.c.job_version)
    .join(
        resumes,
        (resumes.c.workspace_id == analyses.c.workspace_id) & (resumes.c.resume_id == analyses.c.resume_id),
    )
    .where(_OF_JOB, _PRESENT, resumes.c.deleted_at.is_(None))
    .order_by(analyses.c.seq)
)
_RESULTS = select(analysis_results.c.analysis_seq, analysis_results.c.result).where(
    analysis_results.c.analysis_seq.in_(bindparam("seqs", expanding=True))
)
_ANALYSED = select(analyses.c.seq).where(_OF_JOB, _PRESENT, analyses.c.resume_id == resumes.c.resume_id).exists()
_WAITING: Select[Any] = (
    select(resumes.c.resume_id)
    .where(resumes.c.workspace_id == bindparam("workspace_id"), resumes.c.deleted_at.is_(None), ~_ANALYSED)
    .order_by(resumes.c.seq.desc())
    .limit(bindparam("most"))
)


class PoolScore(Struct, frozen=True):
    """An analysis of the pool by its `seq`, and its score."""

    seq: int
    score: float | None


class Met(Struct, frozen=True):
    """How a requirement was judged in one analysis."""

    text: str
    strength: Strength
    status: RequirementStatus


class Glimpse(Struct, frozen=True):
    """What lists show of a result."""

    score_range: ScoreRange | None = None
    requirements: tuple[Met, ...] = ()


class NewCounts(Struct, frozen=True, kw_only=True):
    """How much came since a moment, each counted up to `COUNTED_UP_TO`."""

    analyses: int
    feedback: int
    resumes: int


_GLIMPSES = msgspec.json.Decoder(Glimpse)


def pool_scores(reader: Reader, job_id: str) -> list[PoolScore]:
    """Give the newest analysis of each résumé, best first, those without a score last; of the same score the newer."""
    rows = reader.connection.execute(_SCORES, {"workspace_id": reader.workspace_id, "job_id": job_id}).all()
    newest = {resume_id: PoolScore(seq, score) for resume_id, seq, score in rows}
    return sorted(newest.values(), key=_from_best)


def read_glimpses(reader: Reader, seqs: Sequence[int]) -> dict[int, Glimpse]:
    """Give what lists show of the results of these analyses, by `seq`."""
    rows = reader.connection.execute(_RESULTS, {"seqs": list(seqs)}).all()
    return {seq: _GLIMPSES.decode(result) for seq, result in rows}


def waiting_resumes(reader: Reader, job_id: str, limit: int) -> list[str]:
    """Give the newest résumés that have no analysis for a job."""
    parameters = {"workspace_id": reader.workspace_id, "job_id": job_id, "most": limit}
    return list(reader.connection.execute(_WAITING, parameters).scalars().all())


def outdated_resumes(reader: Reader, job_id: str) -> list[str]:
    """Give the résumés whose newest analysis for a job was made before the job said or asked for what it does now."""
    of_job = {"workspace_id": reader.workspace_id, "job_id": job_id}
    earlier = {version for version, is_present in reader.connection.execute(_VERSIONS, of_job) if not is_present}
    if not earlier:
        return []
    newest = {row.resume_id: row.job_version for row in reader.connection.execute(_JUDGED_BY, of_job)}
    return [resume_id for resume_id, version in newest.items() if version in earlier]


def count_new(reader: Reader, job_id: str, since: datetime) -> NewCounts:
    """Count the analyses and feedback of a job, and the résumés of the store, that came after a moment."""
    of_job = (feedback.c.workspace_id == reader.workspace_id) & (feedback.c.job_id == job_id)
    newest = {
        "analyses": select(analyses.c.created_at)
        .where(_OF_JOB, _PRESENT)
        .order_by(analyses.c.seq.desc())
        .params(workspace_id=reader.workspace_id, job_id=job_id),
        "feedback": select(feedback.c.created_at)
        .where(of_job, feedback.c.deleted_at.is_(None))
        .order_by(feedback.c.seq.desc()),
        "resumes": select(resumes.c.uploaded_at)
        .where(resumes.c.workspace_id == reader.workspace_id, resumes.c.deleted_at.is_(None))
        .order_by(resumes.c.seq.desc()),
    }
    moment = to_micros(since)
    return NewCounts(**{name: _count_after(reader, statement, moment) for name, statement in newest.items()})


def _count_after(reader: Reader, newest: Select[Any], moment: int) -> int:
    (time,) = newest.limit(COUNTED_UP_TO).subquery("newest").c
    return int(reader.connection.scalar(select(func.count()).where(time > moment)) or 0)


def _from_best(one: PoolScore) -> tuple[float, int]:
    return (1.0 if one.score is None else -one.score, -one.seq)
