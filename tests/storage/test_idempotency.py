from datetime import timedelta

import pytest
from sqlalchemy import func, select

from factories import START, TickingClock, write
from recollect.errors import RequestUnderWay
from recollect.storage.idempotency import KEPT_FOR, KeptAnswer, find_answer, keep_answer
from recollect.storage.store import Store
from recollect.storage.tables import idempotent_answers
from recollect.storage.unit import UnitOfWork

ROUTE = "POST /api/job-description"


def _keep(work: UnitOfWork, key: str = "k", answer: bytes = b"{}") -> None:
    keep_answer(work, caller_id="me", route=ROUTE, key=key, body_sha256="b", answer=answer)


def test_an_answer_is_kept_for_its_caller_route_and_key(store: Store) -> None:
    write(store, lambda w: _keep(w, answer=b'{"job_id": "a3f7b2c1"}'))
    asked = {"caller_id": "me", "route": ROUTE, "key": "k"}
    with store.read() as reader:
        assert find_answer(reader, **asked, now=START) == KeptAnswer("b", b'{"job_id": "a3f7b2c1"}')
        for other in ({"caller_id": "you"}, {"route": "POST /api/jobs"}, {"key": "l"}):
            assert find_answer(reader, **(asked | other), now=START) is None


def test_an_answer_is_kept_for_a_day_and_then_forgotten(store: Store, clock: TickingClock) -> None:
    write(store, _keep)
    kept_at = clock.now
    asked = {"caller_id": "me", "route": ROUTE, "key": "k"}
    with store.read() as reader:
        assert find_answer(reader, **asked, now=kept_at + KEPT_FOR) is not None
        assert find_answer(reader, **asked, now=kept_at + KEPT_FOR + timedelta(microseconds=1)) is None
    clock.advance(KEPT_FOR)
    write(store, _keep)
    with store.read() as reader:
        assert reader.connection.execute(select(func.count()).select_from(idempotent_answers)).scalar() == 1


def test_a_second_effect_of_one_key_is_refused_and_rolled_back(store: Store) -> None:
    write(store, lambda w: _keep(w, answer=b"first"))
    with pytest.raises(RequestUnderWay):
        write(store, lambda w: _keep(w, answer=b"second"))
    with store.read() as reader:
        kept = find_answer(reader, caller_id="me", route=ROUTE, key="k", now=START)
    assert kept == KeptAnswer("b", b"first")
