"""What a unit that was handed in will have given: waited for, told, given up."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

import pytest

from factories import add_job
from recollect.domain.ids import JobId
from recollect.errors import InvalidInput
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.promises import Outcome, UnitPromise, begin, settle


def _promise(hastened: list[UnitPromise[int]] | None = None) -> UnitPromise[int]:
    return UnitPromise(lambda _: 7, 1, (hastened if hastened is not None else []).append)


def _settle(*promises: UnitPromise[int], outcome: Outcome = (7, None)) -> None:
    settle(promises, [outcome] * len(promises))


def test_a_promise_gives_what_came_of_it() -> None:
    good, bad = _promise(), _promise()
    settle([good, bad], [(7, None), (None, InvalidInput("no"))])
    assert (good.done(), good.result(), good.exception()) == (True, 7, None)
    assert isinstance(bad.exception(), InvalidInput)
    with pytest.raises(InvalidInput):
        bad.result()


def test_who_waits_is_woken_from_another_thread() -> None:
    promises = [_promise() for _ in range(3)]
    with ThreadPoolExecutor(6) as pool:
        waiting = [pool.submit(one.result) for one in promises * 2]
        _settle(*promises)
        assert [one.result(timeout=30) for one in waiting] == [7] * 6


def test_who_waits_without_limit_hastens_it_and_others_do_not() -> None:
    hastened: list[UnitPromise[int]] = []
    promise = _promise(hastened)
    with pytest.raises(TimeoutError):
        promise.result(timeout=0)
    assert not hastened

    in_this_thread = UnitPromise(lambda _: 7, 1, lambda asked: settle([asked], [(8, None)]))
    assert in_this_thread.result() == 8


def test_callbacks_are_called_once_it_is_done_and_at_once_afterwards() -> None:
    told: list[str] = []
    promise, beside = _promise(), _promise()
    promise.add_done_callback(lambda one: told.append(f"before: {one.result()} {beside.done()}"))
    assert not told
    _settle(promise, beside)
    promise.add_done_callback(lambda one: told.append(f"after: {one.result()}"))
    assert told == ["before: 7 True", "after: 7"]  # all of a commit are done before anybody is told


def test_a_callback_that_fails_stops_neither_the_others_nor_the_writer(
    sqlite_store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    gate, told = threading.Event(), threading.Event()

    def fail(_: object) -> None:
        raise RuntimeError("the caller's own fault")

    with caplog.at_level(logging.ERROR):
        held = sqlite_store.write(lambda _: gate.wait(timeout=30))
        held.add_done_callback(fail)
        held.add_done_callback(lambda _: told.set())
        gate.set()
        assert held.result(timeout=30)
        assert told.wait(timeout=30)
        assert sqlite_store.write(add_job).result(timeout=30)
    assert "the caller's own fault" in caplog.text


def test_only_what_was_not_begun_can_be_given_up() -> None:
    given_up, begun = _promise(), _promise()
    told: list[bool] = []
    given_up.add_done_callback(lambda one: told.append(one.done()))
    assert given_up.cancel()
    assert given_up.cancel()
    assert told == [True]
    assert begin([given_up, begun]) == [begun]
    assert not begun.cancel()
    _settle(begun)
    assert not begun.cancel()
    assert begun.result() == 7
    with pytest.raises(CancelledError):
        given_up.result()


def test_who_waits_writes_what_waits_when_nobody_else_does(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, ThreadPoolExecutor(1) as pool:
        patched.setattr(sqlite_store, "_call_writer", lambda: None)
        first, last = (sqlite_store.write(lambda _: threading.current_thread()) for _ in range(2))
        assert pool.submit(last.result).result(timeout=30) is pool.submit(threading.current_thread).result(timeout=30)
        assert first.done()


def test_all_threads_get_what_they_wrote_whoever_carries_it_out(sqlite_store: SqliteStore) -> None:
    def write_some(_: int) -> list[JobId]:
        return [sqlite_store.write(add_job).result() for _ in range(20)]

    with ThreadPoolExecutor(8) as pool:
        ids = [job_id for some in pool.map(write_some, range(8)) for job_id in some]
    assert len(set(ids)) == 160
