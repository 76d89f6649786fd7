"""A person's name is corrected; a person is deleted with what hangs on them, and brought back."""

from __future__ import annotations

import msgspec
from msgspec import Struct, field

from recollect.domain.caller import Caller
from recollect.domain.paging import MAX_LIMIT
from recollect.domain.resume import Candidate
from recollect.domain.text import require_usable
from recollect.errors import InvalidInput
from recollect.services.analyses.analysis_editing import count_analysis
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.records import analyses, candidates, resumes
from recollect.storage.records.analyses import AnalysisFilter
from recollect.storage.unit import UnitOfWork


class Written(Struct):
    """The versions that were written of what hangs on a person, by id."""

    resumes: dict[str, int] = field(default_factory=dict)
    analyses: dict[str, int] = field(default_factory=dict)


def rename_candidate(
    memory: Memory,
    caller: Caller,
    candidate_id: str,
    candidate_name: str,
    *,
    expected_version: int,
    once: Once | None = None,
) -> Candidate:
    """Correct a person's name wherever the present one shows, and give the person."""
    name = require_usable(candidate_name, "candidate_name").strip()
    if not name:
        raise InvalidInput("The name is empty; give the person's name.")
    return revert_name(memory, caller, candidate_id, name, expected_version=expected_version, once=once)


def revert_name(
    memory: Memory, caller: Caller, candidate_id: str, name: str, *, expected_version: int, once: Once | None = None
) -> Candidate:
    """Give a person a name they may have had before, an empty one too, and give the person."""

    def unit(work: UnitOfWork) -> Candidate:
        rename_in(work, caller, candidate_id, name, expected_version=expected_version)
        renamed = candidates.get_candidate(work, candidate_id)
        keep(work, caller, once, renamed)
        return renamed

    return memory.write(caller, unit)


def rename_in(
    work: UnitOfWork, caller: Caller, candidate_id: str, candidate_name: str, *, expected_version: int | None
) -> None:
    """Correct a person's name inside a unit, in the search index too."""
    kept = candidates.get_candidate(work, candidate_id)
    version = candidates.rename_candidate(
        work, kept.candidate_id, candidate_name, expected_version=expected_version, actor=caller.actor
    )
    resumes.reindex_name(work, kept.candidate_id, kept.candidate_name, candidate_name)
    events.record(
        work,
        actor=caller.actor,
        action="candidate.renamed",
        entity_id=kept.candidate_id,
        version=version,
        before={"version": version - 1},
    )


def delete_candidate(
    memory: Memory,
    caller: Caller,
    candidate_id: str,
    *,
    expected_version: int | None = None,
    once: Once | None = None,
) -> str:
    """Delete a person softly with their résumés and analyses, and give the event that undoes it."""

    def unit(work: UnitOfWork) -> str:
        kept = candidates.get_candidate(work, candidate_id)
        resume_ids = _resume_ids(work, kept.candidate_id)
        analysis_ids = _analysis_ids(work, kept.candidate_id)
        written = set_all_deleted(work, caller, resume_ids, analysis_ids, deleted=True)
        event_id = _set_deleted(work, caller, kept.candidate_id, expected_version, deleted=True, written=written)
        keep(work, caller, once, event_id)
        return event_id

    return memory.write(caller, unit)


def delete_when_empty(work: UnitOfWork, caller: Caller, candidate_id: str) -> None:
    """Delete a person inside a unit when neither a résumé nor an analysis of them is left."""
    person = candidates.get_candidate(work, candidate_id)
    if not (person.resume_count or person.analysis_count):
        _set_deleted(work, caller, person.candidate_id, None, deleted=True, written=Written())


def restore_candidate(
    memory: Memory,
    caller: Caller,
    candidate_id: str,
    *,
    resume_ids: list[str],
    analysis_ids: list[str],
    expected_version: int | None,
    once: Once | None = None,
) -> str:
    """Bring a person back with the résumés and analyses that were deleted with them."""

    def unit(work: UnitOfWork) -> str:
        written = set_all_deleted(work, caller, resume_ids, analysis_ids, deleted=False)
        event_id = _set_deleted(work, caller, candidate_id, expected_version, deleted=False, written=written)
        keep(work, caller, once, event_id)
        return event_id

    return memory.write(caller, unit)


def _set_deleted(
    work: UnitOfWork,
    caller: Caller,
    candidate_id: str,
    expected_version: int | None,
    *,
    deleted: bool,
    written: Written,
) -> str:
    version = candidates.set_candidate_deleted(
        work, candidate_id, deleted=deleted, expected_version=expected_version, actor=caller.actor
    )
    return events.record(
        work,
        actor=caller.actor,
        action="candidate.deleted" if deleted else "candidate.restored",
        entity_id=candidate_id,
        version=version,
        before={"resume_ids": list(written.resumes), "analysis_ids": list(written.analyses)},
        after=msgspec.structs.asdict(written),
    )


def set_all_deleted(
    work: UnitOfWork, caller: Caller, resume_ids: list[str], analysis_ids: list[str], *, deleted: bool
) -> Written:
    """Delete résumés and analyses inside a unit, or bring them back, with everything that counts them."""
    written = Written()
    sign = -1 if deleted else 1
    for resume_id in resume_ids:
        resume = resumes.get_resume(work, resume_id, deleted=True)
        written.resumes[resume_id] = resumes.set_resume_deleted(
            work, resume_id, deleted=deleted, expected_version=None, actor=caller.actor
        )
        candidates.count_for_candidate(work, resume.candidate_id, resumes=sign)
    for analysis_id in analysis_ids:
        analysis = analyses.get_analysis(work, analysis_id, deleted=True)
        written.analyses[analysis_id] = analyses.set_analysis_deleted(
            work, analysis_id, deleted=deleted, expected_version=None, actor=caller.actor
        )
        count_analysis(work, analysis, sign)
    return written


def _resume_ids(work: UnitOfWork, candidate_id: str) -> list[str]:
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = resumes.list_resumes(work, query=None, candidate_id=candidate_id, cursor=cursor, limit=MAX_LIMIT)
        found += [resume.resume_id for resume in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


def _analysis_ids(work: UnitOfWork, candidate_id: str) -> list[str]:
    narrowed = AnalysisFilter(candidate_id=candidate_id)
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = analyses.list_analyses(work, narrowed, cursor=cursor, limit=MAX_LIMIT)
        found += [analysis.analysis_id for analysis in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found
