"""The sealer: a thread that sleeps until something is committed, and seals what that wrote."""

from __future__ import annotations

import logging
import threading

from recollect.errors import StorageError
from recollect.services.history.event_sealing import seal_events
from recollect.services.memory import Memory

_logger = logging.getLogger("recollect.sealer")
GATHER_S = 0.1
"""Commits that follow each other this closely are sealed together."""
LOOK_AGAIN_S = 5.0
"""Another process' events, should it have been killed before it sealed them, wait this long at most."""


class Sealer:
    """Seals events soon after their commit, until it is closed; then what is left."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._wake = threading.Event()
        self._wake.set()  # what an earlier process left is sealed at once
        self._stop_listening = memory.store.bell.listen(self._wake.set)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recollect-sealer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Seal what there is, and end."""
        self._closing.set()
        self._wake.set()
        self._thread.join()
        self._stop_listening()

    def _run(self) -> None:
        while not self._closing.is_set():
            self._wake.wait(LOOK_AGAIN_S)
            self._wake.clear()
            self._seal()
            self._closing.wait(GATHER_S)
        self._seal()

    def _seal(self) -> None:
        try:
            seal_events(self._memory)
        except StorageError as error:
            _logger.warning("events could not be sealed yet: %s", error.detail)
