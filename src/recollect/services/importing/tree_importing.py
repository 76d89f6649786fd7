"""A tree that an earlier system wrote is taken in, as far as it can be; every line and file is accounted for.

Nothing that is there is changed, and what was taken before is known again: importing twice is importing once. It is a
task, each line and document an item of it, in their order; what can't be taken is an item that failed, and why.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes
from zoneinfo import ZoneInfo

from msgspec import Struct

from recollect.archive.earlier import EarlierTree
from recollect.domain.caller import Caller
from recollect.domain.task import NewItem, Task, TaskItem
from recollect.errors import NotTaken
from recollect.services.idempotency import Once
from recollect.services.importing.tree_intake import Taken
from recollect.services.importing.tree_plan import plan_import, why_left
from recollect.services.importing.tree_session import ImportSession, Outcome, Settled
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import each_item, submit_task
from recollect.services.tasks.task_items import ItemWork
from recollect.storage.tasks import tasks

IMPORT = "import_tree"
_NOUNS = {name: name for name in ("jobs", "resumes", "analyses", "feedback")} | {"feedback_db": "feedback"}
"""What the files of a folder are about."""
Progress = Callable[[int, int], None]
"""Is told how many lines and files are accounted for, and of how many so far."""


class Item(Struct, frozen=True, kw_only=True):
    """What became of a line, an index entry or a file, under which id, and what there is to say of it."""

    source: str
    outcome: Outcome
    id: str | None = None
    notes: tuple[str, ...] = ()


class ImportReport(Struct, frozen=True, kw_only=True):
    """What became of everything in the tree. Times without a zone were taken for those of `assumed_zone`."""

    dry_run: bool
    assumed_zone: str
    taken: dict[str, int]
    already_there: dict[str, int]
    not_taken: dict[str, int]
    items: tuple[Item, ...]


def preview_import(
    memory: Memory, caller: Caller, root: Path, *, zone: tzinfo, progress: Progress = lambda _done, _of: None
) -> ImportReport:
    """Give the report that importing the tree at `root` would give, and change nothing."""
    session = ImportSession(memory, caller, root, zone, dry_run=True)
    found: list[tuple[str, Item]] = []
    for planned in plan_import(session.tree):
        try:
            done = session.take(planned)
            item = Item(source=planned.source, outcome=done.outcome, id=done.id, notes=done.notes)
        except NotTaken as error:
            item = Item(source=planned.source, outcome="not taken", notes=(error.detail,))
        found.append((planned.noun, item))
        progress(len(found), len(found) + 1)
    return _report(session.tree, found, session.used_files, zone=str(zone), dry_run=True)


def submit_import(memory: Memory, caller: Caller, root: Path, *, zone: tzinfo) -> Task:
    """Hand in that what can be taken of the tree at `root` is taken. Raises `InvalidInput` when it is no folder."""
    tree = EarlierTree(root)
    offset = zone.utcoffset(datetime.now(UTC)) or timedelta()
    common = {
        "root": quote(os.fsencode(tree.root)),
        "zone": str(zone),
        "offset_s": None if isinstance(zone, ZoneInfo) else offset.total_seconds(),
    }
    items = [
        NewItem(label=planned.source, input=common | {"number": number})
        for number, planned in enumerate(plan_import(tree), start=1)
    ]
    return submit_task(memory, caller, IMPORT, items)


def import_item(memory: Memory, caller: Caller, item: ItemWork) -> dict[str, Any]:
    """Take one line or document; raises `NotTaken` when it can't be."""

    def begin() -> ImportSession:
        return ImportSession(memory, caller, _root(item.input), _zone(item.input), dry_run=False)

    session = memory.kept.imports.get(item.claimed.task_id, begin)
    before = session.used_files
    try:
        planned = session.find(item.input["number"], item.claimed.label)
        return _written(session.take(planned, partial(_tied, item), item.is_given_up))
    except NotTaken:
        item.made["files"] = sorted(session.used_files - before)
        raise


def report_import(memory: Memory, caller: Caller, task_id: str, root: Path, zone: str) -> ImportReport:
    """Give what became of everything in the tree of a task, however often it was stopped on the way."""
    found: list[tuple[str, Item]] = []
    used: set[str] = set()
    for item in each_item(memory, caller, task_id):
        result = item.result or {}
        used.update(result.get("files", ()))
        if item.label:  # otherwise whom it was about was erased since
            found.append((_NOUNS[item.label.partition("/")[0]], _became(item, result)))
    return _report(EarlierTree(root), found, used, zone=zone, dry_run=False)


def source_of_import(memory: Memory, caller: Caller, task_id: str) -> tuple[Path, str]:
    """Give the folder that a task imports, and whose time it assumes; raises `NotTaken` when all of it was erased."""
    with memory.read(caller) as reader:
        common = tasks.first_input(reader, tasks.get_task(reader, task_id))
    if not common:
        raise NotTaken("All whom this import was about were erased since. Import the folder again.")
    return _root(common), common["zone"]


def _tied(item: ItemWork, settle: Callable[[Taken], Settled]) -> Once:
    return item.once.around(lambda taken: _written(settle(taken)))


def _became(item: TaskItem, result: dict[str, Any]) -> Item:
    if item.state != "done":
        reason = item.detail or "its task was stopped before it"
        return Item(source=item.label, outcome="not taken", notes=(reason,))
    return Item(source=item.label, outcome=result["outcome"], id=result["id"], notes=tuple(result["notes"]))


def _report(
    tree: EarlierTree, found: Sequence[tuple[str, Item]], used: Collection[str], *, zone: str, dry_run: bool
) -> ImportReport:
    """Account for the files too: those that were read or used, and those that are none of it."""
    counted: dict[str, Counter[str]] = {outcome: Counter() for outcome in ("taken", "already there", "not taken")}
    whole = [*found, *_others(tree, {item.source for _, item in found}, used)]
    for noun, item in whole:
        if item.outcome in counted:
            counted[item.outcome][noun] += 1
    return ImportReport(
        dry_run=dry_run,
        assumed_zone=zone,
        taken=dict(counted["taken"]),
        already_there=dict(counted["already there"]),
        not_taken=dict(counted["not taken"]),
        items=tuple(item for _, item in whole),
    )


def _others(tree: EarlierTree, named: Collection[str], used: Collection[str]) -> Iterator[tuple[str, Item]]:
    read = tree.read_names()
    for name in tree.files():
        if name in named:
            continue
        if name in read or name in used:
            yield "files", Item(source=name, outcome="read")
        else:
            yield "files", Item(source=name, outcome="not taken", notes=(why_left(name),))


def _written(settled: Settled) -> dict[str, Any]:
    return {"outcome": settled.outcome, "id": settled.id, "notes": settled.notes, "files": settled.files}


def _root(common: dict[str, Any]) -> Path:
    return Path(os.fsdecode(unquote_to_bytes(common["root"])))


def _zone(common: dict[str, Any]) -> tzinfo:
    if common["offset_s"] is None:
        return ZoneInfo(common["zone"])
    return timezone(timedelta(seconds=common["offset_s"]), common["zone"])
