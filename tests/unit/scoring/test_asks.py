"""What an ad asks for in everyday words, and which of several words decide."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from recollect.scoring.knowledge.vocabulary import cells_of, columns_of, rows_of, vocabulary
from told_work import SETTINGS, WORK, judged


@pytest.mark.parametrize(
    ("asked", "title", "told", "status"),
    [
        ("Calm with upset people", "Receptionist", "Calmed shouting customers and grieving families", "met"),
        ("Calm with upset people", "Receptionist", "Filed the post each morning", "unknown"),
        ("Calm on the phone with growers and shops at dawn", "Dispatcher", "On the phone to customers all day", "met"),
        ("Quick with computers", "Receptionist", "Kept the stock sheet in Excel", "met"),
        ("Cash, card, end-of-day balancing", "Shop assistant", "Counted the float and cashed up each night", "met"),
        ("Cash, card, end-of-day balancing", "Shop assistant", "Dressed the windows", "not_found"),
        ("OK with animals, mud and the odd bite", "Receptionist", "Fed and walked the dogs of a kennel", "met"),
        ("Fine with heights", "Labourer", "Wore a harness on the tower each day", "met"),
        ("You find your own customers", "Salesperson", "Sixty cold calls a day", "met"),
    ],
)
def test_everyday_asks_are_met_by_what_is_told(asked: str, title: str, told: str, status: str) -> None:
    assert judged(asked, title, told).status == status


def test_what_only_stands_aside_asks_for_nothing_else() -> None:
    asked = "Somebody who designs lace patterns, prints, swatches, samples, collections and at times answers the phone"
    assert judged(asked, "Lace maker", "Ran the switchboard").status != "met"


def test_each_line_of_asks_is_about_a_known_term() -> None:
    names = {term.name.casefold() for term in vocabulary().terms}
    for row in rows_of("asks.tsv"):
        name, ways = columns_of(row, 2)
        names.remove(name.casefold())  # known, and not said before
        assert cells_of(ways), name


def _read(title: str, line: str) -> list[str]:
    return [one.text for one in engine.read_job(f"{title}, Leeds\n\nRequirements:\n- {line}\n").requirements]


@pytest.mark.parametrize(
    ("title", "line", "left_out"),
    [
        ("Theatre nurse", "Experience in the operating theatre, supporting cases", "supporting cases"),
        ("Electrician", "Variable frequency drives: set-up, fault finding and replacement", "fault finding"),
    ],
)
def test_what_is_done_to_a_thing_is_not_asked_for_beside_it(title: str, line: str, left_out: str) -> None:
    assert left_out not in _read(title, line)


def test_what_follows_the_colon_of_no_skill_is_asked_for() -> None:
    assert "fault finding" in _read("Electrician", "Day to day: fault finding and conduit")


def test_examples_in_a_bracket_are_one_thing_with_what_they_are_examples_of() -> None:
    assert "Outlook" not in _read("Receptionist", "Diary management (Condeco or similar; Outlook)")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("CHRP coursework complete, one exam to go", "met"),
        ("CHRP: studying for the exam", "met"),
        ("CHRP lapsed in 2019", "partly"),
        ("CHRP: was enrolled, let it slide", "partly"),
    ],
)
def test_a_paper_that_is_worked_for_will_do_where_the_ad_says_so(said: str, status: str) -> None:
    assert judged("CHRP or working on it", "HR assistant", said).status == status
    assert judged("CHRP (we would talk to a finalist)", "HR assistant", said).status == status


def test_a_paper_that_is_worked_for_is_not_held_otherwise() -> None:
    assert judged("CHRP", "HR assistant", "CHRP coursework complete, one exam to go").status == "partly"


_IN_PLANTS = "3+ years as an electrician in a manufacturing or commercial environment"


@pytest.mark.parametrize(
    ("asked", "title", "told", "status"),
    [
        (_IN_PLANTS, "Electrician", "Kept the packing line of a cannery running", "met"),
        (_IN_PLANTS, "Electrician", "Rewired shops and supermarkets", "met"),
        (_IN_PLANTS, "Electrician", "Rewired bungalows", "partly"),
        ("Medical or veterinary office background a must", "Receptionist", "Front desk of a clinic", "met"),
        ("Medical or veterinary office background a must", "Receptionist", "Front desk of a tile shop", "partly"),
        ("Medical or veterinary office background a must", "Receptionist", "Applied to the vet school", "partly"),
    ],
)
def test_one_of_two_kinds_of_workplace_is_enough(asked: str, title: str, told: str, status: str) -> None:
    assert judged(asked, title, told).status == status


def test_a_background_of_a_kind_may_come_from_any_post() -> None:
    job = engine.read_job("Client care, Leeds\n\nRequirements:\n- Medical or veterinary office background a must\n")
    resume = engine.read_resume(WORK.format("Unit clerk", "Registered patients at the hospital"))
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == "met"


def test_a_background_that_is_checked_is_no_experience() -> None:
    job = engine.read_job("Guard, Leeds\n\nRequirements:\n- Drug test and criminal background\n")
    assert [one.kind for one in job.requirements if one.kind == "experience"] == []


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("2024: 112% of $720k, 2025: 127%", "met"),
        ("Year-end: 103%, 111%, 99%, 118%", "met"),
        ("FY24 96%, FY25 89%, FY26 71%", "partly"),
        ("Cut waste by 12%; 98% of patients were seen", "not_found"),
        ("Rep of the year", "met"),
    ],
)
def test_a_record_of_selling_is_read_from_its_shares(told: str, status: str) -> None:
    assert judged("Quota attainment you can show", "Account executive", told).status == status


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("100%+ in one of the last two years", "Quota attainment 2024: 95%, 2025: 102%, 2026: 88%", "met"),
        ("100%+", "Quota attainment 2024: 95%, 2025: 102%, 2026: 88%", "partly"),
        ("100%+ in one of the last two years", "Quota attainment: FY24 96%, FY25 89%", "partly"),
        ("100%+", "Quota attainment: 140% of meetings quota in 2024, 122% in 2025", "partly"),
        ("100%+", "Quota attainment every year", "met"),
    ],
)
def test_a_record_of_selling_is_as_high_as_asked(asked: str, told: str, status: str) -> None:
    assert judged(f"Quota attainment you can show, {asked}", "Account executive", told).status == status


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("Basic SQL", "A bit of SQL on the reporting copy", "met"),
        ("SQL", "A bit of SQL on the reporting copy", "partly"),
        ("Basic SQL", "Shadowed those who write SQL", "partly"),
    ],
)
def test_a_little_is_enough_where_the_basics_are_asked_for(asked: str, told: str, status: str) -> None:
    assert judged(asked, "Support agent", told).status == status


def test_a_sentence_about_the_work_asks_for_skills_in_everyday_words() -> None:
    asked = "Requirements:\n- Three years in marketing\n"
    ad = f"Marketing manager, Ennis\n\nYou will put on events and look after the website.\n\n{asked}"
    assert {one.text for one in engine.read_job(ad).requirements} >= {"put on events", "look after the website"}


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Ran the jetter and the sewer camera", "met"),
        ("Jetter and sewer camera jobs go to another company", "partly"),
    ],
)
def test_what_goes_to_another_company_is_not_done(told: str, status: str) -> None:
    assert judged("You can run a sewer camera and a jetter", "Plumber", told).status == status
