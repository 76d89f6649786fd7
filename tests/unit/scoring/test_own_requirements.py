from __future__ import annotations

from datetime import date

import msgspec
import pytest

from recollect.domain.analysis import Amount, Requirement, RequirementKind
from recollect.scoring import engine
from recollect.scoring.ads.own_requirements import with_requirements

JOB = "We need an electrician for our site in Leeds.\nMust have 5 years of experience with electrical wiring."
RESUME = """Maren Holt
Electrician

Experience
Electrician, Brightwire Ltd, 2015 - 2019
Electrical wiring of schools with Python scripts and SQL.

Education
BSc in Mathematics, Leeds, 2014
"""
SETTINGS = engine.ScoringSettings(today=date(2026, 3, 2))


def own(text: str, kind: RequirementKind = "skill", *, amount: Amount | None = None) -> Requirement:
    return Requirement(id="R9", text=text, kind=kind, strength="must", weight=1.0, amount=amount)


def judged(*requirements: Requirement) -> list[str]:
    job = with_requirements(engine.read_job(JOB, role_name="Electrician"), requirements)
    return [one.status for one in engine.analyse(engine.read_resume(RESUME), job, SETTINGS).requirements]


@pytest.mark.parametrize(
    ("requirement", "status"),
    [
        (own("Python"), "met"),
        (own("Terraform"), "not_found"),
        (own("Terraform or Python"), "met"),
        (own("wiring of schools"), "met"),
        (own("wiring of submarines"), "not_found"),
        (own("as an electrician", "experience", amount=Amount(3, "years")), "met"),
        (own("as an electrician", "experience", amount=Amount(24, "months")), "met"),
        (own("as an electrician", "experience", amount=Amount(15, "years")), "partly"),
        (own("Bachelor of Mathematics", "education"), "met"),
        (own("PhD", "education"), "not_found"),
        (own("Leeds", "location"), "met"),
        (own("Oslo", "location"), "unknown"),
        (own("German, fluent", "language"), "not_found"),
        (own("Senior", "seniority"), "not_found"),
    ],
    ids=lambda value: value.text if isinstance(value, Requirement) else value,
)
def test_an_own_requirement_is_judged_by_its_words_and_kind(requirement: Requirement, status: str) -> None:
    assert judged(requirement) == [status]


def test_what_was_read_is_judged_as_it_was_read() -> None:
    read = engine.read_job(JOB, role_name="Electrician")
    assert with_requirements(read, read.requirements) == read


def test_an_amount_that_was_changed_is_what_is_asked() -> None:
    read = engine.read_job(JOB, role_name="Electrician")
    years = [one for one in read.requirements if one.kind == "experience"]
    assert [one.amount for one in years] == [Amount(5.0, "years")]
    eased = [msgspec.structs.replace(one, amount=Amount(2.0, "years")) for one in years]
    assert judged(*years) == ["partly"]
    assert judged(*eased) == ["met"]


def test_a_requirement_of_its_own_needs_no_place_in_the_ad() -> None:
    findings = engine.analyse(
        engine.read_resume(RESUME),
        with_requirements(engine.read_job(JOB), [own("Python"), own("SQL")]),
        SETTINGS,
    )
    assert [(one.start, one.end) for one in findings.requirements] == [(None, None)] * 2
    assert findings.matched_skills == ("Python", "SQL")
