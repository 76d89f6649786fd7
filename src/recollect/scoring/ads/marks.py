"""The marks by which a person specification tells what is essential from what is desirable: ``E2``, ``(D)``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import structs

from recollect.scoring.ads.segments import Segment

_LEGEND = re.compile(
    r"\b(?P<e>E)\s*(?:=|:|–|-|means|is|for)\s*(?:for )?essential\b|"
    r"\b(?P<d>D)\s*(?:=|:|–|-|means|is|for)\s*(?:for )?desirable\b|"
    r"\bmarked (?:with )?(?:an? )?[\"'“(]?(?P<marked>[DE])\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?P<mark>[ED])\d{0,2}[.):]?(?:\s*[–-])?\s+(?=\S)")
_BEHIND = re.compile(r"\s*[(\[](?P<mark>[ED])[)\]]\s*[.;]?$")
_CELL = re.compile(r"\s*[|\t]\s*(?P<mark>[ED]|[Ee]ssential|[Dd]esirable)(?=\s*(?:[|\t]|$))[^\n]*$", re.MULTILINE)
"""The cell of a table that tells it, and the cells behind that: ``Knowledge of payroll | E | Interview``."""
_NUMBERED = re.compile(r"^\s*(?P<mark>[ED])\d{1,2}[.):]?\s+(?=\S)", re.MULTILINE)
_BOTH = 2


def with_marks(text: str, segments: Iterable[Segment]) -> list[Segment]:
    """Give the segments without their marks, each of the part that its mark tells; as they are where an ad has none."""
    numbered = {match["mark"] for match in _NUMBERED.finditer(text)}
    cells = sum(1 for _ in _CELL.finditer(text))
    if _LEGEND.search(text) is None and len(numbered) < _BOTH and cells < _BOTH:
        return list(segments)
    return [_without_mark(text, one) if one.part != "noise" else one for one in segments]


def _without_mark(text: str, segment: Segment) -> Segment:
    before = _BEFORE.match(text, segment.start, segment.end)
    behind = _CELL.search(text, segment.start, segment.end) or _BEHIND.search(text, segment.start, segment.end)
    mark = before or behind
    if mark is None:
        return segment
    start = before.end() if before is not None else segment.start
    end = behind.start() if behind is not None else segment.end
    return structs.replace(
        segment, start=start, end=end, part="must" if mark["mark"][0] in "eE" else "nice", headed=True
    )
