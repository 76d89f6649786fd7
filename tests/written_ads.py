"""Ads of a few lines: what they are read to ask for, and how a résumé answers it."""

from __future__ import annotations

from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine
from told_work import SETTINGS


def asked(*lines: str) -> list[tuple[str, str, str]]:
    """Give strength, kind and words of what an ad asks for."""
    job = engine.read_job("\n".join(lines), role_name="X")
    return [(one.strength, one.kind, one.text) for one in job.requirements]


def judged(resume: str, *lines: str) -> list[JudgedRequirement]:
    """Give the must-haves of an ad, one a line, judged."""
    ad = "\n".join(["Must have", *(f"- {one}" for one in lines)])
    return list(engine.analyse(engine.read_resume(resume), engine.read_job(ad, role_name="X"), SETTINGS).requirements)
