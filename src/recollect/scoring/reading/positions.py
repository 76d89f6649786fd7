"""The times at work that a résumé tells of: when, as what, and what was done there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from recollect.domain.document import Section
from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.knowledge.vocabulary import Phrases
from recollect.scoring.profiles import Position
from recollect.scoring.reading.doubts import GREW
from recollect.scoring.reading.education import BACHELOR, read_degrees
from recollect.scoring.reading.intervals import Interval, lines_of, read_intervals
from recollect.scoring.reading.mentions import Found

_NOT_WORK = frozenset({"education", "other"})
_SELDOM_WORK = frozenset({"certificates", "languages", "skills"})
_PAPER = re.compile(r"licen[cs]|certif|regist|valid|expir|renew|course|zertifi|diplom", re.IGNORECASE)
_BULLETS = "-–•·*+●▪■►○◦"
_SINCE = re.compile(r"(?:since|from|seit|ab|depuis|desde|dal|sinds)\b", re.IGNORECASE)
_LEARNING = re.compile(
    r"\b(?:apprentice(?:ship)?|(?<!graduate )(?<!management )trainee|"
    r"intern(?:ship)?|werkstudent\w*|praktik\w+|student|stagiaire)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:registered|registration|licen[cs]\w+|certified|certificate|chartered|member(?:ship)?|fellow|active|"
    r"accredited|"
    r"qualified|admitted)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:universit\w+|college|faculty|bachelor\w*|master['’]?s|b\.?sc|m\.?sc|ph\.?d|degree|diploma|gpa|hochschule)\b",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[a-z]{3,}[.!?]\s+[A-Z]|^[a-z].*[.!?]")
"""A sentence that ends inside a line, or one that began on the line before."""
_HEAD = re.compile(r"[A-Z][^,.;:(–—\n]{2,48}(?=[,.;:(–—])")
"""What begins a line up to its first mark."""
_STOP = re.compile(r"\.\s")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_TEAM = re.compile(r" (?:team|department)(?:\b(?![’'])|[’']s)")
_FROM_THE = re.compile(r"\b(?:from|by|alongside|beside|between|with) (?:the|our|their|an?) $")
_REACH = 16
_LONG_LINE = 8
_TITLE_WORDS = 16
_WORDS_BEFORE = 10
_SENTENCE_WORDS = 5
_TITLE_LINES = 2
_HEAD_LINES = 3
_RULE = 3
"""So many of one sign at the head of a line draw a line over the page, and are no bullet."""


class _Sheet(Struct, frozen=True):
    """A résumé as the search for positions sees it: its lines, and where its sections start.

    `dated` are the lines that hold the dates of an entry, `titled` those in which a title begins.
    """

    text: str
    tokens: Tokens
    scored: list[bool]
    titles: Phrases
    sections: tuple[Section, ...]
    section_starts: list[int]
    lines: list[tuple[int, int]]
    starts: list[int]
    dated: set[int]
    titled: set[int]

    def section_at(self, offset: int) -> int:
        return bisect_right(self.section_starts, offset) - 1

    def section_after(self, line: int) -> int:
        """Give where the first section begins below a line that stands in none, or the text ends."""
        place = bisect_right(self.section_starts, self.starts[line])
        return self.section_starts[place] if place < len(self.section_starts) else len(self.text)

    def line_at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def is_bullet(self, line: int) -> bool:
        start = self.starts[line]
        return self.text[start] in _BULLETS and self.text[start : start + _RULE] != self.text[start] * _RULE


class _Entry(Struct, frozen=True):
    """An interval with its line, its section or -1, and the first line that can belong to it."""

    interval: Interval
    line: int
    section: int
    head: int


def read_positions(
    text: str,
    tokens: Tokens,
    sections: tuple[Section, ...],
    found: list[Found],
    scored: list[bool],
    titles: Phrases,
) -> tuple[Position, ...]:
    """Give the times at work, newest first, each with the terms that its entry names."""
    lines = list(lines_of(text))
    starts = [start for start, _ in lines]
    sheet = _Sheet(text, tokens, scored, titles, sections, [one.start for one in sections], lines, starts, set(), set())
    sheet.titled.update(sheet.line_at(tokens.starts[at]) for at in titles.begins)
    entries = _entries(sheet)
    sheet.dated.update(entry.line for entry in entries)
    below: dict[int, bool] = {}
    term_starts = [tokens.starts[one[1]] for one in found]
    positions = []
    for entry in entries:
        if entry.section not in below:
            below[entry.section] = any(map(sheet.is_bullet, range(entry.head, entry.line)))
    named_titles = [_title(sheet, entry, dates_below=below[entry.section]) for entry in entries]
    told = [
        (entry, title, named)
        for entry, (title, named) in zip(entries, named_titles, strict=True)
        if not _is_aside(sheet, entry, named)
    ]
    working = {entry.section for entry, title, named in told if not _is_paper(sheet, entry, title, named)}
    for place, (entry, title, named) in enumerate(told):
        is_paper = _is_paper(sheet, entry, title, named) and not (entry.section in working and _is_work(sheet, entry))
        if is_paper or (not named and _is_elsewhere(sheet, entry)):
            continue
        if _is_degree(sheet, entry.line):
            continue
        end = entry.interval.end
        if not below[entry.section]:
            end = sections[entry.section].end if entry.section >= 0 else sheet.section_after(entry.line)
            following = next((other for one, other, _ in told[place + 1 :] if one.line > entry.line), None)
            if following is not None:
                end = min(end, max(title[1], following[0]))
        inside = found[bisect_left(term_starts, title[0]) : bisect_left(term_starts, end)]
        terms = frozenset([one[0] for one in inside if not _is_of_a_team(text, tokens, one)])
        first, last = tokens.slice_at(*title)
        stems = frozenset(tokens.stems[first:last])
        positions.append(
            Position(entry.interval, named, *title, title[0], end, terms, stems, _is_learning(text, *title))
        )
    positions.sort(key=lambda one: (one.interval.last is not None, -(one.interval.last or 0), -one.interval.first))
    return tuple(positions)


def _is_of_a_team(text: str, tokens: Tokens, one: Found) -> bool:
    """Whether a name is that of a team that something comes from: ``from the data engineering team's tables``."""
    if _TEAM.match(text, tokens.ends[one[2] - 1]) is None:
        return False
    start = tokens.starts[one[1]]
    return _FROM_THE.search(text, max(0, start - _REACH), start) is not None


