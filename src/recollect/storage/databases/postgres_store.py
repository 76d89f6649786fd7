"""The store on PostgreSQL, for more than one machine: each unit is a transaction of its own."""

from __future__ import annotations

import itertools
import logging
import zlib
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, Sequence, Table, create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.domain.times import Clock, utc_now
from recollect.errors import DiskFull, StorageError, StorageUnavailable
from recollect.storage.bell import Bell
from recollect.storage.counters import fold_deltas
from recollect.storage.flush import flush
from recollect.storage.store import EXCLUSIVE_LOCK, MAX_ATTEMPTS, NotAtOnce, Unit
from recollect.storage.tasks.presence import AdvisoryPresence, is_advisory_held
from recollect.storage.unit import Gathered, Reader, Transaction, UnitOfWork

_logger = logging.getLogger(__name__)

T = TypeVar("T")
HOLD_KEYS = 7_230_700_000_000
"""Where the keys of the advisory locks begin that `try_hold` takes."""
_DISK_FULL = "53100"
_TRY_AGAIN = frozenset({"40001", "40P01"})
FOLD_EVERY = 64
"""After so many units one looks whether totals have many waiting changes."""


def sequence_of(table: Table) -> Sequence:
    """Name the sequence that a table's `seq` is drawn from."""
    return Sequence(f"{table.name}_seq_source")


def postgres_engine(url: str) -> Engine:
    """Give an engine for a `postgresql://` address, through psycopg 3."""
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=8, max_overflow=56)


class ConnectionHold:
    """An advisory lock, held as long as its connection lasts."""

    def __init__(self, connection: Connection, key: int) -> None:
        self._connection = connection
        self._key = key

    def still_held(self) -> bool:
        """Tell whether the connection lasts."""
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return not self._connection.invalidated

    def release(self) -> None:
        """Let go of it."""
        try:
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": self._key})
        except DBAPIError:
            self._connection.invalidate()  # the server let go of it when the connection broke
        self._connection.close()


class PostgresStore:
    """The store on PostgreSQL. Open it after `migrate.upgrade_postgres` has seen to the schema."""

    def __init__(self, url: str, *, clock: Clock = utc_now) -> None:
        self.bell = Bell()
        self._clock = clock
        self._engine = postgres_engine(url)
        self._readers = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._units = itertools.count(1)
        self._closed = False

    def write(self, unit: Unit[T], workspace_id: int = DEFAULT_WORKSPACE) -> Future[T]:
        """Carry out `unit` in a transaction of its own before returning."""
        if self._closed:
            raise StorageUnavailable("The store is closed; start the program again.")
        future: Future[T] = Future()
        try:
            future.set_result(self._attempt_repeatedly(unit, workspace_id))
        except Exception as error:  # noqa: BLE001 - the future carries it to who waits
            future.set_exception(error)
        self.bell.ring()
        if next(self._units) % FOLD_EVERY == 0:
            self._fold_totals()
        return future

    def commit(self, unit: Unit[T], workspace_id: int = DEFAULT_WORKSPACE) -> T:
        """Carry out `unit` in a transaction of its own."""
        return self.write(unit, workspace_id).result()

    @contextmanager
    def read(self, workspace_id: int = DEFAULT_WORKSPACE) -> Iterator[Reader]:
        """Open a reader on a connection of the pool."""
        try:
            with self._readers.connect() as connection:
                yield Reader(connection, workspace_id)
        except DBAPIError as error:
            raise storage_error(error) from error

    @property
    def reads_at_once(self) -> bool:
        """Never: every statement waits for the server."""
        return False

    def read_at_once(self, workspace_id: int = DEFAULT_WORKSPACE) -> AbstractContextManager[Reader]:  # noqa: ARG002 - refused
        """Refuse."""
        raise NotAtOnce

    def change_mark(self) -> int:
        """Refuse."""
        raise NotAtOnce

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep others that ask for the same out, on every machine."""
        with self._readers.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": EXCLUSIVE_LOCK})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": EXCLUSIVE_LOCK})

    def scrub(self) -> None:
        """Let the server take back the room of what was removed; what its files and logs still hold is its own."""
        try:
            with self._readers.connect() as connection:
                connection.exec_driver_sql("VACUUM")
        except DBAPIError as error:
            raise storage_error(error) from error

    def try_hold(self, name: str) -> ConnectionHold | None:
        """Take an advisory lock on a connection of its own, or give None when another has it, on any machine."""
        connection = self._readers.connect()
        key = HOLD_KEYS + zlib.crc32(name.encode())
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar():
            return ConnectionHold(connection, key)
        connection.close()
        return None

    def announce(self) -> AdvisoryPresence:
        """Hold an advisory lock by a connection of its own."""
        try:
            return AdvisoryPresence(self._readers)
        except DBAPIError as error:
            raise storage_error(error) from error

    def is_present(self, number: int) -> bool:
        """Tell whether the advisory lock of that number is held."""
        with self.read() as reader:
            return is_advisory_held(reader.connection, number)

    def size_bytes(self) -> int:
        """Tell how much room the database takes."""
        with self.read() as reader:
            return int(reader.connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())

    def description(self) -> str:
        """Name the server's version."""
        with self.read() as reader:
            return "PostgreSQL " + str(reader.connection.execute(text("SHOW server_version")).scalar_one())

    def close(self) -> None:
        """Close the connections."""
        self._closed = True
        self._engine.dispose()

    def _attempt_repeatedly(self, unit: Unit[T], workspace_id: int) -> T:
        for _ in range(MAX_ATTEMPTS):
            try:
                return self._attempt(unit, workspace_id)
            except IntegrityError:
                continue
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _TRY_AGAIN:
                    raise storage_error(error) from error
        raise StorageUnavailable("No free id was found; nothing was stored. Try again.")

    def _fold_totals(self) -> None:
        """Add up the waiting changes of totals. Should that fail, they count as they are, and it is tried again."""
        try:
            self._attempt(fold_deltas, DEFAULT_WORKSPACE)
        except DBAPIError as error:
            _logger.warning("the changes of totals could not be added up: %s", type(error.orig).__name__)

    def _attempt(self, unit: Unit[T], workspace_id: int) -> T:
        with self._engine.begin() as connection:
            transaction = _Transaction(connection)
            value = unit(UnitOfWork(transaction, workspace_id, self._clock()))
            transaction.write_out()
        return value


class _Transaction(Transaction):
    """The transaction of one unit."""

    __slots__ = ()

    def next_seq(self, table: Table) -> int:
        """Draw from the table's sequence."""
        return int(self.connection.execute(sequence_of(table).next_value().select()).scalar_one())

    def write(self, gathered: Gathered) -> None:
        """Write what was gathered; a row that has no value for a column is the fault of its unit."""
        try:
            flush(self.connection, gathered)
        except KeyError as error:
            raise StorageUnavailable(f"A row without {error} can't be written; nothing was stored.") from error


def storage_error(error: DBAPIError) -> StorageError:
    """Turn a server's error into `DiskFull` or `StorageUnavailable`; nothing was acknowledged."""
    if getattr(error.orig, "sqlstate", None) == _DISK_FULL:
        return DiskFull("The database server's disk is full; nothing was stored. Free some room and try again.")
    reason = "can't be reached" if isinstance(error, OperationalError) else "refused the statement"
    return StorageUnavailable(f"PostgreSQL {reason} ({type(error.orig).__name__}); nothing was stored. Try again.")
