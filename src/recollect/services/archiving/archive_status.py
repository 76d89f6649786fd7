"""How far the archive has come, told from its checkpoint and the store, whichever process keeps it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from recollect.archive.checkpoint import read_checkpoint
from recollect.archive.layout import INDEXES
from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.errors import ArchiveError
from recollect.services.memory import Memory
from recollect.storage.history import event_lag


class ArchiveStatus(Struct, frozen=True, kw_only=True):
    """Whether the archive is kept, how far behind the store it is, and what keeps it from going on."""

    enabled: bool
    seq: int
    indexed_seq: int
    events_behind: int
    seconds_behind: float
    problem: str | None
    bytes: int


def archive_status(memory: Memory) -> ArchiveStatus:
    """Give the state of the archive."""
    problem, reached = None, None
    try:
        reached = read_checkpoint(memory.data)
    except ArchiveError as error:
        problem = error.detail
    seq = reached.seq if reached else 0
    with memory.store.read(DEFAULT_WORKSPACE) as reader:
        behind = event_lag.events_after(reader, seq)
        if reached and seq and event_lag.chain_digest_at(reader, seq) != reached.chain_digest:
            problem = "It was written from another history than this store has; see `recollect archive rebuild`."
    oldest = behind.oldest_at
    return ArchiveStatus(
        enabled=memory.archive is not None,
        seq=seq,
        indexed_seq=reached.indexed_seq if reached else 0,
        events_behind=behind.events,
        seconds_behind=max(0.0, (memory.clock() - oldest).total_seconds()) if oldest else 0.0,
        problem=problem,
        bytes=(sum(reached.offsets.values()) if reached else 0) + _index_bytes(memory.data),
    )


def _index_bytes(root: Path) -> int:
    files = (root / name for name in INDEXES.values())
    return sum(file.stat().st_size for file in files if file.exists())
