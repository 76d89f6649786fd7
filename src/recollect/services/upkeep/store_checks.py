"""Checks that somebody asks the server for: of the chain of events, or of all that is kept; made in the background.

A check is a task whose items are small, so that it tells how far it is, can be stopped and goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import msgspec
from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.event import ChainHead
from recollect.domain.task import NewItem, Task
from recollect.errors import CalledOff, NotFound, TaskConflict
from recollect.services.history.audit_trail import ChainStretch, verify_end, verify_stretch
from recollect.services.history.event_sealing import seal_events
from recollect.services.idempotency import Once
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import each_item, submit_task
from recollect.services.tasks.task_items import ItemWork, Result
from recollect.services.upkeep.store_verification import check_documents, check_texts, find_orphans
from recollect.storage import facts
from recollect.storage.history import event_chain
from recollect.storage.tasks import tasks
from recollect.storage.unit import Reader, UnitOfWork
from recollect.storage.upkeep import integrity

CHECK_CHAIN, CHECK_STORE = "check_chain", "check_store"
CheckKind = Literal["chain", "store"]
TASK_KINDS: Mapping[CheckKind, str] = {"chain": CHECK_CHAIN, "store": CHECK_STORE}
MOST_PROBLEMS = 100
"""So many problems are told in words, of an item and of a check; how many there are is always told."""
_DOCUMENTS_AN_ITEM, _TEXTS_AN_ITEM, _EVENTS_AN_ITEM = 200, 1000, 5000


class PartFound(Struct, frozen=True, kw_only=True):
    """What came of checking one part, as its item's result holds it; of an erased person the problems are gone."""

    part: str
    checked: int = 0
    erased: int = 0
    orphans: int = 0
    problem_count: int = 0
    problems: tuple[str, ...] = ()
    head: ChainHead | None = None


class CheckOutcome(Struct, frozen=True, kw_only=True):
    """What a check has found so far; all is as it must be when its task is done and `problem_count` is 0.

    `checked` counts what was read of each part, `erased` the events whose payload was erased, and `orphans` files that
    no résumé names, which do no harm. `head` is where the chain ended when the check was asked for.
    """

    kind: CheckKind
    task: Task
    checked: dict[str, int]
    erased: int
    orphans: int
    problem_count: int
    problems: tuple[str, ...]
    head: ChainHead | None


def submit_check(memory: Memory, caller: Caller, kind: CheckKind, once: Once | None = None) -> Task:
    """Hand in that the chain, or everything, is checked, and give its task.

    Raises `TaskConflict` with the id of the task when the same check is under way already.
    """
    seal_events(memory)
    with memory.read(caller) as reader:
        for task in tasks.list_open(reader, TASK_KINDS[kind]):
            raise TaskConflict(f"That is being checked already: {task.task_id} is {task.state}.", id=task.task_id)
        items = [*(_of_store(reader) if kind == "store" else ()), *_of_chain(reader)]
    return submit_task(memory, caller, TASK_KINDS[kind], items, once=_Newest(kind, once))


def read_last_check(memory: Memory, caller: Caller, kind: CheckKind) -> CheckOutcome | None:
    """Give what the newest check of a kind has found so far, or None when there was none."""
    with memory.read(caller) as reader:
        try:
            task = tasks.public(tasks.get_task(reader, facts.find_fact(reader, _fact(kind)) or ""))
        except NotFound:
            return None
    items = each_item(memory, caller, task.task_id)
    found = [msgspec.convert(item.result, PartFound) for item in items if item.result]
    checked: dict[str, int] = {}
    for one in found:
        if one.checked:
            checked[one.part] = checked.get(one.part, 0) + one.checked
    return CheckOutcome(
        kind=kind,
        task=task,
        checked=checked,
        erased=sum(one.erased for one in found),
        orphans=sum(one.orphans for one in found),
        problem_count=sum(one.problem_count for one in found),
        problems=tuple(problem for one in found for problem in one.problems)[:MOST_PROBLEMS],
        head=next((one.head for one in found if one.head is not None), None),
    )


def check_item(memory: Memory, caller: Caller, item: ItemWork) -> Result:
    """Check one part, and give how much was checked and what is wrong with it."""
    with memory.read(caller) as reader:
        found: dict[str, Any] = msgspec.to_builtins(_PARTS[item.input["part"]](memory, reader, item))
        return found


@dataclass(frozen=True)
class _Newest:
    """Notes, in the unit that hands a check in, that it is the newest of its kind."""

    kind: CheckKind
    once: Once | None

    def around(self, complete: Callable[[Any], object]) -> _Newest:
        """Give the same for a step of it."""
        return _Newest(self.kind, self.once.around(complete) if self.once else None)

    def keep(self, work: UnitOfWork, caller: Caller, value: object) -> None:
        """Note it."""
        if not isinstance(value, Task):
            raise TypeError(f"{value!r} was handed in, and is no task")
        facts.put_fact(work, _fact(self.kind), value.task_id)
        if self.once is not None:
            self.once.keep(work, caller, value)


