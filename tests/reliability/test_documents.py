"""P3: no row without its whole document; what an upload that was cut off leaves behind is collected."""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from counts import full_or
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.upkeep.store_verification import Verification, verify_store
from recollect.settings import Settings
from recollect.storage.records import resumes
from reliability.server_process import Served, run_command, run_together, served, wait_until

pytestmark = pytest.mark.promise

WRITERS = 4
TWO_HOURS_S = 7200


def test_every_acknowledged_document_is_whole_after_kills(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    data, draw = tmp_path / "data", random.Random(seed)
    kills = full_or(3, 100)
    kept: dict[str, bytes] = {}
    for number in range(kills):
        kept |= upload_and_kill(data, f"{seed}-{number}", enough=draw.randint(3, 40))
        assert verify(data).problems == ()
    assert documents_of(data, kept) == {resume_id: sha256(sent) for resume_id, sent in kept.items()}
    verified = run_command("verify", data=data)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    record_property("kills", kills)
    record_property("acknowledged", len(kept))
    record_property("orphans", len(verify(data).orphans))


def test_a_store_whose_documents_are_late_is_caught(tmp_path: Path) -> None:
    kept = upload_and_kill(tmp_path / "data", "late", enough=4, fault="documents-late")
    assert kept
    assert verify(tmp_path / "data").problems != ()
    assert run_command("verify", data=tmp_path / "data").returncode == 1


def test_old_leftovers_are_collected_at_start_and_young_ones_spared(tmp_path: Path) -> None:
    data = tmp_path / "data"
    old = cut_an_upload_off(data, "old")
    young = cut_an_upload_off(data, "young") - old
    assert len(young) == 2, "a document and its text"
    age(data, old)
    with served(data) as server, server.client() as client:
        folder = data / "resumes"
        wait_until(lambda: not any((folder / name).exists() for name in old), "the old ones were collected")
        again = client.post("/api/upload-resume-only", files={"file": ("old.txt", document("old"))})
        assert again.status_code == 200, again.text
        assert not again.json()["duplicate"]
        assert server.stop() == 0
    found = verify(data)
    assert found.problems == ()
    assert set(found.orphans) == young
    assert found.documents == 1


def cut_an_upload_off(data: Path, label: str) -> set[str]:
    """Upload a document to a server that dies when its files are on disk and its record is not; give all orphans."""
    with (
        served(data, fault="dies-before-commit", TEST_WRITE="1") as server,
        server.client() as client,
        pytest.raises(httpx.TransportError),
    ):
        client.post("/api/upload-resume-only", files={"file": (f"{label}.txt", document(label))})
    found = verify(data)
    assert found.problems == ()
    assert len(found.orphans) >= 2, "the document and its text"
    return set(found.orphans)


def age(data: Path, names: set[str]) -> None:
    """Let files look as if they were written two hours ago."""
    before = time.time() - TWO_HOURS_S
    for name in names:
        os.utime(data / "resumes" / name, (before, before))


def upload_and_kill(data: Path, label: str, *, enough: int, fault: str | None = None) -> dict[str, bytes]:
    """Serve, upload from all sides, and kill when `enough` is acknowledged; give what was by then."""
    acknowledged: dict[str, bytes] = {}
    snapshot: dict[str, bytes] = {}
    with served(data, fault=fault) as server:

        def kill_when_enough() -> None:
            wait_until(lambda: len(acknowledged) >= enough, "enough was acknowledged")
            snapshot.update(dict(acknowledged))
            server.kill()

        works = [_uploader(server, acknowledged, f"{label}-{number}") for number in range(WRITERS)]
        run_together(works, kill_when_enough)
    return snapshot


def _uploader(server: Served, acknowledged: dict[str, bytes], label: str) -> Callable[[], None]:
    def upload() -> None:
        with server.client() as client:
            number = 0
            while True:
                number += 1
                sent = document(f"{label}-{number}")
                try:
                    answer = client.post("/api/upload-resume-only", files={"file": ("person.txt", sent)})
                except httpx.TransportError:
                    return
                assert answer.status_code == 200, answer.text
                acknowledged[answer.json()["resume_id"]] = sent

    return upload


def document(label: str) -> bytes:
    """Make a document of some kilobytes that no other label has."""
    lines = (f"Wired the house number {number} of street {label}." for number in range(60))
    return "\n".join(("Maren Holt", "Electrician", "", *lines)).encode()


def documents_of(data: Path, ids: dict[str, bytes]) -> dict[str, str]:
    """Give the hash of the kept document of each résumé."""
    memory = open_memory(Settings(data=data))
    try:
        with memory.read(LOCAL_CALLER) as reader:
            paths = {one: resumes.get_resume(reader, one).document_path for one in ids}
        return {one: sha256(memory.blobs.get(path)) for one, path in paths.items()}
    finally:
        memory.close()


def verify(data: Path) -> Verification:
    """Read everything again, while no server runs."""
    memory = open_memory(Settings(data=data))
    try:
        return verify_store(memory, LOCAL_CALLER)
    finally:
        memory.close()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
