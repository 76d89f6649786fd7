"""Events: what changed, by whom, and what it was before. Written unsealed, in the change's own transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Row, select

from recollect.domain.event import EventPayload, digest_payload
from recollect.domain.ids import EventId, new_event_id, random_hex
from recollect.domain.times import from_micros
from recollect.errors import NotFound
from recollect.storage.tables import event_payloads, events
from recollect.storage.unit import Reader, UnitOfWork

WITH_PAYLOADS = select(events, event_payloads.c.payload).outerjoin(
    event_payloads, event_payloads.c.event_id == events.c.event_id
)


class StoredEvent(Struct, frozen=True, kw_only=True):
    """An event as it is kept. `seq` and `chain_digest` are None until it is sealed, the payload when it was erased."""

    event_id: EventId
    seq: int | None
    at: datetime
    actor: str
    action: str
    entity: str
    entity_id: str
    record_version: int | None
    salt: str
    payload_digest: str
    chain_digest: str | None
    payload_json: str | None

    @property
    def payload(self) -> EventPayload | None:
        """What the record was before and after."""
        return None if self.payload_json is None else msgspec.json.decode(self.payload_json, type=EventPayload)


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
    A record's event is written after the record: the order of events rests on that.
    """
    event_id = new_event_id()
    payload = _NO_PAYLOAD if before is None and after is None else _json(EventPayload(before=before, after=after))
    salt = random_hex(32)
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
            "payload_digest": digest_payload(salt, payload),
            "chain_digest": None,
        },
    )
    work.append(event_payloads, {"event_id": event_id, "workspace_id": work.workspace_id, "payload": payload})
    return event_id


def _json(payload: EventPayload) -> str:
    return msgspec.json.encode(payload).decode()


_NO_PAYLOAD = _json(EventPayload())


def get_event(reader: Reader, event_id: str) -> StoredEvent:
    """Give an event with its payload, or raise `NotFound`."""
    statement = WITH_PAYLOADS.where(events.c.workspace_id == reader.workspace_id, events.c.event_id == event_id)
    row = reader.connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound("There is no event of this id.", id=event_id)
    return stored_event(row)


def find_event(reader: Reader, entity_id: str, action: str, version: int) -> EventId | None:
    """Give the event of an action that brought a record to a version, or None."""
    statement = select(events.c.event_id).where(
        events.c.workspace_id == reader.workspace_id,
        events.c.entity_id == entity_id,
        events.c.action == action,
        events.c.record_version == version,
    )
    found = reader.connection.execute(statement.limit(1)).scalar_one_or_none()
    return None if found is None else EventId(found)


def stored_event(row: Row[Any]) -> StoredEvent:
    """Make the event of a row of `WITH_PAYLOADS`."""
    return StoredEvent(
        event_id=EventId(row.event_id),
        seq=row.seq,
        at=from_micros(row.at),
        actor=row.actor,
        action=row.action,
        entity=row.entity,
        entity_id=row.entity_id,
        record_version=row.record_version,
        salt=row.salt,
        payload_digest=row.payload_digest,
        chain_digest=row.chain_digest,
        payload_json=row.payload,
    )
