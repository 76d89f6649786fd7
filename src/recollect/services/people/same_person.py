"""Two candidates who are one person are joined, and a résumé that is another's is separated; both in one step."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.ids import CandidateId
from recollect.domain.resume import Candidate, SamePerson
from recollect.errors import NothingToMove
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.resumes.resume_editing import name_in
from recollect.storage.history import events
from recollect.storage.people import reassigning
from recollect.storage.records import candidates, resumes
from recollect.storage.unit import UnitOfWork
from recollect.storage.views import likeness


class Reassigned(Struct, frozen=True, kw_only=True):
    """The person as they are now, and the event by which it can be undone."""

    candidate: Candidate
    event_id: str


class Offered(Struct, frozen=True, kw_only=True):
    """A candidate, and the others who may be the same person."""

    candidate_id: CandidateId
    candidate_name: str
    same_person: list[SamePerson]


def offer_for(memory: Memory, caller: Caller, candidate_id: str) -> Offered:
    """Give the candidates who may be the same person as one. Raises `NotFound`."""
    with memory.read(caller) as reader:
        person = candidates.get_candidate(reader, candidate_id)
        found = likeness.find_same_person(reader, person.candidate_id)
    return Offered(candidate_id=person.candidate_id, candidate_name=person.candidate_name, same_person=found)


def list_offers(memory: Memory, caller: Caller, limit: int) -> list[Offered]:
    """Give the newest candidates who may be the same person as another, with the others, each pair once."""
    with memory.read(caller) as reader:
        ids = likeness.list_sharing(reader, limit)
    offers: list[Offered] = []
    shown: set[str] = set()
    for candidate_id in ids:
        offer = offer_for(memory, caller, candidate_id)
        others = [one for one in offer.same_person if one.candidate_id not in shown]
        shown.add(candidate_id)
        if others:
            offers.append(
                Offered(candidate_id=offer.candidate_id, candidate_name=offer.candidate_name, same_person=others)
            )
    return offers


def join_candidates(
    memory: Memory,
    caller: Caller,
    candidate_id: str,
    other_id: str,
    *,
    expected_version: int | None = None,
    resume_ids: list[str] | None = None,
    once: Once | None = None,
) -> Reassigned:
    """Make all that is another candidate's this one's; the other's id leads here from now on.

    With `resume_ids`, only those: the rest was never the other's.
    """

    def unit(work: UnitOfWork) -> Reassigned:
        person, other = candidates.get_candidate(work, candidate_id), candidates.get_candidate(work, other_id)
        if person.candidate_id == other.candidate_id:
            raise NothingToMove("A candidate can't be joined to themselves; name two different ones.", id=other_id)
        moved = reassigning.resume_ids_of(work, other.candidate_id)
        moved = moved if resume_ids is None else [one for one in moved if one in resume_ids]
        name = person.candidate_name or other.candidate_name
        if name != person.candidate_name:
            resumes.reindex_name(work, person.candidate_id, person.candidate_name, name)
        apart = candidates.apart_from(work, person.candidate_id) | candidates.apart_from(work, other.candidate_id)
        version = candidates.rename_candidate(
            work,
            person.candidate_id,
            name,
            apart_from=apart - {person.candidate_id, other.candidate_id},
            expected_version=expected_version,
            actor=caller.actor,
        )
        reassigning.move_resumes(work, moved, source=other.candidate_id, target=person.candidate_id)
        event_id = events.record(
            work,
            actor=caller.actor,
            action="candidate.joined",
            entity_id=person.candidate_id,
            version=version,
            before={"version": version - 1, "candidate_id": other.candidate_id, "resume_ids": moved},
            after={"resumes": _revise(work, caller, moved)},
        )
        _retire(work, caller, other.candidate_id, person.candidate_id)
        return _reassigned(work, caller, person.candidate_id, event_id, once)

    return memory.write(caller, unit)


def part_candidates(
    memory: Memory,
    caller: Caller,
    candidate_id: str,
    other_id: str,
    *,
    resume_ids: list[str],
    to_version: int,
    expected_version: int,
    once: Once | None = None,
) -> Reassigned:
    """Take a joining back: the other candidate is there again, with the résumés that were theirs."""

    def unit(work: UnitOfWork) -> Reassigned:
        name = candidates.name_at(work, candidate_id, to_version)
        present = candidates.name_of(work, candidate_id)
        _revive(work, caller, other_id)
        reassigning.move_resumes(work, resume_ids, source=candidate_id, target=other_id)
        if name != present:
            resumes.reindex_name(work, candidate_id, present, name)
        version = candidates.rename_candidate(
            work,
            candidate_id,
            name,
            apart_from=candidates.apart_at(work, candidate_id, to_version),
            expected_version=expected_version,
            actor=caller.actor,
        )
        event_id = events.record(
            work,
            actor=caller.actor,
            action="candidate.parted",
            entity_id=candidate_id,
            version=version,
            before={"candidate_id": other_id, "resume_ids": resume_ids},
            after={"resumes": _revise(work, caller, resume_ids)},
        )
        return _reassigned(work, caller, candidate_id, event_id, once)

    return memory.write(caller, unit)


def separate_resume(
    memory: Memory,
    caller: Caller,
    resume_id: str,
    *,
    expected_version: int | None = None,
    person_id: str | None = None,
    once: Once | None = None,
) -> Reassigned:
    """Make a résumé, with its analyses, that of a person of its own; `person_id` when they were there before.

    Raises `NothingToMove` when it is the only one its person has.
    """

    def unit(work: UnitOfWork) -> Reassigned:
        kept = resumes.get_resume(work, resume_id)
        if len(reassigning.resume_ids_of(work, kept.candidate_id)) == 1:
            raise NothingToMove(
                "It is the only résumé of its person; there is nothing to separate it from.", id=resume_id
            )
        target = person_id
        if target is None:
            target = candidates.add_candidate(
                work, name_in(kept.fields), actor=caller.actor, draw=memory.draw, resume_count=0
            )
            events.record(work, actor=caller.actor, action="candidate.added", entity_id=target, version=1)
        else:
            _revive(work, caller, target)
        event_id = _move_one(work, caller, kept.resume_id, target, "resume.separated", expected_version)
        return _reassigned(work, caller, target, event_id, once)

    return memory.write(caller, unit)


def separate_in(
    memory: Memory,
    work: UnitOfWork,
    caller: Caller,
    resume_ids: list[str],
    *,
    source: str,
    target: str | None = None,
) -> str:
    """Make some of a person's résumés, deleted ones too, another's inside a unit, or a new person's; give their id."""
    if target is None:
        name = name_in(resumes.get_resume(work, resume_ids[0], deleted=True).fields)
        target = candidates.add_candidate(work, name, actor=caller.actor, draw=memory.draw, resume_count=0)
        events.record(work, actor=caller.actor, action="candidate.added", entity_id=target, version=1)
    reassigning.move_resumes(work, resume_ids, source=source, target=target)
    for resume_id, version in _revise(work, caller, resume_ids).items():
        events.record(
            work,
            actor=caller.actor,
            action="resume.separated",
            entity_id=resume_id,
            version=version,
            before={"candidate_id": source},
            after={"candidate_id": target},
        )
    return target


