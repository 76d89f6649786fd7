"""What a unit that was handed in will have given once its commit is on disk.

Python's own future has a condition and a lock each, 6 µs in all. These share one lock, a commit is told as a whole, and
who waits brings what wakes it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from recollect.storage.unit import UnitOfWork

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Outcome: TypeAlias = tuple[Any, BaseException | None]
"""What a unit gave, or what it raised."""
_logger = logging.getLogger(__name__)
_WAITING, _BEGUN, _GIVEN_UP, _SETTLED = range(4)
_OVER = _GIVEN_UP
"""The first of the states that nothing follows."""
_changing = threading.Lock()
"""Held for a few instructions, by all who change a promise or ask it to be told."""


class Promise(Protocol[T_co]):
    """What `Store.write` gives: a part of Python's own future."""

    def done(self) -> bool:
        """Tell whether it is known what came of it."""
        ...

    def result(self, timeout: float | None = None) -> T_co:
        """Wait, and give what the unit gave or raise what it failed with."""
        ...

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait, and give what the unit failed with, or None."""
        ...

    def cancel(self) -> bool:
        """Give up what was not begun yet, and tell whether that was so."""
        ...

    def add_done_callback(self, callback: Callable[[Any], object], /) -> None:
        """Have `callback` called once it is done, in the thread that it is done by; at once when it is."""
        ...


class UnitPromise(Generic[T]):
    """The promise of a unit that waits for the one who writes.

    `hasten` is called by who waits without limit: it may carry out in this thread what waits.
    """

    __slots__ = ("_callbacks", "_error", "_hasten", "_state", "_value", "unit", "workspace_id")
    _value: T
    _error: BaseException | None

    def __init__(
        self, unit: Callable[[UnitOfWork], T], workspace_id: int, hasten: Callable[[UnitPromise[Any]], None]
    ) -> None:
        self.unit = unit
        self.workspace_id = workspace_id
        self._hasten = hasten
        self._state = _WAITING
        self._callbacks: list[Callable[[UnitPromise[T]], object]] | None = None

    def done(self) -> bool:
        """Tell whether it is known what came of it."""
        return self._state >= _OVER

    def result(self, timeout: float | None = None) -> T:
        """Wait, and give what the unit gave or raise what it failed with."""
        error = self.exception(timeout)
        if error is not None:
            raise error
        return self._value

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait, and give what the unit failed with, or None."""
        if self._state < _OVER:
            self._wait(timeout)
        if self._state == _GIVEN_UP:
            raise CancelledError
        return self._error

    def cancel(self) -> bool:
        """Give up what was not begun yet, and tell whether that was so."""
        with _changing:
            if self._state != _WAITING:
                return self._state == _GIVEN_UP
            self._state = _GIVEN_UP
        self._call_back()
        return True

    def add_done_callback(self, callback: Callable[[UnitPromise[T]], object]) -> None:
        """Have `callback` called once it is done, in the thread that it is done by; at once when it is."""
        with _changing:
            if self._state < _OVER:
                if self._callbacks is None:
                    self._callbacks = []
                self._callbacks.append(callback)
                return
        callback(self)

    def _wait(self, timeout: float | None) -> None:
        if timeout is None:
            self._hasten(self)
            if self._state >= _OVER:
                return
        gate = threading.Lock()
        gate.acquire()  # noqa: SIM115, RUF100 - it is the other one who lets go of it
        self.add_done_callback(lambda _: gate.release())
        if not gate.acquire(timeout=-1 if timeout is None else timeout):
            raise TimeoutError

    def _call_back(self) -> None:
        callbacks, self._callbacks = self._callbacks, None
        for callback in callbacks or ():
            try:
                callback(self)
            except Exception:  # what others make of it must not stop the one who writes
                _logger.exception("what was to be done after a commit failed")


def begin(promises: Sequence[UnitPromise[Any]]) -> list[UnitPromise[Any]]:
    """Give those that nobody gave up before this moment; from here on they can't be called back."""
    with _changing:
        wanted = [promise for promise in promises if promise._state == _WAITING]  # noqa: SLF001 - its own module
        for promise in wanted:
            promise._state = _BEGUN  # noqa: SLF001 - its own module
    return wanted


def settle(promises: Sequence[UnitPromise[Any]], outcomes: Sequence[Outcome]) -> None:
    """Tell what came of each. All of them are done before the first who waits goes on."""
    with _changing:
        for promise, (value, error) in zip(promises, outcomes, strict=True):
            promise._value, promise._error, promise._state = value, error, _SETTLED  # noqa: SLF001 - its own module
    for promise in promises:
        if promise._callbacks is not None:  # noqa: SLF001 - its own module
            promise._call_back()  # noqa: SLF001 - its own module
