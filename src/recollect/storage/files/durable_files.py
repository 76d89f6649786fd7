"""Files that are whole and on disk before they have their name."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from recollect.errors import DiskFull, StorageError, StorageUnavailable

PARTIAL = ".part-"
"""How the name of a file or folder begins that is still being written."""

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EMLINK})
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_whole(path: Path, data: bytes) -> None:
    """Write a new file, readable by its owner alone, and put it on the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def claim_name(temporary: Path, target: Path) -> None:
    """Give a file its final name, which must be free: raises `FileExistsError` otherwise."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, "the name is taken") from error
        temporary.rename(target)


def sync_file(path: Path) -> None:
    """Put a file that was written by other means on the disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def write_error(error: OSError, what: str = "The document") -> StorageError:
    """Turn the system's error into `DiskFull` or `StorageUnavailable`."""
    if error.errno in _NO_ROOM:
        return DiskFull("The disk is full; nothing was stored. Free some room and try again: what is kept is safe.")
    return StorageUnavailable(
        f"{what} could not be written ({error.strerror}); nothing was stored. Try again, or run `recollect doctor`."
    )


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
