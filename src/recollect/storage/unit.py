"""A unit of work: what one use case writes, all of it or nothing.

Rows that are only ever added (versions, events, counters, the search index) are gathered and written together
with those of the other units of the same commit, one statement a table. Everything else is written at once, and
what was gathered before it too: a unit sees all that it and the units before it have done.
A unit may be carried out more than once (an id that was taken is drawn anew): it draws its ids and reads what
it depends on inside itself, and has no effect but through this object.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Table

from recollect.domain.times import to_micros

Row = Mapping[str, Any]
K = TypeVar("K")
V = TypeVar("V")
Heed = Callable[[], None]
"""Is called again and again by a unit that takes long; raises once nobody wants it any more."""


def go_on() -> None:
    """Heed nothing."""


class Reader:
    """A connection to read with, and the workspace whose rows are seen."""

    __slots__ = ("_connection", "_sqlite", "workspace_id")

    def __init__(self, connection: Connection, workspace_id: int, sqlite: sqlite3.Connection | None = None) -> None:
        self._connection = connection
        self._sqlite = sqlite
        self.workspace_id = workspace_id

    @property
    def connection(self) -> Connection:
        """The connection to read with."""
        return self._connection

    @property
    def sqlite(self) -> sqlite3.Connection | None:
        """SQLite's own connection to read with, or None on PostgreSQL."""
        if self._sqlite is None and self.dialect == "sqlite":
            self._sqlite = cast("sqlite3.Connection", self._connection.connection.driver_connection)
        return self._sqlite

    @property
    def dialect(self) -> str:
        """Either ``sqlite`` or ``postgresql``."""
        return self._connection.dialect.name


Mark = tuple[int, int, int, int]
"""How much was gathered at some moment."""


class Gathered:
    """What is to be written at the end of a commit, in the order in which it was gathered."""

    __slots__ = ("counts", "indexed", "latest", "rows")

    def __init__(self) -> None:
        self.rows: list[tuple[Table, Row]] = []
        self.latest: list[tuple[tuple[Table, tuple[Any, ...]], Row]] = []
        self.counts: list[tuple[tuple[int, str], int]] = []
        self.indexed: list[tuple[str, tuple[int, str, str]]] = []

    def is_empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not (self.rows or self.latest or self.counts or self.indexed)

    def mark(self) -> Mark:
        """Give the present end, for `cut`."""
        return len(self.rows), len(self.latest), len(self.counts), len(self.indexed)

    def cut(self, mark: Mark = (0, 0, 0, 0)) -> Gathered:
        """Hand over what was gathered since `mark`, and have it no more."""
        rows, latest, counts, indexed = mark
        taken = Gathered()
        taken.rows, self.rows[rows:] = self.rows[rows:], []
        taken.latest, self.latest[latest:] = self.latest[latest:], []
        taken.counts, self.counts[counts:] = self.counts[counts:], []
        taken.indexed, self.indexed[indexed:] = self.indexed[indexed:], []
        return taken

    def add(self, other: Gathered) -> None:
        """Take over what was gathered after this."""
        self.rows += other.rows
        self.latest += other.latest
        self.counts += other.counts
        self.indexed += other.indexed

    def rows_by_table(self) -> dict[Table, list[Row]]:
        """Give the rows of each table, in their order."""
        return _grouped(self.rows)

    def latest_rows(self) -> list[tuple[Table, Row]]:
        """Give the rows to replace others with: of several of one key the last."""
        return [(table, row) for (table, _), row in dict(self.latest).items()]

    def entries_by_index(self) -> dict[str, list[tuple[int, str, str]]]:
        """Give the records of each search index, in their order."""
        return _grouped(self.indexed)

    def changed_totals(self) -> list[tuple[int, str, int]]:
        """Give each total's workspace, name and change, but for those that come to nothing."""
        sums: dict[tuple[int, str], int] = defaultdict(int)
        for key, delta in self.counts:
            sums[key] += delta
        return [(workspace_id, name, delta) for (workspace_id, name), delta in sums.items() if delta]


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


class Transaction(ABC):
    """A transaction of the database, in which one unit after the other is carried out."""

    __slots__ = ("connection", "gathered")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.gathered = Gathered()

    @abstractmethod
    def next_seq(self, table: Table) -> int:
        """Draw the next `seq` of a table."""

    @abstractmethod
    def write(self, gathered: Gathered) -> None:
        """Write rows that were gathered."""

    def before_use(self) -> None:  # noqa: B027 - not all have to do something
        """Prepare for the unit that is carried out to read and write at once."""

    def write_out(self) -> None:
        """Write what was gathered so far."""
        if not self.gathered.is_empty():
            self.write(self.gathered.cut())


class UnitOfWork(Reader):
    """What one use case may do to the store. Valid only inside the unit it was handed to."""

    __slots__ = ("_gathered", "_transaction", "now", "now_micros")

    def __init__(self, transaction: Transaction, workspace_id: int, now: datetime) -> None:
        super().__init__(transaction.connection, workspace_id)
        self._transaction = transaction
        self._gathered = transaction.gathered
        self.now = now
        self.now_micros = to_micros(now)

    @property
    def connection(self) -> Connection:
        """The connection to read and write at once with."""
        self.write_out()
        return self._connection

    @property
    def sqlite(self) -> sqlite3.Connection | None:
        """SQLite's own connection to read and write at once with, or None on PostgreSQL."""
        self.write_out()
        return super().sqlite

    def write_out(self) -> None:
        """Write what was gathered so far."""
        self._transaction.before_use()
        self._transaction.write_out()

    @contextmanager
    def dated(self, moment: datetime) -> Iterator[None]:
        """Date what is written meanwhile by another moment: records that are older than their store."""
        now = self.now
        self._set_time(moment)
        try:
            yield
        finally:
            self._set_time(now)

    def _set_time(self, moment: datetime) -> None:
        self.now = moment
        self.now_micros = to_micros(moment)

    def next_seq(self, table: Table) -> int:
        """Draw the next `seq` of a table."""
        return self._transaction.next_seq(table)

    def append(self, table: Table, row: Row) -> None:
        """Add a row at the end of the commit, or when `connection` is used next."""
        self._gathered.rows.append((table, row))

    def put_latest(self, table: Table, key: tuple[Any, ...], row: Row) -> None:
        """Replace the row of that key at the end of the commit; of several in one commit the last one stays."""
        self._gathered.latest.append(((table, key), row))

    def count(self, name: str, delta: int) -> None:
        """Change a maintained total."""
        self._gathered.counts.append(((self.workspace_id, name), delta))

    def index_words(self, name: str, seq: int, title: str, body: str) -> None:
        """Add a record's tokens to a search index at the end of the commit."""
        self._gathered.indexed.append((name, (seq, title, body)))
