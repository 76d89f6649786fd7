"""Whether the store can be written right now."""

from __future__ import annotations

from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import StorageError
from recollect.services.memory import Memory


def is_writable(memory: Memory) -> bool:
    """Tell whether a commit, though an empty one, goes through."""
    try:
        memory.write(LOCAL_CALLER, lambda _work: None)
    except StorageError:
        return False
    return True
