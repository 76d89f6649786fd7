"""Tasks that a test carries out itself, and what a store holds but for their traces."""

from __future__ import annotations

from contextlib import closing
from datetime import tzinfo
from pathlib import Path
from typing import Any

from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.task import Task
from recollect.services.importing.tree_importing import ImportReport, report_import, submit_import
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import read_task
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until

Rows = dict[str, list[tuple[Any, ...]]]


def carry_out(memory: Memory, task: Task, at_once: int = 1) -> Task:
    """Carry a task out to its end, and give it."""

    def now() -> Task:
        return read_task(memory, LOCAL_CALLER, task.task_id, limit=1).task

    with closing(TaskRunner(memory, at_once=at_once, task_id=task.task_id)):
        wait_until(lambda: now().ended_at is not None, "the task has ended")
    return now()


def without_tasks(contents: Rows) -> Rows:
    """Give the contents of a store without the events of tasks, and without the ends of chains, which they move."""
    kept = {name: rows for name, rows in contents.items() if name != "event_chains"}
    kept["events"] = [row for row in contents["events"] if "task" not in row]
    kept["event_payloads"] = [row for row in contents["event_payloads"] if "task_kind" not in str(row)]
    return kept


def take_in(memory: Memory, root: Path, zone: tzinfo) -> ImportReport:
    """Import a tree, and give the report."""
    task = submit_import(memory, LOCAL_CALLER, root, zone=zone)
    if task.ended_at is None:
        carry_out(memory, task)
    return report_import(memory, LOCAL_CALLER, task.task_id, root, str(zone))
