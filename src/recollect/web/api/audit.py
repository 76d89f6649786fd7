"""The audit trail: who did what to which record."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from recollect.services.history.audit_trail import AuditTrail, list_events
from recollect.web.answers import json_answer
from recollect.web.api.openapi import answers, schema_of
from recollect.web.api.schemas import AuditQuery
from recollect.web.requests import UsesCaller, UsesMemory

router = APIRouter(prefix="/api", tags=["store"])


@router.get("/audit", responses=answers(schema_of(AuditTrail)))
def list_audit_events(query: Annotated[AuditQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the audit trail, newest first; `entity` is a kind of record, such as `job`, or an id."""
    return json_answer(list_events(memory, caller, **query.model_dump()))
