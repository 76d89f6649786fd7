"""The positions that a résumé tells of: as what, where, from when to when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from recollect.documents.fields.dates import DatePoint, Period
from recollect.documents.fields.entries import (
    Bit,
    Entry,
    bits_of,
    comma_parts,
    dated,
    find_entries,
    is_dated,
    is_place,
    is_sentence,
    split_bit,
    weigh_title,
)
from recollect.documents.fields.lexicons import fold_with_offsets, pattern
from recollect.documents.fields.rows import Row

_SURE, _LIKELY, _GUESSED = 0.9, 0.8, 0.6
_MOST_WORDS = 12
_PLACE_WORDS = 3
_FEW_WORDS = 6
_STRONG_AT = frozenset({"at", "bei", "beim", "chez", "presso", "bij", "@"})


class Found(Struct, frozen=True):
    """Words that mean `value`, how surely."""

    start: int
    end: int
    value: str
    confidence: float


class PositionFound(Struct, kw_only=True):
    """A position's parts as they were found; None for what is unsure."""

    title: Found | None = None
    organisation: Found | None = None
    location: Found | None = None
    start_date: DatePoint | None = None
    end_date: DatePoint | None = None
    current: bool = False


class _Reading(Struct, kw_only=True):
    """An entry as it is sorted: the parts of its head by what they say."""

    period: Period | None
    title: Bit | None = None
    organisation: Bit | None = None
    places: list[Bit] = []
    rest: list[Bit] = []
    sure: bool = False


def find_positions(rows: Sequence[Row]) -> list[PositionFound]:
    """Give the positions of one section, in its order."""
    entries = find_entries(rows, _is_anchor)
    goes_on = _goes_on_below(entries)
    readings = [_read(entry, goes_on_below=goes_on) for entry in entries]
    _settle_by_order(readings)
    return list(_inherit(readings))


def _is_anchor(row: Row) -> bool:
    """Tell whether a row has a span of time, or a date that stands apart."""
    if not is_dated(row):
        return False
    period, rest = dated(row)
    if period is None:
        return False
    if period.is_range:
        return True
    return rest is None or period.start < rest.start or len(row.text.split()) <= _MOST_WORDS


def _goes_on_below(entries: Sequence[Entry]) -> bool:
    """Tell whether what an entry is goes on in the line under its date, as in most entries of the section."""
    below = [bool(entry.after) and _may_tell(entry.after[0]) for entry in entries]
    if len(entries) == 1 and below[0]:
        return len(entries[0].after[0].text.split()) <= _FEW_WORDS
    return sum(below) > len(below) / 2


def _may_tell(row: Row) -> bool:
    return len(row.text.split()) <= _MOST_WORDS and not is_sentence(row.text)


def _read(entry: Entry, *, goes_on_below: bool) -> _Reading:
    """Read the head of an entry, as far down as it takes to find both a title and an organisation."""
    reading = _Reading(period=entry.period)
    rows = [*entry.before, *([entry.anchor] if entry.anchor else [])]
    bits = [bit for number, row in enumerate(rows) for bit in bits_of(row, number)]
    _sort(reading, bits, split=not goes_on_below)
    for number, row in enumerate(entry.after, len(rows)):
        more = [*bits_of(row, number)]
        if (reading.title and reading.organisation and not any(bit.label for bit in more)) or not _may_tell(row):
            break
        bits += more
        _sort(reading, bits, split=False)
    if not (reading.title and reading.organisation):
        _sort(reading, bits, split=True)
    return reading


def _sort(reading: _Reading, bits: Sequence[Bit], *, split: bool) -> None:
    """Tell which part is the title, which the organisation and which the place."""
    reading.sure = False
    reading.places = [bit for bit in bits if bit.label == "place" or (not bit.label and is_place(bit.text))]
    named = [bit for bit in bits if bit not in reading.places and any(c.isalpha() for c in bit.text)]
    reading.title = next((bit for bit in named if bit.label == "title"), None)
    reading.organisation = next((bit for bit in named if bit.label == "organisation"), None)
    rest = [bit for bit in named if not bit.label]
    if split and len(rest) == 1 and not (reading.title or reading.organisation):
        rest = [*_split(rest[0])]
    weights = [weigh_title(bit.text) for bit in rest]
    if reading.title is None and rest:
        best = max(range(len(rest)), key=lambda index: (weights[index], -index))
        if weights[best] > 0:
            reading.title = rest.pop(best)
            weights.pop(best)
    if reading.organisation is None and rest:
        worst = min(range(len(rest)), key=lambda index: (weights[index], _distance(rest[index], reading.title)))
        told = reading.title is not None and weights[worst] == 0 and not _is_deed(rest[worst].text)
        if weights[worst] < 0 or told:
            reading.organisation = rest.pop(worst)
    reading.sure = reading.title is not None and reading.organisation is not None
    reading.rest = rest
    _split_place(reading)


def _is_deed(text: str) -> bool:
    """Tell whether words say what was done, and are no name."""
    return not text[0].isalnum() or text[0].islower() or re.match(r"[A-Z][a-z]+ed\s+[a-z]", text) is not None


