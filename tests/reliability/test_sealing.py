"""Several processes write and seal one store: the chain is whole, and a kill leaves nothing unsealed for long."""

from __future__ import annotations

import random
from pathlib import Path

import httpx
import pytest

from counts import full_or
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.history.audit_trail import ChainVerification, verify_chain
from recollect.settings import Settings
from reliability.server_process import Served, run_command, run_together, served, wait_until

pytestmark = pytest.mark.promise


def test_a_server_and_commands_seal_one_chain(tmp_path: Path) -> None:
    data, each = tmp_path / "data", full_or(3, 40)
    with served(data) as server:

        def add_by_command() -> None:
            for number in range(each):
                done = run_command("job", "add", "--text", f"Fitter {number}", data=data)
                assert done.returncode == 0, done.stderr

        def post() -> None:
            with server.client() as client:
                for number in range(10 * each):
                    client.post("/api/job-description", json={"job_description": f"Electrician {number}"})

        run_together([add_by_command, add_by_command, post], post)
        assert server.stop() == 0
    found = chain_of(data)
    assert (found.problems, found.unsealed, found.events) == ((), 0, 22 * each)


def test_what_a_killed_server_left_is_sealed_by_the_next(tmp_path: Path, seed: int) -> None:
    draw, data = random.Random(seed), tmp_path / "data"
    acknowledged: list[int] = []
    for _ in range(full_or(3, 30)):
        enough = len(acknowledged) + draw.randrange(1, 30)
        with served(data) as server:

            def kill_when_enough(server: Served = server, enough: int = enough) -> None:
                wait_until(lambda: len(acknowledged) >= enough, "enough was acknowledged")
                server.kill()

            run_together([lambda server=server: _post_until_gone(server, acknowledged)], kill_when_enough)  # type: ignore[misc]
    with served(data) as server, server.client() as client:
        listed = client.get("/api/audit", params={"limit": 1}).json()["events"]
        assert server.stop() == 0
    found = chain_of(data)
    assert (found.problems, found.unsealed) == ((), 0)
    assert found.events == listed[0]["seq"] >= len(acknowledged)


def chain_of(data: Path) -> ChainVerification:
    memory = open_memory(Settings(data=data))
    try:
        return verify_chain(memory, LOCAL_CALLER)
    finally:
        memory.close()


def _post_until_gone(server: Served, acknowledged: list[int]) -> None:
    with server.client() as client:
        while True:
            try:
                client.post("/api/job-description", json={"job_description": "Electrician"})
            except httpx.TransportError:
                return
            acknowledged.append(1)
