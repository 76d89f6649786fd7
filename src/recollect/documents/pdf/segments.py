"""Pieces of a page's lines: words that stand beside each other without a wide gap."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from recollect.documents.pdf.words import Token

_WIDE_GAP = 1.2
"""In heights of the line: justified text has narrower gaps between its words, columns have wider ones between them."""
_SAME_LINE = 0.5
"""Two words share a line when they overlap by so much of the lower one's height."""


class Segment(Struct, eq=False, gc=False):
    """Neighbouring words, as the places of their tokens on the page, and the box around them."""

    begin: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    characters: int

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.y1 - self.y0

    def beside(self, other: Segment) -> bool:
        """Tell whether the two stand on one line."""
        overlap = min(self.y1, other.y1) - max(self.y0, other.y0)
        return overlap > _SAME_LINE * min(self.y1 - self.y0, other.y1 - other.y0)


def segments_of(tokens: Sequence[Token]) -> list[Segment]:
    """Cut a page's words, in the order of its content stream, where a line ends or a gap is wide."""
    segments: list[Segment] = []
    current: Segment | None = None
    broken = True
    for index, token in enumerate(tokens):
        x0, y0, x1, y1 = token.box
        if current is None or broken or "\n" in token.space or _is_apart(current, x0, y0, y1):
            current = Segment(index, index + 1, x0, y0, x1, y1, len(token.text))
            segments.append(current)
        else:
            current.end = index + 1
            current.x0, current.y0 = min(current.x0, x0), min(current.y0, y0)
            current.x1, current.y1 = max(current.x1, x1), max(current.y1, y1)
            current.characters += len(token.text) + 1
        broken = token.broken
    return segments


def _is_apart(segment: Segment, x0: float, y0: float, y1: float) -> bool:
    height = min(segment.y1 - segment.y0, y1 - y0)
    if x0 - segment.x1 > _WIDE_GAP * height or x0 < segment.x0:
        return True
    return min(segment.y1, y1) - max(segment.y0, y0) <= _SAME_LINE * height


def rows_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Group segments into lines, from top to bottom and left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (segment.y0 + segment.y1, segment.x0)):
        if rows and rows[-1][0].beside(segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda segment: segment.x0)
    return rows
