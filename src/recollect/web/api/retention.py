"""Retention: who was inactive for too long."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from recollect.services.people.retention import RetentionPreview, preview_retention
from recollect.web.answers import json_answer
from recollect.web.api.openapi import answers, schema_of
from recollect.web.api.schemas import RetentionQuery
from recollect.web.requests import UsesCaller, UsesMemory

router = APIRouter(prefix="/api", tags=["store"])


@router.get("/retention/preview", responses=answers(schema_of(RetentionPreview)))
def get_retention_preview(
    request: Request, query: Annotated[RetentionQuery, Query()], memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Tell who would be erased now, longest inactive first; nothing is changed."""
    own: int = request.app.state.settings.retention_days
    days = own if query.days is None else query.days
    return json_answer(preview_retention(memory, caller, days=days, enabled=own > 0, limit=query.limit))
