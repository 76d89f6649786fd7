"""What was just done is told on the next page, for ten seconds, with the offer to undo it.

The answer to a form leads on to a page; a cookie that lives as long as the message tells that page of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from msgspec import Struct

from recollect.services.history.undo_offers import UndoOffer, offer_undo, undo_all
from recollect.web.pages.local_address import safe_address

router = APIRouter(include_in_schema=False)

TOLD_S = 10
_COOKIE = "recollect_told"
_UNDONE = "undone"
_EVENT_ID = re.compile(r"ev_[0-9a-f]{12}")
_MOST_EVENTS = 100
_SEE_OTHER = 303


class Told(Struct, frozen=True, kw_only=True):
    """What to tell; when `is_undone`, what the offer names was taken back."""

    offer: UndoOffer | None = None
    is_undone: bool = False


def tell_done(request: Request, answer: Response, *event_ids: str) -> None:
    """Let the page that an answer leads to tell what these events did, and offer to undo it."""
    _tell(request, answer, ".".join(event_ids[:_MOST_EVENTS]))


def read_told(request: Request) -> Told:
    """Read what is to be told on the page of a request."""
    written = request.cookies.get(_COOKIE, "")
    event_ids = _event_ids(written)
    if not event_ids:
        return Told()
    offer = offer_undo(request.app.state.memory, request.state.caller, event_ids)
    return Told(offer=offer, is_undone=written.startswith(_UNDONE))


@router.post("/undo")
def undo_told(request: Request, events: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/") -> Response:
    """Undo what was told, and go back to the page where it was."""
    event_ids = _event_ids(events)
    undo_all(request.app.state.memory, request.state.caller, event_ids)
    answer = RedirectResponse(safe_address(back), _SEE_OTHER)
    _tell(request, answer, ".".join([_UNDONE, *event_ids]))
    return answer


@router.get("/undo")
def return_from_undo() -> Response:
    """Lead whoever reloads the answer to the first page."""
    return RedirectResponse("/", _SEE_OTHER)


def _event_ids(written: str) -> Sequence[str]:
    return [one for one in written.split(".") if _EVENT_ID.fullmatch(one)][:_MOST_EVENTS]


def _tell(request: Request, answer: Response, told: str) -> None:
    answer.set_cookie(
        _COOKIE, told, max_age=TOLD_S, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )
