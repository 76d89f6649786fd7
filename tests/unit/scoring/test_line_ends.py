"""An ad pasted from a page whose line ends were lost is read as if it still had them."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from recollect.scoring.ads.line_ends import with_line_ends

PASTED = (
    "Requirements: Two years of experience as a bricklayerHold a valid driver's license"
    "Own hand toolsScaffolding preferredBenefitsFree tea"
)


def asked(ad: str) -> list[tuple[str, str, str]]:
    return [(one.strength, one.kind, one.text) for one in engine.read_job(ad, role_name="X").requirements]


def test_each_lost_line_asks_for_its_own() -> None:
    assert asked(PASTED) == [
        ("must", "experience", "Two years of experience as a bricklayer"),
        ("must", "skill", "bricklayer"),
        ("must", "certification", "valid driver's license"),
        ("must", "skill", "hand tools"),
        ("nice", "skill", "Scaffolding"),
    ]


def test_a_requirement_stands_where_it_did() -> None:
    job = engine.read_job(PASTED, role_name="X")
    assert [PASTED[one.start : one.end] for one in job.requirements] == [one.text for one in job.requirements]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("answers callsKeeps the diary", ["answers calls", "Keeps the diary"]),
        ("sells breadKEY SKILLSMust add up", ["sells bread", "KEY SKILLS", "Must add up"]),
        ("sells bread (rye)Adds up the tillSweeps", ["sells bread (rye)", "Adds up the till", "Sweeps"]),
        ("answers calls2. Keeps the diaryLifts", ["answers calls", "2. Keeps the diary", "Lifts"]),
        (
            "What You Need- Baking - Till work - Smiles all day - Early mornings",
            ["What You Need", "- Baking", " - Till work", " - Smiles all day", " - Early mornings"],
        ),
        ("Baker - Harbour Bread - Holt", ["Baker - Harbour Bread - Holt"]),
        ("JavaScript, PowerPoint and PostgreSQL", ["JavaScript, PowerPoint and PostgreSQL"]),
        ("At HomeHarbour we build an iPhone app", ["At HomeHarbour we build an iPhone app"]),
        ("answers callsKnows JavaScript", ["answers calls", "Knows JavaScript"]),
    ],
)
def test_a_line_ended_where_a_small_word_runs_into_the_next(text: str, lines: list[str]) -> None:
    assert with_line_ends(text).text.split("\n") == lines
