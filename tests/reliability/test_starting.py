"""What the server does before its first answer: it refuses what can't work, fills in the sample, keeps what was."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from recollect.sample.content import load_sample
from reliability.server_process import DEADLINE_S, served, start

pytestmark = pytest.mark.promise

CANNOT_START = 7


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = refusal(tmp_path / "data", "--port", port)
    assert said.startswith("error: startup_error: ")
    assert port in said
    assert not (tmp_path / "data").exists()


def test_listening_to_other_machines_without_a_token_is_refused_in_one_line(tmp_path: Path) -> None:
    said = refusal(tmp_path / "data", "--port", "0", "--host", "0.0.0.0")  # noqa: S104 - what is refused
    assert said.startswith("error: startup_error: ")
    assert "RECOLLECT_TOKEN" in said


def test_the_sample_is_there_at_the_first_answer_and_after_a_restart(tmp_path: Path) -> None:
    sample = load_sample()
    with served(tmp_path / "data", "--sample", "--port", "0") as server, server.client() as client:
        filled = client.get("/api/storage/stats").json()
        current = client.get("/api/job-description").json()
        assert server.stop() == 0
    assert filled["resumes"]["total"] == len(sample.people)
    assert filled["jobs"]["total"] == len(sample.jobs)
    assert filled["analyses"]["total"] == sum(len(person.jobs) for person in sample.people)
    assert filled["feedback"]["total_feedback"] == len(sample.feedback)
    assert current["job_id"] == filled["current_job_id"] is not None

    with served(tmp_path / "data", "--sample", "--port", "0") as server, server.client() as client:
        again = client.get("/api/storage/stats").json()
        assert client.get("/api/job-description").json() == current
        assert "not empty" in server.log.read_text()
    for stats in (filled, again):  # the archive follows, and the database's file grows in steps
        del stats["bytes"]["database"], stats["bytes"]["archive"], stats["archive"]
    assert again == filled


def test_the_current_job_survives_a_kill(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server, server.client() as client:
        first = client.post("/api/job-description", json={"job_description": "Electrician"}).json()["job_id"]
        client.post("/api/job-description", json={"job_description": "Fitter"})
        client.post(f"/api/jobs/{first}/select")
        server.kill()
    with served(tmp_path / "data") as server, server.client() as client:
        assert client.get("/api/job-description").json()["job_id"] == first


def refusal(data: Path, *options: str) -> str:
    """Start a server that can't start, and give the one line it says."""
    process, log = start(data, *options)
    out, _ = process.communicate(timeout=DEADLINE_S)
    said = log.read_text()
    assert process.returncode == CANNOT_START, said
    assert out == ""
    assert said.count("\n") == 1
    return said
