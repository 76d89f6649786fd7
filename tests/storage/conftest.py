"""The stores that the repositories are tested on: SQLite files and a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import TickingClock
from postgres_server import empty_store
from recollect.storage.databases.migrate import upgrade_sqlite
from recollect.storage.databases.postgres_store import PostgresStore
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.store import Store


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def sqlite_store(tmp_path: Path, clock: TickingClock) -> Iterator[SqliteStore]:
    path = tmp_path / DATABASE_NAME
    upgrade_sqlite(path)
    store = SqliteStore(path, clock=clock)
    yield store
    store.close()


@pytest.fixture
def postgres_store(clock: TickingClock) -> Iterator[PostgresStore]:
    store = PostgresStore(empty_store(), clock=clock)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Store:
    """Give an empty store, once on each database."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found
