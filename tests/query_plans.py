"""How SQLite goes about the statements of a reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from recollect.storage.store import Store
from recollect.storage.unit import Reader

Plan = list[str]


def plans_of(store: Store, reading: Callable[[Reader], object], marker: str = "SELECT") -> list[Plan]:
    """Give the plan of each statement that holds `marker`, as `EXPLAIN QUERY PLAN` tells it."""
    seen: list[str] = []
    with store.read() as reader:
        driver = reader.connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(seen.append)  # with their values, and those that SQLAlchemy doesn't see
        try:
            reading(reader)
        finally:
            driver.set_trace_callback(None)
        return [
            [str(row[3]) for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}")]
            for statement in seen
            if marker in statement
        ]
