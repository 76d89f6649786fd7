"""Of people who were one when a store was backed up, those who were erased since are set apart from the others."""

from __future__ import annotations

from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.services.people.same_person import separate_in
from recollect.storage.people import reassigning
from recollect.storage.people.erasure import Listed
from recollect.storage.unit import UnitOfWork


def set_apart(memory: Memory, work: UnitOfWork, caller: Caller, person: Listed) -> list[str]:
    """Give the ids of those to be erased, after what is not theirs was made another person's."""
    if person.is_listed:
        if person.other_ids:
            kept = separate_in(memory, work, caller, person.other_ids, source=person.candidate_id)
            for candidate_id in person.other_joined_ids:
                reassigning.answer_again(work, candidate_id)
                reassigning.answer_for(work, candidate_id, target=kept)
        return [person.candidate_id]
    if person.resume_ids and not person.other_ids:
        return [person.candidate_id]
    for candidate_id in person.joined_ids:
        reassigning.answer_again(work, candidate_id)
    if not person.resume_ids:
        return person.joined_ids
    target = person.joined_ids[0] if person.joined_ids else None
    moved = separate_in(memory, work, caller, person.resume_ids, source=person.candidate_id, target=target)
    return person.joined_ids or [moved]
