"""The forms in which what was read from a résumé is corrected, and the fields that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from pydantic import BaseModel

from recollect.domain.document import Fields, FieldValue
from recollect.errors import InvalidInput

NAMES = {
    "name": "Name",
    "headline": "Headline",
    "emails": "E-mail",
    "phones": "Phone",
    "links": "Links",
    "location": "Place",
    "positions": "Positions",
    "education": "Education",
    "languages": "Languages",
    "certificates": "Certificates",
    "skills": "Skills",
}
"""Every field there is, and how it is called."""
LINES = frozenset({"name", "headline", "location"})
ROWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "positions": (
        ("title", "Title"),
        ("organisation", "Organisation"),
        ("location", "Place"),
        ("start_date", "From"),
        ("end_date", "To, or present"),
    ),
    "education": (
        ("degree", "Degree"),
        ("field", "Subject"),
        ("institution", "Institution"),
        ("end_date", "Ended"),
    ),
    "languages": (("language", "Language"), ("level", "Level")),
}
"""The parts of each entry, and how they are called."""
PRESENT = "present"


class FieldForm(Struct, frozen=True, kw_only=True):
    """What stands in the form of one field: a line, lines, or entries of several parts with an empty one to add."""

    field: str
    is_line: bool
    text: str
    rows: tuple[tuple[tuple[str, str, str], ...], ...]


class FieldFields(BaseModel):
    """What such a form is sent with; of entries, each part as a list."""

    field: str = ""
    version: int = 0
    value: str = ""
    title: list[str] = []
    organisation: list[str] = []
    location: list[str] = []
    start_date: list[str] = []
    end_date: list[str] = []
    degree: list[str] = []
    subject: list[str] = []
    institution: list[str] = []
    language: list[str] = []
    level: list[str] = []

    def corrections(self) -> dict[str, Any]:
        """Give the corrected field as the service takes it, or raise `InvalidInput` for a field there is not."""
        if self.field not in NAMES:
            raise InvalidInput("There is no such field.")
        if self.field in LINES:
            return {self.field: self.value.strip() or None}
        if self.field in ROWS:
            return {self.field: [_entry(row) for row in self._rows() if any(row.values())]}
        return {self.field: [line.strip() for line in self.value.splitlines() if line.strip()]}

    def _rows(self) -> list[dict[str, str]]:
        parts = {part: [one.strip() for one in getattr(self, _sent_as(part))] for part, _ in ROWS[self.field]}
        count = max((len(values) for values in parts.values()), default=0)
        return [
            {part: values[place] if place < len(values) else "" for part, values in parts.items()}
            for place in range(count)
        ]


def view_form(field: str, fields: Fields) -> FieldForm:
    """Show the form of a field with what it says now."""
    value = getattr(fields, field)
    if field in ROWS:
        rows = tuple(_row(field, one) for one in (*value, None))
        return FieldForm(field=field, is_line=False, text="", rows=rows)
    if field in LINES:
        return FieldForm(field=field, is_line=True, text=value.value if value else "", rows=())
    return FieldForm(field=field, is_line=False, text="\n".join(one.value for one in value), rows=())


def _row(field: str, entry: object | None) -> tuple[tuple[str, str, str], ...]:
    return tuple((_sent_as(part), label, _part(entry, part)) for part, label in ROWS[field])


def _part(entry: object | None, part: str) -> str:
    if part == "end_date" and getattr(entry, "current", False):
        return PRESENT
    value: FieldValue | None = getattr(entry, part, None)
    return value.value if value else ""


def _entry(row: Mapping[str, str]) -> dict[str, Any]:
    is_current = row.get("end_date", "").casefold() == PRESENT
    entry: dict[str, Any] = {part: value for part, value in row.items() if value}
    if is_current:
        del entry["end_date"]
        entry["current"] = True
    return entry


def _sent_as(part: str) -> str:
    """Give the name of a part in the form, where the form's own `field` has that of one."""
    return "subject" if part == "field" else part


def changed_fields(versions: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], str]]:
    """Give versions, newest first, each with the names of the fields that were corrected in it."""
    told = []
    for place, version in enumerate(versions):
        before = versions[place + 1]["corrections"] if place + 1 < len(versions) else {}
        corrected = version["corrections"]
        names = [
            NAMES[name]
            for name in NAMES
            if corrected.get(name) != before.get(name) or (name in before) != (name in corrected)
        ]
        told.append((version, ", ".join(names)))
    return told
