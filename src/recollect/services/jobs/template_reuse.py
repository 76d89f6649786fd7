"""A job becomes a template, and a template a new job."""

from __future__ import annotations

from typing import Any

import msgspec

from recollect.domain.caller import Caller
from recollect.domain.ids import JobId
from recollect.domain.job import JobDraft, Template, draft_of
from recollect.domain.text import require_usable
from recollect.services.analyses.profiling import job_profile
from recollect.services.idempotency import Once, keep
from recollect.services.jobs.job_intake import check_draft
from recollect.services.jobs.job_settling import settle
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.records import jobs, templates
from recollect.storage.records.callers import select_job
from recollect.storage.unit import UnitOfWork


def make_template(
    memory: Memory, caller: Caller, job_id: str, name: str | None = None, once: Once | None = None
) -> Template:
    """Keep a copy of a job as a template, named as given or after the role, and give it."""

    def unit(work: UnitOfWork) -> Template:
        job = jobs.get_job(work, job_id)
        draft = draft_of(job)
        title = require_usable(name or job.role_name or job.company_name or "Untitled", "name")
        template_id = templates.add_template(work, title, draft, draw=memory.draw)
        made = Template(
            template_id=template_id,
            name=title,
            created_at=work.now,
            version=1,
            use_count=0,
            **{field: getattr(draft, field) for field in JobDraft.__struct_fields__},
        )
        events.record(
            work,
            actor=caller.actor,
            action="template.created",
            entity_id=template_id,
            version=1,
            after=texts_of(made),
        )
        keep(work, caller, once, made)
        return made

    return memory.write(caller, unit)


def use_template(memory: Memory, caller: Caller, template_id: str, once: Once | None = None) -> JobId:
    """Make a new job of a template, and make it the caller's current one."""

    def unit(work: UnitOfWork) -> JobId:
        draft = draft_of_template(templates.get_template(work, template_id))
        job_id = jobs.add_job(work, draft, actor=caller.actor, draw=memory.draw)
        select_job(work, caller.caller_id, job_id)
        templates.count_use(work, template_id)
        events.record(
            work,
            actor=caller.actor,
            action="job.created",
            entity_id=job_id,
            version=1,
            after={"template_id": template_id},
        )
        keep(work, caller, once, job_id)
        return job_id

    return memory.write(caller, unit)


def change_template(
    memory: Memory,
    caller: Caller,
    template_id: str,
    changes: dict[str, Any],
    *,
    expected_version: int,
    once: Once | None = None,
) -> Template:
    """Change a template's name or texts, and give it. Jobs made of it before stay as they are.

    Where nothing differs from what is kept, no version is written.
    """

    def unit(work: UnitOfWork) -> Template:
        kept = templates.get_template(work, template_id)
        name = require_usable(changes.get("name", kept.name), "name")
        texts = {field: value for field, value in changes.items() if field != "name"}
        before = draft_of_template(kept)
        draft = settle(before, texts, lambda: job_profile(memory, before).requirements)
        check_draft(draft)
        if (name, draft) == (kept.name, before) and kept.version == expected_version:
            keep(work, caller, once, kept)
            return kept
        version = templates.change_template(
            work,
            template_id,
            name=name,
            draft=draft,
            expected_version=expected_version,
        )
        changed = msgspec.structs.replace(kept, name=name, version=version, **msgspec.structs.asdict(draft))
        events.record(
            work,
            actor=caller.actor,
            action="template.changed",
            entity_id=template_id,
            version=version,
            before=texts_of(kept),
            after=texts_of(changed),
        )
        keep(work, caller, once, changed)
        return changed

    return memory.write(caller, unit)


def delete_template(
    memory: Memory,
    caller: Caller,
    template_id: str,
    *,
    expected_version: int | None = None,
    once: Once | None = None,
) -> str:
    """Delete a template softly, and give the id of the event by which it can be undone."""
    return _set_deleted(memory, caller, template_id, deleted=True, expected_version=expected_version, once=once)


def restore_template(
    memory: Memory,
    caller: Caller,
    template_id: str,
    *,
    expected_version: int | None = None,
    once: Once | None = None,
) -> str:
    """Bring a deleted template back, and give the event's id."""
    return _set_deleted(memory, caller, template_id, deleted=False, expected_version=expected_version, once=once)


def draft_of_template(template: Template) -> JobDraft:
    """Give a template's texts as a job's."""
    return JobDraft(**{field: getattr(template, field) for field in JobDraft.__struct_fields__})


def texts_of(template: Template) -> dict[str, Any]:
    """Give a template's name and texts, as its events hold them: it has no versions elsewhere."""
    return {"name": template.name, **msgspec.structs.asdict(draft_of_template(template))}


def _set_deleted(
    memory: Memory,
    caller: Caller,
    template_id: str,
    *,
    deleted: bool,
    expected_version: int | None,
    once: Once | None,
) -> str:
    def unit(work: UnitOfWork) -> str:
        version = templates.set_template_deleted(work, template_id, deleted=deleted, expected_version=expected_version)
        action = "template.deleted" if deleted else "template.restored"
        after = texts_of(templates.get_template(work, template_id, deleted=True))
        event_id = events.record(
            work, actor=caller.actor, action=action, entity_id=template_id, version=version, after=after
        )
        keep(work, caller, once, event_id)
        return event_id

    return memory.write(caller, unit)
