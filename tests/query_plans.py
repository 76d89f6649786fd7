"""How SQLite goes about the statements of a reading."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event

from recollect.storage.store import Store
from recollect.storage.unit import Reader

Plan = list[str]


def plans_of(store: Store, reading: Callable[[Reader], object], marker: str = "SELECT") -> list[Plan]:
    """Give the plan of each statement that holds `marker`, as `EXPLAIN QUERY PLAN` tells it."""
    seen: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        seen.append((statement, parameters))

    with store.read() as reader:
        event.listen(reader.connection, "before_cursor_execute", note)
        try:
            reading(reader)
        finally:
            event.remove(reader.connection, "before_cursor_execute", note)
        return [
            [str(row[3]) for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]  # type: ignore[arg-type]
            for statement, parameters in seen
            if marker in statement
        ]
