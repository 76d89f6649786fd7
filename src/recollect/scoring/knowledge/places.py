"""Which country a text, or a passage of it, speaks of: from `lexicon/places.tsv`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.knowledge.vocabulary import Trie, cells_of, columns_of, find_phrases, plant, rows_of

_HEAD = 60
"""So many words a text has for its head."""
_SIGN = re.compile(r", [A-Z]{2}(?![A-Za-z])|£|(?<![A-Za-z])(?:U\.S\.|[A-Z][A-Za-z]{1,6})(?![A-Za-z])")
_BEHIND_TOWN = re.compile(r", [A-Z]{2}")
_LETTERS = re.compile(r"[A-Z][A-Za-z.]+")
_OFTEN = 3
_SIGN_WORTH = 2
_FOOD = re.compile(
    r" (?:(?:and|&|or) \w+ )?(?:\w+ )?(?:restaurant|cuisine|food|cooking|cookery|dish(?:es)?|wines?|bistro)",
    re.IGNORECASE,
)
"""What follows the name of a people that is one of what is cooked: ``Indian and Thai restaurant``."""


class Places(Struct, frozen=True):
    """All countries: their names, the trie of the names by which they go, and the country of each sign."""

    names: tuple[str, ...]
    trie: Trie
    signs: dict[str, int]


@cache
def places() -> Places:
    """Give the shipped places."""
    rows = [columns_of(line, 3) for line in rows_of("places.tsv")]
    trie: Trie = {}
    for number, (_, names, _) in enumerate(rows):
        for name in cells_of(names):
            plant(trie, name, number)
    signs = {sign: number for number, row in enumerate(rows) for sign in cells_of(row[2])}
    return Places(tuple(row[0] for row in rows), trie, signs)


def country_of(text: str, tokens: Tokens, named: Iterable[tuple[int, int, int]] | None = None) -> int:
    """Give the country that a text is of, by its head above all; -1 where none stands out.

    `named` are the names of places in it, where they are known already.
    """
    named = find_phrases(tokens, places().trie) if named is None else named
    head: Counter[int] = Counter()
    below: Counter[int] = Counter()
    head_end = tokens.starts[_HEAD] if len(tokens.starts) > _HEAD else len(text)
    for number, start in _mentions(text, tokens, named):
        (head if start < head_end else below)[number] += 1
    for counts, least in ((head, 1), (head + below, _OFTEN)):
        leading = counts.most_common(2)
        if leading and leading[0][1] >= least and (len(leading) == 1 or leading[0][1] > leading[1][1]):
            return leading[0][0]
    return -1


def countries_in(text: str, tokens: Tokens, start: int, end: int) -> frozenset[int]:
    """Give the countries that a passage names."""
    first, last = tokens.slice_at(start, end)
    found = {number for number, _, _ in find_phrases(tokens, places().trie, first, last)}
    return frozenset(found.union(number for number, _ in _signs(text, start, end)))


def _mentions(text: str, tokens: Tokens, named: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    found = [
        (number, tokens.starts[first])
        for number, first, end in named
        if _FOOD.match(text, tokens.ends[end - 1]) is None
    ]
    for sign in _signs(text, 0, len(text)):  # a state behind a town tells more than the name of the town
        found += [sign] * _SIGN_WORTH
    return found


def _signs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    known = places().signs
    pattern = _SIGN if start else _sign_pattern()  # the comma may stand before the passage
    return [(known[one.group()], one.start()) for one in pattern.finditer(text, start, end) if one.group() in known]


@cache
def _sign_pattern() -> re.Pattern[str]:
    """Give what finds in a text, of all that `_SIGN` does, only the signs there are.

    Each alternative begins with its own letter, so that one look at most places of a text is enough; two capitals
    behind a comma are a sign with it, or none.
    """
    behind: list[str] = []
    others: dict[str, list[str]] = {}
    for sign in places().signs:
        if _BEHIND_TOWN.fullmatch(sign):
            behind.append(sign[2:])
        elif _LETTERS.fullmatch(sign):
            alone = rf"(?<!, {sign})" if len(sign) == len("UK") and sign.isupper() else ""
            others.setdefault(sign[0], []).append(re.escape(sign[1:]) + alone)
        else:
            others.setdefault(re.escape(sign), [])
    ways = [rf", (?:{'|'.join(sorted(behind))})(?![A-Za-z])"]
    ways += [
        rf"{first}(?<![A-Za-z]{first})(?:{'|'.join(sorted(rest, reverse=True))})(?![A-Za-z])" if rest else first
        for first, rest in sorted(others.items())
    ]
    return re.compile("|".join(ways))
