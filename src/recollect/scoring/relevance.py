"""How much a résumé is about what a job is about: a weighted cosine, and the closeness of the titles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from operator import mul
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from recollect.scoring.knowledge.background import Background
from recollect.scoring.knowledge.vocabulary import roles, vocabulary
from recollect.scoring.profiles import JobProfile, ResumeProfile, Vector

_WORDS, _SKILLS, _HINTS, _LEARNT = 0.69, 0.07, 0.24, 0.21
_ASIDE_WORTH = 0.3
_SOFT_WORTH = 0.15
_TITLE_WORTH = 0.25
_STRONG_COSINE = 0.32
_CLEAR_HINT = 0.15
_CLEARER = 1.5

Number = TypeVar("Number", float, NDArray[np.float64])


class _Dampened(dict[int, float]):
    """What so many of a thing are worth, when one is worth 1."""

    def __missing__(self, count: int) -> float:
        value = self[count] = 1 + math.log(count)
        return value


_DAMPENED = _Dampened()


def weigh_terms(
    stems: Iterable[str],
    terms: Iterable[int],
    titles: Mapping[int, float],
    background: Background,
    asides: Iterable[str] = (),
) -> Vector:
    """Give the vector of a text: log term frequency times what each term tells, in parts of fixed shares.

    `titles` are the role families that it names, with their worth; `asides` the words that are about the employer
    more than the work: they count little.
    """
    known_words, unlisted = background.weights.get, background.unlisted
    words = {
        stem: _DAMPENED[count] * worth
        for stem, count in Counter(stems).items()
        if (worth := known_words(stem, unlisted)) > 0
    }
    for stem in asides:
        if stem not in words and (worth := known_words(stem, unlisted)) > 0:
            words[stem] = worth * _ASIDE_WORTH
    known = vocabulary().terms
    skills = {
        skill_word(term): _DAMPENED[count] * (_SOFT_WORTH if known[term].soft else 1.0)
        for term, count in Counter(terms).items()
    }
    weights: dict[str, float] = {}
    present = 0.0
    parts = [(words, _WORDS), (skills, _SKILLS), (_hints(words), _HINTS)]
    if background.trades is not None:
        parts.append((_learnt(background.trades.of(words), titles), _LEARNT))
    for part, share in parts:
        length = _length(part)
        if length > 0:
            present += share
            scale = math.sqrt(share) / length
            weights.update(zip(part, map(mul, part.values(), repeat(scale)), strict=True))
    return Vector(weights, present)


def skill_word(term: int) -> str:
    """Give what a term of the lexicon goes by in a vector."""
    return f"#{term}"


def relevance(resume: ResumeProfile, job: JobProfile, cosine: float) -> float:
    """Give how relevant a résumé is to a job, from 0 to 1, when `cosine` is that of their texts."""
    return near_one(cosine + _TITLE_WORTH * title_similarity(resume, job))


def topic_cosine(resume: ResumeProfile, job: JobProfile) -> float:
    """Give the cosine of the texts, over what the job names of words, skills and trades."""
    if job.vector.norm_share == 0:
        return 0.0
    asked, said = job.vector.weights, resume.vector.weights
    shared = list(filter(said.__contains__, asked))
    products = map(mul, map(asked.__getitem__, shared), map(said.__getitem__, shared))
    return float(sum(products)) / job.vector.norm_share


def near_one(cosine: float) -> float:
    """Give a cosine on a scale where pairs of one trade stand near 1 and strangers near 0; it never stops rising."""
    return 1.0 - math.exp(-cosine / _STRONG_COSINE)


def on_scale(cosines: NDArray[np.float64], titles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give `relevance` for many cosines of texts and closenesses of titles at once; the last digits may differ."""
    return 1.0 - np.exp(-(cosines + _TITLE_WORTH * titles) / _STRONG_COSINE)


def title_similarity(resume: ResumeProfile, job: JobProfile) -> float:
    """Give how close the job's title is to the headline and the positions held, from 0 to 1."""
    held = resume.title_roles
    best = max([near[role] * worth for near in map(_near, job.roles) for role, worth in held], default=0.0)
    asked = job.title_stems
    total = sum(asked.values())
    if total == 0:
        return best
    shared = sum(map(asked.__getitem__, filter(resume.title_stems.__contains__, asked))) / total
    return join_titles(best, shared) if job.roles else max(best, shared)


def join_titles(best: Number, shared: Number) -> Number:
    """Join how close the roles of titles are with the share of the words that they have in common."""
    return 0.75 * best + 0.25 * shared


def closest_roles(asked: tuple[int, ...]) -> list[float]:
    """Give how close each role family is to the closest of some."""
    return list(map(max, zip(*map(_near, asked), strict=True))) if asked else [0.0] * len(roles().families)


@cache
def _near(asked: int) -> tuple[float, ...]:
    """Give how close each role family is to one."""
    closeness = roles().closeness
    return tuple(closeness(asked, held) for held in range(len(roles().families)))


def _learnt(spoken: Mapping[int, float], titles: Mapping[int, float]) -> dict[str, float]:
    """Give the role families that a text speaks of, as learnt, and those of its titles, half each."""
    learnt: dict[str, float] = {}
    for part in (spoken, titles):
        length = _length(part)
        for family, worth in part.items():
            key = f"~{family}"
            learnt[key] = learnt.get(key, 0.0) + worth / length
    return learnt


def _length(part: Mapping[Any, float]) -> float:
    weights = part.values()
    return math.sqrt(sum(map(mul, weights, weights)))


def _hints(words: Mapping[str, float]) -> dict[str, float]:
    """Give how strongly the words hint at each role family, raised so that the clear ones lead."""
    known = roles().hints
    sums: dict[int, float] = {}
    for stem in filter(known.__contains__, words):
        worth = words[stem] * words[stem]
        for family in known[stem]:
            sums[family] = sums.get(family, 0.0) + worth
    least = _CLEAR_HINT * max(sums.values(), default=0.0)
    return {f"@{family}": value**_CLEARER for family, value in sums.items() if value >= least}
