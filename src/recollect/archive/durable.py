"""Files that are whole and on disk, or as they were before."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from recollect.errors import ArchiveUnwritable

_PIECE = 1 << 20


def replace_file(path: Path, parts: Iterable[bytes]) -> None:
    """Replace a file as a whole: who opens it sees the old one or the new one."""
    make_folder(path.parent)
    temporary = temporary_of(path)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            _write_pieces(descriptor, parts)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


def temporary_of(path: Path) -> Path:
    """Name the file that stands beside another while that is being replaced."""
    return path.with_name(f".{path.name}.new")


def append(path: Path, offset: int, data: bytes) -> None:
    """Add `data` to a log that ends at `offset`, and return when it is on disk; what stands beyond is cut off first."""
    try:
        is_new = not path.exists()
        if is_new:
            make_folder(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            cut(descriptor, offset)
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


def cut(descriptor: int, offset: int) -> None:
    """Cut an open file off at `offset`, when it is longer."""
    if os.fstat(descriptor).st_size > offset:
        os.ftruncate(descriptor, offset)


def cut_file(path: Path, offset: int) -> None:
    """Cut a file off at `offset`, when it is longer."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            cut(descriptor, offset)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise unwritable(path, error) from error


def make_folder(folder: Path) -> None:
    """Create a folder that others may not look into, and put its name on disk."""
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sync_folder(folder.parent)
    except OSError as error:
        raise unwritable(folder, error) from error


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of `data`, however often the system takes only a part."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def unwritable(path: Path, error: OSError) -> ArchiveUnwritable:
    """Say that the archive can't be written, and why."""
    return ArchiveUnwritable(
        f"The archive can't be written at {path} ({error.strerror}); the store itself is not concerned. "
        "Once there is room and the rights are right, it goes on by itself where it stopped."
    )


def _write_pieces(descriptor: int, parts: Iterable[bytes]) -> None:
    waiting = bytearray()
    for part in parts:
        waiting += part
        if len(waiting) >= _PIECE:
            write_all(descriptor, bytes(waiting))
            waiting.clear()
    write_all(descriptor, bytes(waiting))
