"""Whether words of a given look can be seen at all."""

from __future__ import annotations

import re

WHITE = 0xFFFFFF
SMALLEST_READ = 2.0
"""Points; type below is a line to the eye."""
_LEAST_CONTRAST = 1.1
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")

MARKED_HIDDEN = "marked as hidden"
TOO_SMALL = "too small to read"
SAME_COLOUR = "the colour of what is behind it"
OFF_PAGE = "outside the page"
TRANSPARENT = "fully transparent"
CLIPPED = "cut off by a frame"
IN_COMMENT = "in a comment"


def parse_colour(written: str | None) -> int | None:
    """Read ``RRGGBB`` or ``#RRGGBB``; None for anything else."""
    found = _HEX.fullmatch(written.strip()) if written else None
    return int(found[1], 16) if found else None


def is_unseen(colour: int | None, background: int | None) -> bool:
    """Tell whether a colour does not stand out from its background; None, of either, is not known to be so."""
    if colour is None or background is None:
        return False
    lighter, darker = sorted((_luminance(colour), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05) < _LEAST_CONTRAST


def _luminance(colour: int) -> float:
    """Give the relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (_linear((colour >> shift & 0xFF) / 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own figures
