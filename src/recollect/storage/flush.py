"""Writing what the units of one commit have gathered, one statement a table."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from recollect.storage import search_index
from recollect.storage.tables import callers, counter_deltas, counters, metadata
from recollect.storage.unit import Gathered

_INSERTS: dict[Table, Insert] = {table: insert(table) for table in metadata.sorted_tables}
_ADD_TO_COUNTER = sqlite.insert(counters)
_ADD_TO_COUNTER = _ADD_TO_COUNTER.on_conflict_do_update(
    index_elements=[counters.c.workspace_id, counters.c.name],
    set_={"value": counters.c.value + _ADD_TO_COUNTER.excluded.value},
)


def _replace(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    keys = {column.name for column in table.primary_key}
    return statement.on_conflict_do_update(
        index_elements=[column.name for column in table.primary_key],
        set_={column.name: statement.excluded[column.name] for column in table.c if column.name not in keys},
    )


_REPLACES = {(table, dialect): _replace(table, dialect) for table in (callers,) for dialect in ("sqlite", "postgresql")}


def flush(connection: Connection, gathered: Gathered) -> None:
    """Write all gathered rows, parents before children, then totals and search indexes."""
    dialect = connection.dialect.name
    if gathered.rows:
        for table, statement in _INSERTS.items():
            if rows := gathered.rows.get(table):
                connection.execute(statement, rows)
    for (table, _), row in gathered.latest.items():
        connection.execute(_REPLACES[table, dialect], row)
    _flush_counts(connection, gathered.counts.items(), dialect)
    for name, entries in gathered.indexed.items():
        search_index.add(connection, name, entries)


def _flush_counts(connection: Connection, counts: Iterable[tuple[tuple[int, str], int]], dialect: str) -> None:
    changed = [(workspace_id, name, delta) for (workspace_id, name), delta in counts if delta]
    if not changed:
        return
    column, statement = ("value", _ADD_TO_COUNTER) if dialect == "sqlite" else ("delta", _INSERTS[counter_deltas])
    connection.execute(
        statement,
        [{"workspace_id": workspace_id, "name": name, column: delta} for workspace_id, name, delta in changed],
    )
