"""The entries of a section: what stands around each date, and the parts in which it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, structs

from recollect.documents.fields.dates import Period, find_durations, find_periods
from recollect.documents.fields.lexicons import word_set, words_of
from recollect.documents.fields.places import find_place
from recollect.documents.fields.rows import Piece, Row

_HEAD_ROWS = 3
_MOST_WORDS = 14
_LONGEST_HEAD = 300
_SENTENCE_WORDS = 5
_WRAPPED = 66
_REST_WORDS = 2
"""A line this long that is followed by a short one was probably broken, not ended."""
_BETWEEN = re.compile(r"\s+[|•·●▪‖⋅◦∙/]+\s+|\s*[|•·●▪‖]\s*|\s+[-–—]+\s+|\s*[;\x1f]\s*|\t+|\s{3,}|\s+–|–\s+|—")
_BLANK = "\x1f"
_LABELS = ("title", "organisation", "place", "dates")
_EDGE = " \t,;:|–—-•·"
_FIRM = re.compile(
    r"(?:&|\b(?:and|und|et|y|e|i|en))\s(?:partners?|associates|sons?|söhne|sohn|co|fils|hijos|filhos|figli|zonen|synowie)\.?(?=$|,)",
    re.IGNORECASE,
)
"""How a firm's name ends: ``Strelow & Partner``."""
_OPEN = re.compile(r"[(\[]\s*[\x1f,–-]+\s*[)\]]")


class Bit(Struct, frozen=True, kw_only=True):
    """A part of an entry's head between two signs: its span, the row it stands in and its number in that row."""

    start: int
    end: int
    text: str
    row: int
    place: int
    label: str = ""
    bold: bool = False


class Entry(Struct, kw_only=True):
    """What belongs to one date: the rows up to it, the date's own, and those right after it."""

    before: list[Row]
    anchor: Row | None
    after: list[Row]
    period: Period | None


def find_entries(rows: Sequence[Row], is_anchor: Callable[[Row], bool]) -> list[Entry]:
    """Cut a section into its entries; the rows in which points and sentences stand belong to none."""
    if not any(is_anchor(row) and not row.bullet for row in rows):
        rows = [Row(pieces=row.pieces, indent=row.indent) for row in rows]
    heads = _heads(rows, is_anchor)
    anchors = [index for index, row in enumerate(rows) if heads[index] and is_anchor(row)]
    if not anchors:
        return []
    usual = _usual_rows_before(heads, anchors)
    starts = [_start(heads, anchors, number, usual) for number in range(len(anchors))]
    entries = []
    for number, at in enumerate(anchors):
        stop = starts[number + 1] if number + 1 < len(anchors) else len(rows)
        after = at + 1
        while after < stop and heads[after] and after - at <= _HEAD_ROWS:
            after += 1
        period, anchor = dated(rows[at])
        entries.append(
            Entry(
                before=list(rows[starts[number] : at]),
                anchor=anchor,
                after=list(rows[at + 1 : after]),
                period=period,
            )
        )
    return entries


def dated(row: Row) -> tuple[Period | None, Row | None]:
    """Give the first span of time in a row, else its first date, and the row without its dates."""
    found = [_moved(period, piece.start) for piece in row.pieces for period in find_periods(piece.text)]
    pieces = [_blank(piece) for piece in row.pieces]
    left = tuple(piece for piece in pieces if piece.text.strip(_EDGE + _BLANK + "()."))
    ranges = [period for period in found if period.is_range]
    period = ranges[0] if ranges else found[0] if found else None
    return period, structs.replace(row, pieces=left) if left else None


def _blank(piece: Piece) -> Piece:
    """Put a sign that separates parts where a piece has a date or a length of time."""
    text = piece.text
    for start, end in [*((one.start, one.end) for one in find_periods(text)), *find_durations(text)]:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return structs.replace(piece, text=_OPEN.sub(lambda match: _BLANK * len(match[0]), text))


