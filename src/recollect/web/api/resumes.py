"""Résumés: uploaded, kept once, listed, corrected, deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response, UploadFile

from recollect.domain.analysis import AnalysisResult
from recollect.domain.ids import ResumeId
from recollect.domain.resume import Resume, ResumeSummary, SamePerson
from recollect.domain.task import Task
from recollect.services.analyses.profile_tasks import submit_profiling
from recollect.services.analyses.resume_analysis import Analysed, analyse_resume, require_job
from recollect.services.idempotency import Once
from recollect.services.people import same_person
from recollect.services.resumes import resume_editing
from recollect.services.resumes.resume_diff import ResumeDiff, diff_resumes
from recollect.services.resumes.resume_intake import Received, receive_resume
from recollect.services.resumes.resume_rereading import Reread, reread_resume, shown
from recollect.services.resumes.resume_tasks import submit_analysis, submit_archive, submit_rereading, submit_upload
from recollect.storage.records import readings, resumes
from recollect.web.answers import json_answer, listing
from recollect.web.api.jobs import DELETED
from recollect.web.api.openapi import KEY_HEADER, answers, list_of, record, schema_of
from recollect.web.api.schemas import ProfileBody, RereadBody, ResumeChange, ResumeListQuery
from recollect.web.api.tasks import ACCEPTED
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api", tags=["resumes"])

_ANALYSED = record(
    candidate_id=str,
    analysis_id=str,
    resume_id=str,
    job_id=str,
    duplicate=bool,
    same_person=list[SamePerson],
    result=AnalysisResult,
)
_ANALYSED_AGAIN = record(candidate_id=str, analysis_id=str, resume_id=str, job_id=str, result=AnalysisResult)
_KEPT = record(
    message=str,
    resume_id=str,
    candidate_id=str,
    candidate_name=str,
    filename=str,
    duplicate=bool,
    same_person=list[SamePerson],
)
WaitQuery = Annotated[
    bool, Query(description="With false, answer with a task at once, and do the work in the background.")
]
JobIdQuery = Annotated[str | None, Query(max_length=100, description="The job; without it, the caller's current one.")]

ArchiveJobQuery = Annotated[str | None, Query(max_length=100, description="The job; without it, none is analysed.")]
KeepScan = Annotated[bool, Query(description="Keep a scan without text too; it can't be analysed.")]


class ResumeVersion(msgspec.Struct, frozen=True, kw_only=True):
    """What people had corrected of a résumé in one version."""

    version: int
    reading: int
    corrections: dict[str, Any]
    created_at: datetime
    actor: str


@router.post("/upload-resume", openapi_extra=KEY_HEADER, responses=answers(_ANALYSED, 404, 415, writes=True) | ACCEPTED)
def upload_and_analyse(
    request: Request,
    file: UploadFile,
    memory: UsesMemory,
    caller: UsesCaller,
    job_id: JobIdQuery = None,
    wait: WaitQuery = True,
    keep_scan: KeepScan = False,
) -> Response:
    """Keep a résumé, once, and analyse it against the given or the current job.

    A scan without text that `keep_scan` keeps can't be analysed: the answer is 422 `no_text` with the résumé's id.
    """
    data, name = file.file.read(), file.filename or ""
    if not wait:

        def submit(once: Once | None) -> Task:
            chosen = require_job(memory, caller, job_id)
            return submit_upload(memory, caller, data, name, chosen, once, keep_scan=keep_scan)

        return _hand_in(request, data, submit)

    def run(once: Once | None) -> tuple[Analysed, Received]:
        chosen = require_job(memory, caller, job_id)
        received = receive_resume(memory, caller, data, name, keep_scan=keep_scan)
        outer = None if once is None else once.around(lambda analysed: (analysed, received))
        return analyse_resume(memory, caller, received.resume_id, chosen, outer), received

    def render(outcome: tuple[Analysed, Received]) -> dict[str, object]:
        analysed, received = outcome
        return _analysed(analysed) | {"duplicate": received.duplicate, "same_person": received.same_person}

    return carry_out(request, data, run, render)


@router.post(
    "/upload-archive",
    status_code=202,
    openapi_extra=KEY_HEADER,
    responses=answers(record(task=Task), 404, 415, status=202, writes=True),
)
def upload_archive(
    request: Request,
    file: UploadFile,
    memory: UsesMemory,
    caller: UsesCaller,
    job_id: ArchiveJobQuery = None,
    keep_scan: KeepScan = False,
) -> Response:
    """Keep each file of a ZIP archive in the background, and analyse it when a job is named."""
    data = file.file.read()

    def submit(once: Once | None) -> Task:
        chosen = None if job_id is None else require_job(memory, caller, job_id)
        return submit_archive(memory, caller, data, job_id=chosen, keep_scans=keep_scan, once=once)

    return _hand_in(request, data, submit)


@router.post("/upload-resume-only", openapi_extra=KEY_HEADER, responses=answers(_KEPT, 415, writes=True))
def upload_resume(
    request: Request, file: UploadFile, memory: UsesMemory, caller: UsesCaller, keep_scan: KeepScan = False
) -> Response:
    """Keep a résumé, once, without analysing it."""
    data = file.file.read()
    return carry_out(
        request,
        data,
        lambda once: receive_resume(memory, caller, data, file.filename or "", once, keep_scan=keep_scan),
        _received,
    )


@router.post(
    "/analyze-resume/{resume_id}",
    openapi_extra=KEY_HEADER,
    responses=answers(_ANALYSED_AGAIN, 404, writes=True) | ACCEPTED,
)
def analyse_kept_resume(
    request: Request,
    resume_id: str,
    memory: UsesMemory,
    caller: UsesCaller,
    job_id: JobIdQuery = None,
    wait: WaitQuery = True,
) -> Response:
    """Analyse a kept résumé against the given or the current job."""
    if not wait:
        return _hand_in(
            request,
            None,
            lambda once: submit_analysis(memory, caller, resume_id, require_job(memory, caller, job_id), once),
        )
    return carry_out(request, None, lambda once: analyse_resume(memory, caller, resume_id, job_id, once), _analysed)


@router.get("/resumes", responses=answers(list_of("resumes", ResumeSummary)))
def list_resumes(query: Annotated[ResumeListQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the résumés, newest first; with `query`, those that hold all its words, best first."""
    with memory.read(caller) as reader:
        page = resumes.list_resumes(reader, query=query.query or None, cursor=query.cursor, limit=query.limit)
    return json_answer(listing("resumes", page))


