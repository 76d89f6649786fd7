"""`recollect` with one seam cut open: `python faulty_server.py FAULT serve …`.

Five faults break a promise, so that the tests which prove it are seen to fail: `acknowledges-early`,
`documents-late`, `erases-rows-only`, `archive-uncut` and `completes-apart`, which is killed between an item's effect
and its completion. The others stop the program at one exact moment: `dies-after-commit` and `dies-before-commit` at
the write whose number is in TEST_WRITE, `archive-dies` when the logs of the archive are on disk and that checkpoint is
not, `dies-after-erasing-rows` when a person's rows are gone, `holds-writes` until the file `release` stands in the data
folder.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from recollect import bootstrap
from recollect.__main__ import main
from recollect.archive import durable, writer
from recollect.archive.checkpoint import Checkpoint, write_checkpoint
from recollect.domain.caller import DEFAULT_WORKSPACE, Caller
from recollect.domain.times import Clock, utc_now
from recollect.services.memory import Memory
from recollect.services.tasks import task_items as item_services
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.files.blobs import LocalBlobs
from recollect.storage.promises import Promise
from recollect.storage.store import Unit
from recollect.storage.tasks import task_items
from recollect.storage.tasks.task_items import ClaimedItem
from recollect.storage.unit import UnitOfWork
from recollect.worker import archivist

T = TypeVar("T")

SLOW_DISK_S = 0.25
_AT = "TEST_WRITE"
_UPKEEP = "recollect-upkeep"


class SeamStore(SqliteStore):
    """Has every write that is asked for, but not those of the background, go through `pass_on`."""

    def commit(self, unit: Unit[T], workspace_id: int = DEFAULT_WORKSPACE) -> T:
        if threading.current_thread().name == _UPKEEP:
            return super().commit(unit, workspace_id)
        return self.pass_on(unit, workspace_id).result()

    def pass_on(self, unit: Unit[T], workspace_id: int) -> Promise[T]:
        return self.write(unit, workspace_id)


class EarlyStore(SeamStore):
    """Says that a write is done before it is committed."""

    def pass_on(self, unit: Unit[T], workspace_id: int) -> Promise[T]:
        told: Future[T] = Future()

        def carry_out(work: UnitOfWork) -> T:
            value = unit(work)
            if not told.done():
                told.set_result(value)
            time.sleep(SLOW_DISK_S)
            return value

        super().pass_on(carry_out, workspace_id)
        return told


class _CountingStore(SeamStore):
    def __init__(self, path: Path, *, clock: Clock = utc_now) -> None:
        super().__init__(path, clock=clock)
        self._numbers = itertools.count()  # the store's own first write, at start, is number 0
        self._fatal = int(os.environ.get(_AT, "0"))

    def is_fatal(self) -> bool:
        return 0 < self._fatal == next(self._numbers)


class DyingAfterCommit(_CountingStore):
    """Is killed when a write is on disk and nobody was told yet."""

    def pass_on(self, unit: Unit[T], workspace_id: int) -> Promise[T]:
        fatal = self.is_fatal()
        written = super().pass_on(unit, workspace_id)
        if fatal:
            written.result()
            os.kill(os.getpid(), signal.SIGKILL)
        return written


class DyingBeforeCommit(_CountingStore):
    """Is killed when all that comes before a write was done, and the write was not."""

    def pass_on(self, unit: Unit[T], workspace_id: int) -> Promise[T]:
        if self.is_fatal():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().pass_on(unit, workspace_id)


class HoldingStore(SeamStore):
    """Leaves a mark in the data folder for each write, and carries none out before the file `release` is there."""

    def __init__(self, path: Path, *, clock: Clock = utc_now) -> None:
        super().__init__(path, clock=clock)
        self._numbers = itertools.count()
        self._folder = path.parent

    def pass_on(self, unit: Unit[T], workspace_id: int) -> Promise[T]:
        number = next(self._numbers)
        if not number:
            return super().pass_on(unit, workspace_id)
        (self._folder / f"held-{number}").touch()
        held: Future[T] = Future()
        threading.Thread(target=self._release, args=(held, unit, workspace_id), daemon=True).start()
        return held

    def _release(self, held: Future[T], unit: Unit[T], workspace_id: int) -> None:
        while not (self._folder / "release").exists():
            time.sleep(0.01)
        try:
            held.set_result(super().pass_on(unit, workspace_id).result())
        except Exception as error:  # noqa: BLE001 - who waits is told
            held.set_exception(error)


def hand_in(memory: Memory, caller: Caller, unit: Unit[T]) -> Promise[T]:
    """Hand a write in at the seam."""
    assert isinstance(memory.store, SeamStore)
    return memory.store.pass_on(unit, caller.workspace_id)


class RowsOnlyStore(SqliteStore):
    """Leaves what was removed in its log and between its rows."""

    def scrub(self) -> None:
        pass


class DyingEraser(SqliteStore):
    """Is killed when a person's rows are erased, before anything is done with the files."""

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield


