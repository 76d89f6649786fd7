"""Words that stand for one another where work is described, from `lexicon/concepts.tsv` and `conditions.tsv`."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from recollect.scoring.knowledge.tokens import Tokens, phrase_keys, stem_of
from recollect.scoring.knowledge.vocabulary import cells_of, rows_of

Said = tuple[str, ...]
"""A phrase as the stems of its words."""


class Concepts(Struct, frozen=True):
    """All phrases: for each stem that one begins with, the longest first; what may stand for each; the conditions."""

    begins: dict[str, tuple[Said, ...]]
    others: dict[Said, tuple[Said, ...]]
    conditions: frozenset[Said]


@cache
def concepts() -> Concepts:
    """Give the shipped concepts."""
    others: dict[Said, dict[Said, None]] = {}
    conditions: set[Said] = set()
    for name in ("concepts.tsv", "conditions.tsv"):
        for row in rows_of(name):
            same, _, shows = row.partition(">")
            phrases = list(dict.fromkeys(said(one) for one in cells_of(same)))
            proofs = dict.fromkeys(said(one) for one in cells_of(shows))
            for proof in proofs:
                others.setdefault(proof, {})[proof] = None
            if name == "conditions.tsv":
                conditions.update(phrases)
            for phrase in phrases:
                others.setdefault(phrase, {}).update({**dict.fromkeys(phrases), **proofs})
    begins: dict[str, list[Said]] = {}
    for phrase in others:
        begins.setdefault(phrase[0], []).append(phrase)
    return Concepts(
        {stem: tuple(sorted(found, key=lambda one: (-len(one), one))) for stem, found in begins.items()},
        {phrase: tuple(found) for phrase, found in others.items()},
        frozenset(conditions),
    )


@lru_cache(maxsize=1 << 14)
def said(phrase: str) -> Said:
    """Give a phrase as the stems of its words."""
    return tuple(stem_of(key) for key in phrase_keys(phrase))


@lru_cache(maxsize=1 << 14)
def ways_to_say(word: str) -> tuple[Said, ...]:
    """Give the phrases that say the same as one or more stems joined by spaces, itself first."""
    own = tuple(word.split())
    return tuple(dict.fromkeys((own, *concepts().others.get(own, ()))))


def words_in(tokens: Tokens, first: int, last: int) -> list[tuple[str, int, int]]:
    """Give the words of a token range, those that are one phrase together, each with its first token and the next."""
    begins, stems = concepts().begins, tokens.stems
    found = []
    at = first
    while at < last:
        end = at + 1
        for phrase in begins.get(stems[at], ()):
            if len(phrase) <= last - at and tuple(stems[at : at + len(phrase)]) == phrase:
                end = at + len(phrase)
                break
        found.append((" ".join(stems[at:end]), at, end))
        at = end
    return found
