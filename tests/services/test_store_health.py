from __future__ import annotations

from recollect.services.memory import Memory
from recollect.services.upkeep.store_health import is_writable


def test_a_store_that_takes_a_commit_is_writable_and_a_closed_one_is_not(memory: Memory) -> None:
    assert is_writable(memory)
    memory.store.close()
    assert not is_writable(memory)
