"""How far the archive has come: the last sealed event that is in it, and where each log ends."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from recollect.archive.durable import replace_file
from recollect.archive.layout import CHECKPOINT, FORMAT, LOGS
from recollect.errors import ArchiveDamaged, ArchiveForeign


class Checkpoint(Struct, frozen=True, kw_only=True):
    """How far the archive is: events up to `seq` are in the logs, those up to `indexed_seq` in the indexes too.

    `contents` says of how much of the store the logs speak.
    """

    format: int = FORMAT
    contents: int = 1
    seq: int = 0
    chain_digest: str | None = None
    at: datetime | None = None
    indexed_seq: int = 0
    offsets: dict[str, int] = {}


def read_checkpoint(root: Path) -> Checkpoint | None:
    """Give the checkpoint of the tree at `root`, or None when there is none.

    Raises `ArchiveDamaged` when it can't be read, `ArchiveForeign` when a newer version wrote it.
    """
    path = root / CHECKPOINT
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArchiveDamaged(f"{path} can't be read ({error.strerror}); mend its rights.") from error
    try:
        checkpoint = msgspec.json.decode(written, type=Checkpoint)
    except msgspec.DecodeError as error:
        raise ArchiveDamaged(
            f"{path} is not what Recollect wrote. Run `recollect archive rebuild` to write the archive anew."
        ) from error
    if checkpoint.format > FORMAT:
        raise ArchiveForeign(f"A newer version of Recollect wrote the archive in {root}; use that version.")
    return checkpoint


def write_checkpoint(root: Path, checkpoint: Checkpoint) -> None:
    """Replace the checkpoint; what it speaks of is on disk already."""
    replace_file(root / CHECKPOINT, (msgspec.json.format(msgspec.json.encode(checkpoint), indent=2), b"\n"))


def foreign_logs(root: Path) -> list[str]:
    """Name the logs that hold something."""
    found = [name for name in LOGS.values() if (root / name).exists()]
    return [name for name in found if (root / name).stat().st_size]
