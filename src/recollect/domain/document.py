"""A document as it was read: text in reading order, where each word stands, and who it speaks of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

MediaType = Literal[
    "application/pdf",
    "text/plain",
    "text/markdown",
    "text/html",
    "application/rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
]
TextQuality = Literal["good", "fair", "poor", "none"]
_BOLD = 600
Box = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in PDF points from the page's top left."""


class PageSpan(Struct, frozen=True, array_like=True):
    """One page: its number from 1, the span of its text, and its size in PDF points.

    `ocr_confidence` is from 0 to 1 where the words were recognised in a picture, and null where they stand in the file.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    ocr_confidence: float | None = None


class TextStyle(Struct, frozen=True, array_like=True):
    """How words look: the size of their type in points, its weight (400 is regular, 700 bold), and their colour."""

    size: float
    weight: int = 400
    italic: bool = False
    colour: int = 0
    """``0xRRGGBB``."""

    @property
    def bold(self) -> bool:
        """Whether the type is heavier than a text's."""
        return self.weight >= _BOLD


class Word(Struct, frozen=True, array_like=True, gc=False):
    """One word: its span in the text, its page from 1 (0 in a format without pages), and its box.

    `style` is its place among the layout's styles, -1 where that is not known. Words of one `block` of a page stand
    below each other in one column.
    """

    start: int
    end: int
    page: int
    box: Box
    style: int = -1
    block: int = 0


class Span(Struct, frozen=True, array_like=True):
    """Characters of a text: from `start` to before `end`."""

    start: int
    end: int


class FieldValue(Struct, frozen=True, kw_only=True):
    """A value that was read from a document or corrected by a person; offsets are code points of its text."""

    value: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
    boxes: tuple[Box, ...] | None = None
    confidence: float = 1.0
    source: Literal["parsed", "corrected"] = "parsed"


class Position(Struct, frozen=True, kw_only=True):
    """A position held; dates as ``YYYY-MM`` or ``YYYY``."""

    title: FieldValue | None = None
    organisation: FieldValue | None = None
    start_date: FieldValue | None = None
    end_date: FieldValue | None = None
    current: bool = False
    location: FieldValue | None = None


class Education(Struct, frozen=True, kw_only=True):
    """A course of education; the end date as ``YYYY-MM`` or ``YYYY``."""

    degree: FieldValue | None = None
    level: FieldValue | None = None
    field: FieldValue | None = None
    institution: FieldValue | None = None
    end_date: FieldValue | None = None


class LanguageSkill(Struct, frozen=True, kw_only=True):
    """A language and how well it is spoken."""

    language: FieldValue | None = None
    level: FieldValue | None = None


class Fields(Struct, frozen=True, kw_only=True):
    """What a document says of a person; null or empty where that is unsure."""

    name: FieldValue | None = None
    emails: tuple[FieldValue, ...] = ()
    phones: tuple[FieldValue, ...] = ()
    links: tuple[FieldValue, ...] = ()
    location: FieldValue | None = None
    headline: FieldValue | None = None
    positions: tuple[Position, ...] = ()
    education: tuple[Education, ...] = ()
    languages: tuple[LanguageSkill, ...] = ()
    certificates: tuple[FieldValue, ...] = ()
    skills: tuple[FieldValue, ...] = ()


class Section(Struct, frozen=True, kw_only=True, gc=False):
    """A part of a résumé: what it is about, its heading as written, and its span, heading included."""

    kind: Literal["summary", "experience", "education", "skills", "certificates", "languages", "projects", "other"]
    heading: str
    start: int
    end: int


class HiddenText(Struct, frozen=True, kw_only=True):
    """Words in a file that a reader of the page cannot see, and why; they are no part of the document's text.

    `alarm` when they are several and name skills or give instructions: they were meant for a program.
    """

    text: str
    page: int | None
    reason: str
    boxes: tuple[Box, ...] = ()
    alarm: bool = False


