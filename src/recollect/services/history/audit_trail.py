"""The audit trail: sealed events, newest first, and the proof that none of them was touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.event import NO_DIGEST, ChainHead, Event, digest_payload, summarise
from recollect.domain.ids import EventId, kind_of_id
from recollect.errors import StorageError
from recollect.services.history.event_sealing import seal_events
from recollect.services.history.undoing import find_undoable
from recollect.services.memory import Memory
from recollect.storage.history import event_chain
from recollect.storage.history.event_chain import AuditFilter
from recollect.storage.history.events import StoredEvent
from recollect.storage.unit import Reader


class AuditTrail(Struct, frozen=True):
    """One page of the audit trail, and where the next begins."""

    events: tuple[Event, ...]
    next_cursor: str | None


class ChainProblem(Struct, frozen=True, kw_only=True):
    """Something that is not as it was sealed: at which event and `seq`, and what."""

    event_id: EventId | None
    seq: int
    problem: str

    def in_words(self) -> str:
        """Name the event and say what is wrong with it."""
        named = f"event {self.event_id}, seq {self.seq}" if self.event_id else f"the chain, seq {self.seq}"
        return f"{named}: {self.problem}"


class ChainVerification(Struct, frozen=True, kw_only=True):
    """How much of the chain was checked, and what is wrong; nobody touched it when `problems` is empty.

    `head` is where it ends: whoever noted it down elsewhere can tell later that nothing before it was rewritten.
    """

    events: int
    erased: int
    unsealed: int
    head: ChainHead | None
    problems: tuple[ChainProblem, ...]


class ChainStretch(Struct, frozen=True):
    """Some of the chain: what is sealed after a `seq` and up to another; None for the beginning and the end."""

    after_seq: int | None = None
    until_seq: int | None = None


class StretchVerification(Struct, frozen=True, kw_only=True):
    """How much of a stretch was checked, the `seq` that it ends with, and what is wrong."""

    events: int
    erased: int
    last_seq: int
    problems: tuple[ChainProblem, ...]


def list_events(
    memory: Memory,
    caller: Caller,
    *,
    entity: str | None = None,
    actor: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: int,
) -> AuditTrail:
    """Give one page of the trail, newest first; `entity` is a kind of record, such as ``job``, or an id."""
    with suppress(StorageError):  # a store that can't be written is still read: what waits gets its place later
        seal_events(memory)
    is_kind = entity is not None and entity.isalpha() and kind_of_id(entity) is None
    narrowed = AuditFilter(
        kind=entity if is_kind else None,
        entity_id=None if is_kind else entity,
        actor=actor,
        since=since,
        until=until,
    )
    with memory.read(caller) as reader:
        page = event_chain.list_sealed(reader, narrowed, cursor=cursor, limit=limit)
        undoable = find_undoable(reader, page.events)
    return AuditTrail(tuple(_shown(event, undoable) for event in page.events), page.next_cursor)


def verify_chain(
    memory: Memory, caller: Caller, progress: Callable[[int], None] = lambda _done: None
) -> ChainVerification:
    """Compute every digest of the chain anew, and compare every payload that was not erased with its own."""
    with memory.read(caller) as reader:
        return verify_chain_in(reader, progress)


def verify_chain_in(reader: Reader, progress: Callable[[int], None] = lambda _done: None) -> ChainVerification:
    """Verify the chain of a reader's workspace."""
    head = event_chain.last_sealed(reader)
    found = verify_stretch(reader, ChainStretch(), head, progress)
    return ChainVerification(
        events=found.events,
        erased=found.erased,
        unsealed=event_chain.count_unsealed(reader),
        head=head,
        problems=(*found.problems, *verify_end(reader, found.last_seq, head)),
    )


def verify_stretch(
    reader: Reader, stretch: ChainStretch, head: ChainHead | None, progress: Callable[[int], None]
) -> StretchVerification:
    """Verify some of the chain, beginning with what the event before it says of itself.

    Stretches that follow each other verify what they verify together. `head` is where the chain ended beforehand.
    """
    before = None if stretch.after_seq is None else event_chain.last_up_to(reader, stretch.after_seq)
    seq, digest = (before.seq, before.chain_digest) if before else (0, NO_DIGEST)
    problems: list[ChainProblem] = []
    checked, erased = 0, 0
    for event in _each_sealed(reader, stretch):
        problems += _check(event, seq, digest, head)
        if event.seq is not None and event.seq > 0:
            seq, digest = event.seq, event.chain_digest or NO_DIGEST
        checked += 1
        erased += event.payload_json is None
        progress(checked)
    return StretchVerification(events=checked, erased=erased, last_seq=seq, problems=tuple(problems))


def verify_end(reader: Reader, last_seq: int, head_before: ChainHead | None) -> Iterator[ChainProblem]:
    """Compare where the events end with where the chain did before they were read, and does now."""
    head_after = event_chain.last_sealed(reader)
    ended = head_before.seq if head_before else 0
    if last_seq < ended:
        missing = _span(last_seq + 1, ended)
        yield ChainProblem(event_id=None, seq=ended, problem=f"the newest events are missing, those of seq {missing}")
    if last_seq > (head_after.seq if head_after else 0):
        yield ChainProblem(event_id=None, seq=last_seq, problem="events stand after the end of the chain")


def _shown(event: StoredEvent, undoable: frozenset[EventId]) -> Event:
    return Event(
        event_id=event.event_id,
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        action=event.action,
        entity=event.entity,
        entity_id=event.entity_id,
        summary=summarise(event.action, event.payload),
        undoable=event.event_id in undoable,
    )


def _each_sealed(reader: Reader, stretch: ChainStretch) -> Iterator[StoredEvent]:
    seq = -(2**63) if stretch.after_seq is None else stretch.after_seq
    while batch := event_chain.sealed_after(reader, seq, until=stretch.until_seq):
        yield from batch
        seq = batch[-1].seq or 0


def _check(event: StoredEvent, seq_before: int, digest_before: str, head: ChainHead | None) -> Iterator[ChainProblem]:
    seq = event.seq or 0
    if seq < 1:
        yield ChainProblem(event_id=event.event_id, seq=seq, problem="it was put in before the first event")
    elif seq > seq_before + 1:
        missing = _span(seq_before + 1, seq - 1)
        yield ChainProblem(
            event_id=event.event_id, seq=seq, problem=f"what came before it is missing: the events of seq {missing}"
        )
    elif event.chain_digest != event_chain.expected_digest(digest_before, event):
        yield ChainProblem(
            event_id=event.event_id, seq=seq, problem="it was changed, moved or put in after it was sealed"
        )
    if event.payload_json is not None and digest_payload(event.salt, event.payload_json) != event.payload_digest:
        yield ChainProblem(event_id=event.event_id, seq=seq, problem="its payload is not what was sealed")
    if head is not None and seq == head.seq and event.chain_digest != head.chain_digest:
        yield ChainProblem(event_id=event.event_id, seq=seq, problem="it is not the event that the chain ended with")


def _span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first} to {last}"
