"""The least that a server can do: the product's uvicorn and a bare application. `python -m benchmarks.bare [FOLDER]`.

`GET /SIZE` sends so many bytes and reads nothing. `GET /job/ID` and `GET /page/LIMIT`, or `/page/LIMIT/BELOW`, read
what the product reads for its answer from the store in FOLDER, by prepared statements on raw `sqlite3` in a thread, and
send it as JSON. What a job asks for is read from its text when it is asked for first, by the product's own engine.
"""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import uvicorn
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from recollect.domain.job import Job, JobSummary
from recollect.domain.times import from_micros
from recollect.scoring.engine import read_job
from recollect.storage.databases.sqlite_store import DATABASE_NAME

_JOB = """
SELECT job_id, j.company_name, j.role_name, job_description, j.created_at, updated_at, j.version, analysis_count,
    metadata
FROM jobs j JOIN job_versions v ON v.job_seq = j.seq AND v.version = j.version
WHERE j.workspace_id = 1 AND job_id = ? AND deleted_at IS NULL"""
_PAGE = """
SELECT job_id, company_name, role_name, created_at, analysis_count, description_preview
FROM jobs WHERE workspace_id = 1 AND deleted_at IS NULL AND seq < ? ORDER BY seq DESC LIMIT ?"""
_NEWEST = str(2**62)
_TOTAL = "SELECT value FROM counters WHERE workspace_id = 1 AND name = 'jobs'"


class Reading:
    """What the product reads, with nothing around it."""

    def __init__(self, folder: Path) -> None:
        path = folder / DATABASE_NAME
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self._requirements: dict[str, object] = {}

    def job(self, job_id: str) -> bytes:
        """Give a job whole."""
        row = self._connection.execute(_JOB, (job_id,)).fetchone()
        if job_id not in self._requirements:
            self._requirements[job_id] = read_job(row[3], role_name=row[2], company_name=row[1]).requirements
        job = Job(
            job_id=row[0], company_name=row[1], role_name=row[2], job_description=row[3],
            created_at=from_micros(row[4]), updated_at=from_micros(row[5]), version=row[6], analysis_count=row[7],
            metadata=msgspec.json.decode(row[8]), requirements=self._requirements[job_id],  # type: ignore[arg-type]
        )  # fmt: skip
        return msgspec.json.encode({"job": job})

    def page(self, limit: str, below: str = _NEWEST) -> bytes:
        """Give the newest jobs below a number."""
        total = self._connection.execute(_TOTAL).fetchone()[0]
        jobs = [
            JobSummary(
                job_id=row[0], company_name=row[1], role_name=row[2], created_at=from_micros(row[3]),
                analysis_count=row[4], description_preview=row[5],
            )
            for row in self._connection.execute(_PAGE, (int(below), int(limit)))
        ]  # fmt: skip
        return msgspec.json.encode({"jobs": jobs, "total": total, "next_cursor": None})


class App:
    """Answers requests, reading in one thread: a connection is used by one at a time."""

    def __init__(self, folder: Path | None) -> None:
        self._reading = Reading(folder) if folder else None
        self._thread = ThreadPoolExecutor(1)

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        _, noun, *rest = scope["path"].split("/")
        await receive()
        body = await self._read(noun, *rest) if rest else b" " * int(noun)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers, "trailers": False})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _read(self, noun: str, *arguments: str) -> bytes:
        read: Callable[..., bytes] = getattr(self._reading, noun)
        return await asyncio.get_running_loop().run_in_executor(self._thread, read, *arguments)


def main() -> None:
    """Serve on a free port until told to stop."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
    sys.stdout.write(f"ready at http://127.0.0.1:{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    app = App(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, date_header=True, ws="none", lifespan="off"
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
