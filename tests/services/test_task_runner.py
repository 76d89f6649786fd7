"""The runner carries out each item once, begins none of a paused task, and leaves nothing lying."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from factories import job_draft
from recollect.domain.caller import Caller
from recollect.domain.task import NewItem, Task, TaskItem
from recollect.errors import BrokenDocument, CalledOff, DiskFull, NotFound, StorageUnavailable
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import Wish, change_task, each_item, read_changes, read_task, submit_task
from recollect.services.tasks.task_items import Handler, ItemWork, Result
from recollect.services.tasks.task_kinds import TaskKind
from recollect.storage.records import jobs
from recollect.storage.tasks import task_items, tasks
from recollect.worker import task_runner
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until

KIND = "make_jobs"


def make_job(memory: Memory, caller: Caller, item: ItemWork) -> Result:
    """Carry an item out whose effect is one job."""
    create_job(memory, caller, job_draft(f"job {item.input['n']}"), item.once.around(lambda job_id: {"job_id": job_id}))
    return None


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    """Give what sets how an item of the test's kind is carried out."""

    def use(handler: Handler) -> None:
        monkeypatch.setattr(
            task_runner, "KINDS", {KIND: TaskKind(handler), "elsewhere": TaskKind(handler, any_process=False)}
        )

    use(make_job)
    monkeypatch.setattr(task_runner, "RETRY_S", 0.01)
    return use


def submit(memory: Memory, caller: Caller, count: int, kind: str = KIND) -> Task:
    return submit_task(memory, caller, kind, [NewItem(label=f"{n}", input={"n": n}) for n in range(1, count + 1)])


def state_of(memory: Memory, caller: Caller, task: Task) -> Task:
    return read_task(memory, caller, task.task_id, limit=1).task


@contextmanager
def running(memory: Memory, at_once: int = 2) -> Iterator[TaskRunner]:
    runner = TaskRunner(memory, at_once=at_once)
    try:
        yield runner
    finally:
        runner.close()


def finish(memory: Memory, caller: Caller, task: Task, at_once: int = 2) -> Task:
    with running(memory, at_once):
        wait_until(lambda: state_of(memory, caller, task).ended_at is not None, "the task has ended")
    return state_of(memory, caller, task)


def made(memory: Memory, caller: Caller) -> list[str]:
    with memory.read(caller) as reader:
        return sorted(job.description_preview for job in jobs.list_jobs(reader, cursor=None, limit=500).items)


@pytest.mark.usefixtures("handle")
def test_each_item_is_carried_out_once_and_keeps_what_it_made(memory: Memory, caller: Caller) -> None:
    task = submit(memory, caller, 12)
    ended = finish(memory, caller, task)
    assert (ended.state, ended.done, ended.failed) == ("done", 12, 0)
    assert made(memory, caller) == sorted(f"job {n}" for n in range(1, 13))
    results = [item.result for item in each_item(memory, caller, task.task_id)]
    with memory.read(caller) as reader:
        for number, result in enumerate(results, start=1):
            assert result is not None
            assert jobs.get_job(reader, result["job_id"]).job_description == f"job {number}"


@pytest.mark.usefixtures("handle")
def test_work_that_is_handed_in_wakes_the_runner(sqlite_memory: Memory, caller: Caller) -> None:
    with running(sqlite_memory):
        for _ in range(3):
            task = submit(sqlite_memory, caller, 1)
            wait_until(lambda task=task: state_of(sqlite_memory, caller, task).state == "done", "it is done")  # type: ignore[misc]


def test_an_error_is_the_items_own_and_is_retried_alone(
    memory: Memory, caller: Caller, handle: Callable[[Handler], None]
) -> None:
    broken = {2, 3}

    def break_some(memory: Memory, caller: Caller, item: ItemWork) -> Result:
        if item.input["n"] in broken:
            item.made["resume_id"] = "resume_0"
            raise BrokenDocument("It can't be followed.")
        return make_job(memory, caller, item)

    handle(break_some)
    task = submit(memory, caller, 4)
    assert finish(memory, caller, task).failed == 2
    failed = read_task(memory, caller, task.task_id, state="failed", limit=9).items
    assert [(item.number, item.error, item.detail, item.result) for item in failed] == [
        (number, "broken_document", "It can't be followed.", {"resume_id": "resume_0"}) for number in (2, 3)
    ]
    broken.clear()
    change_task(memory, caller, task.task_id, "retry")
    assert finish(memory, caller, task).done == 4
    assert len(made(memory, caller)) == 4


