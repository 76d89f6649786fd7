"""Two candidates who are offered as one person are told apart for good; undone, they are offered again."""

from __future__ import annotations

from recollect.domain.caller import Caller
from recollect.errors import NothingToMove
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.people.same_person import Reassigned
from recollect.storage.history import events
from recollect.storage.records import candidates
from recollect.storage.unit import UnitOfWork


def set_apart(
    memory: Memory,
    caller: Caller,
    candidate_id: str,
    other_id: str,
    *,
    apart: bool = True,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Reassigned:
    """Keep that two candidates are not the same person, or no longer `apart`; a version of both is written.

    Raises `NothingToMove` when they are one person, or it is so already.
    """

    def unit(work: UnitOfWork) -> Reassigned:
        one, other = (candidates.get_candidate(work, each).candidate_id for each in (candidate_id, other_id))
        if one == other:
            raise NothingToMove("A candidate can't be told apart from themselves; name two different ones.", id=one)
        if (other in candidates.apart_from(work, one)) == apart:
            raise NothingToMove("It is so already; there is nothing to change.", id=one)
        action = "candidate.distinguished" if apart else "candidate.reoffered"
        event_id = _mark(work, caller, action, (one, other), apart=apart, expected_version=expected_version)
        _mark(work, caller, "candidate.marked", (other, one), apart=apart, expected_version=None)
        outcome = Reassigned(candidate=candidates.get_candidate(work, one), event_id=event_id)
        keep(work, caller, once, outcome)
        return outcome

    return memory.write(caller, unit)


def _mark(
    work: UnitOfWork,
    caller: Caller,
    action: str,
    pair: tuple[str, str],
    *,
    apart: bool,
    expected_version: int | None,
) -> str:
    """Write a version of the first of two who is told apart from the second or not, and give its event."""
    candidate_id, other_id = pair
    known = candidates.apart_from(work, candidate_id)
    version = candidates.rename_candidate(
        work,
        candidate_id,
        candidates.name_of(work, candidate_id),
        apart_from=known | {other_id} if apart else known - {other_id},
        expected_version=expected_version,
        actor=caller.actor,
    )
    return events.record(
        work,
        actor=caller.actor,
        action=action,
        entity_id=candidate_id,
        version=version,
        before={"version": version - 1, "candidate_id": other_id},
    )
