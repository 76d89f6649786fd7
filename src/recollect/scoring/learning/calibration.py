"""The map from the engine's score to 0..100 refitted from corrected scores, and proved on what it did not see.

Isotonic regression by pool-adjacent-violators (Ayer et al. 1955; Zadrozny and Elkan 2002 for scores), drawn as lines
between the pools. It never falls, so it reorders nobody; the ends of the scale stay where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from recollect.domain.calibration import Fit, Knots

LEAST_PAIRS = 30
LEAST_GROUPS = 3
_MOST_FOLDS = 10
_LEAST_POOL = 5
_TOP = 100.0


class CorrectedScore(Struct, frozen=True):
    """A score that the engine gave, what a person says it should be, and the job it was given for."""

    scored: float
    corrected: float
    job_id: str


def calibrated(score: float, knots: Knots) -> float:
    """Give a score by a map; as it is where there is none."""
    for (x0, y0), (x1, y1) in pairwise(knots):
        if score <= x1:
            return y0 + (y1 - y0) * (score - x0) / (x1 - x0)
    return knots[-1][1] if knots else score


def fit_calibration(found: Sequence[CorrectedScore]) -> Fit | None:
    """Give the map of corrected scores, cross-validated by job; None where there is too little to fit and prove it."""
    jobs = sorted({one.job_id for one in found})
    if len(found) < LEAST_PAIRS or len(jobs) < LEAST_GROUPS:
        return None
    folds = min(_MOST_FOLDS, len(jobs))
    fold_of = {job_id: at % folds for at, job_id in enumerate(jobs)}
    before = after = 0.0
    for fold in range(folds):
        knots = fit_isotonic([one for one in found if fold_of[one.job_id] != fold])
        for one in found:
            if fold_of[one.job_id] == fold:
                before += abs(one.scored - one.corrected)
                after += abs(calibrated(one.scored, knots) - one.corrected)
    return Fit(
        knots=fit_isotonic(found),
        pairs=len(found),
        jobs=len(jobs),
        error_before=round(before / len(found), 3),
        error_after=round(after / len(found), 3),
    )


def fit_isotonic(found: Sequence[CorrectedScore]) -> Knots:
    """Give the never falling map that is nearest to the corrections, in squares, as points to draw lines between."""
    pools: list[tuple[float, float, int]] = []
    for one in _by_score(found):
        pools.append(one)
        while len(pools) > 1 and (
            _mean(pools[-2]) >= _mean(pools[-1]) or (pools[-2][2] < _LEAST_POOL and len(pools) > 1)
        ):
            (x0, y0, n0), (x1, y1, n1) = pools[-2:]
            pools[-2:] = [(x0 + x1, y0 + y1, n0 + n1)]
    if len(pools) > 1 and pools[-1][2] < _LEAST_POOL:
        (x0, y0, n0), (x1, y1, n1) = pools[-2:]
        pools[-2:] = [(x0 + x1, y0 + y1, n0 + n1)]
    points = [*((round(x / n, 4), round(y / n, 4)) for x, y, n in pools), (_TOP, _TOP)]
    knots = [(0.0, 0.0)]
    for x, y in points:
        if x > knots[-1][0]:
            knots.append((x, max(y, knots[-1][1])))
    return tuple(knots)


def _by_score(found: Sequence[CorrectedScore]) -> list[tuple[float, float, int]]:
    """Give the sums of score and correction, and the count, of each score, from the lowest up."""
    sums: dict[float, tuple[float, float, int]] = {}
    for one in sorted(found, key=lambda one: (one.scored, one.corrected)):
        x, y, count = sums.get(one.scored, (0.0, 0.0, 0))
        sums[one.scored] = (x + one.scored, y + one.corrected, count + 1)
    return list(sums.values())


def _mean(pool: tuple[float, float, int]) -> float:
    return pool[1] / pool[2]