class LateBlobs(LocalBlobs):
    """Says that a document is kept while it is still being written."""

    def claim(self, name: str, data: bytes) -> bool:
        fresh = not self.exists(name)
        if not fresh or not super().claim(name, b""):
            return super().claim(name, data)

        def write_later() -> None:
            time.sleep(4 * SLOW_DISK_S)
            self.delete(name)
            super(LateBlobs, self).claim(name, data)

        threading.Thread(target=write_later, daemon=True).start()
        return True


def die_before_checkpoint() -> None:
    """Let the server be killed between a batch's lines and the checkpoint that speaks of them."""
    numbers, fatal, ends = itertools.count(1), int(os.environ[_AT]), [0]

    def write_or_die(root: Path, checkpoint: Checkpoint) -> None:
        end = sum(checkpoint.offsets.values())
        if end > ends[0] and next(numbers) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        ends[0] = end
        write_checkpoint(root, checkpoint)

    vars(writer)["write_checkpoint"] = write_or_die


def leave_what_is_beyond() -> None:
    """Let the archive be gone on with behind what a killed server wrote beyond its checkpoint."""
    vars(durable)["cut"] = lambda _descriptor, _offset: None


def complete_apart() -> None:
    """Complete an item in a unit of its own after its effect, and be killed before that of number TEST_WRITE."""
    numbers, fatal = itertools.count(1), int(os.environ[_AT])
    complete = task_items.complete_item

    def complete_or_die(work: UnitOfWork, item: ClaimedItem, result: Mapping[str, object] | None) -> None:
        if next(numbers) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        complete(work, item, result)

    item_services.ItemOnce.keep = lambda *_: None  # type: ignore[method-assign]
    vars(task_items)["complete_item"] = complete_or_die


ARCHIVES = {"archive-dies": die_before_checkpoint, "archive-uncut": leave_what_is_beyond}
STORES = {
    "acknowledges-early": EarlyStore,
    "dies-after-commit": DyingAfterCommit,
    "dies-before-commit": DyingBeforeCommit,
    "dies-after-erasing-rows": DyingEraser,
    "erases-rows-only": RowsOnlyStore,
    "holds-writes": HoldingStore,
}

if __name__ == "__main__":
    _fault = sys.argv.pop(1)
    if _fault == "completes-apart":
        complete_apart()
    elif _fault == "documents-late":
        vars(bootstrap)["LocalBlobs"] = LateBlobs
    elif _fault in ARCHIVES:
        vars(archivist)["GATHER_S"] = 0.02
        ARCHIVES[_fault]()
    else:
        vars(bootstrap)["SqliteStore"] = STORES[_fault]
        if issubclass(STORES[_fault], SeamStore):
            setattr(Memory, "hand_in", hand_in)  # noqa: B010 - the type checker takes it for a function of the class
    main()
