"""Running commands in this process, on a real store, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from recollect.__main__ import build_app

AD = """We are looking for a registered nurse for our ward in Leeds.
You must hold a BSc in Nursing. You must have at least 3 years of experience as a ward nurse.
Experience in training newly qualified nurses is a plus.
"""
CV = """Maren Holt
Registered Nurse
maren.holt@example.org
Leeds, UK

Experience
Ward nurse at Moorfield Infirmary, 2016 - 2023
Cared for eight patients a shift and trained four newly qualified nurses.

Education
BSc Nursing, University of Leeds, 2016
"""


def run(data: Path, *words: str, stdin: str | bytes | None = None) -> Result:
    """Carry out a command on the store in `data`."""
    return CliRunner().invoke(build_app(), [*words, "--data", str(data)], input=stdin)


def ask(data: Path, *words: str, stdin: str | bytes | None = None) -> Any:
    """Carry out a command with --json, which must succeed and print one document and nothing else."""
    result = run(data, *words, "--json", stdin=stdin)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return json.loads(result.stdout)


def fail(data: Path, *words: str) -> tuple[int, str, dict[str, str]]:
    """Carry out a command with --json that must fail; give its exit code, the line for people, and the error body."""
    result = run(data, *words, "--json")
    assert result.stdout == ""
    line, body = result.stderr.splitlines()
    return result.exit_code, line, json.loads(body)


def add_job(data: Path, text: str = AD, **given: str) -> str:
    """Keep a job and give its id."""
    named = {"company": "Moorfield Infirmary", "role": "Ward Nurse"} | given
    options = [word for name, value in named.items() for word in (f"--{name}", value)]
    return str(ask(data, "job", "add", "--text", text, *options)["job_id"])


def add_resume(data: Path, folder: Path, text: str = CV, name: str = "maren.txt") -> str:
    """Keep a résumé and give its id."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(ask(data, "resume", "add", str(file))["added"][0]["resume_id"])
