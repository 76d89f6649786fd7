"""What is carried out once, whatever the retries and crashes: writes with an `Idempotency-Key`, items of tasks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from recollect.domain.caller import Caller
from recollect.errors import IdempotencyKeyReused, RequestUnderWay
from recollect.services.memory import Memory
from recollect.storage.idempotency import find_answer, keep_answer
from recollect.storage.unit import UnitOfWork


class Once(Protocol):
    """Something that is carried out once: it hears, in the unit of its last effect, what came of it."""

    def around(self, complete: Callable[[Any], object]) -> Once:
        """Give the same for a step of it whose value `complete` makes the whole's."""
        ...

    def keep(self, work: UnitOfWork, caller: Caller, value: object) -> None:
        """Keep in this unit that it is done, and its value; raises when it was done before."""
        ...


@dataclass(frozen=True)
class KeyedRequest:
    """One keyed request: its key, its route (method and path), the hash of its body, and how its answer is written."""

    key: str
    route: str
    body_sha256: str
    render: Callable[[Any], bytes]

    def around(self, complete: Callable[[Any], object]) -> KeyedRequest:
        """Give the same request for a step of it whose value `complete` makes the answer's."""
        return replace(self, render=lambda value: self.render(complete(value)))

    def keep(self, work: UnitOfWork, caller: Caller, value: object) -> None:
        """Keep the answer."""
        keep_answer(
            work,
            caller_id=caller.caller_id,
            route=self.route,
            key=self.key,
            body_sha256=self.body_sha256,
            answer=self.render(value),
        )


@dataclass
class UnderWay:
    """The keyed requests that this process is carrying out."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _keys: set[tuple[int, str, str, str]] = field(default_factory=set)

    @contextmanager
    def hold(self, caller: Caller, once: KeyedRequest) -> Iterator[None]:
        """Keep a second request of the same key out meanwhile: it gets `RequestUnderWay`."""
        self.begin(caller, once)
        try:
            yield
        finally:
            self.end(caller, once)

    def begin(self, caller: Caller, once: KeyedRequest) -> None:
        """Keep a second request of the same key out until `end`."""
        key = (caller.workspace_id, caller.caller_id, once.route, once.key)
        with self._lock:
            if key in self._keys:
                raise RequestUnderWay("A request with this Idempotency-Key is being carried out. Try again shortly.")
            self._keys.add(key)

    def end(self, caller: Caller, once: KeyedRequest) -> None:
        """Let the next one in."""
        with self._lock:
            self._keys.discard((caller.workspace_id, caller.caller_id, once.route, once.key))


def find_earlier_answer(memory: Memory, caller: Caller, once: KeyedRequest) -> bytes | None:
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
    """Keep what came of something in the unit of its last effect, when it is to be carried out once."""
    if once is not None:
        once.keep(work, caller, value)
