"""PDF documents, read by PDFium: text in content-stream order, where it stands, and its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2  # noqa: F401 - importing it starts the library
import pypdfium2.raw as pdfium

from recollect.documents.extract import Anchor, Extract
from recollect.documents.limits import Limits
from recollect.documents.pdf_frame import PageFrame
from recollect.documents.pdf_page import draw_notes, find_anchors, has_picture
from recollect.documents.pdf_styles import StyleTable
from recollect.documents.pdf_text import TextWriter
from recollect.documents.pdf_words import PageWords, read_words
from recollect.documents.reading_order import Placed, order_tokens
from recollect.documents.running_lines import part_running_lines
from recollect.errors import (
    BrokenDocument,
    DocumentTooCostly,
    EmptyDocument,
    EncryptedDocument,
    ScannedDocument,
    TooManyPages,
)


def extract_pdf(data: bytes, limits: Limits) -> Extract:
    """Read a PDF's text layer. Raises the `DocumentError` that says why there is none."""
    with _opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > limits.max_pages:
            raise TooManyPages(
                f"The document has {count} pages and the limit is {limits.max_pages}; upload only the pages that count."
            )
        reading = _Reading(limits)
        for number in range(1, count + 1):
            reading.add_page(document, number)
    return reading.finish()


_MANY_LINES = 40
_SELDOM = 0.025
"""A program that breaks words ends more of its lines so."""


class _Reading:
    """The pages read so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._characters = 0
        self._pages: list[tuple[PageWords, list[Placed]]] = []
        self._styles = StyleTable()
        self._anchors: list[Anchor] = []
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
        finally:
            pdfium.FPDFText_ClosePage(textpage)
        self._pages.append((words, order_tokens(words.tokens)))
        if not words.tokens and has_picture(page):
            self._pictures.append(number)

    def finish(self) -> Extract:
        if not self._pages:
            raise BrokenDocument("None of the document's pages can be read; save it again as PDF and upload that.")
        if not any(placed for _, placed in self._pages):
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
            anchors=tuple(self._anchors),
            warnings=(
                *self._warn(self._unreadable, "cannot be read"),
                *self._warn(self._pictures, "is a picture only"),
            ),
        )

    def _raise_textless(self) -> None:
        if self._pictures:
            raise ScannedDocument(
                "The pages are pictures without a text layer; run text recognition (OCR) first, "
                "or save the document as PDF from the program it was written in, and upload that."
            )
        raise EmptyDocument("The document's pages are blank; check that it is the right file.")

    @staticmethod
    def _warn(numbers: list[int], what: str) -> list[str]:
        return [f"Page {number} {what}; its text is missing here." for number in numbers]


def _has_seldom_hyphens(pages: Sequence[PageWords]) -> bool:
    lines = sum(page.raw.count("\n") for page in pages)
    broken = sum(token.broken for page in pages for token in page.tokens)
    return lines >= _MANY_LINES and broken < _SELDOM * lines


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)  # `data` outlives it: the caller holds it
    if not document:
        _raise_unopened(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _raise_unopened(code: int) -> None:
    if code == pdfium.FPDF_ERR_PASSWORD:
        raise EncryptedDocument("The document asks for a password. Save it without a password and upload it again.")
    if code == pdfium.FPDF_ERR_SECURITY:
        raise EncryptedDocument(
            "The document's protection is of a kind not known here. Save it without a password and upload it again."
        )
    raise BrokenDocument(
        "The file says it is a PDF, but its structure can't be followed; it may have been cut off on its way. "
        "Save it again as PDF and upload that."
    )
