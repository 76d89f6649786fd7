from __future__ import annotations

from datetime import timedelta

import pytest

from factories import TickingClock, job_draft
from recollect.domain.caller import Caller
from recollect.services.jobs.job_intake import create_job, current_job
from recollect.services.memory import Memory
from recollect.services.sign_in import (
    SESSION_LENGTH,
    begin_session,
    is_token,
    leave_session,
    resume_session,
    token_caller,
)


@pytest.mark.parametrize(
    ("given", "expected", "same"),
    [("secret", "secret", True), ("Secret", "secret", False), ("", "secret", False), ("schlüssel", "schlüssel", True)],
)
def test_a_token_is_compared_whole(given: str, expected: str, same: bool) -> None:
    assert is_token(given, expected) is same


def test_a_token_is_one_caller_and_not_kept_in_its_name() -> None:
    assert token_caller("secret") == token_caller("secret") != token_caller("other")
    assert "secret" not in str(token_caller("secret"))


def test_each_session_is_a_caller_of_its_own(memory: Memory) -> None:
    secrets = [begin_session(memory) for _ in range(2)]
    found = [resume_session(memory, secret) for secret in secrets]
    first, second = (caller for caller in found if caller is not None)
    assert first != second
    assert (first.actor, resume_session(memory, "guessed")) == ("session", None)
    job_id = create_job(memory, first, job_draft())
    mine, theirs = current_job(memory, first), current_job(memory, second)
    assert (mine and mine.job_id, theirs) == (job_id, None)


def test_a_session_ends_when_it_is_left_or_old(memory: Memory, caller: Caller, clock: TickingClock) -> None:
    left, kept = begin_session(memory), begin_session(memory)
    leave_session(memory, caller, left)
    assert resume_session(memory, left) is None
    clock.advance(SESSION_LENGTH - timedelta(minutes=1))
    assert resume_session(memory, kept) is not None
    clock.advance(timedelta(minutes=1))
    assert resume_session(memory, kept) is None
