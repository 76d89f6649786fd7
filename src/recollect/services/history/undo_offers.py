"""What was just done, told to who did it, with the offer to undo it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.event import summarise
from recollect.domain.ids import EventId
from recollect.errors import NotFound
from recollect.services.history.undoing import find_undoable, undo
from recollect.services.memory import Memory
from recollect.storage.history.events import StoredEvent, get_event


class UndoOffer(Struct, frozen=True, kw_only=True):
    """What was done in words, and the events that can be undone as things stand, in the order they happened."""

    summary: str
    event_ids: tuple[EventId, ...]


def offer_undo(memory: Memory, caller: Caller, event_ids: Sequence[str]) -> UndoOffer | None:
    """Say what these events did and which can be undone; None when none of them is there."""
    found: list[StoredEvent] = []
    with memory.read(caller) as reader:
        for event_id in event_ids:
            with suppress(NotFound):
                found.append(get_event(reader, event_id))
        undoable = find_undoable(reader, found)
    if not found:
        return None
    said = summarise(found[0].action, found[0].payload)
    return UndoOffer(
        summary=said if len(found) == 1 else f"{said}, {len(found)} times",
        event_ids=tuple(event.event_id for event in found if event.event_id in undoable),
    )


def undo_all(memory: Memory, caller: Caller, event_ids: Sequence[str]) -> None:
    """Undo what these events did, the newest first; raises as `undo` does at the first that can't be undone."""
    for event_id in reversed(event_ids):
        undo(memory, caller, event_id)
