"""One import while it goes on: what of the tree is which record here, and where in the tree it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import tzinfo
from pathlib import Path
from typing import Literal

from msgspec import Struct

from recollect.archive.earlier import EarlierTree, Unreadable
from recollect.archive.earlier_records import Unusable
from recollect.domain.caller import Caller
from recollect.errors import CalledOff, NotTaken, RecollectError, StorageError
from recollect.services.idempotency import Once
from recollect.services.importing.tree_documents import Documents
from recollect.services.importing.tree_intake import Intake, Taken
from recollect.services.importing.tree_plan import Planned, plan_import
from recollect.services.importing.tree_records import Records
from recollect.services.memory import Memory
from recollect.storage.tasks.task_items import ItemTaken

Outcome = Literal["taken", "already there", "not taken", "read"]


class Settled(Struct, frozen=True, kw_only=True):
    """What became of a line, an index entry or a document, and which files of the tree that took."""

    outcome: Outcome
    id: str | None = None
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class ImportSession:
    """Takes what is planned, one after the other. What was taken before it began is learnt anew, without writing."""

    def __init__(self, memory: Memory, caller: Caller, root: Path, zone: tzinfo, *, dry_run: bool) -> None:
        self.tree = EarlierTree(root)
        self._dry_run = dry_run
        self._memory, self._caller, self._zone = memory, caller, zone
        self._begin()

    def _begin(self) -> None:
        self._intake = Intake(self._memory, self._caller, self.tree, self._zone, dry_run=self._dry_run)
        self._documents = Documents(self._intake)
        self._records = Records(self._intake, self._documents)
        self._plan: Iterator[Planned] = plan_import(self.tree)
        self._owners: dict[str, str | None] = {}
        self._at, self._is_known = 0, True
        self._planned: Planned | None = None

    def find(self, number: int, source: str) -> Planned:
        """Give what is planned as the so-manieth, from 1; raises `NotTaken` when the tree was changed meanwhile."""
        if number < self._at:
            self._begin()
        while self._at < number:
            if self._planned is not None and not self._is_known:
                self._learn(self._planned)
            self._planned, self._at, self._is_known = next(self._plan, None), self._at + 1, False
        if self._planned is None or self._planned.source != source:
            raise NotTaken("The folder was changed since: it is no longer there. Import the folder again.")
        return self._planned

    def take(
        self,
        planned: Planned,
        once: Callable[[Callable[[Taken], Settled]], Once] | None = None,
        is_called_off: Callable[[], bool] = lambda: False,
    ) -> Settled:
        """Take it, and give what became of it; with `once`, that is kept with the record.

        Raises `NotTaken`, with the reason, for what can't be taken.
        """
        if isinstance(planned.what, Unreadable):
            raise NotTaken(planned.what.reason)
        if isinstance(planned.what, Path) and planned.source in self._documents.used_files:
            return Settled(outcome="read", id=self._owners.get(planned.source))
        before = frozenset(self._documents.used_files)

        def settled(taken: Taken) -> Settled:
            files = tuple(sorted(self._documents.used_files - before))
            outcome: Outcome = "taken" if taken.is_new else "already there"
            return Settled(outcome=outcome, id=taken.id, notes=taken.notes, files=files)

        self._intake.once = None if once is None else once(settled)
        self._intake.is_called_off = is_called_off
        try:
            done = settled(self._take(planned))
        except Unusable as error:
            raise NotTaken(error.reason) from error
        except (StorageError, CalledOff, ItemTaken):
            raise  # neither is the fault of what is taken
        except RecollectError as error:
            raise NotTaken(error.detail) from error
        self._is_known = True
        self._owners.update(dict.fromkeys(done.files, done.id))
        return done

    @property
    def used_files(self) -> frozenset[str]:
        """The documents and texts that were used so far."""
        return frozenset(self._documents.used_files)

    def _take(self, planned: Planned) -> Taken:
        what = planned.what
        if isinstance(what, Path):
            return self._documents.take_document(what)
        if isinstance(what, Unreadable):
            raise Unusable(what.reason)
        take = {
            "jobs": self._records.take_job,
            "resumes": self._documents.take_resume,
            "analyses": self._records.take_analysis,
            "feedback": self._records.take_feedback,
        }
        return take[planned.noun](what)

    def _learn(self, planned: Planned) -> None:
        """Know again what was taken by an earlier session, and in this one too: that costs a look."""
        self._intake.dry_run = True
        try:
            self.take(planned)
        except NotTaken:
            return
        finally:
            self._intake.dry_run = self._dry_run
