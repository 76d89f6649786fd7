import hashlib

import pytest
from sqlalchemy import delete, select

from factories import START, write
from recollect.domain.event import EventPayload
from recollect.errors import NotFound
from recollect.storage.history import events
from recollect.storage.store import Store
from recollect.storage.tables import event_payloads
from recollect.storage.tables import events as rows
from recollect.storage.unit import UnitOfWork


def test_an_event_says_who_did_what_to_which_record(store: Store) -> None:
    event_id = write(
        store,
        lambda w: events.record(
            w, actor="maren", action="job.changed", entity_id="a3f7b2c1", version=2, before={"version": 1}
        ),
    )
    with store.read() as reader:
        event = events.get_event(reader, event_id)
    assert (event.actor, event.action, event.entity, event.entity_id) == ("maren", "job.changed", "job", "a3f7b2c1")
    assert (event.record_version, event.payload) == (2, EventPayload(before={"version": 1}))
    assert (event.seq, event.chain_digest, event.at > START) == (None, None, True)


def test_the_digest_is_salted_and_of_the_payload(store: Store) -> None:
    def unit(work: UnitOfWork) -> list[str]:
        return [events.record(work, actor="a", action="job.created", entity_id="x") for _ in range(2)]

    write(store, unit)
    with store.read() as reader:
        statement = select(rows.c.salt, rows.c.payload_digest, event_payloads.c.payload, rows.c.seq).join(
            event_payloads, event_payloads.c.event_id == rows.c.event_id
        )
        kept = reader.connection.execute(statement).all()
    assert len({row.payload_digest for row in kept}) == 2
    for row in kept:
        assert row.payload_digest == hashlib.sha256((row.salt + row.payload).encode()).hexdigest()
        assert row.seq is None  # it is not sealed yet


def test_an_event_whose_payload_was_erased_is_still_an_event(store: Store) -> None:
    event_id = write(store, lambda w: events.record(w, actor="a", action="job.changed", entity_id="x"))
    write(store, lambda w: w.connection.execute(delete(event_payloads)).close())
    with store.read() as reader:
        event = events.get_event(reader, event_id)
    assert (event.action, event.payload) == ("job.changed", None)


def test_an_unknown_event_is_not_found(store: Store) -> None:
    with store.read() as reader, pytest.raises(NotFound):
        events.get_event(reader, "ev_000000000000")
