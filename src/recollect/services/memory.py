"""The memory: the parts that every use case works on, joined once by `bootstrap`."""

from __future__ import annotations

import copy
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Generic, TypeVar

from recollect.documents.pool import ReaderPool
from recollect.domain.caller import Caller
from recollect.domain.ids import HexSource, random_hex
from recollect.domain.times import Clock, utc_now
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.services.archiving.archive_keeping import ArchiveKeeper
from recollect.services.foreground import Foreground
from recollect.storage.bell import Bell
from recollect.storage.files.blobs import LocalBlobs
from recollect.storage.promises import Promise
from recollect.storage.records.feedback_vectors import VectorMatrix
from recollect.storage.records.page_images import PageImages
from recollect.storage.store import NotAtOnce, Store, Unit
from recollect.storage.unit import Reader

T = TypeVar("T")
V = TypeVar("V")

_KEPT_PROFILES = 256
_KEPT_IMPORTS = 2


class RecentlyUsed(Generic[V]):
    """The values that were asked for most recently, each made once."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Give the value of `key`, making it when it is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value

    def holds(self, key: Hashable) -> bool:
        """Tell whether the value of `key` is kept, which counts as asking for it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return key in self._values


class Kept:
    """What is kept ready of texts, so that it is not made again each time."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Drop it all."""
        self.generation = object()
        self.job_profiles: RecentlyUsed[JobProfile] = RecentlyUsed(_KEPT_PROFILES)
        self.resume_profiles: RecentlyUsed[ResumeProfile] = RecentlyUsed(_KEPT_PROFILES)
        self.stored_profiles: RecentlyUsed[bool] = RecentlyUsed(2 * _KEPT_PROFILES)
        self.feedback_vectors = VectorMatrix()
        self.known_words: RecentlyUsed[Mapping[str, int]] = RecentlyUsed(1)
        self.imports: RecentlyUsed[Any] = RecentlyUsed(_KEPT_IMPORTS)


class Memory:
    """The store, the documents, the readers, and what is kept ready of them."""

    def __init__(
        self,
        *,
        store: Store,
        blobs: LocalBlobs,
        readers: ReaderPool,
        data: Path,
        clock: Clock = utc_now,
        draw: HexSource = random_hex,
        backup_folder: Path | None = None,
        archive: ArchiveKeeper | None = None,
    ) -> None:
        self.store = store
        self.blobs = blobs
        self.readers = readers
        self.data = data
        self.staged = LocalBlobs(data / "staged", flat=True)
        self.task_bell = Bell()
        self.clock = clock
        self.draw = draw
        self.archive = archive
        self.backup_folder = backup_folder
        self.page_images = PageImages(data / "cache" / "pages")
        self.kept = Kept()
        self.foreground = Foreground()
        self.may_wait = True

    def at_once(self) -> Memory | None:
        """Give the same memory for the one thread that must not wait, or None where the store knows no such thing.

        What is not at hand there raises `NotAtOnce`.
        """
        if not self.store.reads_at_once:
            return None
        memory = copy.copy(self)
        memory.may_wait = False
        return memory

    def state(self) -> Hashable:
        """Give what is another value once anything that is read at once may read differently."""
        return self.store.change_mark(), self.kept.generation

    def take_time(self) -> None:
        """Say that what follows takes longer than looking up a few rows."""
        if not self.may_wait:
            raise NotAtOnce

    def read(self, caller: Caller) -> AbstractContextManager[Reader]:
        """Open a reader on the caller's workspace."""
        if self.may_wait:
            return self.store.read(caller.workspace_id)
        return self.store.read_at_once(caller.workspace_id)

    def write(self, caller: Caller, unit: Unit[T]) -> T:
        """Carry out a unit in the caller's workspace, and return when it is on disk."""
        self.take_time()
        return self.store.commit(unit, caller.workspace_id)

    def hand_in(self, caller: Caller, unit: Unit[T]) -> Promise[T]:
        """Have a unit carried out in the caller's workspace; the promise is done when it is on disk."""
        return self.store.write(unit, caller.workspace_id)

    def close(self) -> None:
        """Finish what is under way and let go of everything."""
        self.readers.close()
        if self.archive is not None:
            self.archive.finish_briefly()
        self.store.close()
