"""What is named and yet not practised: taught, studied, done at home, to come, of another country, only listed."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))
WORK = "Sam Example\n\nEXPERIENCE\nAccountant, Example Ltd, Leeds, January 2018 - present\n- {}\n"


def judged(asked: str, resume: str, ad: str = "Accountant, Leeds\n\n") -> JudgedRequirement:
    """Give the first requirement of an ad that asks for one thing, judged."""
    job = engine.read_job(f"{ad}Requirements:\n- {asked}\n")
    return engine.analyse(engine.read_resume(resume), job, SETTINGS).requirements[0]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Prepared VAT returns for forty shops", "met"),
        ("I teach VAT returns to classes of thirty students", "partly"),
        ("Taught two juniors how we file VAT returns", "met"),
        ("Online course in VAT returns, Udemy", "partly"),
        ("Lectured in VAT returns to second-years", "partly"),
        ("VAT returns at home for my wife's pottery", "partly"),
        ("VAT returns of my wife's pottery, for money since 2022", "met"),
        ("Worked from home on VAT returns for forty shops", "met"),
        ("VAT returns for forty shops, two veterinary practices and a cattle dealer", "met"),
        ("Sent receipts to our external accountants, who prepare the VAT returns", "partly"),
        ("Enrolled on a course in VAT returns", "partly"),
        ("Bought-in VAT returns", "partly"),
        ("Courses: VAT returns (2021)", "partly"),
        ("Modules: VAT returns, ledgers", "partly"),
        ("One round of VAT returns with four classmates", "partly"),
        ("VAT returns at a desk in my own dining room for charity", "partly"),
        ("Starting a diploma in VAT returns by distance in March 2027", "partly"),
    ],
)
def test_a_skill_is_met_by_doing_it_for_a_living(told: str, status: str) -> None:
    assert judged("VAT returns", WORK.format(told)).status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Visited forty patients at home for wound care", "met"),
        ("Wound care of elderly people at home", "met"),
        ("Wound care for my mother, at home for a year", "partly"),
    ],
)
def test_work_in_the_homes_of_others_is_for_a_living(told: str, status: str) -> None:
    assert judged("Wound care", WORK.format(told)).status == status


def test_to_teach_a_thing_is_to_know_it() -> None:
    told = WORK.format("I teach VAT returns to classes of thirty students")
    assert judged("Knowledge of VAT returns", told).status == "met"


def test_teaching_counts_where_the_job_is_to_teach() -> None:
    told = WORK.format("I teach VAT returns to classes of thirty students")
    assert judged("VAT returns", told, "Lecturer in accounting\n\n").status == "met"


@pytest.mark.parametrize(("title", "status"), [("Werkstudent, heute fest", "met"), ("Werkstudent", "partly")])
def test_a_post_that_did_not_stay_one_of_a_student_counts(title: str, status: str) -> None:
    assert (
        judged("VAT returns", WORK.replace("Accountant", title).format("VAT returns for forty shops")).status == status
    )


def test_what_is_taught_may_have_been_done_before_in_other_words() -> None:
    told = (
        "Sam Example\n\nEXPERIENCE\nLecturer, Example College, 2019 - present\nI teach US GAAP to classes of thirty\n\n"
        "Accountant, Example Ltd, 2010 - 2019\n{}\n"
    )
    assert judged("US GAAP", told.format("Applied ASC 606 to all contracts")).status == "met"
    assert judged("US GAAP", told.format("Ran a large office")).status == "partly"


def test_years_of_teaching_are_no_years_of_doing() -> None:
    resume = "Sam Example\n\nEXPERIENCE\nLecturer in accounting, Example College, 2010 - present\nLectures on audit\n"
    assert judged("5 years of experience as an accountant", resume).status != "met"


@pytest.mark.parametrize(
    ("told", "status"),
    [("Food handling certificate, 2024", "met"), ("Level 3 Award in Food Safety, CIEH, 2024", "partly")],
)
def test_a_certificate_of_food_hygiene_holds_in_its_country(told: str, status: str) -> None:
    resume = f"Sam Example\n\nEXPERIENCE\nCook, The Example, 2019 - present\n\nCERTIFICATES\n{told}\n"
    assert judged("Food handling cert", resume, "Cook, Melbourne, Australia\n\n").status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [("CPA, Texas, active", "met"), ("CPA, Ontario, 2016", "partly"), ("Expected to be a CPA in March 2027", "partly")],
)
def test_a_licence_is_held_here_and_now(told: str, status: str) -> None:
    resume = f"Sam Example\nAustin, TX\n\nCERTIFICATES\n{told}\n"
    assert judged("Active CPA license", resume, "Accountant, Houston, Texas\n\n").status == status


def test_a_driving_licence_of_the_union_holds_in_all_of_it_and_in_britain() -> None:
    resume = "Sam Example\nUtrecht, Netherlands\n\nCERTIFICATES\nDriving licence B\n"
    assert judged("Driving licence", resume, "Driver, Hamburg, Germany\n\n").status == "met"
    assert judged("Driving licence", resume, "Driver, Leeds, England\n\n").status == "met"
    british = "Sam Example\nLeeds, England\n\nCERTIFICATES\nDriving licence B\n"
    assert judged("Driving licence", british, "Driver, Hamburg, Germany\n\n").status == "partly"
    assert judged("Driving licence", resume, "Driver, Houston, Texas\n\n").status == "partly"


def test_those_whom_a_firm_is_named_after_are_others() -> None:
    resume = WORK.format("Interned at Example and Daughters CPAs")
    assert judged("Active CPA license", resume).status == "not_found"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Led a team of 60 pickers", "met"),
        ("Led a team of 12 pickers", "partly"),
        ("Supervised fifty-five staff", "met"),
    ],
)
def test_as_many_people_are_led_as_are_asked_for(told: str, status: str) -> None:
    assert judged("Experience of managing a team of 50 or more", WORK.format(told)).status == status


def test_a_paper_in_a_row_of_keywords_is_not_held_where_the_papers_lack_it() -> None:
    row = "Summary\nSkilled in ventilators, drips, CRRT, ACLS, BLS, Epic, charting\n\n"
    work = "EXPERIENCE\nNurse, Example Hospital, Toledo, 2018 - present\n\n"
    assert judged("ACLS certification", f"Sam Example\n\n{row}{work}CERTIFICATES\nBLS, 2026\n").status == "partly"
    assert judged("ACLS certification", f"Sam Example\n\n{row}{work}CERTIFICATES\nACLS, 2026\n").status == "met"


def test_a_keyword_behind_the_headline_proves_nothing_alone() -> None:
    head = "Sam Example\nDesigner (pumps, FEA, CAD, GD&T, API 610, Creo, NX)\n\n"
    work = "2018 - 2026 Mechanical engineer, Example Ltd\n{}\n"
    assert judged("GD&T", head + work.format("Drew brackets"), "Mechanical engineer\n\n").status == "partly"
    told = work.format("Drew brackets with GD&T")
    assert judged("GD&T", head + told, "Mechanical engineer\n\n").status == "met"


@pytest.mark.parametrize(
    ("asked", "span", "status"),
    [
        ("3 years of experience as an accountant", "January 2024 - present", "partly"),
        ("3 years of experience as an accountant", "December 2023 - present", "met"),
        ("3 years of recent experience as an accountant", "2010 - 2016", "partly"),
        ("3 years of experience as an accountant", "2010 - 2016", "met"),
    ],
)
def test_years_are_those_of_the_calendar_and_recent_ones_where_asked(asked: str, span: str, status: str) -> None:
    assert judged(asked, f"Sam Example\n\nEXPERIENCE\nAccountant, Example Ltd, {span}\n").status == status


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ("BSc Accounting, Example University, 2019", "met"),
        ("BSc Accounting, Example University, 2028", "partly"),
        ("BSc Accounting, enrolled since 2024", "partly"),
        ("BSc Accounting, May 2024. Sitting for the CPA exam", "met"),
        ("B.S.N., cum laude, 2019", "not_found"),
    ],
)
def test_a_degree_of_a_year_to_come_is_not_held(held: str, status: str) -> None:
    assert judged("Bachelor's degree in accounting", f"Sam Example\n\nEDUCATION\n{held}\n").status == status


def test_letters_with_stops_are_the_same_degree() -> None:
    assert judged("Bachelor's degree in nursing", "Sam Example\n\nEDUCATION\nB.S.N., cum laude, 2019\n").status == "met"


def test_a_bed_is_no_bachelor_of_education() -> None:
    assert judged("Bachelor's degree", "Sam Example\n\nEDUCATION\nBuilt a box bed, 2019\n").status == "not_found"


def test_a_school_leaving_certificate_is_of_no_field() -> None:
    resume = "Sam Example\n\nEDUCATION\nGED, Example School, 2018\n"
    assert judged("HS diploma or GED", resume).status == "met"


def test_to_nurse_animals_is_another_trade_all_through() -> None:
    resume = (
        "Sam Example\nRegistered Veterinary Nurse\n\nEXPERIENCE\nHead ICU nurse, Example Referrals, 2018 - present\n"
        "- Infusions for dogs and cats\n- Medication rounds\n\nVeterinary nurse, Example Vets, 2014 - 2018\n"
        "- Clinics for senior cats\n"
    )
    found = judged("Medication rounds", resume, "Staff nurse, Leeds\n\n")
    assert (found.status, found.note) == ("partly", "Done with animals.")
    assert judged("2 years of critical care experience", resume, "Staff nurse, Leeds\n\n").status != "met"


COUNTER = (
    "Sam Example\n\nEXPERIENCE\nSales assistant, Example Plumbing Supply, Leeds, January 2012 - present\n"
    "- Sewer cameras and water heaters for the trade, driving licence, customer service\n"
)


@pytest.mark.parametrize(
    ("asked", "status"),
    [("Water heaters", "partly"), ("Three years of plumbing", "partly"), ("Customer service", "met")],
)
def test_to_sell_a_thing_is_not_to_do_the_work_with_it(asked: str, status: str) -> None:
    assert judged(asked, COUNTER, "Plumber, Leeds\n\n").status == status


def test_what_an_engineer_sold_is_sold() -> None:
    resume = "Sam Example\n\nEXPERIENCE\nEngineer, Example Ltd, Leeds, January 2018 - present\n- Sold water heaters\n"
    assert judged("Water heaters", resume, "Plumber, Leeds\n\n").status == "partly"


def test_to_sell_a_thing_counts_where_no_hands_are_needed() -> None:
    assert judged("Water heaters", COUNTER, "Sales assistant, Leeds\n\n").status == "met"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("In the garage I have:\n- a CNC lathe\n- a drill", "partly"),
        ("In the workshop we have:\n- a CNC lathe\n- a drill", "met"),
        ("Made brackets on a CNC lathe.\nA bench and a drill. I was never paid for any of it.", "partly"),
    ],
)
def test_a_list_of_what_stands_at_home_is_at_home(told: str, status: str) -> None:
    resume = f"Sam Example\n\nWORK\nClerk, Example Ltd, Leeds, January 2018 - present\n\n{told}\n"
    assert judged("CNC lathes", resume, "Machinist, Leeds\n\n").status == status


def test_years_of_teaching_add_no_years_to_those_of_doing() -> None:
    resume = (
        "Sam Example\n\nEXPERIENCE\nLecturer, Example College, Leeds, January 2014 - present\n- VAT returns\n\n"
        "Accountant, Example Ltd, Leeds, January 2012 - December 2013\n- VAT returns for forty shops\n"
    )
    assert judged("Four years of VAT returns", resume).status == "partly"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("A boat for the student robotics competition. I did its VAT returns", "partly"),
        ("A boat for the regional robotics competition. I did its VAT returns", "met"),
    ],
)
def test_what_is_told_of_a_project_of_students_is_theirs(told: str, status: str) -> None:
    assert judged("VAT returns", WORK.format(told)).status == status


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ("F-Gas jobs go to my mate Lee", "partly"),
        ("F-Gas since 2012", "met"),
    ],
)
def test_a_paper_of_a_colleague_tells_of_no_years(held: str, status: str) -> None:
    resume = f"Sam Example\n\nEXPERIENCE\nPlumber, Example Ltd, Leeds, January 2012 - present\n- Boilers. {held}\n"
    assert judged("3 years in air conditioning", resume, "Air conditioning engineer, Leeds\n\n").status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [("Year-end accounts of forty companies", "met"), ("The annual report on Form 10-K", "partly")],
)
def test_accounts_are_those_of_a_country(told: str, status: str) -> None:
    resume = f"Sam Example\nMilwaukee, WI\n\nEXPERIENCE\nAccountant, Example Inc., 2018 - present\n- {told}\n"
    assert judged("A set of accounts for small companies", resume, "Accountant, Leeds\n\n").status == status
