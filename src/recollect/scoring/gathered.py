"""Many résumés side by side as arrays, so that a job is looked up in all of them at once.

A word stands there by a short number, which few others share. What is read from the arrays is therefore the most that
can be there, never less: enough to tell who needn't be judged.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from itertools import accumulate, chain, repeat

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from recollect.scoring.knowledge.vocabulary import roles
from recollect.scoring.profiles import Columns, JobProfile, ResumeProfile
from recollect.scoring.relevance import closest_roles, join_titles, on_scale, skill_word

_NUMBERS = 1 << 20
_NOTHING = _NUMBERS
"""Stands first in each part of an array, so that none is empty, and counts for nothing."""
_ROLES = _NUMBERS + 1
"""The number of the first role family."""
_NO_DEGREE = -9


class Gathered(Struct, frozen=True, eq=False):
    """The arrays of many résumés one after another.

    Each has three parts of `words`: those of its vector, those of its titles, and the roles of these; `parts` tells
    where they begin, and `marks_from` where its `marks` do.
    """

    words: NDArray[np.int32]
    weights: NDArray[np.float64]
    parts: NDArray[np.intp]
    marks: NDArray[np.int32]
    marks_from: NDArray[np.intp]
    levels: NDArray[np.int32]


class Marks(Struct, frozen=True):
    """What a résumé must have any of for something to be so: stems, terms of the lexicon, runs of words."""

    stems: frozenset[str] = frozenset()
    terms: frozenset[int] = frozenset()
    runs: frozenset[int] = frozenset()


def gather(resumes: Sequence[ResumeProfile]) -> Gathered:
    """Give the arrays of résumés, at least one."""
    found = list(map(_columns_of, resumes))
    marks = [one.marks for one in found]
    return Gathered(
        np.concatenate([one.words for one in found]),
        np.concatenate([one.weights for one in found]),
        _starts_of(chain.from_iterable([one.lengths for one in found])),
        np.concatenate(marks),
        _starts_of(map(len, marks)),
        np.array([one.level for one in found], dtype=np.int32),
    )


def relevance_at_most(gathered: Gathered, job: JobProfile) -> NDArray[np.float64]:
    """Give what the relevance of each résumé to a job does not exceed by more than rounding adds."""
    asked, near = job.title_stems, closest_roles(job.roles)
    worth = np.zeros(_ROLES + len(near))
    np.add.at(worth, _numbers(job.vector.weights)[1:], list(job.vector.weights.values()))
    np.add.at(worth, _numbers(_in_titles(asked))[1:], list(asked.values()))
    worth[_ROLES:] = near
    products = worth[gathered.words] * gathered.weights
    cosine, shared, _ = np.add.reduceat(products, gathered.parts).reshape(-1, 3).T
    best = np.maximum.reduceat(products, gathered.parts)[2::3]
    total = sum(asked.values())
    if total:
        shared = shared / total
        best = join_titles(best, shared) if job.roles else np.maximum(best, shared)
    return on_scale(cosine / (job.vector.norm_share or np.inf), best)


def have_any(gathered: Gathered, wanted: Sequence[Marks]) -> list[NDArray[np.bool_]]:
    """Tell of each of some marks which résumés have any of them."""
    numbers = [_numbers_of(one) for one in wanted]
    slots = {number: slot for slot, number in enumerate(dict.fromkeys(chain.from_iterable(numbers)))}
    slot_of = np.full(_ROLES + len(roles().families), -1, dtype=np.int32)
    slot_of[np.fromiter(slots, np.intp, len(slots))] = np.arange(len(slots))
    there = np.zeros((len(slots), len(gathered.levels)), dtype=np.bool_)
    for held, begins in ((gathered.words, gathered.parts[::3]), (gathered.marks, gathered.marks_from)):
        found = slot_of[held]
        at = np.flatnonzero(found >= 0)
        there[found[at], np.searchsorted(begins, at, side="right") - 1] = True
    return [np.logical_or.reduce(there[[slots[number] for number in one]]) for one in numbers]


def _columns_of(resume: ResumeProfile) -> Columns:
    """Give the arrays of one résumé, made when first asked for."""
    known = resume.index.columns
    if known is None:
        vector, titles, held = resume.vector.weights, resume.title_stems, resume.title_roles
        parts = [_numbers(vector), _numbers(_in_titles(titles)), _with_nothing([_ROLES + role for role, _ in held])]
        weights = chain((0.0,), vector.values(), (0.0,), repeat(1.0, len(titles)), (0.0,), [worth for _, worth in held])
        lengths = tuple(map(len, parts))
        others = set(resume.tokens.stems).difference(vector)
        known = resume.index.columns = Columns(
            np.concatenate(parts),
            np.fromiter(weights, np.float64, sum(lengths)),
            lengths,
            np.concatenate((_numbers(others), _numbers(resume.fingerprints))),
            max([one.level for one in resume.degrees], default=_NO_DEGREE),
        )
    return known


def _numbers(words: Collection[Hashable]) -> NDArray[np.int32]:
    """Give the numbers that words go by, after that for nothing."""
    numbers = np.fromiter(chain((0,), map(hash, words)), np.int64, len(words) + 1) % _NUMBERS
    numbers[0] = _NOTHING
    return numbers.astype(np.int32)


def _with_nothing(numbers: list[int]) -> NDArray[np.int32]:
    return np.array([_NOTHING, *numbers], dtype=np.int32)


def _in_titles(stems: Iterable[str]) -> list[str]:
    """Give other words for stems of titles, so that they have numbers of their own."""
    return [f"={stem}" for stem in stems]


def _numbers_of(marks: Marks) -> list[int]:
    terms = [skill_word(term) for term in marks.terms]
    return [number for words in (marks.stems, terms, marks.runs) for number in _numbers(words)[1:].tolist()]


def _starts_of(lengths: Iterable[int]) -> NDArray[np.intp]:
    return np.array([0, *accumulate(lengths)][:-1], dtype=np.intp)
