"""A server and four command lines that write one store at once lose nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from counts import full_or
from reliability.server_process import Served, run_command, run_together, served

pytestmark = pytest.mark.promise

COMMAND_LINES = 4


def test_a_server_and_four_command_lines_lose_nothing(tmp_path: Path) -> None:
    data, each = tmp_path / "data", full_or(2, 50)
    kept: list[str] = []
    with served(data) as server:
        works = [_commands(data, kept, f"command line {number}", each) for number in range(COMMAND_LINES)]
        run_together(works, lambda: _requests(server, kept, COMMAND_LINES * each))
        with server.client() as client:
            jobs = client.get("/api/jobs", params={"limit": 500}).json()
        assert server.stop() == 0
    assert len(set(kept)) == 2 * COMMAND_LINES * each
    assert jobs["total"] == len(kept)
    assert {job["job_id"] for job in jobs["jobs"]} == set(kept)
    verified = run_command("verify", data=data)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def _commands(data: Path, kept: list[str], label: str, count: int) -> Callable[[], None]:
    def write() -> None:
        for number in range(count):
            done = run_command("job", "add", "--text", f"Electrician, {label}, {number}", "--json", data=data)
            assert done.returncode == 0, done.stderr
            kept.append(json.loads(done.stdout)["job_id"])

    return write


def _requests(server: Served, kept: list[str], count: int) -> None:
    with server.client() as client:
        for number in range(count):
            answer = client.post("/api/job-description", json={"job_description": f"Electrician, server, {number}"})
            assert answer.status_code == 200, answer.text
            kept.append(answer.json()["job_id"])
