"""The lines of a document's first page, with the size of their type where the format has one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from recollect.documents.extract import Extract
from recollect.domain.document import TextStyle, Word

_PLAIN_TEXT_LINES = 60
"""A text without pages: so many lines may hold the title block and a side column of contact details."""
_MAX_CHARACTERS = 20_000
"""Several times what fits on a page; what comes after so many on the first one is not searched."""


class Line(Struct, frozen=True, kw_only=True):
    """A line that is not blank: its span without white space at its ends, its type size and its top in points."""

    start: int
    end: int
    text: str
    size: float = 0.0
    top: float = 0.0


def first_page_lines(extract: Extract) -> list[Line]:
    """Give the lines of the first page that has text, or the first lines of a format without pages."""
    page = next((page for page in extract.pages if page.end > page.start), None)
    begin, stop = (page.start, page.end) if page else (0, len(extract.text))
    starts = [word.start for word in extract.words]
    lines: list[Line] = []
    for row in _head(extract.text[begin:stop]).split("\n"):
        text = row.strip()
        if text:
            start = begin + row.index(text)
            words = extract.words[bisect_left(starts, start) : bisect_left(starts, start + len(text))]
            lines.append(_line(start, text, words, extract.styles))
        begin += len(row) + 1
        if page is None and len(lines) == _PLAIN_TEXT_LINES:
            break
    return lines


def _head(text: str) -> str:
    """Give the beginning of a text, whole lines where it has any, so that nothing is cut in the middle."""
    if len(text) <= _MAX_CHARACTERS:
        return text
    head = text[:_MAX_CHARACTERS]
    return head[: max(head.rfind("\n"), 0) or max(head.rfind(" "), 0)]


def body_size(lines: Sequence[Line]) -> float:
    """Give the median type size of the characters; 0 for a format without sizes."""
    reach = sum(len(line.text) for line in lines) / 2
    for line in sorted(lines, key=lambda line: line.size):
        reach -= len(line.text)
        if reach <= 0:
            return line.size
    return 0.0


def _line(start: int, text: str, words: tuple[Word, ...], styles: Sequence[TextStyle]) -> Line:
    if not words:
        return Line(start=start, end=start + len(text), text=text)
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        size=round(median(_height(word, styles) for word in words), 1),
        top=min(word.box[1] for word in words),
    )


def _height(word: Word, styles: Sequence[TextStyle]) -> float:
    """Give how high a word is set: its box, or the size of its type in a format without pages."""
    height = word.box[3] - word.box[1]
    return height if height or not 0 <= word.style < len(styles) else styles[word.style].size