def is_dated(row: Row) -> bool:
    """Tell whether a row's date is that of an entry, and not one that its words speak of."""
    period = dated(row)[0] if len(row.text) <= _LONGEST_HEAD else None
    if period is None:
        return False
    apart = period.start <= row.start
    if not apart and (row.text[0].islower() or is_sentence(row.text)):
        return False
    before = row.text[: max(0, period.start - row.start)].split() if len(row.pieces) == 1 else []
    spoken = len(before) >= _SENTENCE_WORDS and before[-1].islower() and before[-1].isalpha()
    return period.is_range or not spoken


def bits_of(row: Row, number: int) -> Iterator[Bit]:
    """Give the parts of a row between its signs, with places cut off their ends; dates are in none."""
    place = 0
    for piece in map(_blank, row.pieces):
        for start, end in _between(piece.text, _BETWEEN):
            for part, stop in _without_place(piece.text, start, end):
                begin, label = _labelled(piece.text, part, stop)
                if begin < stop and label != "dates":
                    yield Bit(
                        start=piece.start + begin,
                        end=piece.start + stop,
                        text=piece.text[begin:stop],
                        row=number,
                        place=place,
                        label=label,
                        bold=piece.bold,
                    )
                    place += 1


def split_bit(bit: Bit, cut: int, resume: int) -> tuple[Bit, Bit]:
    """Cut a part in two: up to `cut`, and from `resume`."""
    return _sub_bit(bit, 0, cut), _sub_bit(bit, resume, len(bit.text))


def _sub_bit(bit: Bit, start: int, end: int) -> Bit:
    start, end = trim(bit.text, start, end)
    return Bit(
        start=bit.start + start,
        end=bit.start + end,
        text=bit.text[start:end],
        row=bit.row,
        place=bit.place,
        label=bit.label,
        bold=bit.bold,
    )


def is_place(text: str) -> bool:
    """Tell whether a part is nothing but a place, or says that work was done from afar."""
    place = find_place(text)
    if place is not None and (place.start, place.end) == (0, len(text)):
        return True
    return " ".join(words_of(text)) in _remote()


def weigh_title(text: str) -> int:
    """Weigh whether words name an occupation (above 0) or an organisation (below 0)."""
    occupations = word_set("work", "titles").marks(text)
    if not occupations:
        return 0
    if any(word_set("work", "legal_forms").marks(text)) or _FIRM.search(text):
        return -3
    organisations = word_set("work", "organisations").marks(text)
    occupation, organisation = any(occupations), any(organisations)
    if occupation and organisation:
        return 1 if occupations[0] or occupations[::-1].index(True) < organisations[::-1].index(True) else -1
    return 2 * occupation - 2 * organisation


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a span without white space, signs and single brackets at its ends."""
    while start < end and (text[start] in _EDGE + "." or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    inside = text[start:end]
    if inside.startswith("(") and inside.endswith(")"):
        return trim(text, start + 1, end - 1)
    if inside.endswith("(") or (inside.endswith(")") and "(" not in inside):
        return trim(text, start, end - 1)
    if inside.startswith(")") or (inside.startswith("(") and ")" not in inside):
        return trim(text, start + 1, end)
    return start, end


def comma_parts(text: str) -> list[tuple[int, int]]:
    """Give the spans of a text's parts between commas that are not in brackets."""
    parts: list[tuple[int, int]] = []
    depth = begin = 0
    for offset, character in enumerate(f"{text},"):
        depth += (character == "(") - (character == ")")
        if character == "," and depth <= 0:
            start, end = trim(text, begin, offset)
            if start < end:
                parts.append((start, end))
            begin = offset + 1
    return parts


