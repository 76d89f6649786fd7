"""Teaching science in the words of its teachers, and what is only near it."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))


def statuses(ad: str, resume: str) -> list[str]:
    """Give the verdicts on what an ad asks for."""
    read = engine.read_resume(f"Sam Example\n\n{resume}\n")
    return [one.status for one in engine.analyse(read, engine.read_job(ad), SETTINGS).requirements]


def status(asked: str, told: str, ad: str = "Teacher of science") -> str:
    resume = f"EXPERIENCE\nTeacher of science, Example School, Leeds, 2018 - present\n- {told}"
    (one,) = statuses(f"{ad}, Leeds\n\nRequirements:\n- {asked}\n", resume)
    return one


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Teaching physics at A level", "Year 12 mechanics, two groups"),
        ("Teaching the IB Diploma Programme", "DP Chemistry to a group of nine"),
        ("Teaching the IB Diploma Programme", "HL and SL groups, four Extended Essays"),
        ("Key Stage 3", "Grade 8 and 9 sciences"),
        ("Managing behaviour", "Bottom set, seating plan, the same start to each lesson"),
        ("Practical work in a school lab", "Pour the agar and set up the practicals"),
        ("Risk assessments", "A hazard sheet for each practical"),
    ],
)
def test_science_teaching_is_met_in_its_own_words(asked: str, told: str) -> None:
    assert status(asked, told) == "met"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Teaching physics at A level", "Biology to A level"),
        ("Teaching physics at A level", "Physics teacher, grades 10 to 12"),
        ("Teaching physics", "Biology and chemistry to Year 11"),
        ("Teaching the IB Diploma Programme", "A level biology"),
    ],
)
def test_another_subject_or_examination_is_not_met(asked: str, told: str) -> None:
    assert status(asked, told) != "met"


def test_a_tutor_at_home_has_no_years_in_a_secondary_school() -> None:
    ad = "Teacher of science\n\nRequirements:\n- Three years' experience of teaching in a secondary school\n"
    tutor = "Private tutor - sciences\n\nI have tutored GCSE and A level since 2015, at home and now mostly online."
    assert statuses(ad, tutor)[0] != "met"
    assert statuses(ad, "Teacher of science, Example High School, 2018 - present\n- GCSE, Year 12")[0] == "met"


def test_order_that_another_keeps_is_no_teaching() -> None:
    ad = "Teacher of science\n\nRequirements:\n- Three years' experience of teaching\n"
    post = (
        "Postdoctoral researcher, Example University, 2018 - present\n- Visit a school. The class teacher keeps order."
    )
    assert "met" not in statuses(ad, post)


def test_a_dash_in_a_column_of_its_own_leads_to_the_present() -> None:
    ad = "Teacher of science\n\nRequirements:\n- Three years' experience of teaching\n"
    post = "EXPERIENCE\nSept 2021 -     Teacher, Example Road School, Leeds\n                * Year 12 and 13"
    assert statuses(ad, post)[0] == "met"
    assert statuses(ad, post.replace(" -     ", " -   2022 "))[0] != "met"


def test_a_paper_of_any_country_is_taken_where_the_ad_says_so() -> None:
    resume = "CERTIFICATES\nQTS, awarded in England 2011"
    ad = "Biology teacher, Portugal\n\nRequirements:\n- {}\n"
    assert statuses(ad.format("QTS or the equivalent of your country"), resume) == ["met"]
    assert statuses(ad.format("Mestrado em Ensino or PGCE"), resume) == ["partly"]


@pytest.mark.parametrize(("field", "verdict"), [("Zoology", "partly"), ("Mathematics", "met"), ("Physics", "met")])
def test_that_both_are_sciences_makes_no_two_fields_kindred(field: str, verdict: str) -> None:
    ad = "Teacher\n\nRequirements:\n- Degree in physics or a closely related subject\n"
    assert statuses(ad, f"EDUCATION\nBSc {field}, Leeds, 2014") == [verdict]


def test_a_mother_tongue_is_told_of_in_portuguese() -> None:
    ad = "Post\n\nRequirements:\n- Portuguese at B1 or above\n"
    assert statuses(ad, "LANGUAGES\nportuguês - língua materna; inglês - C2") == ["met"]
