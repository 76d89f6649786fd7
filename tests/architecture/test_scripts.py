"""The scripts say in one line what is missing, and stop."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.sources import ROOT

COMMANDS = ("bench", "bootstrap", "check", "debian-install", "fuzz", "lint", "lock", "server", "store-fixture", "test")
TOOLS = ("sh", "cat", "dirname", "head", "id")
OLD = "sys.version_info = (3, 9, 2)"
WITHOUT_VENV = (
    "find = importlib.util.find_spec; importlib.util.find_spec = lambda name: name != 'ensurepip' and find(name)"
)


def run_bootstrap(folder: Path, *mode: str, python_is: str | None) -> subprocess.CompletedProcess[str]:
    """Run script/bootstrap in a copy whose machine has one Python, changed as told, or none."""
    checkout, tools = folder / "a checkout", folder / "bin"
    shutil.copytree(ROOT / "script", checkout / "script")
    tools.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    if python_is is not None:
        python = tools / "python3"
        changed = f"import importlib.util, sys; {python_is}; exec(sys.argv[1])"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{changed}" "$2"\n', encoding="utf-8")
        python.chmod(0o755)
    return subprocess.run(
        [checkout / "script" / "bootstrap", *mode],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("python_is", "message"),
    [
        (None, "Python 3.11 or newer is needed (there is no python3 here)"),
        (OLD, "Python 3.11 or newer is needed (python3 here is 3.9)"),
        (WITHOUT_VENV, f"install the Debian package python{sys.version_info.major}.{sys.version_info.minor}-venv"),
    ],
    ids=["no Python", "an old Python", "a Python without venv"],
)
def test_bootstrap_says_what_is_missing_in_one_line(tmp_path: Path, python_is: str | None, message: str) -> None:
    run = run_bootstrap(tmp_path, "base", python_is=python_is)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert message in run.stderr


def test_bootstrap_refuses_an_unknown_mode(tmp_path: Path) -> None:
    run = run_bootstrap(tmp_path, "everything", python_is=None)
    assert (run.returncode, run.stderr) == (1, "script/bootstrap: usage: script/bootstrap base|test|bench\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_can_be_run_by_a_plain_shell(command: str) -> None:
    path = ROOT / "script" / command
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", path], check=True)
