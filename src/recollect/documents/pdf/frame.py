"""How a page's own coordinates become points from its top left, as it is shown."""

from __future__ import annotations

import math
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from recollect.domain.document import Box

_MAX_COORDINATE = 1e6


class PageFrame(Struct, frozen=True):
    """The part of a page that is shown, in the page's own coordinates, and how often it is turned."""

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
        x0, y0, x1, y1 = sides
        if x0 > -_MAX_COORDINATE and y0 > -_MAX_COORDINATE and x1 < _MAX_COORDINATE and y1 < _MAX_COORDINATE:
            return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
        x0, y0, x1, y1 = (round(_bounded(side), 2) for side in sides)
        return (x0, y0, x1, y1)


def _bounded(value: float) -> float:
    """Give a usable coordinate: a file may hold anything there, even no number."""
    return max(-_MAX_COORDINATE, min(_MAX_COORDINATE, value)) if math.isfinite(value) else 0.0
