"""Who is at work: a process that carries out items holds a lock, which ends with it however it ends."""

from __future__ import annotations

import fcntl
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

_NUMBER_BITS = 62


class Presence(Protocol):
    """Says that the process of this number is at work, until it is closed or the process is gone."""

    number: int

    def close(self) -> None:
        """Be at work no longer."""
        ...


def draw_number() -> int:
    """Draw a number that no other process has."""
    return secrets.randbits(_NUMBER_BITS) + 1


class FilePresence:
    """A lock of the operating system on a file beside the database."""

    def __init__(self, database: Path) -> None:
        self.number = draw_number()
        self._path = _lock_file(database, self.number)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def close(self) -> None:
        """Remove the file, and with it the lock."""
        self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


def is_file_held(database: Path, number: int) -> bool:
    """Tell whether the process of that number is alive, and remove what a dead one left."""
    path = _lock_file(database, number)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(descriptor)


def _lock_file(database: Path, number: int) -> Path:
    return database.with_name(f"recollect.runner-{number:016x}.lock")


class AdvisoryPresence:
    """An advisory lock of PostgreSQL, held by a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self.number = draw_number()
        self._connection: Connection = engine.connect()
        self._connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": self.number})

    def close(self) -> None:
        """Let the lock go, and then its connection; a server that is gone has let it go already."""
        with suppress(DBAPIError):
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": self.number})
        self._connection.invalidate()
        self._connection.close()


def is_advisory_held(connection: Connection, number: int) -> bool:
    """Tell whether the process of that number is connected."""
    free = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": number}).scalar_one()
    if free:
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": number})
    return not free
