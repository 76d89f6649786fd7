"""Where a résumé tells of a term without naming it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recollect.scoring.judging.described import places_of, stands_of
from recollect.scoring.knowledge.told import Part, Way, tellers_of, ways_to_tell
from recollect.scoring.profiles import ResumeProfile, ToldPlace
from recollect.scoring.reading.standing import DENIED, DENYING_WITHIN, FULL, clause_standing

_NONE = frozenset(("no", "without"))
_NEAR = 10
"""Words within which the phrases of one way must stand."""
_SENTENCE_END = re.compile(r"[.!?;](?=\s+[A-Z\W])|\n\s*\n|\n\s*[-•*–]")

_A_TIME = re.compile(r"years?\s+\d+\s+months?\b", re.IGNORECASE)
"""A time that was worked, whose words are also those of a school's class: ``2 years 10 months``."""


def find_told_places(terms: tuple[int, ...], resume: ResumeProfile) -> list[tuple[int, ToldPlace]]:
    """Give each place that tells of one of some terms, with that term, in a fixed order."""
    tellers, told = tellers_of(terms), told_in(resume)
    if told.keys().isdisjoint(tellers.others):
        return []
    found = [(term, place) for term, other in tellers.pairs for place in told.get(other, ())]
    found.sort(key=lambda one: one[1].stem)
    return found


def told_in(resume: ResumeProfile) -> dict[int, list[ToldPlace]]:
    """Give the places of a résumé that tell of a term and don't deny it, by the term."""
    told = resume.index.told
    if told is not None:
        return told
    told = {}
    lists = [(one.start, one.end) for one in resume.sections if one.kind == "skills"] if resume.positions else []
    starts = resume.tokens.starts
    for way, first, last in sorted(_find_all(resume), key=lambda one: one[0].place):
        standing = clause_standing(resume.text, resume.tokens, first, last + 1)
        if standing > DENIED:
            told.setdefault(way.term, []).append(
                ToldPlace(
                    way.head.stem,
                    first,
                    last,
                    standing >= FULL and not any(low <= starts[first] < high for low, high in lists),
                )
            )
    resume.index.told = told
    return told


def _find_all(resume: ResumeProfile) -> Iterator[tuple[Way, int, int]]:
    """Yield each place that tells of a term: the way, the first token and the last."""
    tokens, stands = resume.tokens, stands_of(resume)
    known = stands.first.keys()
    for at, way in _begun_at(tokens.stems):
        if not stands.counts[at + way.ahead] or (way.head.word and tokens.keys[at] != way.head.word):
            continue
        if way.others and not way.rest <= known:
            continue
        last = at + len(way.head.phrase) - 1
        if last > at and _SENTENCE_END.search(resume.text, tokens.ends[at], tokens.starts[last] + 1):
            continue
        place = _joined_at(at, last, way.others, resume) if way.others else (at, last)
        if place is not None and not _A_TIME.match(resume.text, tokens.starts[place[0]]):
            yield way, *place


def _begun_at(stems: list[str]) -> Iterator[tuple[int, Way]]:
    """Yield each way whose first phrase stands in a text, with the token at which it does."""
    for at, begun in enumerate(map(ways_to_tell().get, stems)):
        node, end = begun, at
        while node is not None:
            for way in node.ways:
                yield at, way
            end += 1
            node = node.follow.get(stems[end]) if end < len(stems) else None


def _joined_at(first: int, last: int, others: tuple[Part, ...], resume: ResumeProfile) -> tuple[int, int] | None:
    """Give the tokens from the first phrase of a way to the last where all stand together, the closest of each."""
    at = first
    if first and resume.tokens.keys[first - 1] in _NONE:
        return None
    for other in others:
        near = [place for place in places_of(other.phrase, other.stem, resume) if abs(place - at) <= _NEAR]
        if not near:
            return None
        closest = min(near, key=lambda place: abs(place - at))
        if resume.tokens.keys[closest - 1] in _NONE:
            return None
        first, last = min(first, closest), max(last, closest + len(other.phrase) - 1)
    starts, ends = resume.tokens.starts, resume.tokens.ends
    if _SENTENCE_END.search(resume.text, ends[first], starts[last] + 1):
        return None
    return None if DENYING_WITHIN.intersection(resume.tokens.keys[first:last]) else (first, last)
