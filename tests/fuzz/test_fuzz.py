"""P12: whatever bytes a parser is fed, it gives text or a typed error. A minute in all, ten minutes each in full."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from counts import full_or
from fuzz.entries import ENTRIES
from recollect.errors import DocumentError

SECONDS = full_or(5, 600)
needs_atheris = pytest.mark.skipif(
    find_spec("atheris") is None, reason="atheris has no wheel for this Python or machine"
)


def fuzz(folder: Path, name: str, seconds: int, seed: int, before: str = "pass") -> subprocess.CompletedProcess[str]:
    code = f"import runpy, sys; sys.argv[1:] = {[name, str(seconds), str(seed)]!r}; {before}; "
    return subprocess.run(
        [sys.executable, "-c", code + "runpy.run_module('fuzz', run_name='__main__', alter_sys=True)"],
        env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"], "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


@needs_atheris
@pytest.mark.promise
@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_a_parser_gives_text_or_a_typed_error(
    tmp_path: Path, name: str, seed: int, record_property: Callable[[str, object], None]
) -> None:
    done = fuzz(tmp_path, name, SECONDS, seed % 2**31 + 1)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-4000:]}"
    inputs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    assert inputs is not None, done.stderr[-4000:]
    assert int(inputs[1]) > 100
    record_property("inputs", int(inputs[1]))


@needs_atheris
def test_an_error_without_a_type_is_caught(tmp_path: Path) -> None:
    broken = "from fuzz import entries; entries.ENTRIES['text'] = entries.Entry(lambda data: {}[data], (b'a',), ('a',))"
    done = fuzz(tmp_path, "text", 5, 1, before=broken)
    assert done.returncode != 0
    assert "KeyError" in done.stdout + done.stderr


@needs_atheris
@pytest.mark.parametrize(("name", "verdict", "code"), [("zip", "ok", 0), ("nothing", "FAILED", 1)])
def test_each_entry_is_told_of_in_a_line(name: str, verdict: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fuzz.every", "1", "7", name],
        env={"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.match(rf"{name} +seed 7  1 s +[0-9,]+ inputs  {verdict}", done.stdout), done.stdout + done.stderr
    assert done.returncode == code


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_what_the_fuzzer_begins_with_is_read(name: str) -> None:
    for seed in ENTRIES[name].seeds:
        try:
            ENTRIES[name].feed(seed)
        except DocumentError:
            assert name == "pdf"
