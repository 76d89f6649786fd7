"""The storage layer against raw `sqlite3` that writes the same rows: one job a commit, and 32."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.raw_rows import open_raw, prepare, write
from benchmarks.report import Figure, at_least
from benchmarks.texts import job_text
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.ids import JobId
from recollect.domain.job import JobDraft
from recollect.storage import events, jobs, migrate
from recollect.storage.callers import select_job
from recollect.storage.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.unit import UnitOfWork

COMPANY, ROLE = "Nordlicht Energie", "Data Engineer"
_CHARACTERS = 3000
_ROUNDS = 3


def add_job(work: UnitOfWork, text: str) -> JobId:
    """Write what the service writes for a new job."""
    draft = JobDraft(job_description=text, company_name=COMPANY, role_name=ROLE)
    job_id = jobs.add_job(work, draft, actor=LOCAL_CALLER.actor)
    select_job(work, LOCAL_CALLER.caller_id, job_id)
    events.record(work, actor=LOCAL_CALLER.actor, action="job.created", entity_id=job_id, version=1)
    return job_id


def measure(*, full: bool) -> list[Figure]:
    """Measure both, alternating with the baseline."""
    count = 6400 if full else 1600
    figures = []
    for units, goal in ((1, 0.70), (32, 0.90)):
        ours, raw = [], []
        for turn in range(_ROUNDS):
            texts = [job_text(turn * count + i, _CHARACTERS) for i in range(count)]
            ours.append(count / _through_store(texts, units))
            raw.append(count / _through_raw(texts, units))
        best = max(ours), max(raw)
        figures.append(at_least(f"store, {units} a commit", *best, goal, "jobs/s"))
    return figures


def _through_store(texts: list[str], units: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE_NAME
        migrate.upgrade_sqlite(path)
        store = SqliteStore(path, max_units_a_commit=units)
        began = time.perf_counter()
        if units == 1:
            for text in texts:
                store.commit(partial(add_job, text=text))
        for first in range(0, len(texts) if units > 1 else 0, units):
            waiting = [store.write(partial(add_job, text=text)) for text in texts[first : first + units]]
            for future in waiting:
                future.result()
        seconds = time.perf_counter() - began
        store.close()
    return seconds


def _through_raw(texts: list[str], units: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        connection = open_raw(Path(folder))
        seconds = write(connection, prepare(texts, COMPANY, ROLE), units)
        connection.close()
    return seconds
