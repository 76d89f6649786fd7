"""What all lists share: newest first, one page at a time, and totals that are kept or capped."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select

from recollect.domain.paging import COUNT_CAP, Page
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.prepared import Prepared
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
    **narrowed: object,
) -> Page[T]:
    """Give one page of `statement`, newest first; a list without a kept total is counted up to the cap.

    `statement` has the record's `seq` as its first column, and takes the `workspace_id` and what is in `narrowed`. It
    had better be the same object each time: what is made of it is kept.
    """
    parameters = {"workspace_id": reader.workspace_id, **narrowed}
    counted = total or _count_capped(reader, statement, parameters)
    first, following = _paged(statement, seq)
    paging: dict[str, object] = {"page_rows": limit + 1}
    if cursor:
        (paging["page_below"],) = decode_cursor(scope, cursor)
    rows = (following if cursor else first).rows(reader, parameters | paging)
    shown = rows[:limit]
    return Page(
        items=tuple([build(row) for row in shown]),
        total=counted.value,
        total_is_lower_bound=counted.is_lower_bound,
        next_cursor=encode_cursor(scope, shown[-1][0]) if len(rows) > limit else None,
    )


@lru_cache(maxsize=64)
def _paged(statement: Select[Any], seq: ColumnElement[int]) -> tuple[Prepared, Prepared]:
    """Give the statements of a list's first page and of those that follow, built once: that costs more than reading."""
    first = statement.order_by(seq.desc()).limit(bindparam("page_rows"))
    return Prepared(first), Prepared(first.where(seq < bindparam("page_below")))


def _count_capped(reader: Reader, statement: Select[Any], parameters: dict[str, object]) -> Total:
    """Count the rows of a statement, exactly up to the cap."""
    capped = statement.with_only_columns(*list(statement.selected_columns)[:1]).order_by(None).limit(COUNT_CAP + 1)
    found = reader.connection.execute(select(func.count()).select_from(capped.subquery()), parameters).scalar_one()
    return Total(min(found, COUNT_CAP), found > COUNT_CAP)
