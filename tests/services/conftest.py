"""Memories that the use cases are tested on: everything in them is real, the clock and the ids are the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factories import TickingClock
from postgres_server import empty_store
from recollect.documents.limits import Limits
from recollect.documents.pool import ReaderPool
from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.services.memory import Memory
from recollect.storage.databases.migrate import upgrade_sqlite
from recollect.storage.databases.postgres_store import PostgresStore
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.files.blobs import LocalBlobs
from recollect.storage.store import Store

Join = Callable[[Store], Memory]


@pytest.fixture(scope="session")
def readers() -> Iterator[ReaderPool]:
    with ReaderPool(Limits(), 2) as pool:
        yield pool


@pytest.fixture
def caller() -> Caller:
    return LOCAL_CALLER


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def join(tmp_path: Path, readers: ReaderPool, clock: TickingClock) -> Join:
    def join(store: Store) -> Memory:
        return Memory(store=store, blobs=LocalBlobs(tmp_path / "resumes"), readers=readers, data=tmp_path, clock=clock)

    return join


@pytest.fixture
def sqlite_memory(tmp_path: Path, join: Join, clock: TickingClock) -> Iterator[Memory]:
    path = tmp_path / DATABASE_NAME
    upgrade_sqlite(path)
    store = SqliteStore(path, clock=clock)
    yield join(store)
    store.close()


@pytest.fixture
def postgres_memory(join: Join, clock: TickingClock) -> Iterator[Memory]:
    store = PostgresStore(empty_store(), clock=clock)
    yield join(store)
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def memory(request: pytest.FixtureRequest) -> Memory:
    """Give an empty memory, once on each database."""
    found: Memory = request.getfixturevalue(f"{request.param}_memory")
    return found
