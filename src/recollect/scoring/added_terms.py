"""Skills, certificates and languages that the user added to the lexicon, in force for the whole process.

They are put in force once, when a store is opened, before a text is read.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

AddedKind = Literal["skill", "certification", "language"]


class AddedTerm(Struct, frozen=True):
    """A term with its other names."""

    kind: AddedKind
    name: str
    aliases: tuple[str, ...] = ()


class Addition(Struct, frozen=True):
    """Terms that were added together, under the id that their content gives them."""

    addition_id: str
    terms: tuple[AddedTerm, ...]


class _InForce:
    additions: tuple[Addition, ...] = ()


def in_force() -> tuple[Addition, ...]:
    """Give the additions in force, in their order."""
    return _InForce.additions


def set_in_force(additions: tuple[Addition, ...]) -> bool:
    """Put additions in force, and tell whether that changes anything."""
    changed = [one.addition_id for one in additions] != [one.addition_id for one in _InForce.additions]
    _InForce.additions = additions
    return changed
