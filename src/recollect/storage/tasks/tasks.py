"""Tasks: the record of background work, and what people may do to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Row, Select, bindparam, func, select, update

from recollect.domain.ids import TaskId
from recollect.domain.paging import Page
from recollect.domain.task import ItemState, NewItem, Task, TaskItem
from recollect.domain.times import from_micros
from recollect.errors import NotFound, TaskConflict
from recollect.storage import counters
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.history import events
from recollect.storage.lists import Total, page_of
from recollect.storage.tables import task_items, tasks
from recollect.storage.unit import Reader, UnitOfWork

_MICROS_A_SECOND = 1_000_000
_LISTED = select(tasks).where(tasks.c.workspace_id == bindparam("workspace_id"))


class StoredTask(Task, frozen=True, kw_only=True):
    """A task with what only the store and the runner need."""

    seq: int
    workspace_id: int
    caller_id: str


class ItemPage(Struct, frozen=True):
    """Some items of a task in their order, and where the next page begins."""

    items: tuple[TaskItem, ...]
    next_cursor: str | None


def add_task(
    work: UnitOfWork, task_id: TaskId, kind: str, items: Sequence[NewItem], *, caller_id: str, actor: str
) -> StoredTask:
    """Add a task with its items, and give it."""
    seq = work.next_seq(tasks)
    ended = not items
    work.append(
        tasks,
        {
            "seq": seq,
            "workspace_id": work.workspace_id,
            "task_id": task_id,
            "kind": kind,
            "state": "done" if ended else "queued",
            "caller_id": caller_id,
            "actor": actor,
            "total": len(items),
            "done": 0,
            "failed": 0,
            "cancelled": 0,
            "revision": 1,
            "began_at": None,
            "began_from": 0,
            "created_at": work.now_micros,
            "updated_at": work.now_micros,
            "ended_at": work.now_micros if ended else None,
        },
    )
    for number, item in enumerate(items, start=1):
        work.append(task_items, _new_row(work, seq, number, item))
    work.count(counters.TASKS, 1)
    return get_task(work, task_id)


def get_task(reader: Reader, task_id: str) -> StoredTask:
    """Give a task, or raise `NotFound`."""
    row = reader.connection.execute(_of_workspace(reader).where(tasks.c.task_id == task_id)).one_or_none()
    if row is None:
        raise NotFound("There is no task of this id. GET /api/tasks lists those there are.", id=task_id)
    return stored_task(row)


def list_tasks(reader: Reader, *, cursor: str | None, limit: int) -> Page[Task]:
    """Give one page of the tasks, newest first."""
    return page_of(
        reader,
        _LISTED,
        tasks.c.seq,
        scope="tasks",
        cursor=cursor,
        limit=limit,
        total=Total(counters.total(reader, counters.TASKS)),
        build=lambda row: public(stored_task(row)),
    )


def list_open(reader: Reader, kind: str) -> list[Task]:
    """Give the tasks of a kind that have not ended, oldest first."""
    statement = _of_workspace(reader).where(tasks.c.ended_at.is_(None), tasks.c.kind == kind).order_by(tasks.c.seq)
    return [public(stored_task(row)) for row in reader.connection.execute(statement)]


def live_tasks(reader: Reader, limit: int) -> list[Task]:
    """Give the tasks that have not ended, the oldest first."""
    live = _of_workspace(reader).where(tasks.c.ended_at.is_(None)).order_by(tasks.c.seq).limit(limit)
    return [public(stored_task(row)) for row in reader.connection.execute(live)]


def live_mark(reader: Reader) -> str:
    """Give a mark that changes whenever a task that has not ended does, or one begins or ends."""
    live = select(func.count(), func.coalesce(func.sum(tasks.c.revision), 0)).where(
        tasks.c.workspace_id == reader.workspace_id, tasks.c.ended_at.is_(None)
    )
    count, revisions = reader.connection.execute(live).one()
    ended = reader.connection.execute(
        select(func.max(tasks.c.ended_at)).where(tasks.c.workspace_id == reader.workspace_id)
    ).scalar_one()
    return f"{count}-{revisions}-{ended or 0}"


def list_items(
    reader: Reader, task: StoredTask, *, state: ItemState | None, cursor: str | None, limit: int
) -> ItemPage:
    """Give one page of a task's items, in their order; with `state`, only those."""
    statement = select(task_items).where(task_items.c.task_seq == task.seq)
    if state is not None:
        statement = statement.where(task_items.c.state == state)
    scope = f"items:{task.task_id}:{state}"
    if cursor:
        (after,) = decode_cursor(scope, cursor)
        statement = statement.where(task_items.c.number > after)
    rows = reader.connection.execute(statement.order_by(task_items.c.number).limit(limit + 1)).all()
    shown = rows[:limit]
    next_cursor = encode_cursor(scope, shown[-1].number) if len(rows) > limit else None
    return ItemPage(tuple(_item(row) for row in shown), next_cursor)


