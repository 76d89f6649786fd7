"""How boxes of words and areas lie to each other, in points."""

from __future__ import annotations

from recollect.documents.pdf.frame import PageFrame
from recollect.domain.document import Box

_MOSTLY_OUTSIDE = 0.8
_TRIM = 0.15
_TOUCHED = 0.1


def core_of(box: Box) -> Box:
    """Give the part of a word's box that its letters fill."""
    x0, y0, x1, y1 = box
    trim = _TRIM * (y1 - y0)
    return (x0, y0 + trim, x1, y1 - trim)


def contains(outer: Box, inner: Box) -> bool:
    """Tell whether a box holds another, give or take a point."""
    return (
        outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and outer[2] >= inner[2] - 1 and outer[3] >= inner[3] - 1
    )


def overlaps(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def lies_over(area: Box, core: Box) -> bool:
    """Tell whether an area touches more of a word than its edge."""
    x0, y0, x1, y1 = core
    if area[0] >= x1 or area[2] <= x0 or area[1] >= y1 or area[3] <= y0:
        return False
    width, height = min(area[2], x1) - max(area[0], x0), min(area[3], y1) - max(area[1], y0)
    return width * height > _TOUCHED * (x1 - x0) * (y1 - y0)


def is_outside(box: Box, frame: PageFrame) -> bool:
    """Tell whether nearly all of a box is off the page."""
    x0, y0, x1, y1 = box
    inside = max(0.0, min(x1, frame.width) - max(x0, 0.0)) * max(0.0, min(y1, frame.height) - max(y0, 0.0))
    return inside <= (1 - _MOSTLY_OUTSIDE) * surface_of(box)


def surface_of(box: Box) -> float:
    """Give a box's surface; nothing for one that is turned inside out."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
