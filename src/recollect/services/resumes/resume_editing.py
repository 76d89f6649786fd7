"""A résumé's fields are corrected; it is deleted and brought back."""

from __future__ import annotations

from typing import Any

import msgspec

from recollect.domain.caller import Caller
from recollect.domain.document import Fields
from recollect.domain.text import require_usable, require_usable_tree
from recollect.errors import InvalidInput
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import delete_when_empty, rename_in
from recollect.storage.history import events
from recollect.storage.records import candidates, resumes
from recollect.storage.records.resumes import StoredResume
from recollect.storage.unit import UnitOfWork

_SURE = 0.5


def correct_resume(
    memory: Memory,
    caller: Caller,
    resume_id: str,
    fields: dict[str, Any],
    *,
    expected_version: int,
    once: Once | None = None,
) -> StoredResume:
    """Replace the given fields by what a person says, and give the résumé; a corrected name shows everywhere.

    A leaf may be given as a plain text or as ``{"value": …}``. Raises `InvalidInput` for a field there is not.
    """
    require_usable_tree(fields, "fields")
    corrections = {name: _corrected(name, value) for name, value in fields.items()}

    def unit(work: UnitOfWork) -> StoredResume:
        kept = resumes.get_resume(work, resume_id)
        before = _corrections_at(work, kept.resume_id, kept.version)
        return _write_corrections(work, caller, kept, before | corrections, expected_version, once)

    return memory.write(caller, unit)


def revert_correction(
    memory: Memory,
    caller: Caller,
    resume_id: str,
    *,
    to_version: int,
    expected_version: int,
    once: Once | None = None,
) -> StoredResume:
    """Put back the corrections that a résumé had in a version, and give the résumé."""

    def unit(work: UnitOfWork) -> StoredResume:
        kept = resumes.get_resume(work, resume_id)
        return _write_corrections(
            work, caller, kept, _corrections_at(work, resume_id, to_version), expected_version, once
        )

    return memory.write(caller, unit)


def delete_resume(
    memory: Memory,
    caller: Caller,
    resume_id: str,
    *,
    expected_version: int | None = None,
    with_empty_person: bool = False,
    once: Once | None = None,
) -> str:
    """Delete a résumé softly, and give the id of the event by which it can be undone. Its analyses stay.

    With `with_empty_person` its person goes too when nothing else is left of them.
    """

    def unit(work: UnitOfWork) -> str:
        kept = resumes.get_resume(work, resume_id)
        event_id = set_deleted(work, caller, kept, deleted=True, expected_version=expected_version)
        if with_empty_person:
            delete_when_empty(work, caller, kept.candidate_id)
        keep(work, caller, once, event_id)
        return event_id

    return memory.write(caller, unit)


def restore_resume(
    memory: Memory,
    caller: Caller,
    resume_id: str,
    *,
    expected_version: int | None = None,
    once: Once | None = None,
) -> str:
    """Bring a deleted résumé back, and give the event's id."""

    def unit(work: UnitOfWork) -> str:
        kept = resumes.get_resume(work, resume_id, deleted=True)
        event_id = restore_with_candidate(work, caller, kept, expected_version)
        keep(work, caller, once, event_id)
        return event_id

    return memory.write(caller, unit)


def restore_with_candidate(
    work: UnitOfWork, caller: Caller, kept: StoredResume, expected_version: int | None = None
) -> str:
    """Bring a deleted résumé back, and its person too when they are deleted; give the résumé's event."""
    if candidates.is_deleted(work, kept.candidate_id):
        version = candidates.set_candidate_deleted(
            work, kept.candidate_id, deleted=False, expected_version=None, actor=caller.actor
        )
        events.record(
            work, actor=caller.actor, action="candidate.restored", entity_id=kept.candidate_id, version=version
        )
    return set_deleted(work, caller, kept, deleted=False, expected_version=expected_version)


def set_deleted(
    work: UnitOfWork, caller: Caller, kept: StoredResume, *, deleted: bool, expected_version: int | None
) -> str:
    """Delete a résumé or bring it back inside a unit, and give the event's id."""
    version = resumes.set_resume_deleted(
        work, kept.resume_id, deleted=deleted, expected_version=expected_version, actor=caller.actor
    )
    candidates.count_for_candidate(work, kept.candidate_id, resumes=-1 if deleted else 1)
    action = "resume.deleted" if deleted else "resume.restored"
    return events.record(work, actor=caller.actor, action=action, entity_id=kept.resume_id, version=version)


def _write_corrections(
    work: UnitOfWork,
    caller: Caller,
    kept: StoredResume,
    corrections: dict[str, Any],
    expected_version: int,
    once: Once | None,
) -> StoredResume:
    version = resumes.correct_fields(
        work, kept.resume_id, corrections, expected_version=expected_version, actor=caller.actor
    )
    events.record(
        work,
        actor=caller.actor,
        action="resume.corrected",
        entity_id=kept.resume_id,
        version=version,
        before={"version": expected_version},
    )
    fields = msgspec.convert(resumes.parsed_fields(work, kept.resume_id) | corrections, Fields)
    name = kept.candidate_name
    if fields.name != kept.fields.name and name != name_in(fields):
        name = name_in(fields)
        rename_in(work, caller, kept.candidate_id, name, expected_version=None)
    corrected = msgspec.structs.replace(kept, version=version, fields=fields, candidate_name=name)
    keep(work, caller, once, corrected)
    return corrected


def name_in(fields: Fields) -> str:
    """Give the name that was read or corrected, or an empty text when none was read with confidence."""
    name = fields.name
    return require_usable(name.value, "name") if name is not None and name.confidence >= _SURE else ""


def _corrections_at(work: UnitOfWork, resume_id: str, version: int) -> dict[str, Any]:
    versions = resumes.list_resume_versions(work, resume_id)
    return next(dict(v["corrections"]) for v in versions if v["version"] == version)


def _corrected(name: str, value: object) -> object:
    """Give a corrected field in the shape of `Fields`, each leaf marked as corrected."""
    if name not in Fields.__struct_fields__:
        raise InvalidInput(f"There is no field `{name}`; the fields are {', '.join(Fields.__struct_fields__)}.")
    marked = _mark(value)
    try:
        msgspec.convert({name: marked}, Fields)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"The field `{name}` does not have its shape: {error}.") from error
    return marked


def _mark(value: object) -> object:
    if isinstance(value, str):
        return {"value": value, "source": "corrected"}
    if isinstance(value, list):
        return [_mark(item) for item in value]
    if isinstance(value, dict):
        if "value" in value:
            return {"value": value["value"], "source": "corrected"}
        return {key: _mark(item) for key, item in value.items()}
    return value
