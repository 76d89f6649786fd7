"""Papers, degrees and rights as people write them, and what an ad adds to what it asks."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from told_work import SETTINGS, judged


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("Driving licence", "Clean licence, class C", "met"),
        ("First aid at work certificate", "FAW 3 day course, expires March 2028", "met"),
        ("HCPC registration", "HCPC registered since 2016, never lapsed", "met"),
        ("HCPC registration", "HCPC registration lapsed in 2016", "partly"),
        ("MRICS", "Member of the Royal Institution of Chartered Surveyors since 2009", "met"),
        ("MRICS", "Sat with the chartered surveyors", "not_found"),
        ("AutoCAD", "Plan sets in Civil 3D", "met"),
        ("Must be a U.S. citizen or permanent resident", "Born in Ohio, U.S. passport", "met"),
        ("Must be a U.S. citizen or permanent resident", "Born in Ohio", "unknown"),
    ],
)
def test_papers_are_read_as_people_write_them(asked: str, told: str, status: str) -> None:
    assert judged(asked, "Technician", told).status == status


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("Associate's or bachelor's degree in dental hygiene", "A.A.S. Dental Hygiene, 2015", "met"),
        ("Bachelor's degree in civil engineering", "B.S.C.E., Example University, 2015", "met"),
        ("Honours degree in engineering", "B.E. Industrial Engineering, Example University, 2016", "met"),
        ("High school diploma", "Example High, class of 2016", "met"),
    ],
)
def test_degrees_are_read_as_people_write_them(asked: str, told: str, status: str) -> None:
    job = engine.read_job(f"Technician, Leeds\n\nRequirements:\n- {asked}\n")
    resume = engine.read_resume(f"Sam Example\n\nEDUCATION\n{told}\n")
    assert engine.analyse(resume, job, SETTINGS).requirements[0].status == status


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("weaving by hand and mending, we do a lot of that after Easter", "weaving by hand and mending"),
        ("weaving by hand and mending (it's never about the loom)", "weaving by hand and mending"),
        (
            "weaving by hand (we use looms, but you should be quick)",
            "weaving by hand (we use looms, but you should be quick)",
        ),
    ],
)
def test_what_an_ad_adds_to_what_it_asks_is_no_part_of_it(line: str, asked: str) -> None:
    job = engine.read_job(f"Weaver, Leeds\n\nRequirements:\n- {line}\n")
    assert [one.text for one in job.requirements] == [asked]
