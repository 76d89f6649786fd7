"""The parts of a résumé, by the words and the type of their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import Literal, cast

from msgspec import Struct, structs

from recollect.documents.fields.dates import find_periods
from recollect.documents.fields.lexicons import fold_with_offsets, heading_kinds, pattern
from recollect.documents.fields.rows import Row, is_beside, join_beside
from recollect.domain.document import Section

SectionKind = Literal["summary", "experience", "education", "skills", "certificates", "languages", "projects", "other"]

_LONGEST_HEADING = 60
_MOST_WORDS = 6
_EDGES = " \t\r:;.•·*#-–—_=|>►▪■●○()[]&"
_AND_WORDS = ("and", "und", "et", "y", "e", "en", "i")
_AND = re.compile(rf"\s*(?:&|/|\+|,|\b(?:{'|'.join(_AND_WORDS)})\b)\s*")
_INLINE = re.compile(r"([^:]{3,40}?)\s?:\s+(?=\S)")
_LARGER = 1.06
_SAME_SIZE = 0.4
_MOSTLY = 0.6
_INSIDE_JOBS = frozenset({"experience", "projects"})


class Part(Struct, kw_only=True):
    """A section with its rows, which stand as on the page; `kind` is None for what no heading stands over."""

    kind: SectionKind | None
    heading: str
    start: int
    rows: list[Row] = []


class _Mark(Struct, frozen=True):
    """A heading that a row holds; an inline one (``Languages: English``) is over for the next row."""

    kind: SectionKind
    heading: str
    start: int
    inline: bool = False


def find_parts(rows: Sequence[Row]) -> list[Part]:
    """Cut a document's rows at its headings."""
    rows = _with_dates_beside(rows)
    smallest = _heading_size(rows)
    parts = [Part(kind=None, heading="", start=0)]
    outer: Part | None = None
    for row in rows:
        if outer is not None:
            parts.append(Part(kind=outer.kind, heading=outer.heading, start=row.start))
            outer = None
        mark, content = _read_row(row, parts[-1].kind, smallest)
        if mark is not None:
            outer = parts[-1] if mark.inline else None
            parts.append(Part(kind=mark.kind, heading=mark.heading, start=mark.start))
        if content is not None:
            parts[-1].rows.append(content)
    for part in parts:
        part.rows = join_beside(part.rows)
    return [part for part in parts if part.rows or (part.kind is not None and part.heading)]


def _with_dates_beside(rows: Sequence[Row]) -> Sequence[Row]:
    """Put the rows of a page in the order of their height where its dates were read as a column of their own."""
    pages = {row.pieces[0].page for place, row in enumerate(rows) if _is_apart(rows, place)}
    if not pages:
        return rows
    ordered: list[Row] = []
    for page, group in groupby(rows, key=lambda row: row.pieces[0].page):
        column = list(group)
        ordered += sorted(column, key=_height) if page in pages else column
    return ordered


def _is_apart(rows: Sequence[Row], place: int) -> bool:
    """Tell whether a row is a span of time alone, under another one or a heading, and something later is beside it."""
    row = rows[place]
    if row.pieces[0].box is None or not _is_period(row) or not place:
        return False
    above = rows[place - 1]
    if not (_is_period(above) or heading_kind(above.text)):
        return False
    under = rows[place + 1] if place + 1 < len(rows) else None
    if under is not None and not (_is_period(under) or heading_kind(under.text) or _height(under) < _height(row)):
        return False
    return any(is_beside(row, other) for other in rows[place + 1 :] if other.pieces[0].page == row.pieces[0].page)


def _is_period(row: Row) -> bool:
    periods = find_periods(row.text) if len(row.text) <= _LONGEST_HEADING else []
    return bool(periods) and periods[0].is_range and periods[0].end - periods[0].start == len(row.text)


def _height(row: Row) -> float:
    box = row.pieces[0].box
    return box[1] if box else 0.0


def find_sections(parts: Sequence[Part], length: int) -> tuple[Section, ...]:
    """Give the sections of a text of `length` characters, in its order."""
    headed = [part for part in parts if part.kind is not None]
    return tuple(
        Section(
            kind=part.kind,
            heading=part.heading,
            start=part.start,
            end=headed[place + 1].start if place + 1 < len(headed) else length,
        )
        for place, part in enumerate(headed)
        if part.kind is not None
    )


