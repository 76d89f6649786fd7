"""Words of work that show a term without naming it, from `lexicon/told.tsv`: for verdicts only, never for relevance."""

from __future__ import annotations

from msgspec import Struct

from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.concepts import Said, said
from recollect.scoring.knowledge.tokens import phrase_keys
from recollect.scoring.knowledge.vocabulary import cells_of, columns_of, rows_of, vocabulary


class Part(Struct, frozen=True, gc=False):
    """A phrase as stems, and the stem to look for; of a word alone the very word, as its stem has other senses.

    A reviewer reviews code, which a review of sales is not.
    """

    phrase: Said
    stem: str
    word: str = ""


class Way(Struct, frozen=True, gc=False):
    """One way to tell of a term: phrases that stand near one another, the most telling first.

    `ahead` are the words of the first before its most telling one; `place` orders the ways by that word; `rest` are the
    stems to look for of the others.
    """

    term: int
    place: tuple[str, int]
    head: Part
    ahead: int
    others: tuple[Part, ...]
    rest: frozenset[str]


class Begun(Struct, gc=False):
    """A word on the way through the first phrases: the ways whose phrase ends here, and what may follow."""

    ways: tuple[Way, ...] = ()
    follow: dict[str, Begun] = {}


class Tellers(Struct, frozen=True):
    """What tells of some terms: each term with another whose ways tell of it too, in a fixed order; those others.

    `stems` are those to look for first.
    """

    pairs: tuple[tuple[int, int], ...]
    others: frozenset[int]
    stems: frozenset[str]


@kept_while_in_force
def tellers_of(terms: tuple[int, ...]) -> Tellers:
    """Give what tells of any of some terms: its own ways, and those of what shows it."""
    known, shipped = vocabulary().terms, _shipped()
    pairs = [(term, other) for term in terms for other in (term, *sorted(known[term].shown_by)) if other in shipped]
    others = frozenset(other for _, other in pairs)
    return Tellers(tuple(pairs), others, frozenset(parts[0].stem for other in others for parts in shipped[other]))


@kept_while_in_force
def ways_to_tell() -> dict[str, Begun]:
    """Give all ways to tell of a term, by the stems of their first phrases."""
    begun = Begun()
    every = [(term, parts) for term, ways in _shipped().items() for parts in ways]
    for number, (term, (head, *others)) in enumerate(every):
        node = begun
        for stem in head.phrase:
            node = node.follow.setdefault(stem, Begun())
        ahead, rest = head.phrase.index(head.stem), frozenset(other.stem for other in others)
        node.ways += (Way(term, (head.stem, number), head, ahead, tuple(others), rest),)
    return begun.follow


@kept_while_in_force
def _shipped() -> dict[int, tuple[tuple[Part, ...], ...]]:
    numbers = {term.name.lower(): term.number for term in vocabulary().terms}
    shipped: dict[int, tuple[tuple[Part, ...], ...]] = {}
    for row in rows_of("told.tsv"):
        name, ways = columns_of(row, 2)
        number = numbers[name.lower()]
        shipped[number] = (*shipped.get(number, ()), *map(_way, cells_of(ways)))
    return shipped


def _way(written: str) -> tuple[Part, ...]:
    """Give the phrases of a way, the most telling first."""
    weight = shipped_background().weight
    parts = []
    for one in written.split("+"):
        phrase = said(one)
        stem = max(phrase, key=lambda stem: (weight(stem), stem))
        alone = "+" not in written and len(phrase) == 1
        parts.append(Part(phrase, stem, phrase_keys(one)[0] if alone else ""))
    return tuple(sorted(parts, key=lambda one: -weight(one.stem)))
