from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.task import Task
from recollect.services.resumes.resume_tasks import submit_analysis, submit_files
from recollect.services.tasks.task_control import change_task
from recollect.settings import Settings
from reliability.server_process import DEADLINE_S, program_environment, wait_until
from unit.cli.conftest import Filled
from unit.cli.running import CV, ask, fail, run


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Give two résumés and a file that is none."""
    named = {"a.txt": CV, "b.txt": CV.replace("Maren", "Ilse"), "c.txt": ""}
    for name, text in named.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in named]


# Whoever starts the tests in the background lets them ignore Ctrl-C, and so what they start.
_INTERRUPTIBLE = """
import signal
from recollect.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


def hand_in(data: Path, files: list[Path], *, paused: bool = True) -> Task:
    """Hand in a task as a command does that was stopped at once."""
    with closing(open_memory(Settings(data=data))) as memory:
        task = submit_files(memory, LOCAL_CALLER, files, job_id=None, keep_scans=False)
        return change_task(memory, LOCAL_CALLER, task.task_id, "pause") if paused else task


def test_adding_files_is_a_task(data: Path, files: list[Path]) -> None:
    assert run(data, "resume", "add", *map(str, files)).exit_code == 1
    listed = ask(data, "task", "list")
    assert set(listed) == {"tasks", "total", "next_cursor"}
    (task,) = listed["tasks"]
    assert (task["kind"], task["state"], task["done"], task["failed"]) == ("add_resume_files", "done", 2, 1)
    assert "2 of 3" in run(data, "task", "list").stdout
    shown = ask(data, "task", "show", task["task_id"])
    assert [item["state"] for item in shown["items"]] == ["done", "done", "failed"]
    (failed,) = ask(data, "task", "show", task["task_id"], "--failed")["items"]
    assert failed["error"] == "empty_document"
    assert "empty_document" in run(data, "task", "show", task["task_id"]).stdout
    assert ask(data, "show", task["task_id"])["task"] == task


def test_a_stopped_task_goes_on_where_it_was(data: Path, files: list[Path]) -> None:
    task = hand_in(data, files)
    result = run(data, "task", "resume", task.task_id, "--json")
    assert result.exit_code == 1
    batch = json.loads(result.stdout)
    assert [one["candidate_name"] for one in batch["added"]] == ["Maren Holt", "Ilse Holt"]
    assert [one["error"] for one in batch["failed"]] == ["empty_document"]
    assert fail(data, "task", "resume", task.task_id)[0] == 4


def test_a_killed_tasks_work_goes_on_without_a_pause_before(data: Path, files: list[Path]) -> None:
    task = hand_in(data, files[:2], paused=False)
    shown = run(data, "task", "resume", task.task_id)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[-1] == "2 added, 0 kept before, 0 failed"


def test_only_what_failed_is_retried(data: Path, files: list[Path]) -> None:
    run(data, "resume", "add", *map(str, files))
    (task,) = ask(data, "task", "list")["tasks"]
    files[2].write_text(CV.replace("Maren", "Ylva"), encoding="utf-8")
    shown = run(data, "task", "retry", task["task_id"])
    assert shown.exit_code == 0
    assert [line[0] for line in shown.stdout.splitlines()[:-1] if line[0] != " "] == ["+"]
    assert ask(data, "resume", "list")["total"] == 3
    assert fail(data, "task", "retry", task["task_id"])[0] == 4


def test_a_task_is_paused_and_cancelled(data: Path, files: list[Path]) -> None:
    task = hand_in(data, files, paused=False)
    assert ask(data, "task", "pause", task.task_id)["task"]["state"] == "paused"
    assert "is cancelled" in run(data, "task", "cancel", task.task_id).stdout
    assert fail(data, "task", "pause", task.task_id)[0] == 4
    assert fail(data, "task", "show", "task_000000000000")[0] == 3


def test_work_of_another_kind_is_carried_out_too(filled: Filled) -> None:
    with closing(open_memory(Settings(data=filled.data))) as memory:
        task = submit_analysis(memory, LOCAL_CALLER, filled.resume_id, filled.job_id)  # type: ignore[arg-type]
    assert ask(filled.data, "task", "resume", task.task_id)["task"]["done"] == 1
    with closing(open_memory(Settings(data=filled.data))) as memory:
        task = submit_analysis(memory, LOCAL_CALLER, filled.resume_id, "00000000")  # type: ignore[arg-type]
    result = run(filled.data, "task", "resume", task.task_id)
    assert result.exit_code == 1
    assert "not_found" in result.stderr


def test_ctrl_c_stops_and_says_how_to_go_on(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number:03}.txt").write_text(CV.replace("Maren Holt", f"Maren Holt\nNumber {number}"), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, "resume", "add", str(folder), "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=program_environment(),
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: any((data / "resumes" / "files").glob("resume_*")), "the first file is kept")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=DEADLINE_S)
    assert process.returncode != 0
    (task,) = ask(data, "task", "list")["tasks"]
    assert task["state"] == "paused", said
    assert f"recollect task resume {task['task_id']} --data {data}" in said
    batch = ask(data, "task", "resume", task["task_id"])
    assert (len(batch["added"]), len({one["resume_id"] for one in batch["added"]})) == (150, 150)
    assert [one["duplicate"] for one in batch["added"]] == [False] * 150
