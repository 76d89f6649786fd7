"""Headers and footers that run along a document's pages, so that no sentence is read with one in its middle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from recollect.documents.pdf.reading_order import Placed
from recollect.documents.pdf.words import PageWords

_MAX_LINES = 3
"""Lines of a header or a footer."""
_SAME_HEIGHT = 4.0
_MARGIN = 0.15
"""Headers and footers stand in this part of a page's height at its top and at its bottom."""
_TALLEST_LINE = 40.0
_LONGEST = 90
_MAX_SHARE = 0.3
"""Pages of which more is the same have the same text, not a long header."""
_NUMBER = re.compile(r"\d+")
_PAGE_WORD = r"(?:page|p\.|seite|página|pagina|pág\.|pag\.|strona|str\.|blz\.)"
_PAGE_NUMBER = re.compile(
    rf"[\s\-–—|·•]*(?:{_PAGE_WORD}\s*#|#\s*(?:/|of|von|de|di|sur|van|z)\s*#|#)[\s\-–—|·•]*"
    rf"|.*(?:{_PAGE_WORD}\s*#(?:\s*(?:/|of|von|de|di|sur|van|z)\s*#)?|\b#\s*(?:/|of|von|sur|van)\s*#)\s*",
    re.IGNORECASE,
)


class PageParts(Struct, frozen=True):
    """What belongs to a page's text, and what runs along its edges, each in the order of reading."""

    page: PageWords
    body: list[Placed]
    running: list[Placed]


class _Line(Struct):
    """A line at a page's edge: its text with the page's number masked, its distance from that edge, and its parts."""

    text: str
    distance: float
    placed: list[Placed]


def part_running_lines(pages: Sequence[tuple[PageWords, list[Placed]]]) -> list[PageParts]:
    """Part each page's text from its running header and footer; the first page's header always stays."""
    if len(pages) < 2:  # noqa: PLR2004 - nothing runs along one page
        return [PageParts(page, placed, []) for page, placed in pages]
    taken: list[set[int]] = [set() for _ in pages]
    for top in (True, False):
        edges = [list(_edge_lines(page, placed, len(pages), top=top)) for page, placed in pages]
        for number, lines in enumerate(edges):
            others = [line for other, found in enumerate(edges) if other != number for line in found]
            for line in [] if top and number == 0 else lines:
                if not _runs_along(line, others):
                    break
                taken[number] |= {place.begin for place in line.placed}
    return [_parts(page, placed, begins) for (page, placed), begins in zip(pages, taken, strict=True)]


def _parts(page: PageWords, placed: list[Placed], taken: set[int]) -> PageParts:
    running = [place for place in placed if place.begin in taken]
    if sum(place.end - place.begin for place in running) > _MAX_SHARE * len(page.tokens):
        return PageParts(page, placed, [])
    return PageParts(page, [place for place in placed if place.begin not in taken], running)


def _runs_along(line: _Line, others: Sequence[_Line]) -> bool:
    if len(line.text) <= _LONGEST and _PAGE_NUMBER.fullmatch(line.text):
        return True
    return any(other.text == line.text and abs(other.distance - line.distance) <= _SAME_HEIGHT for other in others)


def _edge_lines(page: PageWords, placed: Sequence[Placed], count: int, *, top: bool) -> Iterator[_Line]:
    """Give the outermost lines at an edge, from the edge inwards."""
    height = page.frame.height
    spans = []
    for place in placed:
        boxes = [page.tokens[index].box for index in range(place.begin, place.end)]
        y0, y1 = min(box[1] for box in boxes), max(box[3] for box in boxes)
        distance = y0 if top else height - y1
        if distance <= _MARGIN * height and y1 - y0 <= _TALLEST_LINE:
            spans.append((distance, y0, y1, place))
    spans.sort(key=lambda span: span[0])
    for _ in range(_MAX_LINES):
        if not spans:
            return
        distance, y0, y1, _place = spans[0]
        middle = (y0 + y1) / 2
        line = [span for span in spans if span[1] <= middle <= span[2]]
        spans = [span for span in spans if not span[1] <= middle <= span[2]]
        found = sorted((span[3] for span in line), key=lambda place: page.tokens[place.begin].box[0])
        yield _Line(_masked(page, found, count), distance, found)


def _masked(page: PageWords, placed: Sequence[Placed], count: int) -> str:
    """Give a line's text with the number of the page, and of all pages, masked."""
    words = (page.tokens[index].text for place in placed for index in range(place.begin, place.end))
    numbers = {str(page.number), str(count)}
    return _NUMBER.sub(lambda number: "#" if number[0] in numbers else number[0], " ".join(words).casefold())
