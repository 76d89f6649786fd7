"""The one runner of background work: threads that take items of tasks and carry them out."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from itertools import chain, zip_longest

from recollect.errors import CalledOff, DiskFull, RecollectError, StorageError, StorageUnavailable
from recollect.services.memory import Memory
from recollect.services.tasks.task_items import carry_out_item, fail_item
from recollect.services.tasks.task_kinds import KINDS
from recollect.storage.tasks import task_items
from recollect.storage.tasks.presence import Presence
from recollect.storage.tasks.task_items import ClaimedItem, ItemTaken
from recollect.storage.unit import UnitOfWork
from recollect.worker.item_watch import ItemWatch

_logger = logging.getLogger("recollect.tasks")
LOOK_AGAIN_S = 5.0
"""A task that another process handed in, or was killed over, waits this long at most."""
RETRY_S = 2.0
"""How long an item waits that the store could not keep."""
_TAKEN_AT_ONCE = 4
_STORAGE_TRIES = 3
_DRAIN_S = 15.0


class TaskRunner:
    """Carries out items until it is closed, `at_once` of them: of all tasks, or of one."""

    def __init__(self, memory: Memory, *, at_once: int = 2, task_id: str | None = None) -> None:
        self._memory = memory
        self._task_id = task_id
        self._kinds = [name for name, kind in KINDS.items() if kind.any_process]
        self._closing = threading.Event()
        self._rung = threading.Condition()
        self._rings = 0
        self._lock = threading.Lock()
        self._taken: deque[ClaimedItem] = deque()
        self._begun: set[int] = set()
        self._presence: Presence | None = None
        self._watch = ItemWatch(memory)
        self._stop_listening = memory.task_bell.listen(self._ring)
        self._threads = [
            threading.Thread(target=self._run, args=(number == 0,), name=f"recollect-task-{number}", daemon=True)
            for number in range(at_once)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Begin no further item; those under way go on."""
        self._closing.set()
        self._ring()

    def abandon(self) -> None:
        """Begin no further item, and give up those under way."""
        self.stop()
        self._watch.give_up_all()

    def close(self, drain_s: float = _DRAIN_S) -> None:
        """Stop, wait for the items under way, and give back what was not begun and give up what is not done by then."""
        self.stop()
        deadline = time.monotonic() + drain_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._watch.give_up_all()
        self._watch.close()
        self._stop_listening()
        if self._presence is None:
            return
        try:
            for workspace_id, task_seq, runner in self._held():
                if runner == self._presence.number:
                    self._give_back(workspace_id, task_seq, runner)
        except StorageError as error:
            _logger.warning("items could not be given back: %s; the next start takes them", error.detail)
        finally:
            self._presence.close()

    def _run(self, leads: bool) -> None:
        while not self._closing.is_set():
            rings = self._rings
            try:
                item = self._next(leads=leads)
            except StorageError as error:
                _logger.warning("tasks could not be read: %s", error.detail)
                item = None
            if item is None:
                self._wait_for_ring(rings, LOOK_AGAIN_S if leads else None)
            else:
                self._carry_out(item)
                self._memory.task_bell.ring()

    def _ring(self) -> None:
        with self._rung:
            self._rings += 1
            self._rung.notify_all()

    def _wait_for_ring(self, since: int, timeout_s: float | None) -> None:
        """Wait until somebody rings, or has rung since the number of rings was `since`."""
        with self._rung:
            self._rung.wait_for(lambda: self._rings != since or self._closing.is_set(), timeout_s)

    def _next(self, *, leads: bool) -> ClaimedItem | None:
        """Give an item to carry out, or None when there is none now."""
        with self._lock:
            if not self._taken:
                if leads:
                    self._free_abandoned()
                self._take()
            if len(self._taken) > 1:
                self._ring()  # there is work for another thread
            return self._taken.popleft() if self._taken else None

    def _take(self) -> None:
        """Take a few items of each task in turn, so that a long one does not keep a short one waiting."""
        with self._memory.store.read() as reader:
            found = task_items.list_claimable(reader, self._kinds, self._task_id)
        lots = []
        for task in found:
            runner = self._number()
            afresh = task.seq not in self._begun
            self._begun.add(task.seq)

            def take(
                work: UnitOfWork, seq: int = task.seq, runner: int = runner, afresh: bool = afresh
            ) -> list[ClaimedItem]:
                return task_items.claim_items(work, seq, runner, _TAKEN_AT_ONCE, afresh=afresh)

            lots.append(self._memory.store.write(take, task.workspace_id).result())
        self._taken.extend(item for item in chain.from_iterable(zip_longest(*lots)) if item is not None)

    def _carry_out(self, item: ClaimedItem) -> None:
        """Carry an item out; what the store could not keep is tried again, a full disk for ever."""
        refused = 0
        while True:
            try:
                if refused < _STORAGE_TRIES:
                    self._attempt(item)
                else:
                    self._fail(item, StorageUnavailable("The store could not do it, several times over. See the log."))
            except StorageError as error:
                _logger.warning("an item waits for the store: %s", error.detail)
                refused += not isinstance(error, DiskFull)
            else:
                return
            if self._closing.wait(RETRY_S):
                return

    def _attempt(self, item: ClaimedItem) -> None:
        """Carry an item out, unless it was taken back meanwhile; raises only what the store did."""
        with self._memory.store.read(item.workspace_id) as reader:
            if not task_items.is_held(reader, item):
                return
        with self._watch.over(item) as given_up:
            self._carry_out_once(item, given_up)

    def _carry_out_once(self, item: ClaimedItem, given_up: threading.Event) -> None:
        try:
            carry_out_item(self._memory, item, KINDS[item.kind].handle, given_up)
        except CalledOff:
            _logger.info("an item was given up: its task was paused or cancelled")
        except ItemTaken as error:
            _logger.warning("%s", error.detail)
        except StorageError:
            raise
        except Exception:
            if given_up.is_set() or self._closing.is_set():  # it was cut off, and is given back
                return
            _logger.exception("an item failed unexpectedly")
            self._fail(item, RecollectError("Something went wrong in Recollect itself. See the log."))

    def _fail(self, item: ClaimedItem, error: RecollectError) -> None:
        try:
            fail_item(self._memory, item, error)
        except ItemTaken as taken:
            _logger.warning("%s", taken.detail)

    def _number(self) -> int:
        """Give this runner's number; the first time, announce it."""
        if self._presence is None:
            self._presence = self._memory.store.announce()
        return self._presence.number

    def _free_abandoned(self) -> None:
        """Let the items be taken again that a process had which is gone."""
        mine = self._presence.number if self._presence else None
        for workspace_id, task_seq, runner in self._held():
            if runner != mine and not self._memory.store.is_present(runner):
                self._give_back(workspace_id, task_seq, runner)

    def _held(self) -> list[tuple[int, int, int]]:
        with self._memory.store.read() as reader:
            return task_items.list_held(reader)

    def _give_back(self, workspace_id: int, task_seq: int, runner: int) -> None:
        self._memory.store.commit(lambda work: task_items.give_back(work, task_seq, runner), workspace_id)
