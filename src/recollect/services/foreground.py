"""Whether somebody waits for an answer now, so that work nobody waits for lets them go first.

Threads of one process share one interpreter: beside a thread that computes without end, each answer takes many times
as long. What only reads ahead therefore looks here between two pieces of work.
"""

from __future__ import annotations

import time
from collections.abc import Callable

QUIET_S = 0.03
"""So long nobody must have waited, before other work goes on: a page is often followed by its parts at once."""
MOST_S = 0.5
"""So long other work waits at most before each piece, so that it comes to an end on a busy server too."""
_LOOK_EVERY_S = 0.005


class Foreground:
    """Counts who waits for an answer. One thread counts, the server's; any thread may wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, rest: Callable[[float], None] = time.sleep) -> None:
        self._clock = clock
        self._rest = rest
        self.waiting = 0
        self._last = -QUIET_S

    def arrive(self) -> None:
        """Note that somebody waits from now on."""
        self.waiting += 1

    def leave(self) -> None:
        """Note that one of them has an answer."""
        self.waiting -= 1
        self._last = self._clock()

    def let_pass(self) -> None:
        """Wait until nobody waits and nobody did for `QUIET_S`, but `MOST_S` at most."""
        until = self._clock() + MOST_S
        while self._is_busy() and self._clock() < until:
            self._rest(_LOOK_EVERY_S)

    def _is_busy(self) -> bool:
        return self.waiting > 0 or self._clock() < self._last + QUIET_S
