"""Pages of lists: cursors that cost the same on the last page as on the first."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")
U = TypeVar("U")

DEFAULT_LIMIT, MAX_LIMIT = 50, 500
COUNT_CAP = 10_000
"""Filtered lists are counted exactly up to here."""


class Page(Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a list."""

    items: tuple[T, ...]
    total: int
    total_is_lower_bound: bool = False
    next_cursor: str | None = None

    def holding(self, items: tuple[U, ...]) -> Page[U]:
        """Give the same page of a list with other items on it."""
        return Page(
            items=items,
            total=self.total,
            total_is_lower_bound=self.total_is_lower_bound,
            next_cursor=self.next_cursor,
        )
