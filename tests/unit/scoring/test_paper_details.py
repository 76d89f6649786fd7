"""What an ad asks of a paper beside its name, and which paper of a kind somebody holds."""

from __future__ import annotations

import pytest

from generated import SETTINGS
from recollect.scoring import engine


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("12-hour paediatric first aid certificate", "Paediatric first aid, the two-day course, 2026", "met"),
        ("12-hour paediatric first aid certificate", "Paediatric first aid, 6 hours, 2026", "partly"),
        ("12-hour paediatric first aid certificate", "Emergency paediatric first aid, 2026", "partly"),
        ("GCSE English and Maths at grade C/4", "GCSEs: English B, Maths C, Art D", "met"),
        ("GCSE English and Maths at grade C/4", "GCSEs: English 5, Maths 3", "partly"),
        ("Bachelor's degree in biology, 2:1 or above", "BSc Biology, 2:1, 2019", "met"),
        ("Bachelor's degree in biology, 2:1 or above", "BSc Biology, 2:2, 2019", "partly"),
        ("Chartered engineer (ICE or CIWEM)", "CEng MICE", "met"),
        ("Chartered engineer (ICE or CIWEM)", "CEng MIStructE", "partly"),
        ("SIA CCTV licence", "PSS badge, expires May 2099", "met"),
        ("SIA CCTV licence", "SIA door supervisor licence", "partly"),
        ("SIA licence", "SIA door supervisor licence", "met"),
        ("SIA door supervisor licence", "Level 2 award for door supervisors", "partly"),
        ("First aid at work certificate", "Emergency first aid at work", "partly"),
        ("First aid certificate", "Emergency first aid at work", "met"),
        ("Dental hygiene license", "State Dental Board of Maine, RDH.000000", "met"),
        ("Professional Engineer", "P.E. (Civil), since 2020", "met"),
    ],
)
def test_a_paper_is_the_one_that_is_asked_for(asked: str, told: str, status: str) -> None:
    resume = engine.read_resume(f"Sam Example\n\nCERTIFICATES\n{told}\n")
    found = engine.analyse(resume, engine.read_job(f"Requirements\n- {asked}\n"), SETTINGS).requirements
    assert found[0].status == status
