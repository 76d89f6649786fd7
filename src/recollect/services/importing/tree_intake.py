"""What taking in a tree rests on: the store to write to, or only to look at, and what every record leaves there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from msgspec import Struct

from recollect.archive.earlier import EarlierTree
from recollect.domain.caller import Caller
from recollect.errors import NotFound
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.records import analyses, candidates, jobs, resumes
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
        self.once: Once | None = None
        self.is_called_off: Callable[[], bool] = lambda: False

    def write(self, unit: Callable[[UnitOfWork], Taken | None], taken: Taken) -> Taken:
        """Carry out the unit by which a record is taken, unless this is a dry run, and give what it is here.

        That is `taken`, or what the unit gives; it is kept in that unit where the record is taken once.
        """
        if self.dry_run:
            return taken

        def whole(work: UnitOfWork) -> Taken:
            done = unit(work) or taken
            keep(work, self.caller, self.once, done)
            return done

        return self.memory.write(self.caller, whole)

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
