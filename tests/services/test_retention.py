from __future__ import annotations

from datetime import timedelta

import pytest

from factories import START, TickingClock, feedback_draft, job_draft
from recollect.domain.caller import Caller
from recollect.errors import InvalidInput
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.history.audit_trail import list_events
from recollect.services.history.event_sealing import seal_events
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.people import retention
from recollect.services.people.candidate_editing import delete_candidate, rename_candidate
from recollect.services.people.retention import (
    STEADY_LOOKS,
    ClockWatch,
    apply_daily,
    apply_retention,
    preview_retention,
    watch_clock,
)
from recollect.storage.records import candidates
from use_cases import analyse_one, problems, receive

DAY = timedelta(days=1)


def due(memory: Memory, caller: Caller, days: int = 90) -> list[str]:
    found = preview_retention(memory, caller, days=days, enabled=False, limit=50)
    assert found.total == len(found.due)
    return [person.candidate_id for person in found.due]


def people(memory: Memory, caller: Caller) -> int:
    with memory.read(caller) as reader:
        return candidates.list_candidates(reader, cursor=None, limit=5).total


def test_people_are_due_after_days_without_activity(memory: Memory, caller: Caller, clock: TickingClock) -> None:
    one = receive(memory)
    clock.advance(60 * DAY)
    other = receive(memory, "Emre Aydin\nWelder\n", "emre.txt")
    clock.advance(29 * DAY)
    assert due(memory, caller) == []
    clock.advance(DAY)
    assert due(memory, caller) == [one.candidate_id]
    assert due(memory, caller, days=91) == []
    clock.advance(60 * DAY)
    assert due(memory, caller) == [one.candidate_id, other.candidate_id]
    assert due(memory, caller, days=0) == []
    first = preview_retention(memory, caller, days=90, enabled=True, limit=1)
    assert (first.total, len(first.due), first.enabled) == (2, 1, True)
    assert first.due[0].due_since == first.due[0].last_activity + 90 * DAY
    assert first.due[0].candidate_name == "Maren Holt"


@pytest.mark.parametrize("activity", ["rename", "analysis", "feedback", "deletion"])
def test_whatever_happens_with_them_is_activity(
    memory: Memory, caller: Caller, clock: TickingClock, activity: str
) -> None:
    one = analyse_one(memory)
    clock.advance(100 * DAY)
    assert due(memory, caller) == [one.candidate_id]
    if activity == "rename":
        rename_candidate(memory, caller, one.candidate_id, "Maren Berg", expected_version=1)
    elif activity == "analysis":
        analyse_resume(memory, caller, one.resume_id, one.job_id)
    elif activity == "feedback":
        submit_feedback(memory, caller, feedback_draft("chat-1", analysis_id=one.analysis_id))
    else:
        delete_candidate(memory, caller, one.candidate_id)
    assert due(memory, caller) == []
    clock.advance(90 * DAY)
    assert due(memory, caller) == [one.candidate_id]


@pytest.mark.parametrize(
    ("said", "days_until_due"), [(30, 90), (200, 200), (0, None), ("long", None), (True, None), (-1, None)]
)
def test_a_job_may_keep_people_longer_or_for_ever(
    memory: Memory, caller: Caller, clock: TickingClock, said: object, days_until_due: int | None
) -> None:
    one = analyse_one(memory)
    job_id = create_job(memory, caller, job_draft(metadata={"retention_days": said}))
    analyse_resume(memory, caller, one.resume_id, job_id)
    found = None
    for day in (31, 91, 201, 4000):
        clock.now = START + day * DAY
        if found is None and due(memory, caller):
            found = day - 1
    assert found == days_until_due


def test_a_job_may_let_people_go_sooner(memory: Memory, caller: Caller, clock: TickingClock) -> None:
    job_id = create_job(memory, caller, job_draft(metadata={"retention_days": 30}))
    received = receive(memory)
    analyse_resume(memory, caller, received.resume_id, job_id)
    clock.advance(31 * DAY)
    assert due(memory, caller) == [received.candidate_id]