def heading_kind(text: str) -> SectionKind | None:
    """Give what a line announces when it is a usual heading of a résumé, else None."""
    kind = _listed_kind(text)
    return cast(SectionKind, "other" if kind in {"contact", "references"} else kind) if kind else None


def _listed_kind(text: str) -> str | None:
    if len(text) > _LONGEST_HEADING:
        return None
    key = _key(text)
    kind = heading_kinds().get(key)
    if kind is None and "&" in key:
        kind = next(filter(None, (heading_kinds().get(key.replace("&", word)) for word in _AND_WORDS)), None)
    if kind is None and len(key.split()) > 1:
        named = [heading_kinds().get(part.strip(_EDGES)) for part in _AND.split(key)]
        kind = named[0] if len(named) > 1 and all(named) else None
    return kind


def _key(text: str) -> str:
    words = fold_with_offsets(text).text.strip(_EDGES).split()
    if len(words) > 3 and all(len(word) == 1 for word in words):  # noqa: PLR2004 - "S K I L L S", set wide
        return "".join(words)
    return " ".join(words)


def _read_row(row: Row, current: SectionKind | None, smallest: float) -> tuple[_Mark | None, Row | None]:
    """Give the heading that a row begins with, and what of the row stands under it."""
    first = row.pieces[0]
    if row.bullet:
        return None, row
    kind = heading_kind(first.text)
    if kind is not None and _may_be_heading(row, kind, current, smallest):
        rest = Row(pieces=row.pieces[1:], indent=row.indent) if len(row.pieces) > 1 else None
        return _Mark(kind, first.text, first.start), rest
    label = None if current in _INSIDE_JOBS else _INLINE.match(first.text)
    kind = _inline_kind(label[1], first.text) if label else None
    if label is not None and kind is not None and kind != current:
        cut = structs.replace(first, start=first.start + label.end(), text=first.text[label.end() :])
        rest = Row(pieces=(cut, *row.pieces[1:]), indent=row.indent)
        return _Mark(kind, label[1], first.start, inline=True), rest
    if smallest and _set_as_heading(row, smallest):
        return _Mark("other", first.text, first.start), None
    return None, row


def _may_be_heading(row: Row, kind: SectionKind, current: SectionKind | None, smallest: float) -> bool:
    if smallest and row.size < smallest - _SAME_SIZE:
        return False
    within_job = current in _INSIDE_JOBS and kind in {"skills", "other", "projects", "summary"}
    return not (within_job and not smallest and not row.apart and row.text.rstrip().endswith(":"))


def _inline_kind(label: str, line: str) -> SectionKind | None:
    kind = heading_kind(label)
    if kind not in {"skills", "languages", "certificates"}:
        return None
    if kind == "languages":  # those of programmers are skills
        spoken = re.search(rf"(?<!\w)(?:{pattern('languages', 'names')})(?!\w)", fold_with_offsets(line).text)
        return kind if spoken else "skills"
    return kind


def _heading_size(rows: Sequence[Row]) -> float:
    """Give the size from which type is a heading's, where most of the usual headings are larger than the text."""
    sized = [row for row in rows if row.size]
    headings = [row.size for row in sized if not row.bullet and heading_kind(row.pieces[0].text)]
    if len(headings) < 2:  # noqa: PLR2004 - one may be chance
        return 0.0
    body = median(row.size for row in sized for _ in range(1 + len(row.text) // 20))
    large = [size for size in headings if size > _LARGER * body]
    return min(large) if len(large) >= _MOSTLY * len(headings) else 0.0


def _set_as_heading(row: Row, smallest: float) -> bool:
    """Tell whether a row without a usual heading's words is set as headings are here."""
    text = row.text
    if row.bullet or len(row.pieces) > 1 or len(text.split()) > _MOST_WORDS or "@" in text:
        return False
    return abs(row.size - smallest) < _SAME_SIZE and text[0].isupper() and not any(c.isdigit() for c in text)
