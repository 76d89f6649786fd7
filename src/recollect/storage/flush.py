"""Writing what the units of one commit have gathered, one statement a table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.dialects import postgresql

from recollect.storage import search_index
from recollect.storage.tables import callers, counter_deltas, metadata
from recollect.storage.unit import Gathered, Row

_INSERTS: dict[Table, Insert] = {table: insert(table) for table in metadata.sorted_tables}


def _plain_insert(table: Table) -> tuple[str, Callable[[Row], tuple[Any, ...]]]:
    """Give an insert as SQLite's driver takes it, and how a row becomes its values; what is drawn stays null."""
    columns = [column.name for column in table.c if column.default is None]
    names, places = ", ".join(columns), ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({names}) VALUES ({places})", itemgetter(*columns)  # noqa: S608 - our own names


def _replacing(table: Table) -> str:
    keys = [column.name for column in table.primary_key]
    changed = ", ".join(f"{c.name} = excluded.{c.name}" for c in table.c if c.name not in keys)
    return f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"


_PLAIN_INSERTS = {table: _plain_insert(table) for table in metadata.sorted_tables}
_REPLACING = {table: _replacing(table) for table in (callers,)}
_ADD_TO_COUNTER = (
    "INSERT INTO counters (workspace_id, name, value) VALUES (?, ?, ?) "
    "ON CONFLICT (workspace_id, name) DO UPDATE SET value = value + excluded.value"
)
_REPLACE_CALLER = postgresql.insert(callers)
_REPLACE_CALLER = _REPLACE_CALLER.on_conflict_do_update(
    index_elements=[callers.c.workspace_id, callers.c.caller_id],
    set_={name: _REPLACE_CALLER.excluded[name] for name in ("current_job_id", "updated_at")},
)


def flush(connection: Connection, gathered: Gathered) -> None:
    """Write all gathered rows, parents before children, then totals and search indexes."""
    if connection.dialect.name == "sqlite":
        _flush_to_sqlite(cast("sqlite3.Connection", connection.connection.driver_connection), gathered)
    else:
        _flush_to_postgres(connection, gathered)
    for name, entries in gathered.indexed.items():
        search_index.add(connection, name, entries)


def _flush_to_sqlite(driver: sqlite3.Connection, gathered: Gathered) -> None:
    """Write through the driver itself: built statements cost as much again as the rows."""
    if gathered.rows:
        for table, (plain, values_of) in _PLAIN_INSERTS.items():
            if rows := gathered.rows.get(table):
                driver.executemany(plain, map(values_of, rows))
    for (table, _), row in gathered.latest.items():
        plain, values_of = _PLAIN_INSERTS[table]
        driver.execute(plain + _REPLACING[table], values_of(row))
    changed = [(workspace_id, name, delta) for (workspace_id, name), delta in gathered.counts.items() if delta]
    if changed:
        driver.executemany(_ADD_TO_COUNTER, changed)


def _flush_to_postgres(connection: Connection, gathered: Gathered) -> None:
    for table, statement in _INSERTS.items():
        if rows := gathered.rows.get(table):
            connection.execute(statement, rows)
    for row in gathered.latest.values():
        connection.execute(_REPLACE_CALLER, row)
    changed = [
        {"workspace_id": workspace_id, "name": name, "delta": delta}
        for (workspace_id, name), delta in gathered.counts.items()
        if delta
    ]
    if changed:
        connection.execute(_INSERTS[counter_deltas], changed)
