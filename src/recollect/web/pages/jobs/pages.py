"""The page of a job, and the current job at `/`: what a person does first and most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from msgspec import Struct

from recollect.domain.analysis import AnalysisSummary, ScoreRange
from recollect.domain.caller import Caller
from recollect.domain.ids import kind_of_id
from recollect.domain.job import JobDraft
from recollect.domain.paging import MAX_LIMIT
from recollect.errors import InvalidInput
from recollect.services.job_intake import choose_job, create_job, read_job
from recollect.services.memory import Memory
from recollect.services.resume_analysis import analyse_resume
from recollect.settings import Settings
from recollect.storage import analyses, resumes
from recollect.storage.analyses import AnalysisFilter
from recollect.storage.callers import current_job_id
from recollect.storage.unit import Reader
from recollect.web.pages.analyses.rows import newest_of_each, rank_analyses
from recollect.web.pages.jobs.views import view_job, view_pool
from recollect.web.pages.rendering import render_page
from recollect.web.pages.resumes.file_taking import TakenFile, take_files
from recollect.web.pages.resumes.rows import view_resume_row
from recollect.web.pages.wording import person_of

router = APIRouter(include_in_schema=False)

_ROWS, _RESUMES = 20, 8
_MOST_NAMED = 50
_SEE_OTHER = 303


class Typed(Struct, frozen=True, kw_only=True):
    """What was typed into the form for a new job, and what is wrong with it."""

    role_name: str = ""
    company_name: str = ""
    job_description: str = ""
    problem: str = ""


class Named(Struct, frozen=True):
    """The analyses that an address says were just made: of new files, and of files that were kept before."""

    added: frozenset[str]
    again: frozenset[str]


@router.get("/")
def show_current_job(request: Request, page: int = 1, older: str = "", added: str = "", again: str = "") -> Response:
    """Show the caller's current job; without one, the way to a first analysis."""
    memory, caller = _parts(request)
    with memory.read(caller) as reader:
        job_id = current_job_id(reader, caller.caller_id)
    return _show(request, job_id, at="/", page=page, older=older, added=_named(added, again))


@router.get("/jobs/{job_id}")
def show_job(
    request: Request, job_id: str, page: int = 1, older: str = "", added: str = "", again: str = ""
) -> Response:
    """Show the job of this address, whichever is current."""
    return _show(request, job_id, at=f"/jobs/{job_id}", page=page, older=older, added=_named(added, again))


@router.post("/jobs")
def add_job(
    request: Request,
    role_name: Annotated[str, Form()] = "",
    company_name: Annotated[str, Form()] = "",
    job_description: Annotated[str, Form()] = "",
) -> Response:
    """Keep a new job, make it the current one, and show it."""
    memory, caller = _parts(request)
    draft = JobDraft(
        job_description=job_description.replace("\r\n", "\n"),
        company_name=company_name.strip(),
        role_name=role_name.strip(),
    )
    if not draft.job_description.strip():
        problem = "There is no job description yet. Paste the text of the ad; the more of it, the better the analyses."
        return _show_typed(request, Typed(role_name=role_name, company_name=company_name, problem=problem))
    try:
        create_job(memory, caller, draft)
    except InvalidInput as error:
        typed = Typed(
            role_name=role_name, company_name=company_name, job_description=job_description, problem=error.detail
        )
        return _show_typed(request, typed)
    return RedirectResponse("/", _SEE_OTHER)


@router.post("/current-job")
def switch_job(request: Request, job_id: Annotated[str, Form()] = "") -> Response:
    """Make a job the current one, and show it."""
    memory, caller = _parts(request)
    choose_job(memory, caller, job_id)
    return RedirectResponse("/", _SEE_OTHER)


