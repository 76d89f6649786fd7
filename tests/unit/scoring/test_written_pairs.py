"""The engine against the written pairs: what a careful recruiter says, it says too."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from pairs import ExpectedRequirement, WrittenPair, WrittenResume, load_pairs
from recollect.domain.analysis import Findings, JudgedRequirement
from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 6, 1))
PAIRS = load_pairs()
BOTH = [
    pytest.param(pair, resume, id=f"{pair.occupation}-{resume.verdict}") for pair in PAIRS for resume in pair.resumes
]
CLAIMS = [
    pytest.param(pair, resume, one, id=f"{pair.occupation}-{resume.verdict}-{one.phrase}")
    for pair in PAIRS
    for resume in pair.resumes
    for one in resume.requirements
]
LISTED = {"skill", "certification", "language"}


@cache
def findings_of(pair: WrittenPair, resume: WrittenResume) -> Findings:
    job = engine.read_job(pair.job.description, role_name=pair.job.role_name, company_name=pair.job.company_name)
    return engine.analyse(engine.read_resume(resume.text), job, SETTINGS)


def matching(pair: WrittenPair, findings: Findings, expected: ExpectedRequirement) -> JudgedRequirement | None:
    """Give the requirement whose span shares most with the phrase: of several alike, the one of its kind."""
    start = pair.job.description.index(expected.phrase)
    end = start + len(expected.phrase)

    def shared(one: JudgedRequirement) -> int:
        if one.start is None or one.end is None:
            return 0
        return min(end, one.end) - max(start, one.start)

    overlapping = [one for one in findings.requirements if shared(one) > 0]
    return max(overlapping, key=lambda one: (shared(one), one.kind == expected.kind), default=None)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.occupation)
def test_clear_fit_scores_high(pair: WrittenPair) -> None:
    score = findings_of(pair, pair.resume("fit")).overall_score
    assert score is not None
    assert score >= 75


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.occupation)
def test_clear_misfit_scores_low(pair: WrittenPair) -> None:
    score = findings_of(pair, pair.resume("misfit")).overall_score
    assert score is not None
    assert score <= 35


@pytest.mark.parametrize(("pair", "resume", "expected"), CLAIMS)
def test_each_requirement_is_judged_as_a_recruiter_does(
    pair: WrittenPair, resume: WrittenResume, expected: ExpectedRequirement
) -> None:
    found = matching(pair, findings_of(pair, resume), expected)
    assert found is not None
    assert found.status == expected.status


@pytest.mark.parametrize(("pair", "resume"), BOTH)
def test_absent_must_haves_are_named(pair: WrittenPair, resume: WrittenResume) -> None:
    findings = findings_of(pair, resume)
    for one in resume.requirements:
        if one.strength == "must" and one.status == "not_found" and one.kind in LISTED:
            found = matching(pair, findings, one)
            assert found is not None
            assert found.text in findings.missing_critical_skills, one.phrase


@pytest.mark.parametrize(("pair", "resume"), BOTH)
def test_every_quote_is_verbatim(pair: WrittenPair, resume: WrittenResume) -> None:
    findings = findings_of(pair, resume)
    assert all(resume.text[one.start : one.end] == one.quote for one in findings.evidence)
    assert all(one.quote.strip() for one in findings.evidence)


@pytest.mark.parametrize(("pair", "resume"), BOTH)
def test_what_is_met_is_borne_out(pair: WrittenPair, resume: WrittenResume) -> None:
    findings = findings_of(pair, resume)
    known = {one.id for one in findings.evidence}
    for one in findings.requirements:
        assert bool(one.evidence) == bool(one.credit)
        assert one.status not in {"met", "partly"} or one.credit
        assert known.issuperset(one.evidence)
