"""Reading a tree that Recollect wrote, exactly up to its checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from recollect.archive.checkpoint import Checkpoint, read_checkpoint
from recollect.archive.layout import LOGS, SETTINGS
from recollect.domain.history import Record, SelectedJob
from recollect.errors import ArchiveDamaged

R = TypeVar("R", bound=Struct)


class KeptSettings(Struct, frozen=True):
    """What is set: each caller's current job, and the settings of the data folder's file."""

    current_jobs: tuple[SelectedJob, ...] = ()
    settings: dict[str, object] = {}


class TreeReader:
    """The tree at one root, as it was at its checkpoint."""

    def __init__(self, root: Path) -> None:
        """Open the tree, or raise `ArchiveDamaged` when there is none that Recollect wrote."""
        checkpoint = read_checkpoint(root)
        if checkpoint is None:
            raise ArchiveDamaged(
                f"{root} is no archive of Recollect: archive/checkpoint.json is not there. "
                "A tree of an earlier system is taken in with `recollect import`."
            )
        self.root = root
        self.checkpoint: Checkpoint = checkpoint

    def size(self, kind: type[Record]) -> int:
        """Tell how many bytes the log of a kind has."""
        return self.checkpoint.offsets.get(LOGS[kind], 0)

    def records(self, kind: type[R]) -> Iterator[tuple[R, int]]:
        """Give the records of a log in its order, each with the place where its line ends.

        Raises `ArchiveDamaged` that names file and line when one can't be read or the log ends too early.
        """
        name = LOGS[kind]  # type: ignore[index]
        path, end, place = self.root / name, self.checkpoint.offsets.get(name, 0), 0
        if end == 0:
            return
        decoder = msgspec.json.Decoder(kind)
        try:
            with path.open("rb") as file:
                for number, line in enumerate(file, start=1):
                    place += len(line)
                    if place > end:
                        break
                    yield _decode(decoder, line, f"{path}, line {number}"), place
                    if place == end:
                        return
        except OSError as error:
            raise ArchiveDamaged(f"{path} can't be read ({error.strerror}).") from error
        raise ArchiveDamaged(f"{path} does not end where the checkpoint says; it was cut or changed.")

    def settings(self) -> KeptSettings:
        """Give what is set."""
        path = self.root / SETTINGS
        if not path.exists():
            return KeptSettings()
        return _decode(msgspec.json.Decoder(KeptSettings), path.read_bytes(), str(path))


def _decode(decoder: msgspec.json.Decoder[R], line: bytes, where: str) -> R:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArchiveDamaged(
            f"{where} can't be read: {error}. What is whole can be taken in with `recollect import`."
        ) from error
