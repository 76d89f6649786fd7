"""Checks in the background: they find what checking at once finds, however they are cut into parts, and are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from carried_out import carry_out
from recollect.domain.caller import Caller
from recollect.errors import TaskConflict
from recollect.services.history.event_sealing import seal_events
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.tasks.task_control import change_task
from recollect.services.upkeep import store_checks
from recollect.services.upkeep.store_checks import CheckOutcome, read_last_check, submit_check
from recollect.services.upkeep.store_verification import verify_store
from recollect.storage.history import event_chain
from recollect.storage.tables import events
from use_cases import analyse_one, receive

_SMALL = 3


@pytest.fixture(autouse=True)
def _in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_DOCUMENTS_AN_ITEM", "_TEXTS_AN_ITEM", "_EVENTS_AN_ITEM"):
        monkeypatch.setattr(store_checks, name, _SMALL)


def check(memory: Memory, caller: Caller, kind: store_checks.CheckKind) -> CheckOutcome:
    carry_out(memory, submit_check(memory, caller, kind))
    found = read_last_check(memory, caller, kind)
    assert found is not None
    return found


def fill(memory: Memory) -> list[str]:
    one = analyse_one(memory)
    return [one.resume_id, *(receive(memory, f"Emre Aydin\nWelder number {n}").resume_id for n in range(7))]


def test_before_the_first_there_is_none(memory: Memory, caller: Caller) -> None:
    assert read_last_check(memory, caller, "store") is None


def test_a_sound_store_is_read_whole_and_its_check_is_kept(memory: Memory, caller: Caller) -> None:
    fill(memory)
    found = check(memory, caller, "store")
    with memory.read(caller) as reader:
        before_it = event_chain.last_up_to(reader, found.head.seq if found.head else 0)
    assert found.task.state == "done"
    assert found.task.total > _SMALL
    assert found.checked | {"events": 0} == {"documents": 8, "texts": 8, "events": 0}
    assert (found.problem_count, found.problems, found.orphans) == (0, (), 0)
    assert found.head is not None
    assert found.head == before_it
    assert found.checked["events"] >= found.head.seq


def test_an_empty_store_is_checked_too(memory: Memory, caller: Caller) -> None:
    found = check(memory, caller, "store")
    assert (found.task.state, found.problem_count, found.checked.get("documents")) == ("done", 0, None)


def test_what_is_wrong_is_found_in_whichever_part_it_stands(tmp_path: Path, memory: Memory, caller: Caller) -> None:
    kept = fill(memory)
    for resume_id in (kept[0], kept[-1]):
        (tmp_path / "resumes" / "files" / f"{resume_id}.txt").unlink()
    (tmp_path / "resumes" / "files" / "left.txt").write_text("left behind")
    memory.write(caller, lambda work: work.count("jobs", 1))
    found = check(memory, caller, "store")
    assert found.problems == verify_store(memory, caller).problems
    assert (found.problem_count, found.orphans) == (3, 1)


@pytest.mark.parametrize("seq", [1, _SMALL, _SMALL + 1, 7])
def test_an_event_that_was_changed_is_named_wherever_the_parts_meet(memory: Memory, caller: Caller, seq: int) -> None:
    fill(memory)
    seal_events(memory)
    memory.write(
        caller,
        lambda work: work.connection.execute(update(events).where(events.c.seq == seq).values(actor="x")).close(),
    )
    (problem,) = check(memory, caller, "chain").problems
    assert f"seq {seq}: it was changed, moved or put in after it was sealed" in problem


def test_the_newest_events_being_gone_is_found(memory: Memory, caller: Caller) -> None:
    fill(memory)
    task = submit_check(memory, caller, "chain")
    memory.write(
        caller,
        lambda work: work.connection.execute(
            update(events).where(events.c.seq == event_chain.last_seq(work)).values(seq=None)
        ).close(),
    )
    carry_out(memory, task)
    found = read_last_check(memory, caller, "chain")
    assert found is not None
    assert any("the newest events are missing" in problem for problem in found.problems)


def test_one_of_a_kind_at_a_time(memory: Memory, caller: Caller) -> None:
    task = submit_check(memory, caller, "chain")
    with pytest.raises(TaskConflict) as refused:
        submit_check(memory, caller, "chain")
    assert refused.value.id == task.task_id
    assert submit_check(memory, caller, "store").state == "queued"
    change_task(memory, caller, task.task_id, "cancel")
    found = read_last_check(memory, caller, "chain")
    assert found is not None
    assert found.task.state == "cancelled"
    assert submit_check(memory, caller, "chain").task_id != task.task_id


def test_what_was_wrong_with_a_person_is_forgotten_with_them(tmp_path: Path, memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    (tmp_path / "resumes" / "files" / f"{one.resume_id}.txt").unlink()
    assert one.resume_id in check(memory, caller, "store").problems[0]
    erase_candidate(memory, caller, one.candidate_id)
    found = read_last_check(memory, caller, "store")
    assert found is not None
    assert (found.problems, found.problem_count) == ((), 1)
