"""A change is undone from its event; undoing is a change too, and can itself be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from recollect.domain.caller import Caller
from recollect.domain.event import summarise
from recollect.domain.ids import EventId
from recollect.domain.job import JobDraft
from recollect.errors import FeedbackMismatch, NotFound, StaleVersion, UndoConflict
from recollect.services.analyses import analysis_editing
from recollect.services.feedback import feedback_capture
from recollect.services.idempotency import Once
from recollect.services.jobs import job_intake, template_reuse
from recollect.services.memory import Memory
from recollect.services.people import candidate_editing, same_person, setting_apart
from recollect.services.resumes import resume_editing
from recollect.services.teaching import calibrating, lexicon_editing
from recollect.storage.history.events import StoredEvent, get_event
from recollect.storage.records import analyses, candidates, feedback, jobs
from recollect.storage.unit import Reader
from recollect.storage.versions import current_versions

_Undo = Callable[[Memory, Caller, StoredEvent, Once | None], object]


def undo(memory: Memory, caller: Caller, event_id: str, once: Once | None = None) -> StoredEvent:
    """Undo what an event did, and give that event.

    Raises `NotFound` when there is no such event, and `UndoConflict` when its record was changed since or it has no
    way back.
    """
    with memory.read(caller) as reader:
        event = get_event(reader, event_id)
    way_back = _WAYS_BACK.get(event.action)
    if way_back is None or event.payload is None:
        raise UndoConflict(f"“{summarise(event.action, None)}” has no way back.", id=event_id)
    try:
        way_back(memory, caller, event, once)
    except (StaleVersion, NotFound, FeedbackMismatch) as error:
        raise UndoConflict(
            "It was changed again since; undo the newer change first, or edit it by hand.", id=event.entity_id
        ) from error
    return event


def find_undoable(reader: Reader, found: Sequence[StoredEvent]) -> frozenset[EventId]:
    """Give which of some events `undo` would undo: those with a way back whose record stands as they left it."""
    back = [event for event in found if event.action in _WAYS_BACK and event.payload_json is not None]
    newest = {
        kind: current_versions(reader, kind, {event.entity_id for event in back if event.entity == kind})
        for kind in {event.entity for event in back}
    }
    return frozenset(
        event.event_id for event in back if newest[event.entity].get(event.entity_id) == event.record_version
    )


def _delete_job(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return job_intake.delete_job(memory, caller, event.entity_id, expected_version=event.record_version, once=once)


def _restore_job(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return job_intake.restore_job(memory, caller, event.entity_id, expected_version=event.record_version, once=once)


def _revert_job(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    with memory.read(caller) as reader:
        old = jobs.get_job_version(reader, event.entity_id, _before(event)["version"])
    changes = {name: getattr(old, name) for name in JobDraft.__struct_fields__}
    return job_intake.change_job(memory, caller, event.entity_id, changes, expected_version=_version(event), once=once)


def _delete_resume(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return resume_editing.delete_resume(
        memory, caller, event.entity_id, expected_version=event.record_version, once=once
    )


def _take_back_resume(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return resume_editing.delete_resume(
        memory,
        caller,
        event.entity_id,
        expected_version=event.record_version,
        with_empty_person=True,
        once=once,
    )


def _restore_resume(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return resume_editing.restore_resume(
        memory, caller, event.entity_id, expected_version=event.record_version, once=once
    )


def _revert_resume(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return resume_editing.revert_correction(
        memory,
        caller,
        event.entity_id,
        to_version=_before(event)["version"],
        expected_version=_version(event),
        once=once,
    )


def _revert_candidate(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    with memory.read(caller) as reader:
        old = candidates.name_at(reader, event.entity_id, _before(event)["version"])
    return candidate_editing.revert_name(
        memory, caller, event.entity_id, old, expected_version=_version(event), once=once
    )


def _restore_candidate(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return candidate_editing.restore_candidate(
        memory,
        caller,
        event.entity_id,
        resume_ids=_before(event)["resume_ids"],
        analysis_ids=_before(event)["analysis_ids"],
        expected_version=event.record_version,
        once=once,
    )


def _delete_candidate(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return candidate_editing.delete_candidate(
        memory, caller, event.entity_id, expected_version=event.record_version, once=once
    )


def _part_candidates(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    before = _before(event)
    return same_person.part_candidates(
        memory,
        caller,
        event.entity_id,
        before["candidate_id"],
        resume_ids=before["resume_ids"],
        to_version=before["version"],
        expected_version=_version(event),
        once=once,
    )


def _join_again(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    before = _before(event)
    return same_person.join_candidates(
        memory,
        caller,
        event.entity_id,
        before["candidate_id"],
        resume_ids=before["resume_ids"],
        expected_version=_version(event),
        once=once,
    )


def _offer_again(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return _tell_apart(memory, caller, event, once, apart=False)


def _tell_apart_again(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return _tell_apart(memory, caller, event, once, apart=True)


def _tell_apart(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None, *, apart: bool) -> object:
    other_id, version = _before(event)["candidate_id"], _version(event)
    return setting_apart.set_apart(
        memory, caller, event.entity_id, other_id, apart=apart, expected_version=version, once=once
    )


def _return_resume(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    former = _before(event)["candidate_id"]
    return same_person.return_resume(
        memory, caller, event.entity_id, former, expected_version=_version(event), once=once
    )


def _separate_again(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    own = _before(event)["candidate_id"]
    return same_person.separate_resume(
        memory, caller, event.entity_id, expected_version=_version(event), person_id=own, once=once
    )


def _delete_analysis(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return analysis_editing.delete_analysis(
        memory, caller, event.entity_id, expected_version=event.record_version, once=once
    )


def _restore_analysis(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return analysis_editing.restore_analysis(
        memory, caller, event.entity_id, expected_version=event.record_version, once=once
    )


def _revert_notes(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    with memory.read(caller) as reader:
        versions = analyses.list_analysis_versions(reader, event.entity_id)
    old = next(str(v["notes"]) for v in versions if v["version"] == _before(event)["version"])
    return analysis_editing.note_analysis(
        memory, caller, event.entity_id, old, expected_version=_version(event), once=once
    )


def _delete_feedback(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return feedback_capture.delete_feedback(
        memory, caller, event.entity_id, expected_revision=event.record_version, once=once
    )


def _restore_feedback(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return feedback_capture.restore_feedback(
        memory, caller, event.entity_id, expected_revision=event.record_version, once=once
    )


def _revert_feedback(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    if _before(event)["deleted"]:
        return _delete_feedback(memory, caller, event, once)
    with memory.read(caller) as reader:
        kept = feedback.get_feedback(reader, event.entity_id)
        old = feedback.get_revision(reader, kept, _before(event)["version"])
    return feedback_capture.revise_feedback(
        memory, caller, event.entity_id, old, expected_revision=_version(event), once=once
    )


def _delete_template(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return template_reuse.delete_template(
        memory, caller, event.entity_id, expected_version=event.record_version, once=once
    )


def _restore_template(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    return template_reuse.restore_template(
        memory, caller, event.entity_id, expected_version=event.record_version, once=once
    )


def _revert_template(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    before = _before(event)
    changes = {"name": before["name"], **msgspec.structs.asdict(msgspec.convert(before, JobDraft))}
    return template_reuse.change_template(
        memory, caller, event.entity_id, changes, expected_version=_version(event), once=once
    )


def _remove_skills(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> None:
    lexicon_editing.remove_skills(memory, caller, event.entity_id, expected_version=_version(event), once=once)


def _return_skills(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> None:
    lexicon_editing.return_skills(memory, caller, event.entity_id, expected_version=_version(event), once=once)


def _use_former_calibration(memory: Memory, caller: Caller, event: StoredEvent, once: Once | None) -> object:
    former = _before(event).get("calibration_id")
    return calibrating.use_calibration(memory, caller, former, once, expected_version=_version(event))


def _before(event: StoredEvent) -> dict[str, Any]:
    return (event.payload.before if event.payload else None) or {}


def _version(event: StoredEvent) -> int:
    if event.record_version is None:
        raise UndoConflict(f"“{summarise(event.action, None)}” has no way back.", id=event.event_id)
    return event.record_version


_WAYS_BACK: dict[str, _Undo] = {
    "job.created": _delete_job,
    "job.changed": _revert_job,
    "job.deleted": _restore_job,
    "job.restored": _delete_job,
    "resume.added": _take_back_resume,
    "resume.corrected": _revert_resume,
    "resume.deleted": _restore_resume,
    "resume.restored": _delete_resume,
    "resume.separated": _return_resume,
    "resume.returned": _separate_again,
    "candidate.renamed": _revert_candidate,
    "candidate.joined": _part_candidates,
    "candidate.parted": _join_again,
    "candidate.distinguished": _offer_again,
    "candidate.reoffered": _tell_apart_again,
    "candidate.deleted": _restore_candidate,
    "candidate.restored": _delete_candidate,
    "analysis.created": _delete_analysis,
    "analysis.noted": _revert_notes,
    "analysis.deleted": _restore_analysis,
    "analysis.restored": _delete_analysis,
    "feedback.submitted": _delete_feedback,
    "feedback.revised": _revert_feedback,
    "feedback.deleted": _restore_feedback,
    "feedback.restored": _delete_feedback,
    "lexicon.extended": _remove_skills,
    "lexicon.reduced": _return_skills,
    "calibration.made": _use_former_calibration,
    "calibration.used": _use_former_calibration,
    "template.created": _delete_template,
    "template.changed": _revert_template,
    "template.deleted": _restore_template,
    "template.restored": _delete_template,
}
