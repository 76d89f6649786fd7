"""The audit trail: who did what to which record, undone from there, and the proof that nobody touched it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recollect.domain.caller import Caller
from recollect.services.history.audit_trail import list_events
from recollect.services.memory import Memory
from recollect.services.upkeep.store_checks import read_last_check
from recollect.web.pages.audit.views import (
    KINDS,
    PATH,
    label_filters,
    view_events,
    view_filters,
)
from recollect.web.pages.checks.views import view_check
from recollect.web.pages.lists import ROWS, Given, Pager, address_of, view_chips
from recollect.web.pages.rendering import is_for, render_page, render_part

router = APIRouter(include_in_schema=False)


@router.get(PATH)
def show_audit(request: Request, cursor: str = "") -> Response:
    """Show what was done, newest first; or alone how far the check of the chain is."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    check = view_check(read_last_check(memory, caller, "chain"))
    if is_for(request, "check"):
        return render_part("checks/check.html", check=check, back=PATH)
    given = Given(request, "kind", "entity", "actor", "since", "until")
    kind = given.one_of("kind", "The kind", KINDS)
    query = given.query
    trail = list_events(
        memory,
        caller,
        entity=query["entity"] or kind,
        actor=query["actor"] or None,
        since=given.day("since", "The first day"),
        until=given.day("until", "The last day", after=True),
        cursor=cursor or None,
        limit=ROWS,
    )
    return render_page(
        request,
        "audit/audit.html",
        422 if given.problems else 200,
        rows=view_events(trail.events),
        filters=view_filters(query),
        chips=view_chips(PATH, query, label_filters(query)),
        problems=given.problems,
        pager=Pager(
            newest=address_of(PATH, query) if cursor else None,
            older=address_of(PATH, {**query, "cursor": trail.next_cursor}) if trail.next_cursor else None,
        ),
        path=PATH,
        check=check,
        back=PATH,
    )