def _is_learning(text: str, start: int, end: int) -> bool:
    """Whether a title is that of somebody who learns, and of nothing else since."""
    return _LEARNING.search(text, start, end) is not None and GREW.search(text, start, end) is None


def _entries(sheet: _Sheet) -> list[_Entry]:
    entries: list[_Entry] = []
    intervals = read_intervals(sheet.text)
    for interval in intervals:
        section = sheet.section_at(interval.start)
        if section >= 0 and sheet.sections[section].kind in _NOT_WORK:
            continue
        line = sheet.line_at(interval.start)
        if sheet.is_bullet(line) and _SINCE.match(sheet.text, interval.start):
            ranges = (one for one in intervals if not _SINCE.match(sheet.text, one.start))
            if not (_heads_point(sheet, interval) and any(_heads_point(sheet, one) for one in ranges)):
                continue  # what somebody has done since then in a job, not a job
        head = bisect_left(sheet.starts, sheet.section_starts[section]) if section >= 0 else 0
        if entries:
            head = max(head, entries[-1].line + 1)
        entries.append(_Entry(interval, line, section, head))
    return entries


def _heads_point(sheet: _Sheet, interval: Interval) -> bool:
    """Whether a time stands at the head of a point of a list, before a colon: ``• Since May 2020: Example Ltd``."""
    line = sheet.starts[sheet.line_at(interval.start)]
    return not sheet.text[line : interval.start].strip(_BULLETS + " \t") and sheet.text.startswith(":", interval.end)


