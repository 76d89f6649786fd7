"""What each requirement can earn at most of a résumé, by whether the words are there that any proof of it needs.

Nothing is judged here; a verdict that is better than this allows would be a mistake of this module.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from recollect.domain.analysis import RequirementKind
from recollect.scoring.gathered import Gathered, Marks, have_any
from recollect.scoring.judging.closeness import RELATED_CREDIT
from recollect.scoring.judging.described import wanted_of
from recollect.scoring.judging.judging_education import LEVEL_STEP
from recollect.scoring.judging.judging_loads import numbers_asked
from recollect.scoring.judging.judging_terms import nearness_of
from recollect.scoring.judging.judging_words import MET_SHARE, NAMED_SHARE, PARTLY_SHARE, words_beside_title
from recollect.scoring.knowledge.told import tellers_of
from recollect.scoring.profiles import JobProfile, Need

_ROUNDED = 1e-6

Flags = NDArray[np.bool_]
Credits = NDArray[np.float64]


class Earnable(Struct, frozen=True, eq=False):
    """The most credit that a requirement can have, a row for each and a column a résumé: 1 only where it may be met.

    `counts` tells of each requirement whether it counts whatever is found; `may_copy` of each résumé whether it has
    runs of words of the ad.
    """

    most: Credits
    counts: tuple[bool, ...]
    may_copy: Flags


def earnable(job: JobProfile, gathered: Gathered) -> Earnable:
    """Give what the requirements of a job can earn at most of many résumés."""
    asked = [
        [(requirement.kind, one, _marks_of(requirement.kind, one, job)) for one in (need, *need.others)]
        for requirement, need in zip(job.requirements, job.needs, strict=True)
    ]
    marks = [mark for needs in asked for _, _, found in needs for mark in found]
    may_copy, *there = have_any(gathered, [Marks(runs=job.fingerprints), *marks])
    rows = iter(there)
    most = np.zeros((len(asked), len(gathered.levels)))
    for row, needs, requirement in zip(most, asked, job.requirements, strict=True):
        for kind, need, found in needs:
            np.maximum(row, _most(kind, need, [next(rows) for _ in found], gathered, job), out=row)
        if numbers_asked(requirement.text) is not None:  # met by a number, whatever the words
            row[:] = 1.0
    counts = tuple(_counts(needs[0][0], needs[0][1]) for needs in asked)
    return Earnable(most, counts, may_copy)


def _marks_of(kind: RequirementKind, need: Need, job: JobProfile) -> list[Marks]:
    """Give what is to be looked up for a need, in the order in which `_most` takes it."""
    if need.kind == "terms":
        near = nearness_of(need.terms)
        shown = Marks(tellers_of(need.terms).stems, frozenset([*need.terms, *near.shown_by, *near.learnt]))
        return [shown, Marks(terms=frozenset(near.kin)), *_word_marks(need.said, strict=True)]
    if need.kind != "words":
        return []
    if kind == "seniority":
        return [Marks(frozenset(need.words))]
    words = words_beside_title(need.words, kind, job)
    return _word_marks(words, strict=len(words) == 1)


def _word_marks(words: tuple[str, ...], *, strict: bool) -> list[Marks]:
    return [Marks(stems) for stems in wanted_of(words, strict).stems] if words else []


def _most(kind: RequirementKind, need: Need, there: list[Flags], gathered: Gathered, job: JobProfile) -> Credits:
    """Give the most that a need can earn of each résumé."""
    if need.kind == "terms":
        shown, kin, *said = there
        met = shown | kin if need.similar else shown
        if said:
            met = met | (_shares(need.said, said, strict=True) >= NAMED_SHARE - _ROUNDED)
        return np.where(met, 1.0, np.where(kin, RELATED_CREDIT, 0.0))
    if need.kind == "words" and kind == "seniority":
        return there[0].astype(np.float64)
    if need.kind == "words" and there:
        words = words_beside_title(need.words, kind, job)
        share = _shares(words, there, strict=len(words) == 1)
        partly = np.where(share >= PARTLY_SHARE - _ROUNDED, RELATED_CREDIT, 0.0)
        return np.where(share >= MET_SHARE - _ROUNDED, 1.0, partly)
    if need.kind == "education" and not need.waived:
        return np.clip(1.0 - LEVEL_STEP * np.maximum(0, need.level - gathered.levels), 0.0, 1.0)
    return np.ones(len(gathered.levels))


def _shares(words: tuple[str, ...], there: list[Flags], *, strict: bool) -> Credits:
    """Give the share of some words, by weight, that each résumé has anywhere."""
    wanted = wanted_of(words, strict)
    return np.array(wanted.weights) @ np.array(there) / wanted.total


def _counts(kind: RequirementKind, need: Need) -> bool:
    """Whether a need is never left open, whatever a résumé says."""
    if need.kind == "terms":
        return kind != "other" and not nearness_of(need.terms).granted
    return need.kind != "place" and not (need.kind == "words" and kind == "other")
