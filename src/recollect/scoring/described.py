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


def find_told(words: tuple[str, ...], resume: ResumeProfile) -> Told:
    """Give the place that tells most of some words; each is a stem, or the stems of a phrase joined by spaces."""
    weights = [_weight(word) for word in words]
    places: list[tuple[int, int, int]] = []
    for number, word in enumerate(words):
        for phrase in ways_to_say(word):
            places += ((at, number, at + len(phrase) - 1) for at in places_of(phrase, resume))
    total = sum(weights)
    if not places or total == 0:
        return NOTHING_TOLD
    bounds = [resume.tokens.slice_at(section.start, section.start)[0] for section in resume.sections]
    return _densest(sorted(places), weights, total, bounds)


def places_of(phrase: Said, resume: ResumeProfile) -> list[int]:
    """Give the tokens of a résumé at which a phrase begins and may count."""
    begins = resume.places.get(phrase[0])
    if begins is None:
        return []
    if len(phrase) == 1:
        return begins
    stems, length = resume.tokens.stems, len(phrase)
    wanted = list(phrase)
    return [at for at in begins if stems[at : at + length] == wanted]


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
