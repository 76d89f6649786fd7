"""A command's way to the memory."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from recollect.bootstrap import open_memory
from recollect.cli.terminal import tell
from recollect.errors import StorageError
from recollect.services.history.event_sealing import seal_events
from recollect.services.memory import Memory
from recollect.settings import load_settings
from recollect.storage.databases.sqlite_store import DATABASE_NAME


@contextmanager
def open_store(data: Path | None) -> Iterator[Memory]:
    """Open the store of the settings and of `--data`; in the end seal what was done, and close it.

    Whoever sits at the terminal is told of a new one: a folder that was mistyped looks like one with nothing in it.
    """
    settings = load_settings({"data": data})
    is_new = not settings.database_url and not (settings.data / DATABASE_NAME).exists()
    memory = open_memory(settings)
    if is_new:
        tell(f"A new store was begun in {settings.data}.")
    try:
        yield memory
    finally:
        with suppress(StorageError):  # the events are kept, and the next one seals them
            seal_events(memory)
        memory.close()


def command_line(data: Path | None, *words: str) -> str:
    """Write a command to type next, on the same store."""
    return shlex.join(["recollect", *words, *(["--data", str(data)] if data is not None else [])])
