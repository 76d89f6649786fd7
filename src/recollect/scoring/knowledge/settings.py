"""Where work is done, and who only helps with it, from `lexicon/settings.tsv` and `helpers.tsv`."""

from __future__ import annotations

from functools import cache, lru_cache

from recollect.scoring.knowledge.concepts import Said, said
from recollect.scoring.knowledge.tokens import phrase_keys
from recollect.scoring.knowledge.vocabulary import cells_of, columns_of, roles, rows_of

Titles = dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
"""Titles by their first word: all words of each, and their stems."""


@cache
def settings() -> dict[Said, tuple[Said, ...]]:
    """Give by each name of a setting, as the stems of its words, the phrases that tell of it."""
    found: dict[Said, tuple[Said, ...]] = {}
    for row in rows_of("settings.tsv"):
        names, _, shows = row.partition(">")
        phrases = tuple(dict.fromkeys(said(one) for one in (*cells_of(names), *cells_of(shows))))
        for name in cells_of(names):
            found.setdefault(said(name), phrases)
    return found


@lru_cache(maxsize=1 << 10)
def helpers_of(asked: tuple[int, ...]) -> Titles:
    """Give the titles of those who help in some roles without being of them."""
    names = {roles().families[one].name for one in asked}
    found: Titles = {}
    for row in rows_of("helpers.tsv"):
        role, titles = columns_of(row, 2)
        for title in cells_of(titles) if role in names else ():
            keys = tuple(phrase_keys(title))
            found[keys[0]] = (*found.get(keys[0], ()), (keys, frozenset(said(title))))
    return found
