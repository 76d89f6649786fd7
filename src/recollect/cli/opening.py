"""A command's way to the memory."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recollect.bootstrap import open_memory
from recollect.services.memory import Memory
from recollect.settings import load_settings


@contextmanager
def open_store(data: Path | None) -> Iterator[Memory]:
    """Open the store of the settings and of `--data`, and close it in the end."""
    memory = open_memory(load_settings({"data": data}))
    try:
        yield memory
    finally:
        memory.close()


def command_line(data: Path | None, *words: str) -> str:
    """Write a command to type next, on the same store."""
    return shlex.join(["recollect", *words, *(["--data", str(data)] if data is not None else [])])
