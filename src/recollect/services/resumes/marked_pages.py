"""The pages of a résumé with what an analysis points at on them, in PDF points from the top left."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from recollect.domain.analysis import AnalysisResult
from recollect.domain.document import Box, Layout


class PageMark(Struct, frozen=True, kw_only=True):
    """Lines of a page that evidence (``E1``) or a flag (``F1``) points at; it `begins` on one page only."""

    id: str
    boxes: tuple[Box, ...]
    begins: bool


class PageLine(Struct, frozen=True):
    """A line of text and the place it takes."""

    text: str
    box: Box


class MarkedPage(Struct, frozen=True, kw_only=True):
    """A page: its number from 1, its size, what is marked on it, and its lines in the order of reading."""

    number: int
    width: float
    height: float
    marks: tuple[PageMark, ...]
    lines: tuple[PageLine, ...]


def mark_pages(text: str, layout: Layout, result: AnalysisResult | None) -> tuple[MarkedPage, ...]:
    """Give the pages of a text, with what a result that was found in this very text points at."""
    marks = _marks(layout, result) if result is not None else {}
    lines = _lines(text, layout)
    return tuple(
        MarkedPage(
            number=page.number,
            width=page.width,
            height=page.height,
            marks=tuple(marks.get(page.number, ())),
            lines=tuple(lines.get(page.number, ())),
        )
        for page in layout.pages
    )


def _marks(layout: Layout, result: AnalysisResult) -> dict[int, list[PageMark]]:
    marks: dict[int, list[PageMark]] = defaultdict(list)
    for one in result.evidence:
        if one.verified:
            _put(marks, one.id, layout.places_of(one.start, one.end))
    for number, flag in enumerate(result.flags, start=1):
        if flag.start is not None and flag.end is not None:
            _put(marks, f"F{number}", layout.places_of(flag.start, flag.end))
        elif flag.page is not None and flag.boxes:  # what a reader can't see is no part of the text
            _put(marks, f"F{number}", {flag.page: flag.boxes})
    return marks


def _put(marks: dict[int, list[PageMark]], mark_id: str, places: dict[int, tuple[Box, ...]]) -> None:
    for place, (page, boxes) in enumerate(sorted(places.items())):
        marks[page].append(PageMark(id=mark_id, boxes=boxes, begins=place == 0))


def _lines(text: str, layout: Layout) -> dict[int, list[PageLine]]:
    lines: dict[int, list[PageLine]] = defaultdict(list)
    for first, last in layout.lines():
        written = " ".join(text[first.start : last.end].split())
        box = (first.box[0], min(first.box[1], last.box[1]), last.box[2], max(first.box[3], last.box[3]))
        lines[first.page].append(PageLine(written, box))
    return lines
