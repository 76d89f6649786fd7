"""Scores from verdicts."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from recollect.domain.analysis import Requirement, RequirementKind, Strength
from recollect.scoring.overall import Scores, likely_range, map_overall, score_all
from recollect.scoring.parameters import ScoringSettings, parameters
from recollect.scoring.strength import WEIGHTS
from recollect.scoring.verdicts import Verdict

SETTINGS = ScoringSettings(today=date(2026, 6, 1))


def asked(kind: RequirementKind, strength: Strength = "must") -> Requirement:
    return Requirement(id="R1", text="x", kind=kind, strength=strength, weight=WEIGHTS[strength], start=0, end=1)


def scored(pairs: list[tuple[Requirement, float | None]], relevance: float = 0.5) -> Scores:
    verdicts = [Verdict("unknown" if credit is None else "met", credit) for _, credit in pairs]
    return score_all([one for one, _ in pairs], verdicts, relevance, SETTINGS)


def test_a_part_that_is_not_asked_for_has_no_score() -> None:
    scores = scored([(asked("skill"), 1.0)])
    assert scores.experience is None
    assert scores.education is None


def test_an_ad_that_asks_for_nothing_is_judged_by_relevance() -> None:
    scores, spread = score_all([], [], 0.6, SETTINGS), likely_range([], [], 0.6, SETTINGS)
    assert scores.skills == 0.6
    assert scores.overall == map_overall(0.6)
    assert spread.high - spread.low > 30


def test_what_is_unknown_counts_neither_for_nor_against() -> None:
    assert scored([(asked("skill"), 1.0), (asked("language"), None)]) == scored([(asked("skill"), 1.0)])


def test_a_place_never_counts() -> None:
    assert scored([(asked("skill"), 1.0), (asked("location"), 0.0)]) == scored([(asked("skill"), 1.0)])


def test_a_must_have_weighs_more_than_what_is_nice() -> None:
    must_found = scored([(asked("skill", "must"), 1.0), (asked("skill", "nice"), 0.0)])
    nice_found = scored([(asked("skill", "must"), 0.0), (asked("skill", "nice"), 1.0)])
    assert must_found.overall > nice_found.overall


def test_the_weights_of_the_parts_are_the_settings() -> None:
    pairs = [(asked("skill"), 0.0), (asked("experience"), 1.0), (asked("education"), 0.0)]
    verdicts = [Verdict("met", credit) for _, credit in pairs]
    heavy = ScoringSettings(today=date(2026, 6, 1), skills_weight=0, experience_weight=1, education_weight=0)
    assert score_all([one for one, _ in pairs], verdicts, 1.0, heavy).overall == 100.0
    assert parameters(heavy)["experience_weight"] == 1
    assert parameters(heavy)["today"] == 20260601


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_map_rises(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= map_overall(low) <= map_overall(high) <= 100.0
    if high - low > 1e-6:
        assert map_overall(low) < map_overall(high)


kinds: st.SearchStrategy[RequirementKind] = st.sampled_from(["skill", "experience", "education", "language", "other"])
strengths: st.SearchStrategy[Strength] = st.sampled_from(["must", "plain", "nice"])
verdicts_asked = st.lists(st.tuples(st.builds(asked, kinds, strengths), st.none() | st.floats(0, 1)), max_size=12)


@given(verdicts_asked, st.floats(0, 1))
def test_scores_stay_in_bounds_and_in_their_range(
    pairs: list[tuple[Requirement, float | None]], relevance: float
) -> None:
    verdicts = [Verdict("met", credit) for _, credit in pairs]
    asked = [one for one, _ in pairs]
    scores = score_all(asked, verdicts, relevance, SETTINGS)
    spread = likely_range(asked, verdicts, relevance, SETTINGS)
    assert 0.0 <= spread.low <= scores.overall + 0.05
    assert scores.overall - 0.05 <= spread.high <= 100.0


@given(verdicts_asked, st.floats(0, 1), st.data())
def test_more_credit_never_lowers(
    pairs: list[tuple[Requirement, float | None]], relevance: float, data: st.DataObject
) -> None:
    known = [at for at, (_, credit) in enumerate(pairs) if credit is not None]
    if not known:
        return
    at = data.draw(st.sampled_from(known))
    better = [*pairs[:at], (pairs[at][0], 1.0), *pairs[at + 1 :]]
    assert scored(better, relevance).overall >= scored(pairs, relevance).overall - 1e-9
