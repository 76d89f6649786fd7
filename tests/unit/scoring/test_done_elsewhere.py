"""Who else does a thing, where else it is done, and how briefly it was: none of it is one's own work."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))


def status(asked: str, title: str, told: str) -> str:
    """Give the verdict on what an ad asks for, of somebody who tells this of a post."""
    job = engine.read_job(f"Post\n\nRequirements:\n- {asked}\n")
    resume = engine.read_resume(f"Sam Example\n\nEXPERIENCE\n{title}, Example Ltd, 2016 - present\n- {told}\n")
    (one,) = engine.analyse(resume, job, SETTINGS).requirements
    return one.status


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("Cataloguing", "Library assistant", "Issue desk; the cataloguing is done at head office"),
        ("Cataloguing", "Library assistant", "Shelve what the cataloguing team sends down"),
        ("Payroll", "Office manager", "Send the hours to our payroll bureau each Thursday"),
        ("Payroll", "Office manager", "Payroll is outsourced, I only pass on the hours"),
        ("Payroll", "Office manager", "Liaised with payroll about starters and leavers"),
        ("TIG welding", "Plater", "Set up and tack for the TIG welders"),
        ("Tableau", "Analyst", "Read the Tableau dashboards that the data team builds"),
        ("SQL", "Analyst", "Ask the developers for SQL extracts when I need them"),
        ("Lettings", "Sales negotiator", "Residential sales; lettings is a separate desk"),
        ("IFRS", "Accountant", "Our auditors convert to IFRS"),
        ("Consolidation", "Accountant", "Group consolidation sits in Munich"),
        ("Budget management", "Project manager", "The budget was held by my director"),
        ("Kubernetes", "Developer", "Our platform team runs Kubernetes; I push to main and it appears"),
        ("HPLC", "Technician", "Samples for HPLC prepared and labelled; the analysts run it"),
        ("MRICS", "Surveyor", "Working for two MRICS partners"),
    ],
)
def test_what_others_do_is_not_met(asked: str, title: str, told: str) -> None:
    assert status(asked, title, told) == "partly"


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("TIG welding", "Fabricator", "Mostly MIG. TIG welding only at college"),
        ("TIG welding", "Fabricator", "MIG and stick. TIG welding I have never been let near"),
        ("Python", "Analyst", "Currently on chapter 4 of a Python book"),
        ("Python", "Analyst", "Used to write Python at university, long ago"),
        ("Java", "Developer", "Interviewed for a Java post but stayed with Ruby"),
        ("React", "Developer", "Evaluated React and chose Vue"),
        ("Venepuncture", "Healthcare assistant", "Venepuncture competency not yet signed off"),
        ("Solar PV", "Electrician", "Read up on solar PV"),
        ("Solar PV", "Electrician", "Solar PV: two days' training, nothing fitted yet"),
        ("Solar PV", "Electrician", "Solar PV (two days' training)"),
        ("Opera PMS", "Receptionist", "Trained on Opera PMS for a day before the hotel closed"),
        ("MRICS", "Surveyor", "APC submitted; MRICS interview in March"),
    ],
)
def test_a_little_of_a_thing_is_not_met(asked: str, title: str, told: str) -> None:
    assert status(asked, title, told) == "partly"


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("Payroll", "Payroll clerk", "Payroll for our three sites, checked by the accountant before it goes"),
        ("Payroll", "Payroll clerk", "Took payroll over from an outside bureau"),
        ("Payroll", "Payroll clerk", "Brought payroll back in house, which was outsourced before"),
        ("MIG welding", "Welder", "MIG welding for the boilermakers and fitters on site"),
        ("Wound care", "Nurse", "Wound care, referred to tissue viability only when it stalls"),
        ("VAT returns", "Accountant", "VAT returns for 40 clients, which the partner signs"),
        ("HPLC", "Technician", "HPLC daily: the two Agilents are mine"),
        ("Power BI", "Analyst", "Power BI dashboards that the sales team uses each morning"),
        ("SQL", "Analyst", "SQL queries for the developers and the auditors"),
        ("Medication administration", "Care assistant", "Medication administration signed off in 2022"),
        ("Multi-drop delivery", "Driver", "Multi-drop delivery, 90 stops a day for two days a week"),
        ("MRICS", "Surveyor", "MRICS, working for a firm of six"),
        ("First aid certificate", "Guard", "First aid certificate: one-day course, 2026"),
    ],
)
def test_one_s_own_work_beside_others_is_met(asked: str, title: str, told: str) -> None:
    assert status(asked, title, told) == "met"
