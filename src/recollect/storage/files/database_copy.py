"""A consistent copy of a SQLite database that is in use, and whether such a copy is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.storage.databases.sqlite_errors import storage_error
from recollect.storage.files.durable_files import sync_file
from recollect.storage.people.erasure import ErasedRecord
from recollect.storage.unit import Reader

CopyProgress = Callable[[int, int], None]
"""Is told how many of the database's pages are copied, and of how many."""

_PAGES_A_STEP = 2_000


def copy_database(source: Path, target: Path, progress: CopyProgress = lambda _done, _of: None) -> None:
    """Copy a database as it is at one moment, and put the copy on the disk; writers go on meanwhile.

    The copy is one file, readable by its owner alone. What `progress` raises ends the copying.
    """
    target.touch(0o600)
    try:
        with closing(_connect(source)) as reading, closing(sqlite3.connect(target, isolation_level=None)) as writing:
            reading.execute("BEGIN")
            reading.execute("SELECT 1 FROM sqlite_master").fetchone()  # the moment: what is committed later stays out
            reading.backup(writing, pages=_PAGES_A_STEP, progress=lambda _, left, total: progress(total - left, total))
            writing.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise storage_error(error) from error
    sync_file(target)


def find_damage(path: Path) -> list[str]:
    """Give what SQLite's own checks find wrong in a database that nobody uses; nothing when it is sound."""
    try:
        with closing(_connect(path)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            found += [f"foreign key: {tuple(row)}" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.Error as error:
        return [str(error)]
    return [line for line in found if line != "ok"]


def schema_revision(path: Path) -> str | None:
    """Tell which revision a database's schema has, or None when it has none."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        ).fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    return str(row[0]) if row else None


def is_in_use(path: Path) -> bool:
    """Tell whether another program has this database open.

    SQLite leaves its write-ahead log only when nobody else is there; the next to open it takes it up again.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:  # a damaged one is nobody's
        return False
    return str(mode[0]) != "delete"


def erased_in(path: Path) -> list[ErasedRecord] | None:
    """Give the list of what was erased of a database of any version; None when it can't be read."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'erased'")
            if found.fetchone() is None:
                return []
            return [ErasedRecord(*row) for row in connection.execute("SELECT digest, kind, erased_at FROM erased")]
    except sqlite3.Error:
        return None


@contextmanager
def reading_copy(path: Path) -> Iterator[Reader]:
    """Open a reader on a copy, which has the schema of this version."""
    engine = create_engine("sqlite+pysqlite://", creator=lambda: _connect(path), poolclass=NullPool)
    with engine.connect() as connection:
        yield Reader(connection, DEFAULT_WORKSPACE)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=30)
