"""What a job has been: its description in each version, what happened to it, and what was said of its analyses."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recollect.domain.caller import Caller
from recollect.errors import NotFound
from recollect.services.history.audit_trail import list_events
from recollect.services.jobs.job_intake import read_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_diff import diff_texts
from recollect.storage.records import jobs
from recollect.storage.views.feedback_lists import FeedbackFilter, list_feedback
from recollect.web.pages.feedback.views import view_feedback
from recollect.web.pages.jobs.tabs import read_tabs
from recollect.web.pages.jobs.views import view_description, view_job, view_versions
from recollect.web.pages.rendering import render_page
from recollect.web.pages.wording import say_moment

router = APIRouter(include_in_schema=False)

_EVENTS, _FEEDBACK = 50, 30


@router.get("/jobs/{job_id}/description")
def show_description(request: Request, job_id: str, v: int = 0, against: int = 0) -> Response:
    """Show a version of a job's text, and what differs from another one."""
    memory, caller = _parts(request)
    job = read_job(memory, caller, job_id)
    with memory.read(caller) as reader:
        versions = jobs.list_job_versions(reader, job.job_id)
    by_number = {one.version: one for one in versions}
    if v and v not in by_number:
        raise NotFound(f"This job has no version {v}.", id=job.job_id)
    shown, other = by_number[v or job.version], by_number.get(against)
    blocks = list(diff_texts(other.job_description, shown.job_description)) if other else []
    return render_page(
        request,
        "jobs/description.html",
        job=view_job(job),
        tabs=read_tabs(request, job, "description"),
        versions=view_versions(versions, shown.version),
        shown=view_description(shown, other, blocks),
    )


@router.get("/jobs/{job_id}/history")
def show_history(request: Request, job_id: str, cursor: str = "") -> Response:
    """Show what happened to a job, newest first, with what can be undone."""
    memory, caller = _parts(request)
    job = read_job(memory, caller, job_id)
    trail = list_events(memory, caller, entity=job.job_id, cursor=cursor or None, limit=_EVENTS)
    return render_page(
        request,
        "jobs/history.html",
        tabs=read_tabs(request, job, "history"),
        events=[(say_moment(one.at), one) for one in trail.events],
        next_cursor=trail.next_cursor,
        is_first=not cursor,
    )


@router.get("/jobs/{job_id}/feedback")
def show_feedback(request: Request, job_id: str, cursor: str = "") -> Response:
    """Show the feedback on a job's analyses, newest first."""
    memory, caller = _parts(request)
    job = read_job(memory, caller, job_id)
    with memory.read(caller) as reader:
        found = list_feedback(reader, FeedbackFilter(job_id=job.job_id), cursor=cursor or None, limit=_FEEDBACK)
    return render_page(
        request,
        "jobs/feedback.html",
        tabs=read_tabs(request, job, "feedback"),
        said=[(one.analysis_id, view_feedback(one)) for one in found.items],
        total=found.total,
        next_cursor=found.next_cursor,
        is_first=not cursor,
    )


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller
