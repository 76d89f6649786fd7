"""Events: every change writes one, and sealing chains them in an order that nobody can rearrange unseen."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from recollect.domain.ids import EventId

NO_DIGEST = ""
"""What stands before the first event of a chain."""

_NOUNS = {"resume": "Résumé"}


class Event(Struct, frozen=True, kw_only=True):
    """One change: who did what to which record, and whether it can be undone as things stand."""

    event_id: EventId
    seq: int | None
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


class ChainHead(Struct, frozen=True):
    """Where the chain of a workspace ends: the `seq` of its newest sealed event, and that event's digest."""

    seq: int
    chain_digest: str


def chain_digest(
    previous: str,
    *,
    seq: int,
    event_id: str,
    at_micros: int,
    actor: str,
    action: str,
    entity: str,
    entity_id: str,
    record_version: int | None,
    payload_digest: str,
) -> str:
    """Give the digest that seals an event: SHA-256 of a JSON array of the digest before it and what the event says.

    Of the payload only its digest goes in, and the salt of that does not, so that both can be erased.
    """
    said = (previous, seq, event_id, at_micros, actor, action, entity, entity_id, record_version, payload_digest)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def digest_payload(salt: str, payload: str) -> str:
    """Give the salted digest of a payload as it is kept, a JSON text."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()


def summarise(action: str, payload: EventPayload | None) -> str:
    """Say what happened, such as ``Job changed``; nothing of a person but what their payload still holds."""
    noun, _, verb = action.partition(".")
    said = f"{_NOUNS.get(noun, noun.capitalize())} {verb.replace('_', ' ')}"
    after = (payload.after or {}) if payload else {}
    more = after.get("error") or after.get("task_kind")
    return f"{said}: {str(more).replace('_', ' ')}" if more else said
