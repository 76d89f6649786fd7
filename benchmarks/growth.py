"""Reading a large store against a small one: what is fetched, listed and searched must not grow with what is kept."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from benchmarks.records import COMMON_WORD, SELECTIVE_WORD, fill_jobs, job_id_of
from benchmarks.report import Figure, at_most, within
from recollect.storage.cursors import encode_cursor
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.records import jobs
from recollect.storage.unit import Reader

_SMALL, _LARGE, _FULL = 10_000, 100_000, 1_000_000
_PAGE = 20
_ROUNDS = 15
_COMMON_LIMIT_MS = 80

Reading = Callable[[Reader], object]


def measure(*, full: bool) -> list[Figure]:
    """Measure both stores, one reading after the other."""
    large = _FULL if full else _LARGE
    small_ms, large_ms = _measure_store(_SMALL), _measure_store(large)
    figures = [
        at_most(f"{name}, {large:,} against {_SMALL:,} jobs", large_ms[name], small_ms[name], goal, "ms")
        for name, goal in (("get by id", 1.5), ("first page", 1.5), ("last page", 1.5), ("selective word", 8))
    ]
    return [*figures, within(f"common word, {large:,} jobs", large_ms["common word"], _COMMON_LIMIT_MS, "ms")]


def _measure_store(count: int) -> dict[str, float]:
    last = encode_cursor("jobs", _PAGE + 1)
    readings: dict[str, Reading] = {
        "get by id": lambda reader: jobs.get_job(reader, job_id_of(count // 2)),
        "first page": lambda reader: jobs.list_jobs(reader, cursor=None, limit=_PAGE),
        "last page": lambda reader: jobs.list_jobs(reader, cursor=last, limit=_PAGE),
        "selective word": lambda reader: jobs.search_jobs(reader, SELECTIVE_WORD, cursor=None, limit=_PAGE),
        "common word": lambda reader: jobs.search_jobs(reader, COMMON_WORD, cursor=None, limit=_PAGE),
    }
    with tempfile.TemporaryDirectory() as folder, closing(SqliteStore(fill_jobs(Path(folder), count))) as store:
        return {name: min(_milliseconds(store, reading) for _ in range(_ROUNDS)) for name, reading in readings.items()}


def _milliseconds(store: SqliteStore, reading: Reading) -> float:
    began = time.perf_counter()
    with store.read() as reader:
        reading(reader)
    return (time.perf_counter() - began) * 1000
