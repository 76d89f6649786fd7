"""`recollect backup`: everything into one file, and whether such a file is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich import filesize
from typer.core import TyperGroup

from recollect.cli import wording
from recollect.cli.exits import ExitCode
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.tables import Column, print_facts, print_rows
from recollect.cli.terminal import answer, complain, say, say_whole, steps
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.backups.backup_making import Backup, make_backup
from recollect.services.backups.backup_tasks import BackupFile, Backups, list_kept_backups
from recollect.services.backups.backup_verification import CheckedBackup, check_backup
from recollect.settings import load_settings

_MAKE = "make"


class MakeUnlessNamed(TyperGroup):
    """A group that makes a backup when what follows names no command of it: `recollect backup /mnt/disk`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command in where it was left out."""
        named = next((word for word in args if not word.startswith("-")), None)
        asks_for_help = any(word in {"-h", "--help"} for word in args)
        if named not in self.commands and not (asks_for_help and named is None):
            args = [_MAKE, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=MakeUnlessNamed, add_completion=False)
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)]
_FILES = (
    Column[BackupFile]("made (UTC)", lambda file: wording.moment(file.made_at), "figure"),
    Column[BackupFile]("size", lambda file: filesize.decimal(file.bytes), "figure"),
    Column[BackupFile]("file", lambda file: file.path, "id"),
)


@app.command(_MAKE)
def make(
    destination: Annotated[
        Path | None,
        typer.Argument(
            metavar="DEST",
            help="A folder, or a new file that ends in .tar; the setting backup_folder, or the present folder.",
            show_default=False,
        ),
    ] = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Back everything up into one file, and read it again. Others may go on writing."""
    chosen = destination or Path(load_settings({"data": data}).backup_folder or ".")
    with open_store(data) as memory, steps() as told:
        made = make_backup(memory, chosen, progress=told)
    answer({"backup": made}, lambda: _print_backup(made), as_json=as_json)


@app.command("list")
def list_backups(data: DataFolder = None, as_json: AsJson = False) -> None:
    """List the backups in the folder of the settings, newest first."""
    with open_store(data) as memory:
        kept = list_kept_backups(memory, LOCAL_CALLER)
    answer(kept, lambda: _print_kept(kept), as_json=as_json)


@app.command("verify")
def verify(file: FileArgument, _data: DataFolder = None, as_json: AsJson = False) -> None:
    """Read a backup whole: every hash, and the database's own checks."""
    with steps() as told:
        checked = check_backup(file, progress=told)
    answer({"backup": checked}, lambda: _print_checked(checked), as_json=as_json)
    if checked.problems:
        raise typer.Exit(ExitCode.FAILED)


def _print_backup(made: Backup) -> None:
    say_whole(made.path)
    say(f"● {wording.count(made.documents, 'résumé')}, {filesize.decimal(made.bytes)}; written and read again.")
    if made.database == "postgresql":
        complain("The records are in PostgreSQL, and not in this file: take them with pg_dump, before this.")


def _print_kept(kept: Backups) -> None:
    if kept.under_way is not None:
        say_whole(f"{kept.under_way.task_id} is making one: it is {kept.under_way.state}")
    if kept.folder is None:
        say("No folder for backups is set: set backup_folder.")
        return
    if not kept.backups:
        say_whole(f"There is none in {kept.folder}.")
        return
    print_rows(kept.backups, _FILES)


def _print_checked(checked: CheckedBackup) -> None:
    for problem in checked.problems:
        say_whole(f"✗ {problem}", style="red")
    print_facts(
        [
            ("made (UTC)", wording.moment(checked.made_at)),
            ("by version", checked.program_version),
            ("database", checked.database),
            ("schema", checked.schema_revision),
            ("files", f"{checked.files:,}"),
            ("bytes", filesize.decimal(checked.bytes)),
        ]
    )
    if not checked.problems:
        say("● All is as it must be.", style="green")
