"""How well a language is known where it is told and not rated, and how much of one an ad asks for."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from told_work import SETTINGS, judged


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Polish is what we speak at home", "met"),
        ("Polish and Tagalog at home", "met"),
        ("Languages: English, Polish, fluent", "met"),
        ("Half of the calls on my shift were in Polish", "met"),
        ("Raised speaking Polish in Leeds", "met"),
        ("Polish: evening course, level C1", "met"),
        ("Languages: Polish, good German", "partly"),
        ("Languages: Polish", "partly"),
        ("Languages: Polish, German (B1)", "met"),
        ("Languages: German (B1), Polish", "partly"),
        ("Sold Polish sausage", "not_found"),
    ],
)
def test_a_language_is_known_by_where_it_is_spoken(told: str, status: str) -> None:
    assert judged("Fluent Polish", "Receptionist", told).status == status


def test_a_language_may_be_told_in_itself() -> None:
    assert judged("Conversational Spanish", "Plumber", "Se habla español: crecí con mis abuelos").status == "met"


@pytest.mark.parametrize(
    "asked", ["Enough Spanish to explain a price at the kitchen table", "Conversational Spanish for our older guests"]
)
def test_an_ad_that_asks_for_enough_of_a_language_asks_for_the_language(asked: str) -> None:
    found = judged(asked, "Plumber", "Languages: Spanish, native")
    assert (found.kind, found.status) == ("language", "met")


def test_a_level_behind_a_comma_is_asked_for() -> None:
    job = engine.read_job("Clerk, Bangor\n\nRequirements:\n- Welsh, fluent, speaking and writing\n")
    resume = engine.read_resume("Sam Example\n\nLANGUAGES\nWelsh (B1), English (native)\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == "partly"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Languages: French", "met"),
        ("Languages: French, spoken daily", "met"),
        ("Languages: French: bilingual school from Grade 1", "met"),
        ("Languages: English. Core French to Grade 9, rusty", "partly"),
        ("Languages: English, lunch-hour French, level A", "partly"),
        ("Languages: holiday French", "partly"),
        ("Languages: French: Duolingo, 200 days in a row", "partly"),
    ],
)
def test_a_little_of_a_language_is_not_the_language(told: str, status: str) -> None:
    assert judged("French and English, spoken and written", "Clerk", told).status == status


def test_a_little_of_a_language_is_enough_where_no_more_is_asked_for() -> None:
    assert judged("Some French", "Clerk", "Languages: school French").status == "met"
