"""The CPU time of an endpoint against a bare application under the same server, sending as many bytes."""

from __future__ import annotations

import json
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.client import request_of, send
from benchmarks.records import fill_jobs
from benchmarks.report import Figure, at_most
from benchmarks.server import Server, serve, serve_echo

_CLIENTS = 8
_ROUNDS = 3
_LIST = "/api/jobs?limit=20"


def measure(*, full: bool) -> list[Figure]:
    """Measure fetching a job and a page of jobs."""
    count = 8000 if full else 2000
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        fill_jobs(Path(folder), 1000)
        with serve(Path(folder)) as ours, serve_echo() as bare:
            newest = json.loads(_fetch(ours, _LIST))["jobs"][0]["job_id"]
            for name, path in (("GET a job", f"/api/jobs/{newest}"), ("GET a page of 20 jobs", _LIST)):
                size = len(_fetch(ours, path))
                mine, echo = [], []
                for _ in range(_ROUNDS):
                    mine.append(_cpu_micros(ours, path, count))
                    echo.append(_cpu_micros(bare, f"/{size}", count))
                figures.append(at_most(f"{name}, {size:,} bytes", min(mine), min(echo), 3.5, "µs CPU"))
    return figures


def _fetch(server: Server, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
        body: bytes = answer.read()
    return body


def _cpu_micros(server: Server, path: str, count: int) -> float:
    before = server.cpu_seconds()
    send(server.port, [request_of("GET", path)] * count, _CLIENTS)
    return (server.cpu_seconds() - before) / count * 1_000_000
