"""The documents that paths of this machine name: files, all below folders, and the files of ZIP archives."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from recollect.documents.archives import PackedFile
from recollect.documents.formats import ZIP_MAGIC
from recollect.domain.ids import TaskId
from recollect.domain.task import NewItem
from recollect.errors import DocumentError, NotFound, UnreadableFile, UnsupportedDocument, document_error
from recollect.services.memory import Memory


def items_of(memory: Memory, task_id: TaskId, paths: Sequence[Path]) -> Iterator[NewItem]:
    """Give an item for each document, those of an archive in its place; what an archive holds is put on disk."""
    number = 0
    for file in _files_of(paths):
        named = os.fsencode(file).decode(errors="replace")
        try:
            packed = _unpack(memory, file)
        except UnreadableFile:
            packed = None  # its own item says so
        except DocumentError as error:
            yield NewItem(label=named, input={"error": error.name, "detail": error.detail})
            continue
        if packed is None:
            yield NewItem(label=named, input={"path": _written(file)})
            continue
        for one in packed:
            number += 1
            yield NewItem(label=f"{named}/{one.name}", input=_stage(memory, f"{task_id}-{number}", one))


def items_of_archive(memory: Memory, task_id: TaskId, data: bytes) -> list[NewItem]:
    """Give an item for each file of a ZIP archive, put on disk. Raises a `DocumentError`, also when it is none."""
    packed = memory.readers.unpack(data)
    if packed is None:
        raise UnsupportedDocument(
            "This is no ZIP archive of documents; upload a single document with POST /api/upload-resume."
        )
    return [
        NewItem(label=one.name, input=_stage(memory, f"{task_id}-{number}", one))
        for number, one in enumerate(packed, start=1)
    ]


def read_source(memory: Memory, source: dict[str, Any]) -> tuple[str, bytes]:
    """Give the name and the bytes of an item's document.

    Raises `UnreadableFile`, `NotFound` for what was staged too long ago, and the `DocumentError` that was found before.
    """
    if "error" in source:
        raise document_error(source["error"], source["detail"])
    if "path" in source:
        path = Path(os.fsdecode(unquote_to_bytes(source["path"])))
        return path.name, read_file(path, memory.readers.limits.max_bytes)
    staged = source["staged"]
    if not memory.staged.exists(staged):
        raise NotFound("The file is no longer there: it failed too long ago. Hand it in again.", id=staged)
    return source["filename"], memory.staged.get(staged)


def read_file(file: Path, most: int) -> bytes:
    """Read a file, of a larger one no more than a byte over `most`. Raises `UnreadableFile`."""
    if file.exists() and not file.is_file():
        raise UnreadableFile("This is neither a file nor a folder.")
    try:
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise UnreadableFile(f"It can't be read ({error.strerror}).") from error


def _files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """Give the files that paths name; of a folder all below it, but what is hidden, by name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder) / name for name in sorted(files) if not name.startswith("."))


def _unpack(memory: Memory, file: Path) -> tuple[PackedFile, ...] | None:
    if not read_file(file, len(ZIP_MAGIC[0]) - 1).startswith(ZIP_MAGIC):
        return None
    return memory.readers.unpack(read_file(file, memory.readers.limits.max_archive_bytes))


def _stage(memory: Memory, name: str, packed: PackedFile) -> dict[str, Any]:
    if packed.error:
        return {"error": packed.error, "detail": packed.detail}
    memory.staged.claim(name, packed.data)
    return {"staged": name, "filename": packed.name}


def _written(path: Path) -> str:
    """Write a path so that every byte of it comes back."""
    return quote(os.fsencode(path.absolute()))
