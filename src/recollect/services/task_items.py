"""One item of a task, as its handler gets it: what to do, and how its effect is tied to its completion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from recollect.domain.caller import Caller
from recollect.errors import RecollectError, StorageError
from recollect.services.memory import Memory
from recollect.storage import task_items
from recollect.storage.task_items import ClaimedItem, ItemTaken
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
class ItemWork:
    """What a handler carries out: `once` goes to the service that has the item's last effect.

    A handler whose effect may be repeated without harm need not hand it on: its item is completed when it returns.
    """

    claimed: ClaimedItem
    once: ItemOnce
    made: dict[str, object] = field(default_factory=dict)
    """Ids of what was made on the way, which an item that fails keeps as its result."""

    @property
    def input(self) -> dict[str, Any]:
        """What was handed in for this item."""
        return self.claimed.input


Result = Mapping[str, object] | None
Handler = Callable[[Memory, Caller, ItemWork], Result]
"""Carries out one item. A `RecollectError` that it raises is the item's error, and what it returns its result."""


def carry_out_item(memory: Memory, claimed: ClaimedItem, handle: Handler) -> None:
    """Carry an item out, and settle it: with its effect, with what its handler gave, or with its error.

    Raises `StorageError` when the store could not keep it, and `ItemTaken` when another process has it by now.
    """
    caller = Caller(caller_id=claimed.caller_id, actor=claimed.actor, workspace_id=claimed.workspace_id)
    work = ItemWork(claimed, ItemOnce(claimed))
    try:
        value = handle(memory, caller, work)
    except (StorageError, ItemTaken):
        raise
    except RecollectError as error:
        fail_item(memory, claimed, error, work.made)
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
