"""Software testing and quantity surveying in the words of their people, and what is only like them."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine
from recollect.scoring.ads.job_titles import find_title

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))
WORK = "Sam Example\n\nEXPERIENCE\n{}, Example Ltd, 2018 - present\n- {}\n"


def judged(asked: str, title: str, told: str, ad: str = "Post") -> list[JudgedRequirement]:
    """Give the requirements of an ad that asks for one thing, of somebody who tells this of a post."""
    job = engine.read_job(f"{ad}\n\nRequirements:\n- {asked}\n")
    return list(engine.analyse(engine.read_resume(WORK.format(title, told)), job, SETTINGS).requirements)


def status(asked: str, title: str, told: str) -> str:
    (one,) = judged(asked, title, told)
    return one.status


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Exploratory testing", "A bug hunt before each release, unscripted session and notes"),
        ("Defect triage", "Ran the bug meeting each Monday, Jira on the screen"),
        ("API testing", "Checked the booking endpoints in SoapUI"),
        ("Testing of REST APIs or web services", "Postman collections against the orders service"),
        ("Bug reports", "Filed the defects in Jira with steps and logs, retested them"),
        ("Test cases", "Kept the regression cases for two apps in TestRail"),
        ("Experience of building and maintaining automated UI tests", "Cypress specs for the web shop"),
    ],
)
def test_software_testing_is_met_in_its_own_words(asked: str, told: str) -> None:
    assert status(asked, "Software tester", told) == "met"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("JCT contracts", "Two schools under D&B 2016, amended"),
        ("Interim valuations", "Walk the job each month and value it with the foreman"),
        ("Procurement of subcontract packages", "Sent out enquiries to subcontractors and placed orders"),
        ("Monthly cost/value reconciliations (CVR)", "Margin forecast each month to the board"),
        ("Agreement of final accounts with subcontractors", "Settled the final bill with forty trades"),
        ("Cost plans", "Elemental estimates at stages 2 and 3"),
        ("Historic buildings", "Roof repairs to a Grade I church"),
        ("NRM2", "Took off the tower, bill to the New Rules"),
    ],
)
def test_quantity_surveying_is_met_in_its_own_words(asked: str, told: str) -> None:
    assert status(asked, "Quantity surveyor", told) == "met"


@pytest.mark.parametrize("asked", ["Test cases", "Bug reports", "Defect triage"])
def test_words_of_software_testing_mean_another_thing_in_a_dairy(asked: str) -> None:
    told = "Test cases for yoghurt, defect reports to production, lead the triage of defects with the foremen"
    assert status(asked, "Laboratory technician", told) == "partly"
    assert status(asked, "Technician", f"{told}; Jira") == "met"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Test cases", "React and Jira. Our QA lady, Ann, tests on devices and writes the test cases"),
        ("Bug reports", "React and Jira. Our tester, Ann, does the checks on phones; her bug reports are the best"),
        ("Tendering", "Collect three quotes for board; the director decides and signs"),
        ("Cost plans", "The cost plans for our jobs are drawn up by a firm in Bristol"),
        ("Scaffolding", "Learnt scaffolding on one barn for two months"),
        ("Procurement", "Results-driven leader with full ownership of cost control, procurement and claims"),
    ],
)
def test_what_others_do_or_decide_and_what_is_only_claimed_is_met_in_part(asked: str, told: str) -> None:
    assert status(asked, "Manager", told) == "partly"


def test_a_departments_papers_are_the_work_of_who_writes_them() -> None:
    assert status("Risk assessments", "Biologist", "Write the department's risk assessments") == "met"
    assert status("Risk assessments", "Biologist", "Read the department's risk assessments") == "partly"


def test_what_a_colleague_tests_makes_no_years_of_testing() -> None:
    told = "React Native apps. Our tester, Ann, does the testing on devices"
    asked = "Two years of testing mobile apps, on iOS and Android"
    first, *_ = judged(asked, "Mobile developer", told, ad="Software tester")
    assert first.status != "met"
    first, *_ = judged(asked, "Software tester", "Testing on devices, iPhone and Pixel", ad="Software tester")
    assert first.status == "met"


def test_a_degree_in_its_first_year_of_two_is_not_held() -> None:
    job = engine.read_job("Post\n\nRequirements:\n- HNC in construction\n")
    resume = engine.read_resume("Sam Example\n\nEDUCATION\nHNC Construction, year one of two\n")
    assert [one.status for one in engine.analyse(resume, job, SETTINGS).requirements] == ["partly"]


def test_a_degree_in_civil_engineering_is_akin_to_one_in_quantity_surveying() -> None:
    job = engine.read_job("Post\n\nRequirements:\n- BSc in quantity surveying\n")
    held = {"Civil Engineering": "partly", "Building Surveying": "partly", "Construction Economics": "met"}
    for field, verdict in held.items():
        resume = engine.read_resume(f"Sam Example\n\nEDUCATION\nBSc {field}, Leeds, 2014\n")
        assert [one.status for one in engine.analyse(resume, job, SETTINGS).requirements] == [verdict]


def test_the_name_of_a_body_is_no_crowd_of_people() -> None:
    assert status("MRICS", "Surveyor", "Member of the Royal Institution of Chartered Surveyors since 2009") == "met"


def test_the_last_step_of_the_path_to_an_ad_is_its_title_where_it_names_a_role() -> None:
    assert find_title("Home > Careers > Technology > Test Analyst\nLeeds\n") == "Test Analyst"
    assert find_title("Careers > Finance\nSenior Accountant\n") == "Senior Accountant"
