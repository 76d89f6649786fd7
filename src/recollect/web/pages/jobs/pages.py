"""The page of a job, and the current job at `/`: what a person does first and most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.ids import kind_of_id
from recollect.domain.job import Job
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.job_intake import choose_job, read_job
from recollect.services.jobs.job_overview import read_met_shares, read_news, read_pool, read_waiting
from recollect.services.memory import Memory
from recollect.services.resumes.resume_tasks import submit_outdated, submit_waiting
from recollect.settings import Settings
from recollect.storage.records import analyses
from recollect.storage.records.callers import current_job_id
from recollect.web.pages.jobs.ad_forms import Typed
from recollect.web.pages.jobs.pool_views import view_met, view_pool, view_waiting
from recollect.web.pages.jobs.tabs import read_tabs
from recollect.web.pages.jobs.views import view_job, view_news
from recollect.web.pages.jobs.visits import Visit, keep_visit, read_visit
from recollect.web.pages.rendering import is_for, render_page, render_part
from recollect.web.pages.resumes.file_taking import TakenFile, take_files
from recollect.web.pages.wording import person_of, say_moment

router = APIRouter(include_in_schema=False)

_ROWS, _WAITING, _NAMED_DOTS = 20, 5, 5
_MOST_NAMED = 50
_SEE_OTHER = 303


class Named(Struct, frozen=True):
    """The analyses that an address says were just made: of new files, and of files that were kept before."""

    added: frozenset[str]
    again: frozenset[str]


@router.get("/")
def show_current_job(request: Request, page: int = 1, added: str = "", again: str = "") -> Response:
    """Show the caller's current job; without one, the way to a first analysis."""
    memory, caller = _parts(request)
    with memory.read(caller) as reader:
        job_id = current_job_id(reader, caller.caller_id)
    if job_id is None:
        return show_start(request, Typed())
    return _show(request, read_job(memory, caller, job_id), at="/", page=page, named=_named(added, again))


@router.get("/jobs/{job_id}")
def show_job(request: Request, job_id: str, page: int = 1, added: str = "", again: str = "") -> Response:
    """Show the job of this address, whichever is current."""
    job = read_job(*_parts(request), job_id)
    return _show(request, job, at=f"/jobs/{job.job_id}", page=page, named=_named(added, again))


def show_start(request: Request, typed: Typed, status: int = 200) -> Response:
    """Show the way to a first analysis, or to choose a job."""
    settings: Settings = request.app.state.settings
    return render_page(request, "jobs/start.html", status, typed=typed, reading=None, most_mib=settings.max_upload_mib)


@router.post("/current-job")
def switch_job(request: Request, job_id: Annotated[str, Form()] = "") -> Response:
    """Make a job the current one, and show it."""
    choose_job(*_parts(request), job_id)
    return RedirectResponse("/", _SEE_OTHER)


@router.post("/jobs/{job_id}/files")
def add_files(request: Request, job_id: str, files: Annotated[list[UploadFile] | None, File()] = None) -> Response:
    """Keep files and analyse each against the job. One that can't be read stops none of the others."""
    memory, caller = _parts(request)
    settings: Settings = request.app.state.settings
    job = read_job(memory, caller, job_id)
    taken = take_files(memory, caller, files or [], job.job_id, most_bytes=settings.max_upload_bytes)
    if not taken or any(one.problem for one in taken):
        return _show(request, job, at=f"/jobs/{job.job_id}", taken=taken, status=422)
    if len(taken) == 1 and not taken[0].duplicate:
        return RedirectResponse(f"/analyses/{taken[0].analysis_id}", _SEE_OTHER)
    named = taken[:_MOST_NAMED]
    query = {
        "added": ",".join(one.analysis_id for one in named if not one.duplicate),
        "again": ",".join(one.analysis_id for one in named if one.duplicate),
    }
    return RedirectResponse(f"/jobs/{job.job_id}?{urlencode(query)}#added", _SEE_OTHER)


