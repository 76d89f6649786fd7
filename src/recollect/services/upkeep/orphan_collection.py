"""Files that an upload left behind when it was cut off are removed."""

from __future__ import annotations

from datetime import timedelta

from recollect.domain.caller import LOCAL_CALLER
from recollect.services.memory import Memory
from recollect.storage.upkeep import integrity

SPARED_FOR = timedelta(hours=1)
"""Younger files may belong to an upload that is under way, here or in another process."""


def collect_orphans(memory: Memory) -> int:
    """Remove files that no résumé names and that are older than an hour; give how many."""
    oldest_spared = (memory.clock() - SPARED_FOR).timestamp()
    removed = 0
    for name, changed_at in list(memory.blobs.names()):
        if changed_at >= oldest_spared:
            continue
        with memory.read(LOCAL_CALLER) as reader:
            if integrity.is_named(reader, name):
                continue
        with memory.store.exclusive(), memory.read(LOCAL_CALLER) as reader:
            if not integrity.is_named(reader, name):
                memory.blobs.delete(name)
                removed += 1
    return removed
