"""How much a résumé is about what a job is about: a weighted cosine, and the closeness of the titles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import repeat
from operator import mul

from recollect.scoring.background import Background
from recollect.scoring.profiles import JobProfile, ResumeProfile, Vector
from recollect.scoring.vocabulary import roles, vocabulary

_WORDS, _SKILLS, _HINTS = 0.40, 0.25, 0.35
_SOFT_WORTH = 0.15
_FULL_COSINE = 0.42
_TITLE_SHARE = 0.4
_CLEAR_HINT = 0.15


def weigh_terms(stems: Iterable[str], terms: Iterable[int], background: Background) -> Vector:
    """Give the vector of a text: log term frequency times what each term tells, in three parts of fixed shares."""
    known_words, unlisted = background.weights.get, background.unlisted
    words: dict[str, float] = {}
    for stem, count in Counter(stems).items():
        if (worth := known_words(stem, unlisted)) > 0:
            words[stem] = worth if count == 1 else (1 + math.log(count)) * worth
    known = vocabulary().terms
    skills = {
        f"#{term}": (1 + math.log(count)) * (_SOFT_WORTH if known[term].soft else 1.0)
        for term, count in Counter(terms).items()
    }
    weights: dict[str, float] = {}
    present = 0.0
    for part, share in ((words, _WORDS), (skills, _SKILLS), (_hints(words), _HINTS)):
        length = math.sqrt(sum(weight * weight for weight in part.values()))
        if length > 0:
            present += share
            scale = math.sqrt(share) / length
            for key, weight in part.items():
                weights[key] = weight * scale
    return Vector(weights, present)


def relevance(resume: ResumeProfile, job: JobProfile, topic: float) -> float:
    """Give how relevant a résumé is to a job, from 0 to 1, when their texts are `topic` similar."""
    if not job.title_stems and not job.roles:
        return topic
    return (1 - _TITLE_SHARE) * topic + _TITLE_SHARE * title_similarity(resume, job)


def topic_similarity(resume: ResumeProfile, job: JobProfile) -> float:
    """Give the cosine of the texts, scaled so that what good pairs reach is 1."""
    if job.vector.norm_share == 0:
        return 0.0
    mine = job.vector.weights
    others = map(resume.vector.weights.get, mine, repeat(0.0))
    cosine: float = sum(map(mul, mine.values(), others))
    return min(1.0, cosine / job.vector.norm_share / _FULL_COSINE)


def title_similarity(resume: ResumeProfile, job: JobProfile) -> float:
    """Give how close the job's title is to the headline and the positions held, from 0 to 1."""
    closeness = roles().closeness
    best = max(
        (closeness(asked, held) * worth for asked in job.roles for held, worth in resume.title_roles), default=0.0
    )
    total = sum(job.title_stems.values())
    if total == 0:
        return best
    shared = sum(weight for stem, weight in job.title_stems.items() if stem in resume.title_stems) / total
    return max(best, shared) if not job.roles else 0.75 * best + 0.25 * shared


def _hints(words: Mapping[str, float]) -> dict[str, float]:
    """Give how strongly the words hint at each role family, squared so that the clear ones lead."""
    known = roles().hints
    sums: dict[int, float] = {}
    for stem, weight in words.items():
        for family in known.get(stem, ()):
            sums[family] = sums.get(family, 0.0) + weight * weight
    least = _CLEAR_HINT * max(sums.values(), default=0.0)
    return {f"@{family}": value * value for family, value in sums.items() if value >= least}
