"""The text of a PDF, put together from the words of its pages, and where each word stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from recollect.documents.hyphens import keeps_hyphen
from recollect.documents.pdf.reading_order import Placed
from recollect.documents.pdf.words import PageWords, Token
from recollect.domain.document import PageSpan, Span, Word

_PAGE_BREAK = "\n\n"


class TextWriter:
    """Writes pages one after the other, and after the last one what runs along them."""

    def __init__(self, *, seldom_hyphens: bool = False) -> None:
        self._seldom_hyphens = seldom_hyphens
        self._parts: list[str] = []
        self._length = 0
        self.words: list[Word] = []
        self.pages: list[PageSpan] = []
        self.running: list[Span] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write_page(self, page: PageWords, placed: Sequence[Placed]) -> None:
        """Write a page, parted from the one before by a blank line."""
        start = self._write(page, placed, _PAGE_BREAK)
        size = (page.frame.width, page.frame.height)
        self.pages.append(PageSpan(page.number, start, self._length, *size, page.ocr_confidence))

    def write_running(self, page: PageWords, placed: Sequence[Placed]) -> None:
        """Write a header or footer that was left out of its page."""
        start = self._write(page, placed, "\n" if self.running else _PAGE_BREAK)
        if start < self._length:
            self.running.append(Span(start, self._length))

    def finish(self) -> tuple[PageSpan, ...]:
        """Give the pages: the last one reaches to the text's end."""
        if self.running and self.pages:
            last = self.pages[-1]
            self.pages[-1] = replace(last, end=self._length)
        return tuple(self.pages)

    def _write(self, page: PageWords, placed: Sequence[Placed], before: str) -> int:
        """Write tokens, and give where the first one stands."""
        start = self._length
        joined = False
        for place_at, place in enumerate(placed):
            for index in range(place.begin, place.end):
                token = page.tokens[index]
                space = token.space if index > place.begin or place.space is None else place.space
                if index == placed[0].begin and place_at == 0:
                    space = before if self._parts else ""
                    start += len(space)
                if not joined:
                    self._add(space)
                text, joined = self._with_hyphen(page, placed, place_at, index)
                self.words.append(
                    Word(self._length, self._length + len(text), page.number, token.box, token.style, place.block)
                )
                self._add(text)
        return start

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _with_hyphen(self, page: PageWords, placed: Sequence[Placed], place_at: int, index: int) -> tuple[str, bool]:
        """Give a token's text with its hyphen where that belongs to it, and whether the next one continues it."""
        token = page.tokens[index]
        if not token.broken:
            return token.text, False
        rest = _continuation(page.tokens, placed, place_at, index)
        if rest is None:
            return token.text + "-", False
        kept = keeps_hyphen(token.text, rest.text, page.raw, seldom=self._seldom_hyphens)
        return (token.text + "-" if kept else token.text), True


def _continuation(tokens: Sequence[Token], placed: Sequence[Placed], place_at: int, index: int) -> Token | None:
    """Give the token that a broken word goes on with: the next one in the same column."""
    if index + 1 < placed[place_at].end:
        return tokens[index + 1]
    if place_at + 1 == len(placed):
        return None
    following = placed[place_at + 1]
    goes_on = tokens[following.begin].space == "" if following.space is None else following.space == "\n"
    return tokens[following.begin] if goes_on and following.block == placed[place_at].block else None
