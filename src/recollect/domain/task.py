"""Tasks: work that goes on in the background, item by item."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from recollect.domain.ids import TaskId

TaskState = Literal["queued", "running", "paused", "cancelled", "done", "failed"]
ItemState = Literal["waiting", "running", "done", "failed", "cancelled"]


class Task(Struct, frozen=True, kw_only=True):
    """Some background work: how far it is, and about how long it will still take.

    It is ended when no item is waiting or running: `done` when at least one item is, `failed` when none is.
    `revision` grows with every change, and names the state that a watcher has seen.
    """

    task_id: TaskId
    kind: str
    state: TaskState
    actor: str
    total: int
    done: int
    failed: int
    cancelled: int
    seconds_left: float | None
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    revision: int


class TaskItem(Struct, frozen=True, kw_only=True):
    """One item of a task: what became of it, and which records it made."""

    number: int
    label: str
    state: ItemState
    result: dict[str, Any] | None
    error: str | None
    detail: str | None
    updated_at: datetime


class NewItem(Struct, frozen=True, kw_only=True):
    """An item to be done: what people call it, and what its handler needs to know."""

    label: str
    input: dict[str, Any]
