"""`recollect import`: the files of an earlier system are taken in."""

from __future__ import annotations

from collections import Counter
from datetime import tzinfo
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from recollect.cli.exits import ExitCode
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.tables import print_facts
from recollect.cli.task_watching import finish_task
from recollect.cli.terminal import answer, progress, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.task import Task
from recollect.errors import InvalidInput
from recollect.services.importing.tree_importing import ImportReport, preview_import, report_import, submit_import
from recollect.services.memory import Memory
from recollect.settings import local_zone

app = typer.Typer(add_completion=False)
_NAMED_AT_MOST = 20
_NOUNS = {
    "jobs": "jobs",
    "resumes": "résumés",
    "analyses": "analyses",
    "feedback": "feedback",
    "files": "other files",
}


@app.command()
def import_folder(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that holds jobs, resumes, analyses.", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken, and change nothing.")] = False,
    zone: Annotated[
        str | None,
        typer.Option("--zone", help="Whose time it is where a time names no zone, such as Europe/Berlin."),
    ] = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Take in jobs, résumés, analyses and feedback. Nothing that is here is changed; twice is once."""
    assumed = _zone(zone)
    with open_store(data) as memory:
        if dry_run:
            with progress("Looking", None) as advance:
                report = preview_import(memory, LOCAL_CALLER, folder, zone=assumed, progress=advance)
            answer(report, lambda: _print_report(report), as_json=as_json)
            return
        task = submit_import(memory, LOCAL_CALLER, folder, zone=assumed)
        code = finish_import(memory, task, data, folder, str(assumed), as_json=as_json)
    if code:
        raise typer.Exit(code)


def finish_import(memory: Memory, task: Task, data: Path | None, folder: Path, zone: str, *, as_json: bool) -> ExitCode:
    """Take in what is left of a folder, and print what became of all of it; nothing when it was stopped meanwhile."""
    code = ExitCode.OK if task.ended_at else finish_task(memory, task, data, says_errors=False)
    if not code:
        report = report_import(memory, LOCAL_CALLER, task.task_id, folder, zone)
        answer(report, lambda: _print_report(report), as_json=as_json)
    return code


def _zone(name: str | None) -> tzinfo:
    if name is None:
        return local_zone()
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidInput(f"{name} is no time zone; name one such as Europe/Berlin or UTC.") from error


def _print_report(report: ImportReport) -> None:
    print_facts([(shown, _counted(report, noun)) for noun, shown in _NOUNS.items()])
    left = [item for item in report.items if item.outcome == "not taken"]
    for item in left[:_NAMED_AT_MOST]:
        say_whole(f"✗ {item.source}: {'; '.join(item.notes)}")
    if len(left) > _NAMED_AT_MOST:
        say(f"… and {len(left) - _NAMED_AT_MOST:,} more; --json names all")
    notes = Counter(note for item in report.items if item.outcome != "not taken" for note in item.notes)
    for note, times in notes.most_common(_NAMED_AT_MOST):
        say(f"{times:,} × {note}", style="dim")
    say(f"Times without a zone were taken for those of {report.assumed_zone}.", style="dim")
    if report.dry_run:
        say("Nothing was changed: this was a dry run.", style="bold")


def _counted(report: ImportReport, noun: str) -> str:
    counts = (report.taken, report.already_there, report.not_taken)
    taken, there, left = (count.get(noun, 0) for count in counts)
    return f"{taken:,} taken, {there:,} already there, {left:,} not taken"
