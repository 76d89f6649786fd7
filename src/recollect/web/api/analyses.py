"""Analyses: listed, fetched whole, noted, deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from recollect.domain.analysis import Analysis, AnalysisSummary
from recollect.services.analyses import analysis_editing
from recollect.storage.records import analyses
from recollect.storage.records.analyses import AnalysisFilter
from recollect.web.answers import json_answer, listing
from recollect.web.api.jobs import DELETED
from recollect.web.api.openapi import KEY_HEADER, answers, list_of, record
from recollect.web.api.schemas import AnalysisChange, AnalysisListQuery
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api", tags=["analyses"])


class AnalysisVersion(msgspec.Struct, frozen=True, kw_only=True):
    """The notes beside a result in one version."""

    version: int
    notes: str
    created_at: datetime
    actor: str


@router.get("/analyses", responses=answers(list_of("analyses", AnalysisSummary)))
def list_analyses(query: Annotated[AnalysisListQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the analyses, newest first, narrowed by what is given."""
    narrowed = AnalysisFilter(**query.model_dump(exclude={"limit", "cursor"}))
    with memory.read(caller) as reader:
        page = analyses.list_analyses(reader, narrowed, cursor=query.cursor, limit=query.limit)
    return json_answer(listing("analyses", page))


@router.get("/analyses/{analysis_id}", responses=answers(record(analysis=Analysis), 404))
def get_analysis(analysis_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give an analysis with its complete result."""
    with memory.read(caller) as reader:
        return json_answer({"analysis": analyses.get_analysis(reader, analysis_id)})


@router.patch(
    "/analyses/{analysis_id}",
    openapi_extra=KEY_HEADER,
    responses=answers(record(analysis=Analysis), 404, writes=True),
)
def note_analysis(
    request: Request, analysis_id: str, body: AnalysisChange, memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Replace the notes beside a result; the result itself never changes."""
    return carry_out(
        request,
        body.model_dump(),
        lambda once: analysis_editing.note_analysis(
            memory, caller, analysis_id, body.notes, expected_version=body.version, once=once
        ),
        lambda analysis: {"analysis": analysis},
    )


@router.delete("/analyses/{analysis_id}", openapi_extra=KEY_HEADER, responses=answers(DELETED, 404, writes=True))
def delete_analysis(request: Request, analysis_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Delete an analysis softly; `POST /api/undo/{event_id}` brings it back."""
    return carry_out(
        request,
        None,
        lambda once: analysis_editing.delete_analysis(memory, caller, analysis_id, once=once),
        lambda event_id: {"message": "Analysis deleted", "id": analysis_id, "event_id": event_id},
    )


@router.get("/analyses/{analysis_id}/versions", responses=answers(record(versions=list[AnalysisVersion]), 404))
def list_analysis_versions(analysis_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give all versions of the notes beside a result, newest first."""
    with memory.read(caller) as reader:
        return json_answer({"versions": analyses.list_analysis_versions(reader, analysis_id)})
