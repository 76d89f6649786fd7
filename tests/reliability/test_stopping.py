"""A server that is told to stop finishes what is under way, closes the store, and exits with 0."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil
import pytest

from counts import full_or
from pdf_factory import NEXT_PAGE, make_pdf
from pdf_objects import RESUME
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.records import jobs
from reliability.server_process import DEADLINE_S, Served, run_together, served, wait_until

pytestmark = pytest.mark.promise

REQUESTS = 6


def test_requests_under_way_are_finished_before_the_server_stops(tmp_path: Path) -> None:
    data = tmp_path / "data"
    answers: list[httpx.Response] = []
    with served(data, fault="holds-writes") as server:

        def stop_while_they_wait() -> None:
            wait_until(lambda: len(list(data.glob("held-*"))) == REQUESTS, "all requests wait for their write")
            server.process.send_signal(signal.SIGTERM)
            wait_until(lambda: not accepts(server), "new connections are refused")
            assert answers == []
            (data / "release").touch()

        run_together([_poster(server, answers, number) for number in range(REQUESTS)], stop_while_they_wait)
        assert server.process.wait(DEADLINE_S) == 0
    assert [answer.status_code for answer in answers] == [200] * REQUESTS
    memory = open_memory(Settings(data=data))
    with memory.read(LOCAL_CALLER) as reader:
        kept = {job.job_id for job in jobs.list_jobs(reader, cursor=None, limit=50).items}
    memory.close()
    assert kept == {answer.json()["job_id"] for answer in answers}


def test_a_stopped_server_has_emptied_its_log_into_the_database(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server, server.client() as client:
        client.post("/api/job-description", json={"job_description": "Electrician"})
        assert server.stop() == 0
    connection = sqlite3.connect(f"file:{tmp_path / 'data' / DATABASE_NAME}?mode=ro&immutable=1", uri=True)
    assert connection.execute("SELECT count(*) FROM jobs").fetchone() == (1,)  # immutable: the log is not looked at
    connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_upload_is_answered_though_the_whole_process_group_is_told_to_stop(
    tmp_path: Path, number: signal.Signals
) -> None:
    for attempt in range(full_or(1, 10)):
        data = tmp_path / f"data-{attempt}"
        answers: list[httpx.Response] = []
        with served(data) as server, server.client() as client:
            client.post("/api/upload-resume-only", files={"file": ("first.pdf", make_pdf())}).raise_for_status()
            before = reading_time(server)

            def stop_while_it_is_read(server: Served = server, before: float = before) -> None:
                wait_until(lambda: reading_time(server) > before, "a reader is at work")
                os.killpg(server.process.pid, number)

            run_together([_uploader(server, answers)], stop_while_it_is_read)
            assert server.process.wait(DEADLINE_S) == 0
        assert [answer.status_code for answer in answers] == [200], answers[0].text
        memory = open_memory(Settings(data=data))
        found = verify_store(memory, LOCAL_CALLER)
        memory.close()
        assert found.problems == ()
        assert found.documents == 2


def reading_time(server: Served) -> float:
    """Tell how long the server's readers have worked, in seconds of CPU."""
    readers = psutil.Process(server.process.pid).children(recursive=True)
    return sum(sum(reader.cpu_times()[:2]) for reader in readers)


def accepts(server: Served) -> bool:
    """Tell whether the server takes new connections."""
    try:
        with server.client() as client:
            client.get("/assets/none", timeout=1)
    except httpx.ConnectError:
        return False
    except httpx.TransportError:
        return True
    return True


def _poster(server: Served, answers: list[httpx.Response], number: int) -> Callable[[], None]:
    def post() -> None:
        with server.client() as client:
            answers.append(client.post("/api/job-description", json={"job_description": f"Electrician {number}"}))

    return post


def _uploader(server: Served, answers: list[httpx.Response]) -> Callable[[], None]:
    long = make_pdf(
        [line for page in range(40) for line in (*RESUME, *(f"Ward {page}-{n}" for n in range(20)), NEXT_PAGE)]
    )

    def upload() -> None:
        with server.client() as client:
            answers.append(client.post("/api/upload-resume-only", files={"file": ("long.pdf", long)}))

    return upload
