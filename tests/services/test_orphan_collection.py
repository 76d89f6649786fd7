from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from factories import START
from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.services.resumes.resume_editing import delete_resume
from recollect.services.upkeep.orphan_collection import SPARED_FOR, collect_orphans
from recollect.services.upkeep.store_verification import verify_store
from recollect.storage.unit import Reader
from recollect.storage.upkeep import integrity
from use_cases import receive


def _age(path: Path, age: timedelta) -> None:
    changed = (START - age).timestamp()
    os.utime(path, (changed, changed))


def _files(tmp_path: Path) -> set[str]:
    root = tmp_path / "resumes"
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_old_orphans_are_removed_and_young_ones_spared(memory: Memory, caller: Caller, tmp_path: Path) -> None:
    received = receive(memory)
    deleted = receive(memory, "Emre Aydin\nWelder")
    delete_resume(memory, caller, deleted.resume_id)
    named = _files(tmp_path)
    for name in ("files/old.txt", "texts/.part-1", "files/young.txt"):
        (tmp_path / "resumes" / name).write_text("left behind")
    for path in (tmp_path / "resumes").rglob("*.*"):
        _age(path, SPARED_FOR + timedelta(minutes=1))
    _age(tmp_path / "resumes" / "files" / "young.txt", SPARED_FOR - timedelta(minutes=1))
    assert collect_orphans(memory) == 2
    assert _files(tmp_path) == named | {"files/young.txt"}
    assert memory.blobs.get(f"files/{received.resume_id}.txt")
    assert verify_store(memory, caller).problems == ()


def test_nothing_is_removed_where_nothing_is_left(memory: Memory) -> None:
    assert collect_orphans(memory) == 0


def test_a_file_that_was_named_meanwhile_is_spared(
    memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = receive(memory)
    for path in (tmp_path / "resumes").rglob("*.txt"):
        _age(path, SPARED_FOR * 2)
    asked: list[str] = []
    is_named = integrity.is_named

    def not_yet(reader: Reader, path: str) -> bool:
        asked.append(path)
        return asked.count(path) > 1 and is_named(reader, path)

    monkeypatch.setattr(integrity, "is_named", not_yet)
    assert collect_orphans(memory) == 0
    assert len(asked) == 4
    assert memory.blobs.exists(f"files/{received.resume_id}.txt")
