"""An import is a task: stopped wherever it may be, it goes on, and its report is that of one that was not stopped."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive_trees import contents
from carried_out import carry_out, take_in, without_tasks
from earlier_trees import DEFECTS, append, build_tree, tear_the_last_lines
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.errors import CalledOff
from recollect.services.importing.tree_importing import (
    IMPORT,
    ImportReport,
    import_item,
    preview_import,
    report_import,
    source_of_import,
    submit_import,
)
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import change_task, each_item, read_task
from recollect.services.tasks.task_items import ItemWork, Result
from recollect.services.tasks.task_kinds import TaskKind
from recollect.settings import Settings
from recollect.storage.tasks import tasks
from recollect.worker import task_runner
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until

ZONE = ZoneInfo("Europe/Berlin")


def said(report: ImportReport) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(item.source, item.outcome, item.notes) for item in report.items]


class Stopping:
    """Takes items, and pauses their task at every so-manieth; before it is taken, or when it has been."""

    def __init__(self, every: int, *, after: bool) -> None:
        self._every, self._after = every, after
        self._stopped_at = 0

    def __call__(self, memory: Memory, caller: Caller, item: ItemWork) -> Result:
        stops = item.claimed.number % self._every == 0 and item.claimed.number != self._stopped_at
        if stops and not self._after:
            self._stop(memory, caller, item)
            raise CalledOff("It is stopped.")
        made = import_item(memory, caller, item)
        if stops:
            self._stop(memory, caller, item)
        return made

    def _stop(self, memory: Memory, caller: Caller, item: ItemWork) -> None:
        self._stopped_at = item.claimed.number
        change_task(memory, caller, item.claimed.task_id, "pause")


@pytest.mark.parametrize("after", [False, True])
def test_an_import_that_is_stopped_again_and_again_reports_what_one_that_is_not_reports(
    memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    root = build_tree(tmp_path / "tree")
    for change in DEFECTS.values():
        change(root)
    with closing(open_memory(Settings(data=tmp_path / "other", archive=False))) as other:
        whole, expected = take_in(other, root, ZONE), without_tasks(contents(other))
    monkeypatch.setattr(
        task_runner, "KINDS", {IMPORT: TaskKind(Stopping(3, after=after), any_process=False, in_order=True)}
    )
    task = submit_import(memory, LOCAL_CALLER, root, zone=ZONE)
    assert (task.kind, task.total > 12) == (IMPORT, True)
    stops, task_id = 0, task.task_id
    while task.ended_at is None:
        with closing(TaskRunner(memory, at_once=1, task_id=task.task_id)):
            wait_until(lambda: has_stopped(memory, task_id), "it stopped")
        task = read_task(memory, LOCAL_CALLER, task.task_id, limit=1).task
        if task.state == "paused":
            stops += 1
            memory.kept.forget()  # as another process would go on
            change_task(memory, LOCAL_CALLER, task.task_id, "resume")
    assert stops > 3
    assert source_of_import(memory, LOCAL_CALLER, task.task_id) == (root, "Europe/Berlin")
    report = report_import(memory, LOCAL_CALLER, task.task_id, root, "Europe/Berlin")
    assert said(report) == said(whole)
    assert (report.taken, report.already_there, report.not_taken) == (
        whole.taken, whole.already_there, whole.not_taken,
    )  # fmt: skip
    here = without_tasks(contents(memory))
    assert {name: len(rows) for name, rows in here.items()} == {name: len(rows) for name, rows in expected.items()}


def has_stopped(memory: Memory, task_id: str) -> bool:
    task = read_task(memory, LOCAL_CALLER, task_id, limit=1).task
    return task.ended_at is not None or task.state == "paused"


def test_what_was_not_taken_is_retried_alone_once_it_is_mended(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    tear_the_last_lines(root)
    task = carry_out(memory, submit_import(memory, LOCAL_CALLER, root, zone=ZONE))
    failed = [item for item in each_item(memory, LOCAL_CALLER, task.task_id) if item.state == "failed"]
    assert {item.error for item in failed} == {"not_taken"}
    (torn,) = (item for item in failed if item.label.startswith("jobs/jobs.jsonl"))
    log = root / "jobs/jobs.jsonl"
    whole = log.read_text("utf-8").splitlines()[:-1]
    log.write_text("".join(line + "\n" for line in whole), "utf-8")
    append(log, {"job_id": "0a1b2c3d", "job_description": "A welder.", "created_at": "2024-05-01T09:00:00Z"})
    change_task(memory, LOCAL_CALLER, task.task_id, "retry")
    retried = carry_out(memory, task)
    assert retried.failed == task.failed - 1
    (mended,) = (item for item in each_item(memory, LOCAL_CALLER, task.task_id) if item.label == torn.label)
    assert (mended.state, mended.result and mended.result["id"]) == ("done", "0a1b2c3d")


def test_a_folder_that_was_changed_meanwhile_is_noticed(sqlite_memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    task = submit_import(sqlite_memory, LOCAL_CALLER, root, zone=ZONE)
    (root / "jobs/jobs.jsonl").write_text("")
    carry_out(sqlite_memory, task)
    report = report_import(sqlite_memory, LOCAL_CALLER, task.task_id, root, "Europe/Berlin")
    changed = [item for item in report.items if "was changed since" in "".join(item.notes)]
    assert "jobs/jobs.jsonl:1" in {item.source for item in changed}


def test_looking_first_writes_nothing_and_is_no_task(memory: Memory, tmp_path: Path) -> None:
    before = contents(memory)
    assert preview_import(memory, LOCAL_CALLER, build_tree(tmp_path / "tree"), zone=ZONE).taken != {}
    assert contents(memory) == before
    with memory.read(LOCAL_CALLER) as reader:
        assert tasks.list_tasks(reader, cursor=None, limit=1).total == 0
