"""What a person calls themselves under their name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recollect.documents.fields.contacts import Contact
from recollect.documents.fields.lines import Line
from recollect.documents.fields.names import NameFound, shape_name
from recollect.documents.fields.places import find_place
from recollect.documents.fields.vocabulary import is_heading, names_occupation

_MAX_WORDS = 14
_MAX_OVERHANG = 3
_SEPARATOR = re.compile(r"[\s|•·–—,-]+")
_NO_HEADLINE = re.compile(r"@|https?:|www\.|\d{4}|[.!?;]$|:\s", re.IGNORECASE)


def find_headline(lines: Sequence[Line], name: NameFound | None) -> Contact | None:
    """Give the words right after the name when they name an occupation, in its line or the next; else None."""
    if name is None:
        return None
    for index, line in enumerate(lines):
        if not line.start < name.end <= line.end:
            continue
        gap = _SEPARATOR.match(line.text, name.end - line.start)
        if gap is not None and gap.end() < len(line.text):
            beside = _headline(line.start + gap.end(), line.text[gap.end() :])
            if beside is not None:
                return beside
        return _below(lines[index + 1 : index + 3])
    return None


def _below(lines: Sequence[Line]) -> Contact | None:
    """Give the headline in the line under the name, with the few words of it that are set in one more."""
    if not lines:
        return None
    first, rest = lines[0], lines[1:]
    one = _headline(first.start, first.text)
    if one is not None and len(first.text.split()) > _MAX_OVERHANG:
        for second in rest:
            if second.size == first.size and len(second.text.split()) <= _MAX_OVERHANG:
                both = _headline(first.start, f"{first.text} {second.text}")
                return one if both is None else Contact(first.start, second.end, both.value, both.confidence)
    return one


def _headline(start: int, text: str) -> Contact | None:
    if len(text.split()) > _MAX_WORDS or _NO_HEADLINE.search(text) or is_heading(text):
        return None
    if not names_occupation(text) or find_place(text) is not None or shape_name(start, text) is not None:
        return None
    return Contact(start, start + len(text), text, 0.85)
