"""Candidates: the people, with what hangs on them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from recollect.domain.analysis import AnalysisSummary
from recollect.domain.paging import DEFAULT_LIMIT, MAX_LIMIT
from recollect.domain.resume import Candidate, ResumeSummary
from recollect.services.people import candidate_editing, same_person
from recollect.services.people.person_erasure import Erased, erase_candidate
from recollect.services.people.person_export import each_chunk, pack_export
from recollect.services.people.setting_apart import set_apart
from recollect.storage.records import analyses, candidates, resumes
from recollect.storage.records.analyses import AnalysisFilter
from recollect.web.answers import json_answer, listing
from recollect.web.api.jobs import DELETED
from recollect.web.api.openapi import KEY_HEADER, answers, list_of, record, schema_of
from recollect.web.api.schemas import (
    CandidateChange,
    CandidateDeletion,
    CandidateJoining,
    Limit,
    ListQuery,
    OtherCandidate,
)
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api", tags=["candidates"])
REASSIGNED = schema_of(same_person.Reassigned)

_GONE = {
    **DELETED,
    "properties": {**DELETED["properties"], "erased": schema_of(Erased)},
}


class CandidateVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A name that a person had."""

    version: int
    candidate_name: str
    created_at: datetime
    actor: str


@router.get("/candidates", responses=answers(list_of("candidates", Candidate)))
def list_candidates(query: Annotated[ListQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the people, newest first."""
    with memory.read(caller) as reader:
        page = candidates.list_candidates(reader, cursor=query.cursor, limit=query.limit)
    return json_answer(listing("candidates", page))


@router.get("/candidates/same-person", responses=answers(record(offers=list[same_person.Offered])))
def list_same_person(memory: UsesMemory, caller: UsesCaller, limit: Limit = DEFAULT_LIMIT) -> Response:
    """Give the newest candidates who may be the same person as another, each pair once."""
    return json_answer({"offers": same_person.list_offers(memory, caller, limit)})


@router.get(
    "/candidates/{candidate_id}",
    responses=answers(record(candidate=Candidate, resumes=list[ResumeSummary], analyses=list[AnalysisSummary]), 404),
)
def get_candidate(candidate_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give a person with their résumés and newest analyses."""
    with memory.read(caller) as reader:
        candidate = candidates.get_candidate(reader, candidate_id)
        own = candidate.candidate_id
        kept = resumes.list_resumes(reader, query=None, candidate_id=own, cursor=None, limit=MAX_LIMIT)
        narrowed = AnalysisFilter(candidate_id=own)
        judged = analyses.list_analyses(reader, narrowed, cursor=None, limit=MAX_LIMIT)
    return json_answer({"candidate": candidate, "resumes": kept.items, "analyses": judged.items})


@router.patch(
    "/candidates/{candidate_id}",
    openapi_extra=KEY_HEADER,
    responses=answers(record(candidate=Candidate), 404, writes=True),
)
def rename_candidate(
    request: Request, candidate_id: str, body: CandidateChange, memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Correct a person's name; the correction shows in every list."""
    return carry_out(
        request,
        body.model_dump(),
        lambda once: candidate_editing.rename_candidate(
            memory, caller, candidate_id, body.candidate_name, expected_version=body.version, once=once
        ),
        lambda candidate: {"candidate": candidate},
    )


@router.delete("/candidates/{candidate_id}", openapi_extra=KEY_HEADER, responses=answers(_GONE, 404, writes=True))
def delete_candidate(
    request: Request,
    candidate_id: str,
    query: Annotated[CandidateDeletion, Query()],
    memory: UsesMemory,
    caller: UsesCaller,
) -> Response:
    """Delete a person softly with their résumés and analyses; `POST /api/undo/{event_id}` brings all back.

    With `erase=true` they are erased for good, with everything that is kept of them: there is no way back.
    """
    if query.erase:
        return carry_out(
            request,
            None,
            lambda once: erase_candidate(memory, caller, candidate_id, also=tuple(query.also), once=once),
            _erased,
        )
    return carry_out(
        request,
        None,
        lambda once: candidate_editing.delete_candidate(memory, caller, candidate_id, once=once),
        lambda event_id: {"message": "Candidate deleted", "id": candidate_id, "event_id": event_id},
    )


def _erased(erased: Erased) -> dict[str, object]:
    return {"message": "Candidate erased", "id": erased.candidate_id, "event_id": erased.event_id, "erased": erased}


@router.get(
    "/candidates/{candidate_id}/export",
    responses=answers({}, 404)
    | {200: {"description": "A ZIP file.", "content": {"application/zip": {"schema": {"type": "string"}}}}},
)
def export_candidate(candidate_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Download everything that is kept of a person: originals, texts, JSON, and a page to read."""
    own_id, packed = pack_export(memory, caller, candidate_id)
    return StreamingResponse(
        each_chunk(packed),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{own_id}.zip"'},
    )


@router.get("/candidates/{candidate_id}/versions", responses=answers(record(versions=list[CandidateVersion]), 404))
def list_candidate_versions(candidate_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the names that a person had, newest first."""
    with memory.read(caller) as reader:
        return json_answer({"versions": candidates.list_names(reader, candidate_id)})


@router.get("/candidates/{candidate_id}/same-person", responses=answers(schema_of(same_person.Offered), 404))
def offer_same_person(candidate_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the candidates who may be the same person: by e-mail address, telephone number or nearly the same text."""
    return json_answer(same_person.offer_for(memory, caller, candidate_id))


@router.post(
    "/candidates/{candidate_id}/set-apart", openapi_extra=KEY_HEADER, responses=answers(REASSIGNED, 404, writes=True)
)
def set_candidates_apart(
    request: Request, candidate_id: str, body: OtherCandidate, memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Keep that another candidate is not the same person, and offer them no more; `POST /api/undo/{event_id}` does."""
    return carry_out(
        request,
        body.model_dump(),
        lambda once: set_apart(memory, caller, candidate_id, body.candidate_id, once=once),
        msgspec.structs.asdict,
    )


@router.post(
    "/candidates/{candidate_id}/join", openapi_extra=KEY_HEADER, responses=answers(REASSIGNED, 404, writes=True)
)
def join_candidates(
    request: Request, candidate_id: str, body: CandidateJoining, memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Make another candidate's résumés and analyses this one's; `POST /api/undo/{event_id}` parts them again."""
    return carry_out(
        request,
        body.model_dump(),
        lambda once: same_person.join_candidates(memory, caller, candidate_id, body.candidate_id, once=once),
        msgspec.structs.asdict,
    )
