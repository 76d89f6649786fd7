"""`recollect archive`: the copy of everything in plain files."""

from __future__ import annotations

import typer
from rich import filesize

from recollect.cli import wording
from recollect.cli.exits import ExitCode
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.tables import print_facts
from recollect.cli.task_watching import finish_task
from recollect.cli.terminal import answer
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.archiving.archive_status import ArchiveStatus, archive_status
from recollect.services.history.event_sealing import seal_events
from recollect.services.upkeep.store_rebuilding import ARCHIVE, submit_rebuild

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.command("status")
def show_status(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show how far the archive is behind. Exits with 1 when something keeps it from going on."""
    with open_store(data) as memory:
        status = archive_status(memory)
    answer(status, lambda: _print_status(status), as_json=as_json)
    if status.problem:
        raise typer.Exit(ExitCode.FAILED)


@app.command("rebuild")
def rebuild(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Write the archive anew from the store. Stop the server first."""
    with open_store(data) as memory:
        code = finish_task(memory, submit_rebuild(memory, LOCAL_CALLER, [ARCHIVE]), data)
        seal_events(memory)
        if memory.archive is not None:
            memory.archive.finish_briefly()  # with the event of the task itself
        status = archive_status(memory)
    if code:
        raise typer.Exit(code)
    answer(status, lambda: _print_status(status), as_json=as_json)


def _print_status(status: ArchiveStatus) -> None:
    behind = wording.count(status.events_behind, "event")
    print_facts(
        [
            ("archive", "kept" if status.enabled else "switched off"),
            ("behind", f"{behind}, {status.seconds_behind:,.1f} s" if status.events_behind else "nothing"),
            ("last event", f"{status.seq:,}"),
            ("size", filesize.decimal(status.bytes)),
            *([("problem", status.problem)] if status.problem else []),
        ]
    )
