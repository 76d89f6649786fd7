"""`recollect task`: background work is listed, shown, paused, resumed, cancelled and retried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from recollect.cli import wording
from recollect.cli.exits import ExitCode, in_commands
from recollect.cli.opening import command_line, open_store
from recollect.cli.options import AsJson, Cursor, DataFolder, Limit
from recollect.cli.resume_batch import finish_files
from recollect.cli.tables import Column, print_facts, print_page, print_rows
from recollect.cli.task_watching import run_task
from recollect.cli.terminal import answer, complain, listing, print_json, say, say_whole
from recollect.cli.tree_import import finish_import
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.paging import DEFAULT_LIMIT
from recollect.domain.task import ItemState, Task, TaskItem
from recollect.services.importing.tree_importing import IMPORT, source_of_import
from recollect.services.memory import Memory
from recollect.services.resumes.resume_tasks import ADD_FILES
from recollect.services.tasks.task_control import TaskWithItems, Wish, change_task, read_task
from recollect.settings import load_settings
from recollect.storage.tasks import tasks

app = typer.Typer(no_args_is_help=True, add_completion=False)
TaskIdArgument = Annotated[str, typer.Argument(metavar="TASK_ID", show_default=False)]
_COLUMNS = (
    Column[Task]("task", lambda task: task.task_id, "id"),
    Column[Task]("kind", lambda task: task.kind.replace("_", " ")),
    Column[Task]("state", lambda task: task.state, "name"),
    Column[Task]("done", lambda task: f"{task.done:,} of {task.total:,}", "figure"),
    Column[Task]("failed", lambda task: f"{task.failed:,}", "figure"),
    Column[Task]("by", lambda task: task.actor, spare=True),
    Column[Task]("begun (UTC)", lambda task: wording.moment(task.created_at), "figure", spare=True),
)
_ITEMS = (
    Column[TaskItem]("item", lambda item: f"{item.number:,}", "figure"),
    Column[TaskItem]("state", lambda item: item.state, "name"),
    Column[TaskItem]("what", lambda item: item.label),
    Column[TaskItem]("error", lambda item: f"{item.error}: {in_commands(item.detail or '')}" if item.error else ""),
)


@app.command("list")
def list_tasks(
    limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None, data: DataFolder = None, as_json: AsJson = False
) -> None:
    """List the background work, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        page = tasks.list_tasks(reader, cursor=cursor, limit=limit)
    answer(listing("tasks", page), lambda: print_page(page, _COLUMNS, "task"), as_json=as_json)


@app.command("show")
def show_task(
    task_id: TaskIdArgument,
    failed: Annotated[bool, typer.Option("--failed", help="Only the items that failed.")] = False,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show how far a task is, with its items and their errors."""
    state: ItemState | None = "failed" if failed else None
    with open_store(data) as memory:
        found = read_task(memory, LOCAL_CALLER, task_id, state=state, cursor=cursor, limit=limit)
    answer(found, lambda: _print_task(found), as_json=as_json)


@app.command("pause")
def pause_task(task_id: TaskIdArgument, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Stop a task until it is resumed; an item under way is given up, and done again then."""
    _change(task_id, "pause", data, as_json=as_json)


@app.command("cancel")
def cancel_task(task_id: TaskIdArgument, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Stop a task for good. What was done stays."""
    _change(task_id, "cancel", data, as_json=as_json)


@app.command("resume")
def resume_task(task_id: TaskIdArgument, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Go on with a task where it was, and carry it out here."""
    _carry_on(task_id, "resume", data, as_json=as_json)


@app.command("retry")
def retry_task(task_id: TaskIdArgument, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Do the items that failed again, and only those."""
    _carry_on(task_id, "retry", data, as_json=as_json)


def task_answer(memory: Memory, task_id: str) -> tuple[dict[str, object], Callable[[], None]]:
    """Give the answer that shows a task with its first items."""
    found = read_task(memory, LOCAL_CALLER, task_id, limit=DEFAULT_LIMIT)
    return msgspec.structs.asdict(found), lambda: _print_task(found)


def _change(task_id: str, wish: Wish, data: Path | None, *, as_json: bool) -> None:
    with open_store(data) as memory:
        task = change_task(memory, LOCAL_CALLER, task_id, wish)
    answer({"task": task}, lambda: say_whole(_in_words(task)), as_json=as_json)


def _carry_on(task_id: str, wish: Wish, data: Path | None, *, as_json: bool) -> None:
    at_once = load_settings({"data": data}).reader_processes
    with open_store(data) as memory:
        task = change_task(memory, LOCAL_CALLER, task_id, wish)

        def go_on(task: Task) -> str:
            return f"`{command_line(data, 'task', 'resume', task.task_id)}`"

        if task.kind == ADD_FILES:
            batch, code = finish_files(memory, task, at_once=at_once, as_json=as_json, go_on=go_on)
            if as_json:
                print_json(batch)
        elif task.kind == IMPORT:
            folder, zone = source_of_import(memory, LOCAL_CALLER, task_id)
            code = finish_import(memory, task, data, folder, zone, as_json=as_json)
        else:
            ended = run_task(memory, task, at_once=at_once, show=_complain_of, go_on=go_on)
            code = ExitCode.FAILED if ended.failed else ExitCode.OK
            answer({"task": ended}, lambda: say_whole(_in_words(ended)), as_json=as_json)
    if code:
        raise typer.Exit(code)


def _complain_of(item: TaskItem) -> None:
    if item.error:
        complain(f"✗ {item.label}: {item.error}: {wording.one_line(in_commands(item.detail or ''))}")


def _print_task(found: TaskWithItems) -> None:
    task = found.task
    left = f", about {task.seconds_left:,.0f} s left" if task.seconds_left is not None else ""
    say(task.kind.replace("_", " "), style="bold")
    print_facts(
        [
            ("task", task.task_id),
            ("state", task.state),
            ("done", f"{task.done:,} of {task.total:,}{left}"),
            ("failed", f"{task.failed:,}"),
            ("by", task.actor),
            ("begun", f"{wording.moment(task.created_at)} UTC"),
        ]
    )
    if found.items:
        say()
        print_rows(found.items, _ITEMS)
    if found.next_cursor:
        say_whole(f"next page: --cursor {found.next_cursor}", style="dim")


def _in_words(task: Task) -> str:
    return f"{task.task_id} is {task.state}: {task.done:,} of {task.total:,} done, {task.failed:,} failed"
