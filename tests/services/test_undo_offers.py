from __future__ import annotations

import pytest

from factories import job_draft
from recollect.domain.caller import Caller
from recollect.errors import UndoConflict
from recollect.services.history.undo_offers import offer_undo, undo_all
from recollect.services.jobs.job_intake import create_job, delete_job, restore_job
from recollect.services.memory import Memory
from recollect.storage.records import jobs


def test_what_was_done_is_told_with_what_can_be_undone(memory: Memory, caller: Caller) -> None:
    first, second = (create_job(memory, caller, job_draft()) for _ in range(2))
    events = [delete_job(memory, caller, one) for one in (first, second)]
    offer = offer_undo(memory, caller, [*events, "ev_000000000000"])
    assert offer is not None
    assert (offer.summary, list(offer.event_ids)) == ("Job deleted, 2 times", events)
    restore_job(memory, caller, first)
    left = offer_undo(memory, caller, events[:1])
    assert left is not None
    assert (left.summary, left.event_ids) == ("Job deleted", ())
    assert offer_undo(memory, caller, ["ev_000000000000"]) is None


def test_all_of_it_is_undone_or_the_reason_said(memory: Memory, caller: Caller) -> None:
    ids = [create_job(memory, caller, job_draft()) for _ in range(2)]
    events = [delete_job(memory, caller, one) for one in ids]
    undo_all(memory, caller, events)
    with memory.read(caller) as reader:
        assert jobs.list_jobs(reader, cursor=None, limit=5).total == 2
    with pytest.raises(UndoConflict):
        undo_all(memory, caller, events)
