"""The store on SQLite: one writer that commits many units together, and read-only connections beside it.

All processes that write one store take turns by an operating-system lock, held around every commit and every
checkpoint. WAL with `synchronous=FULL`: a promise is done only after the log was flushed to the disk.
"""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool, QueuePool

from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.domain.times import Clock, utc_now
from recollect.errors import StorageUnavailable
from recollect.storage.bell import Bell
from recollect.storage.databases.sqlite_errors import storage_error
from recollect.storage.databases.sqlite_transaction import SqliteTransaction
from recollect.storage.promises import Outcome, UnitPromise, begin, settle
from recollect.storage.store import MAX_ATTEMPTS, NotAtOnce, Unit
from recollect.storage.tasks.presence import FilePresence, is_file_held
from recollect.storage.unit import Reader

_logger = logging.getLogger(__name__)

T = TypeVar("T")
DATABASE_NAME = "recollect.db"
LOCK_NAME = "recollect.lock"
MAX_UNITS_A_COMMIT = 64
_GATHER_S = 0.001
"""Who wrote together mostly does again: the writer waits so long for the next of them, as long as there is a next."""
_GATHER_TIMES = 10
CHECKPOINT_AT_PAGES = 2000
_READERS = 8
_MARKS_A_CONNECTION = 2**40
_BUSY_TIMEOUT_MS = 30_000
_PATIENCE_WITH_READERS_MS = 5_000


def connect_writer(path: Path) -> sqlite3.Connection:
    """Open a connection that may write; the caller begins and ends transactions."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    for pragma in (
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"wal_autocheckpoint={CHECKPOINT_AT_PAGES}",
        "secure_delete=ON",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _connect_reader(path: Path, busy_timeout_ms: int = _BUSY_TIMEOUT_MS) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False,
        cached_statements=256,
    )  # fmt: skip
    connection.execute(f"PRAGMA busy_timeout={busy_timeout_ms}")
    connection.execute("PRAGMA cache_size=-8000")
    return connection


def writing_engine(path: Path) -> Engine:
    """Give an engine whose connections leave transactions to their user."""
    return create_engine(
        "sqlite+pysqlite://", creator=lambda: connect_writer(path), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )


class FileLock:
    """An operating-system lock that processes and threads take turns by."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._threads = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock, and hold it meanwhile."""
        with self._threads:
            if self._depth == 0:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the lock's file."""
        os.close(self._descriptor)


class FileHold:
    """A lock of the operating system that this process has until it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> FileHold | None:
        """Take the lock, or give None when another process has it."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return cls(descriptor)

    def still_held(self) -> bool:
        """Tell that it is: only this process can let go of it."""
        return True

    def release(self) -> None:
        """Let go of it."""
        os.close(self._descriptor)


