"""How much a résumé is about what a job is about: a weighted cosine, and the closeness of the titles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from operator import mul
from typing import Any

from recollect.scoring.background import Background
from recollect.scoring.profiles import JobProfile, ResumeProfile, Vector
from recollect.scoring.vocabulary import roles, vocabulary

_WORDS, _SKILLS, _HINTS, _LEARNT = 0.69, 0.07, 0.24, 0.21
_ASIDE_WORTH = 0.3
_SOFT_WORTH = 0.15
_TITLE_WORTH = 0.14
_STRONG_COSINE = 0.24
_CLEAR_HINT = 0.15
_CLEARER = 1.5


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
    words: dict[str, float] = {}
    for stem, count in Counter(stems).items():
        if (worth := known_words(stem, unlisted)) > 0:
            words[stem] = worth if count == 1 else (1 + math.log(count)) * worth
    for stem in asides:
        if stem not in words and (worth := known_words(stem, unlisted)) > 0:
            words[stem] = worth * _ASIDE_WORTH
    known = vocabulary().terms
    skills = {
        f"#{term}": (1 + math.log(count)) * (_SOFT_WORTH if known[term].soft else 1.0)
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
            for key, weight in part.items():
                weights[key] = weight * scale
    return Vector(weights, present)


def relevance(resume: ResumeProfile, job: JobProfile, cosine: float) -> float:
    """Give how relevant a résumé is to a job, from 0 to 1, when `cosine` is that of their texts."""
    return near_one(cosine + _TITLE_WORTH * title_similarity(resume, job))


def topic_cosine(resume: ResumeProfile, job: JobProfile) -> float:
    """Give the cosine of the texts, over what the job names of words, skills and trades."""
    if job.vector.norm_share == 0:
        return 0.0
    mine = job.vector.weights
    others = map(resume.vector.weights.get, mine, repeat(0.0))
    return float(sum(map(mul, mine.values(), others))) / job.vector.norm_share


def near_one(cosine: float) -> float:
    """Give a cosine on a scale where pairs of one trade stand near 1 and strangers near 0; it never stops rising."""
    return 1.0 - math.exp(-cosine / _STRONG_COSINE)


def title_similarity(resume: ResumeProfile, job: JobProfile) -> float:
    """Give how close the job's title is to the headline and the positions held, from 0 to 1."""
    best = 0.0
    for asked in job.roles:
        near = _near(asked)
        for held, worth in resume.title_roles:
            best = max(best, near[held] * worth)
    total = sum(job.title_stems.values())
    if total == 0:
        return best
    shared = sum(weight for stem, weight in job.title_stems.items() if stem in resume.title_stems) / total
    return max(best, shared) if not job.roles else 0.75 * best + 0.25 * shared


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
    return math.sqrt(sum(weight * weight for weight in part.values()))


def _hints(words: Mapping[str, float]) -> dict[str, float]:
    """Give how strongly the words hint at each role family, raised so that the clear ones lead."""
    known = roles().hints
    sums: dict[int, float] = {}
    for stem, weight in words.items():
        for family in known.get(stem, ()):
            sums[family] = sums.get(family, 0.0) + weight * weight
    least = _CLEAR_HINT * max(sums.values(), default=0.0)
    return {f"@{family}": value**_CLEARER for family, value in sums.items() if value >= least}
