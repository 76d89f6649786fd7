"""The CPU time of an endpoint against a bare application under the same server.

The product reads a record once and gives it again until something changes, so what is read anew is measured too; and
a job's ad is read by the engine when the job is asked for first, and what it asks for is kept in the store. The
baseline reads the same rows each time and sends the same JSON. Beside it stands what an application costs that reads
nothing and sends as many bytes: how far the product is from that is mostly what reading costs. All three take turns,
and the ratio is the median of the turns'.
"""

from __future__ import annotations

import json
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.client import request_of, send
from benchmarks.records import fill_jobs, job_id_of
from benchmarks.report import Figure, at_most_times
from benchmarks.server import Server, serve, serve_bare
from recollect.storage.cursors import encode_cursor

_CLIENTS = 8
_JOBS = 8000
_A_TURN = 400
_GOAL = 3.5
_LIST = "/api/jobs?limit=20"
Asked = tuple[str, str]
"""An address of the product's, and the bare one's that reads the same."""


def measure(*, full: bool) -> list[Figure]:
    """Measure fetching a job and a page of jobs: the same one again, and another one each time."""
    turns = 19 if full else 9
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        fill_jobs(Path(folder), _JOBS)
        with serve(Path(folder)) as ours, serve_bare(Path(folder)) as bare:
            newest = json.loads(_fetch(ours, _LIST))["jobs"][0]["job_id"]
            for name, asked in (
                ("a job again", lambda _: (f"/api/jobs/{newest}", f"/job/{newest}")),
                ("a page of 20 jobs again", lambda _: (_LIST, "/page/20")),
                ("another page of 20 jobs each time", _another_page),
                ("another job each time, none asked for before", _another_job),
                ("another job each time", _another_job),
            ):
                figures += _compare(ours, bare, name, map(asked, range(turns * _A_TURN)), turns)
    return figures


def _another_page(turn: int) -> Asked:
    below = _JOBS - turn
    return f"/api/jobs?cursor={encode_cursor('jobs', below)}&limit=20", f"/page/20/{below}"


def _another_job(turn: int) -> Asked:
    job_id = job_id_of(_JOBS - turn)
    return f"/api/jobs/{job_id}", f"/job/{job_id}"


def _compare(ours: Server, bare: Server, name: str, asked: Iterator[Asked], turns: int) -> list[Figure]:
    mine, same, nothing = [], [], []
    for _ in range(turns):
        paths, reading = zip(*(next(asked) for _ in range(_A_TURN)), strict=True)
        size = len(_fetch(ours, paths[0]))
        mine.append(_cpu_of(ours, paths))
        same.append(_cpu_of(bare, reading))
        nothing.append(_cpu_of(bare, [f"/{size}"] * _A_TURN))
    return [
        at_most_times(f"GET {name}, {size:,} bytes", mine, same, _GOAL, "µs CPU"),
        at_most_times("the same, against reading nothing", mine, nothing, _GOAL, "µs CPU"),
    ]


def _fetch(server: Server, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
        body: bytes = answer.read()
    return body


def _cpu_of(server: Server, paths: Sequence[str]) -> float:
    """Give the microseconds of CPU that each request takes."""
    before = server.cpu_seconds()
    send(server.port, [request_of("GET", path) for path in paths], _CLIENTS)
    return (server.cpu_seconds() - before) / len(paths) * 1_000_000
