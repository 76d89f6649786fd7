"""Sealing: unsealed events get their `seq`, and each a digest over itself and the one before.

The events to be sealed are those without a `seq`, whatever came before or after them, so none is ever passed over.
Among them the order is that of insertion, which puts an event after all that its transaction could have seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Row, bindparam, exists, func, insert, literal_column, select, text, update

from recollect.domain.event import NO_DIGEST, ChainHead, chain_digest
from recollect.domain.times import from_micros, to_micros
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.history.events import WITH_PAYLOADS, StoredEvent, stored_event
from recollect.storage.prepared import Prepared
from recollect.storage.tables import event_chains, events, workspaces
from recollect.storage.unit import Reader, UnitOfWork

EVENTS_A_UNIT = 500
_SEAL_LOCK = 7_230_665_130
_SEAL = (
    update(events)
    .where(events.c.event_id == bindparam("sealed_id"))
    .values(seq=bindparam("new_seq"), chain_digest=bindparam("new_digest"))
)
_SEAL_ON_SQLITE = "UPDATE events SET seq = ?, chain_digest = ? WHERE rowid = ?"
"""By the driver itself: a built statement costs as much again for each row."""
_ROWID: ColumnElement[int] = literal_column("events.rowid")
_UNSEALED_ON_SQLITE = Prepared(
    select(events, _ROWID.label("place"))
    .where(events.c.workspace_id == bindparam("workspace_id"), events.c.seq.is_(None))
    .order_by(_ROWID)
    .limit(bindparam("most"))
)
_SEALED_AFTER = Prepared(
    WITH_PAYLOADS.where(
        events.c.workspace_id == bindparam("workspace_id"),
        events.c.seq > bindparam("after"),
        events.c.seq <= bindparam("until"),
    )
    .order_by(events.c.seq)
    .limit(bindparam("most"))
)
_NO_END = 2**63 - 1


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
    waiting = _unsealed(work, limit)
    sealed: list[tuple[int, str]] = []
    for row in waiting:
        seq += 1
        digest = _digest(digest, seq, row.at, row)
        sealed.append((seq, digest))
    if sealed:
        _seal(work, waiting, sealed)
        move_head(work, head, ChainHead(seq, digest))
    return len(sealed)


def count_unsealed(reader: Reader) -> int:
    """Count the events that wait for the sealer."""
    waiting = select(func.count()).where(events.c.workspace_id == reader.workspace_id, events.c.seq.is_(None))
    return int(reader.connection.execute(waiting).scalar_one())


def count_events(reader: Reader) -> int:
    """Give how many events there are; every change of a record adds one, and none is ever taken away."""
    head = last_sealed(reader)
    return (head.seq if head else 0) + count_unsealed(reader)


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


def sealed_after(
    reader: Reader, seq: int, limit: int = EVENTS_A_UNIT, *, until: int | None = None
) -> list[StoredEvent]:
    """Give the sealed events that follow `seq`, those up to `until`, in their order, with their payloads."""
    asked = {
        "workspace_id": reader.workspace_id,
        "after": seq,
        "until": _NO_END if until is None else until,
        "most": limit,
    }
    return [stored_event(row) for row in _SEALED_AFTER.rows(reader, asked)]


def last_up_to(reader: Reader, seq: int) -> ChainHead | None:
    """Give the last sealed event up to `seq` with the digest that it says of itself, or None before the first."""
    statement = select(events.c.seq, events.c.chain_digest).where(
        events.c.workspace_id == reader.workspace_id, events.c.seq <= seq, events.c.seq > 0
    )
    row = reader.connection.execute(statement.order_by(events.c.seq.desc()).limit(1)).one_or_none()
    return ChainHead(row.seq, row.chain_digest or NO_DIGEST) if row else None


def last_seq(reader: Reader) -> int:
    """Give the `seq` of the last sealed event that is there, or 0."""
    last = last_up_to(reader, 2**63 - 1)
    return last.seq if last else 0


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


def _unsealed(work: UnitOfWork, limit: int) -> Sequence[Row[Any]]:
    if work.dialect == "sqlite":
        return _UNSEALED_ON_SQLITE.rows(work, {"workspace_id": work.workspace_id, "most": limit})
    waiting = (
        select(events)
        .where(events.c.workspace_id == work.workspace_id, events.c.seq.is_(None))
        .order_by(events.c.written)
        .limit(limit)
    )
    return work.connection.execute(waiting).all()


def _seal(work: UnitOfWork, waiting: Sequence[Row[Any]], sealed: Sequence[tuple[int, str]]) -> None:
    pairs = zip(waiting, sealed, strict=True)
    if (driver := work.sqlite) is not None:
        driver.executemany(_SEAL_ON_SQLITE, [(seq, digest, row.place) for row, (seq, digest) in pairs])
        return
    rows = [{"sealed_id": row.event_id, "new_seq": seq, "new_digest": digest} for row, (seq, digest) in pairs]
    work.connection.execute(_SEAL, rows)


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
