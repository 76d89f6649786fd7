"""A page as a picture: rendered by PDFium into memory, to be compared or shown."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import pypdfium2.raw as pdfium

from recollect.documents.pdf.frame import PageFrame
from recollect.domain.document import Box
from recollect.errors import BrokenDocument

POINTS_PER_INCH = 72
DEFAULT_DPI = 144
_MAX_PIXELS = 4_000_000
"""Twice an A4 page at 144 dpi; a larger page is rendered smaller."""
_MAX_SIDE = 16_000
"""WebP has no larger ones."""
_WHITE = 0xFFFFFFFF
_BYTES_PER_PIXEL = 4


class PagePicture:
    """A page's pixels, four bytes each: blue, green, red and one that says nothing. Let it go with `close`."""

    def __init__(self, page: Any, frame: PageFrame, dpi: float = DEFAULT_DPI) -> None:
        self.scale = _scale(frame, dpi)
        self.width = max(1, round(frame.width * self.scale))
        self.height = max(1, round(frame.height * self.scale))
        self._bitmap = pdfium.FPDFBitmap_CreateEx(self.width, self.height, pdfium.FPDFBitmap_BGRx, None, 0)
        if not self._bitmap:
            raise BrokenDocument("A page of the document can't be drawn; save it again as PDF and upload that.")
        pdfium.FPDFBitmap_FillRect(self._bitmap, 0, 0, self.width, self.height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(self._bitmap, page, 0, 0, self.width, self.height, 0, 0)
        self._stride = pdfium.FPDFBitmap_GetStride(self._bitmap)
        self._address = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(self._bitmap), ctypes.c_void_p).value or 0

    def close(self) -> None:
        """Free the pixels."""
        pdfium.FPDFBitmap_Destroy(self._bitmap)

    def pixels(self) -> bytes:
        """Give all pixels, row by row."""
        row = self.width * _BYTES_PER_PIXEL
        if row == self._stride:
            return ctypes.string_at(self._address, row * self.height)
        return b"".join(ctypes.string_at(self._address + y * self._stride, row) for y in range(self.height))

    def row(self, y: int, x0: int, x1: int) -> bytes:
        """Give the pixels of a row from `x0` to before `x1`."""
        return ctypes.string_at(self._address + y * self._stride + x0 * _BYTES_PER_PIXEL, (x1 - x0) * _BYTES_PER_PIXEL)

    def region(self, box: Box) -> tuple[int, int, int, int]:
        """Give the pixels that a box touches, as left, top, right and bottom; right and bottom are not included."""
        x0, y0, x1, y1 = (side * self.scale for side in box)
        return (
            min(self.width, max(0, math.floor(x0))),
            min(self.height, max(0, math.floor(y0))),
            min(self.width, max(0, math.ceil(x1))),
            min(self.height, max(0, math.ceil(y1))),
        )


def _scale(frame: PageFrame, dpi: float) -> float:
    width, height = max(1.0, frame.width), max(1.0, frame.height)
    return min(dpi / POINTS_PER_INCH, math.sqrt(_MAX_PIXELS / (width * height)), _MAX_SIDE / max(width, height))
