"""The background work of a workspace at one look: what goes on, with what is in hand, and all of it by its age."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.paging import Page
from recollect.domain.task import Task
from recollect.services.memory import Memory
from recollect.storage.tasks import tasks
from recollect.storage.unit import Reader

MOST_OPEN = 20
_IN_HAND = 3


class OpenTask(Struct, frozen=True):
    """A task that has not ended, and what people call the items that are in hand."""

    task: Task
    in_hand: tuple[str, ...]


class WorkOverview(Struct, frozen=True):
    """The tasks that have not ended, oldest first, and one page of all tasks, newest first."""

    going_on: tuple[OpenTask, ...]
    tasks: Page[Task]


def overlook_work(memory: Memory, caller: Caller, *, cursor: str | None, limit: int) -> WorkOverview:
    """Give what goes on, and one page of all work."""
    with memory.read(caller) as reader:
        live = tasks.live_tasks(reader, MOST_OPEN)
        return WorkOverview(
            tuple(OpenTask(task, items_in_hand(reader, task.task_id)) for task in live),
            tasks.list_tasks(reader, cursor=cursor, limit=limit),
        )


def items_in_hand(reader: Reader, task_id: str) -> tuple[str, ...]:
    """Give what people call the items of a task that are being carried out."""
    page = tasks.list_items(reader, tasks.get_task(reader, task_id), state="running", cursor=None, limit=_IN_HAND)
    return tuple(item.label for item in page.items)
