"""Checks of the chain and of the store are handed in, and the page they belong to shows how far they are."""

from __future__ import annotations

from contextlib import suppress

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from recollect.errors import TaskConflict
from recollect.services.upkeep.store_checks import CheckKind, submit_check

router = APIRouter(include_in_schema=False)

_SHOWN_ON: dict[CheckKind, str] = {"chain": "/audit", "store": "/storage"}
_SEE_OTHER = 303


@router.post("/checks/{kind}")
def check(request: Request, kind: CheckKind) -> Response:
    """Hand in a check; one that is under way already is shown instead."""
    with suppress(TaskConflict):
        submit_check(request.app.state.memory, request.state.caller, kind)
    return return_to_page(kind)


@router.get("/checks/{kind}")
def return_to_page(kind: CheckKind) -> Response:
    """Lead to the page that shows a check, also whoever reloads the answer to the form."""
    return RedirectResponse(f"{_SHOWN_ON[kind]}#check", _SEE_OTHER)
