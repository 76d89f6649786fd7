from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from factories import ACTOR, START, TickingClock, add_job, job_draft, write
from postgres_server import empty_store
from query_plans import plans_of
from recollect.domain.event import NO_DIGEST, ChainHead
from recollect.domain.ids import JobId
from recollect.errors import InvalidCursor, StaleVersion
from recollect.storage.databases.migrate import upgrade_sqlite
from recollect.storage.databases.postgres_store import PostgresStore
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.history import event_chain, events
from recollect.storage.history.event_chain import AuditFilter
from recollect.storage.records import jobs
from recollect.storage.store import Store
from recollect.storage.unit import UnitOfWork

EDITORS = 3


def record(store: Store, *names: str) -> None:
    for name in names:
        write(store, lambda w, name=name: events.record(w, actor=ACTOR, action="job.created", entity_id=name))  # type: ignore[misc]


def sealed(store: Store) -> list[str]:
    with store.read() as reader:
        return [event.entity_id for event in event_chain.sealed_after(reader, 0)]


def test_events_are_sealed_in_the_order_in_which_they_were_written(store: Store) -> None:
    names = [f"record-{number}" for number in range(9)]
    record(store, *names)
    assert sealed(store) == []
    assert write(store, event_chain.seal_events) == 9
    assert sealed(store) == names
    record(store, "later")
    assert write(store, event_chain.seal_events) == 1
    assert write(store, event_chain.seal_events) == 0
    assert sealed(store) == [*names, "later"]
    with store.read() as reader:
        assert [event.seq for event in event_chain.sealed_after(reader, 0)] == list(range(1, 11))


def test_each_digest_follows_from_the_one_before_and_the_head_is_the_last(store: Store) -> None:
    record(store, "a", "b", "c")
    with store.read() as reader:
        assert event_chain.last_sealed(reader) is None
    write(store, lambda w: event_chain.seal_events(w, 2))
    write(store, lambda w: event_chain.seal_events(w, 2))
    with store.read() as reader:
        chain = event_chain.sealed_after(reader, 0)
        head = event_chain.last_sealed(reader)
    before = NO_DIGEST
    for event in chain:
        assert event.chain_digest == event_chain.expected_digest(before, event)
        before = event.chain_digest
    assert head == ChainHead(3, before)


def test_what_waits_is_known_without_sealing_it(store: Store) -> None:
    with store.read() as reader:
        assert (event_chain.count_unsealed(reader), event_chain.list_workspaces_to_seal(reader)) == (0, [])
    record(store, "a", "b")
    with store.read() as reader:
        assert (event_chain.count_unsealed(reader), event_chain.list_workspaces_to_seal(reader)) == (2, [1])


def test_a_seal_that_is_not_committed_never_was(store: Store) -> None:
    record(store, "a")

    def unit(work: UnitOfWork) -> None:
        event_chain.seal_events(work)
        raise StaleVersion("undone")

    with pytest.raises(StaleVersion):
        write(store, unit)
    assert sealed(store) == []
    assert write(store, event_chain.seal_events) == 1


