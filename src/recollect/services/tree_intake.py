"""What taking in a tree rests on: the store to write to, or only to look at, and what every record leaves there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from msgspec import Struct

from recollect.archive.earlier import EarlierTree
from recollect.domain.caller import Caller
from recollect.errors import NotFound
from recollect.services.memory import Memory
from recollect.storage import analyses, candidates, events, jobs, resumes
from recollect.storage.store import Unit
from recollect.storage.unit import Reader, UnitOfWork


class Taken(Struct, frozen=True):
    """What a record is here: its id, whether it is new, and what there is to say."""

    id: str
    is_new: bool
    notes: tuple[str, ...] = ()


class Intake:
    """The store, the tree, and whose time it is where a time names no zone; a dry run writes nothing."""

    def __init__(self, memory: Memory, caller: Caller, tree: EarlierTree, zone: tzinfo, *, dry_run: bool) -> None:
        self.memory = memory
        self.caller = caller
        self.tree = tree
        self.zone = zone
        self.dry_run = dry_run

    def write(self, unit: Unit[Any]) -> None:
        """Carry a unit out, unless this is a dry run."""
        if not self.dry_run:
            self.memory.write(self.caller, unit)

    def record(self, work: UnitOfWork, action: str, record_id: str, source: str, **after: object) -> None:
        """Write the event of a record that was taken, with where in the tree it stood."""
        events.record(
            work,
            actor=self.caller.actor,
            action=action,
            entity_id=record_id,
            version=1,
            after={**after, "imported_from": source},
        )


def is_taken(reader: Reader, record_id: str) -> bool:
    """Tell whether any record has this id or answers to it."""
    finders: tuple[Callable[[], object], ...] = (
        lambda: jobs.get_job(reader, record_id, deleted=True),
        lambda: resumes.get_resume(reader, record_id, deleted=True),
        lambda: analyses.get_analysis(reader, record_id, deleted=True),
        lambda: candidates.is_deleted(reader, record_id),
    )
    for find in finders:
        try:
            find()
        except NotFound:
            continue
        return True
    return False
