"""The page of all résumés: found, narrowed, uploaded, analysed and deleted many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.domain.document import TextQuality
from recollect.errors import InvalidCursor
from recollect.services.analyses.resume_analysis import analyse_resume, require_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_editing import delete_resume
from recollect.services.resumes.resume_tasks import submit_analyses
from recollect.settings import Settings
from recollect.storage.records import jobs
from recollect.storage.records.callers import current_job_id
from recollect.storage.views.labels import label_jobs
from recollect.storage.views.resume_library import ResumeFilter, best_matches, list_library
from recollect.web.pages.lists import ROWS, Given, say_total, view_chips, view_pager
from recollect.web.pages.rendering import render_page
from recollect.web.pages.resumes.file_taking import TakenFile, take_files
from recollect.web.pages.resumes.library_views import PATH, QUALITY_LABELS, label_filters, view_filters, view_library
from recollect.web.pages.told import tell_done
from recollect.web.pages.wording import title_of

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_UNUSABLE = 422
_OFFERED_JOBS = 100
_MOST_AT_ONCE = 100
_NAMES = ("q", "not_analysed_for", "text_quality", "since", "until")
_QUALITIES: dict[str, TextQuality] = {"good": "good", "fair": "fair", "poor": "poor", "none": "none"}


@router.get(PATH)
def show_library(request: Request, cursor: str = "") -> Response:
    """Show the résumés, newest first."""
    return _show(request, cursor)


@router.post("/resumes/files")
def add_files(
    request: Request,
    files: Annotated[list[UploadFile] | None, File()] = None,
    job_id: Annotated[str, Form()] = "",
) -> Response:
    """Keep files, and analyse each when a job is named. One that can't be read stops none of the others."""
    memory, caller = _parts(request)
    settings: Settings = request.app.state.settings
    chosen = require_job(memory, caller, job_id) if job_id else None
    taken = take_files(memory, caller, files or [], chosen, most_bytes=settings.max_upload_bytes)
    failed = not taken or any(one.problem for one in taken)
    return _show(request, "", taken=taken, status=_UNUSABLE if failed else 200)


@router.post("/resumes/analyses")
def analyse_chosen(
    request: Request, job_id: Annotated[str, Form()] = "", resume_id: Annotated[list[str] | None, Form()] = None
) -> Response:
    """Analyse the chosen résumés: one at once, several in the background."""
    memory, caller = _parts(request)
    chosen = list(dict.fromkeys(resume_id or []))[:_MOST_AT_ONCE]
    if not chosen:
        return _show(request, "", problem="No résumé was chosen. Tick those that are to be analysed.", status=_UNUSABLE)
    job = require_job(memory, caller, job_id)
    if len(chosen) == 1:
        analysed = analyse_resume(memory, caller, chosen[0], job)
        return RedirectResponse(f"/analyses/{analysed.analysis_id}", _SEE_OTHER)
    return RedirectResponse(f"/work/{submit_analyses(memory, caller, chosen, job).task_id}", _SEE_OTHER)


@router.post("/resumes/delete")
def delete_chosen(request: Request, resume_id: Annotated[list[str] | None, Form()] = None) -> Response:
    """Delete the chosen résumés softly, and offer to undo it."""
    memory, caller = _parts(request)
    chosen = list(dict.fromkeys(resume_id or []))[:_MOST_AT_ONCE]
    if not chosen:
        return _show(request, "", problem="No résumé was chosen. Tick those that are to be deleted.", status=_UNUSABLE)
    answer = RedirectResponse(PATH, _SEE_OTHER)
    tell_done(request, answer, *(delete_resume(memory, caller, one) for one in chosen))
    return answer


@router.get("/resumes/files")
@router.get("/resumes/analyses")
@router.get("/resumes/delete")
def return_to_library() -> Response:
    """Lead whoever reloads the answer to a form back to the library."""
    return RedirectResponse(PATH, _SEE_OTHER)


def _show(
    request: Request,
    cursor: str,
    *,
    taken: Sequence[TakenFile] | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    memory, caller = _parts(request)
    settings: Settings = request.app.state.settings
    given = Given(request, *_NAMES)
    narrowed, query = _read(given), given.query
    problems = [*given.problems, *filter(None, [problem])]
    with memory.read(caller) as reader:
        try:
            found = list_library(reader, narrowed, query=query["q"] or None, cursor=cursor or None, limit=ROWS)
        except InvalidCursor as error:
            problems.append(error.detail)
            found = list_library(reader, narrowed, query=query["q"] or None, cursor=None, limit=ROWS)
        best = best_matches(reader, [one.resume_id for one in found.items])
        named = label_jobs(reader, {*(one.job_id for one in best.values()), *filter(None, [query["not_analysed_for"]])})
        current_id = current_job_id(reader, caller.caller_id)
        current = jobs.get_job(reader, current_id) if current_id else None
        offered = jobs.list_jobs(reader, cursor=None, limit=_OFFERED_JOBS).items
    job = named.get(query["not_analysed_for"])
    return render_page(
        request,
        "resumes/library.html",
        _UNUSABLE if given.problems else status,
        rows=view_library(found.items, best, named),
        filters=view_filters(query, offered, current, job),
        chips=view_chips(PATH, query, label_filters(query, job)),
        problems=problems,
        pager=view_pager(found, PATH, query, cursor),
        said=say_total(found, "résumé"),
        path=PATH,
        job_id=current.job_id if current else None,
        job_title=title_of(current) if current else "",
        taken=taken,
        most_mib=settings.max_upload_mib,
    )


def _read(given: Given) -> ResumeFilter:
    quality = given.one_of("text_quality", "The quality of the text", QUALITY_LABELS)
    return ResumeFilter(
        not_analysed_for=given.query["not_analysed_for"] or None,
        text_quality=_QUALITIES[quality] if quality else None,
        since=given.day("since", "The first day"),
        until=given.day("until", "The last day", after=True),
    )


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller
