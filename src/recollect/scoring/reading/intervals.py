"""Dates and spans of time in a résumé, counted in months since year 0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from recollect.domain.text import fold
from recollect.scoring.knowledge.tokens import Kept

MONTHS_A_YEAR = 12
_MONTH_NAMES = (
    "january januar janvier enero gennaio januari janeiro styczen jan ene gen jän janv",
    "february februar fevrier febrero febbraio februari fevereiro luty feb fev fevr",
    "march marz mars marzo maart marco marzec mar mär maa mrt mrz maer",
    "april avril abril aprile kwiecien apr avr abr",
    "may mai mayo maggio mei maio maj mag",
    "june juni juin junio giugno junho czerwiec jun giu",
    "july juli juillet julio luglio julho lipiec jul juil lug",
    "august aout agosto augustus augusti sierpien aug ago",
    "september septembre septiembre settembre setembro wrzesien sep sept set",
    "october oktober octobre octubre ottobre outubro pazdziernik oct okt ott out",
    "november novembre noviembre novembro listopad nov",
    "december dezember decembre diciembre dicembre dezembro grudzien dec dez dic des",
)
_MONTH = {name: number for number, names in enumerate(_MONTH_NAMES) for name in fold(names).split()}
_SEASON = {"spring": 2, "summer": 5, "fall": 8, "autumn": 8, "winter": 11}
_PRESENT = (
    "(?:the )?present|current(?:ly)?|now|today|to date|date|ongoing|heute|aktuell|jetzt|aujourd.?hui|present jour|"
    "actualidad|actual|presente|oggi|attuale|heden|nu|atual|obecnie"
)
_WORD = r"[^\W\d_]{3,12}+"
_DATE = (
    rf"(?:({_WORD})\.?,?\s{{0,3}}(?:\d{{1,2}}(?:st|nd|rd|th)?,\s{{0,3}})?(?:of\s)?|"
    rf"(\d{{1,2}})\s?[/.\-]\s?)?((?:19|20)\d\d|['’]\d\d)(?:[-/.](\d\d)\b)?"
)
_JOINT = r"\s{0,3}(?:-{1,3}|–|—|−|‐|‑|→|~|to|until|till|through|bis|à|au|al|hasta|fino|tot|até|do)"
_RANGE = re.compile(rf"(?<![\w/]){_DATE}{_JOINT}\s{{0,3}}(?:({_PRESENT})\b|{_DATE}(?!\d))", re.IGNORECASE)
_ANY_MONTH = "|".join(sorted({name for names in _MONTH_NAMES for name in fold(names).split()}, key=len, reverse=True))
_YEAR_FIRST = re.compile(
    rf"((?:19|20)\d\d) ({_ANY_MONTH})\.?{_JOINT}\s{{0,3}}"
    rf"(?:({_PRESENT})\b|((?:19|20)\d\d)(?: ({_ANY_MONTH})\b)?(?!\d))",
    re.IGNORECASE,
)
"""Dates with the month behind the year: ``2016 Sept – 2023 July``."""
_JOINED = re.compile(r"(?:[-/.]\d\d\b)?\s{0,3}[-–—−‐‑→~tubàahfd]", re.IGNORECASE)
"""How what joins two dates begins."""
_DATE_REACH, _RANGE_REACH = 30, 60
"""Signs that a date may have before its year, and a span of time after its first year."""
_IN_ONE_YEAR = re.compile(rf"\b({_WORD})\.?{_JOINT}\s{{0,3}}({_WORD})\.?,?\s{{1,3}}$", re.IGNORECASE)
"""The months of a time inside one year, before it: ``May to August 2024``."""
_SINCE = re.compile(
    rf"[sSſfFaAdD](?i:(?<=\b.)(?:(?<=s)(?:ince|eit|inds)|(?<=f)rom|(?<=a)b|(?<=d)(?:epuis|esde|al))"
    rf"\s{{1,3}}{_DATE}(?![\d/]))"
)
"""Found sooner than `\\b(?:since|from|…)`: one look at each sign tells whether it can begin one of these words."""
_OPEN = re.compile(rf"^[^\S\n]*(?:[|•*-][^\S\n]*)?{_DATE}[-–—](?=[^\S\n]|$)(?!\s*(?:19|20)?\d\d)", re.MULTILINE)
"""A year with a dash and nothing behind it, at the head of a line: up to the present."""
_OPEN_COLUMN = re.compile(
    rf"^[^\S\n]*(?:[|•*-][^\S\n]*)?{_DATE}[^\S\n][-–—](?:[^\S\n]{{2,}}|[^\S\n]*$)"
    rf"(?!\s*(?:\w{{3,9}}\.? )?(?:\d\d?/)?(?:19|20)\d\d)",
    re.MULTILINE,
)
"""The same with a blank before the dash, in a column of its own: ``Sept 2021 -     Example School``."""
_OPEN_END = re.compile(
    rf"(?<=[\s,(]){_DATE}(?:[-–—]\)|[-–—](?=[.,;:](?:\s|$))|"
    rf"\s?[-–—][^\S\n]*$(?!\s*(?:\w{{3,9}}\.? )?(?:\d\d?/)?(?:19|20)\d\d))",
    re.MULTILINE,
)
"""The same in a bracket of its own, or at the end of a line: ``Senior florist (2019-)``."""
_ONWARDS = re.compile(rf"(?<![\w/]){_DATE} onwards?\b", re.IGNORECASE)
_SHORT_RANGE = re.compile(
    rf"(?<![\d/.,£$€])(0?[1-9]|1[0-2])/(\d\d)(?:\s+(onwards)\b|{_JOINT}\s{{0,3}}"
    rf"(?:({_PRESENT})\b|(0?[1-9]|1[0-2])/(\d\d)(?![\d/])))",
    re.IGNORECASE,
)
"""Months by number with the last two figures of their years: ``10/16 - 03/22``."""
_LAST_SHORT_YEAR = 30
_VALID = re.compile(
    rf"(?<!\w)(?:(?:valid(?:ity)?|expir\w*|exp|lapse[sd]?|ran out|runs? out|ended|due|renewals?|renews|runs? to|"
    rf"until|till|thru|g[uü]ltig bis|bis|jusqu.?au?|hasta|fino al?|ważn\w+ do)\b\.?|"
    rf"(?:good|renewed|paid|current|in date|registered|active|licen[cs]ed|certified)"
    rf"(?=\s(?:to|until|till?|through|thru|up)\b)|(?<=[,(–-] )to(?=\s))"
    rf"(?:\s(?:to|until|till?|through|thru|by|on|in|at|due|date|end|of|up to)){{0,3}}\s?[:\-–]?\s?"
    rf"(?:the )?(?:end of )?(?:\d{{1,2}}(?:st|nd|rd|th)?\s|\d{{1,2}}[/.](?=\d{{1,2}}[/.]))?{_DATE}(?!\d)",
    re.IGNORECASE,
)
_HELD_AGAIN = re.compile(r"(?<!not )(?<!be )\b(?:restored|reinstated|re-?registered|renewed)\b", re.IGNORECASE)
_GOES_ON_TO = re.compile(rf"\s?[-–—]\s?{_DATE}(?!\d)", re.IGNORECASE)
_TO_COME = re.compile(
    rf"\b(?:from|start\w*|begin\w*|expected|anticipated|sit|sits|sitting|sittings|planned|scheduled|booked|graduat\w+|"
    rf"complet\w+|finish\w*|awaited|hope\w*|will|results?)\b[^.;\n]{{0,48}}?(?<![\w/]){_DATE}(?!\d)",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"\W*{_DATE}(?!\d)", re.IGNORECASE)
_FULL_YEAR = re.compile(r"20(?<=\b20)\d\d\b")
_ANY_YEAR = r"[12'’](?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=['’])\d\d)"
"""Found sooner than ``(?:19|20)\\d\\d|['’]\\d\\d``: one look at each sign tells whether it can begin a year."""
_YEAR = re.compile(_ANY_YEAR)
_EVERY_YEAR = re.compile(r"[12'’](?:(?<=1)(?=9\d\d)|(?<=2)(?=0\d\d)|(?<=['’])(?=\d\d))")
"""Each place where `_YEAR` matches, also inside another match of it."""
_OPEN_YEAR = re.compile(rf"{_ANY_YEAR}(?:[-/.]\d\d\b)?(?:[-–—](?=[^\S\n]|$|[.,;:)])|\s[-–—][^\S\n]*$)", re.MULTILINE)
"""The year in what `_OPEN` finds, and what stands behind it."""
_MAY_BE_SHORT = re.compile(r"(?<![\d/])\d\d?/\d\d(?![\d/])")
_OPEN_REACH = 8
_BEHIND_OPEN = "-–—/."
"""What stands behind such a year, unless that begins inside another, behind which more digits stand."""
_COLUMN_GAP = re.compile(r"[^\S\n][-–—](?:[^\S\n]{2}|[^\S\n]?$)", re.MULTILINE)
"""What stands behind the year in what `_OPEN_COLUMN` finds."""
_HALF_YEAR = 6
_SINCE_REACH, _MONTH_AFTER = 40, 4
_LONGEST_YEARS = 60


class Interval(Struct, frozen=True, gc=False):
    """A span of time and where it is written; `last` is None up to the present, both ends in months."""

    start: int
    end: int
    first: int
    last: int | None
    whole_years: bool

    def months(self, now: int) -> int:
        """Give its length in months when the present month is `now`."""
        return max(0, self.until(now) - self.first)

    def until(self, now: int) -> int:
        """Give the month in which it stops."""
        return now if self.last is None else min(self.last, now)


def month_number(day: date) -> int:
    """Give a day's month as a number."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def read_intervals(text: str) -> tuple[Interval, ...]:
    """Give the spans of time that a text names, in its order: ``Jan 2019 – present``, ``03/2018–02/2021``."""
    found: list[Interval] = []
    open_ended: list[re.Match[str]] = []
    reached = 0
    may_be_open = in_column = False
    for year in _YEAR.finditer(text):
        at, stop = year.span()
        if not may_be_open and ((behind := text[stop : stop + 2].lstrip()[:1]) in _BEHIND_OPEN or behind.isdecimal()):
            may_be_open = _OPEN_YEAR.search(text, at, stop + _OPEN_REACH) is not None
        in_column = in_column or _COLUMN_GAP.match(text, stop) is not None
        if at >= reached and (match := _range_at(text, at, stop, reached)) is not None:
            reached = match.end()
            found += filter(None, [_year_first(match) if match.re is _YEAR_FIRST else _range(match)])
        if at >= reached and text[at - 1 : at].isspace() and (within := _within_year(text, at, stop)) is not None:
            reached = stop
            found.append(within)
        match = _SINCE.search(text, max(0, at - _SINCE_REACH), stop + _MONTH_AFTER)
        if match is not None and (not open_ended or open_ended[-1].start() != match.start()):
            open_ended.append(match)
    open_ended += _left_open(text, dashed=may_be_open)
    open_ended += _OPEN_COLUMN.finditer(text) if in_column else ()
    found += _short_ranges(text, found)
    taken = [(one.start, one.end) for one in found]
    for match in open_ended:
        if not any(start < match.end() and match.start() < end for start, end in taken):
            first, years_only = _month_of(match.groups())
            taken.append(match.span())
            found.append(Interval(match.start(), match.end(), first, None, years_only))
    return tuple(sorted(found, key=lambda one: one.start))


def _left_open(text: str, *, dashed: bool) -> Iterator[re.Match[str]]:
    """Yield the years with nothing behind their dash, where one is `dashed`, and those that something was from."""
    if dashed:
        yield from _OPEN.finditer(text)
        yield from _OPEN_END.finditer(text)
    if "onwards" in text:
        yield from _ONWARDS.finditer(text)


def _may_be_short(text: str) -> bool:
    """Whether a month stands anywhere with a year of two figures."""
    at = text.find("/")
    while at >= 0:
        if _MAY_BE_SHORT.search(text, max(0, at - 2), at + len("/169")) is not None:
            return True
        at = text.find("/", at + 1)
    return False


def _short_ranges(text: str, found: list[Interval]) -> Iterator[Interval]:
    """Yield the spans of time whose years are written with two figures, apart from those found already."""
    if not _may_be_short(text):
        return
    taken = [(one.start, one.end) for one in found]
    for match in _SHORT_RANGE.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        month, year, onwards, present, to_month, to_year = match.groups()
        first = _short_month(month, year)
        last = None if onwards or present else _short_month(to_month, to_year) + 1
        if last is None or 0 < last - first <= _LONGEST_YEARS * MONTHS_A_YEAR:
            yield Interval(match.start(), match.end(), first, last, whole_years=False)


def _short_month(month: str, year: str) -> int:
    """Give a month by its number and the last two figures of its year."""
    century = 2000 if int(year) <= _LAST_SHORT_YEAR else 1900
    return (century + int(year)) * MONTHS_A_YEAR + int(month) - 1


def _range_at(text: str, at: int, stop: int, reached: int) -> re.Match[str] | None:
    """Give the span of time whose first year stands at an offset, and in which nothing stands before `reached`."""
    if _JOINED.match(text, stop):
        line_before = text.rfind("\n", 0, max(0, text.rfind("\n", 0, at))) + 1
        return _RANGE.search(text, max(reached, at - _DATE_REACH, line_before), stop + _RANGE_REACH)
    return _YEAR_FIRST.match(text, at) if text[stop : stop + 1] == " " else None


def valid_until(text: str, start: int, end: int) -> int | None:
    """Give the month up to which something is said to be valid between two offsets; of a year alone the last."""
    match = _VALID.search(text, start, end) if _YEAR.search(text, start, end) is not None else None
    if match is None:
        return None
    if _HELD_AGAIN.search(text, match.end(), end) is not None:
        return None
    match = _GOES_ON_TO.match(text, match.end(), end) or match
    month, years_only = _month_of(match.groups())
    return month + (MONTHS_A_YEAR - 1 if years_only else 0)


def last_year(text: str, start: int, end: int) -> int:
    """Give the latest year written between two offsets, or 0."""
    return max((int(match.group()) for match in _FULL_YEAR.finditer(text, start, end)), default=0)


def years_from(text: str, year: int) -> list[int]:
    """Give the offsets at which a year is written that is not before `year`, as any part of a date may be."""
    places = [match.start() for match in _EVERY_YEAR.finditer(text)]
    return [at for at in places if _full_year(_YEAR.match(text, at)[0]) >= year]  # type: ignore[index]  # it does match


def is_to_come(text: str, start: int, end: int, now: int) -> bool:
    """Whether something is said to begin or to be reached after the month `now` between two offsets."""
    if _YEAR.search(text, start, end) is None:
        return False
    first = _BEGINS.match(text, start, end)
    if first is not None and _month_of(first.groups())[0] > now:
        return True
    return any(_month_of(match.groups())[0] > now for match in _TO_COME.finditer(text, start, end))


def merge_months(spans: Iterable[tuple[int, int]]) -> int:
    """Give how many months the spans cover, overlaps once."""
    total, reached = 0, -1
    for first, last in sorted(spans):
        if last > reached:
            total += last - max(first, reached)
            reached = last
    return total


def _within_year(text: str, at: int, stop: int) -> Interval | None:
    """Give the time between two months that stand before their year."""
    match = _IN_ONE_YEAR.search(text, max(0, at - _DATE_REACH), at)
    if match is None:
        return None
    first, last = _named_month(match.group(1)), _named_month(match.group(2))
    if first is None or last is None or first > last:
        return None
    year = _full_year(text[at:stop]) * MONTHS_A_YEAR
    return Interval(match.start(), stop, year + first, year + last + 1, whole_years=False)


def _range(match: re.Match[str]) -> Interval | None:
    groups = match.groups()
    first, from_year = _month_of(groups[0:4])
    start = match.start()
    if groups[0] is not None and _named_month(groups[0]) is None:
        start = match.start(2) if groups[1] is not None else match.start(3)  # the word before is no month
    if groups[4] is not None:
        return Interval(start, match.end(), first, None, from_year)
    last, to_year = _month_of(groups[5:9])
    if not to_year:
        last += 1
    elif last == first or not from_year:
        last += _HALF_YEAR
    if not 0 < last - first <= _LONGEST_YEARS * MONTHS_A_YEAR:
        return None
    return Interval(start, match.end(), first, last, from_year or to_year)


def _year_first(match: re.Match[str]) -> Interval | None:
    """Give a span whose dates say the year before the month."""
    year, month, present, to_year, to_month = match.groups()
    first, _ = _month_of((month, None, year, None))
    if present is not None:
        return Interval(match.start(), match.end(), first, None, whole_years=False)
    last, whole_years = _month_of((to_month, None, to_year, None))
    last += _HALF_YEAR if whole_years else 1
    if not 0 < last - first <= _LONGEST_YEARS * MONTHS_A_YEAR:
        return None
    return Interval(match.start(), match.end(), first, last, whole_years)


def _month_of(groups: tuple[str | None, ...]) -> tuple[int, bool]:
    """Give the month that a date names, and whether it names only a year."""
    word, number, year, after = groups
    full = _full_year(year or "")
    month = _named_month(word)
    for candidate in (number, after):
        if month is None and candidate is not None and 1 <= int(candidate) <= MONTHS_A_YEAR:
            month = int(candidate) - 1
    return full * MONTHS_A_YEAR + (month or 0), month is None


def _full_year(year: str) -> int:
    digits = year.lstrip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits) - (100 if int(digits) > 50 else 0)  # noqa: PLR2004 - a two-digit year


def _named_month(word: str | None) -> int | None:
    return None if word is None else _MONTHS_SAID[word]


_MONTHS_SAID: Kept[int | None] = Kept(lambda word: _MONTH.get(folded := fold(word), _SEASON.get(folded)))


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line that holds something, without the white space around it."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped[0])
            yield begin, begin + len(stripped)
        start += len(line)
