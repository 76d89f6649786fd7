from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from factories import TickingClock
from recollect.domain.caller import Caller
from recollect.services.backups.backup_schedule import BackupPlan, list_backups
from recollect.services.memory import Memory
from recollect.services.people import person_erasure
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.people.retention import STEADY_LOOKS
from recollect.storage.records import candidates
from recollect.worker import upkeep
from recollect.worker.upkeep import Upkeep
from use_cases import analyse_one, receive


def look(memory: Memory, *, backups: BackupPlan | None = None, retention_days: int = 0, times: int = 1) -> None:
    """Let the upkeep look that often, each time to its end."""
    with closing(Upkeep(memory, backups=backups, retention_days=retention_days)) as running:
        for _ in range(times):
            running.look()


def test_an_erasure_that_was_left_is_finished(
    sqlite_memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = analyse_one(sqlite_memory)
    with monkeypatch.context() as patched:
        patched.setattr(person_erasure, "finish_erasures", lambda _: False)
        erase_candidate(sqlite_memory, caller, one.candidate_id)
    assert list(sqlite_memory.blobs.names()) != []
    look(sqlite_memory)
    assert list(sqlite_memory.blobs.names()) == []


def test_what_fails_is_logged_and_left_until_later(sqlite_memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(upkeep._logger, "error", lambda *words: said.append(" ".join(map(str, words))))  # noqa: SLF001
    plan = BackupPlan(folder=sqlite_memory.data / "among-the-data", every=timedelta(hours=1), keep=1)
    look(sqlite_memory, backups=plan, times=3)
    assert len(said) == 1
    assert "in the data folder" in said[0]


def test_backups_and_retention_are_seen_to(
    sqlite_memory: Memory, clock: TickingClock, caller: Caller, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("backups")
    receive(sqlite_memory)
    look(sqlite_memory, backups=BackupPlan(folder=folder, every=timedelta(hours=1), keep=1), times=2)
    assert len(list_backups(folder)) == 1
    clock.advance(timedelta(days=100))
    for _ in range(STEADY_LOOKS):
        look(sqlite_memory, retention_days=90, times=2)
        clock.advance(timedelta(days=1))
    with sqlite_memory.read(caller) as reader:
        assert candidates.list_candidates(reader, cursor=None, limit=5).total == 0
