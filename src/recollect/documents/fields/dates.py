"""Dates and spans of time as résumés write them, in eight languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from recollect.documents.fields.lexicons import Folded, fold_with_offsets, month_numbers, pattern, word_set

_MONTHS = 12
_EARLIEST, _LATEST = 1940, 2060
_LONGEST_YEARS = 60
_DASH = r"[-‐‑–—−→~]"
_CENTURY = 2000
_QUARTERS = "qtk"
_OPENING = re.compile(r"(?<!\w)(?:from|between|von|vom|zwischen|de|du|entre|del|da|dal|tra|van|od|w latach)\s{1,2}$")
"""What a span of time may begin with, but a date alone does not: ``von 2015 bis 2021``."""
_SHORT_BEFORE = 16
"""A month with a year of two digits is one only this near to another, or to the present."""
_YEARS_AHEAD = 50
"""A year of two digits above this is of the last century."""


class DatePoint(Struct, frozen=True):
    """A date: its span, and its value as ``YYYY-MM`` or ``YYYY``."""

    start: int
    end: int
    value: str


class Period(Struct, frozen=True):
    """A span of time or a single date (`last` alone): its span, both ends, and whether it goes on."""

    start: int
    end: int
    first: DatePoint | None
    last: DatePoint | None
    current: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it has a beginning."""
        return self.first is not None


def find_periods(text: str) -> list[Period]:
    """Give the spans of time and single dates of one line, in its order; offsets are of the line."""
    if not any(c.isdigit() for c in text):
        return []
    folded = fold_with_offsets(text)
    periods: list[Period] = []
    points = [*_points(folded.text)]
    place = 0
    while place < len(points):
        after = points[place + 1] if place + 1 < len(points) else None
        begins_after = periods[-1].end if periods else 0
        period, used = _period(folded.text, points[place], after, begins_after)
        periods.append(period)
        place += used
    return [_written(period, folded) for period in periods]


def _period(text: str, point: DatePoint, after: DatePoint | None, begins_after: int) -> tuple[Period, int]:
    """Join a date with what stands around it; give also how many dates that took."""
    if after is not None and _patterns().between.fullmatch(text, point.end, after.start) and _in_order(point, after):
        opened = _patterns().since.search(text, begins_after, point.start)
        opened = opened or _OPENING.search(text, begins_after, point.start)
        last = _last_month(after) if text[after.start] in _QUARTERS else after
        return Period(opened.start() if opened else point.start, after.end, point, last), 2
    present = _patterns().to_present.match(text, point.end)
    if present is not None:
        return Period(point.start, present.end(), point, None, current=True), 1
    short = re.compile(r"\s?[/–—-]\s?(\d\d)(?![\d./-])").match(text, point.end)
    if short is not None and len(point.value) == len("YYYY") and int(short[1]) > int(point.value[2:]):
        last = DatePoint(short.start(1), short.end(1), point.value[:2] + short[1])
        return Period(point.start, short.end(), point, last), 1
    month = _patterns().month_before.search(text, begins_after, point.start)
    if month is not None and month[1] in month_numbers() and len(point.value) > len("YYYY"):
        first = DatePoint(month.start(1), month.end(1), f"{point.value[:4]}-{month_numbers()[month[1]]:02d}")
        if first.value < point.value:
            return Period(first.start, point.end, first, point), 1
    since = _patterns().since.search(text, begins_after, point.start)
    if since is not None:
        return Period(since.start(), point.end, point, None, current=True), 1
    return Period(point.start, point.end, None, point), 1


def _in_order(first: DatePoint, last: DatePoint) -> bool:
    length = int(last.value[:4]) - int(first.value[:4])
    return 0 <= length <= _LONGEST_YEARS and (len(first.value) != len(last.value) or first.value <= last.value)


def _last_month(quarter: DatePoint) -> DatePoint:
    return DatePoint(quarter.start, quarter.end, f"{quarter.value[:5]}{int(quarter.value[5:]) + 2:02d}")


def _points(text: str) -> Iterator[DatePoint]:
    for match in _patterns().point.finditer(text):
        value = _value(match, text)
        if value is not None:
            if match["iso_month"] and _is_academic(match):
                yield DatePoint(match.start(), match.start() + len("YYYY"), match["iso_year"])
                continue
            word = match["word"]
            start = match.start() if word is None or word in month_numbers() else match.start("word")
            if word is not None and word not in month_numbers() and word not in _patterns().seasons:
                start = match.start("year")
            yield DatePoint(start, match.end(), value)


def _is_academic(match: re.Match[str]) -> bool:
    """Tell ``2010/11``, two years, from ``2010/03``, a month."""
    return match["iso_year"] + "/" in match[0] and int(match["iso_month"]) == int(match["iso_year"][2:]) + 1