@router.get("/resumes/{resume_id}", responses=answers(record(resume=Resume), 404))
def get_resume(resume_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give a résumé with all that was read from it, but its text."""
    with memory.read(caller) as reader:
        return json_answer({"resume": shown(resumes.get_resume(reader, resume_id))})


@router.get("/resumes/{resume_id}/text", responses=answers(record(resume_id=str, text=str, text_sha256=str), 404))
def get_resume_text(resume_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the text of a résumé in reading order; all offsets are code points of it."""
    with memory.read(caller) as reader:
        resume = resumes.get_resume(reader, resume_id)
        text = readings.get_text(reader, resume.text_sha256)
    return json_answer({"resume_id": resume.resume_id, "text": text, "text_sha256": resume.text_sha256})


@router.patch(
    "/resumes/{resume_id}", openapi_extra=KEY_HEADER, responses=answers(record(resume=Resume), 404, writes=True)
)
def correct_resume(
    request: Request, resume_id: str, body: ResumeChange, memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Correct fields; a corrected name shows everywhere."""
    return carry_out(
        request,
        body.model_dump(),
        lambda once: resume_editing.correct_resume(
            memory, caller, resume_id, body.fields, expected_version=body.version, once=once
        ),
        lambda resume: {"resume": shown(resume)},
    )


@router.delete("/resumes/{resume_id}", openapi_extra=KEY_HEADER, responses=answers(DELETED, 404, writes=True))
def delete_resume(request: Request, resume_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Delete a résumé softly; `POST /api/undo/{event_id}` brings it back. Its analyses stay."""
    return carry_out(
        request,
        None,
        lambda once: resume_editing.delete_resume(memory, caller, resume_id, once=once),
        lambda event_id: {"message": "Résumé deleted", "id": resume_id, "event_id": event_id},
    )


@router.get("/resumes/{resume_id}/versions", responses=answers(record(versions=list[ResumeVersion]), 404))
def list_resume_versions(resume_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give all versions of a résumé's corrections, newest first."""
    with memory.read(caller) as reader:
        return json_answer({"versions": resumes.list_resume_versions(reader, ResumeId(resume_id))})


@router.post(
    "/reread-resumes",
    openapi_extra=KEY_HEADER,
    status_code=202,
    responses=answers(record(task=Task), 404, writes=True, status=202, description="Handed in."),
)
def reread_kept_resumes(request: Request, body: RereadBody, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Read kept documents anew in the background; corrections, analyses and old readings stay."""
    return _hand_in(request, body.model_dump(), lambda once: submit_rereading(memory, caller, body.resume_ids, once))


@router.post(
    "/profile-resumes",
    openapi_extra=KEY_HEADER,
    status_code=202,
    responses=answers(record(task=Task), writes=True, status=202, description="Handed in."),
)
def profile_kept_resumes(request: Request, body: ProfileBody, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Read ahead in the background what the present engine needs of résumés to score them."""
    return _hand_in(
        request, body.model_dump(), lambda once: submit_profiling(memory, caller, everything=body.all, once=once)
    )


@router.post(
    "/resumes/{resume_id}/reread", openapi_extra=KEY_HEADER, responses=answers(schema_of(Reread), 404, writes=True)
)
def reread_kept_resume(request: Request, resume_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Read a kept document anew; corrections, analyses and old readings stay."""
    return carry_out(request, None, lambda once: reread_resume(memory, caller, resume_id, once), msgspec.structs.asdict)


@router.get("/resumes/{resume_id}/diff", responses=answers(schema_of(ResumeDiff), 404))
def diff_resume(
    resume_id: str,
    other: Annotated[str, Query(alias="with", max_length=100, description="The résumé to compare with.")],
    memory: UsesMemory,
    caller: UsesCaller,
) -> Response:
    """Give what differs between the texts of two résumés, word by word."""
    return json_answer(diff_resumes(memory, caller, resume_id, other))


@router.post(
    "/resumes/{resume_id}/separate",
    openapi_extra=KEY_HEADER,
    responses=answers(schema_of(same_person.Reassigned), 404, writes=True),
)
def separate_resume(request: Request, resume_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Make a résumé with its analyses that of a candidate of its own; `POST /api/undo/{event_id}` takes it back."""
    return carry_out(
        request,
        None,
        lambda once: same_person.separate_resume(memory, caller, resume_id, once=once),
        msgspec.structs.asdict,
    )


def _hand_in(request: Request, body: object, submit: Callable[[Once | None], Task]) -> Response:
    return carry_out(request, body, submit, lambda task: {"task": task}, 202)


def _analysed(analysed: Analysed) -> dict[str, object]:
    return msgspec.structs.asdict(analysed)


def _received(received: Received) -> dict[str, object]:
    message = "This very file is kept already" if received.duplicate else "Résumé saved"
    return {"message": message} | msgspec.structs.asdict(received)
