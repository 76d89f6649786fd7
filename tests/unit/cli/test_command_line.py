"""The command line as a whole: what it offers, what it imports, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from architecture.sources import ROOT
from recollect import __version__
from recollect.__main__ import build_app
from unit.cli.running import ask, fail, run

HEAVY = ("sqlalchemy", "numpy", "fastapi", "uvicorn", "recollect.services", "recollect.web")
IN_PYTHON = """
import sys
from recollect.__main__ import main
try:
    main()
except SystemExit as done:
    assert not done.code, done.code
print("IMPORTED", *sorted(sys.modules))
"""


def run_process(*words: str, code: str | None = None) -> subprocess.CompletedProcess[str]:
    """Carry out a command in a process of its own."""
    python = [sys.executable, "-c", code] if code else [sys.executable, "-m", "recollect"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [*python, *words], env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def imported_by(*words: str) -> set[str]:
    run_of = run_process(*words, code=IN_PYTHON)
    assert run_of.returncode == 0, run_of.stderr
    line = next(line for line in run_of.stdout.splitlines() if line.startswith("IMPORTED"))
    return set(line.split())


def each_command(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every command below this one with the words that name it."""
    if not isinstance(command, TyperGroup):
        yield words, command
        return
    context = typer.Context(command)
    for name in command.list_commands(context):
        _, found, _ = command.resolve_command(context, [name])
        yield from each_command(found, (*words, name))


COMMANDS = dict(each_command(get_command(build_app())))


def test_the_commands_are_those_that_are_promised() -> None:
    nouns = {words[0]: {rest[1] for rest in COMMANDS if len(rest) > 1 and rest[0] == words[0]} for words in COMMANDS}
    alone = {
        "analyze",
        "show",
        "search",
        "undo",
        "stats",
        "restore",
        "import",
        "rebuild",
        "verify",
        "doctor",
        "settings",
        "serve",
    }
    assert {noun for noun, verbs in nouns.items() if not verbs} == alone
    assert {noun: verbs for noun, verbs in nouns.items() if verbs} == {
        "archive": {"status", "rebuild"},
        "calibrate": {"fit", "list", "words", "use", "off"},
        "skills": {"check", "search", "import", "additions", "remove"},
        "audit": {"list", "verify"},
        "backup": {"list", "make", "verify"},
        "retention": {"preview", "apply"},
        "task": {"list", "show", "pause", "resume", "cancel", "retry"},
        "job": {
            "add", "list", "show", "search", "select", "current", "edit", "delete", "versions", "template",
            "requirements", "require", "unrequire", "weights", "thresholds", "judge-as-read",
        },
        "template": {"list", "use", "show", "delete"},
        "resume": {
            "add", "inspect", "list", "show", "text", "diff", "reread", "profile", "correct", "delete", "versions",
        },
        "candidate": {
            "list", "show", "rename", "duplicates", "join", "set-apart", "separate", "delete", "export", "erase",
            "versions",
        },
        "analysis": {"list", "show", "note", "delete", "versions"},
        "feedback": {"add", "list", "show", "search", "stats", "high-quality", "export", "delete", "versions"},
    }  # fmt: skip


@pytest.mark.parametrize("words", list(COMMANDS), ids=" ".join)
def test_each_command_names_its_store_and_answers_in_json(words: tuple[str, ...]) -> None:
    options = {option for parameter in COMMANDS[words].params for option in parameter.opts}
    assert options >= ({"--data"} if words == ("serve",) else {"--data", "--json"})
    assert COMMANDS[words].help


def test_serve_takes_what_it_is_promised_to() -> None:
    options = {option for parameter in COMMANDS["serve",].params for option in parameter.opts}
    assert options == {"--host", "--port", "--data", "--sample", "--open"}


def test_help_imports_nothing_heavy() -> None:
    help_of = run_process("--help")
    assert help_of.returncode == 0
    assert "résumé" in help_of.stdout
    assert not imported_by("--help") & set(HEAVY)


def test_no_command_but_serve_imports_the_server(tmp_path: Path) -> None:
    assert not imported_by("stats", "--data", str(tmp_path / "data")) & {"fastapi", "uvicorn", "recollect.web"}


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(build_app(), ["--version"]).stdout == f"recollect {__version__}\n"


def test_a_typing_error_is_a_usage_error_with_a_suggestion() -> None:
    result = CliRunner().invoke(build_app(), ["jbo", "list"])
    assert result.exit_code == 2
    assert "Did you mean 'job'?" in result.stderr


def test_a_process_ends_with_the_code_of_its_error(data: Path) -> None:
    missing = run_process("job", "show", "deadbeef", "--data", str(data))
    assert (missing.returncode, missing.stdout) == (3, "")
    assert missing.stderr == (
        "error: not_found: There is no job of this id. List the jobs with `recollect job list`. (deadbeef)\n"
    )


def test_a_second_process_sees_what_the_first_one_wrote(data: Path) -> None:
    added = run_process("job", "add", "--text", "An electrician for Leeds.", "--data", str(data), "--json")
    assert added.returncode == 0, added.stderr
    listed = ask(data, "job", "list")
    assert [job["description_preview"] for job in listed["jobs"]] == ["An electrician for Leeds."]
    assert ask(data, "job", "current")["job_id"] == listed["jobs"][0]["job_id"]


def test_processes_that_write_at_once_lose_nothing(data: Path) -> None:
    run(data, "stats")
    command = [sys.executable, "-m", "recollect", "job", "add", "--data", str(data), "--text"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    writers = [
        subprocess.Popen([*command, f"Job {number}"], env=environment, stdout=subprocess.DEVNULL) for number in range(4)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    listed = ask(data, "job", "list")
    assert {job["description_preview"] for job in listed["jobs"]} == {f"Job {number}" for number in range(4)}


def test_the_environment_names_the_store(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOLLECT_DATA", str(data))
    result = CliRunner().invoke(build_app(), ["job", "add", "--text", "A chef."])
    assert result.exit_code == 0
    assert ask(data, "job", "list")["total"] == 1


def test_a_data_folder_that_can_not_be_made_is_a_startup_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    code, line, body = fail(tmp_path / "file" / "data", "stats")
    assert (code, body["error"]) == (7, "startup_error")
    assert line.startswith("error: startup_error: The data folder ")


def test_a_broken_store_is_a_storage_error(data: Path) -> None:
    (data / "recollect.db").write_bytes(b"this is no database" * 500)
    code, _, body = fail(data, "stats")
    assert (code, body["error"]) == (6, "storage_unavailable")


def test_a_refused_setting_names_itself(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOLLECT_PORT", "many")
    code, line, _ = fail(data, "stats")
    assert code == 7
    assert "RECOLLECT_PORT" in line


def test_serve_says_on_one_line_why_it_does_not_start(data: Path) -> None:
    refused = run(data, "serve", "--host", "0.0.0.0")  # noqa: S104 - refused before anything is bound
    assert refused.exit_code == 7
    assert refused.stderr.startswith("error: startup_error: Listening on 0.0.0.0 lets other machines in")
    assert refused.stderr.count("\n") == 1
