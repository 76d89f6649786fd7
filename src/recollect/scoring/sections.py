"""The parts of a résumé, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, cast

from recollect.domain.document import Section
from recollect.domain.text import fold
from recollect.scoring.vocabulary import read_table

SectionKind = Literal["summary", "experience", "education", "skills", "certificates", "languages", "projects", "other"]

_LONGEST_HEADING = 48
_EDGES = " \t\r:;.•·*#-–—_=|>►▪■●○()[]&"
_INLINE = re.compile(r"([^:\n]{3,40}):\s*\S")
_INSIDE_JOBS = frozenset({"experience", "projects"})


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
    if len(line) > _LONGEST_HEADING:
        return None
    return _headings().get(_folded(line))


def touches_score(section: Section | None) -> bool:
    """Whether a section may count: hobbies, clubs, references and personal details never do."""
    return section is None or section.kind != "other" or _folded(section.heading) in _scored_other()


def _marks(text: str) -> Iterator[tuple[SectionKind, str, int]]:
    """Yield each heading; a one-line list inside a job (``Skills: a, b``) is a section of one line."""
    current: tuple[SectionKind, str] | None = None
    resume_at_next = False
    start = 0
    for line in text.splitlines(keepends=True):
        heading = line.strip()
        kind = read_heading(heading) if heading else None
        inline = _inline_kind(heading) if heading and kind is None else None
        if kind is not None:
            current, resume_at_next = (kind, heading), False
            yield kind, heading, start
        elif inline is not None:
            inside = current is not None and current[0] in _INSIDE_JOBS
            label = heading.partition(":")[0].strip()
            yield inline, label, start
            if inside:
                resume_at_next = True
            else:
                current = (inline, label)
        elif resume_at_next and heading and current is not None:
            resume_at_next = False
            yield current[0], current[1], start
        start += len(line)


def _inline_kind(line: str) -> SectionKind | None:
    match = _INLINE.match(line)
    if match is None:
        return None
    kind = _headings().get(_folded(match.group(1)))
    return kind if kind in {"skills", "languages", "certificates", "education"} else None


def _folded(line: str) -> str:
    words = fold(line).replace("’", "'").strip(_EDGES).split()
    if len(words) > 3 and all(len(word) == 1 for word in words):  # noqa: PLR2004 - "S K I L L S", set wide
        return "".join(words)
    return " ".join(words)


@cache
def _headings() -> dict[str, SectionKind]:
    table = read_table("headings.toml")["resume"]
    return {name: cast(SectionKind, kind) for kind, names in table.items() if kind != "scored_other" for name in names}


@cache
def _scored_other() -> frozenset[str]:
    return frozenset(read_table("headings.toml")["resume"]["scored_other"])
