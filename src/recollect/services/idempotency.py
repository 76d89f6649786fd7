"""Writes that carry an `Idempotency-Key` are carried out once and answered alike, whatever the retries and crashes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from recollect.domain.caller import Caller
from recollect.errors import IdempotencyKeyReused, RequestUnderWay
from recollect.services.memory import Memory
from recollect.storage.idempotency import find_answer, keep_answer
from recollect.storage.unit import UnitOfWork


@dataclass(frozen=True)
class Once:
    """One keyed request: its key, its route (method and path), the hash of its body, and how its answer is written."""

    key: str
    route: str
    body_sha256: str
    render: Callable[[Any], bytes]

    def around(self, complete: Callable[[Any], object]) -> Once:
        """Give the same request for a step of it whose value `complete` makes the answer's."""
        return replace(self, render=lambda value: self.render(complete(value)))


@dataclass
class UnderWay:
    """The keyed requests that this process is carrying out."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _keys: set[tuple[int, str, str, str]] = field(default_factory=set)

    @contextmanager
    def hold(self, caller: Caller, once: Once) -> Iterator[None]:
        """Keep a second request of the same key out meanwhile: it gets `RequestUnderWay`."""
        key = (caller.workspace_id, caller.caller_id, once.route, once.key)
        with self._lock:
            if key in self._keys:
                raise RequestUnderWay("A request with this Idempotency-Key is being carried out. Try again shortly.")
            self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)


def find_earlier_answer(memory: Memory, caller: Caller, once: Once) -> bytes | None:
    """Give the answer that this request got before, or None when it is new.

    Raises `IdempotencyKeyReused` when the key came before with another body.
    """
    with memory.read(caller) as reader:
        kept = find_answer(reader, caller_id=caller.caller_id, route=once.route, key=once.key, now=memory.clock())
    if kept is None:
        return None
    if kept.body_sha256 != once.body_sha256:
        raise IdempotencyKeyReused(
            "This Idempotency-Key came before with another body. Use a new key for a new request."
        )
    return kept.answer


def keep(work: UnitOfWork, caller: Caller, once: Once | None, value: object) -> None:
    """Keep the answer in the unit of its last effect, when the request carried a key."""
    if once is not None:
        keep_answer(
            work,
            caller_id=caller.caller_id,
            route=once.route,
            key=once.key,
            body_sha256=once.body_sha256,
            answer=once.render(value),
        )
