"""One item of a task, as its handler gets it: what to do, and how its effect is tied to its completion."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from recollect.domain.caller import Caller
from recollect.errors import CalledOff, NotFound, RecollectError, StorageError
from recollect.services.memory import Memory
from recollect.storage.people.task_erasure import ERASED
from recollect.storage.tasks import task_items
from recollect.storage.tasks.task_items import ClaimedItem, ItemTaken
from recollect.storage.unit import UnitOfWork


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class ItemOnce:
    """Completes an item in the unit of its effect, so that both are kept or neither is.

    What `around` makes of the effect's value is the item's result: ids of the records that it made, as JSON.
    """

    claimed: ClaimedItem
    refer: Callable[[Any], Any] = _as_it_is
    completed: list[bool] = field(default_factory=list)

    def around(self, complete: Callable[[Any], object]) -> ItemOnce:
        """Give the same for a step of the item whose value `complete` makes the item's result."""
        return replace(self, refer=lambda value: self.refer(complete(value)))

    def keep(self, work: UnitOfWork, caller: Caller, value: object) -> None:  # noqa: ARG002 - an item knows its caller
        """Settle the item as done."""
        task_items.complete_item(work, self.claimed, self.refer(value))
        self.completed.append(True)


@dataclass(frozen=True)
class ItemStep:
    """Notes a step of an item in the unit of the step's effect; `made` has it at once, and when the item is done again.

    What `around` makes of the step's value is noted, as JSON.
    """

    claimed: ClaimedItem
    made: dict[str, Any]
    refer: Callable[[Any], Any] = _as_it_is

    def around(self, complete: Callable[[Any], object]) -> ItemStep:
        """Give the same for a step whose value `complete` makes what is noted."""
        return replace(self, refer=lambda value: self.refer(complete(value)))

    def keep(self, work: UnitOfWork, caller: Caller, value: object) -> None:  # noqa: ARG002 - an item knows its caller
        """Note the step; raises `ItemTaken` when the item is no longer to be carried out, so that nothing is kept."""
        self.made.update(self.refer(value))
        task_items.note_step(work, self.claimed, self.made)


@dataclass(frozen=True)
class ItemWork:
    """What a handler carries out: `once` goes to the service that has the item's last effect, `step` to those before.

    A handler whose effect may be repeated without harm need not hand it on: its item is completed when it returns.
    One that takes long asks `is_given_up` now and then, and raises `CalledOff`: its task was paused or cancelled.
    """

    claimed: ClaimedItem
    once: ItemOnce
    step: ItemStep
    is_given_up: Callable[[], bool]
    made: dict[str, Any]
    """What the steps so far have noted, also those of an earlier try; an item that fails keeps it as its result."""

    @property
    def input(self) -> dict[str, Any]:
        """What was handed in for this item."""
        return self.claimed.input


Result = Mapping[str, object] | None
Handler = Callable[[Memory, Caller, ItemWork], Result]
"""Carries out one item. A `RecollectError` that it raises is the item's error, and what it returns its result."""


def carry_out_item(memory: Memory, claimed: ClaimedItem, handle: Handler, given_up: threading.Event) -> None:
    """Carry an item out, and settle it: with its effect, with what its handler gave, or with its error.

    Raises `StorageError` when the store could not keep it, `CalledOff` when it was given up, and `ItemTaken` when it
    is no longer this process's.
    """
    if ERASED in claimed.input:
        fail_item(memory, claimed, NotFound("What this item was about was erased with its person."))
        return
    caller = Caller(caller_id=claimed.caller_id, actor=claimed.actor, workspace_id=claimed.workspace_id)
    made = dict(claimed.made)
    work = ItemWork(claimed, ItemOnce(claimed), ItemStep(claimed, made), given_up.is_set, made)
    try:
        value = handle(memory, caller, work)
    except (StorageError, ItemTaken, CalledOff):
        raise
    except RecollectError as error:
        fail_item(memory, claimed, error, made)
        return
    if not work.once.completed:
        memory.write(caller, lambda unit: task_items.complete_item(unit, claimed, value))


def fail_item(
    memory: Memory, claimed: ClaimedItem, error: RecollectError, made: Mapping[str, object] | None = None
) -> None:
    """Keep that an item failed, why, and what was made of it before that."""
    memory.store.commit(
        lambda work: task_items.fail_item(work, claimed, error.name, error.detail, made or None), claimed.workspace_id
    )
