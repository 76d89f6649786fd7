"""Jobs: kept, listed, searched, selected, edited, deleted."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from recollect.domain.job import Job, JobHit, JobSummary, JobVersion
from recollect.scoring.ads.proposals import Proposal
from recollect.services.jobs import job_intake
from recollect.storage.records import jobs
from recollect.web.answers import json_answer, listing
from recollect.web.api.job_bodies import JobChange
from recollect.web.api.openapi import KEY_HEADER, answers, list_of, record
from recollect.web.api.schemas import JobBody, JobSearchQuery, ListQuery
from recollect.web.requests import UsesCaller, UsesMemory, at_once, carry_out, hand_in

router = APIRouter(prefix="/api", tags=["jobs"])

DELETED = record(message=str, id=str, event_id=str)
_NAMED = record(message=str, job_id=str, company_name=str, role_name=str)


@router.post(
    "/job-description",
    openapi_extra=KEY_HEADER,
    responses=answers(
        record(message=str, job_id=str, length=int, company_name=str, role_name=str, proposed=Proposal),
        writes=True,
        example={
            "message": "Job description saved",
            "job_id": "a3f7b2c1",
            "length": 78,
            "company_name": "Nordlicht Energie",
            "role_name": "Data Engineer",
            "proposed": {"company_name": "", "role_name": ""},
        },
    ),
)
@at_once
def save_job_description(request: Request, body: JobBody, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Keep a job; it becomes the caller's current one.

    Names that were not given are not made up: `proposed` has those that the ad itself speaks of, for you to confirm.
    """
    draft = body.draft()
    if not job_intake.is_named(draft):
        memory.take_time()
    proposed = job_intake.propose(draft)
    return hand_in(
        request,
        draft,
        memory,
        lambda once: job_intake.job_creation(memory, caller, draft, once),
        lambda job_id: {
            "message": "Job description saved",
            "job_id": job_id,
            "length": len(draft.job_description),
            "company_name": draft.company_name,
            "role_name": draft.role_name,
            "proposed": proposed,
        },
    )


@router.get(
    "/job-description",
    responses=answers(record(job_id=str, job_description=str, company_name=str, role_name=str)),
)
@at_once
def get_job_description(memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the caller's current job; empty texts when there is none."""
    job = job_intake.current_job(memory, caller)
    fields = ("job_id", "job_description", "company_name", "role_name")
    return json_answer({name: getattr(job, name) if job else "" for name in fields})


@router.get("/jobs", responses=answers(list_of("jobs", JobSummary)))
@at_once
def list_jobs(query: Annotated[ListQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the jobs, newest first."""
    with memory.read(caller) as reader:
        return json_answer(listing("jobs", jobs.list_jobs(reader, cursor=query.cursor, limit=query.limit)))


@router.get("/jobs/search", responses=answers(list_of("jobs", JobHit)))
def search_jobs(query: Annotated[JobSearchQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Search company, role and description for words or their beginnings, whatever their case and accents."""
    with memory.read(caller) as reader:
        page = jobs.search_jobs(reader, query.query, cursor=query.cursor, limit=query.limit)
    return json_answer(listing("jobs", page))


@router.get("/jobs/{job_id}", responses=answers(record(job=Job), 404))
@at_once
def get_job(job_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give a job whole, with its requirements, weights and thresholds.

    `edited` names which of them a person set; the others are the engine's.
    """
    return json_answer({"job": job_intake.read_written_job(memory, caller, job_id)})


@router.patch("/jobs/{job_id}", openapi_extra=KEY_HEADER, responses=answers(record(job=Job), 404, writes=True))
def change_job(request: Request, job_id: str, body: JobChange, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Write a new version of a job.

    Analyses made before keep the version that they saw, and are marked as `job_changed`.
    """
    changes = body.changes()
    return carry_out(
        request,
        body.model_dump(),
        lambda once: job_intake.change_job(memory, caller, job_id, changes, expected_version=body.version, once=once),
        lambda job: {"job": job},
    )


@router.delete("/jobs/{job_id}", openapi_extra=KEY_HEADER, responses=answers(DELETED, 404, writes=True))
def delete_job(request: Request, job_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Delete a job softly; `POST /api/undo/{event_id}` brings it back."""
    return carry_out(
        request,
        None,
        lambda once: job_intake.delete_job(memory, caller, job_id, once=once),
        lambda event_id: {"message": "Job deleted", "id": job_id, "event_id": event_id},
    )


@router.get("/jobs/{job_id}/versions", responses=answers(record(versions=list[JobVersion]), 404))
def list_job_versions(job_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give all versions of a job, newest first."""
    with memory.read(caller) as reader:
        return json_answer({"versions": jobs.list_job_versions(reader, job_id)})


@router.post("/jobs/{job_id}/select", openapi_extra=KEY_HEADER, responses=answers(_NAMED, 404, writes=True))
def select_job(request: Request, job_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Make a job the caller's current one."""
    return carry_out(
        request,
        None,
        lambda once: job_intake.choose_job(memory, caller, job_id, once),
        lambda job: {
            "message": "Job selected",
            "job_id": job.job_id,
            "company_name": job.company_name,
            "role_name": job.role_name,
        },
    )
