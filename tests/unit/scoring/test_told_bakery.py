"""What a bakery asks for, and the words in which bakers tell of it."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from told_work import SETTINGS, judged


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Operate spiral mixers, dividers and deck ovens", "Doughs on two Kempers, the bun machine and the retarder"),
        ("You keep rye sourdough yourself", "Refresh the mother at eleven, rye in three stages"),
        ("Laminated dough by hand", "Tourage: pains au chocolat and kouign-amann every night"),
        ("You have led a shift", "The night is mine since 2021: six people, two of them trainees"),
        ("You keep ordering, stock and waste under control", "Order the flour, count the store, log waste"),
        ("Early starts", "Start at four every morning"),
        ("Weekend work", "Three weekends in four"),
    ],
)
def test_bakers_work_is_met_in_its_own_words(asked: str, told: str) -> None:
    assert judged(asked, "Baker", told).status == "met"


def test_warming_up_pastries_is_no_laminated_dough() -> None:
    found = judged("Laminated dough", "Bakery manager", "Pastries out of the freezer and into the oven, programme 1")
    assert found.status != "met"


def test_a_pastry_chef_has_not_worked_as_a_baker() -> None:
    job = engine.read_job("Baker\n\nRequirements:\n- Worked as a baker for at least two years\n")
    resume = engine.read_resume("Sam Example\n\nEXPERIENCE\nPastry chef, Hotel Example, 2018 - present\n- Desserts\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == "partly"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Food hygiene level 2, e-learning, 2020, certificate valid three years, due for renewal since 2023", "partly"),
        (
            "Level 2 food safety, the shop, 4 Sept 2016, said to be valid three years, renewed 2022, ran out 2025",
            "partly",
        ),
        ("REHIS Intermediate, May 2024", "met"),
        ("Food hygiene level 2, taken in 2016 with all the others of the shop, renewed 2019, 2022 and 2025", "met"),
    ],
)
def test_a_paper_that_has_run_out_later_in_its_sentence_is_not_held(told: str, status: str) -> None:
    job = engine.read_job("Baker\n\nRequirements:\n- Level 2 certificate in food hygiene\n")
    resume = engine.read_resume(f"Sam Example\n\nCERTIFICATES\n{told}\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == status


def test_all_of_a_line_that_begins_at_home_is_done_at_home() -> None:
    told = "since 2019  At home, in a domestic oven: rye and country loaves; croissants for birthdays, 27 layers"
    job = engine.read_job("Baker\n\nRequirements:\n- Laminated dough\n")
    resume = engine.read_resume(f"Sam Example\n\nBREAD\n{told}\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == "partly"


@pytest.mark.parametrize(
    "told", ["1986  Gesellenprüfung (Bäcker)", "Journeyman's examination, chamber of crafts, 2012"]
)
def test_an_apprenticeship_is_proven_by_its_examination(told: str) -> None:
    job = engine.read_job("Baker\n\nMust have:\n- finished apprenticeship as a baker (Gesellenbrief)\n")
    resume = engine.read_resume(f"Sam Example\n\nTRAINING\n{told}\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == "met"


def test_school_in_a_language_proves_it() -> None:
    assert judged("Good German", "Baker", "Realschule Potsdam 2009").status == "met"