class SqliteStore:
    """The store on SQLite. Open it after `migrate.upgrade_sqlite` has seen to the schema."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock = utc_now,
        max_units_a_commit: int = MAX_UNITS_A_COMMIT,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self.bell = Bell()
        self._path = path
        self._clock = clock
        self._max_units = max_units_a_commit
        self._rest = rest
        self._lock = FileLock(path.with_name(LOCK_NAME))
        self._engine = writing_engine(path)
        self._connection = self._engine.connect()
        self._readers = create_engine(
            "sqlite+pysqlite://",
            creator=lambda: _connect_reader(path),
            poolclass=QueuePool,
            pool_size=_READERS,
            max_overflow=56,
            isolation_level="AUTOCOMMIT",
        )
        self._at_once_engine = create_engine(
            "sqlite+pysqlite://",
            creator=lambda: _connect_reader(path, busy_timeout_ms=0),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
        )
        self._at_once: tuple[Connection, sqlite3.Connection] | None = None
        self._at_once_opened = 0
        self._waiting: deque[UnitPromise[Any]] = deque()
        self._accepting = threading.Lock()
        self._asleep = threading.Lock()
        self._asleep.acquire()
        self._is_called = False
        self._together = 0
        self._turn = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="recollect-writer", daemon=True)
        self._thread.start()

    def write(self, unit: Unit[T], workspace_id: int = DEFAULT_WORKSPACE) -> UnitPromise[T]:
        """Carry out `unit` in one commit with what else is waiting."""
        promise = UnitPromise(unit, workspace_id, self._hasten)
        with self._accepting:
            if self._closed:
                raise _closed()
            self._waiting.append(promise)
            self._call_writer()
        return promise

    def commit(self, unit: Unit[T], workspace_id: int = DEFAULT_WORKSPACE) -> T:
        """Carry out `unit` and return when it is on disk: in this thread when no other is writing, which is quicker."""
        if not self._turn.acquire(blocking=False):
            return self.write(unit, workspace_id).result()
        try:
            if self._closed:
                raise _closed()
            promise = UnitPromise(unit, workspace_id, self._hasten)
            self._commit_batch([promise])
        finally:
            self._turn.release()
        return promise.result()

    @contextmanager
    def read(self, workspace_id: int = DEFAULT_WORKSPACE) -> Iterator[Reader]:
        """Open a reader on one of the read-only connections."""
        try:
            with self._readers.connect() as connection:
                yield Reader(connection, workspace_id)
        except (DBAPIError, sqlite3.Error) as error:
            raise storage_error(error) from error

    @property
    def reads_at_once(self) -> bool:
        """Always: a reader of a log that is written ahead waits for no writer."""
        return True

    @contextmanager
    def read_at_once(self, workspace_id: int = DEFAULT_WORKSPACE) -> Iterator[Reader]:
        """Open a reader on a connection that is kept for this, and that would rather fail than wait for a lock.

        Taking one from the pool and giving it back costs 15 µs.
        """
        try:
            connection, driver = self._connect_at_once()
            yield Reader(connection, workspace_id, driver)
        except (DBAPIError, sqlite3.Error) as error:
            self._close_at_once()
            raise NotAtOnce from error

    def change_mark(self) -> int:
        """Give SQLite's own count of what others committed, which a connection opened anew may begin anywhere."""
        try:
            _, driver = self._connect_at_once()
            mark: int = driver.execute("PRAGMA data_version").fetchone()[0]
        except (DBAPIError, sqlite3.Error) as error:
            self._close_at_once()
            raise NotAtOnce from error
        return mark + self._at_once_opened * _MARKS_A_CONNECTION

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep every other writer out, other processes too."""
        with self._lock.held():
            yield

    def scrub(self) -> None:
        """Write the database anew without what was removed, and empty its log; other writers wait meanwhile."""
        try:
            with self._turn, self._lock.held():
                busy = _write_anew(self._raw(), self._path.parent)
        except sqlite3.Error as error:
            raise storage_error(error) from error
        if busy:
            raise StorageUnavailable("The log could not be emptied while somebody reads; it is tried again later.")

    def try_hold(self, name: str) -> FileHold | None:
        """Take a lock of the operating system beside the database, or give None when another process has it."""
        return FileHold.take(self._path.with_name(f"recollect.{name}.lock"))

    def announce(self) -> FilePresence:
        """Hold a lock on a file beside the database."""
        return FilePresence(self._path)

    def is_present(self, number: int) -> bool:
        """Tell whether the lock of that number is held."""
        return is_file_held(self._path, number)

    def size_bytes(self) -> int:
        """Tell how much room the database and its log take."""
        files = (self._path, self._path.with_name(self._path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def description(self) -> str:
        """Name SQLite's version."""
        return f"SQLite {sqlite3.sqlite_version}"

    def close(self) -> None:
        """Commit what was handed in, empty the log into the database, and close it."""
        with self._accepting:
            if self._closed:
                return
            self._closed = True
            self._call_writer()
        self._thread.join()
        self._readers.dispose()
        self._close_at_once()
        with self._turn, self._lock.held():
            self._raw().execute("PRAGMA wal_checkpoint(PASSIVE)")
            self._connection.close()
        self._lock.close()

    def _connect_at_once(self) -> tuple[Connection, sqlite3.Connection]:
        if self._at_once is None:
            connection = self._at_once_engine.connect()
            self._at_once = connection, cast("sqlite3.Connection", connection.connection.driver_connection)
            self._at_once_opened += 1
        return self._at_once

    def _close_at_once(self) -> None:
        kept, self._at_once = self._at_once, None
        if kept is not None:
            kept[0].close()

    def _call_writer(self) -> None:
        """Wake the writer's thread, once for all that is handed in before it looks; the caller holds `_accepting`."""
        if not self._is_called:
            self._is_called = True
            self._asleep.release()

    def _run(self) -> None:
        is_last = False
        while not is_last:
            self._asleep.acquire()
            self._is_called = False  # before looking: who comes later calls again
            is_last = self._closed
            while self._waiting:
                self._gather()
                with self._turn:
                    self._commit_waiting()

    def _gather(self) -> None:
        """Let those come who share the flush: after a commit of several, as long as more hand in, and not all have."""
        seen = 0
        for _ in range(_GATHER_TIMES):
            if self._closed or not seen < len(self._waiting) < self._together:
                return
            seen = len(self._waiting)
            self._rest(_GATHER_S)

    def _hasten(self, promise: UnitPromise[Any]) -> None:
        """Commit in this thread what waits up to `promise`, unless another is writing: to wait for it takes longer."""
        while not promise.done() and self._turn.acquire(blocking=False):
            try:
                if not self._waiting:
                    return
                self._commit_waiting()
            finally:
                self._turn.release()

    def _commit_waiting(self) -> None:
        """Commit what waits, as much as one commit may take; the caller has the turn."""
        batch: list[UnitPromise[Any]] = []
        while self._waiting and len(batch) < self._max_units:
            batch.append(self._waiting.popleft())
        self._together = len(batch)
        if wanted := begin(batch):
            self._commit_batch(wanted)

    def _commit_batch(self, batch: list[UnitPromise[Any]]) -> None:
        try:
            with self._lock.held():
                outcomes = self._attempt(batch)
                if outcomes is None:
                    outcomes = [self._attempt_alone(promise) for promise in batch]
        except BaseException as error:  # noqa: BLE001 - whatever went wrong, everyone who waits must hear of it
            outcomes = [(None, storage_error(error))] * len(batch)
        settle(batch, outcomes)
        self.bell.ring()

    def _attempt_alone(self, promise: UnitPromise[Any]) -> Outcome:
        for _ in range(MAX_ATTEMPTS):
            try:
                outcomes = self._attempt([promise])
            except BaseException as error:  # noqa: BLE001 - the units before it are committed: it fails alone
                return None, storage_error(error)
            if outcomes is not None:
                return outcomes[0]
        return None, StorageUnavailable("No free id was found; nothing was stored. Try again.")

    def _attempt(self, batch: list[UnitPromise[Any]]) -> list[Outcome] | None:
        """Carry the units out and commit, or give None when nothing was done and each is to be tried alone."""
        raw = self._raw()
        raw.execute("BEGIN IMMEDIATE")
        try:
            transaction = SqliteTransaction(self._connection, raw, self._clock)
            outcomes = [transaction.carry_out(promise.unit, promise.workspace_id) for promise in batch]
            transaction.write_out()
            raw.execute("COMMIT")
        except (IntegrityError, sqlite3.IntegrityError):
            self._roll_back()
            return None
        except BaseException as error:
            self._roll_back()
            if len(batch) > 1 and not isinstance(error, (DBAPIError, sqlite3.Error)):
                return None  # a row that can't be written is the fault of one unit
            raise
        return outcomes

    def _raw(self) -> sqlite3.Connection:
        if self._connection.closed:
            self._connection = self._engine.connect()
        raw: sqlite3.Connection = self._connection.connection.driver_connection  # type: ignore[assignment]
        return raw

    def _roll_back(self) -> None:
        """Undo what was done since the last commit; a connection that can't is dropped, and the next unit opens one."""
        try:
            if self._raw().in_transaction:
                self._raw().execute("ROLLBACK")
        except sqlite3.Error:
            self._connection.invalidate()
            self._connection.close()


def _write_anew(raw: sqlite3.Connection, folder: Path) -> bool:
    """Write a database anew and empty its log; tell whether a reader stood in the way of the latter.

    What that needs in between goes to a file without a name beside the database: elsewhere there may be no room.
    """
    quoted = str(folder).replace("'", "''")
    raw.execute(f"PRAGMA temp_store_directory = '{quoted}'")
    try:
        raw.execute("VACUUM")
    finally:
        raw.execute("PRAGMA temp_store_directory = ''")
    raw.execute(f"PRAGMA busy_timeout={_PATIENCE_WITH_READERS_MS}")
    try:
        return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    finally:
        raw.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")


def _closed() -> StorageUnavailable:
    return StorageUnavailable("The store is closed; start the program again.")
