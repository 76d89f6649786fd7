"""Backups: made in the background, and listed."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recollect.services.backups.backup_tasks import Backups, list_kept_backups, submit_backup
from recollect.web.answers import json_answer
from recollect.web.api.openapi import KEY_HEADER, answers, schema_of
from recollect.web.api.tasks import HANDED_IN
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api/backups", tags=["store"])


@router.get("", responses=answers(schema_of(Backups)))
def list_backups(memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the backups in the folder of the settings, newest first, and the one that is being made."""
    return json_answer(list_kept_backups(memory, caller))


@router.post("", openapi_extra=KEY_HEADER, status_code=202, responses=HANDED_IN)
def make_backup(request: Request, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Back everything up in the background, into the folder of the settings; the item's result says where it lies."""
    return carry_out(request, None, lambda once: submit_backup(memory, caller, once), lambda task: {"task": task}, 202)
