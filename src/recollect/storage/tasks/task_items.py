"""Items of tasks: taken by a runner, then settled, once, in the transaction of their effect."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, and_, select, update

from recollect.domain.ids import TaskId
from recollect.errors import TaskConflict
from recollect.storage.tables import task_items, tasks
from recollect.storage.tasks.tasks import StoredTask, advance_task, end_when_over, stored_task
from recollect.storage.unit import Reader, UnitOfWork

_MAY_GO_ON = ("queued", "running")
_TAKEN = "Its task was paused or cancelled, or another process took it over."


class ItemTaken(TaskConflict):
    """An item that this runner had was taken from it, or is settled. Nothing of its effect is kept."""

    name = "item_taken"


class ClaimedItem(Struct, frozen=True, kw_only=True):
    """An item that one runner has to carry out, and for whom."""

    task_id: TaskId
    task_seq: int
    workspace_id: int
    caller_id: str
    actor: str
    kind: str
    number: int
    label: str
    input: dict[str, Any]
    made: dict[str, Any]
    runner: int


def list_claimable(reader: Reader, kinds: Collection[str], task_id: str | None = None) -> list[StoredTask]:
    """Give the tasks of all workspaces that may go on, oldest first: those of some kinds, or the one of an id."""
    statement = select(tasks).where(tasks.c.ended_at.is_(None), tasks.c.state.in_(_MAY_GO_ON))
    wanted = tasks.c.kind.in_(kinds) if task_id is None else tasks.c.task_id == task_id
    return [stored_task(row) for row in reader.connection.execute(statement.where(wanted).order_by(tasks.c.seq))]


def claim_items(work: UnitOfWork, task_seq: int, runner: int, limit: int, *, afresh: bool) -> list[ClaimedItem]:
    """Take the next items of a task; `afresh` when this runner begins with it, so that time left is counted anew."""
    locked = select(tasks).where(tasks.c.seq == task_seq).with_for_update()
    task = stored_task(work.connection.execute(locked).one())
    if task.ended_at is not None or task.state not in _MAY_GO_ON:
        return []
    waiting = (
        select(task_items.c.number, task_items.c.label, task_items.c.input, task_items.c.result)
        .where(task_items.c.task_seq == task_seq, task_items.c.state == "waiting")
        .order_by(task_items.c.number)
        .limit(limit)
    )
    rows = work.connection.execute(waiting).all()
    if not rows:
        return []
    work.connection.execute(
        update(task_items)
        .where(task_items.c.task_seq == task_seq, task_items.c.number.in_([row.number for row in rows]))
        .values(state="running", runner=runner, updated_at=work.now_micros)
    )
    if afresh or task.state == "queued":
        began_from = task.done + task.failed
        advance_task(work, task_seq, state="running", began_at=work.now_micros, began_from=began_from)
    return [
        ClaimedItem(
            task_id=task.task_id,
            task_seq=task_seq,
            workspace_id=task.workspace_id,
            caller_id=task.caller_id,
            actor=task.actor,
            kind=task.kind,
            number=row.number,
            label=row.label,
            input=msgspec.json.decode(row.input, type=dict[str, Any]),
            made=msgspec.json.decode(row.result or "{}", type=dict[str, Any]),
            runner=runner,
        )
        for row in rows
    ]


def is_held(reader: Reader, item: ClaimedItem) -> bool:
    """Tell whether an item is still its runner's to carry out: its task was neither paused nor cancelled meanwhile."""
    return reader.connection.execute(select(task_items.c.number).where(_held_as(item))).first() is not None


def note_step(work: UnitOfWork, item: ClaimedItem, made: Mapping[str, object]) -> None:
    """Keep what an item has made so far, inside the unit of that step; raises `ItemTaken` like `complete_item`."""
    work.connection.execute(select(tasks.c.seq).where(tasks.c.seq == item.task_seq).with_for_update())
    noted = update(task_items).where(_held_as(item)).values(result=_written(made), updated_at=work.now_micros)
    if work.connection.execute(noted).rowcount != 1:
        raise ItemTaken(_TAKEN, id=item.task_id)


