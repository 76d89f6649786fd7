"""The documents that paths of the command line name: files, all below folders, and the files of ZIP archives."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from recollect.documents.archives import PackedFile
from recollect.documents.formats import ZIP_MAGIC
from recollect.errors import InvalidInput, RecollectError, document_error
from recollect.services.memory import Memory


class Source(Struct, frozen=True):
    """A document to be kept: how to name it to the person, its own name, and how to get its bytes."""

    named: str
    filename: str
    read: Callable[[], bytes]


class UnreadableFile(InvalidInput):
    """A path of the command line that can't be read from disk."""

    name = "unreadable_file"


class Sources:
    """Goes through paths; `known` is how many documents they are known to name so far."""

    def __init__(self, memory: Memory, paths: Sequence[Path], *, largest: int, largest_archive: int) -> None:
        self._memory = memory
        self._files = list(_files_of(paths))
        self._largest = largest
        self._largest_archive = largest_archive
        self.known = len(self._files)

    def __iter__(self) -> Iterator[Source]:
        """Give each document, those of an archive in its place."""
        for file in self._files:
            named = os.fsencode(file).decode(errors="replace")
            try:
                packed = self._unpack(file)
            except RecollectError as error:
                yield Source(named, file.name, _raiser(error))
                continue
            if packed is None:
                yield Source(named, file.name, lambda file=file: read_file(file, self._largest))  # type: ignore[misc]
                continue
            self.known += len(packed) - 1
            for one in packed:
                yield Source(f"{named}/{one.name}", one.name, lambda one=one: _data_of(one))  # type: ignore[misc]

    def _unpack(self, file: Path) -> tuple[PackedFile, ...] | None:
        if not read_file(file, len(ZIP_MAGIC[0]) - 1).startswith(ZIP_MAGIC):
            return None
        return self._memory.readers.unpack(read_file(file, self._largest_archive))


def _files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """Give the files that paths name; of a folder all below it, but what is hidden, by name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder) / name for name in sorted(files) if not name.startswith("."))


def read_file(file: Path, most: int) -> bytes:
    """Read a file, of a larger one no more than a byte over `most`. Raises `UnreadableFile`."""
    if file.exists() and not file.is_file():
        raise UnreadableFile("This is neither a file nor a folder.")
    try:
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise UnreadableFile(f"It can't be read ({error.strerror}).") from error


def _data_of(packed: PackedFile) -> bytes:
    if packed.error:
        raise document_error(packed.error, packed.detail)
    return packed.data


def _raiser(error: RecollectError) -> Callable[[], bytes]:
    def fail() -> bytes:
        raise error

    return fail
