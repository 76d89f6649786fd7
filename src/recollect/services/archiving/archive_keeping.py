"""The archive is kept current from the sealed events, by one process a store at a time.

Batches are bounded and each is on disk before the next. What was written beyond the checkpoint when the keeper was
killed is cut off when the tree is opened again, and written anew.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from recollect.archive.index_file import merge_index, write_index
from recollect.archive.layout import CHECKPOINT, CONTENTS, INDEXES, IndexName
from recollect.archive.writer import TreeWriter, empty_tree
from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.domain.history import Entry
from recollect.errors import ArchiveDamaged, ArchiveForeign, ArchiveUnwritable, CalledOff, RecollectError
from recollect.services.archiving.archive_lines import Touched, event_record, lines_of
from recollect.storage.facts import ARCHIVE_HOLDS_ERASED, find_fact, put_fact
from recollect.storage.history import event_lag, present_entries
from recollect.storage.history.event_chain import sealed_after
from recollect.storage.records.callers import list_selected_jobs
from recollect.storage.store import Hold, Store

_logger = logging.getLogger("recollect.archive")

INDEX_EVERY_S = 5.0
"""How often the index files are replaced at most."""
DRAIN_S = 20.0
"""How long catching up may take when the server ends; the next start goes on from there."""
BRIEF_S = 2.0
"""The same for a command, which is waited for."""
ELECTION = "archive"

_BATCH = 200
_MERGED_AT_MOST = 20_000
"""With more changes than this, an index file is written anew."""
_SELDOM = 20
"""An index file is replaced at most in one part out of so many of the time."""
_FIT_FOR_COMMANDS_BYTES = 8 << 20
"""A command leaves larger index files to the server, or to `recollect archive rebuild`."""


class ArchiveKeeper:
    """Keeps the plain-file tree at `root` current."""

    def __init__(self, store: Store, root: Path, settings: Mapping[str, object]) -> None:
        self.bell = store.bell.subscribe()
        self._store = store
        self._root = root
        self._settings = dict(settings)
        self._working = threading.RLock()
        self._rebuilding = threading.Event()
        self._tree: TreeWriter | None = None
        self._hold: Hold | None = None
        self._touched = Touched()
        self._all_touched = False
        self._next_index_at = 0.0
        self._said: str | None = None

    def ask_for_rebuild(self) -> None:
        """Let the archive be written anew when it is gone on with next."""
        self._rebuilding.set()
        self.bell.set()

    def rebuild(self, is_called_off: Callable[[], bool] = lambda: False) -> None:
        """Write the archive anew, in this thread.

        Raises `ArchiveUnwritable` when another process keeps the archive, `ArchiveForeign` when it is not ours, and
        `CalledOff` once it is called off: whoever keeps the archive next goes on from there.
        """
        self._rebuilding.set()
        self.catch_up(is_called_off)

    def forget(self) -> bool:
        """Leave no byte of what was erased: empty the logs, to be written again by and by, and replace the indexes.

        Another process that keeps the archive is asked to; give whether it was done now.
        """
        with self._working:
            self._rebuilding.set()
            if self._take():
                self.bell.set()
                return True
        self._rebuilding.clear()
        self._store.commit(lambda work: put_fact(work, ARCHIVE_HOLDS_ERASED, "1"), DEFAULT_WORKSPACE)
        return False

    @property
    def has_archive(self) -> bool:
        """Whether there is an archive at all."""
        return (self._root / CHECKPOINT).exists()

    def catch_up(self, is_called_off: Callable[[], bool] = lambda: False) -> None:
        """Write down everything that is sealed and replace the index files, in this thread."""
        with self._working:
            try:
                if not self._take():
                    raise ArchiveUnwritable("Another process keeps the archive: a running server. Stop it first.")
                self._follow(lambda _took: is_called_off())
                if is_called_off():
                    raise CalledOff("The archive is not written to its end yet; what keeps it goes on from there.")
                self._replace_indexes()
            finally:
                self.let_go()

    def go_on(self, rest: Callable[[float], bool]) -> None:
        """Write down what is sealed until nothing is left or `rest` says so; log once what is in the way.

        `rest` is called after each batch with how long it took.
        """

        def work() -> None:
            if self._take():
                self._follow(rest)
                if self.has_to_index and self.until_index_s == 0:
                    self._replace_indexes()

        self._attempt(work)

    def finish(self) -> None:
        """Catch up as far as time allows when the server ends, and let go."""
        self._attempt(lambda: self._finish(DRAIN_S))
        self.let_go()

    def finish_briefly(self) -> None:
        """Do for a moment what `finish` does, when a command changed something; a server may be doing it already."""
        if self.bell.is_set():
            self._attempt(lambda: self._finish(BRIEF_S, largest_index=_FIT_FOR_COMMANDS_BYTES))
        self.let_go()

    @property
    def has_to_index(self) -> bool:
        """Whether index files are behind the logs."""
        return self._all_touched or bool(self._touched)

    @property
    def until_index_s(self) -> float:
        """How long until the index files may be replaced again."""
        return max(0.0, self._next_index_at - time.monotonic())

    def let_go(self) -> None:
        """Let another process keep the archive."""
        with self._working:
            self._tree = None
            if self._hold is not None:
                self._hold.release()
                self._hold = None

    def _finish(self, limit_s: float, largest_index: float = math.inf) -> None:
        if not self._take():
            return
        ends_at = time.monotonic() + limit_s
        self._follow(lambda _took: time.monotonic() > ends_at)
        files = [self._root / name for name in INDEXES.values()]
        if sum(file.stat().st_size for file in files if file.exists()) <= largest_index:
            self._replace_indexes()

    def _attempt(self, what: Callable[[], None]) -> None:
        """Do it; should it fail, say so once and let go, so that the next attempt begins from the checkpoint."""
        with self._working:
            try:
                what()
            except (RecollectError, OSError) as error:
                self.let_go()
                if str(error) != self._said:
                    self._said = str(error)
                    _logger.warning("the archive is not kept at the moment: %s", error)
            else:
                self._said = None

    def _take(self) -> bool:
        """Open the tree unless it is open; tell whether it is this process that keeps it."""
        if self._hold is not None and not self._hold.still_held():
            self.let_go()
        if self._hold is None:
            self._hold = self._store.try_hold(ELECTION)
            if self._hold is None:
                return False
        if self._rebuilding.is_set() or self.has_to_forget():
            self._begin_anew()
        elif self._tree is None:
            self._open()
        return True

    def has_to_forget(self) -> bool:
        """Tell whether the process that keeps the archive was asked to forget, and has not yet."""
        with self._store.read(DEFAULT_WORKSPACE) as reader:
            return find_fact(reader, ARCHIVE_HOLDS_ERASED) is not None

    def _begin_anew(self) -> None:
        """Empty the logs, to be written again from the first event, and let the indexes hold what is there now."""
        self._tree = None
        empty_tree(self._root)
        self._open()
        self._all_touched = True
        self._replace_indexes()
        self._all_touched = True
        self._rebuilding.clear()
        if self.has_to_forget():
            self._store.commit(lambda work: put_fact(work, ARCHIVE_HOLDS_ERASED, None), DEFAULT_WORKSPACE)

    def _open(self) -> None:
        tree = TreeWriter(self._root)
        reached = tree.checkpoint
        with self._store.read(DEFAULT_WORKSPACE) as reader:
            if reached.seq and event_lag.chain_digest_at(reader, reached.seq) != reached.chain_digest:
                raise ArchiveForeign(
                    f"The archive in {self._root} was written from another history than this store has: the database "
                    "was replaced. Nothing was changed. Restore from the archive with `recollect restore`, or write "
                    "it anew from this store with `recollect archive rebuild`."
                )
            if reached.seq and reached.contents < CONTENTS:  # an earlier version left something out
                self._begin_anew()
                return
            self._touched, self._all_touched = Touched(), reached.seq - reached.indexed_seq > _MERGED_AT_MOST
            seq = reached.indexed_seq
            while not self._all_touched and seq < reached.seq:
                events = sealed_after(reader, seq, min(_BATCH, reached.seq - seq))
                self._touched.add(lines_of(reader, events)[1])
                seq += len(events)
        self._tree = tree

    def _follow(self, is_over: Callable[[float], bool]) -> None:
        """Write down what is sealed, one batch after the other, each on disk before the next."""
        tree = self._opened()
        while not self._rebuilding.is_set():
            began = time.monotonic()
            with self._store.read(DEFAULT_WORKSPACE) as reader:
                events = sealed_after(reader, tree.checkpoint.seq, _BATCH)
                if not events:
                    return
                records, touched = lines_of(reader, events)
            for record in records:
                tree.add(record)
            last = event_record(events[-1])
            tree.commit(seq=last.seq, chain_digest=last.chain_digest, at=last.at)
            self._touched.add(touched)
            if is_over(time.monotonic() - began):
                return

    def _replace_indexes(self) -> None:
        tree, began = self._opened(), time.monotonic()
        for name, file in INDEXES.items():
            self._replace_index(name, self._root / file)
        if self._touched.settings or self._all_touched or not tree.checkpoint.indexed_seq:
            with self._store.read(DEFAULT_WORKSPACE) as reader:
                tree.replace_settings(list_selected_jobs(reader), self._settings)
        if tree.checkpoint.indexed_seq != tree.checkpoint.seq:
            tree.note_indexed(tree.checkpoint.seq)
        self._touched, self._all_touched = Touched(), False
        took = time.monotonic() - began
        self._next_index_at = time.monotonic() + max(INDEX_EVERY_S, took * _SELDOM)

    def _replace_index(self, name: IndexName, path: Path) -> None:
        ids = self._touched.ids.get(name, set())
        with self._store.read(DEFAULT_WORKSPACE) as reader:
            if not self._all_touched and len(ids) <= _MERGED_AT_MOST and path.exists():
                there = present_entries.present_entries(reader, name, ids)
                changes: dict[str, Entry | None] = {**there, **dict.fromkeys(ids - there.keys())}
                try:
                    if changes:
                        merge_index(path, changes)
                except ArchiveDamaged as error:
                    _logger.warning("%s", error)
                else:
                    return
            write_index(path, present_entries.each_entry(reader, name))

    def _opened(self) -> TreeWriter:
        if self._tree is None:
            raise AssertionError("the tree is opened by `_take`")
        return self._tree
