"""Bringing a store's schema to this version: all of it in one transaction, after a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from recollect.errors import StoreTooNew
from recollect.storage.databases.postgres_store import postgres_engine
from recollect.storage.databases.postgres_store import storage_error as postgres_error
from recollect.storage.databases.sqlite_errors import storage_error as sqlite_error
from recollect.storage.databases.sqlite_store import LOCK_NAME, FileLock, writing_engine
from recollect.storage.files.database_copy import copy_database, schema_revision
from recollect.storage.files.durable_files import PARTIAL, sync_folder, write_error

SCHEMA_REVISION = "0016"
"""The newest revision in `migrations/versions`."""

BEFORE = ".before-"
"""What stands between a database's name and the revision that a copy of it has."""
KEPT_COPIES = 2

_MIGRATION_LOCK = 7_230_665_127


def upgrade_sqlite(path: Path) -> None:
    """Create the database or bring it to `SCHEMA_REVISION`; a backup is made beside it before a change.

    Raises `StoreTooNew` when a newer version of the program wrote it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(LOCK_NAME))
    try:
        with lock.held():
            is_new = not path.exists()
            revision = None if is_new else schema_revision(path)
            if revision == SCHEMA_REVISION:
                return
            if revision is not None:
                _refuse_newer(revision)
                _back_up(path, revision)
            engine = writing_engine(path)
            with engine.connect() as connection, _sqlite_transaction(connection):
                _upgrade(connection)
            path.chmod(0o600)
    except (DBAPIError, sqlite3.Error) as error:
        raise sqlite_error(error) from error
    finally:
        lock.close()


def upgrade_postgres(url: str) -> None:
    """Create the schema or bring it to `SCHEMA_REVISION`, one process at a time."""
    engine = postgres_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            revision = None
            if inspect(connection).has_table("alembic_version"):
                revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if revision == SCHEMA_REVISION:
                return
            if revision is not None:
                _refuse_newer(revision)
            _upgrade(connection)
    except DBAPIError as error:
        raise postgres_error(error) from error
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and needed only when the schema changes
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, SCHEMA_REVISION)


def _refuse_newer(revision: str) -> None:
    if revision > SCHEMA_REVISION:
        raise StoreTooNew(
            f"The store has schema {revision}, this version of Recollect knows {SCHEMA_REVISION} at most. "
            "Install the newer version again, or restore a backup made before the upgrade."
        )


def _back_up(path: Path, revision: str) -> None:
    """Keep the database as it was; of such copies the two newest stay."""
    backup = path.with_name(f"{path.name}{BEFORE}{revision}")
    partial = path.with_name(f"{PARTIAL}{backup.name}")
    partial.unlink(missing_ok=True)
    try:
        copy_database(path, partial)
        partial.replace(backup)
        sync_folder(path.parent)
    except OSError as error:
        raise write_error(error, "The copy of the database") from error
    finally:
        partial.unlink(missing_ok=True)
    for older in copies_before(path)[:-KEPT_COPIES]:
        older.unlink(missing_ok=True)


def copies_before(path: Path) -> list[Path]:
    """Give the copies of a database that were made before its schema was changed, oldest first."""
    return sorted(path.parent.glob(f"{path.name}{BEFORE}*"))


@contextmanager
def _sqlite_transaction(connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")
