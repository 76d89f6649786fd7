"""`recollect retention`: who was inactive for too long, and erasing them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recollect.cli import wording
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder, Limit
from recollect.cli.tables import Column, print_rows
from recollect.cli.terminal import answer, complain, say
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.paging import DEFAULT_LIMIT
from recollect.errors import InvalidInput
from recollect.services.people.retention import (
    MOST_DAYS,
    DuePerson,
    RetentionPreview,
    apply_retention,
    preview_retention,
)
from recollect.settings import load_settings

app = typer.Typer(no_args_is_help=True, add_completion=False)
Days = Annotated[
    int | None,
    typer.Option("--days", min=1, max=MOST_DAYS, help="Days without activity; the setting retention_days."),
]
_COLUMNS = (
    Column[DuePerson]("candidate", lambda person: person.candidate_id, "id"),
    Column[DuePerson]("name", lambda person: wording.person(person.candidate_name)),
    Column[DuePerson]("last activity (UTC)", lambda person: wording.moment(person.last_activity), "figure"),
    Column[DuePerson]("days", lambda person: f"{person.retention_days:,}", "figure"),
)


@app.command("preview")
def preview(days: Days = None, limit: Limit = DEFAULT_LIMIT, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show who would be erased now, longest inactive first. Nothing is changed."""
    enabled = load_settings({"data": data}).retention_days > 0
    with open_store(data) as memory:
        found = preview_retention(memory, LOCAL_CALLER, days=_chosen(days, data), enabled=enabled, limit=limit)
    answer(found, lambda: _print_preview(found), as_json=as_json)


@app.command("apply")
def apply(
    days: Days = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to type the number of people.")] = False,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Erase for good who was inactive for too long. There is no way back."""
    chosen = _chosen(days, data)
    if not chosen:
        raise InvalidInput("retention_days is 0, which means never: name the days with --days.")
    with open_store(data) as memory:
        if not yes:
            due = preview_retention(memory, LOCAL_CALLER, days=chosen, enabled=False, limit=DEFAULT_LIMIT)
            _require_typed(due)
        erased = apply_retention(memory, days=chosen)
    answer(
        {"erased": erased, "total": len(erased)},
        lambda: say(f"{len(erased):,} {'person' if len(erased) == 1 else 'people'} erased."),
        as_json=as_json,
    )


def _chosen(days: int | None, data: Path | None) -> int:
    return days if days is not None else load_settings({"data": data}).retention_days


def _print_preview(found: RetentionPreview) -> None:
    if not found.retention_days:
        say("Retention is off: retention_days is 0. Try one out with --days.")
        return
    print_rows(list(found.due), _COLUMNS)
    by_itself = "The server erases them by itself." if found.enabled else "The server leaves them: retention is off."
    say(f"{found.total:,} due after {found.retention_days:,} days without activity. {by_itself}", style="dim")


def _require_typed(due: RetentionPreview) -> None:
    if not due.total:
        return
    for person in due.due:
        complain(
            f"{person.candidate_id}  {wording.person(person.candidate_name)}  {wording.moment(person.last_activity)}"
        )
    if typer.prompt(f"Type {due.total} to erase as many people for good", err=True) != str(due.total):
        raise InvalidInput("What was typed is not their number; nobody was erased.")
