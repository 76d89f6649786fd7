from __future__ import annotations

import threading
from pathlib import Path

import pytest

from factories import add_job, add_resume, write
from recollect.errors import StorageUnavailable
from recollect.storage import counters
from recollect.storage.databases.migrate import SCHEMA_REVISION
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.files.database_copy import copy_database, find_damage, is_in_use, reading_copy, schema_revision


def test_a_copy_is_of_one_moment_and_sound(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    stop = threading.Event()
    for _ in range(3):
        write(sqlite_store, add_job)

    def go_on() -> None:
        while not stop.is_set():
            write(sqlite_store, add_job)

    writer = threading.Thread(target=go_on)
    writer.start()
    copy = tmp_path / "copy.db"
    copy_database(tmp_path / DATABASE_NAME, copy)
    stop.set()
    writer.join()
    assert find_damage(copy) == []
    assert schema_revision(copy) == SCHEMA_REVISION
    assert copy.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]
    with reading_copy(copy) as reader:
        rows = reader.connection.exec_driver_sql("SELECT count(*) FROM jobs").scalar_one()
        assert counters.total(reader, counters.JOBS) == rows >= 3


def test_a_copy_that_is_called_off_ends_at_once(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    write(sqlite_store, add_resume)

    def call_off(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_database(tmp_path / DATABASE_NAME, tmp_path / "copy.db", call_off)
    write(sqlite_store, add_job)


def test_damage_is_found(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    write(sqlite_store, add_resume)
    copy = tmp_path / "copy.db"
    copy_database(tmp_path / DATABASE_NAME, copy)
    content = bytearray(copy.read_bytes())
    content[4096 * 4 : 4096 * 9] = b"\xff" * (4096 * 5)
    copy.write_bytes(content)
    assert find_damage(copy) != []
    copy.write_bytes(b"no database" * 1000)
    assert find_damage(copy) != []
    with pytest.raises(StorageUnavailable):
        copy_database(copy, tmp_path / "other.db")


def test_who_has_it_open_is_noticed(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    write(sqlite_store, add_job)
    assert is_in_use(tmp_path / DATABASE_NAME)
    sqlite_store.close()
    assert not is_in_use(tmp_path / DATABASE_NAME)