def test_what_nobody_foresaw_fails_one_item_and_is_logged(
    sqlite_memory: Memory, caller: Caller, handle: Callable[[Handler], None], caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(memory: Memory, caller: Caller, item: ItemWork) -> Result:
        if item.input["n"] == 1:
            raise ZeroDivisionError
        return make_job(memory, caller, item)

    handle(stumble)
    task = submit(sqlite_memory, caller, 2)
    with caplog.at_level(logging.ERROR):
        assert finish(sqlite_memory, caller, task).done == 1
    (failed,) = read_task(sqlite_memory, caller, task.task_id, state="failed", limit=9).items
    assert failed.error == "internal_error"
    assert "ZeroDivisionError" in caplog.text


def test_a_handler_may_just_give_its_result(
    sqlite_memory: Memory, caller: Caller, handle: Callable[[Handler], None]
) -> None:
    handle(lambda _memory, _caller, item: {"n": item.input["n"]})
    task = submit(sqlite_memory, caller, 2)
    finish(sqlite_memory, caller, task)
    assert [item.result for item in each_item(sqlite_memory, caller, task.task_id)] == [{"n": 1}, {"n": 2}]


@pytest.mark.parametrize("times", [1, 5])
def test_a_full_disk_is_waited_for(
    sqlite_memory: Memory, caller: Caller, handle: Callable[[Handler], None], times: int
) -> None:
    refusals = [DiskFull("no room")] * times

    def refuse(memory: Memory, caller: Caller, item: ItemWork) -> Result:
        if refusals:
            raise refusals.pop()
        return make_job(memory, caller, item)

    handle(refuse)
    assert finish(sqlite_memory, caller, submit(sqlite_memory, caller, 1)).done == 1


def test_a_store_that_refuses_again_and_again_fails_the_item(
    sqlite_memory: Memory, caller: Caller, handle: Callable[[Handler], None]
) -> None:
    def refuse(_memory: Memory, _caller: Caller, _item: ItemWork) -> Result:
        raise StorageUnavailable("A document can't be read.")

    handle(refuse)
    task = submit(sqlite_memory, caller, 1)
    assert finish(sqlite_memory, caller, task).state == "failed"
    assert read_task(sqlite_memory, caller, task.task_id, limit=9).items[0].error == "storage_unavailable"


class Gate:
    """Holds each item before its effect, until it is let through."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self._through = threading.Semaphore(0)

    def __call__(self, memory: Memory, caller: Caller, item: ItemWork) -> Result:
        self.begun.append(item.input["n"])
        assert self._through.acquire(timeout=60)
        return make_job(memory, caller, item)

    def let_through(self, count: int) -> None:
        self._through.release(count)


def test_a_paused_task_keeps_nothing_of_what_was_under_way_and_does_it_again(
    memory: Memory, caller: Caller, handle: Callable[[Handler], None], caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate()
    handle(gate)
    task = submit(memory, caller, 9)
    with running(memory, at_once=1):
        wait_until(lambda: len(gate.begun) == 1, "the first item is begun")
        assert change_task(memory, caller, task.task_id, "pause").state == "paused"
        assert _under_way(memory, caller, task) == 0
        gate.let_through(1)
        wait_until(lambda: "was paused or cancelled" in caplog.text, "the late effect is refused")
        assert (made(memory, caller), state_of(memory, caller, task).done) == ([], 0)
        assert gate.begun == [1]
        change_task(memory, caller, task.task_id, "resume")
        gate.let_through(9)
        wait_until(lambda: state_of(memory, caller, task).state == "done", "it is done")
    assert gate.begun == [1, *range(1, 10)]
    assert made(memory, caller) == sorted(f"job {n}" for n in range(1, 10))


def test_cancelling_ends_a_task_at_once(
    memory: Memory, caller: Caller, handle: Callable[[Handler], None], caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate()
    handle(gate)
    task = submit(memory, caller, 9)
    with running(memory, at_once=1):
        gate.let_through(1)
        wait_until(lambda: len(gate.begun) == 2, "the second item is begun")
        ended = change_task(memory, caller, task.task_id, "cancel")
        assert (ended.state, ended.done, ended.cancelled) == ("cancelled", 1, 8)
        assert ended.ended_at is not None
        gate.let_through(1)
        wait_until(lambda: "was paused or cancelled" in caplog.text, "the late effect is refused")
    assert state_of(memory, caller, task) == ended
    assert made(memory, caller) == ["job 1"]


class Waiting:
    """Does nothing until it hears that it is given up, the first time; then carries the item out."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.heard: list[int] = []

    def __call__(self, memory: Memory, caller: Caller, item: ItemWork) -> Result:
        number = item.input["n"]
        self.begun.append(number)
        if self.begun.count(number) == 1:
            wait_until(item.is_given_up, "it is given up")
            self.heard.append(number)
            raise CalledOff("Nobody wants it.")
        return make_job(memory, caller, item)


@pytest.mark.parametrize("wish", ["pause", "cancel"])
def test_what_is_under_way_hears_that_nobody_waits_for_it(
    memory: Memory, caller: Caller, handle: Callable[[Handler], None], wish: Wish
) -> None:
    waiting = Waiting()
    handle(waiting)
    task = submit(memory, caller, 2)
    with running(memory, at_once=2):
        wait_until(lambda: len(waiting.begun) == 2, "both items are begun")
        change_task(memory, caller, task.task_id, wish)
        wait_until(lambda: len(waiting.heard) == 2, "both have heard it")
        assert state_of(memory, caller, task).failed == 0
        if wish == "pause":
            change_task(memory, caller, task.task_id, "resume")
            wait_until(lambda: state_of(memory, caller, task).state == "done", "it is done")
    assert made(memory, caller) == (["job 1", "job 2"] if wish == "pause" else [])


def test_an_item_that_is_taken_anew_before_anybody_looked_is_carried_out_by_one(
    sqlite_memory: Memory, caller: Caller, handle: Callable[[Handler], None]
) -> None:
    waiting = Waiting()
    handle(waiting)
    task = submit(sqlite_memory, caller, 1)
    with running(sqlite_memory, at_once=2):
        wait_until(lambda: len(waiting.begun) == 1, "it is begun")
        change_task(sqlite_memory, caller, task.task_id, "pause")
        change_task(sqlite_memory, caller, task.task_id, "resume")
        wait_until(lambda: state_of(sqlite_memory, caller, task).state == "done", "it is done")
        wait_until(lambda: waiting.heard == [1], "the earlier one is given up")
    assert made(sqlite_memory, caller) == ["job 1"]


def test_closing_finishes_what_is_under_way_and_gives_back_the_rest(
    memory: Memory, caller: Caller, handle: Callable[[Handler], None]
) -> None:
    gate = Gate()
    handle(gate)
    task = submit(memory, caller, 9)
    with running(memory) as runner:
        wait_until(lambda: len(gate.begun) == 2, "two items are begun")
        runner.stop()
        gate.let_through(9)
    states = [item.state for item in each_item(memory, caller, task.task_id)]
    assert states == ["done"] * 2 + ["waiting"] * 7
    gate.let_through(9)
    assert finish(memory, caller, task).done == 9
    assert len(made(memory, caller)) == 9


def test_what_can_not_be_finished_in_time_is_given_back_and_its_late_effect_is_not_kept(
    memory: Memory, caller: Caller, handle: Callable[[Handler], None], caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate()
    handle(gate)
    task = submit(memory, caller, 1)
    runner = TaskRunner(memory, at_once=1)
    wait_until(lambda: len(gate.begun) == 1, "it is begun")
    runner.close(drain_s=0)
    assert [item.state for item in each_item(memory, caller, task.task_id)] == ["waiting"]
    handle(make_job)
    assert finish(memory, caller, task).done == 1
    gate.let_through(1)
    wait_until(lambda: "another process took it over" in caplog.text, "the late effect is refused")
    assert made(memory, caller) == ["job 1"]


@pytest.mark.usefixtures("handle")
def test_what_a_dead_process_had_is_taken_at_once(memory: Memory, caller: Caller) -> None:
    task = submit(memory, caller, 3)
    with memory.read(caller) as reader:
        seq = tasks.get_task(reader, task.task_id).seq
    dead = 4711
    memory.write(caller, lambda work: task_items.claim_items(work, seq, dead, 2, afresh=True))
    assert finish(memory, caller, task).done == 3


@pytest.mark.usefixtures("handle")
def test_what_a_living_process_has_is_left_to_it(memory: Memory, caller: Caller) -> None:
    task = submit(memory, caller, 3)
    with memory.read(caller) as reader:
        seq = tasks.get_task(reader, task.task_id).seq
    other = memory.store.announce()
    (item,) = memory.write(caller, lambda work: task_items.claim_items(work, seq, other.number, 1, afresh=True))
    with running(memory):
        wait_until(lambda: state_of(memory, caller, task).done == 2, "the others are done")
    assert [one.state for one in each_item(memory, caller, task.task_id)] == ["running", "done", "done"]
    memory.write(caller, lambda work: task_items.complete_item(work, item, None))
    other.close()
    assert state_of(memory, caller, task).state == "done"


def test_a_long_task_does_not_keep_a_short_one_waiting(
    sqlite_memory: Memory, caller: Caller, handle: Callable[[Handler], None]
) -> None:
    order: list[int] = []

    def note(_memory: Memory, _caller: Caller, item: ItemWork) -> Result:
        order.append(item.claimed.task_seq)
        return None

    handle(note)
    submit(sqlite_memory, caller, 50)
    short = submit(sqlite_memory, caller, 1)
    finish(sqlite_memory, caller, short, at_once=1)
    assert order.index(2) == 1


@pytest.mark.usefixtures("handle")
def test_a_kind_that_is_not_for_any_process_is_left_to_the_one_that_runs_its_task(
    sqlite_memory: Memory, caller: Caller
) -> None:
    elsewhere, here = submit(sqlite_memory, caller, 1, "elsewhere"), submit(sqlite_memory, caller, 1)
    finish(sqlite_memory, caller, here)
    assert state_of(sqlite_memory, caller, elsewhere).state == "queued"
    runner = TaskRunner(sqlite_memory, task_id=elsewhere.task_id)
    wait_until(lambda: state_of(sqlite_memory, caller, elsewhere).state == "done", "its own runner did it")
    runner.close()


@pytest.mark.usefixtures("handle")
def test_an_idle_runner_announces_nothing(sqlite_memory: Memory) -> None:
    with running(sqlite_memory):
        assert list(sqlite_memory.data.glob("recollect.runner-*")) == []


@pytest.mark.usefixtures("handle")
def test_a_runner_that_worked_leaves_no_file(sqlite_memory: Memory, caller: Caller) -> None:
    finish(sqlite_memory, caller, submit(sqlite_memory, caller, 1))
    assert list(sqlite_memory.data.glob("recollect.runner-*")) == []


@pytest.mark.usefixtures("handle")
def test_a_watcher_sees_every_item_once_and_in_order(memory: Memory, caller: Caller) -> None:
    task = submit(memory, caller, 30)
    seen, told, progress = 0, list[TaskItem](), list[int]()
    with running(memory):
        while True:
            changes = read_changes(memory, caller, task.task_id, seen)
            told += [item for _, item in changes.items]
            progress.append(changes.task.done)
            seen = changes.task.revision
            if changes.task.ended_at is not None:
                break
    assert sorted(item.number for item in told) == list(range(1, 31))
    assert progress == sorted(progress)


def test_an_unknown_task_is_not_found(sqlite_memory: Memory, caller: Caller) -> None:
    with pytest.raises(NotFound):
        read_task(sqlite_memory, caller, "task_000000000000", limit=1)
    with pytest.raises(NotFound):
        change_task(sqlite_memory, caller, "task_000000000000", "pause")


def _under_way(memory: Memory, caller: Caller, task: Task) -> int:
    return len(read_task(memory, caller, task.task_id, state="running", limit=50).items)