def return_resume(
    memory: Memory,
    caller: Caller,
    resume_id: str,
    candidate_id: str,
    *,
    expected_version: int,
    once: Once | None = None,
) -> Reassigned:
    """Take a separation back: the résumé is the former person's again, and leads there with its person's id."""

    def unit(work: UnitOfWork) -> Reassigned:
        own = resumes.get_resume(work, resume_id).candidate_id
        person = candidates.get_candidate(work, candidate_id)
        event_id = _move_one(work, caller, resume_id, person.candidate_id, "resume.returned", expected_version)
        if not reassigning.resume_ids_of(work, own):
            _retire(work, caller, own, person.candidate_id)
        return _reassigned(work, caller, person.candidate_id, event_id, once)

    return memory.write(caller, unit)


def _revise(work: UnitOfWork, caller: Caller, resume_ids: list[str]) -> dict[str, int]:
    """Write a version of each résumé that has another person now, but the deleted ones, and give their numbers."""
    return {
        resume_id: resumes.revise_resume(work, resume_id, expected_version=None, actor=caller.actor)
        for resume_id in resume_ids
        if not resumes.get_resume(work, resume_id, deleted=True).deleted
    }


def _move_one(
    work: UnitOfWork, caller: Caller, resume_id: str, target: str, action: str, expected_version: int | None
) -> str:
    source = resumes.get_resume(work, resume_id).candidate_id
    reassigning.move_resumes(work, [resume_id], source=source, target=target)
    version = resumes.revise_resume(work, resume_id, expected_version=expected_version, actor=caller.actor)
    return events.record(
        work,
        actor=caller.actor,
        action=action,
        entity_id=resume_id,
        version=version,
        before={"candidate_id": source},
        after={"candidate_id": target},
    )


def _retire(work: UnitOfWork, caller: Caller, candidate_id: str, target: str) -> None:
    """Delete a person of whom nothing is left, and let their id lead to the other."""
    version = candidates.set_candidate_deleted(
        work, candidate_id, deleted=True, expected_version=None, actor=caller.actor
    )
    reassigning.answer_for(work, candidate_id, target=target)
    events.record(
        work,
        actor=caller.actor,
        action="candidate.merged",
        entity_id=candidate_id,
        version=version,
        after={"candidate_id": target},
    )


def _revive(work: UnitOfWork, caller: Caller, candidate_id: str) -> None:
    reassigning.answer_again(work, candidate_id)
    version = candidates.set_candidate_deleted(
        work, candidate_id, deleted=False, expected_version=None, actor=caller.actor
    )
    events.record(work, actor=caller.actor, action="candidate.unmerged", entity_id=candidate_id, version=version)


def _reassigned(work: UnitOfWork, caller: Caller, candidate_id: str, event_id: str, once: Once | None) -> Reassigned:
    outcome = Reassigned(candidate=candidates.get_candidate(work, candidate_id), event_id=event_id)
    keep(work, caller, once, outcome)
    return outcome
