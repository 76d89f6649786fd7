from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.learning.calibration import CorrectedScore, calibrated, fit_calibration, fit_isotonic

scores = st.floats(0, 100, allow_nan=False)
corrections = st.lists(st.builds(CorrectedScore, scores, scores, st.sampled_from("abcd")), max_size=60)


def said(pairs: list[tuple[float, float]], jobs: int = 6) -> list[CorrectedScore]:
    return [CorrectedScore(scored, corrected, f"job{at % jobs}") for at, (scored, corrected) in enumerate(pairs)]


@given(corrections, st.lists(scores, min_size=2, max_size=20))
def test_the_map_never_falls_and_stays_on_the_scale(found: list[CorrectedScore], at: list[float]) -> None:
    knots = fit_isotonic(found)
    mapped = [calibrated(one, knots) for one in sorted(at)]
    assert all(-1e-9 <= one <= 100 + 1e-9 for one in mapped)
    assert all(low <= high + 1e-9 for low, high in pairwise(mapped))


@given(corrections, st.randoms(use_true_random=False))
def test_the_order_of_the_feedback_changes_nothing(found: list[CorrectedScore], shuffler: random.Random) -> None:
    other = list(found)
    shuffler.shuffle(other)
    assert fit_calibration(other) == fit_calibration(found)


def test_without_a_map_a_score_stays() -> None:
    assert calibrated(61.5, ()) == 61.5


def test_scores_that_are_throughout_too_high_come_down() -> None:
    fit = fit_calibration(said([(float(x), x * 0.8) for x in range(20, 100)]))
    assert fit is not None
    assert fit.is_better
    assert fit.error_before is not None
    assert fit.error_after is not None
    assert fit.error_after < fit.error_before / 4
    assert abs(calibrated(60, fit.knots) - 48) < 2


def test_a_map_of_noise_is_no_better() -> None:
    drawn = random.Random(8)
    fit = fit_calibration(said([(50.0 + drawn.uniform(-30, 30),) * 2 for _ in range(60)]))
    assert fit is not None
    assert not fit.is_better


def test_too_few_scores_or_jobs_give_no_map() -> None:
    enough = [(float(x), x * 0.5) for x in range(40)]
    assert fit_calibration(said(enough)) is not None
    assert fit_calibration(said(enough[:29])) is None
    assert fit_calibration(said(enough, jobs=2)) is None
