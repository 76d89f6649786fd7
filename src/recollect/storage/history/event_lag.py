"""How many events follow a sealed one, and since when; told from the index, whatever the number kept."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy import func, select

from recollect.domain.times import from_micros
from recollect.storage.history.event_chain import last_sealed
from recollect.storage.tables import events
from recollect.storage.unit import Reader


class Lag(Struct, frozen=True):
    """How many events come after one, and when the oldest of them was."""

    events: int
    oldest_at: datetime | None


def events_after(reader: Reader, seq: int) -> Lag:
    """Give how far an event, 0 for none, is behind the newest; events that are not sealed yet count too."""
    here = events.c.workspace_id == reader.workspace_id
    head = last_sealed(reader)
    unsealed, unsealed_at = reader.connection.execute(
        select(func.count(), func.min(events.c.at)).where(here, events.c.seq.is_(None))
    ).one()
    next_at = reader.connection.scalar(
        select(events.c.at).where(here, events.c.seq > seq).order_by(events.c.seq).limit(1)
    )
    oldest = next_at if next_at is not None else unsealed_at
    behind = max(0, (head.seq if head else 0) - seq) + unsealed
    return Lag(behind, None if oldest is None else from_micros(oldest))


def chain_digest_at(reader: Reader, seq: int) -> str | None:
    """Give the chained digest of a sealed event, or None when there is none of this number."""
    return reader.connection.scalar(
        select(events.c.chain_digest).where(events.c.workspace_id == reader.workspace_id, events.c.seq == seq)
    )
