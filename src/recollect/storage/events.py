"""Events: what changed, by whom, and what it was before. Written unsealed, in the change's own transaction."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import msgspec
from sqlalchemy import select

from recollect.domain.event import Event, EventPayload
from recollect.domain.ids import EventId, new_event_id
from recollect.domain.times import from_micros
from recollect.errors import NotFound
from recollect.storage.tables import event_payloads, events
from recollect.storage.unit import Reader, UnitOfWork

_NOT_UNDOABLE = frozenset({"job.selected", "resume.refused"})


class StoredEvent(Event, frozen=True, kw_only=True):
    """An event with what it needs to be undone: the record's version after it, and its payload."""

    record_version: int | None
    payload: EventPayload | None


def record(
    work: UnitOfWork,
    *,
    actor: str,
    action: str,
    entity_id: str,
    version: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> EventId:
    """Write an event; `action` is ``noun.verb``, `version` the record's version after it.

    The event itself holds ids and a salted digest of the payload; the payload stands apart, where it can be erased.
    """
    event_id = new_event_id()
    payload = msgspec.json.encode(EventPayload(before=before, after=after))
    salt = secrets.token_hex(16)
    work.append(
        events,
        {
            "event_id": event_id,
            "workspace_id": work.workspace_id,
            "seq": None,
            "at": work.now_micros,
            "actor": actor,
            "action": action,
            "entity": action.partition(".")[0],
            "entity_id": entity_id,
            "record_version": version,
            "salt": salt,
            "payload_digest": hashlib.sha256(salt.encode() + payload).hexdigest(),
            "chain_digest": None,
        },
    )
    work.append(event_payloads, {"event_id": event_id, "workspace_id": work.workspace_id, "payload": payload.decode()})
    return event_id


def get_event(reader: Reader, event_id: str) -> StoredEvent:
    """Give an event with its payload, or raise `NotFound`."""
    statement = (
        select(events, event_payloads.c.payload)
        .outerjoin(event_payloads, event_payloads.c.event_id == events.c.event_id)
        .where(events.c.workspace_id == reader.workspace_id, events.c.event_id == event_id)
    )
    row = reader.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound("There is no event of this id.", id=event_id)
    return StoredEvent(
        event_id=EventId(row.event_id),
        at=from_micros(row.at),
        actor=row.actor,
        action=row.action,
        entity=row.entity,
        entity_id=row.entity_id,
        summary=row.action.replace(".", " "),
        undoable=row.action not in _NOT_UNDOABLE and row.payload is not None,
        record_version=row.record_version,
        payload=msgspec.json.decode(row.payload, type=EventPayload) if row.payload else None,
    )
