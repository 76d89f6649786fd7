"""Reading a tree that an earlier system wrote, whatever state it is in.

Every line is given, or said why it can't be: nothing is passed over in silence.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from recollect.domain.text import require_usable_tree
from recollect.errors import InvalidInput

_BOM = b"\xef\xbb\xbf"
_JOB_LOGS = ("jobs/jobs.jsonl",)
_ANALYSIS_LOGS = ("analyses/analyses.jsonl",)
_FEEDBACK_FOLDERS = ("feedback_db", "feedback")
_INDEXES = {
    "jobs": "jobs/jobs_index.json",
    "resumes": "resumes/resumes_index.json",
    "analyses": "analyses/analyses_index.json",
}
_DOCUMENT_FOLDERS = ("resumes/pdfs", "resumes/files")
_TEXT_FOLDER = "resumes/texts"


class Found(Struct, frozen=True):
    """A record and where it stands: a file and its line, or the id under which an index has it."""

    source: str
    record: dict[str, Any]
    key: str | None = None


class Unreadable(Struct, frozen=True):
    """A line or file that is no record, and why."""

    source: str
    reason: str


Line = Found | Unreadable


class EarlierTree:
    """The tree at one root. Nothing outside of it is ever opened."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise InvalidInput(f"{root} is no folder; name the one that holds jobs, resumes and analyses.")
        self.root = root.resolve()
        self._by_name: dict[str, Path] = {}
        for name in self.files():
            if name.startswith("resumes/"):
                self._by_name.setdefault(PurePosixPath(name).name, self.root / name)

    def files(self) -> list[str]:
        """Name every file of the tree, links left out."""
        found: list[str] = []
        for folder, _, names in os.walk(self.root):
            paths = [Path(folder) / name for name in names]
            found += [path.relative_to(self.root).as_posix() for path in paths if not path.is_symlink()]
        return sorted(found)

    def job_lines(self) -> Iterator[Line]:
        """Give the records of jobs."""
        return self._lines(_JOB_LOGS)

    def analysis_lines(self) -> Iterator[Line]:
        """Give the records of analyses."""
        return self._lines(_ANALYSIS_LOGS)

    def feedback_lines(self) -> Iterator[Line]:
        """Give the records of feedback."""
        return self._lines(self.feedback_logs())

    def feedback_logs(self) -> tuple[str, ...]:
        """Name the logs of feedback."""
        names = self.files()
        return tuple(n for n in names if n.partition("/")[0] in _FEEDBACK_FOLDERS and n.endswith(".jsonl"))

    def read_names(self) -> frozenset[str]:
        """Name the logs and indexes that are read."""
        named = {*_JOB_LOGS, *_ANALYSIS_LOGS, *self.feedback_logs(), *_INDEXES.values()}
        return frozenset(name for name in named if (self.root / name).is_file())

    def index(self, name: str) -> Iterator[Line]:
        """Give the records of an index file: of a map by their ids, of a list as they stand."""
        file = _INDEXES[name]
        path = self.root / file
        if not path.is_file():
            return
        try:
            held, pairs = _parse_with_pairs(path.read_bytes().removeprefix(_BOM))
        except (OSError, ValueError) as error:
            yield Unreadable(file, f"it can't be read: {_why(error)}")
            return
        if isinstance(held, list):
            yield from (_found(f"{file}#{number}", one, None) for number, one in enumerate(held, start=1))
        elif isinstance(held, dict):
            yield from _entries(file, pairs)
        else:
            yield Unreadable(file, "it is neither a map of ids nor a list of records")

    def documents(self) -> list[Path]:
        """Give the files that are documents by their place."""
        names = [name for name in self.files() if name.startswith(tuple(f"{folder}/" for folder in _DOCUMENT_FOLDERS))]
        return [self.root / name for name in names]

    def resolve(self, written: object, *, otherwise: str | None = None) -> Path | None:
        """Give the file that a record means: its path may be absolute, relative to some folder, or of Windows."""
        if isinstance(written, str) and written.strip():
            parts = PurePosixPath(written.strip().replace("\\", "/")).parts
            for start in range(len(parts)):
                if (path := self._inside(parts[start:])) is not None:
                    return path
            if (path := self._by_name.get(parts[-1])) is not None:
                return path
        return self._by_name.get(otherwise) if otherwise else None

    def text_of(self, written: object, resume_id: str) -> Path | None:
        """Give the file with the text of a résumé."""
        return self.resolve(written, otherwise=f"{resume_id}.txt")

    def name_of(self, path: Path) -> str:
        """Give a file's name from the root on."""
        return path.relative_to(self.root).as_posix()

    def _inside(self, parts: tuple[str, ...]) -> Path | None:
        if not parts or ".." in parts or "/" in parts or "\0" in "".join(parts):
            return None
        path = self.root.joinpath(*parts)
        try:
            if path.is_file() and path.resolve().is_relative_to(self.root):
                return path
        except OSError:  # a name that no file system knows
            return None
        return None

    def _lines(self, names: tuple[str, ...]) -> Iterator[Line]:
        for name in names:
            path = self.root / name
            if not path.is_file():
                continue
            try:
                with path.open("rb") as file:
                    for number, line in enumerate(file, start=1):
                        written = (line.removeprefix(_BOM) if number == 1 else line).strip()
                        if written:
                            yield _line(f"{name}:{number}", written, is_whole=line.endswith(b"\n"))
            except OSError as error:
                yield Unreadable(name, f"it can't be read: {_why(error)}")


def _line(source: str, written: bytes, *, is_whole: bool) -> Line:
    try:
        return _found(source, _parse(written), None)
    except ValueError as error:
        torn = "" if is_whole else "it ends in the middle of a record: "
        return Unreadable(source, f"{torn}{_why(error)}")


def _found(source: str, record: object, key: str | None) -> Line:
    if not isinstance(record, dict):
        return Unreadable(source, "it is no JSON object")
    try:
        require_usable_tree(record, "the record")
    except InvalidInput as error:
        return Unreadable(source, error.detail)
    return Found(source, record, key)


def _entries(file: str, pairs: list[tuple[str, Any]]) -> Iterator[Line]:
    """Give the entries of a map; one whose id comes again is said to be replaced."""
    last = {key: number for number, (key, _) in enumerate(pairs)}
    for number, (key, record) in enumerate(pairs):
        if last[key] == number:
            yield _found(f"{file}#{key}", record, key)
        else:
            yield Unreadable(f"{file}#{key} (entry {number + 1})", "a later entry has the same id")


def _parse(written: bytes) -> object:
    """Read JSON as earlier programs wrote it: what is no number to JSON (NaN) is taken for nothing."""
    return _parse_with_pairs(written)[0]


def _parse_with_pairs(written: bytes) -> tuple[object, list[tuple[str, Any]]]:
    """Read JSON, and give the pairs of its outermost object too: an id that comes twice is seen in them alone."""
    outermost: list[list[tuple[str, Any]]] = [[]]

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        outermost[0] = pairs
        return dict(pairs)

    try:
        held = json.loads(written.decode("utf-8"), parse_constant=lambda _name: None, object_pairs_hook=note)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    return held, outermost[0]


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
