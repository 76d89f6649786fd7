"""Items under way that are no longer to be carried out, since their task was paused or cancelled, are given up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from recollect.errors import StorageError
from recollect.services.memory import Memory
from recollect.storage.tasks import task_items
from recollect.storage.tasks.task_items import ClaimedItem

_logger = logging.getLogger("recollect.tasks")
_Key = tuple[int, int, int]
"""The task's `seq`, the item's number, and who holds it."""
LOOK_EVERY_S = 0.25
"""Who pauses a task, in whichever process, is obeyed this late at most."""


class ItemWatch:
    """Compares what this process carries out with what it still holds, for as long as it carries something out."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._changed = threading.Condition()
        self._under_way: dict[_Key, threading.Event] = {}
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recollect-task-watch", daemon=True)
        self._thread.start()

    @contextmanager
    def over(self, item: ClaimedItem) -> Iterator[threading.Event]:
        """Watch over an item during the block; the event is set once it is given up."""
        key, given_up = (item.task_seq, item.number, item.runner), threading.Event()
        with self._changed:
            earlier = self._under_way.get(key)
            if earlier is not None:  # this process lost it and took it anew
                earlier.set()
            self._under_way[key] = given_up
            self._changed.notify_all()
        try:
            yield given_up
        finally:
            with self._changed:
                if self._under_way.get(key) is given_up:
                    del self._under_way[key]

    def give_up_all(self) -> None:
        """Give up whatever is under way."""
        with self._changed:
            for given_up in self._under_way.values():
                given_up.set()

    def close(self) -> None:
        """Watch no longer."""
        with self._changed:
            self._closed.set()
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed.is_set() or self._under_way)
            if self._closed.wait(LOOK_EVERY_S):
                return
            with self._changed:
                watched = dict(self._under_way)
            try:
                held = self._held(watched)
            except StorageError as error:
                _logger.warning("items under way could not be looked at: %s", error.detail)
                continue
            for key, given_up in watched.items():
                if key not in held:
                    given_up.set()

    def _held(self, watched: Collection[_Key]) -> set[_Key]:
        if not watched:
            return set()
        with self._memory.store.read() as reader:
            return task_items.list_held_items(reader, {key[0] for key in watched})
