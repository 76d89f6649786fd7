"""What no résumé's wording may do to its score, over generated pairs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from counts import full_or
from generated import (
    ADS,
    Identity,
    Parts,
    ads,
    findings_of,
    identities,
    in_order,
    job_of,
    orders,
    resumes,
    score_of,
    trade_pairs,
)
from pairs import load_pairs
from recollect.scoring import engine

PAIRS = settings(
    max_examples=full_or(30, 1000), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
WORST: dict[str, float] = {}
"""The largest move that each invariant has seen: printed at the end of the file's run."""


@pytest.fixture(scope="module", autouse=True)
def worst_cases(request: pytest.FixtureRequest) -> Iterator[None]:
    WORST.clear()
    yield
    lines = "".join(f"\n  {name}: {moved:+.2f}" for name, moved in sorted(WORST.items()))
    capture = request.config.pluginmanager.get_plugin("capturemanager")
    assert capture is not None
    with capture.global_and_fixture_disabled():
        sys.stdout.write(f"\nworst cases of {PAIRS.max_examples} pairs each:{lines}\n")


def noted(name: str, moved: float) -> float:
    """Give a move of the score, having kept it when it is the largest so far."""
    if abs(moved) >= abs(WORST.get(name, 0.0)):
        WORST[name] = moved
    return moved


EQUAL = (
    "\n\nEqual opportunity\nWe are an equal opportunity employer. All applicants are considered without regard "
    "to race, religion, gender, age, disability or sexual orientation.\n"
)


@PAIRS
@given(resumes, identities, ads)
def test_who_somebody_is_changes_no_score(parts: Parts, other: Identity, place: int) -> None:
    job = job_of(place)
    mine, theirs = findings_of(parts.text(), job), findings_of(replace(parts, identity=other).text(), job)
    assert (mine.overall_score, mine.skill_match_score) == (theirs.overall_score, theirs.skill_match_score)
    assert (mine.experience_match_score, mine.education_match_score, mine.score_range) == (
        theirs.experience_match_score,
        theirs.education_match_score,
        theirs.score_range,
    )


@PAIRS
@given(resumes, ads)
def test_case_and_white_space_hardly_matter(parts: Parts, place: int) -> None:
    job, text = job_of(place), parts.text()
    spaced = text.replace(" ", "  ").replace("\n\n", "\n\n\n")
    assert abs(noted("white space", score_of(spaced, job) - score_of(text, job))) <= 1
    assert abs(noted("capitals", score_of(text.upper(), job) - score_of(text, job))) <= 1


@PAIRS
@given(resumes, orders, ads)
def test_the_order_of_sections_hardly_matters(parts: Parts, order: tuple[int, ...], place: int) -> None:
    job = job_of(place)
    moved = score_of(in_order(parts, order).text(), job) - score_of(parts.text(), job)
    assert abs(noted("order of sections", moved)) <= 1


@PAIRS
@given(resumes, ads)
def test_an_equal_opportunity_paragraph_hardly_matters(parts: Parts, place: int) -> None:
    role, company, description = ADS[place]
    job = engine.read_job(description + EQUAL, role_name=role, company_name=company)
    moved = score_of(parts.text(), job) - score_of(parts.text(), job_of(place))
    assert abs(noted("equal opportunities", moved)) <= 0.5


@PAIRS
@given(resumes, ads)
def test_a_required_skill_with_context_never_lowers(parts: Parts, place: int) -> None:
    job = job_of(place)
    listed = [one.text for one in job.requirements if one.kind == "skill" and one.strength != "nice"]
    assume(listed)
    first, *rest = parts.jobs
    more = replace(parts, jobs=(f"{first}\n- Used {listed[place % len(listed)]} every week", *rest))
    assert (
        noted("a skill added (least gain)", min(0.0, score_of(more.text(), job) - score_of(parts.text(), job))) >= -0.5
    )


@PAIRS
@given(resumes, ads)
def test_removing_a_met_must_have_lowers(parts: Parts, place: int) -> None:
    job = job_of(place)
    listed = [one for one in job.requirements if one.kind == "skill" and one.strength == "must"]
    assume(listed)
    first, *rest = parts.jobs
    wanted = listed[place % len(listed)]
    more = replace(parts, jobs=(f"{first}\n- Used {wanted.text} every week", *rest))
    before = findings_of(parts.text(), job).requirements
    after = findings_of(more.text(), job).requirements
    assume(any(one.id == wanted.id and one.status != "met" for one in before))
    assert any(one.id == wanted.id and one.status == "met" for one in after)
    assert score_of(parts.text(), job) < score_of(more.text(), job)


@PAIRS
@given(resumes, ads)
def test_pasting_the_ad_gains_little_and_is_flagged(parts: Parts, place: int) -> None:
    job, text = job_of(place), parts.text()
    before = score_of(text, job)
    assume(before <= 50)
    pasted = f"{text}\n\nSKILLS\n{ADS[place][2]}\n"
    found = findings_of(pasted, job)
    assert noted("the ad pasted in", score_of(pasted, job) - before) <= 10
    assert "copied_from_ad" in {flag.code for flag in found.flags}


def test_an_ad_of_another_occupation_scores_lower() -> None:
    pairs = load_pairs()
    jobs = [
        engine.read_job(one.job.description, role_name=one.job.role_name, company_name=one.job.company_name)
        for one in pairs
    ]
    lower = total = 0
    for place, pair in enumerate(pairs):
        own = score_of(pair.resume("fit").text, jobs[place])
        others = [score_of(pair.resume("fit").text, job) for job in jobs if job is not jobs[place]]
        lower, total = lower + sum(other < own for other in others), total + len(others)
    assert total == len(pairs) * (len(pairs) - 1)
    assert lower >= 0.9 * total


def test_another_trades_ad_scores_lower_over_generated_pairs() -> None:
    outcomes: list[bool] = []

    @PAIRS
    @given(trade_pairs)
    def compare(pair: tuple[Parts, int, int]) -> None:
        parts, own, other = pair
        outcomes.append(score_of(parts.text(), job_of(other)) < score_of(parts.text(), job_of(own)))

    compare()
    share = sum(outcomes) / len(outcomes)
    WORST["share of pairs in which another trade's ad scores lower"] = share
    assert share >= 0.9
