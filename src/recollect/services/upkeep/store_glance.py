"""What the store holds at a glance: what every page shows around itself, from kept totals and short lists alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.job import JobSummary
from recollect.domain.task import Task
from recollect.services.archiving.archive_status import ArchiveStatus, archive_status
from recollect.services.memory import Memory
from recollect.storage import counters
from recollect.storage.history import event_chain
from recollect.storage.records import jobs
from recollect.storage.records.callers import current_job_id
from recollect.storage.tasks import tasks
from recollect.storage.unit import Reader

_LIVE_TASKS = 20
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_COUNTED = (
    counters.JOBS,
    counters.RESUMES,
    counters.ANALYSES,
    counters.FEEDBACK,
    counters.TEMPLATES,
    counters.DOCUMENT_BYTES,
)


class Holding(Struct, frozen=True, kw_only=True):
    """How much is stored, where, and how far it is in the plain files too; `saved_at` is when it last changed."""

    jobs: int
    resumes: int
    analyses: int
    feedback: int
    templates: int
    bytes: int
    database: str
    folder: Path
    saved_at: datetime | None
    is_archived: bool
    events_behind: int
    archive_problem: str | None


class LiveMarks(Struct, frozen=True):
    """Two marks: the first changes with the work that goes on, the second with anything that is stored."""

    tasks: str
    store: str


class Glance(Struct, frozen=True, kw_only=True):
    """What is stored, the newest jobs and the caller's current one, and the work that goes on."""

    holding: Holding
    current: JobSummary | None
    newest_jobs: tuple[JobSummary, ...]
    work: tuple[Task, ...]
    marks: LiveMarks


def glance(memory: Memory, caller: Caller, *, job_limit: int) -> Glance:
    """Give what is stored at a glance, with at most so many jobs."""
    archive = archive_status(memory)
    with memory.read(caller) as reader:
        job_id = current_job_id(reader, caller.caller_id)
        return Glance(
            holding=_holding(memory, reader, archive),
            current=jobs.find_job_summary(reader, job_id) if job_id else None,
            newest_jobs=jobs.list_jobs(reader, cursor=None, limit=job_limit).items,
            work=tuple(tasks.live_tasks(reader, _LIVE_TASKS)),
            marks=_marks(reader),
        )


def read_holding(memory: Memory, caller: Caller) -> Holding:
    """Give how much is stored, and where."""
    archive = archive_status(memory)
    with memory.read(caller) as reader:
        return _holding(memory, reader, archive)


def read_work(memory: Memory, caller: Caller) -> tuple[Task, ...]:
    """Give the work that goes on, the oldest first."""
    with memory.read(caller) as reader:
        return tuple(tasks.live_tasks(reader, _LIVE_TASKS))


def read_marks(memory: Memory, caller: Caller) -> LiveMarks:
    """Give marks by which a watcher knows that there is something new to look at."""
    with memory.read(caller) as reader:
        return _marks(reader)


def _marks(reader: Reader) -> LiveMarks:
    head = event_chain.last_sealed(reader)
    return LiveMarks(tasks.live_mark(reader), str(head.seq if head else 0))


def _holding(memory: Memory, reader: Reader, archive: ArchiveStatus) -> Holding:
    totals = counters.totals(reader, *_COUNTED)
    return Holding(
        jobs=totals[counters.JOBS],
        resumes=totals[counters.RESUMES],
        analyses=totals[counters.ANALYSES],
        feedback=totals[counters.FEEDBACK],
        templates=totals[counters.TEMPLATES],
        bytes=memory.store.size_bytes() + totals[counters.DOCUMENT_BYTES] + archive.bytes,
        database=_DATABASES[reader.dialect],
        folder=memory.data.resolve(),
        saved_at=event_chain.sealed_until(reader),
        is_archived=archive.enabled,
        events_behind=archive.events_behind,
        archive_problem=archive.problem,
    )
