"""Many résumés ranked for one job, by the very score that a single analysis gives."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np
from msgspec import Struct

from recollect.scoring.engine import score_pair
from recollect.scoring.gathered import gather, relevance_at_most
from recollect.scoring.judging.earnable import earnable
from recollect.scoring.knowledge.background import Background
from recollect.scoring.overall import Numbers, Scores, highest_possible, highest_raws
from recollect.scoring.parameters import ScoringSettings
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.scoring.reading.stuffing import copied_spans

_AT_ONCE = 1 << 14
"""Résumés looked up together: more would take more memory and be no quicker."""


class Ranked(Struct, frozen=True, gc=False):
    """A résumé's place in the list that was given, and its scores."""

    index: int
    scores: Scores


def rank_resumes(
    resumes: Sequence[ResumeProfile],
    job: JobProfile,
    settings: ScoringSettings,
    background: Background,
    *,
    first: int | None = None,
) -> list[Ranked]:
    """Give the `first` résumés or all, best first, equal ones in the order given: by the overall before it is rounded.

    Of a text too little relevant to be among the first, whatever it says, nothing is judged. `first` is at least 1.
    """
    places = range(len(resumes))
    if first is None or first >= len(resumes):
        ranked = [(score_pair(resumes[place], job, settings, background), -place) for place in places]
    else:
        ranked = _best(resumes, job, settings, background, first)
    ranked.sort(key=_standing_of, reverse=True)
    return [Ranked(-place, scores) for scores, place in ranked]


def _best(
    resumes: Sequence[ResumeProfile], job: JobProfile, settings: ScoringSettings, background: Background, first: int
) -> list[tuple[Scores, int]]:
    """Give the scores of the `first` best and their places below zero: those judged first that may stand highest."""
    raws = highest_of_all(resumes, job, settings)
    kept: list[tuple[float, int, Scores]] = []
    for place in np.argsort(-raws, kind="stable").tolist():
        if len(kept) == first and highest_possible(float(raws[place]), settings) < kept[0][0]:
            break
        scores = score_pair(resumes[place], job, settings, background)
        heappush(kept, (scores.overall, -place, scores))
        if len(kept) > first:
            heappop(kept)
    return [(scores, place) for _, place, scores in kept]


def highest_of_all(resumes: Sequence[ResumeProfile], job: JobProfile, settings: ScoringSettings) -> Numbers:
    """Give what the raw score of each résumé can be at most, but for rounding.

    Of a text that is read again without the ad's own words it may be anything.
    """
    all_raws: list[Numbers] = []
    for start in range(0, len(resumes), _AT_ONCE):
        some = resumes[start : start + _AT_ONCE]
        gathered = gather(some)
        found, near = earnable(job, gathered), relevance_at_most(gathered, job)
        raws = highest_raws(near, found.most, found.counts, job.requirements, settings, job.licences)
        for place in np.flatnonzero(found.may_copy).tolist():
            if copied_spans(some[place], job):
                raws[place] = np.inf
        all_raws.append(raws)
    return np.concatenate(all_raws)


def _standing_of(ranked: tuple[Scores, int]) -> tuple[float, int]:
    scores, place = ranked
    return scores.overall, place
