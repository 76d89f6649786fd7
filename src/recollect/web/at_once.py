"""Answering in the thread of the event loop itself what only looks up a few rows, or only hands a write in.

Going to another thread and back takes 50 µs and more, as long as the whole answer. The loop is not held up: see
`docs/decisions/0031-answers-at-once.md`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from fastapi import Response
from starlette.types import Scope

from recollect.services.memory import Memory
from recollect.storage.store import NotAtOnce
from recollect.web.kept_answers import KeptAnswers

_TOO_SLOW_S = 0.05
_TOO_SLOW_IN_A_ROW = 3
_IN_THREADS_S = 10.0
"""When that many in a row took that long, because of a slow disk, say, nothing is answered at once for so long."""
_logger = logging.getLogger("recollect.server")


class AtOnce:
    """Answers without waiting, or says that it can't. Used by one thread alone."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._kept = KeptAnswers()
        self._slow_in_a_row = 0
        self._not_before = 0.0

    def find_kept(self, scope: Scope) -> Response | None:
        """Give the answer that this very question got before, while nothing has changed since."""
        try:
            return self._kept.find(self._memory.state(), _question(scope))
        except NotAtOnce:
            return None

    def read(self, scope: Scope, endpoint: Callable[..., Response], arguments: Mapping[str, Any]) -> Response | None:
        """Answer, and keep the answer; in the same turn of the loop as `find_kept`, so of the same state."""
        answer = self.call(endpoint, arguments)
        if answer is not None:
            self._kept.keep(_question(scope), answer)
        return answer

    def call(self, endpoint: Callable[..., Response], arguments: Mapping[str, Any]) -> Response | None:
        """Call an endpoint with the memory that doesn't wait, or give None when a thread has to."""
        began = time.perf_counter()
        if began < self._not_before:
            return None
        given = {name: self._memory if isinstance(value, Memory) else value for name, value in arguments.items()}
        try:
            return endpoint(**given)
        except NotAtOnce:
            return None
        finally:
            self._watch(time.perf_counter() - began)

    def _watch(self, seconds: float) -> None:
        self._slow_in_a_row = self._slow_in_a_row + 1 if seconds > _TOO_SLOW_S else 0
        if self._slow_in_a_row == _TOO_SLOW_IN_A_ROW:
            self._not_before = time.perf_counter() + _IN_THREADS_S
            self._slow_in_a_row = 0
            _logger.warning("looking up takes long, so it is done in threads for a while")


def _question(scope: Scope) -> Hashable:
    return scope["path"], scope["query_string"], scope["state"]["caller"]
