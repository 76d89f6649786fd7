"""The words of one page of a PDF in the order of its content stream, each with its box and style."""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Iterator
from itertools import pairwise, repeat
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from recollect.documents.characters import clean_characters
from recollect.documents.pdf.calls import address_of, char_box, char_object
from recollect.documents.pdf.frame import PageFrame
from recollect.documents.pdf.styles import PageStyles, StyleTable
from recollect.domain.document import Box

_RUN = re.compile(r"\S+")
_HYPHENS = "\x02\ufffe"
"""What PDFium puts for a hyphen at the end of a line: the one in single characters, the other in whole texts."""
_ODD = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n?|\n")
_RECTANGLE_BYTES = 16
_OTHER_HEIGHT = 1.5


class Token(Struct, gc=False):
    """A word, or the part of one that stands on a line of its own.

    `space` is the white space before it. `first` and `end` are its characters on the page, `piece` the address of
    what PDFium drew it with. `broken` when its line ended in a hyphen there.
    """

    text: str
    space: str
    first: int
    end: int
    broken: bool = False
    box: Box = (0.0, 0.0, 0.0, 0.0)
    piece: int = 0
    style: int = -1


class PageWords(Struct):
    """The words of one page in some order, and its text as PDFium gives it.

    `colours` are those of the pieces of text that PDFium drew it with, where a piece has one and it is opaque.
    """

    number: int
    frame: PageFrame
    raw: str
    tokens: list[Token]
    ocr_confidence: float | None = None
    colours: dict[int, int] = {}


def read_words(textpage: Any, characters: int, frame: PageFrame, number: int, styles: StyleTable) -> PageWords:
    """Read a page's words in the order of its content stream."""
    raw = _raw_text(textpage, characters)
    tokens = list(_tokens(raw))
    address = address_of(textpage)
    looks = PageStyles(address, styles)
    if tokens:
        _place_boxes(tokens, address, frame)
        _place_styles(tokens, address, looks)
    return PageWords(number, frame, raw, tokens, colours=looks.opaque_colours)


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


def _tokens(raw: str) -> Iterator[Token]:
    clean = _ODD.search(raw) is None
    end, space = 0, ""
    for run in _RUN.finditer(raw):
        between = _space(raw[end : run.start()])
        space = space if "\n" in space else between
        end = run.end()
        if clean or not _ODD.search(run[0]):
            yield Token(run[0], space, run.start(), end)
            space = ""
            continue
        for text, first, last, broken in _pieces(run, raw):
            yield Token(text, space, first, last, broken)
            space = ""


def _space(raw: str) -> str:
    if raw == " ":
        return raw
    breaks = len(_BREAK.findall(raw))
    return "\n" * breaks if breaks else raw


def _pieces(run: re.Match[str], raw: str) -> Iterator[tuple[str, int, int, bool]]:
    """Split a run of characters where a line ended in a hyphen, and clean each piece."""
    first, last = run.span()
    cuts = [index for index in range(first, last) if raw[index] in _HYPHENS]
    for begin, end in pairwise([first, *(cut + 1 for cut in cuts), last]):
        text = clean_characters(raw[begin:end].rstrip(_HYPHENS))
        if text:
            yield text, begin, end, raw[end - 1] in _HYPHENS


def _place_boxes(tokens: list[Token], textpage: int, frame: PageFrame) -> None:
    """Give each token its box: from the first to the last character, as high as the font's line."""
    ends = [index for token in tokens for index in (token.first, token.end - 1)]
    rectangles = (ctypes.c_float * (4 * len(ends)))()
    begin = ctypes.addressof(rectangles)
    targets = range(begin, begin + _RECTANGLE_BYTES * len(ends), _RECTANGLE_BYTES)
    deque(map(char_box, repeat(textpage), ends, targets), maxlen=0)
    sides = iter(rectangles[:])
    for token, left, top, right, bottom, left2, top2, right2, bottom2 in zip(tokens, *[sides] * 8, strict=True):
        if (bottom2 > top or bottom > top2) and _is_misplaced(top - bottom, top2 - bottom2):
            token.box = frame.box(*_agreeing_sides(token, textpage))
            continue
        token.box = frame.box(min(left, left2), min(bottom, bottom2), max(right, right2), max(top, top2))


def _is_misplaced(height: float, other: float) -> bool:
    return max(height, other) > _OTHER_HEIGHT * min(height, other)


def _agreeing_sides(token: Token, textpage: int) -> tuple[float, float, float, float]:
    """Give left, bottom, right and top of the characters that stand on a line with most.

    PDFium misplaces the letters of a ligature that stands in a form.
    """
    count = token.end - token.first
    rectangles = (ctypes.c_float * (4 * count))()
    begin = ctypes.addressof(rectangles)
    for index in range(count):
        char_box(textpage, token.first + index, begin + _RECTANGLE_BYTES * index)
    boxes = [tuple(rectangles[4 * index : 4 * index + 4]) for index in range(count)]
    middle = median((top + bottom) / 2 for _, top, _, bottom in boxes)
    kept = [box for box in boxes if box[3] <= middle <= box[1]] or boxes
    return (
        min(box[0] for box in kept),
        min(box[3] for box in kept),
        max(box[2] for box in kept),
        max(box[1] for box in kept),
    )


def _place_styles(tokens: list[Token], textpage: int, styles: PageStyles) -> None:
    pieces = map(char_object, repeat(textpage), [token.first for token in tokens])
    for token, piece in zip(tokens, pieces, strict=True):
        token.piece = piece or 0
        token.style = styles.place_of(token.piece, token.first)
