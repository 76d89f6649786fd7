"""What is done with a task, and by whom, is in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import msgspec
import pytest

from recollect.domain.caller import Caller
from recollect.domain.task import NewItem, Task
from recollect.errors import BrokenDocument
from recollect.services.history.audit_trail import list_events, verify_chain
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import change_task, read_task, submit_task
from recollect.services.tasks.task_items import Handler, ItemWork, Result
from recollect.services.tasks.task_kinds import TaskKind
from recollect.worker import task_runner
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until

KIND = "count_sheep"


@pytest.fixture
def ida(caller: Caller) -> Caller:
    """Give somebody else."""
    return msgspec.structs.replace(caller, actor="Ida")


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    def use(handler: Handler) -> None:
        monkeypatch.setattr(task_runner, "KINDS", {KIND: TaskKind(handler)})

    use(lambda _memory, _caller, _item: None)
    return use


def submit(memory: Memory, caller: Caller, count: int = 2) -> Task:
    return submit_task(memory, caller, KIND, [NewItem(label=f"{n}", input={"n": n}) for n in range(count)])


def finish(memory: Memory, caller: Caller, task: Task) -> None:
    with closing(TaskRunner(memory, at_once=1)):
        wait_until(lambda: read_task(memory, caller, task.task_id, limit=1).task.ended_at is not None, "it has ended")


def trail(memory: Memory, caller: Caller, entity: str) -> list[tuple[str, str]]:
    """Give what was done, the oldest first, and by whom."""
    found = list_events(memory, caller, entity=entity, limit=50).events
    assert not any(event.undoable for event in found)
    return [(event.summary, event.actor) for event in reversed(found)]


@pytest.mark.usefixtures("handle")
def test_who_submits_pauses_and_resumes_a_task_is_written_down_and_that_it_finished(
    memory: Memory, caller: Caller, ida: Caller
) -> None:
    task = submit(memory, ida)
    for _ in range(2):  # what changes nothing is no event
        change_task(memory, caller, task.task_id, "pause")
    for _ in range(2):
        change_task(memory, ida, task.task_id, "resume")
    finish(memory, caller, task)
    said = trail(memory, caller, task.task_id)
    assert said == [
        ("Task submitted: count sheep", "Ida"),
        ("Task paused: count sheep", "local"),
        ("Task resumed: count sheep", "Ida"),
        ("Task finished: count sheep", "Ida"),
    ]
    assert trail(memory, caller, "task") == said
    assert verify_chain(memory, caller).problems == ()


def test_a_cancelled_task_is_its_cancellers_and_a_retried_one_finishes_again(
    memory: Memory, caller: Caller, ida: Caller, handle: Callable[[Handler], None]
) -> None:
    cancelled = submit(memory, caller)
    change_task(memory, ida, cancelled.task_id, "cancel")
    assert trail(memory, caller, cancelled.task_id) == [
        ("Task submitted: count sheep", "local"),
        ("Task cancelled: count sheep", "Ida"),
    ]

    def refuse(_memory: Memory, _caller: Caller, _item: ItemWork) -> Result:
        raise BrokenDocument("It is no sheep.")

    handle(refuse)
    task = submit(memory, caller)
    finish(memory, caller, task)
    handle(lambda _memory, _caller, _item: None)
    change_task(memory, ida, task.task_id, "retry")
    finish(memory, caller, task)
    assert [said.split()[1].rstrip(":") for said, _ in trail(memory, caller, task.task_id)] == [
        "submitted", "finished", "retried", "finished",
    ]  # fmt: skip


@pytest.mark.usefixtures("handle")
def test_nothing_of_what_a_tasks_items_are_called_is_in_the_trail(sqlite_memory: Memory, caller: Caller) -> None:
    items = [NewItem(label="maren-holt.pdf", input={"filename": "maren-holt.pdf"})]
    finish(sqlite_memory, caller, submit_task(sqlite_memory, caller, KIND, items))
    with sqlite_memory.read(caller) as reader:
        rows = reader.connection.exec_driver_sql("SELECT payload FROM event_payloads").all()
    assert len(rows) == 2
    assert "maren" not in str(rows)


def test_a_task_without_items_is_submitted_and_finished(sqlite_memory: Memory, caller: Caller) -> None:
    task = submit(sqlite_memory, caller, 0)
    assert [said for said, _ in trail(sqlite_memory, caller, task.task_id)] == [
        "Task submitted: count sheep",
        "Task finished: count sheep",
    ]
