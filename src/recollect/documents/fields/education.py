"""The courses of education that a résumé tells of: degree, subject, where, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from recollect.documents.fields.dates import DatePoint
from recollect.documents.fields.entries import (
    Bit,
    Entry,
    bits_of,
    comma_parts,
    find_entries,
    is_dated,
    is_place,
    split_bit,
    trim,
)
from recollect.documents.fields.lexicons import alternation, fold_with_offsets, names_of, pattern, word_set
from recollect.documents.fields.positions import Found
from recollect.documents.fields.rows import Row

_LEVELS = ("doctorate", "master", "bachelor", "associate", "vocational", "school")
_SURE, _LIKELY, _GUESSED = 0.9, 0.8, 0.6
_MOST_WORDS = 12
_LONGEST_ROW = 300
_LONGEST_SUBJECT = 8
_AT = re.compile(r"\s(?:at|from|bei|an der|à l'|à la|à|chez|presso|na|aan de)\s+(?=[A-ZÀ-Ý])")


class EducationFound(Struct, kw_only=True):
    """A course's parts as they were found; None for what is unsure."""

    degree: Found | None = None
    level: Found | None = None
    field: Found | None = None
    institution: Found | None = None
    end_date: DatePoint | None = None


class _Degree(Struct, frozen=True):
    """A degree named in a part: its span there, its level, and the subject that follows it there, if any."""

    start: int
    end: int
    level: str
    subject: tuple[int, int] | None


def find_education(rows: Sequence[Row]) -> list[EducationFound]:
    """Give the courses of education of one section, in its order."""
    entries = find_entries(rows, _has_date)
    if not entries:
        entries = find_entries(rows, _names_degree)
    read = (_read(entry) for entry in entries)
    return [found for found in read if found.degree is not None or found.institution is not None]


def _has_date(row: Row) -> bool:
    return is_dated(row) and len(row.text.split()) <= 2 * _MOST_WORDS and not _is_note(row.text)


def _names_degree(row: Row) -> bool:
    return (
        len(row.text) <= _LONGEST_ROW
        and len(row.text.split()) <= _MOST_WORDS
        and any(find_degree(piece.text) or _is_institution(piece.text) for piece in row.pieces)
    )


def _read(entry: Entry) -> EducationFound:
    found = EducationFound()
    if entry.period is not None and not entry.period.current:
        found.end_date = entry.period.last or entry.period.first
    rows = [*entry.before, *([entry.anchor] if entry.anchor else [])]
    left: list[Bit] = []
    for number, row in enumerate([*rows, *entry.after]):
        if number >= len(rows) and (_complete(found) or _is_note(row.text) or len(row.text.split()) > _MOST_WORDS):
            break
        for bit in bits_of(row, number):
            left += _take(found, bit)
    _settle(found, left)
    return found


def _complete(found: EducationFound) -> bool:
    return None not in {found.degree, found.field, found.institution}


def _take(found: EducationFound, bit: Bit) -> Iterator[Bit]:
    """Take from a part what its words tell, and yield what they do not."""
    if is_place(bit.text) or _is_note(bit.text):
        return
    for start, end in comma_parts(bit.text):
        part = split_bit(bit, start, start)[1] if (start, end) == (0, len(bit.text)) else _part(bit, start, end)
        degree = find_degree(part.text) if found.degree is None else None
        if degree is not None:
            yield from _take_degree(found, part, degree)
        elif is_place(part.text) or _is_note(part.text) or not any(c.isalpha() for c in part.text):
            continue
        elif found.institution is None and _is_institution(part.text):
            found.institution = _found(part, 0, len(part.text), _SURE)
        else:
            yield part


def _part(bit: Bit, start: int, end: int) -> Bit:
    return split_bit(split_bit(bit, end, end)[0], 0, start)[1]


