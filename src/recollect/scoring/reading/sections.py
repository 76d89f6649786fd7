"""The parts of a résumé, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import compress
from typing import Literal, cast

from recollect.domain.document import Section
from recollect.domain.text import fold
from recollect.scoring.knowledge.tokens import Kept
from recollect.scoring.knowledge.vocabulary import read_table

SectionKind = Literal["summary", "experience", "education", "skills", "certificates", "languages", "projects", "other"]

_LONGEST_HEADING = 48
_EDGES = " \t\r:;.•·*#-–—_=|>►▪■●○()[]&"
_INLINE = re.compile(r"([^:\n]{3,40}):\s*\S")
_NUMBER = re.compile(r"^\d{1,2}\s*[.)]\s*")
_DIGITS = 2
_NUMBER_SIGNS = frozenset(".)")
_MOST_WORDS = 4
_INSIDE_JOBS = frozenset({"experience", "projects"})
_MARGIN_KINDS = 4
"""Kinds of sections whose headings begin a line of their text, from which on they are taken to stand in the margin."""
_MARGIN_WORDS = 3
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:19|20)\d\d"
_MONTHS = re.compile(rf"\b{_MONTH}\s*(?:-|–|—|to)\s*(?:{_MONTH}|present|now|today)\b", re.IGNORECASE)
_POST_LINES = 3
_NO_KINDS = frozenset({"scored_other", "without_posts"})


def read_sections(text: str) -> tuple[Section, ...]:
    """Give the sections in the order of the text; what stands before the first heading belongs to none."""
    marks = list(_marks(text))
    sections = []
    for place, (kind, heading, start) in enumerate(marks):
        end = marks[place + 1][2] if place + 1 < len(marks) else len(text)
        sections.append(Section(kind=kind, heading=heading, start=start, end=end))
    return tuple(sections)


def read_heading(line: str) -> SectionKind | None:
    """Give what a line announces when it is a heading of a résumé, else None."""
    if len(line) > _LONGEST_HEADING or (line[:1].islower() and line.endswith((".", ","))):
        return None
    folded = _folded(line)
    return _headings().get(folded) or _by_words(line, folded)


def touches_score(section: Section | None) -> bool:
    """Whether a section may count: hobbies, clubs, references and personal details never do."""
    return section is None or section.kind != "other" or _folded(section.heading) in _scored_other()


def _marks(text: str) -> Iterator[tuple[SectionKind, str, int]]:
    """Yield each heading; a one-line list inside a job (``Skills: a, b``) is a section of one line."""
    current: tuple[SectionKind, str] | None = None
    work: tuple[SectionKind, str] | None = None
    resume_at_next = False
    start = 0
    lines = text.splitlines(keepends=True)
    may_head = list(map(_may_head, lines))
    margin = _margin_headings(lines, may_head)
    for at, line in enumerate(lines):
        heading = line.strip()
        kind = read_heading(heading) if may_head[at] and heading else None
        if kind is None and at in margin:
            kind, heading = margin[at]
        if current is not None and current[0] == "experience":
            work = current
        inline = _inline_kind(heading) if kind is None and ":" in heading else None
        if kind is not None:
            current, resume_at_next = (kind, heading), False
            yield kind, heading, start
        elif inline is not None:
            inside = current is not None and (
                current[0] in _INSIDE_JOBS or (current[0] == "skills" and inline == "languages")
            )
            label = heading.partition(":")[0].strip()
            yield inline, label, start
            if inside:
                resume_at_next = True
            else:
                current = (inline, label)
        elif resume_at_next and heading and current is not None:
            resume_at_next = False
            yield current[0], current[1], start
        elif work is not None and current is not None and heading and _goes_on(lines, at, current[1]):
            current = work
            yield *work, start
        start += len(line)


def _margin_headings(lines: list[str], may_head: list[bool]) -> dict[int, tuple[SectionKind, str]]:
    """Give by line the headings that stand beside the text in a margin, so that each begins a line of it."""
    begun = compress(enumerate(lines), may_head)
    found = {at: mark for at, line in begun if (mark := _heading_before_text(line)) is not None}
    return found if len({kind for kind, _ in found.values()}) >= _MARGIN_KINDS else {}


def _may_head(line: str) -> bool:
    """Whether a line begins as headings do: a quick look, before it is read as one."""
    bare = line.lstrip(_EDGES)
    if bare[:1].isalnum() and (word := bare.split(None, 1)[0]).isascii():
        return _HEADS[word]
    words = fold(line).replace("’", "'").lstrip(_EDGES).split(None, 1)
    return bool(words) and _begins_heading(words[0])


def _begins_heading(word: str) -> bool:
    first = word.lower().strip(_EDGES)
    if first in _first_words() or len(first) <= 1 or "/" in first:
        return True
    return first[0].isdigit() and (len(first) == _DIGITS or not _NUMBER_SIGNS.isdisjoint(first[1 : _DIGITS + 1]))


_HEADS = Kept(_begins_heading)


def _heading_before_text(line: str) -> tuple[SectionKind, str] | None:
    """Give the heading with which a line begins, where each of its words and what follows it begin with a capital."""
    words = line.split()
    for count in range(min(_MARGIN_WORDS, len(words) - 1), 0, -1):
        heading = " ".join(words[:count])
        if (kind := _headings().get(_folded(heading))) is None or words[count][0] in "&|:-–—":
            continue
        if any(word[0].islower() for word in words[: count + 1]):
            return None
        return kind, heading
    return None


def _goes_on(lines: list[str], at: int, heading: str) -> bool:
    """Whether a post between months begins a paragraph below a heading that never holds one.

    So the text of a page in two columns reads, where the work goes on beside what stands at the foot of the first.
    """
    if not at or lines[at - 1].strip() or _folded(heading) not in _without_posts():
        return False
    return _MONTHS.search(" ".join(line.strip() for line in lines[at : at + _POST_LINES])) is not None


def _inline_kind(line: str) -> SectionKind | None:
    match = _INLINE.match(line)
    if match is None:
        return None
    kind = _headings().get(_folded(match.group(1)))
    return kind if kind in {"skills", "languages", "certificates", "education"} else None


def _folded(line: str) -> str:
    words = fold(line).replace("’", "'").strip(_EDGES).split()
    if len(words) > 3 and len(joined := "".join(words)) == len(words):  # noqa: PLR2004 - "S K I L L S", set wide
        return joined
    return " ".join(words)


def _by_words(line: str, folded: str) -> SectionKind | None:
    """Give what a short line announces that holds nothing but the words of headings."""
    if (not line[:1].isupper() and not line[:1].isdigit()) or line[-1] in ".,;":
        return None
    bare = _NUMBER.sub("", folded) if folded[:1].isdigit() else folded
    words = bare.replace("/", " ").split()
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    kinds, beside = _heading_words()
    found = [kinds.get(word) for word in words]
    if not any(found) or any(kind is None and word not in beside for kind, word in zip(found, words, strict=True)):
        return None
    return next(kind for kind in dict.fromkeys(kinds.values()) if kind in found)


@cache
def _heading_words() -> tuple[dict[str, SectionKind], frozenset[str]]:
    table = read_table("headings.toml")["resume_words"]
    kinds = {word: cast(SectionKind, kind) for kind, words in table.items() if kind != "beside" for word in words}
    return kinds, frozenset(table["beside"])


@cache
def _headings() -> dict[str, SectionKind]:
    table = read_table("headings.toml")["resume"]
    return {name: cast(SectionKind, kind) for kind, names in table.items() if kind not in _NO_KINDS for name in names}


@cache
def _first_words() -> frozenset[str]:
    """Give the words that a heading can begin with."""
    kinds, beside = _heading_words()
    return frozenset(name.split()[0].strip(_EDGES) for name in (*_headings(), *kinds, *beside))


@cache
def _scored_other() -> frozenset[str]:
    return frozenset(read_table("headings.toml")["resume"]["scored_other"])


@cache
def _without_posts() -> frozenset[str]:
    return frozenset(read_table("headings.toml")["resume"]["without_posts"])
