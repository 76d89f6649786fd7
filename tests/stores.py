"""Stores as earlier versions left them, carried in `tests/data/stores`, one a schema that was released."""

from __future__ import annotations

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

from recollect.storage.databases.sqlite_store import DATABASE_NAME

STORES = Path(__file__).parent / "data" / "stores"
BACKUP = "backup.tar"
"""A backup that the version itself made, in those of which it could make one."""
REVISIONS = tuple(sorted(path.name.partition(".")[0] for path in STORES.glob("*.tar.xz")))

Rows = dict[str, list[tuple[object, ...]]]


def lay_out(revision: str, data: Path) -> Path:
    """Lay out the store of a schema as a new data folder, and give the path of its database."""
    data.mkdir(mode=0o700)
    with tarfile.open(STORES / f"{revision}.tar.xz") as tar:
        tar.extractall(data, [member for member in tar if member.name != BACKUP], filter="data")
    return data / DATABASE_NAME


def lay_out_backup(revision: str, folder: Path) -> Path | None:
    """Lay out the backup that the version of a schema made itself, if it could."""
    with tarfile.open(STORES / f"{revision}.tar.xz") as tar:
        if BACKUP not in tar.getnames():
            return None
        tar.extract(BACKUP, folder, filter="data")
    return folder / BACKUP


def read_rows(path: Path, tables: dict[str, list[str]] | None = None) -> Rows:
    """Give all rows of a database's tables, sorted; of `tables` only these columns."""
    with closing(sqlite3.connect(path)) as connection:
        chosen = list_columns(path) if tables is None else tables
        return {
            table: sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
            for table, columns in chosen.items()
        }


def list_columns(path: Path) -> dict[str, list[str]]:
    """Give the columns of every table but those of the search index and of the migrations."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for name in names
            if "_index" not in name and name != "alembic_version" and not name.startswith("sqlite_")
        }
