"""The storage layer against raw `sqlite3` that writes the same rows: one job a commit, and 32.

Both write into the same folder by turns, a few commits each, and the ratio is the median of the turns': whatever else
the machine does meanwhile meets both. By the clock it says what a caller waits for, the disk's flushes among it; by
CPU time what the layer itself adds. The layer reads an ad's text, and draws ids and digests. The baseline stands there
twice: doing that too, by the same functions, and with all of it done beforehand, so that it only hands finished rows to
prepared statements.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from msgspec import Struct

from benchmarks.raw_rows import RAW_NAME, open_raw, prepare, write
from benchmarks.report import Figure, share
from benchmarks.texts import job_text
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.ids import JobId
from recollect.domain.job import JobDraft
from recollect.storage.databases import migrate
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.history import events
from recollect.storage.records import jobs
from recollect.storage.records.callers import select_job
from recollect.storage.unit import UnitOfWork

COMPANY, ROLE = "Nordlicht Energie", "Data Engineer"
_CHARACTERS = 3000
_COMPARED = ("jobs", "job_versions", "events", "event_payloads", "callers", "counters", "job_index_data")


class _Turn(Struct, frozen=True):
    """What one turn took, in seconds a job."""

    wall: float
    cpu: float


def add_job(work: UnitOfWork, text: str) -> JobId:
    """Write what the service writes for a new job."""
    draft = JobDraft(job_description=text, company_name=COMPANY, role_name=ROLE)
    job_id = jobs.add_job(work, draft, actor=LOCAL_CALLER.actor)
    select_job(work, LOCAL_CALLER.caller_id, job_id)
    events.record(work, actor=LOCAL_CALLER.actor, action="job.created", entity_id=job_id, version=1)
    return job_id


def measure(*, full: bool) -> list[Figure]:
    """Measure both ways, by the clock and by CPU time."""
    return [
        *_alternate(1, jobs_a_turn=32, turns=60 if full else 20, goal=0.70),
        *_alternate(32, jobs_a_turn=256, turns=60 if full else 20, goal=0.90),
    ]


def _alternate(units: int, *, jobs_a_turn: int, turns: int, goal: float) -> list[Figure]:
    ours: list[_Turn] = []
    raw: list[_Turn] = []
    finished: list[_Turn] = []
    with tempfile.TemporaryDirectory() as folder:
        path, raw_folder, finished_folder = (
            Path(folder) / DATABASE_NAME,
            Path(folder) / "raw",
            Path(folder) / "finished",
        )
        migrate.upgrade_sqlite(path)
        with (
            closing(SqliteStore(path, max_units_a_commit=units)) as store,
            closing(open_raw(raw_folder)) as other,
            closing(open_raw(finished_folder)) as third,
        ):
            for turn in range(turns):
                first = turn * jobs_a_turn
                texts = [job_text(first + i, _CHARACTERS) for i in range(jobs_a_turn)]
                prepared = prepare(texts, COMPANY, ROLE, first_seq=first + 1)
                ways: list[tuple[list[_Turn], Callable[[], object]]] = [
                    (ours, partial(_through_store, store, texts, units)),
                    (raw, partial(_through_raw, other, texts, units, first + 1)),
                    (finished, partial(write, third, prepared, units)),
                ]
                for taken, work in ways if turn % 2 else reversed(ways):
                    taken.append(_timed(work, jobs_a_turn))
            for one in (raw_folder, finished_folder):
                _require_same(path, one / RAW_NAME)
    return [
        share(f"store, {units} a commit, {by}, {beside}", _taken(ours, by), _taken(theirs, by), goal, "jobs/s")
        for beside, theirs in (("rows made by both", raw), ("raw rows made beforehand", finished))
        for by in ("by the clock", "by CPU time")
    ]


def _taken(turns: list[_Turn], by: str) -> list[float]:
    return [one.wall if by == "by the clock" else one.cpu for one in turns]


def _timed(work: Callable[[], object], count: int) -> _Turn:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return _Turn((time.perf_counter() - wall) / count, (time.process_time() - cpu) / count)


def _through_store(store: SqliteStore, texts: list[str], units: int) -> None:
    if units == 1:
        for text in texts:
            store.commit(partial(add_job, text=text))
        return
    for first in range(0, len(texts), units):
        waiting = [store.write(partial(add_job, text=text)) for text in texts[first : first + units]]
        for future in waiting:
            future.result()


def _through_raw(connection: sqlite3.Connection, texts: list[str], units: int, first_seq: int) -> None:
    for first in range(0, len(texts), units):
        rows = prepare(texts[first : first + units], COMPANY, ROLE, first_seq=first_seq + first)
        write(connection, rows, units)


def _require_same(ours: Path, raw: Path) -> None:
    """Make sure that both wrote as many rows and as long ones into every table, or the ratio would mean nothing."""
    if (mine := _sizes(ours)) != (other := _sizes(raw)):
        raise AssertionError(f"the baseline wrote something else: {mine} and {other}")


def _sizes(path: Path) -> dict[str, tuple[int, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        sizes = {}
        for table in _COMPARED:
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            lengths = ", ".join(f"total(length({name}))" for name in names)
            sizes[table] = connection.execute(f"SELECT count(*), {lengths} FROM {table}").fetchone()
    return sizes
