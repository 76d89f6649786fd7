"""The CPU time of an endpoint against a bare application under the same server.

The product reads a record once and gives it again until something changes, so what is read anew is measured too. The
baseline reads the same rows each time and sends the same JSON. Beside it stands what an application costs that reads
nothing and sends as many bytes: how far the product is from that is mostly what reading costs.
"""

from __future__ import annotations

import json
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.client import request_of, send
from benchmarks.records import fill_jobs
from benchmarks.report import Figure, at_most
from benchmarks.server import Server, serve, serve_bare
from recollect.storage.cursors import encode_cursor

_CLIENTS = 8
_ROUNDS = 3
_JOBS = 4000
_GOAL = 3.5
_LIST = "/api/jobs?limit=20"


def measure(*, full: bool) -> list[Figure]:
    """Measure fetching a job and a page of jobs."""
    count = 8000 if full else 2000
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        fill_jobs(Path(folder), _JOBS)
        with serve(Path(folder)) as ours, serve_bare(Path(folder)) as bare:
            newest = json.loads(_fetch(ours, _LIST))["jobs"][0]["job_id"]
            paths = (("a job", f"/api/jobs/{newest}", f"/job/{newest}"), ("a page of 20 jobs", _LIST, "/page/20"))
            for name, path, reading in paths:
                size = len(_fetch(ours, path))
                mine, same, nothing = [], [], []
                for _ in range(_ROUNDS):
                    mine.append(_cpu_of(ours, [path] * count))
                    same.append(_cpu_of(bare, [reading] * count))
                    nothing.append(_cpu_of(bare, [f"/{size}"] * count))
                figures += [
                    at_most(f"GET {name} again, {size:,} bytes", min(mine), min(same), _GOAL, "µs CPU"),
                    at_most("the same, against reading nothing", min(mine), min(nothing), _GOAL, "µs CPU"),
                ]
            pages = [f"/api/jobs?cursor={encode_cursor('jobs', seq)}&limit=20" for seq in range(_JOBS, 40, -1)]
            anew = min(_cpu_of(ours, pages[turn::_ROUNDS]) for turn in range(_ROUNDS))
            figures += [
                at_most("GET another page of 20 jobs each time", anew, min(same), _GOAL, "µs CPU"),
                at_most("the same, against reading nothing", anew, min(nothing), _GOAL, "µs CPU"),
            ]
    return figures


def _fetch(server: Server, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
        body: bytes = answer.read()
    return body


def _cpu_of(server: Server, paths: list[str]) -> float:
    """Give the microseconds of CPU that each request takes."""
    before = server.cpu_seconds()
    send(server.port, [request_of("GET", path) for path in paths], _CLIENTS)
    return (server.cpu_seconds() - before) / len(paths) * 1_000_000
