"""Sealing: unsealed events get their `seq`, and each a digest over itself and the one before.

The events to be sealed are those without a `seq`, whatever came before or after them, so none is ever passed over.
Among them the order is that of insertion, which puts an event after all that its transaction could have seen.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, bindparam, exists, func, insert, literal_column, select, text, update

from recollect.domain.event import NO_DIGEST, ChainHead, chain_digest
from recollect.domain.times import from_micros, to_micros
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.events import WITH_PAYLOADS, StoredEvent, stored_event
from recollect.storage.tables import event_chains, events, workspaces
from recollect.storage.unit import Reader, UnitOfWork

EVENTS_A_UNIT = 500
_SEAL_LOCK = 7_230_665_130
_SEAL = (
    update(events)
    .where(events.c.event_id == bindparam("sealed_id"))
    .values(seq=bindparam("new_seq"), chain_digest=bindparam("new_digest"))
)


class AuditFilter(Struct, frozen=True, kw_only=True):
    """Which events: of a kind of record, of one record, by whom, from when on, before when."""

    kind: str | None = None
    entity_id: str | None = None
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class AuditPage(Struct, frozen=True):
    """Some sealed events, newest first, and where the next page begins."""

    events: tuple[StoredEvent, ...]
    next_cursor: str | None


def seal_events(work: UnitOfWork, limit: int = EVENTS_A_UNIT) -> int:
    """Seal the oldest unsealed events of the workspace, and tell how many; one sealer works at a time."""
    if work.dialect == "postgresql":  # on SQLite the writer's lock does that already
        work.connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SEAL_LOCK})
    head = last_sealed(work)
    seq, digest = (head.seq, head.chain_digest) if head else (0, NO_DIGEST)
    sealed: list[dict[str, Any]] = []
    for row in _unsealed(work, limit):
        seq += 1
        digest = _digest(digest, seq, row.at, row)
        sealed.append({"sealed_id": row.event_id, "new_seq": seq, "new_digest": digest})
    if sealed:
        work.connection.execute(_SEAL, sealed)
        move_head(work, head, ChainHead(seq, digest))
    return len(sealed)


def has_unsealed(reader: Reader) -> bool:
    """Tell whether there is anything to seal in the workspace."""
    waiting = select(events.c.event_id).where(events.c.workspace_id == reader.workspace_id, events.c.seq.is_(None))
    return reader.connection.execute(waiting.limit(1)).first() is not None


def count_unsealed(reader: Reader) -> int:
    """Count the events that wait for the sealer."""
    waiting = select(func.count()).where(events.c.workspace_id == reader.workspace_id, events.c.seq.is_(None))
    return int(reader.connection.execute(waiting).scalar_one())


def last_sealed(reader: Reader) -> ChainHead | None:
    """Give where the workspace's chain ends, or None before its first event is sealed."""
    row = reader.connection.execute(
        select(event_chains.c.seq, event_chains.c.chain_digest).where(
            event_chains.c.workspace_id == reader.workspace_id
        )
    ).one_or_none()
    return ChainHead(row.seq, row.chain_digest) if row else None


def sealed_until(reader: Reader) -> datetime | None:
    """Tell when what the newest sealed event says happened, or None before there is one."""
    at = reader.connection.execute(
        select(events.c.at)
        .join(event_chains, event_chains.c.workspace_id == events.c.workspace_id)
        .where(events.c.workspace_id == reader.workspace_id, events.c.seq == event_chains.c.seq)
    ).scalar_one_or_none()
    return None if at is None else from_micros(at)


def sealed_after(reader: Reader, seq: int, limit: int = EVENTS_A_UNIT) -> list[StoredEvent]:
    """Give the sealed events that follow `seq`, in their order, with their payloads."""
    statement = (
        WITH_PAYLOADS.where(events.c.workspace_id == reader.workspace_id, events.c.seq > seq)
        .order_by(events.c.seq)
        .limit(limit)
    )
    return [stored_event(row) for row in reader.connection.execute(statement)]


def list_sealed(reader: Reader, narrowed: AuditFilter, *, cursor: str | None, limit: int) -> AuditPage:
    """Give one page of the sealed events, newest first; those that pass are found by an index alone."""
    # Few events are of one record: they are found by its id, not by going through all of them in their order.
    age = events.c.seq if narrowed.entity_id is None else events.c.seq + 0
    passing = select(events.c.seq).where(events.c.workspace_id == reader.workspace_id, age.is_not(None))
    wanted = (
        (events.c.entity, narrowed.kind),
        (events.c.entity_id, narrowed.entity_id),
        (events.c.actor, narrowed.actor),
    )
    passing = passing.where(*(column == value for column, value in wanted if value is not None))
    if narrowed.since is not None:
        passing = passing.where(events.c.at >= to_micros(narrowed.since))
    if narrowed.until is not None:
        passing = passing.where(events.c.at < to_micros(narrowed.until))
    scope = f"audit:{narrowed}"
    if cursor:
        (below,) = decode_cursor(scope, cursor)
        passing = passing.where(age < below)
    found = reader.connection.execute(passing.order_by(age.desc()).limit(limit + 1)).scalars().all()
    shown = found[:limit]
    next_cursor = encode_cursor(scope, shown[-1] or 0) if len(found) > limit else None
    whole = WITH_PAYLOADS.where(events.c.workspace_id == reader.workspace_id, events.c.seq.in_(shown))
    rows = reader.connection.execute(whole.order_by(events.c.seq.desc())) if shown else ()
    return AuditPage(tuple(stored_event(row) for row in rows), next_cursor)


def list_workspaces_to_seal(reader: Reader) -> list[int]:
    """Give the workspaces that have unsealed events."""
    waiting = exists().where(events.c.workspace_id == workspaces.c.workspace_id, events.c.seq.is_(None))
    return list(reader.connection.execute(select(workspaces.c.workspace_id).where(waiting)).scalars())


def expected_digest(previous: str, event: StoredEvent) -> str:
    """Give the digest that a sealed event must have after `previous`."""
    return _digest(previous, event.seq or 0, to_micros(event.at), event)


def _unsealed(work: UnitOfWork, limit: int) -> list[Row[Any]]:
    inserted = literal_column("events.rowid") if work.dialect == "sqlite" else events.c.written
    waiting = (
        select(events)
        .where(events.c.workspace_id == work.workspace_id, events.c.seq.is_(None))
        .order_by(inserted)
        .limit(limit)
    )
    return list(work.connection.execute(waiting))


def _digest(previous: str, seq: int, at_micros: int, event: StoredEvent | Row[Any]) -> str:
    return chain_digest(
        previous,
        seq=seq,
        event_id=event.event_id,
        at_micros=at_micros,
        actor=event.actor,
        action=event.action,
        entity=event.entity,
        entity_id=event.entity_id,
        record_version=event.record_version,
        payload_digest=event.payload_digest,
    )


def move_head(work: UnitOfWork, head: ChainHead | None, to: ChainHead) -> None:
    """Note where the workspace's chain ends now, after `head`."""
    values = {"seq": to.seq, "chain_digest": to.chain_digest}
    if head is None:
        work.connection.execute(insert(event_chains).values(workspace_id=work.workspace_id, **values))
    else:
        work.connection.execute(
            update(event_chains).where(event_chains.c.workspace_id == work.workspace_id).values(**values)
        )