def first_input(reader: Reader, task: StoredTask) -> dict[str, Any]:
    """Give what was handed in for the first item of a task whose person was not erased since; nothing for none."""
    told = (task_items.c.task_seq == task.seq) & (task_items.c.label != "")
    statement = select(task_items.c.input).where(told).order_by(task_items.c.number).limit(1)
    found = reader.connection.execute(statement).scalar_one_or_none()
    return msgspec.json.decode(found or "{}", type=dict[str, Any])


def items_after(reader: Reader, task: StoredTask, revision: int, limit: int) -> list[tuple[int, TaskItem]]:
    """Give the items that were settled after a revision of their task, in that order, each with its revision."""
    statement = (
        select(task_items)
        .where(task_items.c.task_seq == task.seq, task_items.c.revision > revision)
        .order_by(task_items.c.revision, task_items.c.number)
        .limit(limit)
    )
    return [(int(row.revision), _item(row)) for row in reader.connection.execute(statement)]


def pause_task(work: UnitOfWork, task_id: str) -> StoredTask:
    """Let no further item of a task be begun, and take back those under way: nothing they do is kept any more."""
    task = _open_task(work, task_id)
    if task.state == "paused":
        return task
    work.connection.execute(
        update(task_items)
        .where(task_items.c.task_seq == task.seq, task_items.c.state == "running")
        .values(state="waiting", runner=None, updated_at=work.now_micros)
    )
    return advance_task(work, task.seq, state="paused")


def resume_task(work: UnitOfWork, task_id: str) -> StoredTask:
    """Let a paused task go on; one that is going on stays as it is."""
    task = _open_task(work, task_id)
    return advance_task(work, task.seq, state="queued") if task.state == "paused" else task


def cancel_task(work: UnitOfWork, task_id: str) -> StoredTask:
    """End a task: items that wait are dropped, and those under way too, of which nothing is kept."""
    task = _open_task(work, task_id)
    dropped = work.connection.execute(
        update(task_items)
        .where(task_items.c.task_seq == task.seq, task_items.c.state.in_(("waiting", "running")))
        .values(state="cancelled", runner=None, updated_at=work.now_micros)
    ).rowcount
    return end_when_over(work, advance_task(work, task.seq, state="cancelled", cancelled=tasks.c.cancelled + dropped))


def retry_task(work: UnitOfWork, task_id: str) -> StoredTask:
    """Let the items of a task that failed, and only those, be done again."""
    task = _locked(work, task_id)
    if not task.failed or task.state == "cancelled":
        raise TaskConflict("There is nothing to retry: no item of this task failed, or it was cancelled.", id=task_id)
    work.connection.execute(
        update(task_items)
        .where(task_items.c.task_seq == task.seq, task_items.c.state == "failed")
        .values(state="waiting", error=None, detail=None, updated_at=work.now_micros)
    )
    state = task.state if task.ended_at is None else "queued"
    return advance_task(work, task.seq, state=state, failed=0, ended_at=None, began_at=None)


