"""Expressions that are seldom found: a look for their telling letters comes before the search, and costs a tenth."""

from __future__ import annotations

import re

from msgspec import Struct


class Sought(Struct, frozen=True):
    """An expression, capitals alike, and pieces of small letters of which one at least stands in whatever it finds."""

    expression: re.Pattern[str]
    pieces: tuple[str, ...]

    def is_in(self, text: str, small: str) -> bool:
        """Whether it is found in a text; `small` is the same text by `small_letters`."""
        return any(map(small.__contains__, self.pieces)) and self.expression.search(text) is not None


def sought(expression: str, *pieces: str) -> Sought:
    """Give an expression with its telling pieces."""
    return Sought(re.compile(expression, re.IGNORECASE), pieces)


def small_letters(text: str) -> str:
    """Give a text in small letters, each letter as all that an expression takes for it; offsets are not kept."""
    small = text.lower()
    return (
        small if small.isascii() else small.replace("ı", "i").replace("ſ", "s").replace("\N{COMBINING DOT ABOVE}", "")
    )
