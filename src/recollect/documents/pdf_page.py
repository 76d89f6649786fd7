"""One page of a PDF: its text and words, its links, and whether there is a picture on it."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from recollect.documents.characters import clean_characters
from recollect.documents.extract import Anchor
from recollect.documents.hyphens import keeps_hyphen
from recollect.domain.document import Box, Word

_RUN = re.compile(r"\S+")
_HYPHENS = "\x02\ufffe"
"""What PDFium puts for a hyphen at the end of a line: the one in single characters, the other in whole texts."""
_ODD = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n?|\n")

_MAX_COORDINATE = 1e6
_MAX_ANCHORS = 500
_MAX_URI_BYTES = 2048
_MAX_ANNOTATIONS = 2000
_MAX_OBJECTS = 20_000
_MAX_NESTING = 4
_OUTLINES_ARE_TEXT = 40
"""As many drawn shapes on a page without text are letters turned to outlines, not a frame or a rule."""


class PageFrame(Struct, frozen=True):
    """How a page's own coordinates become points from its top left, as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int

    @classmethod
    def of(cls, page: Any) -> PageFrame:
        """Give the frame of a loaded page."""
        rect = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, rect)
        left, right = sorted((_bounded(rect.left), _bounded(rect.right)))
        bottom, top = sorted((_bounded(rect.bottom), _bounded(rect.top)))
        return cls(left, bottom, right, top, pdfium.FPDFPage_GetRotation(page) % 4)

    @property
    def width(self) -> float:
        """The width as shown, in points."""
        return round(self.top - self.bottom if self.quarter_turns % 2 else self.right - self.left, 2)

    @property
    def height(self) -> float:
        """The height as shown, in points."""
        return round(self.right - self.left if self.quarter_turns % 2 else self.top - self.bottom, 2)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Turn a rectangle of the page's own coordinates into a box."""
        if self.quarter_turns == 0:
            sides = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        elif self.quarter_turns == 1:
            sides = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        elif self.quarter_turns == 2:  # noqa: PLR2004 - upside down
            sides = (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        else:
            sides = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        x0, y0, x1, y1 = (round(_bounded(side), 2) for side in sides)
        return (x0, y0, x1, y1)


def read_text(textpage: Any, characters: int, frame: PageFrame, page: int, start: int) -> tuple[str, list[Word]]:
    """Read a page's text and words; `start` is where its text will stand in the document's."""
    raw = _raw_text(textpage, characters)
    clean = _ODD.search(raw) is None
    boxes = _WordBoxes(textpage, frame)
    parts: list[str] = []
    words: list[Word] = []
    end = 0
    for run in _RUN.finditer(raw):
        if parts:
            parts.append(_space(raw[end : run.start()]))
            start += len(parts[-1])
        pieces = ((run[0], run.start(), run.end()),) if clean else _pieces(run, raw)
        before = len(parts)
        for text, first, last in pieces:
            parts.append(text)
            words.append(Word(start, start + len(text), page, boxes.of(first, last)))
            start += len(text)
        if len(parts) == before and parts:
            start -= len(parts.pop())
        end = run.end()
    return "".join(parts), words


def find_anchors(document: Any, page: Any, number: int) -> Iterator[Anchor]:
    """Give the page's links to addresses outside the document."""
    frame = PageFrame.of(page)
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MAX_ANCHORS):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        uri = _uri_of(document, link)
        if uri and pdfium.FPDFLink_GetAnnotRect(link, rect):
            yield Anchor(page=number, box=frame.box(rect.left, rect.bottom, rect.right, rect.top), uri=uri)


def draw_notes(page: Any) -> bool:
    """Draw filled-in fields and notes on the page, which must then be loaded again; False when there are none."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
            return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)
    return False


def has_picture(page: Any) -> bool:
    """Tell whether a page without text shows an image, or so many shapes that they must be letters."""
    shapes = 0
    for kind in _object_kinds(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        shapes += kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    return shapes >= _OUTLINES_ARE_TEXT


def _raw_text(textpage: Any, characters: int) -> str:
    """Give the text so that its n-th code point is the page's n-th character."""
    if characters <= 0:
        return ""
    buffer = (ctypes.c_ushort * (characters + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, characters, buffer) - 1
    text = bytes(buffer)[: 2 * max(0, written)].decode("utf-16-le", "surrogatepass")
    if len(text) == characters and "\x00" not in text and not _SURROGATE.search(text):
        return text
    # PDFium leaves some characters out of the whole text and splits those beyond U+FFFF.
    codes = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(characters))
    return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)  # noqa: PLR2004 - Unicode's end


def _space(raw: str) -> str:
    breaks = len(_BREAK.findall(raw))
    return "\n" * breaks if breaks else raw


def _pieces(run: re.Match[str], raw: str) -> Iterator[tuple[str, int, int]]:
    """Split a run of characters where a line ended in a hyphen, and clean each piece."""
    first, last = run.span()
    cuts = [index for index in range(first, last) if raw[index] in _HYPHENS]
    bounds = [first, *(cut + 1 for cut in cuts), last]
    for begin, end in pairwise(bounds):
        text = clean_characters(raw[begin:end].rstrip(_HYPHENS))
        if raw[end - 1] in _HYPHENS and keeps_hyphen(raw[first : end - 1], raw[end:last], raw):
            text += "-"
        if text:
            yield text, begin, end


class _WordBoxes:
    """Boxes of words: from the first to the last character, as high as the font's line."""

    def __init__(self, textpage: Any, frame: PageFrame) -> None:
        self._textpage = textpage
        self._frame = frame
        self._first = pdfium.FS_RECTF()
        self._last = pdfium.FS_RECTF()

    def of(self, first: int, end: int) -> Box:
        a, b = self._first, self._last
        pdfium.FPDFText_GetLooseCharBox(self._textpage, first, a)
        pdfium.FPDFText_GetLooseCharBox(self._textpage, end - 1, b)
        return self._frame.box(min(a.left, b.left), min(a.bottom, b.bottom), max(a.right, b.right), max(a.top, b.top))


def _uri_of(document: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(_MAX_URI_BYTES)
    size = pdfium.FPDFAction_GetURIPath(document, action, buffer, _MAX_URI_BYTES)
    return buffer.value.decode("utf-8", "replace") if size <= _MAX_URI_BYTES else ""


def _object_kinds(page: Any) -> Iterator[int]:
    pending = [
        (pdfium.FPDFPage_GetObject(page, index), 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS))
    ]
    seen = 0
    while pending and seen < _MAX_OBJECTS:
        item, depth = pending.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        yield kind
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_NESTING:
            inner = min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)
            pending += ((pdfium.FPDFFormObj_GetObject(item, index), depth + 1) for index in range(inner))


def _bounded(value: float) -> float:
    """Give a usable coordinate: a file may hold anything there, even no number."""
    return max(-_MAX_COORDINATE, min(_MAX_COORDINATE, value)) if math.isfinite(value) else 0.0
