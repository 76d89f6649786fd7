"""How plain ads ask: numbered criteria, a year in words, what they take instead, and what they rule out."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.scoring import engine
from told_work import judged

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))


def asked(*lines: str) -> list[tuple[str, str]]:
    job = engine.read_job("\n".join(["Requirements:", *lines]), role_name="X")
    return [(one.kind, one.text) for one in job.requirements]


def test_the_number_of_a_criterion_is_not_asked_for() -> None:
    found = [text for _, text in asked("E1   You can use Excel", "E2   You hold a driving licence")]
    assert not {"E1", "E2"} & set(found)


def test_at_least_a_year_is_a_time() -> None:
    assert asked("- At least a year as a receptionist") == [("experience", "At least a year as a receptionist")]


def test_what_the_sentence_before_does_not_mean_is_not_asked_for() -> None:
    assert asked("- Spanish. Not menu Spanish.") == [("language", "Spanish")]


def test_the_mark_of_a_school_paper_is_no_skill() -> None:
    assert [kind for kind, _ in asked("- English and maths (GCSE grade 4/C or equal)")] == ["education"]


def test_a_paper_behind_a_higher_one_and_its_body_will_do() -> None:
    found = judged("CPOA or higher (AOA) or COA ophthalmic", "Ophthalmic technician", "CPOA since 2019")
    assert (found.kind, found.status) == ("certification", "met")


def test_the_years_of_who_leaves_are_not_asked_for() -> None:
    found = asked("- Excel", "My assistant of 17 years moves to Orkney.")
    assert "experience" not in {kind for kind, _ in found}


def test_what_is_said_of_another_paper_leaves_the_first_a_must() -> None:
    job = engine.read_job("Must have:\n- Driving licence - the first aid certificate is welcome and not needed\n")
    assert job.requirements[0].strength == "must"


def test_booking_travel_is_a_skill_and_no_condition() -> None:
    assert [kind for kind, _ in asked("- Booking international travel")] == ["skill"]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("French: B1, certificate of 2024", "partly"),
        ("French of course", "met"),
        ("At home it was only French", "met"),
        ("French is what I count in", "met"),
        ("BA French and Spanish, University of Leeds", "met"),
        ("French: A level grade A", "met"),
        ("French - none to speak of", "not_found"),
    ],
)
def test_a_level_in_a_bracket_is_asked_for_and_told_in_everyday_words(told: str, status: str) -> None:
    asked = "French good enough to telephone growers (B2 or so)"
    assert judged(asked, "Clerk", told).status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Evening course, 2011 (a certificate of the association, no degree)", "not_found"),
        ("Bachelor's (online, Business), 42 of 120 credits so far", "partly"),
    ],
)
def test_a_degree_that_is_denied_or_begun_is_not_held(told: str, status: str) -> None:
    job = engine.read_job("Clerk\n\nRequirements:\n- Bachelor's degree\n")
    resume = engine.read_resume(f"Sam Example\n\nEDUCATION\n{told}\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == status


@pytest.mark.parametrize("told", ["PSJA North, class of 2016", "Park Academy: nine passes, among them English 6"])
def test_school_is_told_by_its_class_or_passes(told: str) -> None:
    job = engine.read_job("Clerk\n\nRequirements:\n- High school diploma or GED\n")
    resume = engine.read_resume(f"Sam Example\n\nSCHOOL\n{told}\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == "met"


@pytest.mark.parametrize(
    "sentence",
    [
        "I run three shops and a bonded warehouse, and I cannot find my own diary.",
        "We're a family practice and have been at the same corner since 1994.",
        "Everyone is welcome at Fairacre, whoever you are.",
    ],
)
def test_what_the_owner_says_of_the_firm_is_not_asked_for(sentence: str) -> None:
    job = engine.read_job(f"Assistant\n\n{sentence}\n\nRequirements:\n- Excel\n")
    assert [one.text for one in job.requirements] == ["Excel"]


def test_what_the_owner_needs_is_asked_for() -> None:
    job = engine.read_job("Assistant\n\nI need somebody who knows Excel.\n")
    assert [one.text for one in job.requirements] == ["Excel"]


@pytest.mark.parametrize(
    "line",
    ["We should like to meet somebody who", "TEACHER - MPS/UPS - required for April 2027", "Needed from 2 May 2027"],
)
def test_a_lead_in_and_the_day_a_post_begins_ask_for_nothing(line: str) -> None:
    job = engine.read_job(f"Post\n\n{line}\n- uses Excel\n", role_name="X")
    assert [one.text for one in job.requirements] == ["Excel"]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("A2  You worked as a driver in the trade for a year or more", "experience", "worked as a driver in the trade"),
        ("- Italian would be lovely", "language", "Italian"),
        ("2.1  Verify prescriptions", "skill", "Verify prescriptions"),
    ],
)
def test_what_is_asked_for_is_shown_whole_and_without_its_number(line: str, kind: str, text: str) -> None:
    found = asked(line)
    assert any(one == kind and said.startswith(text) for one, said in found)
    assert not any(said[:2] in {"A2", "2."} for _, said in found)


def test_what_an_ad_says_it_needs_none_of_is_not_asked_for() -> None:
    assert asked("- Excel", "- We need no references either") == [("skill", "Excel")]
