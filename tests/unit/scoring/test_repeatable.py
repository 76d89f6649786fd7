"""The same texts give the same bytes in every process."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import msgspec
from generated import SETTINGS
from pairs import load_pairs
from recollect.scoring import engine
for pair in load_pairs()[:4]:
    job = engine.read_job(pair.job.description, role_name=pair.job.role_name, company_name=pair.job.company_name)
    for resume in pair.resumes:
        print(msgspec.json.encode(engine.analyse(engine.read_resume(resume.text), job, SETTINGS)).hex())
print(engine.LEXICON_VERSION, engine.BACKGROUND_ID)
"""


def output_with(**variables: str) -> bytes:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True)
    return done.stdout


def test_hash_seed_and_locale_change_nothing() -> None:
    first = output_with(PYTHONHASHSEED="0", LC_ALL="C")
    assert first.count(b"\n") == 9
    assert output_with(PYTHONHASHSEED="1", LC_ALL="C.UTF-8") == first