def test_the_trail_is_paged_newest_first_and_narrowed(store: Store, clock: TickingClock) -> None:
    record(store, "a", "b", "a")
    since = clock.now
    write(store, lambda w: events.record(w, actor="maren", action="resume.added", entity_id="c"))
    record(store, "unsealed")
    write(store, lambda w: event_chain.seal_events(w, 4))
    with store.read() as reader:

        def listed(limit: int = 50, cursor: str | None = None, **narrowed: object) -> tuple[list[str], str | None]:
            page = event_chain.list_sealed(reader, AuditFilter(**narrowed), cursor=cursor, limit=limit)  # type: ignore[arg-type]
            return [event.entity_id for event in page.events], page.next_cursor

        first, cursor = listed(limit=3)
        assert (first, listed(limit=3, cursor=cursor)) == (["c", "a", "b"], (["a"], None))
        assert listed(entity_id="a")[0] == ["a", "a"]
        assert listed(kind="resume")[0] == ["c"]
        assert listed(actor="maren")[0] == ["c"]
        assert listed(since=since)[0] == ["c", "a"]
        with pytest.raises(InvalidCursor):
            listed(kind="job", cursor=cursor)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def two_stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Give two openings of one store, as two processes have them."""
    if request.param == "postgres":
        url = empty_store()
        with closing(PostgresStore(url)) as one, closing(PostgresStore(url)) as other:
            yield one, other
        return
    path = tmp_path / DATABASE_NAME
    upgrade_sqlite(path)
    with closing(SqliteStore(path)) as one, closing(SqliteStore(path)) as other:
        yield one, other


def test_two_sealers_and_many_editors_keep_each_records_order(two_stores: tuple[Store, Store]) -> None:
    shared = write(two_stores[0], add_job)
    done = threading.Event()

    def edit(store: Store) -> None:
        for number in range(12):
            _edit_job(store, shared, f"round {number}")

    def seal(store: Store) -> None:
        while not done.is_set():
            write(store, event_chain.seal_events)

    editors = [threading.Thread(target=edit, args=(two_stores[n % 2],)) for n in range(EDITORS)]
    sealers = [threading.Thread(target=seal, args=(store,)) for store in two_stores]
    for thread in (*editors, *sealers):
        thread.start()
    for thread in editors:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    while write(two_stores[0], event_chain.seal_events):
        pass
    with two_stores[0].read() as reader:
        chain = event_chain.sealed_after(reader, 0)
    assert [event.seq for event in chain] == list(range(1, len(chain) + 1))
    assert [event.record_version for event in chain] == list(range(2, EDITORS * 12 + 2))


def _edit_job(store: Store, job_id: JobId, description: str) -> None:
    """Write a version after the newest one, whichever that is by then, and its event."""

    def unit(work: UnitOfWork) -> None:
        newest = jobs.get_job(work, job_id).version
        version = jobs.change_job(work, job_id, expected_version=newest, draft=job_draft(description), actor=ACTOR)
        events.record(work, actor=ACTOR, action="job.changed", entity_id=job_id, version=version)

    while True:
        try:
            write(store, unit)
        except StaleVersion:
            continue
        return


@pytest.mark.postgres
def test_an_event_that_is_committed_late_is_not_passed_over(postgres_store: PostgresStore) -> None:
    wrote, go_on = threading.Event(), threading.Event()

    def slow(work: UnitOfWork) -> None:
        events.record(work, actor=ACTOR, action="job.created", entity_id="slow")
        work.connection.execute(select(1))
        wrote.set()
        go_on.wait(60)

    thread = threading.Thread(target=postgres_store.write, args=(slow,))
    thread.start()
    wrote.wait(60)
    record(postgres_store, "quick")
    assert write(postgres_store, event_chain.seal_events) == 1
    go_on.set()
    thread.join()
    assert write(postgres_store, event_chain.seal_events) == 1
    assert sealed(postgres_store) == ["quick", "slow"]


def test_vacuum_keeps_the_order_of_what_is_not_sealed(sqlite_store: SqliteStore) -> None:
    names = [f"record-{number}" for number in range(40)]
    record(sqlite_store, *names)
    with sqlite_store._engine.connect() as connection:  # noqa: SLF001 - no use case has a vacuum of its own yet
        connection.execute(text("DELETE FROM event_payloads"))
        connection.execute(text("VACUUM"))
    write(sqlite_store, event_chain.seal_events)
    assert sealed(sqlite_store) == names


def test_the_bell_rings_after_each_commit_and_only_for_those_who_listen(store: Store) -> None:
    heard, gone = threading.Event(), threading.Event()
    stop = store.bell.listen(heard.set)
    store.bell.listen(gone.set)()
    record(store, "a")
    assert heard.wait(60)
    assert not gone.is_set()
    stop()
    heard.clear()
    record(store, "b")
    assert not heard.is_set()


@pytest.mark.parametrize("narrowed", [{"kind": "template"}, {"actor": "nobody", "since": START}, {"until": START}])
def test_the_trail_is_narrowed_by_an_index_alone(sqlite_store: SqliteStore, narrowed: dict[str, Any]) -> None:
    wanted = AuditFilter(**narrowed)
    plans = plans_of(sqlite_store, lambda reader: event_chain.list_sealed(reader, wanted, cursor=None, limit=9))
    (step,) = plans[0]
    assert "COVERING INDEX ix_events_narrowed (workspace_id=?" in step


def test_the_events_of_one_record_are_found_by_its_id(sqlite_store: SqliteStore) -> None:
    wanted = AuditFilter(entity_id="0123456789ab")
    plans = plans_of(sqlite_store, lambda reader: event_chain.list_sealed(reader, wanted, cursor=None, limit=9))
    assert "USING INDEX ix_events_workspace_id_entity_id (workspace_id=? AND entity_id=?)" in plans[0][0]
