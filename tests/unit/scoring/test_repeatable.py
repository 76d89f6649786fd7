"""The same texts give the same bytes in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest

from generated import ADS, SETTINGS, job_of
from pairs import load_pairs
from recollect.scoring import engine

_RESUME = """Nurse Tutor
EXPERIENCE
Nurse Tutor, Elm College
2016 - 2026
- Taught wound care to students
Staff Nurse, Elm Ward
2010 - 2016
- Gave medicines; cannulation with my pupils
CERTIFICATES
Advanced life support, from May 2025
Driving licence, Germany
"""
_ADS = [
    "Nurse Lecturer\nRequirements\nMust have wound care\nMust have cannulation\nMust have advanced life support\n",
    (
        "Staff Nurse, Leeds, United Kingdom\nRequirements\nMust have wound care\nMust have cannulation\n"
        "Must have advanced life support\nMust have a driving licence\n"
    ),
]

LOCALE_SOURCES = Path("/usr/share/i18n/locales")

PROGRAM = """
import locale
import os
import msgspec
from generated import SETTINGS
from pairs import load_pairs
from recollect.scoring import engine
locale.setlocale(locale.LC_ALL, "")
pairs = load_pairs()[:4]
lines = {}
for pair in reversed(pairs) if os.environ.get("BACKWARDS") else pairs:
    job = engine.read_job(pair.job.description, role_name=pair.job.role_name, company_name=pair.job.company_name)
    for resume in reversed(pair.resumes) if os.environ.get("BACKWARDS") else pair.resumes:
        found = engine.analyse(engine.read_resume(resume.text), job, SETTINGS)
        lines[pair.occupation, resume.verdict] = msgspec.json.encode(found).hex()
for key in sorted(lines):
    print(lines[key])
print(engine.LEXICON_VERSION, engine.BACKGROUND_ID)
"""


def output_with(**variables: str) -> bytes:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def first() -> bytes:
    return output_with(PYTHONHASHSEED="0", LC_ALL="C")


def test_hash_seed_and_locale_change_nothing(first: bytes) -> None:
    assert first.count(b"\n") == 9
    assert output_with(PYTHONHASHSEED="1", LC_ALL="C.UTF-8", TZ="Pacific/Kiritimati") == first


def test_the_order_of_documents_changes_nothing(first: bytes) -> None:
    assert output_with(PYTHONHASHSEED="2", LC_ALL="C", BACKWARDS="1") == first


@pytest.mark.skipif(not LOCALE_SOURCES.is_dir(), reason="no locales to compile (Debian package locales)")
@pytest.mark.parametrize("name", ["de_DE", "tr_TR"])  # numbers with a comma; an i that is folded otherwise
def test_other_languages_of_the_machine_change_nothing(name: str, first: bytes, tmp_path: Path) -> None:
    compiled = tmp_path / f"{name}.UTF-8"
    subprocess.run(["localedef", "-i", name, "-f", "UTF-8", compiled], capture_output=True, check=True)
    assert output_with(PYTHONHASHSEED="0", LC_ALL=compiled.name, LOCPATH=str(tmp_path)) == first


def test_what_a_profile_has_been_judged_for_changes_nothing() -> None:
    texts = [_RESUME, *(one.text for pair in load_pairs() for one in pair.resumes[:1])]
    jobs = [*map(engine.read_job, _ADS), *(job_of(place) for place in range(0, len(ADS), 4))]
    days = [msgspec.structs.replace(SETTINGS, today=date(year, 3, 1)) for year in (2026, 2016)]
    for text in texts:
        judged = engine.read_resume(text)
        for day in days:
            for job in jobs:
                assert engine.analyse(judged, job, day) == engine.analyse(engine.read_resume(text), job, day)
