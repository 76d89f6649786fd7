"""A job at a glance: its pool best first, how that meets what is asked for, who waits or is outdated, what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from recollect.domain.analysis import AnalysisSummary, Requirement, ScoreRange
from recollect.domain.caller import Caller
from recollect.domain.job import Job, JobVersion
from recollect.domain.resume import ResumeSummary
from recollect.services.memory import Memory
from recollect.storage.records import analyses, jobs, resumes
from recollect.storage.unit import Reader
from recollect.storage.views import job_pool
from recollect.storage.views.job_pool import Glimpse, NewCounts, PoolScore

WAITING_UP_TO = 1_000
_GLIMPSED = 100


class Ranked(Struct, frozen=True):
    """An analysis of the pool, and the range in which its score likely lies."""

    summary: AnalysisSummary
    score_range: ScoreRange | None


class Pool(Struct, frozen=True, kw_only=True):
    """All scores of a job, best first, and those analyses that are shown.

    `outdated` of the present résumés were judged last by what the job said or asked for before it was changed.
    """

    scores: tuple[PoolScore, ...]
    shown: tuple[Ranked, ...]
    named: tuple[str, ...]
    outdated: int


class MetShare(Struct, frozen=True, kw_only=True):
    """How many of `of` analyses found a requirement met, and how many partly."""

    requirement: Requirement
    met: int
    partly: int
    of: int


class Waiting(Struct, frozen=True):
    """The newest résumés without an analysis for a job, and how many there are, up to `WAITING_UP_TO`."""

    shown: tuple[ResumeSummary, ...]
    total: int


class JobNews(Struct, frozen=True, kw_only=True):
    """What came to a job since a moment, and its new versions, newest first."""

    since: datetime
    counts: NewCounts
    versions: tuple[JobVersion, ...]


def read_pool(memory: Memory, caller: Caller, job_id: str, *, page: int, page_size: int, named: int) -> Pool:
    """Give the pool of a job with one page of its analyses whole, and the names of the best of them."""
    with memory.read(caller) as reader:
        scores = job_pool.pool_scores(reader, job_id)
        last = max(1, -(-len(scores) // page_size))
        first = (min(max(page, 1), last) - 1) * page_size
        shown = [one.seq for one in scores[first : first + page_size]]
        best = [one.seq for one in scores[:named]]
        found = analyses.list_among(reader, list({*shown, *best}))
        glimpses = job_pool.read_glimpses(reader, shown)
        outdated = len(job_pool.outdated_resumes(reader, job_id))
    return Pool(
        scores=tuple(scores),
        shown=tuple(Ranked(found[seq], glimpses[seq].score_range) for seq in shown if seq in found),
        named=tuple(found[seq].candidate_name for seq in best if seq in found),
        outdated=outdated,
    )


def read_met_shares(memory: Memory, caller: Caller, job: Job, pool: Pool) -> list[MetShare]:
    """Tell how the newest analyses of the pool judged what the job asks for now; those of other words are left out."""
    newest = sorted((one.seq for one in pool.scores), reverse=True)[:_GLIMPSED]
    with memory.read(caller) as reader:
        glimpses = job_pool.read_glimpses(reader, newest)
    return _shares(job.requirements, list(glimpses.values()))


def read_waiting(memory: Memory, caller: Caller, job_id: str, *, limit: int) -> Waiting:
    """Give the newest résumés that wait for an analysis."""
    with memory.read(caller) as reader:
        waiting = job_pool.waiting_resumes(reader, job_id, WAITING_UP_TO)
        return Waiting(tuple(resumes.list_among(reader, waiting[:limit])), len(waiting))


def read_news(memory: Memory, caller: Caller, job_id: str, since: datetime) -> JobNews:
    """Tell what came to a job since a moment."""
    with memory.read(caller) as reader:
        return JobNews(
            since=since,
            counts=job_pool.count_new(reader, job_id, since),
            versions=tuple(_new_versions(reader, job_id, since)),
        )


def _new_versions(reader: Reader, job_id: str, since: datetime) -> list[JobVersion]:
    return [one for one in jobs.list_job_versions(reader, job_id) if one.version > 1 and one.created_at > since]


def _shares(requirements: Sequence[Requirement], glimpses: Sequence[Glimpse]) -> list[MetShare]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for glimpse in glimpses:
        for one in glimpse.requirements:
            counts[one.text][one.status] += 1
    return [
        MetShare(
            requirement=one,
            met=counts[one.text]["met"],
            partly=counts[one.text]["partly"],
            of=sum(counts[one.text].values()),
        )
        for one in requirements
    ]
