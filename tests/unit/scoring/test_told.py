"""What is told of the work without naming what the ad asks for: it proves a must-have and changes no relevance."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from recollect.scoring.judging.told_places import find_told_places
from recollect.scoring.knowledge.told import tellers_of
from recollect.scoring.knowledge.vocabulary import cells_of, columns_of, rows_of, vocabulary
from told_work import SETTINGS, WORK, judged

NUMBERS = {term.name: term.number for term in vocabulary().terms}


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("Absence management", "HR officer", "Welfare meetings and fit notes"),
        ("Knowledge of US GAAP", "Accountant", "Wrote the memos on ASC 606 and ASC 842"),
        ("Industrial relations", "HR officer", "Pay talks and facility time with Unite"),
        ("Medication administration", "Care assistant", "Signed the MAR charts after each round"),
        ("Forklift operation", "Warehouse worker", "Drove the Hyster all day"),
        ("SPIN selling", "Account executive", "Met the economic buyer before each bid"),
    ],
)
def test_work_in_other_words_proves_what_it_is_called(asked: str, title: str, told: str) -> None:
    found = judged(asked, title, told)
    assert (found.status, found.note) == ("met", "Told of in other words.")
    assert found.evidence


def test_nothing_is_told_by_words_one_of_which_is_said_to_be_absent() -> None:
    assert judged("Customer enquiries", "Porter", "Night shifts, then service (figures, with guests)").status == "met"
    assert (
        judged("Customer enquiries", "Porter", "Night shifts, then service (figures, no guests)").status == "not_found"
    )


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Never applied ASC 606", "not_found"),
        ("Watched a colleague apply ASC 606", "partly"),
        ("Enrolled on a course in ASC 606", "partly"),
        ("Applied ASC 606 to all contracts", "met"),
    ],
)
def test_what_is_told_counts_as_far_as_its_sentence_bears_it_out(told: str, status: str) -> None:
    assert judged("US GAAP", "Accountant", told).status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Gave the residents their medicine every morning", "met"),
        ("Gave the residents their tea. The medicine cupboard was out of bounds", "not_found"),
        ("Gave talks on safety, never on medicine", "not_found"),
        ("Reviewed sales figures", "not_found"),
    ],
)
def test_phrases_of_one_way_stand_in_one_sentence(told: str, status: str) -> None:
    assert judged("Medication administration", "Care assistant", told).status == status


def test_a_word_alone_is_that_very_word() -> None:
    picking = (NUMBERS["picking and packing"],)
    assert find_told_places(picking, engine.read_resume(WORK.format("Temp", "Fastest picker of the shift")))
    assert not find_told_places(picking, engine.read_resume(WORK.format("Temp", "Picked up the children")))


def test_what_shows_a_term_is_told_of_too() -> None:
    shown = next(
        (term, other)
        for term in vocabulary().terms
        for other in sorted(term.shown_by)
        if tellers_of((other,)).stems and term.number != other
    )
    assert tellers_of((shown[0].number,)).stems >= tellers_of((shown[1],)).stems


def test_years_of_a_thing_are_those_in_which_it_is_told_of() -> None:
    told = judged("3 years of experience in conveyancing", "Solicitor", "Freehold houses, SDLT and the Land Registry")
    other = judged("3 years of experience in conveyancing", "Solicitor", "Petty theft in the magistrates' court")
    assert told.status == "met"
    assert other.status != "met"


def test_what_is_told_is_no_part_of_relevance() -> None:
    resume = engine.read_resume(WORK.format("Accountant", "Applied ASC 606 to all contracts"))
    assert find_told_places((NUMBERS["US GAAP"],), resume)
    assert f"#{NUMBERS['US GAAP']}" not in resume.vector.weights


def test_each_line_is_about_a_term_and_says_something() -> None:
    names = {name.casefold() for name in NUMBERS}
    for row in rows_of("told.tsv"):
        name, ways = columns_of(row, 2)
        names.remove(name.casefold())  # known, and not said before
        assert cells_of(ways), name
        assert all(any(char.isalnum() for char in part) for way in cells_of(ways) for part in way.split("+")), name


@pytest.mark.parametrize(
    ("told", "status"),
    [("Wrote the memos on ASC 606", "met"), ("Two memos on ASC 606 from the auditor, never wrote one", "partly")],
)
def test_years_of_a_thing_count_where_it_is_told_as_done(told: str, status: str) -> None:
    assert judged("3 years of US GAAP experience", "Clerk", told).status == status


@pytest.mark.parametrize(
    ("asked", "title", "told", "status"),
    [
        ("Exceeding sales targets", "Sales representative", "Rep of the year in 2024", "met"),
        ("Territory management", "Sales representative", "Visited the dealers on my patch each month", "met"),
        ("Sales pipeline management", "Pipe fitter", "Walked the gas pipeline with the welders", "not_found"),
        ("Minute taking", "Receptionist", "Took notes at the board and typed the action log", "met"),
        ("Minute taking", "Receptionist", "Answered within two minutes", "not_found"),
        ("Payroll", "Personnel officer", "Checked the monthly run before BACS", "met"),
        ("Presentation skills", "Groundsman", "Marked the pitch", "not_found"),
        ("Mentoring", "Software developer", "Brought two graduates up and reviewed the juniors' changes", "met"),
        ("Mentoring", "Software developer", "Graduate trainee for two years", "not_found"),
    ],
)
def test_offices_and_selling_are_told_of_in_their_words(asked: str, title: str, told: str, status: str) -> None:
    assert judged(asked, title, told).status == status


def test_what_only_stands_in_a_list_of_skills_tells_of_no_work() -> None:
    work = "Sam Example\n\nEXPERIENCE\nReceptionist, Example Ltd, 2018 - present\n- Greeted guests\n{}\n\nSKILLS\n{}\n"
    job = engine.read_job("Assistant\n\nRequirements:\n- Expense reports\n")
    said = "Concur, minutes, board portals"
    listed = engine.analyse(engine.read_resume(work.format("- Ordered taxis", said)), job, SETTINGS).requirements[0]
    done = engine.analyse(engine.read_resume(work.format("- Receipts into Dext", said)), job, SETTINGS).requirements[0]
    assert (listed.status, done.status) == ("partly", "met")
