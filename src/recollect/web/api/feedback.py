"""Feedback: submitted, searched, exported, revised, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from recollect.domain.feedback import Feedback, FeedbackStatistics, Judgement, SimilarFeedback, TrainingSample
from recollect.services.feedback import feedback_capture, feedback_search
from recollect.services.feedback.feedback_capture import Submitted
from recollect.storage.records import feedback
from recollect.storage.views import feedback_lists
from recollect.storage.views.feedback_lists import FeedbackFilter
from recollect.web.answers import json_answer, listing
from recollect.web.api.jobs import DELETED
from recollect.web.api.openapi import KEY_HEADER, answers, list_of, record, schema_of
from recollect.web.api.schemas import (
    FeedbackBody,
    FeedbackChange,
    FeedbackExportQuery,
    FeedbackListQuery,
    FeedbackSearchQuery,
    HighQualityQuery,
)
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api", tags=["feedback"])

_SUBMITTED = record(
    status={"const": "success"},
    message=str,
    feedback_id=str,
    revision=int,
    analysis_id=str | None,
    job_id=str | None,
)


class FeedbackVersion(msgspec.Struct, frozen=True, kw_only=True):
    """What feedback said in one revision."""

    version: int
    created_at: datetime
    actor: str
    interaction_id: str
    query: str
    context: list[Any]
    response: str
    feedback: Judgement
    analysis_id: str | None
    job_id: str | None


@router.post("/feedback/submit", openapi_extra=KEY_HEADER, responses=answers(_SUBMITTED, writes=True))
def submit_feedback(request: Request, body: FeedbackBody, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Keep feedback, linked by itself to the analysis' job and résumé.

    The same again is answered as the first time; other content under the same `interaction_id` is a new revision.
    """
    return carry_out(
        request,
        body.model_dump(),
        lambda once: feedback_capture.submit_feedback(memory, caller, body.draft(), once),
        _submitted,
    )


@router.get("/feedback", responses=answers(list_of("feedback", Feedback)))
def list_feedback(query: Annotated[FeedbackListQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the feedback, newest first, narrowed by what is given."""
    narrowed = FeedbackFilter(**query.model_dump(exclude={"limit", "cursor"}))
    with memory.read(caller) as reader:
        page = feedback_lists.list_feedback(reader, narrowed, cursor=query.cursor, limit=query.limit)
    return json_answer(listing("feedback", page))


@router.get("/feedback/statistics", responses=answers(schema_of(FeedbackStatistics)))
def get_feedback_statistics(memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the counts over all feedback."""
    with memory.read(caller) as reader:
        return json_answer(feedback.get_statistics(reader))


@router.get("/feedback/search", responses=answers(record(results=list[SimilarFeedback])))
def search_feedback(query: Annotated[FeedbackSearchQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the feedback that is most like the query, by vector similarity."""
    found = feedback_search.search_feedback(
        memory, caller, query.query, count=query.n_results, min_rating=query.min_rating
    )
    return json_answer({"results": found})


@router.get("/feedback/high-quality", responses=answers(record(samples=list[TrainingSample], count=int)))
def get_high_quality(query: Annotated[HighQualityQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give well-rated feedback joined with the very versions of job, text and result that were analysed."""
    samples = feedback_search.high_quality_samples(memory, caller, min_rating=query.min_rating, limit=query.limit)
    return json_answer({"samples": samples, "count": len(samples)})


@router.get(
    "/feedback/export-csv",
    responses=answers({}) | {200: {"description": "CSV.", "content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def export_feedback(query: Annotated[FeedbackExportQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Download all feedback as CSV, or what is asked for; no cell is a formula to a spreadsheet."""
    lines = feedback_search.export_csv(memory, caller, FeedbackFilter(**query.model_dump()))
    return _download(lines, "text/csv", "recollect-feedback.csv")


@router.get(
    "/feedback/export-samples",
    responses=answers({})
    | {200: {"description": "JSON Lines.", "content": {"application/jsonl": {"schema": {"type": "string"}}}}},
)
def export_samples(query: Annotated[FeedbackExportQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Download what can teach, each with its job, text and result: a sample of `high-quality` a line."""
    lines = feedback_search.export_samples(memory, caller, FeedbackFilter(**query.model_dump()))
    return _download(lines, "application/jsonl", "recollect-samples.jsonl")


@router.get("/feedback/{feedback_id}", responses=answers(record(feedback=Feedback), 404))
def get_feedback(feedback_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give feedback by its id, or by the `interaction_id` it came with."""
    with memory.read(caller) as reader:
        return json_answer({"feedback": feedback.public(feedback.get_feedback(reader, feedback_id))})


@router.patch(
    "/feedback/{feedback_id}",
    openapi_extra=KEY_HEADER,
    responses=answers(record(feedback=Feedback), 404, writes=True),
)
def revise_feedback(
    request: Request, feedback_id: str, body: FeedbackChange, memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Write a new revision of feedback; what is left out stays."""
    with memory.read(caller) as reader:
        kept = feedback.get_feedback(reader, feedback_id)
    draft = feedback.draft_of(kept)
    draft = msgspec.structs.replace(draft, feedback=msgspec.structs.replace(draft.feedback, **body.changes()))
    return carry_out(
        request,
        body.model_dump(),
        lambda once: feedback_capture.revise_feedback(
            memory, caller, kept.feedback_id, draft, expected_revision=body.version, once=once
        ),
        lambda revised: {"feedback": revised},
    )


@router.delete("/feedback/{feedback_id}", openapi_extra=KEY_HEADER, responses=answers(DELETED, 404, writes=True))
def delete_feedback(request: Request, feedback_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Delete feedback softly; `POST /api/undo/{event_id}` brings it back."""
    return carry_out(
        request,
        None,
        lambda once: feedback_capture.delete_feedback(memory, caller, feedback_id, once=once),
        lambda event_id: {"message": "Feedback deleted", "id": feedback_id, "event_id": event_id},
    )


@router.get("/feedback/{feedback_id}/versions", responses=answers(record(versions=list[FeedbackVersion]), 404))
def list_feedback_versions(feedback_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give all revisions of feedback, newest first."""
    with memory.read(caller) as reader:
        return json_answer({"versions": feedback.list_revisions(reader, feedback_id)})


def _submitted(submitted: Submitted) -> dict[str, object]:
    kept = submitted.feedback
    return {
        "status": "success",
        "message": "Feedback saved",
        "feedback_id": kept.feedback_id,
        "revision": kept.revision,
        "analysis_id": kept.analysis_id,
        "job_id": kept.job_id,
    }


def _download(lines: Iterator[str] | Iterator[bytes], media_type: str, filename: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return StreamingResponse(lines, media_type=media_type, headers=disposition)
