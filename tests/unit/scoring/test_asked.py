"""What an ad asks for, in the words that ads use."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 7, 1))


def asked(line: str, heading: str = "Must have") -> list[tuple[str, str, str]]:
    """Give strength, kind and words of what a line under a heading asks for."""
    job = engine.read_job(f"{heading}\n- {line}\n", role_name="X")
    return [(one.strength, one.kind, one.text) for one in job.requirements]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Message queues such as RabbitMQ or Kafka", ["Message queues such as RabbitMQ or Kafka"]),
        (
            "Jira, TrakCare or another electronic patient record",
            ["Jira, TrakCare or another electronic patient record"],
        ),
        ("Experience with billing, energy or finance", ["Experience with billing, energy or finance"]),
        ("Experience with dogs, cats and horses", ["Experience with dogs", "cats", "horses"]),
        ("Safe Pass or equivalent site safety card", ["Safe Pass"]),
        (
            "Completed electrical apprenticeship (QQI Level 6 Advanced Craft Certificate)",
            ["electrical apprenticeship (QQI Level 6 Advanced Craft Certificate)"],
        ),
        ("English, fluent in speech and writing", ["English"]),
        ("Fluent English, and German or Dutch at B2", ["English", "German or Dutch"]),
        ("Spanish good enough for an interview with a client", ["Spanish"]),
        ("Python, Java or Go and PostgreSQL", ["Python, Java or Go", "PostgreSQL"]),
        ("One of Python, Java and Go", ["Python, Java and Go"]),
        (
            "Master's degree (law, political science or close to it)",
            ["Master's degree (law, political science or close to it)"],
        ),
        ("air conditioning; installs and commissions splits and VRF", ["air conditioning", "splits and VRF"]),
        ("Speech and language therapy", ["Speech and language therapy"]),
        ("CNC machining all day, works alone", ["CNC machining"]),
        ("Experience coaching other salespeople", ["Experience coaching other salespeople"]),
        ("have warehouse experience: you can load twelve lorries", ["warehouse experience"]),
        ("Stock control; you know what a dead line means", ["Stock control"]),
        ("Knowledge of radiators and of chilblains", ["radiators", "chilblains"]),
        (
            "Two years of post-bachelor's nursing experience",
            ["Two years of post-bachelor's nursing experience", "nursing"],
        ),
        ("Cold storage deliveries or HACCP", ["Cold storage deliveries or HACCP"]),
        ("Bricklaying or coordinating scaffolding", ["Bricklaying or coordinating scaffolding"]),
        ("2391 or equivalent inspection and testing", ["2391"]),
        ("NVQ Level 3 in plumbing and heating", ["NVQ Level 3 in plumbing and heating"]),
        ("Lifts 50 lbs all day, works in cooler at 36F", ["Lifts 50 lbs", "works in cooler"]),
        ("Please send two references", []),
        ("Tea is free", []),
        ("Four-day week is fine", []),
        ("Half our lifts", []),
        ("No crane of ours stands still because of you", []),
        ("Neither will get you the post", []),
        ("Don't ring after six, I am asleep", []),
        ("Overtime when there is any", []),
        ("The Board reserves the right to close this advert early", []),
        ("Flexible working will be considered", []),
        ("Email Sam: sam@example.com", []),
        ("E4", []),
        (
            "Five years as a plumber in laundries or table service",
            ["Five years as a plumber in laundries or table service", "plumber"],
        ),
        ("Typing speed of at least 60 wpm", ["Typing speed of at least 60 wpm"]),
        ("As a family company, we believe in slow bread", []),
        ("Own hand tools and van", ["hand tools", "van"]),
    ],
)
def test_a_line_asks_for_each_thing_once(line: str, words: list[str]) -> None:
    assert [text for _, _, text in asked(line)] == words


def test_a_heading_reaches_as_far_as_its_list() -> None:
    job = engine.read_job(
        "Essentials:\n- MIG welding\n\n- Forklift licence\n\nWe have our own canteen with a pizza oven.\n"
    )
    assert [(one.strength, one.text) for one in job.requirements] == [
        ("must", "MIG welding"),
        ("must", "Forklift licence"),
    ]


def test_a_heading_inside_an_item_counts_from_there() -> None:
    assert asked("Nice: Terraform")[0][0] == "nice"


@pytest.mark.parametrize("heading", ["It would help if you had", "What would help:", "Nice to have"])
def test_what_would_help_is_nice_to_have(heading: str) -> None:
    assert asked("Siemens S7 or TIA Portal", heading) == [("nice", "skill", "Siemens S7 or TIA Portal")]


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Our plant has 64 injection moulding machines and two clean rooms.", False),
        ("We have an opening for somebody who knows injection moulding machines.", True),
        ("Set and start injection moulding machines.", True),
    ],
)
def test_what_an_employer_has_is_not_asked_for(sentence: str, *, asks: bool) -> None:
    job = engine.read_job(f"The work\n{sentence}\nRequirements\n- Forklift licence\n", role_name="X")
    assert any("injection" in one.text for one in job.requirements) == asks


def test_any_item_of_a_list_with_or_is_enough() -> None:
    job = engine.read_job("Must have\n- Experience with otters, badgers or hedgehogs\n", role_name="Keeper")
    resume = engine.read_resume("Jo Fenn\nExperience\nKeeper, Moor Zoo, 2019 - 2024\nRaised orphaned hedgehogs.\n")
    (judged,) = engine.analyse(resume, job, engine.ScoringSettings(today=date(2026, 6, 1))).requirements
    assert judged.status == "met"


def test_what_is_said_behind_a_thing_tells_how_strongly_it_is_asked_for() -> None:
    assert asked("a second language is an advantage")[0][0] == "nice"
    assert [one[0] for one in asked("Experience in a customer-facing role, preferably in haberdashery")][-1] == "nice"


@pytest.mark.parametrize(
    "line",
    [
        "Rehabilitation",
        "Public relations",
        "Dispensing",
        "Compounding",
        "injections",
        "Integrity",
        "Go",
        "React",
        "Sage",
        "GCSE teaching",
        "JD Edwards",
        "PTS",
    ],
)
def test_a_name_alone_is_asked_for_however_everyday_it_is(line: str) -> None:
    job = engine.read_job(f"Must have\n- {line}\n", role_name="X")
    assert [(one.text, need.kind) for one, need in zip(job.requirements, job.needs, strict=True)] == [(line, "terms")]


def test_an_everyday_word_among_others_is_none() -> None:
    job = engine.read_job("Must have\n- Able to go and react to what they say\n- go\n", role_name="X")
    assert [need.kind for need in job.needs if need.kind == "terms"] == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Good knowledge of office software (Word, Excel, Outlook)", ["Word", "Excel", "Outlook"]),
        ("Experience with design tools (Figma, Sketch)", ["Figma", "Sketch"]),
        ("Knowledge of zorbing tools (Frobnix)", ["zorbing tools"]),
        ("Knowledge of growth above 20 %", ["growth above 20 %"]),
        ("Proficient in Quickbooks", ["Quickbooks"]),
    ],
)
def test_what_a_bracket_names_is_asked_for_in_place_of_what_it_is(line: str, words: list[str]) -> None:
    assert [text for _, _, text in asked(line)] == words


def test_educated_to_degree_level_asks_for_a_degree_in_any_field() -> None:
    job = engine.read_job("Must have\n- Educated to degree level\n", role_name="X")
    resume = engine.read_resume("Ann Lee\n\nEducation\nBA Sociology, Trentside University, 2012\n")
    assert [one.status for one in engine.analyse(resume, job, SETTINGS).requirements] == ["met"]


@pytest.mark.parametrize("heading", ["Please apply only if you tick these:", "Is this you?"])
def test_a_heading_that_asks_who_should_apply_stands_over_what_must_be(heading: str) -> None:
    assert asked("a valid forklift licence", heading) == [("must", "certification", "valid forklift licence")]


@pytest.mark.parametrize("practising", ["as a qualified stylist", "as a stylist behind the chair", "as a stylist"])
def test_words_for_practising_a_trade_ask_for_no_special_kind_of_it(practising: str) -> None:
    job = engine.read_job(f"Stylist\n\nMust have\n- four years {practising}\n", role_name="Stylist")
    resume = engine.read_resume("Ann Lee\n\nExperience\nStylist, Tide & Thread\nJanuary 2016 - present\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == "met"


def test_work_stands_in_for_a_paper_only_where_the_ad_speaks_of_work() -> None:
    worked = "Sam Example\n\nEXPERIENCE\nElectrician, Example Ltd, Leeds, January 2010 - present\n- Rewired houses\n"
    for line, status in (
        ("2391 or equivalent", "not_found"),
        ("2391 or equivalent experience", "met"),
    ):
        job = engine.read_job(f"Electrician, Leeds\n\nMust have\n- {line}\n")
        judged = engine.analyse(engine.read_resume(worked), job, SETTINGS).requirements
        assert [one.status for one in judged if one.kind == "certification"] == [status]


@pytest.mark.parametrize(
    ("line", "degree", "status"),
    [
        ("Completed studies in mechanical engineering (Master or Bachelor)", "BEng Mechanical Engineering", "met"),
        ("Completed studies in mechanical engineering (Master or Bachelor)", "BA History", "not_found"),
        ("Training (MBO 4 or comparable) or a bachelor's in logistics", "MBO 4 Logistiek", "met"),
        ("Training (MBO 4 or comparable) or a bachelor's in logistics", "BA History", "not_found"),
    ],
)
def test_the_field_of_a_degree_is_read_wherever_it_stands(line: str, degree: str, status: str) -> None:
    job = engine.read_job(f"Planner, Leeds\n\nMust have\n- {line}\n")
    resume = engine.read_resume(f"Sam Example\n\nEDUCATION\n{degree}, Example College, 2015\n")
    assert [one.status for one in engine.analyse(resume, job, SETTINGS).requirements] == [status]


@pytest.mark.parametrize(
    ("line", "years", "special"),
    [
        ("Experience of glazed ceramics (ideally 12 months+)", 1.0, ("glaz", "ceramics")),
        ("Ceramics experience (minimum two years)", 2.0, ("ceramics",)),
        ("Experience with ceramics, at least two years", 2.0, ("ceramics",)),
        ("Experienced (3y+) in ceramics", 3.0, ("ceramics",)),
        ("Half a decade in ceramics", 5.0, ("ceramics",)),
        ("A decade in ceramics", 10.0, ("ceramics",)),
        ("A couple of years in ceramics", 2.0, ("ceramics",)),
        ("At least a year's experience in ceramics", 1.0, ("ceramics",)),
    ],
)
def test_a_time_is_read_in_a_bracket_and_in_words(line: str, years: float, special: tuple[str, ...]) -> None:
    job = engine.read_job(f"Must have\n- {line}\n", role_name="X")
    ((one, need),) = zip(job.requirements, job.needs, strict=True)
    assert (one.kind, need.years, need.special) == ("experience", years, special)


def test_what_happens_so_often_a_year_is_no_time_asked_for() -> None:
    assert [kind for _, kind, _ in asked("Decorate about 30 weddings a year")] != ["experience"]


def test_a_sum_that_was_managed_is_no_pay() -> None:
    assert asked("Managed budgets of over £1m") == [("must", "skill", "Managed budgets")]
    assert asked("Managed budgets, £1,000 bonus") == []


@pytest.mark.parametrize("line", ["Must live within 20 miles of York", "Home within an hour of York"])
def test_a_home_within_so_many_miles_is_a_place(line: str) -> None:
    job = engine.read_job(f"Must have\n- {line}\n", role_name="X")
    assert [(one.kind, need.words) for one, need in zip(job.requirements, job.needs, strict=True)] == [
        ("location", ("york",))
    ]


def test_the_first_of_two_verbs_is_asked_for_with_their_object() -> None:
    job = engine.read_job("Tester\n\nRequirements:\n- Experience of building and maintaining automated UI tests\n")
    assert [one.text for one in job.requirements if one.text == "building"] == []