def _value(match: re.Match[str], text: str) -> str | None:
    """Give the value of a date, or None when it can be none."""
    month: int | None = None
    if match["quarter"]:
        year, month = _full_year(match["quarter_year"]), 3 * int(match["quarter"]) - 2
    elif match["iso_year"]:
        year, month = int(match["iso_year"]), int(match["iso_month"])
    elif match["short"]:
        if not _patterns().short_range.search(
            text[max(0, match.start() - _SHORT_BEFORE) : match.end() + _SHORT_BEFORE]
        ):
            return None
        year, month = _full_year(match["short_year"]), int(match["short"])
    elif match["number_year"]:
        year, month = _full_year(match["number_year"]), int(match["number"])
        if month > _MONTHS and match["day"] and int(match["day"]) <= _MONTHS:
            month = int(match["day"])  # as Americans write it
    else:
        year = _full_year(match["year"])
        month = month_numbers().get(match["word"] or "")
        if len(match["year"]) < len("YYYY") and month is None:
            return None
    if not _EARLIEST <= year <= _LATEST or (month is not None and not 1 <= month <= _MONTHS):
        return None
    return f"{year:04d}" if month is None else f"{year:04d}-{month:02d}"


def _full_year(written: str) -> int:
    digits = written.lstrip("'")
    if len(digits) == len("YYYY"):
        return int(digits)
    return int(digits) + (_CENTURY if int(digits) <= _YEARS_AHEAD else _CENTURY - 100)


class _Patterns(Struct, frozen=True):
    point: re.Pattern[str]
    between: re.Pattern[str]
    to_present: re.Pattern[str]
    since: re.Pattern[str]
    month_before: re.Pattern[str]
    duration: re.Pattern[str]
    short_range: re.Pattern[str]
    seasons: frozenset[str]


@cache
def _patterns() -> _Patterns:
    until, since, present = pattern("dates", "until"), pattern("dates", "since"), pattern("dates", "present")
    linking, durations = pattern("dates", "linking"), pattern("dates", "durations")
    year = r"(?:19|20)\d\d"
    point = (
        rf"(?<![\w.])(?<!\D\d{{3}}-)(?<!(?<!\d{{4}})/)(?:"
        rf"(?:[qtk]\s?(?P<quarter>[1-4]))[\s/.-]{{1,3}}(?P<quarter_year>{year})"
        rf"|(?P<iso_year>{year})[-/.](?P<iso_month>0[1-9]|1[0-2])(?:[-/.]\d\d?)?(?![\d/])"
        rf"|(?:(?P<day>\d\d?)[./-])?(?P<number>\d\d?)\s?[./-]\s?(?P<number_year>{year})"
        rf"|(?P<short>0?[1-9]|1[0-2])[/.](?P<short_year>\d\d)(?![\d./])"
        rf"|(?:(?:\d\d?(?:\.|st|nd|rd|th|er|º|ª)?\s(?:de\s)?)?(?!(?:{until}|{since})\s)(?P<word>[^\W\d_]{{2,14}})\.?"
        rf"(?:\s\d\d?(?:st|nd|rd|th)?)?[\s,.-]{{1,3}}(?:(?:{linking})\s)?)?(?P<year>{year}|'\d\d)(?!-(?:0[1-9]|1[0-2])(?!\d))"
        rf")(?![\d@]|[./](?!{year}(?!\d))\d{{3}})"
    )
    return _Patterns(
        point=re.compile(point),
        between=re.compile(
            rf"(?:\s?r\.)?[\s.]*"
            rf"(?:(?:{_DASH}{{1,2}}|/)\s*(?:(?:{until})\s+)?|(?:{until})\s+(?:(?:{_DASH}|el|o|le|the)\s*)?)"
        ),
        to_present=re.compile(
            rf"(?:\s?r\.)?[\s.,]*(?:(?:{_DASH}{{1,2}}\s*(?:(?:{until})\s+)?|(?:{until})\s+)(?:(?:l'|la\s|el\s|o\s|le\s)?)"
            rf"\(?(?:{present})(?!\w)\)?|{_DASH}{{1,2}}\s*$|[\s(,]+(?:{present})(?!\w)\)?\s*$)"
        ),
        since=re.compile(rf"(?<!\w)(?:{since})\s{{1,2}}$"),
        month_before=re.compile(rf"(?<!\w)([^\W\d_]{{3,12}})\.?\s?(?:{_DASH}|(?:{until})\s)\s?$"),
        duration=re.compile(
            rf"\(?\s*\d{{1,2}}(?:[.,]\d)?\+?\s?(?:{durations})(?!\w)"
            rf"(?:[,\s]+\d{{1,2}}\s?(?:{durations})(?!\w))?\s*\)?"
        ),
        short_range=re.compile(rf"\d\d?[/.]\d\d\s*{_DASH}\s*(?:\d\d?[/.]\d\d(?!\d)|(?:{present})(?!\w))"),
        seasons=word_set("dates", "seasons").exact,
    )


def find_durations(text: str) -> list[tuple[int, int]]:
    """Give the spans of lengths of time, such as ``2 years 10 months``."""
    folded = fold_with_offsets(text)
    return [folded.span(*match.span()) for match in _patterns().duration.finditer(folded.text)]


def _written(period: Period, folded: Folded) -> Period:
    """Give a period with offsets of the text as it is written."""
    start, end = folded.span(period.start, period.end)
    return Period(start, end, _at(period.first, folded), _at(period.last, folded), period.current)


def _at(point: DatePoint | None, folded: Folded) -> DatePoint | None:
    return None if point is None else DatePoint(*folded.span(point.start, point.end), point.value)