def _title(sheet: _Sheet, entry: _Entry, *, dates_below: bool) -> tuple[tuple[int, int], tuple[int, ...]]:
    """Give the span of the line that holds the title, and the roles it names: the date's line, or one beside it."""
    line = entry.line
    beside = [line, line - 1, line + 1, line - 2, line - 3]
    if _stands_apart(sheet, line + 1):
        beside.remove(line + 1)
    if dates_below:
        beside = [line, *range(entry.head, line)[:_HEAD_LINES]]
    elif line - 1 in sheet.titled and _names_a_firm(sheet, line - 1):
        beside.remove(line - 1)
        beside.append(line - 1)
    own = sheet.lines[line]
    for at in beside:
        if at != line and not entry.head <= at < len(sheet.lines):
            continue
        if at != line and (at not in sheet.titled or (at > line and at in sheet.dated)):
            continue
        span = (_head_of(sheet, at) if at == line + 1 else None) or sheet.lines[at]
        first, last = sheet.tokens.slice_at(*span)
        if last - first > _TITLE_WORDS:
            if at != line:
                continue
            first, last = _beside_dates(sheet.tokens, entry.interval, first, last)
            span = own = (sheet.tokens.starts[first], max(entry.interval.end, sheet.tokens.ends[last - 1]))
        phrases = _in_first_sentence(sheet, entry.interval.end, list(sheet.titles.within(first, last)))
        named = tuple(dict.fromkeys(role for role, begin, _ in phrases if sheet.scored[begin]))
        if named and (at == line or _may_be_title(sheet, at, span, entry.section)):
            both = min(span[0], own[0]), max(span[1], own[1])
            return (span if line - at > _TITLE_LINES else both), named
    return own, ()


def _names_a_firm(sheet: _Sheet, line: int) -> bool:
    """Whether all roles in a line are in the plural behind a name, as firms are: ``Oakhill Vets``."""
    first, last = sheet.tokens.slice_at(*sheet.lines[line])
    phrases = sheet.titles.within(first, last)
    return bool(phrases) and all(_is_of_a_firm(sheet, first, begin, stop) for _, begin, stop in phrases)


def _is_of_a_firm(sheet: _Sheet, first: int, begin: int, stop: int) -> bool:
    starts, ends, text = sheet.tokens.starts, sheet.tokens.ends, sheet.text
    if stop - begin > 1 or begin == first or text[ends[begin] - 1] != "s":
        return False
    gap = text[ends[begin - 1] : starts[begin]]
    return gap == " " and text[starts[begin]].isupper() and text[starts[begin - 1]].isupper()


def _head_of(sheet: _Sheet, at: int) -> tuple[int, int] | None:
    """Give the title that begins a line below the dates and goes on as a sentence: ``Staff nurse. Ten beds of``."""
    start, end = sheet.lines[at]
    if sheet.is_bullet(at) or not _is_prose(sheet.text[start:end]):
        return None
    match = _HEAD.match(sheet.text, start, end)
    if match is None or len(match.group().split()) > _SENTENCE_WORDS:
        return None
    return match.span()


def _in_first_sentence(sheet: _Sheet, dates_end: int, phrases: list[Found]) -> list[Found]:
    """Give the titles that stand before the sentence of the dates ends, or all where none does: the rest is told."""
    stop = _STOP.search(sheet.text, dates_end)
    end = len(sheet.text) if stop is None else stop.start()
    return [one for one in phrases if sheet.tokens.starts[one[1]] < end] or phrases


