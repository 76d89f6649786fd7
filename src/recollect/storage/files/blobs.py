"""Documents as immutable files: written once, under their final name only when whole and on disk."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from recollect.errors import StorageUnavailable
from recollect.storage.files.durable_files import PARTIAL, claim_name, sync_folder, write_error, write_whole


class LocalBlobs:
    """Documents in a folder of this machine. Names are relative paths that the program chose, never a person.

    They lie in folders of the root, or, if it is `flat`, in the root itself.
    """

    def __init__(self, root: Path, *, flat: bool = False) -> None:
        self._root = root
        self._flat = flat
        self._lasting: set[Path] = set()

    def claim(self, name: str, data: bytes) -> bool:
        """Keep `data` as `name`, unless another document has that name: then give False and change nothing.

        It is on disk when this gives True. Raises `DiskFull` or `StorageUnavailable`; nothing is left of it then.
        """
        target = self._path(name)
        if not target.exists():
            try:
                self._write(target, data)
            except FileExistsError:
                pass  # another was faster: it is looked at as if it had been there before
            else:
                return True
        return self._claim_again(target, data)

    def _claim_again(self, target: Path, data: bytes) -> bool:
        """Take a document that is there, and see to it that its name is on disk: who wrote it may not have yet."""
        try:
            if target.stat().st_size != len(data) or target.read_bytes() != data:
                return False
            os.utime(target)  # young again: it is no orphan of long ago
            self._make_folder(target.parent)
            sync_folder(target.parent)
        except OSError as error:
            raise write_error(error) from error
        return True

    def _write(self, target: Path, data: bytes) -> None:
        temporary = target.with_name(PARTIAL + secrets.token_hex(8))
        try:
            self._make_folder(target.parent)
            write_whole(temporary, data)
            claim_name(temporary, target)
            sync_folder(target.parent)
        except FileExistsError:
            raise
        except OSError as error:
            raise write_error(error) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    def get(self, name: str) -> bytes:
        """Give a kept document, or raise `StorageUnavailable` when it is not there."""
        try:
            return self._path(name).read_bytes()
        except OSError as error:
            raise _unreadable() from error

    def open(self, name: str) -> BinaryIO:
        """Open a kept document to be read as a stream, or raise `StorageUnavailable` when it is not there."""
        try:
            return self._path(name).open("rb")
        except OSError as error:
            raise _unreadable() from error

    def exists(self, name: str) -> bool:
        """Tell whether a document is there."""
        return self._path(name).exists()

    def names(self) -> Iterator[tuple[str, float]]:
        """Give the name of every document and when it was last changed, in seconds since 1970.

        Beside folders of documents lies the archive's index of them, which is none.
        """
        for folder, _, files in os.walk(self._root):
            for file in files if self._flat or Path(folder) != self._root else ():
                path = Path(folder) / file
                with contextlib.suppress(FileNotFoundError):
                    yield path.relative_to(self._root).as_posix(), path.stat().st_mtime

    def delete(self, name: str) -> None:
        """Remove a document for good; one that is gone already is no error."""
        path = self._path(name)
        try:
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)
        except OSError as error:
            raise StorageUnavailable(f"A document could not be removed ({error.strerror}).") from error

    def _path(self, name: str) -> Path:
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or name.startswith("/"):
            raise StorageUnavailable("A document's stored name leaves its folder; the store was tampered with.")
        return self._root.joinpath(*parts)

    def _make_folder(self, folder: Path) -> None:
        """Create a folder, and flush its name once: another process may have made it a moment ago."""
        if folder in self._lasting and folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        for made in (folder, *folder.parents):
            sync_folder(made)
            if made == self._root.parent:
                break
        self._lasting.add(folder)


def _unreadable() -> StorageUnavailable:
    return StorageUnavailable(
        "A kept document can't be read from disk. Run `recollect verify`, and restore it from a backup."
    )
