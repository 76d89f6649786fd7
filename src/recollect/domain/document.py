"""A document as it was read: text in reading order, where each word stands, and who it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

MediaType = Literal["application/pdf", "text/plain"]
TextQuality = Literal["good", "fair", "poor"]
Box = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in PDF points from the page's top left."""


class PageSpan(Struct, frozen=True, array_like=True):
    """One page: its number from 1, the span of its text, and its size in PDF points."""

    number: int
    start: int
    end: int
    width: float
    height: float


class Word(Struct, frozen=True, array_like=True):
    """One word: its span in the text, its page from 1, and its box."""

    start: int
    end: int
    page: int
    box: Box


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


class Section(Struct, frozen=True, kw_only=True):
    """A part of a résumé: what it is about, its heading as written, and its span, heading included."""

    kind: Literal["summary", "experience", "education", "skills", "certificates", "languages", "projects", "other"]
    heading: str
    start: int
    end: int


class HiddenText(Struct, frozen=True, kw_only=True):
    """Words in a file that a reader of the page cannot see, and why."""

    text: str
    page: int
    reason: str
    boxes: tuple[Box, ...] = ()


class Document(Struct, frozen=True, kw_only=True):
    """A document as it was read. `text` is in reading order; all offsets are code points of it."""

    media_type: MediaType
    text: str
    pages: tuple[PageSpan, ...] = ()
    words: tuple[Word, ...] = ()
    fields: Fields = Fields()
    hidden_text: tuple[HiddenText, ...] = ()
    warnings: tuple[str, ...] = ()
    text_quality: TextQuality = "good"
    reader_version: str = ""


class Layout(Struct, frozen=True, kw_only=True):
    """Where the words of one text stand on the pages of one file."""

    pages: tuple[PageSpan, ...] = ()
    words: tuple[Word, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Give the page on which the character at `offset` stands, or None for a format without pages."""
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


def _overlapping(words: Sequence[Word], start: int, end: int) -> list[Word]:
    return [w for w in words if w.start < end and w.end > start]


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
