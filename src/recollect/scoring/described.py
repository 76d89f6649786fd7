"""Whether a résumé tells of a thing that no list holds: enough of its words, or others for them, close together."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from msgspec import Struct

from recollect.scoring.background import shipped_background
from recollect.scoring.concepts import Said, ways_to_say
from recollect.scoring.profiles import ResumeProfile

WINDOW = 30
"""Words within which a thing must be told of."""

_LEAST_WEIGHT = 0.25
_PHRASE_WEIGHT = 0.6
_SAME = 1e-9


class Told(Struct, frozen=True):
    """How much of a thing is told of in one place, from 0 to 1, and the tokens from the first word to the last."""

    share: float
    first: int = -1
    last: int = -1


NOTHING_TOLD = Told(0.0)


class _Wanted(Struct, frozen=True):
    """What is looked for: for each word its weight, its ways to be said, and a telling stem of each way."""

    weights: list[float]
    total: float
    stems: list[frozenset[str]]
    ways: list[tuple[tuple[Said, str], ...]]


def find_told(words: tuple[str, ...], resume: ResumeProfile, least: float = 0.0) -> Told:
    """Give the place that tells most of some words; each is a stem, or the stems of a phrase joined by spaces.

    Where not even `least` of them can be told of, no place is looked for.
    """
    wanted, known = _wanted(words), resume.vector.weights.keys()
    spare = wanted.total * (1.0 - least) + _SAME
    present = []
    for number, stems in enumerate(wanted.stems):
        if known.isdisjoint(stems):
            spare -= wanted.weights[number]
            if spare < 0:
                return NOTHING_TOLD
        else:
            present.append(number)
    places: list[tuple[int, int, int]] = []
    for number in present:
        for phrase, stem in wanted.ways[number]:
            if stem in known:
                places += ((at, number, at + len(phrase) - 1) for at in _places(phrase, stem, resume))
    if not places:
        return NOTHING_TOLD
    bounds = [resume.tokens.slice_at(section.start, section.start)[0] for section in resume.sections]
    return _densest(sorted(places), wanted.weights, wanted.total, bounds)


def is_told_between(word: str, first: int, last: int, resume: ResumeProfile) -> bool:
    """Whether a word, or another for it, stands in a token range."""
    known = resume.vector.weights
    return any(
        first <= at < last
        for phrase, stem in _wanted((word,)).ways[0]
        if stem in known
        for at in _places(phrase, stem, resume)
    )


def _places(phrase: Said, stem: str, resume: ResumeProfile) -> list[int]:
    """Give the tokens of a résumé at which a phrase begins and may count; `stem` is the one to look for."""
    found = resume.places.get(stem)
    if found is None:
        found = resume.places[stem] = _stands_at(stem, resume)
    length = len(phrase)
    if length == 1:
        return found
    stems, ahead, wanted = resume.tokens.stems, phrase.index(stem), list(phrase)
    return [at - ahead for at in found if at >= ahead and stems[at - ahead : at - ahead + length] == wanted]


def _stands_at(stem: str, resume: ResumeProfile) -> list[int]:
    stems, scored = resume.tokens.stems, resume.scored
    places = []
    at = -1
    for _ in range(stems.count(stem)):
        at = stems.index(stem, at + 1)
        if scored[at]:
            places.append(at)
    return places


@lru_cache(maxsize=1 << 12)
def _wanted(words: tuple[str, ...]) -> _Wanted:
    weight = shipped_background().weight
    weights = [_weight(word) for word in words]
    ways = [
        tuple((phrase, max(phrase, key=lambda stem: (weight(stem), stem))) for phrase in ways_to_say(word))
        for word in words
    ]
    return _Wanted(weights, sum(weights), [frozenset(stem for _, stem in one) for one in ways], ways)


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
