import pytest

from recollect.domain.analysis import ScoreRange
from recollect.web.pages.analyses.result_views import say_undecided

BARS = {"maybe_from": 50.0, "hire_from": 70.0, "strong_hire_from": 85.0, "skills_weight": 0.4}


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (39, 60, "The bar for Maybe (50) lies within this range."),
        (45, 71, "The bars for Maybe (50) and Hire (70) lie within this range."),
        (50, 69.9, ""),
        (60, 70, "The bar for Hire (70) lies within this range."),
    ],
)
def test_a_bar_within_the_likely_range_is_said(low: float, high: float, said: str) -> None:
    assert say_undecided(ScoreRange(low=low, high=high, method="test"), BARS) == said


def test_an_analysis_that_kept_no_bars_says_nothing_of_them() -> None:
    assert say_undecided(ScoreRange(low=0, high=100, method="test"), {}) == ""
