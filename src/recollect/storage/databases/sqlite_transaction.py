"""A transaction of the one that writes to SQLite: it carries out many units, each of which may fail alone."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from recollect.domain.times import Clock
from recollect.storage.flush import flush
from recollect.storage.promises import Outcome
from recollect.storage.store import Unit
from recollect.storage.unit import Gathered, Mark, Transaction, UnitOfWork

_NOTHING: Mark = (0, 0, 0, 0)


class SqliteTransaction(Transaction):
    """An open transaction; who opened it commits it, after `write_out`."""

    __slots__ = ("_clock", "_driver", "_has_savepoint", "_last_seq", "_unit_began")

    def __init__(self, connection: Connection, driver: sqlite3.Connection, clock: Clock) -> None:
        super().__init__(connection)
        self._driver = driver
        self._clock = clock
        self._last_seq: dict[Table, int] = {}
        self._unit_began = _NOTHING
        self._has_savepoint = False

    def carry_out(self, unit: Unit[Any], workspace_id: int) -> Outcome:
        """Carry out a unit. What it raises spoils it alone; an error of the database is raised and spoils all."""
        self._unit_began = self.gathered.mark()
        self._has_savepoint = False
        try:
            value = unit(UnitOfWork(self, workspace_id, self._clock()))
        except (DBAPIError, sqlite3.Error):
            raise
        except BaseException as error:  # noqa: BLE001 - a unit's own error spoils that unit alone
            self.gathered.cut(self._unit_began)
            if self._has_savepoint:
                self._driver.execute("ROLLBACK TO unit")
                self._driver.execute("RELEASE unit")
            return None, error
        if self._has_savepoint:
            self._driver.execute("RELEASE unit")
        return value, None

    def before_use(self) -> None:
        """Open a savepoint for the unit, after the rows of those before it and before its own."""
        if self._has_savepoint:
            return
        own = self.gathered.cut(self._unit_began)
        self.write_out()
        self._driver.execute("SAVEPOINT unit")
        self._has_savepoint, self._unit_began = True, _NOTHING
        self.gathered.add(own)

    def next_seq(self, table: Table) -> int:
        """Give the number after the largest, which is looked up once: nobody else writes meanwhile."""
        last = self._last_seq.get(table)
        if last is None:
            last = self._driver.execute(f"SELECT max(seq) FROM {table.name}").fetchone()[0] or 0  # noqa: S608 - our own name
        self._last_seq[table] = last + 1
        return last + 1

    def write(self, gathered: Gathered) -> None:
        """Write rows that were gathered."""
        flush(self.connection, gathered)
