"""The text of a format without pages as it is read: lines, the type they are set in, links, and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from recollect.documents.characters import clean_lines
from recollect.documents.extract import Extract, Link
from recollect.documents.limits import Limits
from recollect.domain.document import Box, HiddenText, Span, TextStyle, Word
from recollect.errors import DocumentTooCostly, EmptyDocument, ScannedDocument

_MOST_LINKS = 500
_LONGEST_URI = 2048
_MOST_HIDDEN = 500


PLAIN = TextStyle(11.0)
"""How text looks of which a file says nothing."""
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_NO_PAGE = 0
_LIST_MARK = re.compile(r"\A([•▪➢✓❖–-]|\d{1,2}[.)])\t")
_WORD = re.compile(r"\S+")


class _Piece(Struct):
    text: str
    style: TextStyle
    uri: str


_BETWEEN = _Piece(" ", PLAIN, "")
"""What stands between two paragraphs that are kept in one line."""


class Flow:
    """A text that grows by runs, lines and paragraphs; `finish` gives what became of it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._line: list[_Piece] = []
        self._lines: list[str] = []
        self._length = 0
        self._blank_before = False
        self._words: list[Word] = []
        self._styles: dict[TextStyle, int] = {}
        self._links: list[Link] = []
        self._running: list[Span] = []
        self._holds = 0
        self._line_shows = False
        self._hidden: list[HiddenText] = []
        self._hidden_length = 0
        self._warnings: dict[str, None] = {}

    @property
    def in_line(self) -> bool:
        """Whether something stands in the present line."""
        return self._line_shows

    @property
    def has_text(self) -> bool:
        """Whether anything that can be seen was written."""
        return bool(self._lines) or self.in_line

    def write(self, text: str, style: TextStyle = PLAIN, uri: str = "") -> None:
        """Add words to the present line; a line end in them begins a new one."""
        if text.isprintable() or text == "\t":
            self._add(_Piece(text, style, uri))
            return
        first, *rest = clean_lines(text).split("\n")
        self._add(_Piece(first, style, uri))
        for line in rest:
            self.end_line()
            self._add(_Piece(line, style, uri))

    def end_line(self) -> None:
        """Begin a new line, where something stands in the present one."""
        if self._holds:
            if self._line and self._line[-1].text.strip():
                self._add(_BETWEEN)
            return
        pieces, self._line, self._line_shows = self._line, [], False
        text = "".join(piece.text for piece in pieces)
        line = _LIST_MARK.sub(lambda mark: mark[1] + " ", text.strip(), count=1)
        if not line:
            return
        self._begin(len(line))
        start = self._length - len(line)
        at = start - (len(text) - len(text.lstrip()))
        for piece in pieces:
            if piece.uri:
                self._note_link(piece, max(start, at), min(self._length, at + len(piece.text)))
            at += len(piece.text)
        self._note_words(line, start, pieces, len(text) - len(text.lstrip()))
        self._lines.append(line)

    def end_paragraph(self) -> None:
        """End the line; a paragraph without words leaves a blank line, and several leave one."""
        if self.in_line or self._holds:
            self.end_line()
        else:
            self._line.clear()
            self._blank_before = True

    def hold_line(self) -> None:
        """Keep what follows in one line, until `release_line` has been called as often."""
        self._holds += 1

    def release_line(self) -> None:
        """Let lines end again."""
        self._holds -= 1
        while self._line and self._line[-1] is _BETWEEN:
            self._line.pop()

    @contextmanager
    def one_line(self) -> Iterator[None]:
        """Keep what is written meanwhile in one line."""
        self.hold_line()
        try:
            yield
        finally:
            self.release_line()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Take what is written meanwhile for headers and footers, which are no part of the text's sentences."""
        self.leave_blank()
        lines, start = len(self._lines), self._length
        yield
        self.end_line()
        if lines and len(self._lines) > lines:
            self._running.append(Span(start + 2, self._length))

    def leave_blank(self) -> None:
        """End the line, and leave a blank one before the next."""
        self.end_line()
        self._blank_before = not self._holds or self._blank_before

    def hide(self, text: str, reason: str) -> None:
        """Note words that a reader cannot see. They are no part of the text."""
        words = " ".join(clean_lines(text).split())
        if not words:
            return
        self._count_hidden(len(words))
        last = self._hidden[-1] if self._hidden else None
        if last is not None and last.reason == reason and len(last.text) < _MOST_HIDDEN:
            self._hidden[-1] = HiddenText(text=f"{last.text} {words}", page=None, reason=reason)
        elif len(self._hidden) < _MOST_HIDDEN:
            self._hidden.append(HiddenText(text=words, page=None, reason=reason))

    def warn(self, warning: str) -> None:
        """Say once what a reader of the text should know."""
        self._warnings[warning] = None

    def finish(self, *, has_pictures: bool = False) -> Extract:
        """Give the whole. Raises `ScannedDocument` when only pictures can be seen, `EmptyDocument` when nothing can."""
        self.end_line()
        if not self._lines and has_pictures:
            raise ScannedDocument(
                "The document holds pictures and no text; save it as PDF, have its text recognised (OCR), and upload "
                "that. It can be kept without its text too, as a scan."
            )
        if not self._lines:
            raise EmptyDocument("The document shows no text; check that it is the right file.")
        return Extract(
            text="\n".join(self._lines),
            words=tuple(self._words),
            styles=tuple(self._styles),
            running=tuple(self._running),
            links=tuple(self._links),
            hidden_text=tuple(self._hidden),
            warnings=tuple(self._warnings),
        )

    def _add(self, piece: _Piece) -> None:
        self._line.append(piece)
        self._line_shows = self._line_shows or bool(piece.text.strip())

    def _begin(self, length: int) -> None:
        """Make room for a line after the ones before, with a blank one between where that is wanted."""
        if self._lines:
            if self._blank_before:
                self._lines.append("")
                self._length += 1
            self._length += 1
        self._blank_before = False
        self._length += length
        if self._length > self._limits.max_characters:
            raise _too_long(self._limits)

    def _note_link(self, piece: _Piece, start: int, end: int) -> None:
        if start >= end or not piece.text.strip():
            return
        last = self._links[-1] if self._links else None
        if last is not None and last.uri == piece.uri and last.end >= start - 1:
            self._links[-1] = Link(last.start, end, last.uri)
        elif len(piece.uri) <= _LONGEST_URI and len(self._links) < _MOST_LINKS:
            self._links.append(Link(start, end, piece.uri))

    def _note_words(self, line: str, start: int, pieces: list[_Piece], skipped: int) -> None:
        """Note each word with the style of its first character; the line begins `skipped` characters into them."""
        rest = iter(pieces)
        piece = next(rest)
        end = len(piece.text)
        for word in _WORD.finditer(line):
            while end <= word.start() + skipped:
                piece = next(rest)
                end += len(piece.text)
            style = self._styles.setdefault(piece.style, len(self._styles))
            self._words.append(Word(start + word.start(), start + word.end(), _NO_PAGE, _NOWHERE, style))

    def _count_hidden(self, length: int) -> None:
        self._hidden_length += length
        if self._hidden_length > self._limits.max_characters:
            raise _too_long(self._limits)


def _too_long(limits: Limits) -> DocumentTooCostly:
    return DocumentTooCostly(
        f"The document holds more than {limits.max_characters:,} characters; upload a shorter one."
    )
