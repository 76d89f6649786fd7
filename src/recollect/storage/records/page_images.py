"""Images of pages, kept in files that may be thrown away at any time: each can be drawn again."""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from pathlib import Path

from recollect.storage.files.durable_files import PARTIAL

_NAME = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")


class PageImages:
    """Images by name. One that can't be kept or read is no error: it is drawn again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Give a kept image, or None."""
        with contextlib.suppress(OSError):
            return self._path(name).read_bytes()
        return None

    def put(self, name: str, image: bytes) -> None:
        """Keep an image, whole or not at all."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = self._folder / (PARTIAL + secrets.token_hex(8))
            try:
                temporary.write_bytes(image)
                temporary.replace(self._path(name))
            finally:
                temporary.unlink(missing_ok=True)

    def drop(self, name: str) -> None:
        """Throw one image away."""
        self._path(name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Throw all images away. Raises `OSError` when some are left."""
        if self._folder.exists():
            shutil.rmtree(self._folder)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("an image is named by hash, page and version")
        return self._folder / f"{name}.webp"
