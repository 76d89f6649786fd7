"""Everyday words in which an ad asks for a term, from `lexicon/asks.tsv`: ``calm with upset people``."""

from __future__ import annotations

from msgspec import Struct

from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.concepts import Said, said
from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.knowledge.vocabulary import cells_of, columns_of, rows_of, vocabulary

_LEAST_SHARE = 0.2
"""The share of the words in which an ad asks that must ask for a term: less is an aside."""
_FEWEST_WORDS = 2


class Ask(Struct, frozen=True):
    """One way to ask for a term: the phrases that must all stand in what is asked."""

    term: int
    parts: tuple[Said, ...]


def terms_meant(tokens: Tokens, first: int, last: int, words: tuple[str, ...]) -> tuple[int, ...]:
    """Give the terms that a token range of an ad asks for in everyday words; `words` are those that tell in it."""
    stems = tokens.stems[first:last]
    text, ways = f" {' '.join(stems)} ", _ways()
    found: dict[int, set[str]] = {}
    begun: set[int] = set()
    for stem in dict.fromkeys(stems):
        for way in ways.get(stem, ()):
            if all(f" {' '.join(part)} " in text for part in way.parts):
                found.setdefault(way.term, set()).update(*way.parts)
                if len(way.parts[0]) >= _FEWEST_WORDS and text.startswith(f" {' '.join(way.parts[0])} "):
                    begun.add(way.term)
    telling = [frozenset(word.split()) for word in words]
    return tuple(
        term
        for term, said_so in found.items()
        if term in begun or sum(not word.isdisjoint(said_so) for word in telling) >= _LEAST_SHARE * len(telling)
    )


def duties_meant(tokens: Tokens, first: int, last: int) -> list[tuple[tuple[int, ...], int, int]]:
    """Give the terms that phrases in a token range ask for, each phrase with its first token and the next.

    One word alone is too little to tell that a duty is a skill.
    """
    stems, ways = tokens.stems, _ways()
    found: dict[tuple[int, int], list[int]] = {}
    for stem in dict.fromkeys(stems[first:last]):
        for way in ways.get(stem, ()):
            if len(way.parts) > 1 or len(way.parts[0]) < _FEWEST_WORDS:
                continue
            wanted = list(way.parts[0])
            for at in range(first, last - len(wanted) + 1):
                if stems[at : at + len(wanted)] == wanted:
                    found.setdefault((at, at + len(wanted)), []).append(way.term)
                    break
    return [(tuple(dict.fromkeys(terms)), *span) for span, terms in sorted(found.items())]


@kept_while_in_force
def _ways() -> dict[str, tuple[Ask, ...]]:
    """Give all ways to ask, by the most telling stem of each."""
    weight = shipped_background().weight
    numbers = {term.name.lower(): term.number for term in vocabulary().terms}
    ways: dict[str, list[Ask]] = {}
    for row in rows_of("asks.tsv"):
        name, written = columns_of(row, 2)
        for one in cells_of(written):
            parts = tuple(map(said, one.split("+")))
            stem = max((stem for part in parts for stem in part), key=lambda stem: (weight(stem), stem))
            ways.setdefault(stem, []).append(Ask(numbers[name.lower()], parts))
    return {stem: tuple(found) for stem, found in ways.items()}
