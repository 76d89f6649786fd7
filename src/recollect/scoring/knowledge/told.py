"""Words of work that show a term without naming it, from `lexicon/told.tsv`: for verdicts only, never for relevance."""

from __future__ import annotations

from msgspec import Struct

from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.concepts import Said, said
from recollect.scoring.knowledge.tokens import phrase_keys
from recollect.scoring.knowledge.vocabulary import cells_of, columns_of, rows_of, vocabulary


class Part(Struct, frozen=True):
    """A phrase as stems, and the stem to look for; of a word alone the very word, as its stem has other senses.

    A reviewer reviews code, which a review of sales is not.
    """

    phrase: Said
    stem: str
    word: str = ""


class Way(Struct, frozen=True):
    """One way to tell of a term: phrases that stand near one another, the most telling first.

    `rest` are the stems that it needs beside the one to look for.
    """

    term: int
    parts: tuple[Part, ...]
    rest: frozenset[str]


class Ways(Struct, frozen=True):
    """The ways to tell of some terms, by the stem to look for first; and those stems."""

    by_stem: dict[str, tuple[Way, ...]]
    stems: frozenset[str]


@kept_while_in_force
def ways_to_tell(terms: tuple[int, ...]) -> Ways:
    """Give the ways to tell of any of some terms, or of what shows one."""
    known, shipped = vocabulary().terms, _shipped()
    found: dict[str, list[Way]] = {}
    for term in terms:
        for other in (term, *sorted(known[term].shown_by)):
            for parts in shipped.get(other, ()):
                found.setdefault(parts[0].stem, []).append(Way(term, parts, _rest_of(parts)))
    return Ways({stem: tuple(ways) for stem, ways in found.items()}, frozenset(found))


@kept_while_in_force
def _shipped() -> dict[int, tuple[tuple[Part, ...], ...]]:
    numbers = {term.name.lower(): term.number for term in vocabulary().terms}
    shipped: dict[int, tuple[tuple[Part, ...], ...]] = {}
    for row in rows_of("told.tsv"):
        name, ways = columns_of(row, 2)
        number = numbers[name.lower()]
        shipped[number] = (*shipped.get(number, ()), *map(_way, cells_of(ways)))
    return shipped


def _rest_of(parts: tuple[Part, ...]) -> frozenset[str]:
    return frozenset(stem for part in parts for stem in part.phrase) - {parts[0].stem}


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
