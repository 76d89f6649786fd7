from __future__ import annotations

import pytest

from factories import job_draft
from recollect.domain.caller import Caller
from recollect.errors import StorageUnavailable
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory, RecentlyUsed


def test_a_value_is_made_once_and_the_least_used_is_forgotten() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    kept: RecentlyUsed[str] = RecentlyUsed(2)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(name, lambda name=name: make(name)) == name.upper()  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_a_value_that_can_not_be_made_is_not_kept() -> None:
    kept: RecentlyUsed[int] = RecentlyUsed(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 1) == 1


def test_a_closed_store_keeps_nothing_more(sqlite_memory: Memory, caller: Caller) -> None:
    sqlite_memory.store.close()
    with pytest.raises(StorageUnavailable):
        create_job(sqlite_memory, caller, job_draft())
