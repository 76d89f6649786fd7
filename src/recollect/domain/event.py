"""Events: every change writes one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from recollect.domain.ids import EventId


class Event(Struct, frozen=True, kw_only=True):
    """One change: who did what to which record, and whether it can be undone."""

    event_id: EventId
    at: datetime
    actor: str
    action: str
    entity: str
    entity_id: str
    summary: str
    undoable: bool


class EventPayload(Struct, frozen=True, kw_only=True):
    """What the record was before and after; kept apart, so that erasure can empty it."""

    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
