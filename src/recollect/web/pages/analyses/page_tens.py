"""A long document is shown ten pages at a time: the ways to the others, and where each mark is to be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from msgspec import Struct

from recollect.services.resumes.marked_pages import MarkedPage

PAGES_AT_ONCE = 10


class Ten(Struct, frozen=True, kw_only=True):
    """Some pages that follow each other, and the address at which they are shown."""

    label: str
    address: str
    is_shown: bool


class PageTens(Struct, frozen=True, kw_only=True):
    """Which pages of a document are shown at an address, from `first` to `last` of `total`; none where `total` is 0.

    `homes` has the page on which each mark begins.
    """

    own: str
    query: Mapping[str, str]
    first: int
    last: int
    total: int
    homes: Mapping[str, int]

    @property
    def said(self) -> str:
        """The pages that are shown, in words."""
        if self.total > PAGES_AT_ONCE:
            return f"Pages {self.first}–{self.last} of {self.total}"
        return "1 page" if self.total == 1 else f"{self.total} pages"

    @property
    def tens(self) -> tuple[Ten, ...]:
        """The ways to all pages; none where all are shown."""
        firsts = range(1, self.total + 1, PAGES_AT_ONCE) if self.total > PAGES_AT_ONCE else ()
        return tuple(self._ten(first) for first in firsts)

    @property
    def before(self) -> Ten | None:
        """The pages before those that are shown."""
        return self._ten(self.first - PAGES_AT_ONCE) if self.first > 1 else None

    @property
    def after(self) -> Ten | None:
        """The pages after those that are shown."""
        return self._ten(self.last + 1) if self.last < self.total else None

    def address_of(self, mark_id: str, anchor: str) -> str:
        """Give where a mark is to be seen: on this page, or where its pages are shown."""
        home = _first_of_ten(self.homes.get(mark_id, self.first))
        return f"#{anchor}" if home == self.first else f"{self._address(home)}#{anchor}"

    def _ten(self, first: int) -> Ten:
        last = min(first + PAGES_AT_ONCE - 1, self.total)
        return Ten(
            label=f"{first}–{last}" if last > first else f"{first}",
            address=f"{self._address(first)}#pages",
            is_shown=first == self.first,
        )

    def _address(self, first: int) -> str:
        query = {name: value for name, value in self.query.items() if value}
        if first > 1:
            query["first_page"] = str(first)
        return f"{self.own}?{urlencode(query)}" if query else self.own


def find_tens(
    pages: Sequence[MarkedPage], first_page: int, *, own: str, query: Mapping[str, str] | None = None
) -> PageTens:
    """Give the ten pages among which `first_page` is; the last there are where it is past them."""
    total = len(pages)
    first = _first_of_ten(min(max(first_page, 1), max(total, 1)))
    return PageTens(
        own=own,
        query=query or {},
        first=first,
        last=min(first + PAGES_AT_ONCE - 1, total),
        total=total,
        homes={mark.id: page.number for page in pages for mark in page.marks if mark.begins},
    )


def _first_of_ten(page: int) -> int:
    return (page - 1) // PAGES_AT_ONCE * PAGES_AT_ONCE + 1
