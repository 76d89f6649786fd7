"""A backup is read whole, without touching any store."""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from recollect.services.backups.backup_making import Progress
from recollect.storage.files.backup_file import DATABASE_MEMBER, Sink, read_backup
from recollect.storage.files.database_copy import find_damage
from recollect.storage.files.durable_files import PARTIAL


class CheckedBackup(Struct, frozen=True, kw_only=True):
    """What a backup is, and what is wrong with its database; its hashes are right."""

    path: str
    made_at: datetime
    program_version: str
    database: str
    schema_revision: str
    files: int
    bytes: int
    problems: tuple[str, ...]


def check_backup(path: Path, *, progress: Progress = lambda _what, _done, _of: None) -> CheckedBackup:
    """Read a backup whole, and have SQLite check the database in it.

    Raises `UnusableBackup` when it is none, is cut off, or a member is not what its hash says. The database is laid
    out beside the backup meanwhile (or among temporary files, where that folder can't be written).
    """
    beside = path.parent if os.access(path.parent, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix=PARTIAL, dir=beside) as folder, contextlib.ExitStack() as opened:
        copy = Path(folder) / DATABASE_MEMBER

        def open_sink(name: str) -> Sink | None:
            return opened.enter_context(copy.open("xb")) if name == DATABASE_MEMBER else None

        found = read_backup(path, open_sink, lambda done: progress("Reading the backup", done, None))
        opened.close()
        problems = find_damage(copy) if copy.exists() else []
    return CheckedBackup(
        path=str(path),
        made_at=found.header.made_at,
        program_version=found.header.program_version,
        database=found.header.database,
        schema_revision=found.header.schema_revision,
        files=found.totals.members,
        bytes=found.totals.bytes,
        problems=tuple(problems),
    )
