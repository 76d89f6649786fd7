"""Background work is handed in, looked at, paused, resumed, cancelled and retried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.ids import TaskId, new_task_id
from recollect.domain.paging import MAX_LIMIT
from recollect.domain.task import ItemState, NewItem, Task, TaskItem
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.tasks import tasks
from recollect.storage.unit import UnitOfWork

Wish = Literal["pause", "resume", "cancel", "retry"]
CHANGES_AT_ONCE = 200


class _Change(Struct, frozen=True):
    """How a wish is carried out, and what the audit trail calls it."""

    carry_out: Callable[[UnitOfWork, str], tasks.StoredTask]
    past: str


_WISHES: dict[Wish, _Change] = {
    "pause": _Change(tasks.pause_task, "paused"),
    "resume": _Change(tasks.resume_task, "resumed"),
    "cancel": _Change(tasks.cancel_task, "cancelled"),
    "retry": _Change(tasks.retry_task, "retried"),
}


class TaskWithItems(Struct, frozen=True):
    """A task, and some of its items in their order."""

    task: Task
    items: tuple[TaskItem, ...]
    next_cursor: str | None


class TaskChanges(Struct, frozen=True):
    """What a watcher has not seen yet of a task: items that were settled, each with its revision, and how it stands."""

    task: Task
    items: tuple[tuple[int, TaskItem], ...]


def submit_task(
    memory: Memory,
    caller: Caller,
    kind: str,
    items: Sequence[NewItem],
    *,
    task_id: TaskId | None = None,
    once: Once | None = None,
) -> Task:
    """Hand in work of a kind that `task_kinds` knows, and give its task, which is on disk."""

    def unit(work: UnitOfWork) -> Task:
        drawn = task_id or new_task_id(memory.draw)
        task = tasks.public(tasks.add_task(work, drawn, kind, items, caller_id=caller.caller_id, actor=caller.actor))
        _record(work, caller, task, "submitted")
        if task.ended_at is not None:  # it has no items
            _record(work, caller, task, "finished")
        keep(work, caller, once, task)
        return task

    task = memory.write(caller, unit)
    memory.task_bell.ring()
    return task


def change_task(memory: Memory, caller: Caller, task_id: str, wish: Wish, once: Once | None = None) -> Task:
    """Pause, resume, cancel or retry a task, and give it; raises `TaskConflict` when it has ended."""

    def unit(work: UnitOfWork) -> Task:
        before = tasks.get_task(work, task_id).revision
        task = tasks.public(_WISHES[wish].carry_out(work, task_id))
        if task.revision != before:
            _record(work, caller, task, _WISHES[wish].past)
        keep(work, caller, once, task)
        return task

    task = memory.write(caller, unit)
    memory.task_bell.ring()
    return task


def read_task(
    memory: Memory,
    caller: Caller,
    task_id: str,
    *,
    state: ItemState | None = None,
    cursor: str | None = None,
    limit: int,
) -> TaskWithItems:
    """Give a task with a page of its items."""
    with memory.read(caller) as reader:
        task = tasks.get_task(reader, task_id)
        page = tasks.list_items(reader, task, state=state, cursor=cursor, limit=limit)
    return TaskWithItems(tasks.public(task), page.items, page.next_cursor)


def each_item(memory: Memory, caller: Caller, task_id: str) -> Iterator[TaskItem]:
    """Give all items of a task, in their order."""
    cursor: str | None = None
    while True:
        page = read_task(memory, caller, task_id, cursor=cursor, limit=MAX_LIMIT)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def read_changes(memory: Memory, caller: Caller, task_id: str, revision: int) -> TaskChanges:
    """Give what happened to a task after a revision; when it is too much for one answer, only the first of it.

    Items come with a task that is at least as far as they are: who has seen its revision has seen all of them.
    """
    with memory.read(caller) as reader:
        task = tasks.get_task(reader, task_id)
        items = tasks.items_after(reader, task, revision, CHANGES_AT_ONCE)
        if len(items) < CHANGES_AT_ONCE:
            items = [item for item in items if item[0] <= task.revision]
    return TaskChanges(tasks.public(task), tuple(items))


def _record(work: UnitOfWork, caller: Caller, task: Task, done: str) -> None:
    """Write down who did what to a task; when it ends, the store does."""
    after = {"task_kind": task.kind, "items": task.total, "done": task.done, "failed": task.failed}
    events.record(work, actor=caller.actor, action=f"task.{done}", entity_id=task.task_id, after=after)
