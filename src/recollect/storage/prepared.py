"""Statements that are asked at every turn, written out once.

SQLAlchemy takes 35 to 60 µs to find a statement it compiled, bind its values and wrap its rows, and SQLite answers in
5 to 25. So on SQLite the text that SQLAlchemy wrote is handed to the driver itself.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from operator import itemgetter
from typing import Any, cast

from msgspec import Struct
from sqlalchemy import Row, Select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from recollect.storage.unit import Reader

_DIALECT = SQLiteDialect_pysqlite()


class _Written(Struct, frozen=True):
    """A statement as SQLite's driver takes it: its text, the values it has already, and how the others are put."""

    sql: str
    given: Mapping[str, Any]
    values_of: Any
    row_of: Any


class Prepared:
    """A statement that is asked again and again."""

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement

    def rows(self, reader: Reader, parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """Give the rows; on SQLite named tuples with the same names as SQLAlchemy's rows."""
        rows = self.tuples(reader, parameters)
        if self._written is None or reader.dialect != "sqlite":
            return cast("Sequence[Row[Any]]", rows)
        return list(map(self._written.row_of, rows))

    def tuples(self, reader: Reader, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        """Give the rows, whose values are known by their places alone."""
        written = self._written
        if written is None or (driver := reader.sqlite) is None:
            return reader.connection.execute(self.statement, dict(parameters)).all()
        return driver.execute(written.sql, written.values_of({**written.given, **parameters})).fetchall()

    def row(self, reader: Reader, parameters: Mapping[str, Any]) -> Row[Any] | None:
        """Give the only row, or None."""
        rows = self.rows(reader, parameters)
        return rows[0] if rows else None

    @cached_property
    def _written(self) -> _Written | None:
        """Write the statement out, or give None when SQLAlchemy has to see its values or its rows."""
        compiled = self.statement.compile(dialect=_DIALECT)
        names = compiled.positiontup or []
        columns = [(column.key, column.type) for column in self.statement.selected_columns]
        if compiled.post_compile_params or any(
            kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for _, kind in columns
        ):
            return None
        row = namedtuple("row", [str(name) for name, _ in columns])  # type: ignore[misc] # noqa: PYI024 - names known when it runs
        given = {name: value for name, value in compiled.params.items() if value is not None}
        return _Written(str(compiled), given, _values_of(names), partial(tuple.__new__, row))


def _values_of(names: Sequence[str]) -> Any:
    if len(names) == 1:
        return lambda parameters: (parameters[names[0]],)
    return itemgetter(*names) if names else lambda _: ()
