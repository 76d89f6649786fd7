"""The grade of a paper that stands beside its name: ``Level 3``, ``class 1``, ``NVQ 2``."""

from __future__ import annotations

import re

_GRADE = re.compile(r"\b(?:level|lvl|stufe|niveau|nivel|nvq|svq|grade)\s?([1-8]|i{1,3}v?)\b", re.IGNORECASE)
_REACH = 14
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def grade_of(text: str, start: int, end: int) -> int:
    """Give the grade that a span, or the words next to it on its line, name; 0 where there is none."""
    low = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    line = text.find("\n", end)
    high = min(end + _REACH, len(text) if line < 0 else line)
    found = _GRADE.search(text, start, end) or _GRADE.search(text, low, high)
    if found is None:
        return 0
    said = found.group(1).lower()
    return _ROMAN.get(said) or int(said) if said in _ROMAN or said.isdigit() else 0
