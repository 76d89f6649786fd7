"""How the words of a PDF look: size, weight, slant and colour, asked once for each piece of text that PDFium drew."""

from __future__ import annotations

import ctypes
import math
import re

from recollect.documents.pdf.calls import char_matrix, char_size, fill_colour, font_flags, font_name, text_font
from recollect.domain.document import TextStyle

_MAX_STYLES = 500
_MAX_SIZE = 10_000.0
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
_MAX_NAME = 128
_OPAQUE = 255
_ITALIC = re.compile("italic|oblique|slanted|kursiv|(?<![a-z])(?:it|ti|cmti|sl)(?![a-z])", re.IGNORECASE)
_WEIGHTS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile("(?:extra|ultra)[- ]?bold|black|heavy", re.IGNORECASE), 800),
    (re.compile("semi[- ]?bold|demi", re.IGNORECASE), 600),
    (re.compile("bold|cmbx|-bd", re.IGNORECASE), 700),
    (re.compile("medium|-medi", re.IGNORECASE), 500),
    (re.compile("light|thin", re.IGNORECASE), 300),
)

Typeface = tuple[int, bool]
"""Weight, and whether it is italic."""


class StyleTable:
    """The styles of a document, each kept once; a document with more than so many different ones has no more."""

    def __init__(self) -> None:
        self._places: dict[TextStyle, int] = {}

    @property
    def styles(self) -> tuple[TextStyle, ...]:
        """The styles, in the order of their places."""
        return tuple(self._places)

    def place_of(self, style: TextStyle) -> int:
        """Give the place of a style, -1 when the table is full."""
        place = self._places.get(style)
        if place is None:
            if len(self._places) >= _MAX_STYLES:
                return -1
            place = self._places[style] = len(self._places)
        return place


class PageStyles:
    """The styles of one page's pieces of text, while the page is open.

    `opaque_colours` are those of the pieces that were asked about, where it is no pattern and nothing shines through.
    """

    def __init__(self, textpage: int, table: StyleTable) -> None:
        self._textpage = textpage
        self._table = table
        self._typefaces: dict[int, Typeface] = {}
        self._places: dict[int, int] = {}
        self.opaque_colours: dict[int, int] = {}
        self._matrix = (ctypes.c_float * 6)()
        self._colour = (ctypes.c_uint * 4)()
        self._matrix_at = ctypes.addressof(self._matrix)
        colour_at = ctypes.addressof(self._colour)
        self._colour_at = (colour_at, colour_at + 4, colour_at + 8, colour_at + 12)
        self._name = ctypes.create_string_buffer(_MAX_NAME)

    def place_of(self, piece: int, character: int) -> int:
        """Give the place of the style of a piece of text, to which that character of the page belongs."""
        place = self._places.get(piece)
        if place is None:
            place = self._places[piece] = self._table.place_of(self._read(piece, character)) if piece else -1
        return place

    def _read(self, piece: int, character: int) -> TextStyle:
        size = char_size(self._textpage, character)
        if char_matrix(self._textpage, character, self._matrix_at):
            size *= math.hypot(self._matrix[2], self._matrix[3])
        weight, italic = self._typeface(text_font(piece) or 0)
        return TextStyle(size=_usable(size), weight=weight, italic=italic, colour=self._colour_of(piece))

    def _colour_of(self, piece: int) -> int:
        if not fill_colour(piece, *self._colour_at):
            return 0
        red, green, blue, alpha = self._colour
        colour = (red & 255) << 16 | (green & 255) << 8 | blue & 255
        if alpha == _OPAQUE:
            self.opaque_colours[piece] = colour
        return colour

    def _typeface(self, font: int) -> Typeface:
        typeface = self._typefaces.get(font)
        if typeface is None:
            typeface = self._typefaces[font] = self._read_typeface(font) if font else (400, False)
        return typeface

    def _read_typeface(self, font: int) -> Typeface:
        size = font_name(font, ctypes.addressof(self._name), _MAX_NAME)
        name = self._name.value.decode("latin-1") if 0 < size <= _MAX_NAME else ""
        flags = max(0, font_flags(font))
        heavy = 700 if flags & _FLAG_FORCE_BOLD else 400
        weight = next((weight for pattern, weight in _WEIGHTS if pattern.search(name)), heavy)
        return weight, bool(flags & _FLAG_ITALIC or _ITALIC.search(name))


def _usable(size: float) -> float:
    """Give a size of type as a number that can be compared: a file may hold anything there."""
    return round(min(abs(size), _MAX_SIZE), 1) if math.isfinite(size) else 0.0
