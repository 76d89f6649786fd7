"""Templates: job descriptions kept for reuse. They are not jobs."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, select, update

from recollect.domain.ids import HexSource, TemplateId, new_template_id, random_hex
from recollect.domain.job import JobDraft, Template
from recollect.domain.paging import Page
from recollect.domain.times import from_micros
from recollect.errors import NotFound
from recollect.storage import counters
from recollect.storage.lists import Total, page_of
from recollect.storage.records.job_settings import read_settings, write_settings
from recollect.storage.tables import templates
from recollect.storage.unit import Reader, UnitOfWork
from recollect.storage.versions import advance, require_deleted_state

_WHOLE = select(templates, templates.c.metadata.label("kept_metadata"))
_LISTED = _WHOLE.where(templates.c.workspace_id == bindparam("workspace_id"), templates.c.deleted_at.is_(None))


def add_template(work: UnitOfWork, name: str, draft: JobDraft, *, draw: HexSource = random_hex) -> TemplateId:
    """Add a template, and give its id."""
    template_id = new_template_id(draw)
    work.append(
        templates,
        {
            "seq": work.next_seq(templates),
            "workspace_id": work.workspace_id,
            "template_id": template_id,
            "name": name,
            "company_name": draft.company_name,
            "role_name": draft.role_name,
            "job_description": draft.job_description,
            "metadata": msgspec.json.encode(draft.metadata).decode(),
            **write_settings(draft),
            "version": 1,
            "created_at": work.now_micros,
            "updated_at": work.now_micros,
            "deleted_at": None,
            "use_count": 0,
        },
    )
    work.count(counters.TEMPLATES, 1)
    return template_id


def get_template(reader: Reader, template_id: str, *, deleted: bool = False) -> Template:
    """Give a template, or raise `NotFound`."""
    row = _row(reader, template_id)
    if row.deleted_at is not None and not deleted:
        raise _not_found(template_id)
    return _template(row)


def list_templates(reader: Reader, *, cursor: str | None, limit: int) -> Page[Template]:
    """Give one page of the templates, newest first."""
    return page_of(
        reader,
        _LISTED,
        templates.c.seq,
        scope="templates",
        cursor=cursor,
        limit=limit,
        total=Total(counters.total(reader, counters.TEMPLATES)),
        build=_template,
    )


def change_template(
    work: UnitOfWork, template_id: str, *, name: str, draft: JobDraft, expected_version: int | None
) -> int:
    """Replace a template's texts and give the new version."""
    row = _row(work, template_id)
    if row.deleted_at is not None:
        raise _not_found(template_id)
    return advance(
        work,
        templates,
        row,
        template_id,
        expected_version,
        name=name,
        company_name=draft.company_name,
        role_name=draft.role_name,
        job_description=draft.job_description,
        metadata=msgspec.json.encode(draft.metadata).decode(),
        **write_settings(draft),
    )


def set_template_deleted(work: UnitOfWork, template_id: str, *, deleted: bool, expected_version: int | None) -> int:
    """Delete a template softly or bring it back, and give the new version."""
    row = _row(work, template_id)
    if deleted and row.deleted_at is not None:
        raise _not_found(template_id)
    require_deleted_state(row, template_id, deleted=not deleted)
    work.count(counters.TEMPLATES, -1 if deleted else 1)
    return advance(work, templates, row, template_id, expected_version, deleted_at=work.now_micros if deleted else None)


def count_use(work: UnitOfWork, template_id: str) -> None:
    """Count that a job was made from a template."""
    work.connection.execute(
        update(templates)
        .where(templates.c.workspace_id == work.workspace_id, templates.c.template_id == template_id)
        .values(use_count=templates.c.use_count + 1)
    )


def _row(reader: Reader, template_id: str) -> Row[Any]:
    statement = _WHOLE.where(templates.c.workspace_id == reader.workspace_id, templates.c.template_id == template_id)
    row = reader.connection.execute(statement).one_or_none()
    if row is None:
        raise _not_found(template_id)
    return row


def _template(row: Row[Any]) -> Template:
    return Template(
        template_id=TemplateId(row.template_id),
        name=row.name,
        company_name=row.company_name,
        role_name=row.role_name,
        job_description=row.job_description,
        metadata=msgspec.json.decode(row.kept_metadata),
        created_at=from_micros(row.created_at),
        version=row.version,
        use_count=row.use_count,
        **read_settings(row),
    )


def _not_found(template_id: str) -> NotFound:
    return NotFound("There is no template of this id. List the templates with GET /api/templates.", id=template_id)
