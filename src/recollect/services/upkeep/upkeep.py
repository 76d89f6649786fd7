"""Work on the store as a whole: one piece of it at a time, over all processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from recollect.services.memory import Memory
from recollect.storage.databases.sqlite_store import FileLock

LOCK_NAME = "upkeep.lock"


@contextmanager
def upkeep_turn(memory: Memory) -> Iterator[None]:
    """Wait until nobody backs up or tidies after an erasure, and keep others from it meanwhile; writers go on."""
    lock = FileLock(memory.data / LOCK_NAME)
    try:
        with lock.held():
            yield
    finally:
        lock.close()
