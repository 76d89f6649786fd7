"""Checks of what is kept: asked for, and what the newest of each kind has found."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recollect.services.upkeep.store_checks import TASK_KINDS, CheckKind, CheckOutcome, read_last_check, submit_check
from recollect.web.answers import json_answer
from recollect.web.api.openapi import KEY_HEADER, answers, record
from recollect.web.api.tasks import HANDED_IN
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api/checks", tags=["store"])


@router.get("", responses=answers(record(checks=list[CheckOutcome])))
def list_checks(memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give what the newest check of each kind has found: of the chain of events, and of the whole store."""
    found = (read_last_check(memory, caller, kind) for kind in TASK_KINDS)
    return json_answer({"checks": [one for one in found if one is not None]})


@router.post("/{kind}", openapi_extra=KEY_HEADER, status_code=202, responses=HANDED_IN)
def check(request: Request, kind: CheckKind, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Check the `chain` of events, or the whole `store`, in the background."""
    return carry_out(
        request, None, lambda once: submit_check(memory, caller, kind, once), lambda task: {"task": task}, 202
    )
