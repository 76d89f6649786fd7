"""The audit trail: who did what to which record, undone from there, and the proof that nobody touched it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.services.audit_trail import list_events, verify_chain
from recollect.services.memory import Memory
from recollect.web.pages.audit.views import (
    KINDS,
    PATH,
    Verified,
    label_filters,
    view_events,
    view_filters,
    view_verification,
)
from recollect.web.pages.lists import ROWS, Given, Pager, address_of, view_chips
from recollect.web.pages.rendering import render_page

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


@router.get(PATH)
def show_audit(request: Request, cursor: str = "") -> Response:
    """Show what was done, newest first."""
    return _show(request, cursor)


@router.post(PATH + "/verify")
def verify(request: Request) -> Response:
    """Compute the chain anew, and show what came of it."""
    found = verify_chain(request.app.state.memory, request.state.caller)
    return _show(request, "", view_verification(found))


@router.get(PATH + "/verify")
def return_to_audit() -> Response:
    """Lead whoever reloads the answer back to the trail."""
    return RedirectResponse(PATH, _SEE_OTHER)


def _show(request: Request, cursor: str, verified: Verified | None = None) -> Response:
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
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
        verified=verified,
    )
