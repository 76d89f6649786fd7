"""A job comes in, is changed, chosen, deleted and brought back."""

from __future__ import annotations

from typing import Any

import msgspec

from recollect.domain.caller import Caller
from recollect.domain.ids import JobId
from recollect.domain.job import Job, JobDraft, draft_of, with_draft
from recollect.domain.text import require_usable_tree
from recollect.errors import InvalidInput
from recollect.scoring.ads.proposals import Proposal, propose_company, propose_role
from recollect.services.analyses.profiling import job_profile
from recollect.services.idempotency import Once, keep
from recollect.services.jobs.job_requirements import read_requirements, requirements_of, settle_requirements
from recollect.services.jobs.job_settling import settle
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.records import jobs
from recollect.storage.records.callers import current_job_id, select_job
from recollect.storage.store import Unit
from recollect.storage.unit import UnitOfWork


def check_draft(draft: JobDraft) -> None:
    """Raise `InvalidInput` when a job can't be kept as it was sent."""
    require_usable_tree(draft, "job")
    if not draft.job_description.strip():
        raise InvalidInput("The job description is empty; give the text of the ad.")


def create_job(memory: Memory, caller: Caller, draft: JobDraft, once: Once | None = None) -> JobId:
    """Keep a new job and make it the caller's current one."""
    return memory.write(caller, job_creation(memory, caller, draft, once))


def job_creation(memory: Memory, caller: Caller, draft: JobDraft, once: Once | None = None) -> Unit[JobId]:
    """Give the unit that `create_job` carries out, for who hands it in and waits for its commit elsewhere."""
    check_draft(draft)

    def unit(work: UnitOfWork) -> JobId:
        job_id = jobs.add_job(work, draft, actor=caller.actor, draw=memory.draw)
        select_job(work, caller.caller_id, job_id)
        events.record(work, actor=caller.actor, action="job.created", entity_id=job_id, version=1)
        keep(work, caller, once, job_id)
        return job_id

    return unit


def read_job(memory: Memory, caller: Caller, job_id: str) -> Job:
    """Give a job with its requirements as the engine reads them."""
    job, requirements = read_requirements(memory, caller, job_id)
    return msgspec.structs.replace(job, requirements=requirements_of(requirements))


def read_written_job(memory: Memory, caller: Caller, job_id: str) -> dict[str, Any]:
    """Give the fields of the same, its requirements as the JSON that they are kept in."""
    job, requirements = read_requirements(memory, caller, job_id)
    return msgspec.structs.asdict(job) | {"requirements": msgspec.Raw(requirements)}


def change_job(
    memory: Memory,
    caller: Caller,
    job_id: str,
    changes: dict[str, Any],
    *,
    expected_version: int,
    once: Once | None = None,
) -> Job:
    """Write a new version of a job with some of `JobDraft`'s fields changed (see `settle`), and give it.

    Where nothing differs from the newest version, that is given.
    """

    def unit(work: UnitOfWork) -> Job:
        job = jobs.get_job(work, job_id)
        draft = settle(draft_of(job), changes, lambda: job_profile(memory, job).requirements)
        check_draft(draft)
        if draft == draft_of(job) and job.version == expected_version:
            same = settle_requirements(memory, work, job)
            keep(work, caller, once, same)
            return same
        version = jobs.change_job(work, job.job_id, expected_version=expected_version, draft=draft, actor=caller.actor)
        events.record(
            work,
            actor=caller.actor,
            action="job.changed",
            entity_id=job.job_id,
            version=version,
            before={"version": expected_version},
        )
        changed = msgspec.structs.replace(with_draft(job, draft), version=version, updated_at=work.now)
        changed = settle_requirements(memory, work, changed)
        keep(work, caller, once, changed)
        return changed

    return memory.write(caller, unit)


def delete_job(
    memory: Memory, caller: Caller, job_id: str, *, expected_version: int | None = None, once: Once | None = None
) -> str:
    """Delete a job softly, and give the id of the event by which it can be undone."""
    return _set_deleted(memory, caller, job_id, deleted=True, expected_version=expected_version, once=once)


def restore_job(
    memory: Memory, caller: Caller, job_id: str, *, expected_version: int | None = None, once: Once | None = None
) -> str:
    """Bring a deleted job back, and give the event's id."""
    return _set_deleted(memory, caller, job_id, deleted=False, expected_version=expected_version, once=once)


def choose_job(memory: Memory, caller: Caller, job_id: str, once: Once | None = None) -> Job:
    """Make a job the caller's current one, and give it."""

    def unit(work: UnitOfWork) -> Job:
        job = jobs.get_job(work, job_id)
        select_job(work, caller.caller_id, job.job_id)
        events.record(work, actor=caller.actor, action="job.selected", entity_id=job.job_id, version=job.version)
        keep(work, caller, once, job)
        return job

    return memory.write(caller, unit)


def current_job(memory: Memory, caller: Caller) -> Job | None:
    """Give the caller's current job, or None when there is none."""
    with memory.read(caller) as reader:
        job_id = current_job_id(reader, caller.caller_id)
        return jobs.get_job(reader, job_id) if job_id else None


def is_named(draft: JobDraft) -> bool:
    """Tell whether company and role were given, so that `propose` has nothing to look for."""
    return bool(draft.company_name.strip() and draft.role_name.strip())


def propose(draft: JobDraft) -> Proposal:
    """Give the names that the ad itself speaks of, for those that were not given; nothing of it is stored."""
    return Proposal(
        company_name="" if draft.company_name.strip() else propose_company(draft.job_description),
        role_name="" if draft.role_name.strip() else propose_role(draft.job_description),
    )


def _set_deleted(
    memory: Memory, caller: Caller, job_id: str, *, deleted: bool, expected_version: int | None, once: Once | None
) -> str:
    def unit(work: UnitOfWork) -> str:
        job = jobs.get_job(work, job_id, deleted=True)
        version = jobs.set_job_deleted(
            work, job.job_id, deleted=deleted, expected_version=expected_version, actor=caller.actor
        )
        action = "job.deleted" if deleted else "job.restored"
        event_id = events.record(work, actor=caller.actor, action=action, entity_id=job.job_id, version=version)
        keep(work, caller, once, event_id)
        return event_id

    return memory.write(caller, unit)
