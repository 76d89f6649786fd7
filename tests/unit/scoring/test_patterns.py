"""What a résumé says in a form that no list of names holds."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from recollect.scoring.knowledge.patterns import patterns, people_in
from recollect.scoring.knowledge.vocabulary import vocabulary

WORK = "Sam Example\n\nEXPERIENCE\nAnalyst, Example Ltd, 2018 - present\n- {}\n\nCERTIFICATES\n{}\n"


def named(told: str = "", held: str = "") -> set[str]:
    """Give the names of the terms that a résumé is read to hold."""
    return {vocabulary().terms[term].name for term in engine.read_resume(WORK.format(told, held)).mentions}


@pytest.mark.parametrize(
    "told",
    [
        "Led fourteen people",
        "Supervise six to eight seniors",
        "Two direct reports",
        "A crew of 7",
        "Nine in my team",
        "Ran the ward with twenty-five nurses",
        "In charge of 4 - 6 newly hired fitters",
        "Three very able cooks report to me",
    ],
)
def test_people_led_are_counted_in_many_words(told: str) -> None:
    assert "people management" in named(told)


@pytest.mark.parametrize("told", ["In a team of 12", "Looked after the records of 300 patients", "No direct reports"])
def test_to_be_one_of_many_is_not_to_lead_them(told: str) -> None:
    assert "people management" not in named(told)


@pytest.mark.parametrize("held", ["Driving: B+E", "Full clean licence", "VT driver's license", "Licence, trailer"])
def test_a_driving_licence_is_told_by_its_class(held: str) -> None:
    assert "driving licence" in named(held=held)


@pytest.mark.parametrize("held", ["Driving: no", "Licence: provisional"])
def test_no_driving_licence_is_read_from_its_lack(held: str) -> None:
    assert "driving licence" not in named(held=held)


@pytest.mark.parametrize("held", ["RN, Ohio, active to 2027", "Registered Nurse, Ohio Board of Nursing"])
def test_a_nurse_is_licensed_by_a_state(held: str) -> None:
    assert "registered nurse licence" in named(held=held)


def test_the_most_people_between_two_places_count() -> None:
    text = "a team of six, then a team of 14 or more; 90 staff elsewhere"
    assert people_in(text, 0, text.index(";")) == 14
    assert people_in("nobody", 0, 6) == 0


def test_each_pattern_is_of_a_known_term_and_can_be_found_by_one_of_its_words() -> None:
    assert all(one.words and one.says for one in patterns())
