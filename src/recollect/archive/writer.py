"""Keeping the tree: lines are gathered, put on disk, and only then does the checkpoint speak of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from recollect.archive import durable
from recollect.archive.checkpoint import Checkpoint, foreign_logs, read_checkpoint, write_checkpoint
from recollect.archive.layout import CHECKPOINT, CONTENTS, INDEXES, LOGS, SETTINGS
from recollect.domain.history import Record, SelectedJob
from recollect.errors import ArchiveDamaged, ArchiveForeign


class TreeWriter:
    """The tree at one root, opened for writing by one follower at a time."""

    def __init__(self, root: Path) -> None:
        """Open the tree and cut off what a follower that was killed had written beyond its checkpoint.

        Raises `ArchiveForeign` when the logs there are not ours, and `ArchiveDamaged` when one ends too early.
        """
        self._root = root
        self._encoder = msgspec.json.Encoder()
        self._waiting: dict[str, list[bytes]] = defaultdict(list)
        self._waiting_bytes = 0
        self.checkpoint = _open(root)

    @property
    def waiting_bytes(self) -> int:
        """How much was added since the last commit."""
        return self._waiting_bytes

    def add(self, record: Record) -> None:
        """Add a line to the log of its kind; it is on disk after `commit`."""
        line = self._encoder.encode(record) + b"\n"
        self._waiting[LOGS[type(record)]].append(line)
        self._waiting_bytes += len(line)

    def commit(self, *, seq: int, chain_digest: str, at: datetime) -> None:
        """Put the added lines on disk, then the checkpoint that speaks of them."""
        offsets = dict(self.checkpoint.offsets)
        for name, lines in self._waiting.items():
            data = b"".join(lines)
            durable.append(self._root / name, offsets.get(name, 0), data)
            offsets[name] = offsets.get(name, 0) + len(data)
        reached = msgspec.structs.replace(self.checkpoint, seq=seq, chain_digest=chain_digest, at=at, offsets=offsets)
        write_checkpoint(self._root, reached)
        self.checkpoint = reached
        self._waiting.clear()
        self._waiting_bytes = 0

    def note_indexed(self, seq: int) -> None:
        """Note that the index files hold everything up to an event."""
        reached = msgspec.structs.replace(self.checkpoint, indexed_seq=seq)
        write_checkpoint(self._root, reached)
        self.checkpoint = reached

    def replace_settings(self, selected: Iterable[SelectedJob], settings: dict[str, object]) -> None:
        """Replace the file of what is set: each caller's current job, and the settings of the data folder's file."""
        written = msgspec.json.encode({"current_jobs": list(selected), "settings": settings})
        durable.replace_file(self._root / SETTINGS, (msgspec.json.format(written, indent=2), b"\n"))


def empty_tree(root: Path) -> None:
    """Empty the logs and begin at the first event again; the index files are replaced when it has come that far.

    Raises `ArchiveForeign` when there are logs without a checkpoint: an earlier system's files are nobody's to empty.
    """
    if not (root / CHECKPOINT).exists():
        _refuse_foreign(root)
    # This first: should it be cut off, opening the tree empties the rest.
    write_checkpoint(root, Checkpoint(contents=CONTENTS))
    for name in LOGS.values():
        if (root / name).exists():
            durable.cut_file(root / name, 0)
    for name in (*INDEXES.values(), SETTINGS, CHECKPOINT):
        durable.temporary_of(root / name).unlink(missing_ok=True)


def _open(root: Path) -> Checkpoint:
    checkpoint = read_checkpoint(root)
    if checkpoint is None:
        _refuse_foreign(root)
        checkpoint = Checkpoint(contents=CONTENTS)
        write_checkpoint(root, checkpoint)
    for name in LOGS.values():
        path, offset = root / name, checkpoint.offsets.get(name, 0)
        size = path.stat().st_size if path.exists() else 0
        if size < offset:
            raise ArchiveDamaged(
                f"{path} ends before the place that the checkpoint names: it was cut or replaced. "
                "Run `recollect archive rebuild` to write the archive anew from the store."
            )
        if size > offset:
            durable.cut_file(path, offset)
    return checkpoint


def _refuse_foreign(root: Path) -> None:
    if found := foreign_logs(root):
        raise ArchiveForeign(
            f"{root} holds {found[0]}, which this store did not write; nothing was changed. Move an earlier system's "
            "files elsewhere, and take them in with `recollect import`."
        )