def advance_task(work: UnitOfWork, task_seq: int, **changes: object) -> StoredTask:
    """Write changes of a task as its next revision, and give it. Who does so first holds the task's row."""
    row = work.connection.execute(
        update(tasks)
        .where(tasks.c.seq == task_seq)
        .values(revision=tasks.c.revision + 1, updated_at=work.now_micros, **changes)
        .returning(tasks)
    ).one()
    return stored_task(row)


def end_when_over(work: UnitOfWork, task: StoredTask) -> StoredTask:
    """End a task when its last item is settled, and write that down as its submitter's."""
    if task.done + task.failed + task.cancelled < task.total:
        return task
    state = "cancelled" if task.state == "cancelled" else "done" if task.done else "failed"
    ended = advance_task(work, task.seq, state=state, ended_at=work.now_micros)
    if state != "cancelled":  # who cancelled it is written down by them
        after = {"task_kind": ended.kind, "items": ended.total, "done": ended.done, "failed": ended.failed}
        events.record(work, actor=ended.actor, action="task.finished", entity_id=ended.task_id, after=after)
    return ended


def public(task: StoredTask) -> Task:
    """Give a task without what only the store needs."""
    return Task(**{name: getattr(task, name) for name in Task.__struct_fields__})


def stored_task(row: Row[Any]) -> StoredTask:
    """Make the task of a row."""
    return StoredTask(
        task_id=TaskId(row.task_id),
        kind=row.kind,
        state=row.state,
        actor=row.actor,
        total=row.total,
        done=row.done,
        failed=row.failed,
        cancelled=row.cancelled,
        seconds_left=_seconds_left(row),
        created_at=from_micros(row.created_at),
        updated_at=from_micros(row.updated_at),
        ended_at=_moment(row.ended_at),
        revision=row.revision,
        seq=row.seq,
        workspace_id=row.workspace_id,
        caller_id=row.caller_id,
    )


def _seconds_left(row: Row[Any]) -> float | None:
    """Estimate by how long the items took that were settled since the task was last begun."""
    settled = row.done + row.failed - row.began_from
    if row.state != "running" or row.began_at is None or settled < 1:
        return None
    each = max(0, row.updated_at - row.began_at) / settled
    left = row.total - row.done - row.failed - row.cancelled
    return float(round(left * each / _MICROS_A_SECOND, 1))


def _item(row: Row[Any]) -> TaskItem:
    return TaskItem(
        number=row.number,
        label=row.label,
        state=row.state,
        result=None if row.result is None else msgspec.json.decode(row.result, type=dict[str, Any]),
        error=row.error,
        detail=row.detail,
        updated_at=from_micros(row.updated_at),
    )


def _new_row(work: UnitOfWork, task_seq: int, number: int, item: NewItem) -> dict[str, object]:
    return {
        "task_seq": task_seq,
        "number": number,
        "workspace_id": work.workspace_id,
        "state": "waiting",
        "label": item.label,
        "input": msgspec.json.encode(item.input).decode(),
        "result": None,
        "error": None,
        "detail": None,
        "runner": None,
        "revision": 0,
        "updated_at": work.now_micros,
    }


def _of_workspace(reader: Reader) -> Select[Any]:
    return select(tasks).where(tasks.c.workspace_id == reader.workspace_id)


def _locked(work: UnitOfWork, task_id: str) -> StoredTask:
    """Give a task whose row nobody else changes until this unit is committed."""
    get_task(work, task_id)
    statement = _of_workspace(work).where(tasks.c.task_id == task_id).with_for_update()
    return stored_task(work.connection.execute(statement).one())


def _open_task(work: UnitOfWork, task_id: str) -> StoredTask:
    task = _locked(work, task_id)
    if task.ended_at is not None or task.state == "cancelled":
        raise TaskConflict(f"This task has ended: it is {task.state}.", id=task_id)
    return task


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
