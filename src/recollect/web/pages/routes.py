"""All pages under one router, any record by its id, and the page of an error.

Include the router after all other routes: `/{record_id}` answers whatever nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from recollect.domain.caller import Caller
from recollect.errors import NotFound, RecollectError
from recollect.services.memory import Memory
from recollect.services.record_lookup import find_kind
from recollect.storage.records import analyses, candidates, feedback, jobs, resumes, templates
from recollect.storage.unit import Reader
from recollect.web.pages import asset_files, live, told, tour
from recollect.web.pages.analyses import history_pages
from recollect.web.pages.analyses import pages as analysis_pages
from recollect.web.pages.audit import pages as audit_pages
from recollect.web.pages.checks import pages as check_pages
from recollect.web.pages.feedback import pages as feedback_pages
from recollect.web.pages.jobs import edit_pages, list_pages, new_pages, record_pages
from recollect.web.pages.jobs import pages as job_pages
from recollect.web.pages.looks import pages as looks_pages
from recollect.web.pages.rendering import is_part, render_bare, render_page, render_part
from recollect.web.pages.resumes import change_pages, library_pages
from recollect.web.pages.resumes import pages as resume_pages
from recollect.web.pages.reuse import pages as reuse_pages
from recollect.web.pages.search import pages as search_pages
from recollect.web.pages.settings import pages as settings_pages
from recollect.web.pages.settings import skill_pages
from recollect.web.pages.sign_in import pages as sign_in_pages
from recollect.web.pages.storage import pages as storage_pages
from recollect.web.pages.work import pages as work_pages

router = APIRouter(include_in_schema=False)
_OF_JOBS = (list_pages, new_pages, job_pages, edit_pages, record_pages, reuse_pages)
"""In this order: the address of the form for a new job could be that of a job."""
_OF_RECORDS = (
    *_OF_JOBS,
    library_pages,
    resume_pages,
    change_pages,
    history_pages,
    analysis_pages,
    search_pages,
    feedback_pages,
)
_OF_UPKEEP = (work_pages, audit_pages, storage_pages, check_pages, skill_pages, settings_pages)
_PARTS = (asset_files, live, told, tour, looks_pages, sign_in_pages, *_OF_RECORDS, *_OF_UPKEEP)
for _part in _PARTS:
    router.include_router(_part.router)
PAGE_PATHS = frozenset(
    route.path
    for part in _PARTS
    for route in part.router.routes
    if isinstance(route, APIRoute) and "GET" in (route.methods or ())
)
"""The addresses of all pages; the navigation shows a place once it has one."""

_SEE_OTHER = 303
_HEADLINES = {
    400: "This address is not answered",
    401: "Please sign in",
    403: "That was refused",
    404: "Nothing is here",
    405: "That can't be done here",
    409: "No job is selected",
    413: "That is too large",
    415: "That can't be read",
    422: "That can't be used as it is",
    502: "The model does not answer",
    503: "The store can't be reached",
    507: "The disk is full",
}
_NEXT_STEPS = {
    "not_found": "It may have been deleted, or a letter of the id is missing. Any id can be put behind the first /.",
    "foreign_origin": "Nothing was changed. Open the page here and send the form again.",
    "no_job_selected": "Choose a job at the top of the first page, or add one.",
}
_KEPT = "What was stored before is safe."
_SERVER_FAULTS = 500
_AMONG_PAGES = {404, 405, 409, 422}
"""The errors whose page leads on by the navigation; for all others the store may not answer, or not to this caller."""
_OF_THE_API = re.compile(r"[.;] [^.;]*\b(?:GET|POST) /[^.;]*\.")
"""What a detail says to programs alone, with the end of the sentence before."""


@router.get("/{record_id}")
def open_record(request: Request, record_id: str) -> Response:
    """Lead from any id to the page on which its record is shown."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    kind = find_kind(memory, caller, record_id)
    with memory.read(caller) as reader:
        return RedirectResponse(_address(reader, kind, record_id), _SEE_OTHER)


def error_page(request: Request, status: int, name: str, detail: str) -> Response:
    """Answer with a page that says what happened, what is safe, and the next step. It needs no store."""
    said: dict[str, object] = {
        "detail": _OF_THE_API.sub(".", detail),
        "next_step": _NEXT_STEPS.get(name, _KEPT if status >= _SERVER_FAULTS else ""),
    }
    if is_part(request):
        return render_part("frame/error_part.html", status, **said)
    said |= {
        "shown_status": status,
        "headline": _HEADLINES.get(status, "Something went wrong"),
        "sign_in": status == 401,  # noqa: PLR2004 - not signed in
    }
    if status in _AMONG_PAGES and hasattr(request.state, "caller"):
        with suppress(RecollectError):
            return render_page(request, "frame/error_framed.html", status, **said)
    return render_bare(request, "frame/error.html", status, **said)


def _address(reader: Reader, kind: str, record_id: str) -> str:
    if kind in _PAGE_OF:
        return _PAGE_OF[kind](reader, record_id)
    if kind == "candidate":
        person = candidates.get_candidate(reader, record_id).candidate_id
        newest = resumes.list_resumes(reader, query=None, candidate_id=person, cursor=None, limit=1).items
        if newest:
            return f"/resumes/{newest[0].resume_id}"
    if kind == "feedback":
        about = feedback.get_feedback(reader, record_id)
        if about.analysis_id:
            return f"/analyses/{about.analysis_id}#{about.feedback_id}"
        if about.job_id:
            return f"/jobs/{about.job_id}"
    raise NotFound("This id is known, but there is no page for it yet. Ask for it under /api.", id=record_id)


_PAGE_OF: dict[str, Callable[[Reader, str], str]] = {
    "job": lambda reader, record_id: f"/jobs/{jobs.get_job(reader, record_id).job_id}",
    "resume": lambda reader, record_id: f"/resumes/{resumes.get_resume(reader, record_id).resume_id}",
    "analysis": lambda reader, record_id: f"/analyses/{analyses.find_analysis_id(reader, record_id)}",
    "template": lambda reader, record_id: f"/templates/{templates.get_template(reader, record_id).template_id}",
    "task": lambda _, record_id: f"/work/{record_id}",
}
"""Where records are shown that have a page of their own, under the id that they have now."""
