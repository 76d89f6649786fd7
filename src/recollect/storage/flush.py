"""Writing what the units of one commit have gathered, one statement a table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Table
from sqlalchemy import Sequence as DatabaseSequence
from sqlalchemy.exc import DBAPIError

from recollect.storage.search import search_index
from recollect.storage.tables import (
    callers,
    counter_deltas,
    feedback_drafts,
    job_profiles,
    job_requirements,
    metadata,
    resume_profiles,
)
from recollect.storage.unit import Gathered, Row

if TYPE_CHECKING:
    import psycopg  # an extra: there only where its connections are

_SQLITE_PLACE, _POSTGRES_PLACE = "?", "%s"
_Values = Callable[[Row], tuple[Any, ...]]


def _plain_insert(table: Table, place: str) -> tuple[str, _Values]:
    """Give an insert as a driver takes it, and how a row becomes its values, without what the database numbers."""
    given = [column.name for column in table.c if column.autoincrement is not True and column.default is None]
    numbered = {
        column.name: f"nextval('{column.default.name}')"
        for column in table.c
        if place == _POSTGRES_PLACE and isinstance(column.default, DatabaseSequence)  # SQLite leaves it null
    }
    names, places = ", ".join((*given, *numbered)), ", ".join((*[place] * len(given), *numbered.values()))
    return f"INSERT INTO {table.name} ({names}) VALUES ({places})", itemgetter(*given)  # noqa: S608 - our own names


def _replacing(table: Table) -> str:
    keys = [column.name for column in table.primary_key]
    changed = ", ".join(f"{c.name} = excluded.{c.name}" for c in table.c if c.name not in keys)
    return f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"


_SQLITE_INSERTS = {table: _plain_insert(table, _SQLITE_PLACE) for table in metadata.sorted_tables}
_POSTGRES_INSERTS = {table: _plain_insert(table, _POSTGRES_PLACE) for table in metadata.sorted_tables}
_TABLE_ORDER = {table: place for place, table in enumerate(metadata.sorted_tables)}
"""Parents before children."""
_REPLACING = {
    table: _replacing(table) for table in (callers, feedback_drafts, resume_profiles, job_profiles, job_requirements)
}
_ADD_TO_COUNTER = (
    "INSERT INTO counters (workspace_id, name, value) VALUES (?, ?, ?) "
    "ON CONFLICT (workspace_id, name) DO UPDATE SET value = value + excluded.value"
)


def flush(connection: Connection, gathered: Gathered) -> None:
    """Write all gathered rows, parents before children, then totals and search indexes.

    Through the driver itself: built statements cost as much again as the rows.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        _flush_to_sqlite(cast("sqlite3.Connection", driver), gathered)
    elif statements := list(_postgres_statements(gathered)):
        _execute_together(connection, cast("psycopg.Connection", driver), statements)


def _flush_to_sqlite(driver: sqlite3.Connection, gathered: Gathered) -> None:
    """Write row by row: for an insert of several rows SQLite keeps the pages as they were, to undo it by itself."""
    by_table = gathered.rows_by_table()
    for table in sorted(by_table, key=_TABLE_ORDER.__getitem__):
        plain, values_of = _SQLITE_INSERTS[table]
        driver.executemany(plain, map(values_of, by_table[table]))
    for table, row in gathered.latest_rows():
        plain, values_of = _SQLITE_INSERTS[table]
        driver.execute(plain + _REPLACING[table], values_of(row))
    if changed := gathered.changed_totals():
        driver.executemany(_ADD_TO_COUNTER, changed)
    for name, entries in gathered.entries_by_index().items():
        driver.executemany(search_index.SQLITE_INSERTS[name], map(search_index.sqlite_values, entries))


def _postgres_statements(gathered: Gathered) -> Iterator[tuple[str, tuple[Any, ...]]]:
    by_table = gathered.rows_by_table()
    for workspace_id, name, delta in gathered.changed_totals():
        by_table[counter_deltas].append({"workspace_id": workspace_id, "name": name, "delta": delta})
    for table in sorted(by_table, key=_TABLE_ORDER.__getitem__):
        plain, values_of = _POSTGRES_INSERTS[table]
        for row in by_table[table]:
            yield plain, values_of(row)
    for table, row in gathered.latest_rows():
        plain, values_of = _POSTGRES_INSERTS[table]
        yield plain + _REPLACING[table], values_of(row)
    for name, entries in gathered.entries_by_index().items():
        for entry in entries:
            yield search_index.POSTGRES_INSERTS[name], search_index.postgres_values(entry)


def _execute_together(
    connection: Connection, driver: psycopg.Connection, statements: list[tuple[str, tuple[Any, ...]]]
) -> None:
    """Send all statements at once, with their values written into them by the driver: one wait instead of many.

    The driver's pipeline mode would do the same, but waits for ever once more is on its way than a socket holds.
    """
    from psycopg import ClientCursor, Error  # noqa: PLC0415 - an extra: there only where its connections are

    try:
        with ClientCursor(driver) as cursor:
            cursor.execute(";".join(cursor.mogrify(statement, values) for statement, values in statements))
    except Error as error:  # raised as SQLAlchemy raises those of its own statements
        raise DBAPIError.instance(None, None, error, Error, dialect=connection.dialect) from error
