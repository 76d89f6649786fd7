"""The same texts give the same bytes in every process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

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


def installed_locales() -> list[str]:
    """Give a locale that writes numbers with a comma and one that sorts and folds otherwise, where installed."""
    done = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    known = done.stdout.split()
    return [one for one in known if one.startswith(("de_", "tr_"))][:2]


@pytest.fixture(scope="module")
def first() -> bytes:
    return output_with(PYTHONHASHSEED="0", LC_ALL="C")


def test_hash_seed_and_locale_change_nothing(first: bytes) -> None:
    assert first.count(b"\n") == 9
    assert output_with(PYTHONHASHSEED="1", LC_ALL="C.UTF-8", TZ="Pacific/Kiritimati") == first


def test_the_order_of_documents_changes_nothing(first: bytes) -> None:
    assert output_with(PYTHONHASHSEED="2", LC_ALL="C", BACKWARDS="1") == first


def test_other_languages_of_the_machine_change_nothing(first: bytes) -> None:
    names = installed_locales()
    if not names:
        pytest.skip("no other locale is installed here")
    for name in names:
        assert output_with(PYTHONHASHSEED="0", LC_ALL=name) == first
