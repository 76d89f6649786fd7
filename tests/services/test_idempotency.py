from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from factories import TickingClock, job_draft
from recollect.domain.caller import Caller
from recollect.errors import IdempotencyKeyReused, InvalidInput, RequestUnderWay
from recollect.services.idempotency import KeyedRequest, UnderWay, find_earlier_answer
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.storage.records import jobs
from use_cases import all_events


def _once(key: str = "k", body: str = "b", route: str = "POST /api/job-description") -> KeyedRequest:
    def render(value: Any) -> bytes:
        return f'{{"job_id": "{value}"}}'.encode()

    return KeyedRequest(key=key, route=route, body_sha256=body, render=render)


def test_an_answer_is_kept_with_its_effect(memory: Memory, caller: Caller) -> None:
    assert find_earlier_answer(memory, caller, _once()) is None
    job_id = create_job(memory, caller, job_draft(), once=_once())
    assert find_earlier_answer(memory, caller, _once()) == f'{{"job_id": "{job_id}"}}'.encode()


def test_the_same_key_belongs_to_its_caller_and_route(memory: Memory, caller: Caller) -> None:
    create_job(memory, caller, job_draft(), once=_once())
    other = Caller(caller_id="token:1", actor="token")
    assert find_earlier_answer(memory, other, _once()) is None
    assert find_earlier_answer(memory, caller, _once(route="POST /api/jobs")) is None
    assert find_earlier_answer(memory, caller, _once(key="l")) is None


def test_a_key_with_another_body_is_refused(memory: Memory, caller: Caller) -> None:
    create_job(memory, caller, job_draft(), once=_once())
    with pytest.raises(IdempotencyKeyReused):
        find_earlier_answer(memory, caller, _once(body="c"))


def test_a_key_is_forgotten_after_a_day(memory: Memory, caller: Caller, clock: TickingClock) -> None:
    create_job(memory, caller, job_draft(), once=_once())
    clock.advance(timedelta(hours=24))
    assert find_earlier_answer(memory, caller, _once()) is None


def test_an_effect_that_fails_keeps_no_answer(memory: Memory, caller: Caller) -> None:
    with pytest.raises(InvalidInput):
        create_job(memory, caller, job_draft(" "), once=_once())
    assert find_earlier_answer(memory, caller, _once()) is None


def test_a_second_effect_of_one_key_does_not_happen(memory: Memory, caller: Caller) -> None:
    create_job(memory, caller, job_draft(), once=_once())
    with pytest.raises(RequestUnderWay):
        create_job(memory, caller, job_draft(), once=_once())
    with memory.read(caller) as reader:
        assert jobs.list_jobs(reader, cursor=None, limit=5).total == 1
    assert len(all_events(memory)) == 1


def test_the_answer_of_a_step_may_say_more_than_the_step_itself(memory: Memory, caller: Caller) -> None:
    once = _once().around(lambda job_id: f"the job {job_id}")
    job_id = create_job(memory, caller, job_draft(), once=once)
    assert find_earlier_answer(memory, caller, _once()) == f'{{"job_id": "the job {job_id}"}}'.encode()


def test_a_request_that_is_under_way_keeps_its_like_out(caller: Caller) -> None:
    under_way = UnderWay()
    with under_way.hold(caller, _once()):
        with pytest.raises(RequestUnderWay), under_way.hold(caller, _once()):
            pass
        with under_way.hold(caller, _once(key="l")), under_way.hold(Caller(caller_id="x", actor="x"), _once()):
            pass
    with pytest.raises(ValueError, match="broken"), under_way.hold(caller, _once()):
        raise ValueError("broken")
    with under_way.hold(caller, _once()):
        pass
