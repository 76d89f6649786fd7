"""P1: an acknowledged write survives `kill -9`. What was acknowledged is noted before the kill."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from msgspec import Struct

from counts import full_or
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import NotFound
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.records import feedback, jobs
from recollect.storage.unit import Reader
from reliability.server_process import Served, run_command, run_together, served, wait_until

pytestmark = pytest.mark.promise

WRITERS = 4


class Acknowledged(Struct, frozen=True):
    """A write that the server said is done: the record, its version, and the text it must hold."""

    kind: str
    record_id: str
    version: int
    text: str


def test_acknowledged_writes_survive_kills(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    draw = random.Random(seed)
    kills = full_or(3, 100)
    kept: list[Acknowledged] = []
    for number in range(kills):
        kept += write_and_kill(tmp_path / "data", f"{seed}-{number}", enough=draw.randint(10, 150))
        assert find_lost(tmp_path / "data", kept) == []
    writers = {write.text.rpartition("-")[0].rpartition("-")[2] for write in kept}
    assert len(writers) == WRITERS, "all of them write"
    verified = run_command("verify", data=tmp_path / "data")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    record_property("kills", kills)
    record_property("acknowledged", len(kept))
    record_property("lost", 0)


def test_a_store_that_acknowledges_before_it_commits_is_caught(tmp_path: Path) -> None:
    kept = write_and_kill(tmp_path / "data", "early", enough=12, fault="acknowledges-early")
    assert find_lost(tmp_path / "data", kept) != []


def write_and_kill(data: Path, label: str, *, enough: int, fault: str | None = None) -> list[Acknowledged]:
    """Serve, write from all sides, and kill when `enough` is acknowledged; give what was by then."""
    acknowledged: list[Acknowledged] = []
    snapshot: list[Acknowledged] = []
    with served(data, fault=fault) as server:

        def kill_when_enough() -> None:
            wait_until(lambda: len(acknowledged) >= enough, "enough was acknowledged")
            snapshot.extend(acknowledged)
            server.kill()

        works = [_writer(server, acknowledged, f"{label}-{number}") for number in range(WRITERS)]
        run_together(works, kill_when_enough)
    return snapshot


def find_lost(data: Path, kept: list[Acknowledged]) -> list[Acknowledged]:
    """Open the store and give what it does not hold as it was acknowledged; all else must add up."""
    memory = open_memory(Settings(data=data))
    try:
        with memory.read(LOCAL_CALLER) as reader:
            lost = [write for write in kept if not _is_there(reader, write)]
        assert verify_store(memory, LOCAL_CALLER).problems == ()
    finally:
        memory.close()
    return lost


def _is_there(reader: Reader, write: Acknowledged) -> bool:
    try:
        if write.kind == "job":
            return jobs.get_job_version(reader, write.record_id, write.version).job_description == write.text
        return feedback.get_feedback(reader, write.record_id).response == write.text
    except NotFound:
        return False


def _writer(server: Served, acknowledged: list[Acknowledged], label: str) -> Callable[[], None]:
    """Give a work that writes new jobs, edits and feedback until the server is gone."""

    def write() -> None:
        with server.client() as client:
            number = 0
            while True:
                number += 1
                try:
                    _write_three(client, acknowledged, f"Electrician for site {label}-{number}")
                except httpx.TransportError:
                    return

    return write


def _write_three(client: httpx.Client, acknowledged: list[Acknowledged], text: str) -> None:
    job_id = _sent(client.post("/api/job-description", json={"job_description": text}))["job_id"]
    acknowledged.append(Acknowledged("job", job_id, 1, text))
    changed = f"{text}, in nights"
    _sent(client.patch(f"/api/jobs/{job_id}", json={"version": 1, "job_description": changed}))
    acknowledged.append(Acknowledged("job", job_id, 2, changed))
    said = {"interaction_id": text, "response": text, "rating": 4, "job_id": job_id}
    feedback_id = _sent(client.post("/api/feedback/submit", json=said))["feedback_id"]
    acknowledged.append(Acknowledged("feedback", feedback_id, 1, text))


def _sent(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 200, answer.text
    body: dict[str, str] = answer.json()
    return body
