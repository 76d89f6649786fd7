"""How well fields were read: the share of leaves that are right, and of those there are that were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from recollect.domain.document import Fields, FieldValue
from recollect.domain.text import fold

Entry = Mapping[str, str]
"""The leaves of a position, a course or another entry, by name; what is not told is left out."""
Truth = Mapping[str, Sequence[Entry]]
"""What a résumé says: its entries, by the name of the field."""


class Scores:
    """Counts of right, wrong and missed leaves, by field."""

    def __init__(self) -> None:
        self._right: Counter[str] = Counter()
        self._read: Counter[str] = Counter()
        self._told: Counter[str] = Counter()

    def add(self, field: str, read: Sequence[Entry], told: Sequence[Entry]) -> None:
        """Count one résumé's entries of one field, each read one against the told one that is most alike."""
        self._read[field] += sum(map(len, read))
        self._told[field] += sum(map(len, told))
        left = list(read)
        for entry in told:
            best = max(left, key=lambda one: _agreeing(one, entry), default=None)
            if best is not None and _agreeing(best, entry):
                self._right[field] += _agreeing(best, entry)
                left.remove(best)

    def f1(self, field: str) -> float:
        """Give the harmonic mean of precision and recall; 1 when nothing is told and nothing read."""
        both = self._read[field] + self._told[field]
        return 2 * self._right[field] / both if both else 1.0

    def precision(self, field: str) -> float:
        """Give the share of what was read that is right."""
        return self._right[field] / self._read[field] if self._read[field] else 1.0

    def told(self, field: str) -> int:
        """Give how many leaves the truths hold."""
        return self._told[field]

    @property
    def fields(self) -> list[str]:
        """The fields that were counted."""
        return sorted(self._told)


def read_entries(fields: Fields) -> dict[str, list[Entry]]:
    """Give fields as entries of plain values."""
    return {
        "name": _plain([fields.name]),
        "emails": _plain(fields.emails),
        "phones": _plain(fields.phones),
        "links": _plain(fields.links),
        "positions": [
            _entry(
                title=one.title,
                organisation=one.organisation,
                start_date=one.start_date,
                end_date=one.end_date,
                location=one.location,
            )
            | ({"current": "yes"} if one.current else {})
            for one in fields.positions
        ],
        "education": [
            _entry(
                degree=one.degree,
                level=one.level,
                field=one.field,
                institution=one.institution,
                end_date=one.end_date,
            )
            for one in fields.education
        ],
        "languages": [_entry(language=one.language, level=one.level) for one in fields.languages],
        "certificates": _plain(fields.certificates),
        "skills": _plain(fields.skills),
    }


def _plain(values: Iterable[FieldValue | None]) -> list[Entry]:
    return [{"value": one.value} for one in values if one is not None]


def _entry(**leaves: FieldValue | None) -> dict[str, str]:
    return {name: leaf.value for name, leaf in leaves.items() if leaf is not None}


def _agreeing(one: Entry, other: Entry) -> int:
    return sum(name in one and _same(one[name], value) for name, value in other.items())


def _same(one: str, other: str) -> bool:
    return "".join(c for c in fold(one) if c.isalnum()) == "".join(c for c in fold(other) if c.isalnum())
