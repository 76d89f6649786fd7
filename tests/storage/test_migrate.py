from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

from postgres_server import create_database, drop_database
from recollect.errors import StorageUnavailable, StoreTooNew
from recollect.storage.databases import migrate
from recollect.storage.databases.postgres_store import postgres_engine
from recollect.storage.databases.sqlite_store import DATABASE_NAME, writing_engine
from recollect.storage.search.search_index import INDEXES
from recollect.storage.tables import SEQUENCED, metadata

INDEX_TABLES = set(INDEXES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / DATABASE_NAME


@pytest.fixture
def empty_url() -> Iterator[str]:
    url = create_database()
    yield url
    drop_database(url)


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    engine = postgres_engine(empty_url)
    yield engine
    engine.dispose()


def _differences(connection: Connection) -> list[object]:
    def ours(_: object, name: str | None, kind: str, __: object, ___: object) -> bool:
        return kind != "table" or (name or "").partition("_index")[0] + "_index" not in INDEX_TABLES

    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True, "include_object": ours}
    )
    return list(compare_metadata(context, metadata))


def _tables(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))


def _set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def _revision(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_on_sqlite_the_migrations_make_the_schema_that_the_code_knows(path: Path) -> None:
    migrate.upgrade_sqlite(path)
    with writing_engine(path).connect() as connection:
        assert _differences(connection) == []
    assert {table for table, sql in _tables(path).items() if "fts5" in sql} == INDEX_TABLES


def test_a_schema_that_differs_is_noticed(path: Path) -> None:
    migrate.upgrade_sqlite(path)
    with writing_engine(path).connect() as connection:
        connection.execute(text("ALTER TABLE jobs ADD COLUMN forgotten TEXT"))
        connection.execute(text("DROP INDEX ix_jobs_workspace_id_seq"))
        assert len(_differences(connection)) == 2


def test_every_table_is_strict(path: Path) -> None:
    migrate.upgrade_sqlite(path)
    ours = {name: _tables(path)[name] for name in metadata.tables}
    assert [name for name, sql in ours.items() if not sql.rstrip().endswith("STRICT")] == []
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO workspaces VALUES (2, 'name', 'not a time')")


def test_a_second_time_there_is_nothing_to_do(path: Path) -> None:
    migrate.upgrade_sqlite(path)
    before = path.read_bytes()
    migrate.upgrade_sqlite(path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.before-*"))


def test_the_database_is_its_owners_alone(path: Path) -> None:
    migrate.upgrade_sqlite(path)
    assert path.stat().st_mode & 0o077 == 0


def test_a_store_of_a_newer_version_is_left_alone(path: Path) -> None:
    migrate.upgrade_sqlite(path)
    _set_revision(path, "9999")
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="9999"):
        migrate.upgrade_sqlite(path)
    assert path.read_bytes() == before


def _pretend_old(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the store look like one of an older version, and the next migration one that drops a table first."""
    migrate.upgrade_sqlite(path)
    _set_revision(path, "0000")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO store_facts VALUES ('kept', 'yes')")

    def change(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE halfway (a TEXT) STRICT"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    monkeypatch.setattr(migrate, "_upgrade", change)


def test_a_backup_is_made_before_a_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pretend_old(path, monkeypatch)
    migrate.upgrade_sqlite(path)
    backup = path.with_name(f"{DATABASE_NAME}.before-0000")
    assert _revision(path) == "0001"
    assert "halfway" in _tables(path)
    assert _revision(backup) == "0000"
    assert "halfway" not in _tables(backup)
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT value FROM store_facts WHERE name = 'kept'").fetchone() == ("yes",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert backup.stat().st_mode & 0o077 == 0


def test_a_migration_that_is_cut_off_leaves_the_old_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pretend_old(path, monkeypatch)
    change = migrate._upgrade  # noqa: SLF001 - cut off after all its work

    def cut_off(connection: Connection) -> None:
        change(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "_upgrade", cut_off)
    with pytest.raises(KeyboardInterrupt):
        migrate.upgrade_sqlite(path)
    assert _revision(path) == "0000"
    assert "halfway" not in _tables(path)
    monkeypatch.setattr(migrate, "_upgrade", change)
    migrate.upgrade_sqlite(path)
    assert _revision(path) == "0001"


def test_a_first_migration_that_is_cut_off_leaves_nothing_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        upgrade = migrate._upgrade  # noqa: SLF001 - cut off after all its work

        def cut_off(connection: Connection) -> None:
            upgrade(connection)
            raise KeyboardInterrupt

        patched.setattr(migrate, "_upgrade", cut_off)
        with pytest.raises(KeyboardInterrupt):
            migrate.upgrade_sqlite(path)
    assert _tables(path) == {}
    migrate.upgrade_sqlite(path)
    assert _revision(path) == migrate.SCHEMA_REVISION


def test_a_file_that_is_no_database_is_said_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StorageUnavailable):
        migrate.upgrade_sqlite(path)
    assert path.read_bytes() == b"not a database at all" * 100


@pytest.mark.postgres
def test_on_postgres_the_migrations_make_the_schema_that_the_code_knows(empty_url: str, engine: Engine) -> None:
    migrate.upgrade_postgres(empty_url)
    with engine.connect() as connection:
        assert _differences(connection) == []
        there = inspect(connection)
        assert set(there.get_table_names()) >= INDEX_TABLES
        assert set(there.get_sequence_names()) >= {f"{table.name}_seq_source" for table in SEQUENCED}
        for table in INDEX_TABLES:
            (index,) = there.get_indexes(table)
            assert index["dialect_options"]["postgresql_using"] == "gin"


@pytest.mark.postgres
def test_on_postgres_too_a_newer_store_is_left_alone_and_a_second_time_does_nothing(
    empty_url: str, engine: Engine
) -> None:
    migrate.upgrade_postgres(empty_url)
    migrate.upgrade_postgres(empty_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        migrate.upgrade_postgres(empty_url)


@pytest.mark.postgres
def test_on_postgres_too_a_migration_that_is_cut_off_leaves_nothing(
    empty_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = migrate._upgrade  # noqa: SLF001 - cut off after all its work

    def cut_off(connection: Connection) -> None:
        upgrade(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "_upgrade", cut_off)
    with pytest.raises(KeyboardInterrupt):
        migrate.upgrade_postgres(empty_url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="can't be reached"):
        migrate.upgrade_postgres(f"postgresql://nobody@/nothing?host={tmp_path}")