class Document(Struct, frozen=True, kw_only=True):
    """A document as it was read. `text` is in reading order; all offsets are code points of it."""

    media_type: MediaType
    text: str
    pages: tuple[PageSpan, ...] = ()
    words: tuple[Word, ...] = ()
    styles: tuple[TextStyle, ...] = ()
    running: tuple[Span, ...] = ()
    fields: Fields = Fields()
    sections: tuple[Section, ...] = ()
    hidden_text: tuple[HiddenText, ...] = ()
    warnings: tuple[str, ...] = ()
    text_quality: TextQuality = "good"
    reader_version: str = ""

    @property
    def layout(self) -> Layout:
        """Where its words stand and how they look."""
        return Layout(pages=self.pages, words=self.words, styles=self.styles, running=self.running)


class Layout(Struct, frozen=True, kw_only=True):
    """Where the words of one text stand on the pages of one file, and how they look.

    `running` are headers and footers that repeat from page to page: they stand at the text's end, out of its sentences.
    """

    pages: tuple[PageSpan, ...] = ()
    words: tuple[Word, ...] = ()
    styles: tuple[TextStyle, ...] = ()
    running: tuple[Span, ...] = ()

    def style_of(self, word: Word) -> TextStyle | None:
        """Give how a word looks, or None where that is not known."""
        return self.styles[word.style] if 0 <= word.style < len(self.styles) else None

    def page_of(self, offset: int) -> int | None:
        """Give the page on which the character at `offset` stands, or None for a format without pages."""
        index = bisect_right(self.words, offset, key=lambda word: word.start) - 1
        if index >= 0 and offset < self.words[index].end:
            return self.words[index].page or None
        for page in self.pages:
            if offset < page.end:
                return page.number
        return self.pages[-1].number if self.pages else None

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...] | None:
        """Give one box for each line that the span touches, or None for a format without pages."""
        if not self.pages:
            return None
        touched = _overlapping(self.words, start, end)
        return tuple(_lines(touched)) or None

    def places_of(self, start: int, end: int) -> dict[int, tuple[Box, ...]]:
        """Give one box for each line that the span touches, by page; nothing for a format without pages."""
        if not self.pages:
            return {}
        touched = _overlapping(self.words, start, end)
        return {page: tuple(_lines(list(words))) for page, words in groupby(touched, key=lambda word: word.page)}

    def lines(self) -> Iterator[tuple[Word, Word]]:
        """Give the first and the last word of each line, in the order of reading: words side by side in one column."""
        first = last = None
        for word in self.words:
            if first is None or last is None or not _goes_on(last, word):
                if first is not None and last is not None:
                    yield first, last
                first = word
            last = word
        if first is not None and last is not None:
            yield first, last


def _goes_on(last: Word, word: Word) -> bool:
    """Tell whether a word stands on the line of the one before it."""
    (_, ly0, lx1, ly1), (x0, y0, _, y1) = last.box, word.box
    same_column = (last.page, last.block) == (word.page, word.block)
    return same_column and x0 >= lx1 - (ly1 - ly0) and min(y1, ly1) - max(y0, ly0) > (y1 - y0) / 2


def _overlapping(words: Sequence[Word], start: int, end: int) -> list[Word]:
    """Give the words that a span touches; they stand in the text's order."""
    first = bisect_right(words, start, key=lambda word: word.end)
    last = bisect_left(words, end, key=lambda word: word.start)
    return list(words[first:last])


def _lines(words: Sequence[Word]) -> list[Box]:
    """Join the boxes of words that stand on one line."""
    lines: list[tuple[int, Box]] = []
    for word in words:
        x0, y0, x1, y1 = word.box
        if lines:
            page, (lx0, ly0, lx1, ly1) = lines[-1]
            overlap = min(y1, ly1) - max(y0, ly0)
            if page == word.page and overlap > (y1 - y0) / 2 and x0 >= lx0:
                lines[-1] = (page, (lx0, min(ly0, y0), max(lx1, x1), max(ly1, y1)))
                continue
        lines.append((word.page, word.box))
    return [box for _, box in lines]
