"""What all lists share: newest first, one page at a time, and totals that are kept or capped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Row, Select, func, select

from recollect.domain.paging import COUNT_CAP, Page
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.unit import Reader

T = TypeVar("T")


class Total(Struct, frozen=True):
    """How many records a list has, exactly or at least."""

    value: int
    is_lower_bound: bool = False


def page_of(
    reader: Reader,
    statement: Select[Any],
    seq: ColumnElement[int],
    *,
    scope: str,
    cursor: str | None,
    limit: int,
    total: Total | None,
    build: Callable[[Row[Any]], T],
) -> Page[T]:
    """Give one page of `statement`, newest first; a list without a kept total is counted up to the cap.

    `statement` has the record's `seq` as its first column.
    """
    counted = total or count_capped(reader, statement)
    if cursor:
        (below,) = decode_cursor(scope, cursor)
        statement = statement.where(seq < below)
    rows = reader.connection.execute(statement.order_by(seq.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    return Page(
        items=tuple(build(row) for row in shown),
        total=counted.value,
        total_is_lower_bound=counted.is_lower_bound,
        next_cursor=encode_cursor(scope, shown[-1][0]) if len(rows) > limit else None,
    )


def count_capped(reader: Reader, statement: Select[Any]) -> Total:
    """Count the rows of a statement, exactly up to the cap."""
    capped = statement.with_only_columns(*list(statement.selected_columns)[:1]).order_by(None).limit(COUNT_CAP + 1)
    found = reader.connection.execute(select(func.count()).select_from(capped.subquery())).scalar_one()
    return Total(min(found, COUNT_CAP), found > COUNT_CAP)
