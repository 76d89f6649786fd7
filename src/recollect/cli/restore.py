"""`recollect restore`: a new store out of a backup, or out of the plain files alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from recollect.bootstrap import open_memory
from recollect.cli import wording
from recollect.cli.exits import ExitCode
from recollect.cli.opening import command_line, open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.terminal import answer, complain, progress, say, say_whole, steps
from recollect.errors import InvalidInput
from recollect.services.archiving.store_restoring import Restored, restore_store
from recollect.services.backups.backup_restoring import RestoredBackup, restore_backup
from recollect.settings import load_settings, write_settings_file

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="A backup, or a folder of plain files.", show_default=False)
    ],
    data: DataFolder = None,
    erased: Annotated[
        list[Path] | None,
        typer.Option("--erased", metavar="FILE", help="A list of who was erased since; can be given again."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Move the store that is there aside; nobody may be using it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a new store in the folder that --data names. Who was erased since stays erased."""
    settings = load_settings({"data": data})
    if source.is_dir():
        _restore_archive(source, data, erased or [], replace=replace, as_json=as_json)
        return
    with steps() as told:
        restored = restore_backup(
            source,
            settings.data.absolute(),
            lambda folder: open_memory(msgspec.structs.replace(settings, data=folder)),
            erased_lists=erased or (),
            replace=replace,
            progress=told,
        )
    answer({"restored": restored}, lambda: _print_restored(restored), as_json=as_json)
    if restored.problems:
        raise typer.Exit(ExitCode.FAILED)


def _print_restored(restored: RestoredBackup) -> None:
    for problem in restored.problems:
        say_whole(f"✗ {problem}", style="red")
    say_whole(
        f"{restored.data}: {wording.count(restored.documents, 'résumé')} as of {restored.made_at:%Y-%m-%d %H:%M} UTC"
    )
    if restored.erased:
        erased = f"{restored.erased:,} who had been erased since the backup was made"
        complain(f"Kept out: {erased}.")
    if restored.replaced:
        say_whole(f"What was there before: {restored.replaced}. Delete it when you no longer need it.", style="dim")
    if not restored.problems:
        say("● All was verified.", style="green")


def _restore_archive(folder: Path, data: Path | None, erased: list[Path], *, replace: bool, as_json: bool) -> None:
    if replace:
        raise InvalidInput("--replace goes with a backup; name a new folder with --data, or an empty one.")
    with open_store(data) as memory, progress("Restoring", None) as advance:
        restored = restore_store(memory, folder, erased_lists=erased, progress=advance)
    write_settings_file(load_settings({"data": data}).data, restored.settings)
    answer(restored, lambda: _print_restored_archive(restored, data), as_json=as_json)


def _print_restored_archive(restored: Restored, data: Path | None) -> None:
    counted = (
        (restored.jobs, "job"),
        (restored.resumes, "résumé"),
        (restored.analyses, "analysis"),
        (restored.feedback, "feedback"),
        (restored.candidates, "person"),
        (restored.templates, "template"),
        (restored.events, "event"),
    )
    say(", ".join(wording.count(number, noun) for number, noun in counted))
    if restored.erased:
        complain(f"Kept out: {restored.erased:,} who had been erased since.")
    say_whole(f"All restored. Check it: {command_line(data, 'verify')}", style="bold")
