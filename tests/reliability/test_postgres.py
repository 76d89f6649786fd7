"""P15: several servers on one PostgreSQL store lose nothing, and one of them at a time keeps the archive."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from archive_trees import find_disagreements
from counts import full_or
from postgres_server import create_database, drop_database
from recollect.archive.checkpoint import read_checkpoint
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.archiving.archive_keeping import ELECTION
from recollect.services.archiving.archive_status import archive_status
from recollect.services.history.audit_trail import verify_chain
from recollect.services.memory import Memory
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.databases.postgres_store import HOLD_KEYS
from recollect.storage.records import jobs
from reliability.load import write_some, writer
from reliability.server_process import Served, run_together, served, wait_until

pytestmark = [pytest.mark.promise, pytest.mark.postgres]


@pytest.fixture
def url() -> Iterator[str]:
    """Give an empty database."""
    made = create_database()
    yield made
    drop_database(made)


def test_two_servers_on_one_store_lose_nothing_when_either_is_killed(
    tmp_path: Path, url: str, record_property: Callable[[str, object], None]
) -> None:
    data, acknowledged = tmp_path / "data", list[str]()
    with ExitStack() as running:
        stays = running.enter_context(served(data, RECOLLECT_DATABASE_URL=url))
        for number in range(full_or(2, 20)):
            other = running.enter_context(served(data, RECOLLECT_DATABASE_URL=url))
            dies, stays = (stays, other) if number % 2 else (other, stays)
            write_to_both_until_one_is_killed(dies, stays, acknowledged, f"round {number}")
            assert keepers(url) <= 1
        assert stays.stop() == 0
    assert keepers(url) == 0
    with opened(data, url) as memory:
        assert archive_status(memory).events_behind == 0
        assert find_disagreements(memory, data) == []
        assert verify_chain(memory, LOCAL_CALLER).problems == ()
        assert verify_chain(memory, LOCAL_CALLER).unsealed == 0
        assert verify_store(memory, LOCAL_CALLER).problems == ()
        with memory.read(LOCAL_CALLER) as reader:
            assert [job_id for job_id in acknowledged if jobs.get_job(reader, job_id).job_id != job_id] == []
    record_property("acknowledged", len(acknowledged))


def test_another_server_goes_on_with_the_archive_when_its_keeper_is_killed(tmp_path: Path, url: str) -> None:
    data = tmp_path / "data"
    with served(data, RECOLLECT_DATABASE_URL=url) as keeper:
        wait_until(lambda: keepers(url) == 1, "one keeps the archive")
        with served(data, RECOLLECT_DATABASE_URL=url) as other, other.client() as client:
            for number in range(5):
                write_some(client, f"before {number}")
            assert keepers(url) == 1
            keeper.kill()
            write_some(client, "after")
            wait_until(lambda: archived(data) == sealed(url) > 0, "the other has gone on with it")
            assert other.stop() == 0
    with opened(data, url) as memory:
        assert find_disagreements(memory, data) == []


def write_to_both_until_one_is_killed(dies: Served, stays: Served, acknowledged: list[str], label: str) -> None:
    """Write to both servers, and kill one of them in the midst of it."""
    enough = len(acknowledged) + 12
    killed = threading.Event()

    def write_on() -> None:
        with stays.client() as client:
            while not killed.is_set():
                acknowledged.extend(write_some(client, f"{label} {len(acknowledged)}"))

    def kill() -> None:
        try:
            wait_until(lambda: len(acknowledged) >= enough, "enough was acknowledged")
            dies.kill()
        finally:
            killed.set()

    run_together([writer(dies, f"{label} a", acknowledged), writer(dies, f"{label} b", acknowledged), write_on], kill)


def keepers(url: str) -> int:
    """Tell how many processes keep the archive: how many hold the lock that is elected by."""
    key = HOLD_KEYS + zlib.crc32(ELECTION.encode())
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND (classid::bigint << 32) + objid::bigint = %s"
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(held, [key]).fetchone()
    assert row is not None
    return int(row[0])


def sealed(url: str) -> int:
    """Give the newest event that is sealed, when all are."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT max(seq), count(*) - count(seq) FROM events").fetchone()
    assert row is not None
    return 0 if row[1] else int(row[0])


def archived(data: Path) -> int:
    """Give the last event that is in the archive."""
    checkpoint = read_checkpoint(data)
    return checkpoint.seq if checkpoint else 0


@contextmanager
def opened(data: Path, url: str) -> Iterator[Memory]:
    memory = open_memory(Settings(data=data, database_url=url))
    try:
        yield memory
    finally:
        memory.close()
