"""A task that a command carries out itself, with a bar, until it ends or somebody stops it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from recollect.cli import wording
from recollect.cli.exits import ExitCode, exit_code_of_name, in_commands
from recollect.cli.opening import command_line
from recollect.cli.terminal import complain, progress
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.task import Task, TaskItem
from recollect.errors import TaskConflict
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import CHANGES_AT_ONCE, change_task, each_item, read_changes
from recollect.services.tasks.task_kinds import KINDS
from recollect.worker.task_runner import TaskRunner

_LOOK_AGAIN_S = 1.0
_UNSETTLED = frozenset({"waiting", "running"})


def run_task(
    memory: Memory,
    task: Task,
    *,
    at_once: int,
    show: Callable[[TaskItem], None],
    go_on: Callable[[Task], str],
) -> Task:
    """Carry a task out and give it as it ended; `show` is told each item that is settled, in their order.

    Ctrl-C pauses it at once; `go_on` gives the command that goes on where it was.
    """
    wake = threading.Event()
    stop_listening = memory.task_bell.listen(wake.set)
    try:
        threads = 1 if KINDS[task.kind].in_order else at_once
        with closing(TaskRunner(memory, at_once=threads, task_id=task.task_id)) as runner:
            try:
                return _watch(memory, task, wake, show)
            except KeyboardInterrupt:
                runner.abandon()  # first: what is under way may keep the store's writer
                _pause(memory, task, go_on)
                raise
    finally:
        stop_listening()


def finish_task(memory: Memory, task: Task, data: Path | None, *, says_errors: bool = True) -> ExitCode:
    """Carry out what is left of a task, say of each item that failed why, and give the exit code.

    It is that of the first item's error; `FAILED` also when somebody paused or cancelled the task meanwhile. Errors
    that are said elsewhere count for nothing here.
    """
    errors: list[str] = []

    def show(item: TaskItem) -> None:
        if item.error and says_errors:
            errors.append(item.error)
            complain(f"✗ {item.label}: {item.error}: {wording.one_line(in_commands(item.detail or ''))}")

    def go_on(task: Task) -> str:
        return f"`{command_line(data, 'task', 'resume', task.task_id)}`"

    ended = run_task(memory, task, at_once=1, show=show, go_on=go_on)
    if ended.state in {"paused", "cancelled"}:
        way = f"; {go_on(ended)} goes on" if ended.state == "paused" else ""
        complain(f"It was {ended.state} after {ended.done + ended.failed:,} of {ended.total:,}{way}.")
        return ExitCode.FAILED
    return exit_code_of_name(errors[0]) if errors else ExitCode.OK


def _pause(memory: Memory, task: Task, go_on: Callable[[Task], str]) -> None:
    with suppress(TaskConflict):  # it ended meanwhile
        stopped = change_task(memory, LOCAL_CALLER, task.task_id, "pause")
        complain(f"Stopped after {stopped.done + stopped.failed:,} of {stopped.total:,}; {go_on(stopped)} goes on.")


def _watch(memory: Memory, task: Task, wake: threading.Event, show: Callable[[TaskItem], None]) -> Task:
    expected = deque(item.number for item in each_item(memory, LOCAL_CALLER, task.task_id) if item.state in _UNSETTLED)
    arrived: dict[int, TaskItem] = {}
    seen = task.revision
    with progress("Working", task.total) as advance:
        while True:
            wake.clear()
            changes = read_changes(memory, LOCAL_CALLER, task.task_id, seen)
            for revision, item in changes.items:
                arrived[item.number] = item
                seen = revision
            while expected and expected[0] in arrived:
                show(arrived.pop(expected.popleft()))
            advance(changes.task.done + changes.task.failed)
            if len(changes.items) == CHANGES_AT_ONCE:
                continue
            seen = changes.task.revision
            if changes.task.ended_at is not None or changes.task.state == "paused":
                for number in sorted(arrived):  # some before it were cancelled, or are still to be done
                    show(arrived[number])
                return changes.task
            wake.wait(_LOOK_AGAIN_S)
