"""A job is edited: its text and names, and what it is judged by. Each edit is a version; none is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from msgspec.structs import replace

from recollect.domain.caller import Caller
from recollect.domain.job import Job
from recollect.errors import InvalidInput, StaleVersion
from recollect.services.jobs.job_intake import change_job, read_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_diff import diff_texts
from recollect.storage.history import events
from recollect.web.pages.jobs.ad_forms import Typed, type_in
from recollect.web.pages.jobs.requirement_forms import UNITS, Judging, judging_of, read_judging
from recollect.web.pages.jobs.tabs import read_tabs
from recollect.web.pages.jobs.views import view_job
from recollect.web.pages.rendering import is_for, render_page, render_part
from recollect.web.pages.told import tell_done
from recollect.web.pages.wording import KINDS, STRENGTHS

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
Field = Annotated[str, Form()]
Number = Annotated[int, Form()]


@router.get("/jobs/{job_id}/edit")
def show_edit(request: Request, job_id: str) -> Response:
    """Show the form with a job's text and names."""
    job = read_job(*_parts(request), job_id)
    typed = Typed(
        role_name=job.role_name,
        company_name=job.company_name,
        job_description=job.job_description,
        version=job.version,
    )
    return _show_edit(request, job, typed)


@router.post("/jobs/{job_id}/edit")
def edit_job(
    request: Request,
    job_id: str,
    version: Number = 0,
    role_name: Field = "",
    company_name: Field = "",
    job_description: Field = "",
) -> Response:
    """Write a new version of a job's text and names. Whoever comes second sees what the first wrote."""
    typed = type_in(role_name, company_name, job_description, version=version)
    changes = {
        "role_name": typed.role_name,
        "company_name": typed.company_name,
        "job_description": typed.job_description,
    }

    def refuse(job: Job, problem: str) -> Response:
        return _show_edit(request, job, replace(typed, problem=problem), is_stale=job.version != version, status=422)

    return _change(request, job_id, lambda _: changes, version, refuse)


@router.get("/jobs/{job_id}/requirements")
def show_requirements(request: Request, job_id: str) -> Response:
    """Show the form with what a job is judged by, alone or in place of what its page tells of it."""
    job = read_job(*_parts(request), job_id)
    return _show_judging(request, job, judging_of(job))


@router.post("/jobs/{job_id}/requirements")
async def edit_requirements(request: Request, job_id: str) -> Response:
    """Write a new version of what a job is judged by, or leave it to the engine again."""
    form = await request.form()
    given = read_judging({name: str(value) for name, value in form.multi_items()})

    def refuse(job: Job, problem: str) -> Response:
        again = given.with_problems(job.version, problem, job.requirements, job.job_description)
        return _show_judging(request, job, again, status=422)

    def changes(job: Job) -> dict[str, Any]:
        return given.changes(judging_of(job), job.requirements, job.job_description)

    return await to_thread.run_sync(_change, request, job_id, changes, given.version, refuse)


def _change(
    request: Request,
    job_id: str,
    changes: Callable[[Job], dict[str, Any]],
    version: int,
    refuse: Callable[[Job, str], Response],
) -> Response:
    memory, caller = _parts(request)
    job = read_job(memory, caller, job_id)
    if job.version != version:
        return refuse(job, "Somebody changed this job meanwhile. What you wrote is still here; save again to keep it.")
    try:
        changed = change_job(memory, caller, job.job_id, changes(job), expected_version=version)
    except InvalidInput as error:
        return refuse(job, error.detail)
    except StaleVersion:
        return refuse(read_job(memory, caller, job_id), "Somebody changed this job just now; save again to keep yours.")
    answer = RedirectResponse(f"/jobs/{job.job_id}", _SEE_OTHER)
    if changed.version == version:
        return answer
    with memory.read(caller) as reader:
        event_id = events.find_event(reader, changed.job_id, "job.changed", changed.version)
    if event_id:
        tell_done(request, answer, event_id)
    return answer


def _show_edit(request: Request, job: Job, typed: Typed, *, is_stale: bool = False, status: int = 200) -> Response:
    """Show the form as it is typed; where somebody else was first, with all fields that theirs has otherwise."""
    is_told = is_stale and typed.job_description != job.job_description
    names = [("Role", job.role_name, typed.role_name), ("Company", job.company_name, typed.company_name)]
    return render_page(
        request,
        "jobs/edit.html",
        status,
        job=view_job(job),
        tabs=read_tabs(request, job, "description"),
        typed=replace(typed, version=job.version),
        their_names=[(name, theirs, yours) for name, theirs, yours in names if is_stale and theirs != yours],
        their_text=list(diff_texts(typed.job_description, job.job_description)) if is_told else [],
    )


def _show_judging(request: Request, job: Job, given: Judging, status: int = 200) -> Response:
    address = f"/jobs/{job.job_id}"
    values: dict[str, object] = {
        "job": view_job(job),
        "given": given,
        "kinds": KINDS,
        "strengths": STRENGTHS,
        "units": UNITS,
        "sent_to": f"{address}/requirements",
        "back_to": address,
    }
    if is_for(request, "asks"):
        return render_part("jobs/requirements_form.html", status, **values, in_place=True)
    return render_page(
        request, "jobs/requirements.html", status, **values, in_place=False, tabs=read_tabs(request, job, "description")
    )


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller
