"""Where a résumé tells of a term without naming it."""

from __future__ import annotations

import re

from recollect.scoring.judging.described import places_of
from recollect.scoring.knowledge.told import Part, ways_to_tell
from recollect.scoring.profiles import ResumeProfile

_NEAR = 10
"""Words within which the phrases of one way must stand."""
_SENTENCE_END = re.compile(r"[.!?;](?=\s+[A-Z\W])|\n\s*\n|\n\s*[-•*–]")

_A_TIME = re.compile(r"years?\s+\d+\s+months?\b", re.IGNORECASE)
"""A time that was worked, whose words are also those of a school's class: ``2 years 10 months``."""


def find_told_places(terms: tuple[int, ...], resume: ResumeProfile) -> list[tuple[int, int, int]]:
    """Give the term told of, the first token and the last of each place, in a fixed order."""
    ways, known = ways_to_tell(terms), _stems_of(resume)
    told = ways.stems & known
    if not told:
        return []
    found: list[tuple[int, int, int]] = []
    for stem in sorted(told):
        for way in ways.by_stem[stem]:
            if way.rest and not known.issuperset(way.rest):
                continue
            head, *others = way.parts
            reach = len(head.phrase) - 1
            for at in places_of(head.phrase, stem, resume):
                if head.word and resume.tokens.keys[at] != head.word:
                    continue
                place = _joined_at(at, at + reach, others, resume) if others else (at, at + reach)
                if place is not None and not _A_TIME.match(resume.text, resume.tokens.starts[place[0]]):
                    found.append((way.term, *place))
    return found


def told_in(places: list[tuple[int, int, int]], resume: ResumeProfile, start: int, end: int) -> bool:
    """Whether one of some places lies in a span of a résumé."""
    if not places:
        return False
    first, last = resume.tokens.slice_at(start, end)
    return any(first <= begin and stop < last for _, begin, stop in places)


def _joined_at(first: int, last: int, others: list[Part], resume: ResumeProfile) -> tuple[int, int] | None:
    """Give the tokens from the first phrase of a way to the last where all stand together, the closest of each."""
    at = first
    for other in others:
        near = [place for place in places_of(other.phrase, other.stem, resume) if abs(place - at) <= _NEAR]
        if not near:
            return None
        closest = min(near, key=lambda place: abs(place - at))
        first, last = min(first, closest), max(last, closest + len(other.phrase) - 1)
    starts, ends = resume.tokens.starts, resume.tokens.ends
    return None if _SENTENCE_END.search(resume.text, ends[first], starts[last]) else (first, last)


def _stems_of(resume: ResumeProfile) -> set[str]:
    """Give all stems of a résumé, also those that tell too little to be in its vector."""
    if not resume.index.stems:
        resume.index.stems = set(resume.tokens.stems)
    return resume.index.stems
