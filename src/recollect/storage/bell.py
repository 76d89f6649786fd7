"""A bell that rings when something was done in this process, so that nobody has to look again and again."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Bell:
    """Calls those who listen, in the thread that rings. What they are called for, they look up themselves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listening: tuple[Callable[[], object], ...] = ()

    def listen(self, callback: Callable[[], object]) -> Callable[[], None]:
        """Call `callback` at each ring, which must not wait; give what ends that."""
        with self._lock:
            self._listening = (*self._listening, callback)

        def stop() -> None:
            with self._lock:
                self._listening = tuple(other for other in self._listening if other is not callback)

        return stop

    def subscribe(self) -> threading.Event:
        """Give an event that is set at each ring; who waits for it clears it before looking."""
        event = threading.Event()
        self.listen(event.set)
        return event

    def ring(self) -> None:
        """Wake everyone."""
        for callback in self._listening:
            callback()