def test_who_is_due_is_erased_and_it_stands_in_the_audit_trail(
    memory: Memory, caller: Caller, clock: TickingClock
) -> None:
    one = analyse_one(memory)
    clock.advance(80 * DAY)
    receive(memory, "Emre Aydin\nWelder\n", "emre.txt")
    clock.advance(20 * DAY)
    (erased,) = apply_retention(memory, days=90)
    assert erased.candidate_id == one.candidate_id
    assert people(memory, caller) == 1
    (event,) = list_events(memory, caller, actor="retention", cursor=None, limit=5).events
    assert (event.action, event.entity_id) == ("candidate.erased", one.candidate_id)
    assert apply_retention(memory, days=90) == []
    assert len(list(memory.blobs.names())) == 2
    assert problems(memory) == []
    for days in (0, -1, 10**6):
        with pytest.raises(InvalidInput):
            apply_retention(memory, days=days)


def test_somebody_with_whom_something_happens_meanwhile_stays(
    memory: Memory, caller: Caller, clock: TickingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = analyse_one(memory)
    clock.advance(100 * DAY)
    found = retention._find_due(memory, caller, 90)  # noqa: SLF001 - what was found a moment before
    analyse_resume(memory, caller, one.resume_id, one.job_id)
    monkeypatch.setattr(retention, "_find_due", lambda *_: found)
    assert apply_retention(memory, days=90) == []
    assert people(memory, caller) == 1


def test_an_event_that_a_wrong_clock_dated_too_early_counts_from_the_latest_time_before(
    memory: Memory, caller: Caller, clock: TickingClock
) -> None:
    receive(memory, "Emre Aydin\nWelder\n", "emre.txt")
    seal_events(memory)
    clock.advance(-20_000 * DAY)
    wrongly_dated = receive(memory)
    seal_events(memory)
    clock.advance(20_000 * DAY)
    assert due(memory, caller) == []
    clock.advance(90 * DAY)
    assert wrongly_dated.candidate_id in due(memory, caller)


def daily(memory: Memory, clock: TickingClock, looks: int) -> int:
    """Look once a day; give how many people were erased."""
    erased = 0
    for _ in range(looks):
        erased += len(apply_daily(memory, days=90))
        clock.advance(DAY)
    return erased


def test_the_server_acts_once_a_day_after_a_steady_week(memory: Memory, clock: TickingClock) -> None:
    receive(memory)
    clock.advance(100 * DAY)
    assert daily(memory, clock, STEADY_LOOKS - 1) == 0
    assert daily(memory, clock, 1) == 1
    receive(memory)
    assert apply_daily(memory, days=90) == []


@pytest.mark.parametrize("jump", [400 * DAY, -400 * DAY])
def test_a_jump_of_the_clock_erases_nobody(
    memory: Memory, caller: Caller, clock: TickingClock, jump: timedelta
) -> None:
    receive(memory)
    assert daily(memory, clock, STEADY_LOOKS + 3) == 0
    clock.advance(jump)
    assert daily(memory, clock, 3) == 0
    clock.advance(-jump)
    assert daily(memory, clock, STEADY_LOOKS + 3) == 0
    assert people(memory, caller) == 1


def test_restarts_do_not_count_as_days() -> None:
    watch = ClockWatch(START, 3)
    for passed in (timedelta(0), timedelta(seconds=-30), timedelta(hours=19)):
        assert watch_clock(watch, START + passed) == watch
    assert watch_clock(watch, START + timedelta(hours=20)).looks == 4
    assert watch_clock(watch, START + timedelta(hours=96)).looks == 4
    for passed in (timedelta(hours=97), timedelta(hours=-2)):
        assert watch_clock(watch, START + passed).looks == 1
    assert watch_clock(None, START).looks == 1