def _fact(kind: CheckKind) -> str:
    return f"last_check_of_{kind}"


def _of_store(reader: Reader) -> Iterator[NewItem]:
    """Give the parts of the store beside its chain."""
    done = 0
    for first, last, count in integrity.stretches_of_files(reader, _DOCUMENTS_AN_ITEM):
        span = {"after": first, "until": last}
        yield NewItem(label=_numbered("documents", done, count), input={"part": "documents", **span})
        done += count
    done = 0
    for after, until, count in integrity.stretches_of_texts(reader, _TEXTS_AN_ITEM):
        yield NewItem(label=_numbered("texts", done, count), input={"part": "texts", "after": after, "until": until})
        done += count
    for part in ("references", "totals", "database", "orphans"):
        yield NewItem(label=_LABELS[part], input={"part": part})


def _of_chain(reader: Reader) -> Iterator[NewItem]:
    """Give the chain in stretches that follow each other; what stands before the first event is in the first."""
    head = event_chain.last_sealed(reader)
    noted = {"head": msgspec.to_builtins(head)}
    after: int | None = None
    for last in range(_EVENTS_AN_ITEM, head.seq if head else 0, _EVENTS_AN_ITEM):
        label = _numbered("events", after or 0, _EVENTS_AN_ITEM)
        yield NewItem(label=label, input={"part": "events", "after": after, "until": last, **noted})
        after = last
    until_head = {"part": "events", "after": after, "until": None, **noted}
    yield NewItem(label=_numbered("events", after or 0, (head.seq if head else 0) - (after or 0)), input=until_head)
    yield NewItem(label="the end of the chain", input={"part": "end", **noted})


def _numbered(what: str, before: int, count: int) -> str:
    return f"{what} {before + 1:,} to {before + count:,}" if count > 1 else f"{what} {before + count:,}"


def _heed(item: ItemWork, _done: int) -> None:
    if item.is_given_up():
        raise CalledOff("This part is checked anew when its task is resumed.")


def _found(item: ItemWork, problems: Sequence[str], **counted: Any) -> PartFound:
    told = tuple(problems[:MOST_PROBLEMS])
    return PartFound(part=item.input["part"], problem_count=len(problems), problems=told, **counted)


def _documents(memory: Memory, reader: Reader, item: ItemWork) -> PartFound:
    span = item.input["after"], item.input["until"]
    count, problems = check_documents(memory, integrity.each_stored_file(reader, *span), partial(_heed, item))
    return _found(item, problems, checked=count)


def _texts(_memory: Memory, reader: Reader, item: ItemWork) -> PartFound:
    span = item.input["after"], item.input["until"]
    count, problems = check_texts(integrity.each_text(reader, *span), partial(_heed, item))
    return _found(item, problems, checked=count)


def _orphans(memory: Memory, reader: Reader, item: ItemWork) -> PartFound:
    return _found(item, (), orphans=len(find_orphans(memory, reader)))


def _by(check: Callable[[Reader], Sequence[str]]) -> Callable[[Memory, Reader, ItemWork], PartFound]:
    return lambda _memory, reader, item: _found(item, check(reader))


def _events(_memory: Memory, reader: Reader, item: ItemWork) -> PartFound:
    stretch = ChainStretch(item.input["after"], item.input["until"])
    found = verify_stretch(reader, stretch, _head_of(item), partial(_heed, item))
    problems = [problem.in_words() for problem in found.problems]
    return _found(item, problems, checked=found.events, erased=found.erased)


def _end(_memory: Memory, reader: Reader, item: ItemWork) -> PartFound:
    head = _head_of(item)
    problems = [problem.in_words() for problem in verify_end(reader, event_chain.last_seq(reader), head)]
    return _found(item, problems, head=head)


def _head_of(item: ItemWork) -> ChainHead | None:
    return msgspec.convert(item.input["head"], ChainHead | None)


_LABELS = {
    "references": "what analyses point at",
    "totals": "the totals",
    "database": "the database itself",
    "orphans": "files that no résumé names",
}
_PARTS: Mapping[str, Callable[[Memory, Reader, ItemWork], PartFound]] = {
    "documents": _documents,
    "texts": _texts,
    "references": _by(integrity.broken_references),
    "totals": _by(integrity.wrong_totals),
    "database": _by(integrity.database_damage),
    "orphans": _orphans,
    "events": _events,
    "end": _end,
}
