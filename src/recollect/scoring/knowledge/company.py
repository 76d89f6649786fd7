"""Which terms are of a trade only beside others of it, from `lexicon/company.tsv`."""

from __future__ import annotations

from functools import cache

from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.vocabulary import cells_of, rows_of, vocabulary


@kept_while_in_force
def company_of(terms: tuple[int, ...]) -> tuple[frozenset[int], frozenset[str]]:
    """Give terms that are only meant in company, with the families of terms that are that; none where one stands alone.

    Those given tell nothing for one another.
    """
    known, shared = vocabulary().terms, _shared()
    families = [shared.get(known[term].name) for term in terms]
    if not families or None in families:
        return frozenset(), frozenset()
    numbers = frozenset(one.number for one in known if one.name in shared)
    return numbers, frozenset().union(*(one for one in families if one is not None))


@cache
def _shared() -> dict[str, frozenset[str]]:
    """Give by the name of each such term the families that are its company."""
    found = {}
    for row in rows_of("company.tsv"):
        names, _, families = row.partition(">")
        found.update(dict.fromkeys(cells_of(names), frozenset(cells_of(families))))
    return found
