"""A bell that rings at every commit of this process, so that nobody has to look again and again."""

from __future__ import annotations

import threading


class CommitBell:
    """Sets the events of those who subscribed. A ring that comes while one is busy is there when it looks next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: tuple[threading.Event, ...] = ()

    def subscribe(self) -> threading.Event:
        """Give an event that is set at each commit; who waits for it clears it before looking."""
        event = threading.Event()
        with self._lock:
            self._waiting = (*self._waiting, event)
        return event

    def unsubscribe(self, event: threading.Event) -> None:
        """Ring no more for who had that event."""
        with self._lock:
            self._waiting = tuple(other for other in self._waiting if other is not event)

    def ring(self) -> None:
        """Wake everyone."""
        for event in self._waiting:
            event.set()