def _take_degree(found: EducationFound, part: Bit, degree: _Degree) -> Iterator[Bit]:
    found.degree = _found(part, degree.start, degree.end, _SURE)
    found.level = Found(part.start + degree.start, part.start + degree.end, degree.level, _SURE)
    rest = trim(part.text, degree.end, len(part.text))
    before = trim(part.text, 0, degree.start)
    if degree.subject is not None:
        rest = degree.subject
        within = _AT.search(part.text[slice(*rest)])
        if within is not None and _is_institution(part.text[rest[0] + within.end() : rest[1]]):
            found.institution = found.institution or _found(part, rest[0] + within.end(), rest[1], _LIKELY)
            rest = (rest[0], rest[0] + within.start())
        if 0 < len(part.text[rest[0] : rest[1]].split()) <= _LONGEST_SUBJECT:
            found.field = _found(part, *rest, _SURE)
    elif rest[0] < rest[1] and found.institution is None and _is_institution(part.text[slice(*rest)]):
        found.institution = _found(part, *rest, _SURE)
    elif rest[0] < rest[1]:
        yield _part(part, *rest)
    if before[0] < before[1]:
        yield _part(part, *before)


def _settle(found: EducationFound, left: Sequence[Bit]) -> None:
    """Tell what the parts without a telling word are, from what is missing still."""
    rest = [bit for bit in left if 0 < len(bit.text.split()) <= _LONGEST_SUBJECT]
    if found.degree is None and found.institution is None:
        return
    if found.field is None and found.institution is not None and rest and _takes_subject(found):
        bit = rest.pop(0)
        found.field = _found(bit, 0, len(bit.text), _LIKELY)
    if found.institution is None and found.degree is not None and rest:
        if found.field is None and len(rest) > 1 and _takes_subject(found):
            bit = min(rest, key=lambda one: abs(one.start - _start(found)))
            rest.remove(bit)
            found.field = _found(bit, 0, len(bit.text), _GUESSED)
        if found.field is not None or not _takes_subject(found) or rest[0].row != 0:
            found.institution = _found(rest[0], 0, len(rest[0].text), _GUESSED)
        else:
            found.field = _found(rest[0], 0, len(rest[0].text), _GUESSED)


def _takes_subject(found: EducationFound) -> bool:
    """Tell whether the course has a subject: a school's leaving certificate has none."""
    return found.level is None or found.level.value != "school"


def _start(found: EducationFound) -> int:
    return 0 if found.degree is None else found.degree.start


def find_degree(text: str) -> _Degree | None:
    """Give the degree that a part names, with the subject that follows it there."""
    folded = fold_with_offsets(text)
    match = _degrees().search(folded.text)
    if match is None or match.lastgroup is None:
        return None
    start, end = folded.span(*match.span())
    subject = _subjects().match(folded.text, match.end())
    span = folded.span(*subject.span("subject")) if subject else None
    return _Degree(start, end, match.lastgroup, trim(text, *span) if span else None)


def _is_institution(text: str) -> bool:
    return any(word_set("education", "institutions").marks(text))


def _is_note(text: str) -> bool:
    return _notes().match(fold_with_offsets(text).text) is not None


def _found(bit: Bit, start: int, end: int, confidence: float) -> Found | None:
    start, end = trim(bit.text, start, end)
    if start >= end:
        return None
    return Found(bit.start + start, bit.start + end, " ".join(bit.text[start:end].split()), confidence)


@cache
def _degrees() -> re.Pattern[str]:
    subjects = alternation(name for names in names_of("education", "arts").values() for name in names)
    levels = []
    for level in _LEVELS:
        names = {name for written in names_of("education", level).values() for name in written}
        of = rf"(?:{subjects})(?:\s(?:and|&|in)\s(?:{subjects}))*(?!\w)"
        plain = alternation(name for name in names if not name.endswith(" *"))
        open_ended = alternation(name.removesuffix(" *") for name in names if name.endswith(" *"))
        forms = rf"(?:{open_ended})\s+{of}|(?:{plain})" if open_ended else rf"(?:{plain})"
        levels.append(rf"(?P<{level}>{forms})")
    with_honours = r"(?:\s?\((?:hons|honours|fh|tu|uni|cum laude)\.?\)|\s(?:hons|honours)\b)?"
    return re.compile(rf"(?<![\w-])(?:{'|'.join(levels)}){with_honours}(?!\w|\.\w|-\w)")


@cache
def _subjects() -> re.Pattern[str]:
    return re.compile(rf"\s*[,:(–-]?\s*(?:{pattern('education', 'in')})(?:\s+|(?<='))(?P<subject>\S.*)$")


@cache
def _notes() -> re.Pattern[str]:
    return re.compile(rf"\(?\s*(?:[\d.,/]+\s+)?(?:{pattern('education', 'grades', 'notes')})(?!\w)")
