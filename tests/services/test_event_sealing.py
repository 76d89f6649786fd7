"""Events are sealed soon after their commit, by one at a time, and by nobody who has nothing to seal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing

import pytest

from factories import job_draft
from recollect.domain.caller import Caller
from recollect.errors import DiskFull
from recollect.services.history.audit_trail import verify_chain
from recollect.services.history.event_sealing import seal_events
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.storage.history import event_chain
from recollect.worker import sealer
from recollect.worker.sealer import Sealer
from reliability.server_process import wait_until


def unsealed(memory: Memory, caller: Caller) -> int:
    with memory.read(caller) as reader:
        return event_chain.count_unsealed(reader)


def count_writes(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count the units that are handed in from now on."""
    writes: list[object] = []
    write = memory.store.write

    def counted(unit: object, *rest: object) -> object:
        writes.append(unit)
        return write(unit, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(memory.store, "write", counted)
    return lambda: len(writes)


def test_all_that_waits_is_sealed_and_then_nothing_is_written(
    sqlite_memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_chain, "EVENTS_A_UNIT", 2)
    for _ in range(5):
        create_job(sqlite_memory, caller, job_draft())
    assert seal_events(sqlite_memory) == 5
    writes = count_writes(sqlite_memory, monkeypatch)
    assert seal_events(sqlite_memory) == 0
    assert writes() == 0


def test_a_commit_wakes_the_sealer(memory: Memory, caller: Caller) -> None:
    create_job(memory, caller, job_draft())
    with closing(Sealer(memory)):
        wait_until(lambda: unsealed(memory, caller) == 0, "what was left is sealed")
        create_job(memory, caller, job_draft())
        wait_until(lambda: unsealed(memory, caller) == 0, "what was committed is sealed")
    assert verify_chain(memory, caller).events == 2


def test_closing_seals_the_rest(sqlite_memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "GATHER_S", 3600.0)
    with closing(Sealer(sqlite_memory)):
        for _ in range(20):
            create_job(sqlite_memory, caller, job_draft())
    assert unsealed(sqlite_memory, caller) == 0


def test_a_sealer_that_can_not_write_says_so_and_goes_on(
    sqlite_memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sealer, "GATHER_S", 0.001)
    monkeypatch.setattr(sealer, "LOOK_AGAIN_S", 0.001)
    full = [True]

    def seal(memory: Memory) -> int:
        if full:
            full.pop()
            raise DiskFull("no room")
        return seal_events(memory)

    monkeypatch.setattr(sealer, "seal_events", seal)
    monkeypatch.setattr(logging.getLogger("recollect"), "propagate", True)
    create_job(sqlite_memory, caller, job_draft())
    with closing(Sealer(sqlite_memory)):
        wait_until(lambda: unsealed(sqlite_memory, caller) == 0, "it is sealed after all")
    assert "no room" in caplog.text
