"""A unit of work: what one use case writes, all of it or nothing.

Rows that are only ever added (versions, events, counters, the search index) are gathered and written together
with those of the other units of the same commit, one statement a table. Everything else is written at once, and
what was gathered before it too: a unit sees all that it and the units before it have done.
A unit may be carried out more than once (an id that was taken is drawn anew): it draws its ids and reads what
it depends on inside itself, and has no effect but through this object.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Table

from recollect.domain.times import to_micros

Row = Mapping[str, Any]
K = TypeVar("K")
V = TypeVar("V")
Heed = Callable[[], None]
"""Is called again and again by a unit that takes long; raises once nobody wants it any more."""


def go_on() -> None:
    """Heed nothing."""


class SequenceSource(Protocol):
    """Draws the next `seq` of a table inside the open transaction."""

    def __call__(self, connection: Connection, table: Table) -> int:
        """Give the next number."""
        ...


class Reader:
    """A connection to read with, and the workspace whose rows are seen."""

    __slots__ = ("_connection", "workspace_id")

    def __init__(self, connection: Connection, workspace_id: int) -> None:
        self._connection = connection
        self.workspace_id = workspace_id

    @property
    def connection(self) -> Connection:
        """The connection to read with."""
        return self._connection

    @property
    def dialect(self) -> str:
        """Either ``sqlite`` or ``postgresql``."""
        return self._connection.dialect.name


class Gathered:
    """What is to be written at the end of a commit, in the order in which it was gathered."""

    __slots__ = ("counts", "indexed", "latest", "rows")

    def __init__(self) -> None:
        self.rows: list[tuple[Table, Row]] = []
        self.latest: dict[tuple[Table, tuple[Any, ...]], Row] = {}
        self.counts: list[tuple[tuple[int, str], int]] = []
        self.indexed: list[tuple[str, tuple[int, str, str]]] = []

    def is_empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not (self.rows or self.latest or self.counts or self.indexed)

    def take(self) -> Gathered:
        """Hand everything over, and be empty."""
        taken = Gathered()
        taken.rows, self.rows = self.rows, taken.rows
        taken.latest, self.latest = self.latest, taken.latest
        taken.counts, self.counts = self.counts, taken.counts
        taken.indexed, self.indexed = self.indexed, taken.indexed
        return taken

    def add(self, other: Gathered) -> None:
        """Take over what another gathered after this."""
        self.rows += other.rows
        self.latest.update(other.latest)
        self.counts += other.counts
        self.indexed += other.indexed

    def rows_by_table(self) -> dict[Table, list[Row]]:
        """Give the rows of each table, in their order."""
        return _grouped(self.rows)

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


class UnitOfWork(Reader):
    """What one use case may do to the store. Valid only inside the unit it was handed to."""

    __slots__ = ("_before_first_use", "_draw_seq", "_write_gathered", "gathered", "now", "now_micros")

    def __init__(
        self,
        connection: Connection,
        workspace_id: int,
        *,
        now: datetime,
        draw_seq: SequenceSource,
        write_gathered: Callable[[Connection, Gathered], None],
        before_first_use: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(connection, workspace_id)
        self._set_time(now)
        self.gathered = Gathered()
        self._draw_seq = draw_seq
        self._write_gathered = write_gathered
        self._before_first_use = before_first_use

    @property
    def connection(self) -> Connection:
        """The connection to read and write at once with."""
        if self._before_first_use is not None:
            self._before_first_use()
            self._before_first_use = None
        self.write_out()
        return self._connection

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
        return self._draw_seq(self._connection, table)

    def write_out(self) -> None:
        """Write what was gathered so far."""
        if not self.gathered.is_empty():
            self._write_gathered(self._connection, self.gathered.take())

    def append(self, table: Table, row: Row) -> None:
        """Add a row at the end of the commit, or when `connection` is used next."""
        self.gathered.rows.append((table, row))

    def put_latest(self, table: Table, key: tuple[Any, ...], row: Row) -> None:
        """Replace the row of that key at the end of the commit; of several in one commit the last one stays."""
        self.gathered.latest[table, key] = row

    def count(self, name: str, delta: int) -> None:
        """Change a maintained total."""
        self.gathered.counts.append(((self.workspace_id, name), delta))

    def index_words(self, name: str, seq: int, title: str, body: str) -> None:
        """Add a record's tokens to a search index at the end of the commit."""
        self.gathered.indexed.append((name, (seq, title, body)))
