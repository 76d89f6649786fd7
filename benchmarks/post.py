"""A job posted over HTTP, on disk before it is answered: against raw `sqlite3`, and against a commit for each."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from sqlite3 import Connection

import msgspec

from benchmarks.client import request_of, send
from benchmarks.raw_rows import open_raw, prepare, write
from benchmarks.report import Figure, at_least, share
from benchmarks.server import serve
from benchmarks.store import COMPANY, ROLE, add_job
from benchmarks.texts import job_text
from recollect.storage.databases import migrate
from recollect.storage.databases.sqlite_store import DATABASE_NAME, MAX_UNITS_A_COMMIT, SqliteStore

_CLIENTS = 32
_CHARACTERS = 3000
_JOBS_A_TURN = 640
_ROUNDS = 3


def measure(*, full: bool) -> list[Figure]:
    """Measure both, alternating with the baseline."""
    turns = 30 if full else 10
    posted, raw, cpu, raw_cpu = [], [], [], []
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as server, _raw(folder) as other:
        send(server.port, [_request(text) for text in _texts(0)[:_CLIENTS]], _CLIENTS)  # opens what is opened late
        for turn in range(turns):
            texts = _texts(turn)
            requests = [_request(text) for text in texts]
            rows = prepare(texts, COMPANY, ROLE, first_seq=turn * _JOBS_A_TURN + 1)
            before = server.cpu_seconds()
            posted.append(send(server.port, requests, _CLIENTS) / _JOBS_A_TURN)
            between = time.process_time()
            cpu.append((server.cpu_seconds() - before) / _JOBS_A_TURN)
            raw.append(write(other, rows, _CLIENTS) / _JOBS_A_TURN)
            raw_cpu.append((time.process_time() - between) / _JOBS_A_TURN)
    grouped, single = [], []
    texts = [text for turn in range(turns // 4) for text in _texts(turn)]
    for _ in range(_ROUNDS):
        grouped.append(len(texts) / _commit(texts, MAX_UNITS_A_COMMIT))
        single.append(len(texts) / _commit(texts, 1))
    return [
        share(f"POST a job, {_CLIENTS} clients, by the clock", posted, raw, 0.30, "jobs/s"),
        share(f"POST a job, {_CLIENTS} clients, by the server's CPU time", cpu, raw_cpu, 0.30, "jobs/s"),
        at_least(f"group commit, {_CLIENTS} threads", max(grouped), max(single), 1.5, "jobs/s"),
    ]


def _raw(folder: str) -> closing[Connection]:
    return closing(open_raw(Path(folder)))


def _texts(turn: int) -> list[str]:
    return [job_text(turn * _JOBS_A_TURN + i, _CHARACTERS) for i in range(_JOBS_A_TURN)]


def _request(text: str) -> bytes:
    body = {"job_description": text, "company_name": COMPANY, "role_name": ROLE}
    return request_of("POST", "/api/job-description", msgspec.json.encode(body))


def _commit(texts: Sequence[str], units: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE_NAME
        migrate.upgrade_sqlite(path)
        store = SqliteStore(path, max_units_a_commit=units)
        threads = [
            threading.Thread(target=_commit_each, args=(store, texts[first::_CLIENTS])) for first in range(_CLIENTS)
        ]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        store.close()
    return seconds


def _commit_each(store: SqliteStore, texts: Sequence[str]) -> None:
    for text in texts:
        store.commit(partial(add_job, text=text))
