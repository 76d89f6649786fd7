"""The page of a résumé, its text, its pages, its file, and what differs from another."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.services.resumes.resume_diff import diff_resumes
from recollect.services.resumes.resume_reading import read_resume
from recollect.storage.records import jobs, readings, resumes
from recollect.storage.records.callers import current_job_id
from recollect.web.api.resume_pages import PageNumber, send_file, send_page
from recollect.web.pages.rendering import render_page
from recollect.web.pages.resumes.views import view_resume
from recollect.web.pages.wording import person_of, title_of

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


@router.get("/resumes/{resume_id}")
def show_resume(request: Request, resume_id: str, view: str = "", first_page: int = 1) -> Response:
    """Show a résumé: its pages or its text, what was read from it, how it came out for each job."""
    return render_resume(request, resume_id, view=view, first_page=first_page)


@router.get("/resumes/{resume_id}/across-jobs")
def show_across_jobs(resume_id: str) -> Response:
    """Lead to how a résumé came out for each job."""
    return RedirectResponse(f"/resumes/{resume_id}#across-jobs", _SEE_OTHER)


@router.get("/resumes/{resume_id}/text")
def send_text(request: Request, resume_id: str) -> Response:
    """Send a résumé's text as it was read, for reading and copying."""
    memory: Memory = request.app.state.memory
    with memory.read(request.state.caller) as reader:
        text = readings.get_text(reader, resumes.get_resume(reader, resume_id).text_sha256)
    return PlainTextResponse(text)


@router.get("/resumes/{resume_id}/pages/{number}.webp")
def send_page_image(request: Request, resume_id: str, number: PageNumber) -> Response:
    """Send the image of a page, as the API does."""
    return send_page(request, resume_id, number, request.app.state.memory, request.state.caller)


@router.get("/resumes/{resume_id}/file")
def send_original(request: Request, resume_id: str) -> Response:
    """Send the file as it was uploaded, as the API does."""
    return send_file(resume_id, request.app.state.memory, request.state.caller)


@router.get("/resumes/{resume_id}/compare")
def show_difference(request: Request, resume_id: str) -> Response:
    """Show what a résumé says that another does not, and the other way round."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    other = request.query_params.get("with", "")
    difference = diff_resumes(memory, caller, resume_id, other)
    with memory.read(caller) as reader:
        one, before = (resumes.get_resume(reader, found) for found in (difference.resume_id, difference.with_resume_id))
    return render_page(
        request,
        "resumes/compare.html",
        difference=difference,
        person=person_of(one.candidate_name),
        filename=one.original_filename,
        before=before.original_filename,
        likeness="" if difference.similarity is None else f"{difference.similarity:.0%} alike",
    )


def render_resume(
    request: Request,
    resume_id: str,
    *,
    view: str = "",
    first_page: int = 1,
    problem: str = "",
    at: str = "",
    status: int = 200,
) -> Response:
    """Answer with the page of a résumé; a `problem` is told in its part `at`."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    reading = read_resume(memory, caller, resume_id)
    with memory.read(caller) as reader:
        current = current_job_id(reader, caller.caller_id)
        job = jobs.get_job(reader, current) if current else None
    as_text = view == "text" or not reading.pages
    return render_page(
        request,
        "resumes/resume.html",
        status,
        resume=view_resume(reading, as_text=as_text, first_page=first_page),
        as_text=as_text,
        job_id=job.job_id if job else None,
        job_title=title_of(job) if job else "",
        analysed_before=any(summary.job_id == current for summary in reading.across),
        problem=problem,
        problem_at=at,
    )
