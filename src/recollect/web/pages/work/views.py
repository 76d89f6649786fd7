"""Background work as its pages show it: how far it is, what is in hand, and what may be done to it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from recollect.domain.task import Task, TaskItem
from recollect.services.analyses.profile_tasks import PROFILE
from recollect.services.backups.backup_tasks import MAKE_BACKUP
from recollect.services.importing.tree_importing import IMPORT
from recollect.services.resumes.resume_tasks import ADD_FILES, ANALYSE, REREAD, UPLOAD, UPLOAD_ARCHIVE
from recollect.services.tasks.task_control import Wish
from recollect.services.upkeep.store_checks import CHECK_CHAIN, CHECK_STORE
from recollect.services.upkeep.store_rebuilding import REBUILD
from recollect.web.pages.wording import Moment, Status, say_bytes, say_count, say_moment, say_time_left

_TITLES = {
    UPLOAD: "Keep a résumé",
    UPLOAD_ARCHIVE: "Keep the files of an archive",
    ANALYSE: "Analyse a résumé",
    REREAD: "Read résumés anew",
    PROFILE: "Read ahead for scoring",
    ADD_FILES: "Keep the files of a folder",
    MAKE_BACKUP: "Make a backup",
    CHECK_CHAIN: "Check the chain",
    CHECK_STORE: "Read everything again",
    IMPORT: "Take in another data folder",
    REBUILD: "Build anew what can be computed",
}
_STATES = {
    "queued": Status("wait", "Waiting"),
    "running": Status("part", "Going on"),
    "paused": Status("wait", "Paused"),
    "cancelled": Status("gap", "Cancelled"),
    "done": Status("ok", "Done"),
    "failed": Status("gap", "Failed"),
}
_ITEM_STATES = {
    "waiting": Status("wait", "Waiting"),
    "running": Status("part", "In hand"),
    "done": Status("ok", "Done"),
    "failed": Status("gap", "Failed"),
    "cancelled": Status("wait", "Not begun"),
}
_TOLD_PROBLEMS = 3
_MADE = (("analysis_id", "analysis"), ("resume_id", "résumé"))
ITEM_STATES = {name: status.word for name, status in _ITEM_STATES.items()}
_OFFERED: dict[Wish, tuple[str, str]] = {
    "pause": ("Pause", "pause"),
    "resume": ("Go on", "play"),
    "retry": ("Retry what failed", "rotate-ccw"),
    "cancel": ("Cancel the rest", "x"),
}


class Offer(Struct, frozen=True):
    """Something that may be done to a task as it stands."""

    wish: str
    word: str
    icon: str


class TaskView(Struct, frozen=True, kw_only=True):
    """A task; `settled` of `total` items are, and `said` tells that with the time left."""

    task_id: str
    title: str
    status: Status
    settled: int
    total: int
    said: str
    outcome: str
    in_hand: str
    moment: Moment
    ended: Moment | None
    failed: int
    actor: str
    offers: tuple[Offer, ...]


class ItemView(Struct, frozen=True, kw_only=True):
    """An item of a task, what became of it, and the records that it made."""

    number: int
    label: str
    status: Status
    detail: str
    links: tuple[tuple[str, str], ...]
    note: str


def view_task(task: Task, in_hand: tuple[str, ...] = ()) -> TaskView:
    """Show a task."""
    settled = task.done + task.failed + task.cancelled
    said = f"{settled:,} of {task.total:,}"
    if task.seconds_left is not None:
        said += f", {say_time_left(task.seconds_left)}"
    counts = ((task.done, "done"), (task.failed, "failed"), (task.cancelled, "not begun"))
    return TaskView(
        task_id=task.task_id,
        title=_TITLES.get(task.kind, task.kind.replace("_", " ").capitalize()),
        status=_STATES[task.state],
        settled=settled,
        total=task.total,
        said=said,
        outcome=", ".join(f"{count:,} {word}" for count, word in counts if count) or "Nothing is done yet",
        in_hand=", ".join(in_hand),
        moment=say_moment(task.created_at),
        ended=say_moment(task.ended_at) if task.ended_at else None,
        failed=task.failed,
        actor=task.actor,
        offers=tuple(Offer(wish, *_OFFERED[wish]) for wish in _offered(task)),
    )


def view_item(item: TaskItem) -> ItemView:
    """Show an item."""
    made = item.result or {}
    links = [(made[name], word) for name, word in _MADE if made.get(name)]
    notes = []
    if made.get("duplicate"):
        notes.append("the same file was kept before and not stored twice")
    if "text_changed" in made:
        notes.append("its text changed" if made["text_changed"] else "its text stayed the same")
    if made.get("path"):
        notes.append(f"{made['path']}, {say_bytes(int(made.get('bytes', 0)))}")
    if "problem_count" in made:
        notes += _say_checked(made)
    return ItemView(
        number=item.number,
        label=item.label,
        status=_ITEM_STATES[item.state],
        detail=item.detail or "",
        links=tuple((f"/{record_id}", word) for record_id, word in links),
        note="; ".join(notes),
    )


def _say_checked(made: dict[str, Any]) -> list[str]:
    """Say what came of a part of a check."""
    read = [f"{made['checked']:,} read again"] if made.get("checked") else []
    found: int = made["problem_count"]
    if not found:
        return [*read, "all as it must be"]
    return [*read, say_count(found, "problem"), *made.get("problems", ())[:_TOLD_PROBLEMS]]


def _offered(task: Task) -> tuple[Wish, ...]:
    if task.ended_at is not None or task.state == "cancelled":
        return ("retry",) if task.failed and task.state != "cancelled" else ()
    return (("resume" if task.state == "paused" else "pause"), *(("retry",) if task.failed else ()), "cancel")