def _distance(bit: Bit, title: Bit | None) -> int:
    if title is None:
        return 0
    return 10 * abs(bit.row - title.row) + abs(bit.place - title.place)


def _split(bit: Bit) -> Iterator[Bit]:
    """Cut ``Cook at The Anchor``, ``Cook, The Anchor`` and ``The Anchor, Cook`` in two."""
    folded = fold_with_offsets(bit.text)
    for match in re.finditer(rf"\s({pattern('work', 'at')}|@)\s+(?=\S)", folded.text):
        start, end = folded.span(*match.span())
        left, right = split_bit(bit, start, end)
        strong = match[1] in _STRONG_AT
        if weigh_title(left.text) > 0 and (strong or (right.text[:1].isupper() and weigh_title(right.text) < 0)):
            yield left
            yield right
            return
    parts = comma_parts(bit.text)
    if len(parts) > 1:
        for cut in range(1, len(parts)):
            left, right = split_bit(bit, parts[cut - 1][1], parts[cut][0])
            one, other = weigh_title(left.text), weigh_title(right.text)
            if (one > 0) != (other > 0):
                yield left
                yield right
                return
    yield bit


def _split_place(reading: _Reading) -> None:
    """Take the town behind an organisation's name for the place, where none was found."""
    if reading.places or reading.organisation is None:
        return
    parts = comma_parts(reading.organisation.text)
    if len(parts) > 1:
        left, right = split_bit(reading.organisation, parts[-2][1], parts[-1][0])
        before = reading.organisation.text[slice(*parts[-2])]
        if _may_be_town(right.text) and (len(parts) == 2 or weigh_title(before) < 0):  # noqa: PLR2004 - a name, a town
            reading.organisation = left
            reading.places = [right]
            return
    if reading.title is not None:
        towns = [bit for bit in reading.rest if _may_be_town(bit.text)]
        if len(towns) == 1 and len(reading.rest) == 1:
            reading.places = towns
            reading.rest = []


def _may_be_town(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= _PLACE_WORDS
        and all(word[0].isupper() or len(word) <= _PLACE_WORDS for word in words)
        and words[0][0].isupper()
        and not text.isupper()
        and all(c.isalpha() or c in " '’.-()" for c in text)
        and weigh_title(text) == 0
    )


def _settle_by_order(readings: Sequence[_Reading]) -> None:
    """Sort what no word tells apart as the section's other entries are sorted."""
    orders = [_title_first(reading) for reading in readings if reading.sure]
    if not orders or not (all(orders) or not any(orders)):
        return
    for reading in readings:
        bits = reading.rest
        if reading.title is None and reading.organisation is None and len(bits) == 2:  # noqa: PLR2004 - one of each
            reading.title, reading.organisation = bits if orders[0] else bits[::-1]
            reading.rest = []
        elif reading.title is None and reading.organisation is not None and len(bits) == 1:
            before = bits[0].start < reading.organisation.start
            reading.title = bits[0] if before == orders[0] else None


def _title_first(reading: _Reading) -> bool:
    if reading.title is None or reading.organisation is None:
        return True
    return (reading.title.row, reading.title.place) < (reading.organisation.row, reading.organisation.place)


def _inherit(readings: Sequence[_Reading]) -> Iterator[PositionFound]:
    """Give each position; several in one organisation share the name that stands over the first."""
    shared: tuple[Bit, list[Bit]] | None = None
    for place, reading in enumerate(readings):
        title, organisation = reading.title, reading.organisation
        following = readings[place + 1] if place + 1 < len(readings) else None
        if organisation is not None:
            over = title is None or organisation.row < title.row
            shared = (organisation, reading.places) if over else None
            if title is None and following is not None and following.title and following.organisation is None:
                continue  # the line over several positions, with the whole time
        inherited = organisation is None and title is not None and shared is not None
        if (title is None and organisation is None) or _is_event(reading):
            continue
        places = reading.places
        if inherited and shared is not None:
            organisation, places = shared[0], places or shared[1]
        yield _position(reading, title, organisation, places[0] if places else None, inherited=inherited)


def _is_event(reading: _Reading) -> bool:
    """Tell whether a single date belongs to something else than a position, which would name an occupation."""
    single = reading.period is None or not reading.period.is_range
    if not single:
        return False
    return reading.organisation is None or reading.title is None or weigh_title(reading.title.text) <= 0


def _position(
    reading: _Reading, title: Bit | None, organisation: Bit | None, place: Bit | None, *, inherited: bool
) -> PositionFound:
    period = reading.period
    told = title is not None and weigh_title(title.text) > 0
    named = organisation is not None and weigh_title(organisation.text) < 0
    place_confidence = _SURE if place is not None and is_place(place.text) else _GUESSED
    return PositionFound(
        title=_found(title, _SURE if told or (title and title.label) else _GUESSED),
        organisation=_found(organisation, _GUESSED if inherited or not (told or named) else _LIKELY),
        location=_found(place, place_confidence),
        start_date=None if period is None else period.first,
        end_date=None if period is None else period.last,
        current=period is not None and period.current,
    )


def _found(bit: Bit | None, confidence: float) -> Found | None:
    return None if bit is None else Found(bit.start, bit.end, " ".join(bit.text.split()), confidence)
