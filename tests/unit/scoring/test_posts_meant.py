"""Years count in posts of the kind that the ad means: in its setting, of its level, and not what it rules out."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine
from recollect.scoring.knowledge.vocabulary import columns_of, roles, rows_of, vocabulary

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))


def judged(asked: str, post: str, *, title: str) -> JudgedRequirement:
    """Give the first requirement of an ad that asks for one thing of somebody who has held one post for six years."""
    resume = f"Sam Example\n\nEXPERIENCE\n{post}\n"
    job = engine.read_job(f"Requirements:\n- {asked}\n", role_name=title)
    return engine.analyse(engine.read_resume(resume), job, SETTINGS).requirements[0]


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("Accountant, Example & Partners LLP, 2020 - present\n- Accounts for forty clients", "met"),
        ("Accountant, Example Valves, 2020 - present\n- Month end, stock, budgets", "partly"),
    ],
)
def test_years_in_practice_are_those_of_a_practice(post: str, status: str) -> None:
    assert judged("At least three years in practice, not in industry", post, title="Accountant").status == status


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("Strategy adviser, 2020 - present\n- Forty papers a year for Cabinet and Scrutiny", "met"),
        ("Policy officer, 2020 - present\n- Papers of a federation of sea and coast groups", "met"),
        ("Policy officer, Example Steel plc, 2020 - present\n- Papers on tariffs", "partly"),
    ],
)
def test_years_of_policy_are_those_of_a_public_body_or_a_charity(post: str, status: str) -> None:
    asked = "At least three years of policy work in a public body, charity or think tank"
    assert judged(asked, post, title="Policy officer").status == status


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("Sales representative, Example Implants, 2020 - present\n- Hip stems for surgeons in nine hospitals", "met"),
        ("Sales representative, Example Tools, 2020 - present\n- Drills and saws for builders", "partly"),
    ],
)
def test_years_in_a_setting_are_those_of_posts_that_tell_of_it(post: str, status: str) -> None:
    asked = "Minimum 3 years of sales experience in medical devices"
    assert judged(asked, post, title="Sales Representative").status == status


@pytest.mark.parametrize(
    ("posts", "status"),
    [
        ("Gym instructor, 2021 - present\n- Inductions\n\nExample Foods, 2018 - 2021\n- Checkout", "partly"),
        ("Physiotherapist, 2021 - present\n- Inductions\n\nExample Foods, 2018 - 2021\n- Checkout", "met"),
    ],
)
def test_years_of_a_trade_are_not_those_of_one_beside_it(posts: str, status: str) -> None:
    asked = "At least two years' work as a qualified physiotherapist"
    assert judged(asked, posts, title="Physiotherapist").status == status


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("Dental hygienist, Drs. Example & Other, 2020 - present\n- Prophies and perio", "met"),
        ("Dental hygienist, Example Health Department, 2020 - present\n- Sealants in schools", "partly"),
    ],
)
def test_a_group_practice_is_one_of_dentists_to_a_hygienist(post: str, status: str) -> None:
    asked = "Two or more years of chairside hygiene experience in private or group practice"
    assert judged(asked, post, title="Dental hygienist").status == status


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("Occupational therapist, Example Rehab, 2020 - present\n- Ages birth to 12", "met"),
        ("Occupational therapist, Example Rehab, 2020 - present\n- Residents over 65", "partly"),
    ],
)
def test_years_with_children_are_those_of_posts_that_tell_of_them(post: str, status: str) -> None:
    assert judged("2 years working with kids", post, title="Occupational therapist").status == status


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("Teacher, Example Preschool, 2020 - present\n- Circle time and lesson plans for toddlers", "met"),
        ("Van driver, Example Preschool, 2020 - present\n- Laminated lesson plans, children home by van", "partly"),
    ],
)
def test_years_as_a_teacher_are_not_those_of_another_post_in_a_school(post: str, status: str) -> None:
    asked = "2 years as lead teacher in a licensed preschool or child care center"
    assert judged(asked, post, title="Lead teacher").status == status


def test_one_word_far_below_the_post_tells_of_no_setting() -> None:
    post = "Sales representative, Example Tools, 2020 - present\n- Drills for builders\n\nI woke up in a ward once."
    asked = "Minimum 3 years of sales experience in medical devices"
    assert judged(asked, post, title="Sales Representative").status == "partly"


@pytest.mark.parametrize(
    ("title", "status"), [("Account Executive", "met"), ("Senior SDR", "partly"), ("SDR Team Lead", "partly")]
)
def test_what_the_ad_says_it_does_not_mean_counts_for_nothing(title: str, status: str) -> None:
    post = f"{title}, Example Software, 2020 - present\n- SaaS for garages"
    asked = "3+ years selling SaaS as a sales representative (not SDR time)"
    assert judged(asked, post, title="Sales Representative").status == status


def test_what_is_told_from_its_like_must_be_told() -> None:
    post = "Carpenter, Example Homes, 2020 - present\n- Second fix in new houses"
    asked = "Two years of timber framing (not stick framing)"
    assert judged(asked, post, title="Carpenter").status == "partly"


@pytest.mark.parametrize(
    ("held", "title", "status"),
    [
        ("Registered Nurse", "Registered Nurse", "met"),
        ("Patient Care Technician", "Registered Nurse", "partly"),
        ("Patient Care Technician, then Registered Nurse", "Registered Nurse", "met"),
        ("Patient Care Technician", "Patient Care Technician", "met"),
    ],
)
def test_years_beside_a_profession_are_not_years_in_it(held: str, title: str, status: str) -> None:
    post = f"{held}, ICU, Example Hospital, 2020 - present\n- Twelve beds, critical care"
    assert judged("Two years of critical care experience", post, title=title).status == status


def test_years_of_research_are_not_years_of_design() -> None:
    post = "UX Researcher, Example Apps, 2018 - present\n- UX of the app: usability tests and interviews with users"
    assert judged("Five years of UX design experience", post, title="UX Designer").status == "partly"


def test_helpers_are_those_of_known_roles() -> None:
    known = {one.name for one in roles().families}
    assert {columns_of(row, 2)[0] for row in rows_of("helpers.tsv")} <= known


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("FP&A analyst, Example Foods, 2020 - present\n- Budgets", "met"),
        ("Auditor, Example LLP, 2017 - present\n- Tested plans\nMay - August 2024: seconded to Foods, FP&A", "partly"),
        ("Research analyst, Example Observatory, 2018 - present\n- Models of storms", "not_found"),
    ],
)
def test_a_trade_that_shares_one_word_with_a_longer_name_is_not_about_it(post: str, status: str) -> None:
    asked = "Three or more years in financial planning and analysis"
    assert judged(asked, post, title="Financial analyst").status == status


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("HR adviser, Example Mill, 2020 - present\n- Three shifts of operatives in a foundry", "met"),
        (
            "HR adviser, Example Archive, 2020 - present\n- Stamps and files, four hours a day, works in a unit",
            "partly",
        ),
    ],
)
def test_everyday_words_are_no_factory(post: str, status: str) -> None:
    asked = "3+ years in HR in a manufacturing or other hourly workforce"
    assert judged(asked, post, title="HR generalist").status == status


def test_a_place_behind_the_field_is_no_other_field() -> None:
    job = engine.read_job("Requirements:\n- Four years or more in corporation tax, in practice or at a bank\n")
    (need, *_) = job.needs
    assert [vocabulary().terms[one].name for one in need.terms] == ["corporate tax"]


@pytest.mark.parametrize(
    ("post", "statuses"),
    [
        ("Accountant, Example & Partners LLP, 2015 - present\n- Accounts for forty clients", ["met", "met"]),
        ("Accountant, Example Valves, 2015 - present\n- Month end, stock, budgets", ["met", "partly"]),
    ],
)
def test_years_that_are_to_include_a_setting_ask_for_it_too(post: str, statuses: list[str]) -> None:
    resume = f"Sam Example\n\nEXPERIENCE\n{post}\n"
    asked = "Requirements:\n- 8+ years of experience as an accountant, including public accounting\n"
    job = engine.read_job(asked, role_name="Accountant")
    found = engine.analyse(engine.read_resume(resume), job, SETTINGS).requirements
    assert [found[0].status, found[-1].status] == statuses


def test_where_the_very_post_was_held_its_years_are_those_asked_for() -> None:
    held = "Restaurant Manager, The Anchor, 2025 - present\n- Rotas\n\nWaiter, The Anchor, 2012 - 2025\n- Table service"
    asked = "Three years as a restaurant manager"
    assert judged(asked, held, title="Restaurant Manager").status == "partly"
    assert judged(asked, held.replace("2025", "2019"), title="Restaurant Manager").status == "met"


@pytest.mark.parametrize(
    ("held", "asked", "status"),
    [
        ("Librarian", "Three years as a librarian", "met"),
        ("Volunteer librarian", "Three years as a librarian", "partly"),
        ("Volunteer librarian", "Three years as a librarian, paid or voluntary", "met"),
    ],
)
def test_years_as_a_volunteer_count_in_part(held: str, asked: str, status: str) -> None:
    assert judged(asked, f"{held}, 2020 - present\n- Shelving", title="Librarian").status == status


def test_a_practice_with_patients_is_no_setting_of_accountants() -> None:
    asked = "Three years in small animal practice"
    held = "Veterinary surgeon, Oakhill Vets, 2016 - present\n- {}"
    assert judged(asked, held.format("Dogs, cats and rabbits"), title="Vet").status == "met"
    assert judged(asked, held.format("Dairy herds, calvings, TB testing for clients"), title="Vet").status == "partly"
