"""Where work is done, and who only helps with it, from `lexicon/settings.tsv` and `helpers.tsv`."""

from __future__ import annotations

from functools import cache, lru_cache

from recollect.scoring.knowledge.concepts import Said, said
from recollect.scoring.knowledge.tokens import phrase_keys
from recollect.scoring.knowledge.vocabulary import cells_of, columns_of, roles, rows_of

Titles = dict[str, tuple[str, ...]]
"""Titles, as their words between blanks, by the stem of the first."""


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
def shown_in(names: tuple[Said, ...]) -> dict[str, tuple[Said, ...]]:
    """Give the phrases that tell of one of some settings, by their first stems."""
    found: dict[str, tuple[Said, ...]] = {}
    for phrase in dict.fromkeys(phrase for name in names for phrase in settings()[name]):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


@lru_cache(maxsize=1 << 10)
def helpers_beside(asked: tuple[int, ...], title: frozenset[str]) -> Titles:
    """Give the titles of those who help in some roles without being of them; none where the job's title is one."""
    names = {roles().families[one].name for one in asked}
    found: Titles = {}
    for row in rows_of("helpers.tsv"):
        role, titles = columns_of(row, 2)
        for one in cells_of(titles) if role in names else ():
            stems = said(one)
            if title.issuperset(stems):
                return {}
            found[stems[0]] = (*found.get(stems[0], ()), f" {' '.join(phrase_keys(one))} ")
    return found
