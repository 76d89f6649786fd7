"""`recollect verify`: everything is read again."""

from __future__ import annotations

import typer

from recollect.cli import wording
from recollect.cli.exits import ExitCode
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.terminal import answer, progress, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import StartupError
from recollect.services.upkeep.store_verification import Verification, verify_store
from recollect.settings import load_settings
from recollect.storage.databases.sqlite_store import DATABASE_NAME

app = typer.Typer(add_completion=False)


@app.command()
def verify(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Read every document and text again, and check every reference and total. Exits with 1 when one is wrong."""
    settings = load_settings({"data": data})
    if not settings.database_url and not (settings.data / DATABASE_NAME).exists():
        raise StartupError(f"There is no store in {settings.data}; name its folder with --data.")
    with open_store(data) as memory, progress("Reading everything again", None) as advance:
        found = verify_store(memory, LOCAL_CALLER, lambda _what, done: advance(done))
    answer(found, lambda: _print_verification(found), as_json=as_json)
    if found.problems:
        raise typer.Exit(ExitCode.FAILED)


def _print_verification(found: Verification) -> None:
    for problem in found.problems:
        say_whole(f"✗ {problem}", style="red")
    for orphan in found.orphans:
        say_whole(f"? {orphan} belongs to no résumé: left by an upload that was cut off, and no harm", style="dim")
    checked = f"{wording.count(found.documents, 'document')} and {wording.count(found.texts, 'text')} read again"
    if found.problems:
        say(f"{checked}: {wording.count(len(found.problems), 'problem')}. Restore what is damaged from a backup.")
    else:
        say(f"● {checked}: all as they must be.", style="green")
