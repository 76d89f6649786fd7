"""An ad that asks for one thing, and a résumé that tells of one piece of work."""

from __future__ import annotations

from datetime import date

from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))
WORK = "Sam Example\n\nEXPERIENCE\n{}, Example Ltd, Leeds, January 2018 - present\n- {}\n"


def judged(asked: str, title: str, told: str) -> JudgedRequirement:
    """Give the first requirement of an ad that asks for one thing, judged."""
    job = engine.read_job(f"{title}, Leeds\n\nRequirements:\n- {asked}\n")
    return engine.analyse(engine.read_resume(WORK.format(title, told)), job, SETTINGS).requirements[0]
