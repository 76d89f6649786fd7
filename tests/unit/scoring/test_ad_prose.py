"""What an ad asks for between the lines: remarks left out, alternatives joined, work told in prose read."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))


def asked(ad: str) -> list[tuple[str, str, str]]:
    """Give strength, kind and words of all that an ad asks for."""
    return [(one.strength, one.kind, one.text) for one in engine.read_job(ad, role_name="X").requirements]


def asked_in(line: str) -> list[tuple[str, str]]:
    """Give kind and words of what a line under a heading asks for."""
    return [(kind, text) for _, kind, text in asked(f"Must have\n- {line}\n- Zither\n") if text != "Zither"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "A knack for mending kites and repainting them so that nobody has to ask",
            "mending kites and repainting them",
        ),
        ("You've written rhymes for a parish council, and stood up for them", "written rhymes for a parish council"),
        ("lantern repair and wick trimming, we do a lot of those after storms", "lantern repair and wick trimming"),
        ("written hymns or psalms that people really used", "written hymns or psalms"),
        ("checking the work of two apprentices, and being kind about it", "checking the work of two apprentices"),
    ],
)
def test_what_is_said_around_a_thing_is_not_looked_for(line: str, wanted: str) -> None:
    assert asked_in(line) == [("skill", wanted)]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "SIA Door Supervisor licence (a guard card is not enough here)",
            [("certification", "SIA Door Supervisor licence")],
        ),
        ("Mend your own nets by hand (no CAM)", [("skill", "Mend your own nets by hand")]),
        ("Tableau, as our auditors use SAP", [("skill", "Tableau")]),
        ("Python (not essential)", [("skill", "Python")]),
        ("lamp bookings (please send a link)", [("skill", "lamp bookings")]),
    ],
)
def test_what_is_ruled_out_or_a_reason_asks_for_nothing(line: str, wanted: list[tuple[str, str]]) -> None:
    assert asked_in(line) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "Must be a U.S. citizen or lawful permanent resident",
            [("other", "U.S. citizen or lawful permanent resident")],
        ),
        ("Associate's or bachelor's degree in botany", [("education", "Associate's or bachelor's degree in botany")]),
        ("HS diploma or GED", [("education", "HS diploma or GED")]),
        ("plan sets in AutoCAD Civil 3D", [("skill", "AutoCAD Civil 3D")]),
        (
            "two years as a guard in a hotel, zoo or theme park",
            [("experience", "two years as a guard in a hotel, zoo or theme park")],
        ),
    ],
)
def test_alternatives_are_one_requirement(line: str, wanted: list[tuple[str, str]]) -> None:
    assert asked_in(line) == wanted


WORK = "Ann Ode\n\nExperience\nTurner, Acme, Bath, 2012 - 2024\n- {}\n\nEducation\n{}\n"


@pytest.mark.parametrize(
    ("line", "told", "school", "status"),
    [
        ("Experience cutting basalt, Obsidian or similar hard stones", "Cut obsidian every day", "", "met"),
        ("Experience cutting basalt, Obsidian or similar hard stones", "Cut every kind of hard stone", "", "met"),
        ("Experience cutting basalt, Obsidian or similar hard stones", "Cut cloth", "", "not_found"),
        ("Associate's or bachelor's degree in botany", "Grew", "Associate of Science in Botany, 2011", "met"),
        ("Bachelor's degree in botany", "Grew", "Associate of Science in Botany, 2011", "partly"),
        ("Must be a U.S. citizen or lawful permanent resident", "Turned. American citizen", "", "met"),
        ("Must be a U.S. citizen or lawful permanent resident", "Turned. British passport", "", "unknown"),
        ("Right to work", "Turned. British passport", "", "met"),
        ("5 years as a turner in a foundry, mint or shipyard", "Turned dies of the mint", "", "met"),
    ],
)
def test_any_alternative_will_do(line: str, told: str, school: str, status: str) -> None:
    job = engine.read_job(f"Must have\n- {line}\n", role_name="Turner")
    found = engine.analyse(engine.read_resume(WORK.format(told, school)), job, SETTINGS)
    assert [one.status for one in found.requirements][:1] == [status]


def test_a_specification_tells_by_its_marks_what_is_essential() -> None:
    ad = "Clerk\n\n4. PERSON SPECIFICATION (E = essential, D = desirable)\nE  Tableau to a good level\nD  Payroll\n"
    assert asked(ad) == [("must", "skill", "Tableau"), ("nice", "skill", "Payroll")]


def test_all_is_essential_but_what_is_marked_otherwise() -> None:
    ad = (
        "Plumber\n\nPERSON SPECIFICATION (all criteria are essential unless marked D)\n\n"
        "1. Qualifications\n1.1 Gas Safe registration\n1.2 IPAF (D)\n\n2. Knowledge\n2.1 Soldering\n"
    )
    assert [one[0] for one in asked(ad)] == ["must", "nice", "must"]


PROSE = (
    "Cook wanted, Little Inn, Ely. Nine tables.\n\n"
    "You will bake rye loaves (before six), weigh onions without help, and look after the bees, "
    "which are ours. We get a lot of vegan walkers here. You will get a free lunch.\n"
)


def test_what_prose_says_somebody_will_do_is_asked_for() -> None:
    assert [text for _, _, text in asked(PROSE)] == [
        "bake rye loaves",
        "weigh onions",
        "look after the bees",
        "vegan walkers",
    ]


def test_a_job_with_requirements_of_its_own_needs_none_of_its_prose() -> None:
    listed = "\nRequirements\n- Excel\n- Payroll\n- Welding\n- Plastering\n- SAP\n- Tableau\n"
    assert "bake rye loaves" not in [text for _, _, text in asked(PROSE + listed)]


def test_lines_above_all_sentences_ask_for_nothing() -> None:
    ad = "NHS Rehabilitation Division\nPhysiotherapy Outpatients\n\nYou need Tableau and three years of audit.\n"
    assert [text for _, _, text in asked(ad)] == ["Tableau", "three years of audit"]
