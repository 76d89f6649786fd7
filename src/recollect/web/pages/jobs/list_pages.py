"""The list of jobs, and what is done to a job from anywhere: deleted, kept as a template."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from recollect.services.jobs.job_intake import delete_job
from recollect.services.jobs.template_reuse import make_template
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.records import jobs
from recollect.storage.records.callers import current_job_id
from recollect.web.pages.jobs.views import view_job_row
from recollect.web.pages.rendering import is_for, render_page, render_part
from recollect.web.pages.told import tell_done

router = APIRouter(include_in_schema=False)

_ROWS = 30
_SEE_OTHER = 303


@router.get("/jobs")
def show_jobs(request: Request, q: str = "", cursor: str = "") -> Response:
    """Show the jobs, newest first, or those that hold all words of `q`, best first."""
    memory: Memory = request.app.state.memory
    with memory.read(request.state.caller) as reader:
        current = current_job_id(reader, request.state.caller.caller_id)
        found = (
            jobs.search_jobs(reader, q, cursor=cursor or None, limit=_ROWS)
            if q.strip()
            else jobs.list_jobs(reader, cursor=cursor or None, limit=_ROWS)
        )
    shown: dict[str, object] = {
        "rows": [view_job_row(job, current) for job in found.items],
        "total": found.total,
        "is_lower_bound": found.total_is_lower_bound,
        "next_cursor": found.next_cursor,
        "q": q,
        "is_first": not cursor,
    }
    if is_for(request, "rows"):
        return render_part("jobs/rows.html", **shown)
    return render_page(request, "jobs/list.html", **shown)


@router.post("/jobs/{job_id}/delete")
def delete_this(request: Request, job_id: str) -> Response:
    """Delete a job, show the others, and offer to undo it."""
    event_id = delete_job(request.app.state.memory, request.state.caller, job_id)
    answer = RedirectResponse("/jobs", _SEE_OTHER)
    tell_done(request, answer, event_id)
    return answer


@router.post("/jobs/{job_id}/template")
def keep_as_template(request: Request, job_id: str) -> Response:
    """Keep a copy of a job as a template, and show the templates."""
    memory: Memory = request.app.state.memory
    made = make_template(memory, request.state.caller, job_id)
    with memory.read(request.state.caller) as reader:
        event_id = events.find_event(reader, made.template_id, "template.created", made.version)
    answer = RedirectResponse("/templates", _SEE_OTHER)
    if event_id:
        tell_done(request, answer, event_id)
    return answer


@router.get("/jobs/{job_id}/delete")
@router.get("/jobs/{job_id}/template")
def return_to_job(job_id: str) -> Response:
    """Lead whoever reloads the answer to a form to the job."""
    return RedirectResponse(f"/jobs/{job_id}", _SEE_OTHER)
