"""The notes beside an analysis; an analysis is deleted and brought back. The result itself never changes."""

from __future__ import annotations

import msgspec

from recollect.domain.analysis import Analysis
from recollect.domain.caller import Caller
from recollect.domain.text import require_usable
from recollect.errors import StaleVersion
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.records import analyses, candidates, jobs, resumes
from recollect.storage.unit import UnitOfWork


def note_analysis(
    memory: Memory,
    caller: Caller,
    analysis_id: str,
    notes: str,
    *,
    expected_version: int,
    once: Once | None = None,
) -> Analysis:
    """Replace the notes that people keep beside a result, and give the analysis."""
    require_usable(notes, "notes")

    def unit(work: UnitOfWork) -> Analysis:
        analysis = analyses.get_analysis(work, analysis_id)
        version = analyses.note_analysis(
            work, analysis.analysis_id, notes, expected_version=expected_version, actor=caller.actor
        )
        events.record(
            work,
            actor=caller.actor,
            action="analysis.noted",
            entity_id=analysis.analysis_id,
            version=version,
            before={"version": expected_version},
        )
        noted = msgspec.structs.replace(analysis, notes=notes, version=version)
        keep(work, caller, once, noted)
        return noted

    return memory.write(caller, unit)


def delete_analysis(
    memory: Memory,
    caller: Caller,
    analysis_id: str,
    *,
    expected_version: int | None = None,
    once: Once | None = None,
) -> str:
    """Delete an analysis softly, and give the id of the event by which it can be undone."""
    return _set_deleted(memory, caller, analysis_id, deleted=True, expected_version=expected_version, once=once)


def restore_analysis(
    memory: Memory,
    caller: Caller,
    analysis_id: str,
    *,
    expected_version: int | None = None,
    once: Once | None = None,
) -> str:
    """Bring a deleted analysis back, and give the event's id."""
    return _set_deleted(memory, caller, analysis_id, deleted=False, expected_version=expected_version, once=once)


def _set_deleted(
    memory: Memory,
    caller: Caller,
    analysis_id: str,
    *,
    deleted: bool,
    expected_version: int | None,
    once: Once | None,
) -> str:
    def unit(work: UnitOfWork) -> str:
        analysis = analyses.get_analysis(work, analysis_id, deleted=True)
        if not deleted and candidates.is_deleted(work, analysis.candidate_id):
            raise StaleVersion("The person is deleted; bring them back first.", id=analysis.candidate_id)
        version = analyses.set_analysis_deleted(
            work, analysis.analysis_id, deleted=deleted, expected_version=expected_version, actor=caller.actor
        )
        count_analysis(work, analysis, -1 if deleted else 1)
        action = "analysis.deleted" if deleted else "analysis.restored"
        event_id = events.record(
            work, actor=caller.actor, action=action, entity_id=analysis.analysis_id, version=version
        )
        keep(work, caller, once, event_id)
        return event_id

    return memory.write(caller, unit)


def count_analysis(work: UnitOfWork, analysis: Analysis, delta: int) -> None:
    """Change the counts of the job, résumé and person that an analysis belongs to."""
    jobs.count_analysis(work, analysis.job_id, delta)
    resumes.count_analysis(work, analysis.resume_id, delta)
    candidates.count_for_candidate(work, analysis.candidate_id, analyses=delta)
