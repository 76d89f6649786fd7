"""Templates: job descriptions kept for reuse."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from recollect.domain.job import Template
from recollect.services.jobs import template_reuse
from recollect.storage.records import templates
from recollect.web.answers import json_answer, listing
from recollect.web.api.job_bodies import TemplateChange
from recollect.web.api.jobs import DELETED
from recollect.web.api.openapi import KEY_HEADER, answers, list_of, record
from recollect.web.api.schemas import ListQuery, TemplateBody
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api", tags=["templates"])


@router.get("/templates", responses=answers(list_of("templates", Template)))
def list_templates(query: Annotated[ListQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the templates, newest first."""
    with memory.read(caller) as reader:
        page = templates.list_templates(reader, cursor=query.cursor, limit=query.limit)
    return json_answer(listing("templates", page))


@router.post(
    "/jobs/{job_id}/template",
    status_code=201,
    openapi_extra=KEY_HEADER,
    responses=answers(record(template=Template), 404, status=201, writes=True),
)
def make_template(
    request: Request, job_id: str, memory: UsesMemory, caller: UsesCaller, body: TemplateBody | None = None
) -> Response:
    """Keep a copy of a job as a template."""
    name = body.name if body else None
    return carry_out(
        request,
        name,
        lambda once: template_reuse.make_template(memory, caller, job_id, name, once),
        lambda template: {"template": template},
        status=201,
    )


@router.get("/templates/{template_id}", responses=answers(record(template=Template), 404))
def get_template(template_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give a template whole."""
    with memory.read(caller) as reader:
        return json_answer({"template": templates.get_template(reader, template_id)})


@router.patch(
    "/templates/{template_id}",
    openapi_extra=KEY_HEADER,
    responses=answers(record(template=Template), 404, writes=True),
)
def change_template(
    request: Request, template_id: str, body: TemplateChange, memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Change a template; jobs made of it before stay as they are."""
    changes = body.changes()
    return carry_out(
        request,
        body.model_dump(),
        lambda once: template_reuse.change_template(
            memory, caller, template_id, changes, expected_version=body.version, once=once
        ),
        lambda template: {"template": template},
    )


@router.delete("/templates/{template_id}", openapi_extra=KEY_HEADER, responses=answers(DELETED, 404, writes=True))
def delete_template(request: Request, template_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Delete a template softly; `POST /api/undo/{event_id}` brings it back."""
    return carry_out(
        request,
        None,
        lambda once: template_reuse.delete_template(memory, caller, template_id, once=once),
        lambda event_id: {"message": "Template deleted", "id": template_id, "event_id": event_id},
    )


@router.post(
    "/templates/{template_id}/use",
    status_code=201,
    openapi_extra=KEY_HEADER,
    responses=answers(record(message=str, job_id=str, template_id=str), 404, status=201, writes=True),
)
def use_template(request: Request, template_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Make a new job of a template; it becomes the caller's current one."""
    return carry_out(
        request,
        None,
        lambda once: template_reuse.use_template(memory, caller, template_id, once),
        lambda job_id: {"message": "Job made of the template", "job_id": job_id, "template_id": template_id},
        status=201,
    )
