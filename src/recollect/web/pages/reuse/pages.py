"""Templates: jobs kept for reuse, and a new job of one with one click."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.domain.job import Template, preview_of
from recollect.errors import InvalidInput, StaleVersion
from recollect.services.memory import Memory
from recollect.services.template_reuse import change_template, delete_template, use_template
from recollect.storage import events, templates
from recollect.web.pages.jobs.ad_forms import Typed, type_in
from recollect.web.pages.rendering import render_page
from recollect.web.pages.told import tell_done
from recollect.web.pages.wording import say_moment

router = APIRouter(include_in_schema=False)

_ROWS = 30
_SEE_OTHER = 303
Field = Annotated[str, Form()]


@router.get("/templates")
def show_templates(request: Request, cursor: str = "") -> Response:
    """Show the templates, newest first."""
    memory, caller = _parts(request)
    with memory.read(caller) as reader:
        found = templates.list_templates(reader, cursor=cursor or None, limit=_ROWS)
    rows = [(one, preview_of(one.job_description), say_moment(one.created_at)) for one in found.items]
    return render_page(
        request,
        "reuse/list.html",
        rows=rows,
        total=found.total,
        next_cursor=found.next_cursor,
        is_first=not cursor,
    )


@router.get("/templates/{template_id}")
def show_template(request: Request, template_id: str) -> Response:
    """Show a template with the form to change it."""
    memory, caller = _parts(request)
    with memory.read(caller) as reader:
        kept = templates.get_template(reader, template_id)
    typed = Typed(
        role_name=kept.role_name,
        company_name=kept.company_name,
        job_description=kept.job_description,
        version=kept.version,
    )
    return _show(request, kept, kept.name, typed)


@router.post("/templates/{template_id}")
def change_this(
    request: Request,
    template_id: str,
    version: Annotated[int, Form()] = 0,
    name: Field = "",
    role_name: Field = "",
    company_name: Field = "",
    job_description: Field = "",
) -> Response:
    """Change a template; jobs made of it before stay as they are."""
    memory, caller = _parts(request)
    typed = type_in(role_name, company_name, job_description, version=version)
    changes = {
        "name": name.strip(),
        "role_name": typed.role_name,
        "company_name": typed.company_name,
        "job_description": typed.job_description,
    }
    try:
        changed = change_template(memory, caller, template_id, changes, expected_version=version)
    except (InvalidInput, StaleVersion) as error:
        with memory.read(caller) as reader:
            kept = templates.get_template(reader, template_id)
        again = type_in(role_name, company_name, job_description, version=kept.version, problem=error.detail)
        return _show(request, kept, name, again, status=422)
    with memory.read(caller) as reader:
        event_id = events.find_event(reader, template_id, "template.changed", changed.version)
    answer = RedirectResponse("/templates", _SEE_OTHER)
    if event_id:
        tell_done(request, answer, event_id)
    return answer


@router.post("/templates/{template_id}/use")
def use_this(request: Request, template_id: str) -> Response:
    """Make a new job of a template, make it the current one, and show it."""
    memory, caller = _parts(request)
    use_template(memory, caller, template_id)
    return RedirectResponse("/", _SEE_OTHER)


@router.post("/templates/{template_id}/delete")
def delete_this(request: Request, template_id: str) -> Response:
    """Delete a template, and offer to undo it."""
    event_id = delete_template(*_parts(request), template_id)
    answer = RedirectResponse("/templates", _SEE_OTHER)
    tell_done(request, answer, event_id)
    return answer


@router.get("/templates/{template_id}/use")
@router.get("/templates/{template_id}/delete")
def return_to_template(template_id: str) -> Response:
    """Lead whoever reloads the answer to a form to the template."""
    return RedirectResponse(f"/templates/{template_id}", _SEE_OTHER)


def _show(request: Request, kept: Template, name: str, typed: Typed, status: int = 200) -> Response:
    return render_page(request, "reuse/template.html", status, template_id=kept.template_id, name=name, typed=typed)


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller
