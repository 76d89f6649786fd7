"""A tree that an earlier system wrote is taken in, as far as it can be; every line and file is accounted for.

Nothing that is there is changed, and what was taken before is known again: importing twice is importing once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import tzinfo
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct

from recollect.archive.earlier import EarlierTree, Found, Line, Unreadable
from recollect.archive.earlier_records import Unusable, id_in
from recollect.domain.caller import Caller
from recollect.errors import RecollectError, StorageError
from recollect.services.memory import Memory
from recollect.services.tree_documents import Documents
from recollect.services.tree_intake import Intake, Taken
from recollect.services.tree_records import Records

T = TypeVar("T")
Outcome = Literal["taken", "already there", "not taken", "read"]
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


def import_tree(
    memory: Memory,
    caller: Caller,
    root: Path,
    *,
    zone: tzinfo,
    dry_run: bool = False,
    progress: Progress = lambda _done, _of: None,
) -> ImportReport:
    """Take in what can be taken of the tree at `root`, and give a report that accounts for every line and file."""
    return _Import(Intake(memory, caller, EarlierTree(root), zone, dry_run=dry_run), progress).carry_out()


class _Import:
    def __init__(self, intake: Intake, progress: Progress) -> None:
        self._intake = intake
        self._tree = intake.tree
        self._progress = progress
        self._documents = Documents(intake)
        self._records = Records(intake, self._documents)
        self._items: list[Item] = []
        self._counts: dict[str, Counter[str]] = {o: Counter() for o in ("taken", "already there", "not taken")}

    def carry_out(self) -> ImportReport:
        tree, records = self._tree, self._records
        self._take("jobs", _with_index(tree.job_lines, tree.index("jobs"), "job_id"), records.take_job)
        self._take("resumes", tree.index("resumes"), self._documents.take_resume)
        self._take_documents()
        analyses = _with_index(tree.analysis_lines, tree.index("analyses"), "analysis_id")
        self._take("analyses", analyses, records.take_analysis)
        self._take("feedback", _newest(tree.feedback_lines, "interaction_id", "id"), records.take_feedback)
        self._account_for_files()
        return ImportReport(
            dry_run=self._intake.dry_run,
            assumed_zone=str(self._intake.zone),
            taken=dict(self._counts["taken"]),
            already_there=dict(self._counts["already there"]),
            not_taken=dict(self._counts["not taken"]),
            items=tuple(self._items),
        )

    def _take(self, noun: str, lines: Iterator[Line], take: Callable[[Found], Taken]) -> None:
        for line in lines:
            if isinstance(line, Unreadable):
                self._note(noun, Item(source=line.source, outcome="not taken", notes=(line.reason,)))
            else:
                self._note(noun, _attempt(line.source, lambda line=line: take(line)))  # type: ignore[misc]

    def _take_documents(self) -> None:
        """Take the documents that no record names."""
        for path in self._tree.documents():
            name = self._tree.name_of(path)
            if name not in self._documents.used_files:
                self._note("resumes", _attempt(name, lambda path=path: self._documents.take_document(path)))  # type: ignore[misc]

    def _account_for_files(self) -> None:
        read = self._tree.read_names()
        accounted = {item.source for item in self._items}
        for name in self._tree.files():
            if name in accounted:
                continue
            if name in read or name in self._documents.used_files:
                self._items.append(Item(source=name, outcome="read"))
            else:
                self._note("files", Item(source=name, outcome="not taken", notes=(_why_left(name),)))

    def _note(self, noun: str, item: Item) -> None:
        self._items.append(item)
        if item.outcome in self._counts:
            self._counts[item.outcome][noun] += 1
        self._progress(len(self._items), len(self._items) + 1)


def _attempt(source: str, take: Callable[[], Taken]) -> Item:
    try:
        taken = take()
    except Unusable as error:
        return Item(source=source, outcome="not taken", notes=(error.reason,))
    except StorageError:
        raise  # the store can't be written: going on would leave out what could be taken
    except RecollectError as error:
        return Item(source=source, outcome="not taken", notes=(error.detail,))
    outcome: Outcome = "taken" if taken.is_new else "already there"
    return Item(source=source, outcome=outcome, id=taken.id, notes=taken.notes)


def _with_index(lines: Callable[[], Iterator[Line]], index: Iterator[Line], *names: str) -> Iterator[Line]:
    """Give the newest line of each id, and of the index what no line has."""
    seen: set[str] = set()
    for line in _newest(lines, *names, "id"):
        if isinstance(line, Found):
            seen |= {str(line.record[name]) for name in (*names, "id") if line.record.get(name)}
        yield line
    for line in index:
        if isinstance(line, Unreadable) or not {line.key, str(line.record.get(names[0]))} & seen:
            yield line


def _newest(lines: Callable[[], Iterator[Line]], *names: str) -> Iterator[Line]:
    """Give each line, those that a later line of the same id replaces as ones that are not taken, and why."""
    last: dict[str, str] = {}
    for line in lines():
        if isinstance(line, Found) and (record_id := _id_of(line, *names)) is not None:
            last[record_id] = line.source
    for line in lines():
        record_id = _id_of(line, *names) if isinstance(line, Found) else None
        if record_id is not None and last[record_id] != line.source:
            yield Unreadable(line.source, f"a later line has the same id: {last[record_id]}")
        else:
            yield line


def _id_of(line: Found, *names: str) -> str | None:
    try:
        return id_in(line, *names)
    except Unusable:
        return None


def _why_left(name: str) -> str:
    if name.startswith("archive/"):
        return "it belongs to an archive of Recollect: `recollect restore` reads it"
    if name.startswith("resumes/texts/"):
        return "no résumé that was taken has this text"
    return "it is no file of the layout"
