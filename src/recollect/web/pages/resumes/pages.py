"""The page of a résumé, and its text."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from recollect.domain.analysis import AnalysisSummary
from recollect.domain.caller import Caller
from recollect.domain.job import Job
from recollect.errors import NotFound
from recollect.services.memory import Memory
from recollect.storage import analyses, jobs, readings, resumes
from recollect.storage.analyses import AnalysisFilter
from recollect.storage.callers import current_job_id
from recollect.storage.unit import Reader
from recollect.web.api.resume_pages import PageNumber, send_file, send_page
from recollect.web.pages.rendering import render_page
from recollect.web.pages.resumes.views import view_resume
from recollect.web.pages.wording import title_of

router = APIRouter(include_in_schema=False)

_ANALYSES = 50


@router.get("/resumes/{resume_id}")
def show_resume(request: Request, resume_id: str) -> Response:
    """Show a résumé: what was read from it, its text, its analyses."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    with memory.read(caller) as reader:
        resume = resumes.get_resume(reader, resume_id)
        text = readings.get_text(reader, resume.text_sha256)
        found = analyses.list_analyses(reader, AnalysisFilter(resume_id=resume.resume_id), cursor=None, limit=_ANALYSES)
        current = current_job_id(reader, caller.caller_id)
        job = jobs.get_job(reader, current) if current else None
        titled = [(summary, _job(reader, summary)) for summary in found.items]
    return render_page(
        request,
        "resumes/resume.html",
        resume=view_resume(resume, text, titled, total=found.total),
        job_id=job.job_id if job else None,
        job_title=title_of(job) if job else "",
        analysed_before=any(summary.job_id == current for summary in found.items),
    )


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


def _job(reader: Reader, summary: AnalysisSummary) -> Job | None:
    try:
        return jobs.get_job(reader, summary.job_id)
    except NotFound:  # the job was deleted, its analyses stay
        return None
