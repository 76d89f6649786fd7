"""How long a start takes until the first answer, and the memory of an idle server with its children."""

from __future__ import annotations

import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.records import fill_jobs
from benchmarks.report import Figure, within
from benchmarks.server import Server, serve

_FILLED, _FULL = 10_000, 1_000_000
_ROUNDS = 3


def measure(*, full: bool) -> list[Figure]:
    """Measure an empty store and a filled one."""
    filled = _FULL if full else _FILLED
    with tempfile.TemporaryDirectory() as folder:
        fill_jobs(Path(folder), filled)
        on_filled = [_start(Path(folder)) for _ in range(_ROUNDS)]
    on_empty = []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            on_empty.append(_start(Path(folder)))
    return [
        within("start to first answer, empty store", min(seconds for seconds, _ in on_empty), 2, "s"),
        within(f"start to first answer, {filled:,} jobs", min(seconds for seconds, _ in on_filled), 2, "s"),
        within("idle memory, PSS", max(mebibytes for _, mebibytes in on_filled), 150, "MB"),
    ]


def _start(data: Path) -> tuple[float, float]:
    """Start a server, and give the seconds until its first answer and its memory after it."""
    began = time.perf_counter()
    with serve(data) as server:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/api/jobs") as answer:
            answer.read()
        return time.perf_counter() - began, _megabytes(server)


def _megabytes(server: Server) -> float:
    processes = [server.process, *server.process.children(recursive=True)]
    return float(sum(process.memory_full_info().pss for process in processes)) / 1_000_000
