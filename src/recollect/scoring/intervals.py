"""Dates and spans of time in a résumé, counted in months since year 0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from recollect.domain.text import fold

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
    "present|current(?:ly)?|now|today|to date|date|ongoing|heute|aktuell|jetzt|aujourd.?hui|present jour|actualidad|"
    "actual|presente|oggi|attuale|heden|nu|atual|obecnie"
)
_WORD = r"[^\W\d_]{3,12}+"
_DATE = (
    rf"(?:({_WORD})\.?,?\s{{0,3}}(?:\d{{1,2}}(?:st|nd|rd|th)?,\s{{0,3}})?(?:of\s)?|"
    rf"(\d{{1,2}})\s?[/.\-]\s?)?((?:19|20)\d\d|['’]\d\d)(?:[-/.](\d\d)\b)?"
)
_RANGE = re.compile(
    rf"(?<![\w/]){_DATE}\s{{0,3}}(?:-|–|—|−|‐|‑|→|~|to|until|till|through|bis|à|au|al|hasta|fino|tot|até|do)\s{{0,3}}"
    rf"(?:({_PRESENT})\b|{_DATE}(?!\d))",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\b(?:since|from|seit|ab|depuis|desde|dal|sinds)\s{{1,3}}{_DATE}(?![\d/])", re.IGNORECASE)
_VALID = re.compile(
    rf"(?:valid|expir\w*|exp\.?|until|renewals?|renews|due|runs? to|g[uü]ltig bis|bis|jusqu.?au?|hasta|fino al?)"
    rf"(?:\s(?:to|until|till|through|thru|by|on|in|due|date|"
    rf"up to)){{0,2}}\s?[:\-–]?\s?(?:the )?(?:end of )?(?:\d{{1,2}}(?:st|nd|rd|th)?\s|\d{{1,2}}[/.])?"
    rf"{_DATE}(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d")
_HALF_YEAR = 6
_SINCE_REACH, _MONTH_AFTER = 40, 4
_LONGEST_YEARS = 60


class Interval(Struct, frozen=True):
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
    for start, end in _dated_parts(text):
        found += [one for match in _RANGE.finditer(text, start, end) if (one := _range(match)) is not None]
    for year in _YEAR.finditer(text):
        match = _SINCE.search(text, max(0, year.start() - _SINCE_REACH), year.end() + _MONTH_AFTER)
        if match is not None and (not open_ended or open_ended[-1].start() != match.start()):
            open_ended.append(match)
    taken = [(one.start, one.end) for one in found]
    for match in open_ended:
        if not any(start < match.end() and match.start() < end for start, end in taken):
            first, years_only = _month_of(match.groups())
            found.append(Interval(match.start(), match.end(), first, None, years_only))
    return tuple(sorted(found, key=lambda one: one.start))


def valid_until(text: str, start: int, end: int) -> int | None:
    """Give the month up to which something is said to be valid between two offsets; of a year alone the last."""
    match = _VALID.search(text, start, end)
    if match is None:
        return None
    month, years_only = _month_of(match.groups())
    return month + (MONTHS_A_YEAR - 1 if years_only else 0)


def _dated_parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that hold all spans of time: whole lines with a year in them, and the line after each."""
    start = end = 0
    for match in _YEAR.finditer(text):
        if match.start() < end:
            continue
        before, after = text.rfind("\n", 0, match.start()), text.find("\n", match.end())
        before = text.rfind("\n", 0, max(0, before)) + 1
        after = text.find("\n", after + 1) if after >= 0 else -1
        if before > end:
            if end:
                yield start, end
            start = before
        end = after if after >= 0 else len(text)
    if end:
        yield start, end


def merge_months(spans: Iterable[tuple[int, int]]) -> int:
    """Give how many months the spans cover, overlaps once."""
    total, reached = 0, -1
    for first, last in sorted(spans):
        if last > reached:
            total += last - max(first, reached)
            reached = last
    return total


def _range(match: re.Match[str]) -> Interval | None:
    groups = match.groups()
    first, from_year = _month_of(groups[0:4])
    if groups[4] is not None:
        return Interval(match.start(), match.end(), first, None, from_year)
    last, to_year = _month_of(groups[5:9])
    if not to_year:
        last += 1
    elif last == first or not from_year:
        last += _HALF_YEAR
    if not 0 < last - first <= _LONGEST_YEARS * MONTHS_A_YEAR:
        return None
    return Interval(match.start(), match.end(), first, last, from_year or to_year)


def _month_of(groups: tuple[str | None, ...]) -> tuple[int, bool]:
    """Give the month that a date names, and whether it names only a year."""
    word, number, year, after = groups
    digits = (year or "").lstrip("'’")
    full = int(digits) if len(digits) == 4 else 2000 + int(digits) - (100 if int(digits) > 50 else 0)  # noqa: PLR2004 - a two-digit year
    month = _named_month(word)
    for candidate in (number, after):
        if month is None and candidate is not None and 1 <= int(candidate) <= MONTHS_A_YEAR:
            month = int(candidate) - 1
    return full * MONTHS_A_YEAR + (month or 0), month is None


def _named_month(word: str | None) -> int | None:
    if word is None:
        return None
    folded = fold(word)
    return _MONTH.get(folded, _SEASON.get(folded))


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line that holds something, without the white space around it."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped[0])
            yield begin, begin + len(stripped)
        start += len(line)
