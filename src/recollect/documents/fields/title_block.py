"""Which lines of a first page speak of the person as such, and not of a position, a school or a referee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from recollect.documents.fields.lines import Line, body_size
from recollect.documents.fields.names import NameFound
from recollect.documents.fields.vocabulary import (
    CONTACT_HEADINGS,
    REFERENCE_HEADINGS,
    heading_key,
    is_heading,
    starts_with_heading,
)

Part = Literal["title", "references", "other"]
_LARGER = 1.08
_SAME_SIZE = 0.3
_MAX_HEADING_WORDS = 6


def parts_of_lines(lines: Sequence[Line], name: NameFound | None) -> list[Part]:
    """Give the part that each line belongs to.

    The title block begins at the top and again at the name (where a side column comes first in the text),
    and goes on under headings such as "Contact"; any other heading ends it.
    """
    sizes = _heading_sizes(lines)
    part: Part = "title"
    parts: list[Part] = []
    for line in lines:
        at_name = name is not None and line.start <= name.start < line.end
        part = "title" if at_name else _part_after(line, sizes) or part
        parts.append(part)
    return parts


def _part_after(line: Line, sizes: Sequence[float]) -> Part | None:
    """Give the part that a heading begins; None for a line that is none."""
    if is_heading(line.text):
        heading = heading_key(line.text)
    else:
        begun = starts_with_heading(line.text)
        if begun is None:
            return "other" if _looks_like_heading(line, sizes) else None
        heading = begun
    if heading in CONTACT_HEADINGS:
        return "title"
    return "references" if heading in REFERENCE_HEADINGS else "other"


def _heading_sizes(lines: Sequence[Line]) -> list[float]:
    """Give the type sizes, larger than the body's, in which the usual headings are set."""
    body = body_size(lines)
    return [line.size for line in lines if line.size > _LARGER * body and is_heading(line.text)]


def _looks_like_heading(line: Line, sizes: Sequence[float]) -> bool:
    if len(line.text.split()) > _MAX_HEADING_WORDS or "@" in line.text:
        return False
    return sum(abs(line.size - size) < _SAME_SIZE for size in sizes) > 1
