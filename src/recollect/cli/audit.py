"""`recollect audit`: who did what to which record, and whether the trail is as it was sealed."""

from __future__ import annotations

from typing import Annotated

import typer

from recollect.cli import wording
from recollect.cli.exits import ExitCode
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, Cursor, DataFolder, Limit, Since, Until, read_time
from recollect.cli.tables import Column, print_rows
from recollect.cli.terminal import answer, progress, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.event import Event
from recollect.domain.paging import DEFAULT_LIMIT
from recollect.services.history.audit_trail import AuditTrail, ChainVerification, list_events, verify_chain
from recollect.services.history.event_sealing import seal_events

app = typer.Typer(no_args_is_help=True, add_completion=False)
_COLUMNS = (
    Column[Event]("seq", lambda event: f"{event.seq}", "figure"),
    Column[Event]("at (UTC)", lambda event: wording.moment(event.at), "figure"),
    Column[Event]("what", lambda event: event.summary),
    Column[Event]("record", lambda event: event.entity_id, "id"),
    Column[Event]("by", lambda event: event.actor, spare=True),
    Column[Event]("undo", lambda event: event.event_id if event.undoable else wording.NONE, "id", spare=True),
)


@app.command("list")
def list_audit(
    entity: Annotated[
        str | None, typer.Option("--entity", help="Only a kind of record, such as job, or the record of this id.")
    ] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Only what this one did.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """List what was done, newest first, and by which id it can be undone."""
    with open_store(data) as memory:
        trail = list_events(
            memory,
            LOCAL_CALLER,
            entity=entity,
            actor=actor,
            since=read_time(since),
            until=read_time(until),
            cursor=cursor,
            limit=limit,
        )
    answer(trail, lambda: _print_trail(trail), as_json=as_json)


@app.command("verify")
def verify_audit(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Compute the whole chain anew. Exits with 1 when an event was changed, moved, put in or taken out."""
    with open_store(data) as memory, progress("Verifying the chain", None) as advance:
        seal_events(memory)
        found = verify_chain(memory, LOCAL_CALLER, advance)
    answer(found, lambda: _print_verification(found), as_json=as_json)
    if found.problems:
        raise typer.Exit(ExitCode.FAILED)


def _print_trail(trail: AuditTrail) -> None:
    if trail.events:
        print_rows(trail.events, _COLUMNS)
    else:
        say("Nothing of that kind was done.", style="dim")
    if trail.next_cursor:
        say_whole(f"next page: --cursor {trail.next_cursor}", style="dim")


def _print_verification(found: ChainVerification) -> None:
    wrong = wording.count(len(found.problems), "problem")
    for problem in found.problems:
        say_whole(f"✗ {problem.in_words()}", style="red")
    checked = f"{wording.count(found.events, 'event')} checked, of {found.erased:,} the payload was erased"
    if found.problems:
        say(f"{checked}: {wrong}. A backup tells what stood there.")
        return
    say(f"● {checked}: the chain is whole.", style="green")
    if found.head:
        say_whole(f"It ends at {found.head.seq} with {found.head.chain_digest}", style="dim")
