"""A job posted over HTTP, on disk before it is answered: against raw `sqlite3`, and against a commit for each."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.client import request_of, send
from benchmarks.raw_rows import open_raw, prepare, write
from benchmarks.report import Figure, at_least
from benchmarks.server import serve
from benchmarks.store import COMPANY, ROLE, add_job
from benchmarks.texts import job_text
from recollect.storage import migrate
from recollect.storage.sqlite_store import DATABASE_NAME, MAX_UNITS_A_COMMIT, SqliteStore

_CLIENTS = 32
_CHARACTERS = 3000
_ROUNDS = 3


def measure(*, full: bool) -> list[Figure]:
    """Measure both, alternating with the baseline."""
    count = 6400 if full else 1600
    texts = [job_text(i, _CHARACTERS) for i in range(count)]
    requests = [_request(text) for text in texts]
    rows = prepare(texts, COMPANY, ROLE)
    posted, raw, grouped, single = [], [], [], []
    for _ in range(_ROUNDS):
        posted.append(count / _post(requests))
        raw.append(count / _write_raw(rows))
        grouped.append(count / _commit(texts, MAX_UNITS_A_COMMIT))
        single.append(count / _commit(texts, 1))
    return [
        at_least(f"POST a job, {_CLIENTS} clients", max(posted), max(raw), 0.20, "jobs/s"),
        at_least(f"group commit, {_CLIENTS} threads", max(grouped), max(single), 1.5, "jobs/s"),
    ]


def _request(text: str) -> bytes:
    body = {"job_description": text, "company_name": COMPANY, "role_name": ROLE}
    return request_of("POST", "/api/job-description", msgspec.json.encode(body))


def _post(requests: Sequence[bytes]) -> float:
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as server:
        send(server.port, requests[:_CLIENTS], _CLIENTS)  # opens what is opened when first needed
        return send(server.port, requests, _CLIENTS)


def _write_raw(rows: list[list[tuple[object, ...]]]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        connection = open_raw(Path(folder))
        seconds = write(connection, rows, _CLIENTS)
        connection.close()
    return seconds


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
