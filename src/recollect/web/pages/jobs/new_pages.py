"""A new job: pasted, read before it is kept, and kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from msgspec.structs import replace

from recollect.errors import InvalidInput
from recollect.services.jobs.ad_reading import AdReading, read_ad
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.storage.records import templates
from recollect.web.pages.jobs.ad_forms import Typed, type_in
from recollect.web.pages.rendering import is_for, render_page, render_part
from recollect.web.pages.wording import KINDS, STRENGTHS

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_OFFERED_TEMPLATES = 6
_NO_TEXT = "There is no job description yet. Paste the text of the ad; the more of it, the better the analyses."
Field = Annotated[str, Form()]


@router.get("/jobs/new")
def show_form(request: Request) -> Response:
    """Show the form for a new job, and the templates that it may be made of."""
    return _show(request, Typed())


@router.post("/jobs/new")
def read_typed(
    request: Request, role_name: Field = "", company_name: Field = "", job_description: Field = "", cut: Field = ""
) -> Response:
    """Read an ad before it is kept: what is asked for, what says nothing, and how it may be called.

    With `cut`, what says nothing is taken out of the text in the form.
    """
    typed = type_in(role_name, company_name, job_description)
    if not typed.job_description.strip():
        return render_part("jobs/reading.html", reading=None) if is_for(request, "reading") else _refuse(request, typed)
    reading = read_ad(request.app.state.memory, typed.draft)
    if is_for(request, "reading"):
        return render_part("jobs/reading.html", reading=_view(reading))
    proposed = replace(
        typed,
        role_name=typed.role_name or reading.proposal.role_name,
        company_name=typed.company_name or reading.proposal.company_name,
        job_description=reading.without_noise if cut else typed.job_description,
    )
    shown = read_ad(request.app.state.memory, proposed.draft) if cut else reading
    return _show(request, proposed, reading=_view(shown))


@router.post("/jobs")
def add_job(request: Request, role_name: Field = "", company_name: Field = "", job_description: Field = "") -> Response:
    """Keep a new job, make it the current one, and show it."""
    memory: Memory = request.app.state.memory
    typed = type_in(role_name, company_name, job_description)
    if not typed.job_description.strip():
        return _refuse(request, typed)
    try:
        create_job(memory, request.state.caller, typed.draft)
    except InvalidInput as error:
        return _show(request, replace(typed, problem=error.detail), status=422)
    return RedirectResponse("/", _SEE_OTHER)


def _refuse(request: Request, typed: Typed) -> Response:
    return _show(request, replace(typed, problem=_NO_TEXT), status=422)


def _show(request: Request, typed: Typed, *, reading: object = None, status: int = 200) -> Response:
    memory: Memory = request.app.state.memory
    with memory.read(request.state.caller) as reader:
        offered = templates.list_templates(reader, cursor=None, limit=_OFFERED_TEMPLATES)
    return render_page(
        request, "jobs/new.html", status, typed=typed, reading=reading, templates=offered.items, more=offered.total
    )


def _view(reading: AdReading) -> dict[str, object]:
    return {
        "requirements": [(one.text, KINDS[one.kind], STRENGTHS[one.strength]) for one in reading.requirements],
        "noise": reading.noise,
        "proposal": reading.proposal,
    }
