"""Whether a résumé tells of a thing that no list holds: enough of its words, or others for them, close together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

from msgspec import Struct

from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.concepts import Said, concepts, ways_to_say
from recollect.scoring.profiles import ResumeProfile, Stands
from recollect.scoring.reading.education import VOCATIONAL
from recollect.scoring.reading.standing import FULL, clause_standing

WINDOW = 30
"""Words within which a thing must be told of."""

_LEAST_WEIGHT = 0.25
_PHRASE_WEIGHT = 0.6
_SPECIFIC = 0.6
_EVERYDAY = 0.3
"""A word below this weight has too many senses for another to stand for it in a name."""
_SAME = 1e-9
_BULLET = re.compile(r"^[^\S\n]*[-–•·*●▪■►○◦]", re.MULTILINE)
_CLAUSE_END = re.compile(r"[.,;:(\n]")


class Told(Struct, frozen=True, gc=False):
    """How much of a thing is told of in one place, from 0 to 1, and the tokens from the first word to the last."""

    share: float
    first: int = -1
    last: int = -1


NOTHING_TOLD = Told(0.0)


class Wanted(Struct, frozen=True):
    """What is looked for: for each word its weight, its ways to be said, and a telling stem of each way.

    `heaviest` are the words by their numbers, with both, those first without which least is told.
    """

    weights: list[float]
    total: float
    stems: list[frozenset[str]]
    heaviest: list[tuple[int, float, frozenset[str]]]
    ways: list[tuple[tuple[Said, str], ...]]


def find_told(words: tuple[str, ...], resume: ResumeProfile, least: float = 0.0, *, strict: bool = False) -> Told:
    """Give the place that tells most of some words; each is a stem, or the stems of a phrase joined by spaces.

    Where not even `least` of them can be told of, no place is looked for. Where it is to be `strict`, no everyday word
    stands for another, and no word alone for a phrase.
    """
    wanted, known = wanted_of(words, strict), resume.vector.weights.keys()
    spare = wanted.total * (1.0 - least) + _SAME
    present = []
    for number, weight, stems in wanted.heaviest:
        if known.isdisjoint(stems):
            spare -= weight
            if spare < 0:
                return NOTHING_TOLD
        else:
            present.append(number)
    places: list[tuple[int, int, int]] = []
    for number in present:
        for phrase, stem in wanted.ways[number]:
            if stem in known:
                places += [(at, number, at + len(phrase) - 1) for at in places_of(phrase, stem, resume)]
    if not places:
        return NOTHING_TOLD
    if len(wanted.weights) == 1:
        first, _, last = min(places, key=_length_of)
        return Told(1.0, first, last)
    places.sort()
    return _densest(places, wanted.weights, wanted.total, resume.index.bounds or _read_bounds(resume))


def is_told_between(word: str, first: int, last: int, resume: ResumeProfile) -> bool:
    """Whether a word, or another for it, stands in a token range, as something done and not as a wish."""
    known = resume.vector.weights
    for phrase, stem in wanted_of((word,)).ways[0]:
        if stem in known:
            for at in places_of(phrase, stem, resume):
                if first <= at < last and clause_standing(resume.text, resume.tokens, at, at + len(phrase)) >= FULL:
                    return True
    return False


def places_of(phrase: Said, stem: str, resume: ResumeProfile) -> Sequence[int]:
    """Give the tokens of a résumé at which a phrase begins and may count; `stem` is the one to look for."""
    known = resume.index.places
    found = known.get(phrase)
    if found is None:
        found = known[phrase] = _find_phrase(phrase, stem, resume)
    return found


def _find_phrase(phrase: Said, stem: str, resume: ResumeProfile) -> Sequence[int]:
    stands, stems = stands_of(resume), resume.tokens.stems
    ahead, length, wanted = phrase.index(stem), len(phrase), list(phrase)
    found, at = [], stands.first.get(stem, -1)
    while at >= 0:
        if length == 1 or (at >= ahead and stems[at - ahead : at - ahead + length] == wanted):
            found.append(at - ahead)
        at = stands.then[at]
    return found or ()


def stands_of(resume: ResumeProfile) -> Stands:
    """Give where the stems of a résumé stand, noted when first asked for."""
    stands = resume.index.stands
    if stands is None:
        stems, counts = resume.tokens.stems, resume.scored.copy()
        for first, last in _degrees_named(resume):
            counts[first:last] = [False] * (last - first)
        stands = resume.index.stands = Stands(counts, {}, [-1] * len(stems))
        for at in compress(range(len(stems) - 1, -1, -1), reversed(counts)):
            stands.then[at] = stands.first.get(stems[at], -1)
            stands.first[stems[at]] = at
    return stands


def _degrees_named(resume: ResumeProfile) -> list[tuple[int, int]]:
    """Give the token ranges in which degrees and their fields are named: they tell of no work."""
    text, spans = resume.text, []
    for one in resume.degrees:
        if one.level <= VOCATIONAL:  # whose names say what was learnt: an award in food safety
            continue
        for start, end in ((one.start, one.end), one.field):
            if end:
                stop = _CLAUSE_END.search(text, end)
                spans.append((start, len(text) if stop is None else stop.start()))
    return [resume.tokens.slice_at(*span) for span in spans]


def _read_bounds(resume: ResumeProfile) -> list[int]:
    """Give the tokens with which sections, posts and points of a list begin: nothing is told across them."""
    begins = {one.start for one in resume.sections}
    begins.update(one.title_start for one in resume.positions)
    begins.update(one.end() for one in _BULLET.finditer(resume.text))
    bounds = resume.index.bounds = [bisect_left(resume.tokens.starts, begin) for begin in sorted(begins)]
    return bounds


@lru_cache(maxsize=1 << 12)
def wanted_of(words: tuple[str, ...], strict: bool = False) -> Wanted:
    """Give what is looked for of some words, as `find_told` does."""
    weight = shipped_background().weight
    weights = [_weight(word) for word in words]
    exact = {word for word in words if tuple(word.split()) not in concepts().conditions}
    vague = {word: " " in word or (len(words) > 1 and weight(word) < _EVERYDAY) for word in words}
    ways = [
        tuple(
            (phrase, max(phrase, key=lambda stem: (weight(stem), stem)))
            for place, phrase in enumerate(ways_to_say(word))
            if not (
                strict
                and word in exact
                and place
                and len(phrase) == 1
                and (vague[word] or weight(phrase[0]) < _SPECIFIC)
            )
        )
        for word in words
    ]
    stems = [frozenset(stem for _, stem in one) for one in ways]
    heaviest = sorted(zip(range(len(words)), weights, stems, strict=True), key=lambda one: -one[1])
    return Wanted(weights, sum(weights), stems, heaviest, ways)


def _length_of(place: tuple[int, int, int]) -> tuple[int, int]:
    return place[2] - place[0], place[0]


def _densest(places: list[tuple[int, int, int]], weights: list[float], total: float, bounds: list[int]) -> Told:
    """Give the window inside a section with the most weight of different words; of equals the shortest first."""
    counts = [0] * len(weights)
    held = 0.0
    left = 0
    best, where = 0.0, (-1, -1)
    for at, number, end in places:
        if not counts[number]:
            held += weights[number]
        counts[number] += 1
        low = max(at - WINDOW, bounds[bisect_right(bounds, at) - 1] if bounds and at >= bounds[0] else 0)
        while places[left][0] < low or counts[places[left][1]] > 1:
            gone = places[left][1]
            counts[gone] -= 1
            if not counts[gone]:
                held -= weights[gone]
            left += 1
        first = places[left][0]
        if held > best + _SAME or (held > best - _SAME and end - first < where[1] - where[0]):
            best, where = held, (first, end)
    return Told(best / total, *where)


@lru_cache(maxsize=1 << 14)
def _weight(word: str) -> float:
    """Give how much a word tells; a phrase never little."""
    stems = word.split()
    weight = max(map(shipped_background().weight, stems))
    return max(_LEAST_WEIGHT if len(stems) == 1 else _PHRASE_WEIGHT, weight)