def list_held_items(reader: Reader, task_seqs: Collection[int]) -> set[tuple[int, int, int]]:
    """Give which items of some tasks are held by whom: task, number and runner."""
    held = select(task_items.c.task_seq, task_items.c.number, task_items.c.runner).where(
        task_items.c.task_seq.in_(task_seqs), task_items.c.state == "running", task_items.c.runner.is_not(None)
    )
    return {(int(t), int(n), int(r)) for t, n, r in reader.connection.execute(held)}


def list_staged(reader: Reader) -> list[str]:
    """Give the staged files that items wait for which are still to be done, of all workspaces."""
    waiting = select(task_items.c.input).where(
        task_items.c.state.in_(("waiting", "running")), task_items.c.input.contains('"staged":')
    )
    return [
        staged
        for written in reader.connection.scalars(waiting)
        if isinstance(staged := msgspec.json.decode(written).get("staged"), str)
    ]


def complete_item(work: UnitOfWork, item: ClaimedItem, result: Mapping[str, object] | None) -> None:
    """Settle an item as done inside the unit of its effect; `result` names the records that it made.

    Raises `ItemTaken` when it is no longer this runner's, so that the effect is not committed either.
    """
    task = advance_task(work, item.task_seq, done=tasks.c.done + 1)
    _settle(work, item, task, {"state": "done", "result": _written(result)})


def fail_item(
    work: UnitOfWork, item: ClaimedItem, error: str, detail: str, made: Mapping[str, object] | None = None
) -> None:
    """Settle an item as failed, why, and what was made before that; raises `ItemTaken` like `complete_item`."""
    task = advance_task(work, item.task_seq, failed=tasks.c.failed + 1)
    _settle(work, item, task, {"state": "failed", "error": error, "detail": detail, "result": _written(made)})


def give_back(work: UnitOfWork, task_seq: int, runner: int) -> int:
    """Let others take what a runner has of a task, and tell how many items that were."""
    work.connection.execute(select(tasks.c.seq).where(tasks.c.seq == task_seq).with_for_update())
    held = (task_items.c.task_seq == task_seq) & (task_items.c.state == "running") & (task_items.c.runner == runner)
    returned = work.connection.execute(
        update(task_items).where(held).values(state="waiting", runner=None, updated_at=work.now_micros)
    ).rowcount
    return int(returned)


def list_held(reader: Reader) -> list[tuple[int, int, int]]:
    """Give who holds items of tasks that have not ended: workspace, task and runner, each once."""
    statement = (
        select(tasks.c.workspace_id, task_items.c.task_seq, task_items.c.runner)
        .join(task_items, (task_items.c.task_seq == tasks.c.seq) & (task_items.c.state == "running"))
        .where(tasks.c.ended_at.is_(None), task_items.c.runner.is_not(None))
        .distinct()
    )
    return [(int(w), int(t), int(r)) for w, t, r in reader.connection.execute(statement)]


def _written(result: Mapping[str, object] | None) -> str | None:
    return None if result is None else msgspec.json.encode(result).decode()


def _settle(work: UnitOfWork, item: ClaimedItem, task: StoredTask, values: dict[str, Any]) -> None:
    settled = work.connection.execute(
        update(task_items)
        .where(_held_as(item))
        .values(runner=None, revision=task.revision, updated_at=work.now_micros, **values)
    ).rowcount
    if settled != 1:
        raise ItemTaken(_TAKEN, id=item.task_id)
    end_when_over(work, task)


def _held_as(item: ClaimedItem) -> ColumnElement[bool]:
    return and_(
        task_items.c.task_seq == item.task_seq,
        task_items.c.number == item.number,
        task_items.c.state == "running",
        task_items.c.runner == item.runner,
    )