def _between(text: str, signs: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in [*signs.finditer(text), None]:
        start, end = trim(text, begin, match.start() if match else len(text))
        if start < end:
            yield start, end
        begin = match.end() if match else len(text)


def _without_place(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a place off the end of a part, ``Acme Ltd, Leeds, UK``."""
    inside = text[start:end]
    place = find_place(inside)
    if place is None or place.end != len(inside) or place.start == 0:
        yield start, end
        return
    before = trim(text, start, start + place.start)
    if not inside[: place.start].rstrip().endswith((",", "(", "–", "-")):
        yield start, end
        return
    if before[0] < before[1]:
        yield before
    yield trim(text, start + place.start, end)


def _labelled(text: str, start: int, end: int) -> tuple[int, str]:
    """Give where a part begins behind its label (``Employer: ``), and what the label says it is."""
    label = re.match(r"([^:]{2,24}?)\s?(?::\s*|$)", text[start:end])
    if label is None:
        return start, ""
    name, alone = " ".join(words_of(label[1])), label.end() == end - start
    for kind in _LABELS:
        if name in _labels(kind):
            if alone and ":" not in text[end : end + 2] and not label[0].endswith(":"):
                break
            return start + label.end(), kind
    return start, ""


def _labels(kind: str) -> frozenset[str]:
    names = word_set("work", f"{kind}_labels")
    return names.exact | names.phrases


def _remote() -> frozenset[str]:
    names = word_set("work", "remote")
    return names.exact | names.phrases


def _heads(rows: Sequence[Row], is_anchor: Callable[[Row], bool]) -> list[bool]:
    """Tell for each row whether it may say what an entry is, and not what was done there."""
    heads: list[bool] = []
    indent = min((row.indent for row in rows if not row.bullet), default=0.0)
    for index, row in enumerate(rows):
        if row.bullet:
            heads.append(False)
            continue
        head = is_anchor(row) or (
            _may_be_head(row) and not (index and _goes_on(rows[index - 1], row, indent, heads[-1]))
        )
        heads.append(head)
    return heads


def _goes_on(before: Row, row: Row, indent: float, above_is_head: bool) -> bool:
    """Tell whether a row is the rest of a point or sentence that was broken in the line before."""
    if above_is_head:
        return False
    if row.indent > indent + 1:
        return True
    if row.pieces[0].box is not None:
        return False
    return len(before.text) >= _WRAPPED and len(row.text.split()) <= _REST_WORDS and not weigh_title(row.text)


def _may_be_head(row: Row) -> bool:
    text = row.text
    if len(text) > _LONGEST_HEAD or len(text.split()) > _MOST_WORDS:
        return False
    return not text[0].islower() and not is_sentence(text)


def is_sentence(text: str) -> bool:
    """Tell whether words end as a sentence does, and not with an abbreviation."""
    if not text.endswith((".", "!", "?")) or any(word_set("work", "legal_forms").marks(text)):
        return False
    return len(text.split()) >= _SENTENCE_WORDS or re.search(r"\b(?:\w{1,4}\.)+$", text) is None


def _usual_rows_before(heads: Sequence[bool], anchors: Sequence[int]) -> int:
    """Give how many rows stand before the date in most entries, by those where another can't have ended there."""
    counts = []
    for number, at in enumerate(anchors):
        previous = anchors[number - 1] if number else -1
        run = _run_before(heads, at, previous)
        if run < at - previous - 1 or number == 0:
            counts.append(run)
    return Counter(counts).most_common(1)[0][0]


def _run_before(heads: Sequence[bool], at: int, previous: int) -> int:
    run = 0
    while at - run - 1 > previous and heads[at - run - 1] and run < _HEAD_ROWS:
        run += 1
    return run


def _start(heads: Sequence[bool], anchors: Sequence[int], number: int, usual: int) -> int:
    at = anchors[number]
    previous = anchors[number - 1] if number else -1
    run = _run_before(heads, at, previous)
    bounded = run < at - previous - 1 or number == 0
    return at - (run if bounded else min(run, usual))


def _moved(period: Period, by: int) -> Period:
    first, last = (
        None if point is None else type(point)(point.start + by, point.end + by, point.value)
        for point in (period.first, period.last)
    )
    return Period(period.start + by, period.end + by, first, last, period.current)
