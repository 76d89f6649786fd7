"""Skills, certificates and languages that the user added to the lexicon, in force for the whole process.

They are put in force once, when a store is opened, before a text is read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, ParamSpec, TypeVar, cast

from msgspec import Struct

AddedKind = Literal["skill", "certification", "language"]
P = ParamSpec("P")
R = TypeVar("R")

_MOST_KEPT = 1 << 14


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
    kept: tuple[Callable[[], None], ...] = ()


def in_force() -> tuple[Addition, ...]:
    """Give the additions in force, in their order."""
    return _InForce.additions


def put_in_force(additions: tuple[Addition, ...]) -> None:
    """Let every text that is read from now on be read with the shipped lexicon and these additions."""
    changed = [one.addition_id for one in additions] != [one.addition_id for one in _InForce.additions]
    _InForce.additions = additions
    if changed:
        for forget in _InForce.kept:
            forget()


def kept_while_in_force(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function makes of the lexicon, or of the numbers of its terms, until other additions are in force."""
    keeping = lru_cache(maxsize=_MOST_KEPT)(function)
    _InForce.kept = (*_InForce.kept, keeping.cache_clear)
    return cast("Callable[P, R]", keeping)
