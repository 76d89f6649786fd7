"""What no résumé's wording may do to its score, over generated pairs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from counts import full_or
from generated import ADS, Identity, Parts, ads, findings_of, identities, in_order, job_of, orders, resumes, score_of
from recollect.scoring import engine

PAIRS = settings(
    max_examples=full_or(30, 1000), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
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
    assert abs(score_of(text, job) - score_of(text.replace(" ", "  ").replace("\n\n", "\n\n\n"), job)) <= 1
    assert abs(score_of(text, job) - score_of(text.upper(), job)) <= 1


@PAIRS
@given(resumes, orders, ads)
def test_the_order_of_sections_hardly_matters(parts: Parts, order: tuple[int, ...], place: int) -> None:
    job = job_of(place)
    assert abs(score_of(parts.text(), job) - score_of(in_order(parts, order).text(), job)) <= 1


@PAIRS
@given(resumes, ads)
def test_an_equal_opportunity_paragraph_hardly_matters(parts: Parts, place: int) -> None:
    role, company, description = ADS[place]
    job = engine.read_job(description + EQUAL, role_name=role, company_name=company)
    assert abs(score_of(parts.text(), job_of(place)) - score_of(parts.text(), job)) <= 0.5


@PAIRS
@given(resumes, ads)
def test_a_required_skill_with_context_never_lowers(parts: Parts, place: int) -> None:
    job = job_of(place)
    listed = [one.text for one in job.requirements if one.kind == "skill" and one.strength != "nice"]
    assume(listed)
    first, *rest = parts.jobs
    more = replace(parts, jobs=(f"{first}\n- Used {listed[place % len(listed)]} every week", *rest))
    assert score_of(more.text(), job) >= score_of(parts.text(), job) - 0.5


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
    assert score_of(pasted, job) <= before + 10
    assert "copied_from_ad" in {flag.code for flag in found.flags}
