"""Additions to the lexicon: read from ESCO, O*NET or a file of one's own, reported line by line, put in force."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Literal, get_args

from msgspec import Struct

from recollect.errors import UnusableLexicon
from recollect.scoring.knowledge.added_terms import AddedKind, AddedTerm, Addition
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.tokens import phrase_keys, tokenise
from recollect.scoring.knowledge.vocabulary import shipped_names

Source = Literal["esco", "onet", "own"]
Outcome = Literal["added", "aliases_added", "known", "skipped"]

_MOST_WORDS = 8
_LONGEST = 120
_TELLING = 0.5
_MOST_CELL = 1 << 20
_KINDS: tuple[AddedKind, ...] = get_args(AddedKind)


class LineReport(Struct, frozen=True):
    """What became of one line: its number in the file, the name on it, and why."""

    line: int
    name: str
    outcome: Outcome
    reason: str = ""


class ReadAddition(Struct, frozen=True, kw_only=True):
    """What was read of a file."""

    source: Source
    addition: Addition
    lines: tuple[LineReport, ...]


class _Row(Struct, frozen=True):
    line: int
    name: str
    aliases: tuple[str, ...]
    kind: str = "skill"


def read_addition(text: str) -> ReadAddition:
    """Read a file, told apart by the names of its columns.

    Raises `UnusableLexicon` when it has none that are known, or nothing in it is new.
    """
    source, rows = _rows(text)
    names = shipped_names()
    terms: dict[tuple[str, ...], AddedTerm] = {}
    reports = []
    for row in rows:
        report, term = _judge(row, names, terms)
        reports.append(report)
        if term is not None:
            terms[tuple(phrase_keys(term.name))] = term
            for phrase in (term.name, *term.aliases):
                names.setdefault(tuple(phrase_keys(phrase)), term.name)
    if not terms:
        raise UnusableLexicon("Nothing in this file is new to the lexicon; nothing was changed.")
    added = tuple(sorted(terms.values(), key=lambda one: (one.kind, one.name)))
    digest = hashlib.sha256(write_terms(added).encode()).hexdigest()
    return ReadAddition(source=source, addition=Addition(f"lex_{digest[:12]}", added), lines=tuple(reports))


def write_terms(terms: tuple[AddedTerm, ...]) -> str:
    """Give terms as a text: kind, name and other names a line, between tabs."""
    return "".join("\t".join((one.kind, one.name, *one.aliases)) + "\n" for one in terms)


def parse_terms(written: str) -> tuple[AddedTerm, ...]:
    """Give the terms of a text that `write_terms` made."""
    cells = [line.split("\t") for line in written.splitlines()]
    return tuple(AddedTerm(_kind(kind) or "skill", name, tuple(aliases)) for kind, name, *aliases in cells)


def _rows(text: str) -> tuple[Source, Iterator[_Row]]:
    csv.field_size_limit(_MOST_CELL)
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    head = text.partition("\n")[0]
    delimiter = "\t" if "\t" in head else ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    columns = {name.strip().casefold(): name for name in reader.fieldnames or () if name}
    if "preferredlabel" in columns:
        return "esco", _esco(reader, columns)
    if "example" in columns and "commodity title" in columns:
        return "onet", _onet(reader, columns)
    if "name" in columns:
        return "own", _own(reader, columns)
    raise UnusableLexicon(
        "This is no list of skills that is known here: ESCO's skills_en.csv has a column preferredLabel, O*NET's "
        "Technology Skills.txt the columns Example and Commodity Title, a list of your own the columns name, aliases "
        "and kind."
    )


def _esco(reader: csv.DictReader[str], columns: dict[str, str]) -> Iterator[_Row]:
    alternatives = columns.get("altlabels", "")
    for cells in reader:
        others = (cells.get(alternatives) or "").splitlines()
        yield _Row(reader.line_num, _clean(cells[columns["preferredlabel"]]), _several(others))


def _onet(reader: csv.DictReader[str], columns: dict[str, str]) -> Iterator[_Row]:
    seen: set[str] = set()
    for cells in reader:
        name = _clean(cells[columns["example"]])
        if name not in seen:
            seen.add(name)
            yield _Row(reader.line_num, name, ())


def _own(reader: csv.DictReader[str], columns: dict[str, str]) -> Iterator[_Row]:
    for cells in reader:
        others = (cells.get(columns.get("aliases", "")) or "").replace("|", ";").split(";")
        kind = _clean(cells.get(columns.get("kind", ""))) or "skill"
        yield _Row(reader.line_num, _clean(cells[columns["name"]]), _several(others), kind)


def _judge(
    row: _Row, names: dict[tuple[str, ...], str], terms: dict[tuple[str, ...], AddedTerm]
) -> tuple[LineReport, AddedTerm | None]:
    kind = _kind(row.kind)
    reason = _unusable(row.name) or ("" if kind else f"kind is none of {', '.join(_KINDS)}")
    if reason or kind is None:
        return LineReport(row.line, row.name, "skipped", reason), None
    aliases = tuple(alias for alias in row.aliases if not _unusable(alias) and tuple(phrase_keys(alias)) not in names)
    known = names.get(tuple(phrase_keys(row.name)))
    if known is None:
        return LineReport(row.line, row.name, "added"), AddedTerm(kind, row.name, aliases)
    held = terms.get(tuple(phrase_keys(known)))
    if held is not None:
        aliases = tuple(dict.fromkeys((*held.aliases, *aliases)))
        kind = held.kind
    if not aliases or (held is not None and aliases == held.aliases):
        return LineReport(row.line, row.name, "known", f"as {known}"), None
    return LineReport(row.line, row.name, "aliases_added", f"to {known}"), AddedTerm(kind, known, aliases)


def _unusable(name: str) -> str:
    """Say why a name can't be looked for in texts; nothing when it can."""
    if not name or not any(char.isalnum() for char in name) or len(name) > _LONGEST:
        return "no name" if len(name) <= _LONGEST else "longer than 120 characters"
    tokens = tokenise(name)
    if not tokens.keys or len(tokens.keys) > _MOST_WORDS:
        return "more than eight words"
    if len(tokens.keys) == 1 and (len(name) < 2 or shipped_background().weight(tokens.stems[0]) < _TELLING):  # noqa: PLR2004 - a letter alone
        return "an everyday word"
    return ""


def _kind(written: str) -> AddedKind | None:
    return next((kind for kind in _KINDS if kind == written.strip().casefold()), None)


def _several(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in names if (name := _clean(one))))


def _clean(cell: str | None) -> str:
    return " ".join((cell or "").split())