@router.post("/jobs/{job_id}/files")
def add_files(request: Request, job_id: str, files: Annotated[list[UploadFile] | None, File()] = None) -> Response:
    """Keep files and analyse each against the job. One that can't be read stops none of the others."""
    memory, caller = _parts(request)
    settings: Settings = request.app.state.settings
    job = read_job(memory, caller, job_id)
    taken = take_files(memory, caller, files or [], job.job_id, most_bytes=settings.max_upload_bytes)
    if not taken or any(one.problem for one in taken):
        return _show(request, job.job_id, at=f"/jobs/{job.job_id}", taken=taken, status=422)
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
    memory, caller = _parts(request)
    analysed = analyse_resume(memory, caller, resume_id, job_id)
    return RedirectResponse(f"/analyses/{analysed.analysis_id}", _SEE_OTHER)


@router.get("/jobs")
@router.get("/current-job")
def return_to_current_job() -> Response:
    """Lead whoever reloads the answer to a form back to the page."""
    return RedirectResponse("/", _SEE_OTHER)


@router.get("/jobs/{job_id}/files")
@router.get("/jobs/{job_id}/analyses")
def return_to_job(job_id: str) -> Response:
    """Lead whoever reloads the answer to a form back to the job."""
    return RedirectResponse(f"/jobs/{job_id}", _SEE_OTHER)


def _show_typed(request: Request, typed: Typed) -> Response:
    memory, caller = _parts(request)
    with memory.read(caller) as reader:
        job_id = current_job_id(reader, caller.caller_id)
    return _show(request, job_id, at="/", typed=typed, status=422)


def _show(
    request: Request,
    job_id: str | None,
    *,
    at: str,
    page: int = 1,
    older: str = "",
    added: Named | None = None,
    taken: Sequence[TakenFile] | None = None,
    typed: Typed | None = None,
    status: int = 200,
) -> Response:
    memory, caller = _parts(request)
    settings: Settings = request.app.state.settings
    job = read_job(memory, caller, job_id) if job_id else None
    with memory.read(caller) as reader:
        current = current_job_id(reader, caller.caller_id)
        kept = resumes.list_resumes(reader, query=None, cursor=older or None, limit=_RESUMES)
        listed = analyses.list_analyses(
            reader, AnalysisFilter(job_id=job.job_id if job else ""), cursor=None, limit=MAX_LIMIT
        )
        ranked = rank_analyses(newest_of_each(listed.items))
        page = min(max(page, 1), max(1, -(-len(ranked) // _ROWS)))
        ranges = _ranges(reader, ranked[(page - 1) * _ROWS : page * _ROWS])
    newest: dict[str, str] = {one.resume_id: one.analysis_id for one in ranked}
    return render_page(
        request,
        "jobs/job.html" if job else "jobs/start.html",
        status,
        at=at,
        job=view_job(job) if job else None,
        is_current=job is not None and job.job_id == current,
        pool=view_pool(ranked, ranges, looked_at=len(listed.items), total=listed.total, page=page, page_size=_ROWS),
        resumes=[view_resume_row(one, newest) for one in kept.items],
        older=kept.next_cursor,
        is_first=not older,
        taken=taken,
        added=_view_named(added, listed.items),
        typed=typed or Typed(),
        most_mib=settings.max_upload_mib,
    )


def _ranges(reader: Reader, shown: Sequence[AnalysisSummary]) -> dict[str, ScoreRange]:
    """Give the likely ranges of the analyses that are shown; lists do not carry them."""
    found: dict[str, ScoreRange] = {}
    for summary in shown:
        result = analyses.get_analysis(reader, summary.analysis_id).analysis_result
        if result is not None and result.score_range is not None:
            found[summary.analysis_id] = result.score_range
    return found


def _named(added: str, again: str) -> Named:
    """Read the ids of an address; what has not the form of one is passed over."""
    first, second = (
        frozenset(one for one in written.split(",")[:_MOST_NAMED] if kind_of_id(one) == "analysis")
        for written in (added, again)
    )
    return Named(first, second)


def _view_named(named: Named | None, listed: Sequence[AnalysisSummary]) -> list[tuple[str, str, bool]]:
    """Give the analyses that were just made by id and person, and whether the file was kept before."""
    if named is None:
        return []
    return [
        (one.analysis_id, person_of(one.candidate_name), one.analysis_id in named.again)
        for one in listed
        if one.analysis_id in named.added | named.again
    ]


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller
