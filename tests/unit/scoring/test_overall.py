"""Scores from verdicts."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recollect.domain.analysis import Requirement, RequirementKind, Strength
from recollect.scoring.ads.strength import WEIGHTS
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.overall import (
    Scores,
    Tally,
    highest_possible,
    highest_raws,
    likely_range,
    map_overall,
    score_all,
    stakes_of,
    tally_credits,
)
from recollect.scoring.parameters import ScoringSettings, parameters

SETTINGS = ScoringSettings(today=date(2026, 6, 1))


def asked(kind: RequirementKind, strength: Strength = "must") -> Requirement:
    return Requirement(id="R1", text="x", kind=kind, strength=strength, weight=WEIGHTS[strength], start=0, end=1)


def tally_of(
    requirements: list[Requirement], verdicts: list[Verdict], licences: dict[str, float] | None = None
) -> Tally:
    return tally_credits(stakes_of(requirements, licences or {}), verdicts)


def scored(pairs: list[tuple[Requirement, float | None]], relevance: float = 0.5) -> Scores:
    verdicts = [Verdict("unknown" if credit is None else "met", credit) for _, credit in pairs]
    return score_all(tally_of([one for one, _ in pairs], verdicts), relevance, SETTINGS)


def test_a_part_that_is_not_asked_for_has_no_score() -> None:
    scores = scored([(asked("skill"), 1.0)])
    assert scores.experience is None
    assert scores.education is None


def test_an_ad_that_asks_for_nothing_is_judged_by_relevance() -> None:
    scores, spread = score_all(tally_of([], []), 0.6, SETTINGS), likely_range(tally_of([], []), 0.6, SETTINGS)
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
    assert score_all(tally_of([one for one, _ in pairs], verdicts), 1.0, heavy).overall == 100.0
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
    tally = tally_of([one for one, _ in pairs], verdicts)
    scores, spread = score_all(tally, relevance, SETTINGS), likely_range(tally, relevance, SETTINGS)
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


KINDS: list[RequirementKind] = ["skill", "language", "certification", "other", "experience", "education", "location"]
_PAPER: tuple[RequirementKind, float, float | None, float] = ("certification", 0.0, 0.0, 0.6)


@settings(max_examples=1000)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.sampled_from([0.0, 0.3, 1.0, 10.0]),
            st.sampled_from([None, 0.0, 0.5, 1.0]),
            st.sampled_from([0.0, 0.0, 0.6]),
        ),
        max_size=6,
    ),
    st.floats(0, 1),
    st.sampled_from([(0.5, 0.4, 0.1), (0.0, 1.0, 0.0), (0.0, 0.0, 0.0)]),
)
@example([("other", 1.0, None, 0.0), ("skill", 1.0, 0.0, 0.0)], 0.5, (0.5, 0.4, 0.1))
@example([_PAPER, ("certification", 1.0, 1.0, 0.6)], 0.5, (0.5, 0.4, 0.1))
def test_no_score_exceeds_what_its_verdicts_allow_whatever_is_left_open(
    found: list[tuple[RequirementKind, float, float | None, float]],
    relevance: float,
    weights: tuple[float, float, float],
) -> None:
    skills, experience, education = weights
    setting = ScoringSettings(
        today=SETTINGS.today, skills_weight=skills, experience_weight=experience, education_weight=education
    )
    requirements = [
        Requirement(id=f"R{at}", text="x", kind=kind, strength="must", weight=weight)
        for at, (kind, weight, _, _) in enumerate(found)
    ]
    licences = {f"R{at}": at_stake for at, (_, _, _, at_stake) in enumerate(found) if at_stake}
    credits_ = [credit for _, _, credit, _ in found]
    verdicts = [
        Verdict("unknown" if one is None else "met" if one == 1 else "partly" if one else "not_found", one)
        for one in credits_
    ]
    scores = score_all(tally_of(requirements, verdicts, licences), relevance, setting)
    most = np.array([[one or 0.0] for one in credits_]).reshape(-1, 1)
    counts = [one is not None for one in credits_]
    raws = highest_raws(np.array([relevance]), most, counts, requirements, setting, licences)
    assert scores.overall <= highest_possible(float(raws[0]), setting)
    never_sure = highest_raws(np.array([relevance]), most, [False] * len(found), requirements, setting, licences)
    assert scores.overall <= highest_possible(float(never_sure[0]), setting)


def test_a_paper_without_weight_takes_nothing() -> None:
    paper = Requirement(id="R1", text="x", kind="certification", strength="must", weight=0.0)
    with_licence = tally_of([paper], [Verdict("not_found", 0.0)], {"R1": 0.6})
    assert with_licence == tally_of([paper], [Verdict("not_found", 0.0)])
    assert score_all(with_licence, 0.5, SETTINGS).overall > 0