@router.post("/jobs/{job_id}/analyses")
def analyse_kept(request: Request, job_id: str, resume_id: Annotated[str, Form()] = "") -> Response:
    """Analyse a kept résumé against the job, and show the analysis."""
    analysed = analyse_resume(*_parts(request), resume_id, job_id)
    return RedirectResponse(f"/analyses/{analysed.analysis_id}", _SEE_OTHER)


@router.post("/jobs/{job_id}/waiting")
def analyse_waiting(request: Request, job_id: str) -> Response:
    """Hand in that all résumés without an analysis for the job are analysed, and show the job."""
    submit_waiting(*_parts(request), job_id)
    return RedirectResponse(f"/jobs/{job_id}", _SEE_OTHER)


@router.post("/jobs/{job_id}/outdated")
def analyse_outdated(request: Request, job_id: str) -> Response:
    """Hand in that all résumés are analysed again that were before the job was changed, and show the job."""
    submit_outdated(*_parts(request), job_id)
    return RedirectResponse(f"/jobs/{job_id}", _SEE_OTHER)


@router.get("/current-job")
def return_to_current_job() -> Response:
    """Lead whoever reloads the answer to a form back to the page."""
    return RedirectResponse("/", _SEE_OTHER)


@router.get("/jobs/{job_id}/files")
@router.get("/jobs/{job_id}/analyses")
@router.get("/jobs/{job_id}/waiting")
@router.get("/jobs/{job_id}/outdated")
def return_to_job(job_id: str) -> Response:
    """Lead whoever reloads the answer to a form back to the job."""
    return RedirectResponse(f"/jobs/{job_id}", _SEE_OTHER)


def _show(
    request: Request,
    job: Job,
    *,
    at: str,
    page: int = 1,
    named: Named | None = None,
    taken: Sequence[TakenFile] | None = None,
    status: int = 200,
) -> Response:
    memory, caller = _parts(request)
    settings: Settings = request.app.state.settings
    pool = read_pool(memory, caller, job.job_id, page=page, page_size=_ROWS, named=_NAMED_DOTS)
    visit = read_visit(request, job.job_id, memory.clock())
    shown: dict[str, object] = {
        "at": at,
        "job": view_job(job),
        "pool": view_pool(pool, job.thresholds, page=page, page_size=_ROWS),
        "waiting": view_waiting(read_waiting(memory, caller, job.job_id, limit=_WAITING)),
        "met": view_met(read_met_shares(memory, caller, job, pool)),
        "news": _read_news(memory, caller, job, visit),
        "since": say_moment(visit.since) if visit.since else None,
    }
    if is_for(request, "pool"):
        return render_part("jobs/live.html", **shown)
    answer = render_page(
        request,
        "jobs/job.html",
        status,
        **shown,
        tabs=read_tabs(request, job, "overview"),
        taken=taken,
        added=_read_named(memory, caller, named) if named else [],
        most_mib=settings.max_upload_mib,
    )
    keep_visit(request, answer, visit)
    return answer


def _read_news(memory: Memory, caller: Caller, job: Job, visit: Visit) -> object:
    return view_news(read_news(memory, caller, job.job_id, visit.since or job.created_at), job.job_id)


def _named(added: str, again: str) -> Named:
    """Read the ids of an address; what has not the form of one is passed over."""
    first, second = (
        frozenset(one for one in written.split(",")[:_MOST_NAMED] if kind_of_id(one) == "analysis")
        for written in (added, again)
    )
    return Named(first, second)


def _read_named(memory: Memory, caller: Caller, named: Named) -> list[tuple[str, str, bool]]:
    """Give the analyses that were just made by id and person, and whether the file was kept before."""
    ids = sorted(named.added | named.again)
    with memory.read(caller) as reader:
        found = analyses.list_named(reader, ids)
    return [(one.analysis_id, person_of(one.candidate_name), one.analysis_id in named.again) for one in found]


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller
