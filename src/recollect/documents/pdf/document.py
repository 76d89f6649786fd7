"""PDF documents, read by PDFium: text in content-stream order, where it stands, and its links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from recollect.documents.extract import Anchor, Extract
from recollect.documents.limits import Limits
from recollect.documents.pdf.file import opened_pdf
from recollect.documents.pdf.frame import PageFrame
from recollect.documents.pdf.hidden_words import take_hidden_words
from recollect.documents.pdf.ocr import Recogniser, has_large_picture
from recollect.documents.pdf.page import draw_notes, find_anchors, has_picture
from recollect.documents.pdf.reading_order import Placed, order_tokens
from recollect.documents.pdf.running_lines import part_running_lines
from recollect.documents.pdf.styles import StyleTable
from recollect.documents.pdf.text import TextWriter
from recollect.documents.pdf.words import PageWords, read_words
from recollect.domain.document import HiddenText
from recollect.errors import (
    BrokenDocument,
    DocumentTooCostly,
    EmptyDocument,
    ScannedDocument,
    TooManyPages,
)


def extract_pdf(
    data: bytes,
    limits: Limits,
    recogniser: Recogniser | None = None,
    *,
    keep_scan: bool = False,
    look_for_hidden: bool = True,
) -> Extract:
    """Read a PDF's text layer, and with `recogniser` the pages that are pictures.

    Raises the `DocumentError` that says why there is no text; with `keep_scan`, a scan without text is no error.
    Only a measurement does not `look_for_hidden` words.
    """
    with opened_pdf(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > limits.max_pages:
            raise TooManyPages(
                f"The document has {count} pages and the limit is {limits.max_pages}; upload only the pages that count."
            )
        reading = _Reading(limits, recogniser, look_for_hidden=look_for_hidden)
        for number in range(1, count + 1):
            reading.add_page(document, number)
    return reading.finish(keep_scan=keep_scan)


_FEW_WORDS = 12
"""As many words on a page that is else a picture are a stamp or a page's number."""
_MANY_LINES = 40
_SELDOM = 0.025
"""A program that breaks words ends more of its lines so."""


class _Reading:
    """The pages read so far."""

    def __init__(self, limits: Limits, recogniser: Recogniser | None, *, look_for_hidden: bool) -> None:
        self._limits = limits
        self._look_for_hidden = look_for_hidden
        self._recogniser = recogniser
        self._characters = 0
        self._pages: list[tuple[PageWords, list[Placed]]] = []
        self._styles = StyleTable()
        self._anchors: list[Anchor] = []
        self._hidden: list[HiddenText] = []
        self._pictures: list[int] = []
        self._unreadable: list[int] = []

    def add_page(self, document: Any, number: int) -> None:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if page:
            self._anchors += find_anchors(document, page, number)
            if draw_notes(page):
                pdfium.FPDF_ClosePage(page)
                page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            self._unreadable.append(number)
            return
        try:
            self._add_text(page, number)
        finally:
            pdfium.FPDF_ClosePage(page)

    def _add_text(self, page: Any, number: int) -> None:
        textpage = pdfium.FPDFText_LoadPage(page)
        if not textpage:
            self._unreadable.append(number)
            return
        try:
            characters = pdfium.FPDFText_CountChars(textpage)
            self._characters += max(0, characters)
            if self._characters > self._limits.max_characters:
                raise DocumentTooCostly(
                    f"The document holds more than {self._limits.max_characters:,} characters; upload a shorter one."
                )
            words = read_words(textpage, characters, PageFrame.of(page), number, self._styles)
            if self._look_for_hidden:
                self._hidden += take_hidden_words(page, textpage, words, self._styles.styles)
        finally:
            pdfium.FPDFText_ClosePage(textpage)
        recognised = self._recognise(page, words)
        if recognised is None and not words.tokens and has_picture(page):
            self._pictures.append(number)
        words = words if recognised is None else recognised
        self._pages.append((words, order_tokens(words.tokens)))

    def _recognise(self, page: Any, words: PageWords) -> PageWords | None:
        """Recognise a page that is a picture, but for a stamp of few words, where that gives more words."""
        few = len(words.tokens) <= _FEW_WORDS
        if self._recogniser is None or not few or not (has_large_picture if words.tokens else has_picture)(page):
            return None
        found = self._recogniser.read_page(page, words.number, self._styles)
        return found if found is not None and len(found.tokens) > len(words.tokens) else None

    def finish(self, *, keep_scan: bool) -> Extract:
        if not self._pages:
            raise BrokenDocument("None of the document's pages can be read; save it again as PDF and upload that.")
        if not any(placed for _, placed in self._pages) and not (keep_scan and self._pictures):
            self._raise_textless()
        writer = TextWriter(seldom_hyphens=_has_seldom_hyphens([page for page, _ in self._pages]))
        parted = part_running_lines(self._pages)
        for parts in parted:
            writer.write_page(parts.page, parts.body)
        for parts in parted:
            writer.write_running(parts.page, parts.running)
        return Extract(
            text=writer.text,
            pages=writer.finish(),
            words=tuple(writer.words),
            styles=self._styles.styles,
            running=tuple(writer.running),
            hidden_text=tuple(self._hidden),
            anchors=tuple(self._anchors),
            warnings=(
                *self._warn(self._unreadable, "cannot be read"),
                *self._warn(self._pictures, "is a picture only"),
                *self._warn_of_recognition(),
            ),
        )

    def _raise_textless(self) -> None:
        if not self._pictures:
            raise EmptyDocument("The document's pages are blank; check that it is the right file.")
        if self._recogniser is None:
            tried = "run text recognition (OCR) first"
        elif self._recogniser.failed:
            tried = "text recognition failed on them (`recollect doctor` says why): run it elsewhere"
        else:
            tried = "no words were recognised on them: scan it anew"
        raise ScannedDocument(
            f"The pages are pictures without a text layer; {tried}, or save the document as PDF from the program it "
            "was written in, and upload that. It can be kept without its text too, as a scan."
        )

    def _warn_of_recognition(self) -> list[str]:
        """Say which pages hold what Tesseract took for words, and that some may lack it."""
        said = [
            f"Page {page.number} is a picture; its words were recognised (OCR), {page.ocr_confidence:.0%} sure."
            for page, _ in self._pages
            if page.ocr_confidence is not None
        ]
        failed = self._recogniser is not None and self._recogniser.failed
        return (
            [*said, "Text recognition failed or ran out of time; `recollect doctor` looks at it."] if failed else said
        )

    @staticmethod
    def _warn(numbers: list[int], what: str) -> list[str]:
        return [f"Page {number} {what}; its text is missing here." for number in numbers]


def _has_seldom_hyphens(pages: Sequence[PageWords]) -> bool:
    lines = sum(page.raw.count("\n") for page in pages)
    broken = sum(token.broken for page in pages for token in page.tokens)
    return lines >= _MANY_LINES and broken < _SELDOM * lines