def _beside_dates(tokens: Tokens, interval: Interval, first: int, last: int) -> tuple[int, int]:
    """Give the tokens of a long line that stand beside its dates, where the title does."""
    begin, end = tokens.slice_at(interval.start, interval.end)
    return max(first, begin - _WORDS_BEFORE), min(last, max(end, begin + 1) + _TITLE_WORDS // 2)


def _stands_apart(sheet: _Sheet, line: int) -> bool:
    """Whether a blank line stands before a line: what follows is another entry."""
    return line < len(sheet.lines) and sheet.text.count("\n", sheet.lines[line - 1][1], sheet.lines[line][0]) > 1


def _may_be_title(sheet: _Sheet, at: int, span: tuple[int, int], section: int) -> bool:
    """Whether a line beside the dates, or what begins it, is of the same section, and no bullet point or sentence."""
    start, end = span
    if sheet.section_at(start) != section or sheet.is_bullet(at):
        return False
    return not _is_prose(sheet.text[start:end])


def _is_prose(line: str) -> bool:
    """Whether a line is part of a sentence: it ends as one, holds the end of one, or is long and hardly capitalised."""
    words = line.split()
    if len(words) > _SENTENCE_WORDS and line[-1] in ".,":
        return True
    if len(words) > _LONG_LINE and sum([word[0].islower() for word in words]) * 2 > len(words):
        return True
    return _PROSE.search(line) is not None


def _is_paper(sheet: _Sheet, entry: _Entry, title: tuple[int, int], named: tuple[int, ...]) -> bool:
    """Whether a span of time among papers or languages is no post, but how long a paper is valid."""
    if entry.section < 0 or sheet.sections[entry.section].kind not in _SELDOM_WORK:
        return False
    if _is_below_label(sheet, entry):
        return False
    return not named or _PAPER.search(sheet.text, *title) is not None


def _is_below_label(sheet: _Sheet, entry: _Entry) -> bool:
    """Whether a span of time stands below the paragraph of a label that goes on in its line: ``License: Ohio RN``."""
    section = sheet.sections[entry.section]
    label = sheet.lines[sheet.line_at(section.start)]
    colon = sheet.text.find(":", *label)
    if colon < 0 or colon + 1 == label[1]:
        return False
    return _BLANK.search(sheet.text, label[1], sheet.starts[entry.line]) is not None and (
        _PAPER.search(sheet.text, *sheet.lines[entry.line]) is None
    )


def _is_work(sheet: _Sheet, entry: _Entry) -> bool:
    """Whether a span of time without a title, in a section of skills that holds other posts, is that of a post, too."""
    if entry.section < 0 or sheet.sections[entry.section].kind != "skills":
        return False
    line = slice(*sheet.lines[entry.line])
    return not _SINCE.match(sheet.text, entry.interval.start) and _PAPER.search(sheet.text[line]) is None


def _is_degree(sheet: _Sheet, line: int) -> bool:
    """Whether the line of the dates names a degree and no post: years of study, whatever stands beside them."""
    return line not in sheet.titled and any(
        one.level >= BACHELOR for one in read_degrees(sheet.text, sheet.tokens, *sheet.lines[line])
    )


def _is_aside(sheet: _Sheet, entry: _Entry, named: tuple[int, ...]) -> bool:
    """Whether "since 2007" inside a line tells how long something has held, such as a licence, and names no post."""
    start = sheet.starts[entry.line]
    if entry.interval.start <= start or not _SINCE.match(sheet.text, entry.interval.start):
        return False
    if _is_sentence(sheet, entry) or _heads_point(sheet, entry.interval):
        return False
    return not named or _HELD.search(sheet.text, start, entry.interval.start) is not None


def _is_sentence(sheet: _Sheet, entry: _Entry) -> bool:
    """Whether "Since May 2019." is a sentence by itself at the end of a line that is no point of a list."""
    text, interval = sheet.text, entry.interval
    start, end = sheet.lines[entry.line]
    alone = text[interval.start].isupper() and not text[interval.end : end].strip(". )")
    return alone and text[start : interval.start].rstrip().endswith(".") and not sheet.is_bullet(entry.line)


def _is_elsewhere(sheet: _Sheet, entry: _Entry) -> bool:
    """Whether a span of time without a title is no work: a project, or years at school that stand among the jobs."""
    if entry.section >= 0 and sheet.sections[entry.section].kind == "projects":
        return True
    lines = sheet.lines
    start, end = lines[max(0, entry.line - 1)][0], lines[min(len(lines) - 1, entry.line + 1)][1]
    return _SCHOOL.search(sheet.text, start, end) is not None
