"""What is to be taken of a tree, in the order in which one thing rests on another, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from recollect.archive.earlier import EarlierTree, Found, Line, Unreadable
from recollect.archive.earlier_records import Unusable, id_in


class Planned(Struct, frozen=True):
    """A line, an index entry or a document to be taken, and of which noun it is."""

    noun: str
    source: str
    what: Line | Path


def plan_import(tree: EarlierTree) -> Iterator[Planned]:
    """Give what is to be taken: jobs and résumés before the analyses of them, and these before the feedback on them."""
    yield from _lines("jobs", _with_index(tree.job_lines, tree.index("jobs"), "job_id"))
    yield from _lines("resumes", tree.index("resumes"))
    yield from (Planned("resumes", tree.name_of(path), path) for path in tree.documents())
    yield from _lines("analyses", _with_index(tree.analysis_lines, tree.index("analyses"), "analysis_id"))
    yield from _lines("feedback", _newest(tree.feedback_lines, "interaction_id", "id"))


def why_left(name: str) -> str:
    """Say why a file was neither read nor taken."""
    if name.startswith("archive/"):
        return "it belongs to an archive of Recollect: `recollect restore` reads it"
    if name.startswith("resumes/texts/"):
        return "no résumé that was taken has this text"
    return "it is no file of the layout"


def _lines(noun: str, lines: Iterator[Line]) -> Iterator[Planned]:
    return (Planned(noun, line.source, line) for line in lines)


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
