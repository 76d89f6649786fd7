"""What all lists share: newest first, one page at a time, and totals that are kept or capped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, bindparam, func, select

from recollect.domain.paging import COUNT_CAP, Page
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.prepared import Prepared
from recollect.storage.unit import Reader

T = TypeVar("T")
_WALKED = 4
"""So many times a page's rows are gone through in the table, before it is asked for by an index."""

Fetch = Callable[[Prepared, Reader, Mapping[str, Any]], Sequence[Any]]
"""How the rows of a statement are read."""


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
    build: Callable[[Any], T],
    narrowed: Mapping[str, object] | None = None,
    fetch: Fetch = Prepared.rows,
    walked: Select[Any] | None = None,
) -> Page[T]:
    """Give one page of `statement`, newest first; a list without a kept total is counted up to the cap.

    `statement` has the record's `seq` as its first column, and takes the `workspace_id` and what is in `narrowed`. It
    had better be the same object each time: what is made of it is kept. With `Prepared.tuples` as `fetch`, `build`
    knows a row's values by their places: names take as long again. `walked` is the statement that goes through the
    table itself rather than by an index.
    """
    parameters = {"workspace_id": reader.workspace_id, **(narrowed or {})}
    first, following = _paged(statement, seq)
    paging: dict[str, object] = {"page_rows": limit + 1}
    rows = None
    if cursor:
        (below,) = decode_cursor(scope, cursor)
        paging["page_below"] = below
        if walked is not None and reader.dialect == "sqlite":
            rows = _walk(reader, _bounded(walked, seq), fetch, parameters | paging, below, limit + 1)
    if rows is None:
        rows = fetch(following if cursor else first, reader, parameters | paging)
    shown = rows[:limit]
    if total is None and not cursor and len(rows) <= limit:  # the first page is all there is
        total = Total(len(rows))
    counted = total or count_capped(reader, statement, parameters)
    return Page(
        items=tuple([build(row) for row in shown]),
        total=counted.value,
        total_is_lower_bound=counted.is_lower_bound,
        next_cursor=encode_cursor(scope, shown[-1][0]) if len(rows) > limit else None,
    )


def _walk(
    reader: Reader, bounded: Prepared, fetch: Fetch, parameters: dict[str, object], below: int, page_rows: int
) -> Sequence[Any] | None:
    """Give the rows below a number from the part of the table that follows, or None when it does not hold them all.

    An index names where each row lies, which is then looked up: of a page that takes as long again as the rows.
    """
    lowest = below - _WALKED * page_rows
    rows = fetch(bounded, reader, parameters | {"page_from": lowest})
    return rows if len(rows) == page_rows or lowest <= 0 else None


@lru_cache(maxsize=64)
def _bounded(walked: Select[Any], seq: ColumnElement[int]) -> Prepared:
    part = walked.where(seq < bindparam("page_below"), seq >= bindparam("page_from"))
    return Prepared(part.order_by(seq.desc()).limit(bindparam("page_rows")))


@lru_cache(maxsize=64)
def _paged(statement: Select[Any], seq: ColumnElement[int]) -> tuple[Prepared, Prepared]:
    """Give the statements of a list's first page and of those that follow, built once: that costs more than reading."""
    first = statement.order_by(seq.desc()).limit(bindparam("page_rows"))
    return Prepared(first), Prepared(first.where(seq < bindparam("page_below")))


def count_capped(reader: Reader, statement: Select[Any], parameters: Mapping[str, object]) -> Total:
    """Count the rows of a statement, exactly up to the cap."""
    capped = statement.with_only_columns(*list(statement.selected_columns)[:1]).order_by(None).limit(COUNT_CAP + 1)
    found = reader.connection.execute(select(func.count()).select_from(capped.subquery()), parameters).scalar_one()
    return Total(min(found, COUNT_CAP), found > COUNT_CAP)
