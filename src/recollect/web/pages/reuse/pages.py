"""Templates: jobs kept for reuse, and a new job of one with one click."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from msgspec.structs import replace

from recollect.domain.analysis import Requirement
from recollect.domain.caller import Caller
from recollect.domain.job import Template, Thresholds, Weights, preview_of
from recollect.errors import InvalidInput, StaleVersion
from recollect.services.analyses.profiling import job_profile
from recollect.services.jobs.template_reuse import change_template, delete_template, draft_of_template, use_template
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.records import templates
from recollect.web.pages.jobs.ad_forms import Typed, type_in
from recollect.web.pages.jobs.requirement_forms import UNITS, Judging, fill_in, read_judging
from recollect.web.pages.rendering import render_page
from recollect.web.pages.told import tell_done
from recollect.web.pages.wording import KINDS, STRENGTHS, say_moment

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
    """Show a template with the forms to change it."""
    return _show(request, _read(request, template_id))


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
    """Change a template's name and texts; jobs made of it before stay as they are."""
    typed = type_in(role_name, company_name, job_description, version=version)
    changes = {
        "name": name.strip(),
        "role_name": typed.role_name,
        "company_name": typed.company_name,
        "job_description": typed.job_description,
    }

    def refuse(kept: Template, problem: str) -> Response:
        return _show(request, kept, name=name, typed=replace(typed, version=kept.version, problem=problem), status=422)

    return _change(request, template_id, lambda _: changes, version, refuse)


@router.post("/templates/{template_id}/requirements")
async def judge_by(request: Request, template_id: str) -> Response:
    """Change what jobs of a template are judged by, or leave that to the engine again."""
    form = await request.form()
    given = read_judging({name: str(value) for name, value in form.multi_items()})

    def refuse(kept: Template, problem: str) -> Response:
        known = _requirements(request, kept)
        again = given.with_problems(kept.version, problem, known, kept.job_description)
        return _show(request, kept, given=again, status=422)

    def changes(kept: Template) -> dict[str, Any]:
        return given.changes(_judging(request, kept), _requirements(request, kept), kept.job_description)

    return await to_thread.run_sync(_change, request, template_id, changes, given.version, refuse)


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
@router.get("/templates/{template_id}/requirements")
def return_to_template(template_id: str) -> Response:
    """Lead whoever reloads the answer to a form to the template."""
    return RedirectResponse(f"/templates/{template_id}", _SEE_OTHER)


def _change(
    request: Request,
    template_id: str,
    changes: Callable[[Template], dict[str, Any]],
    version: int,
    refuse: Callable[[Template, str], Response],
) -> Response:
    """Change a template and offer the undo; what can't be kept is shown again with the reason beside it."""
    memory, caller = _parts(request)
    try:
        wanted = changes(_read(request, template_id))
        changed = change_template(memory, caller, template_id, wanted, expected_version=version)
    except (InvalidInput, StaleVersion) as error:
        return refuse(_read(request, template_id), error.detail)
    answer = RedirectResponse(f"/templates/{changed.template_id}", _SEE_OTHER)
    if changed.version == version:
        return answer
    with memory.read(caller) as reader:
        event_id = events.find_event(reader, template_id, "template.changed", changed.version)
    if event_id:
        tell_done(request, answer, event_id)
    return answer


def _read(request: Request, template_id: str) -> Template:
    memory, caller = _parts(request)
    with memory.read(caller) as reader:
        return templates.get_template(reader, template_id)


def _show(
    request: Request,
    kept: Template,
    *,
    name: str | None = None,
    typed: Typed | None = None,
    given: Judging | None = None,
    status: int = 200,
) -> Response:
    """Show both forms as the template fills them, or as they were sent."""
    address = f"/templates/{kept.template_id}"
    return render_page(
        request,
        "reuse/template.html",
        status,
        template_id=kept.template_id,
        use_count=kept.use_count,
        moment=say_moment(kept.created_at),
        own_requirements=kept.requirements is not None,
        name=kept.name if name is None else name,
        typed=typed or _typed(kept),
        given=given or _judging(request, kept),
        kinds=KINDS,
        strengths=STRENGTHS,
        units=UNITS,
        in_place=False,
        sent_to=f"{address}/requirements",
        back_to="/templates",
    )


def _typed(kept: Template) -> Typed:
    return Typed(
        role_name=kept.role_name,
        company_name=kept.company_name,
        job_description=kept.job_description,
        version=kept.version,
    )


def _judging(request: Request, kept: Template) -> Judging:
    """Give what jobs of a template would be judged by: what it sets, otherwise what the engine reads in its text."""
    return fill_in(
        kept.version,
        kept.job_description,
        _requirements(request, kept),
        kept.weights or Weights(),
        kept.thresholds or Thresholds(),
    )


def _requirements(request: Request, kept: Template) -> tuple[Requirement, ...]:
    if kept.requirements is not None:
        return kept.requirements
    return job_profile(request.app.state.memory, draft_of_template(kept)).requirements


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller
