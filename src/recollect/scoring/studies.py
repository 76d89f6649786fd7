"""Fields of study, from `lexicon/studies.tsv`: which a text names, and which of them count for one another."""

from __future__ import annotations

from functools import cache

from msgspec import Struct, structs

from recollect.scoring.education import Degree
from recollect.scoring.tokens import Tokens
from recollect.scoring.vocabulary import Trie, cells_of, columns_of, find_phrases, plant, rows_of

_BEFORE, _AFTER = 60, 120


class Studies(Struct, frozen=True):
    """All fields: the trie that finds their names, for each the wider ones that hold it, and those kindred to it."""

    trie: Trie
    wider: tuple[frozenset[int], ...]
    kindred: tuple[frozenset[int], ...]


@cache
def studies() -> Studies:
    """Give the shipped fields of study."""
    rows = [columns_of(line, 4) for line in rows_of("studies.tsv")]
    numbers = {row[0]: number for number, row in enumerate(rows)}
    trie: Trie = {}
    kindred: list[set[int]] = [set() for _ in rows]
    for number, (_, names, _, others) in enumerate(rows):
        for name in cells_of(names):
            plant(trie, name, number)
        for other in map(numbers.__getitem__, cells_of(others)):
            kindred[number].add(other)
            kindred[other].add(number)
    wider = [frozenset(map(numbers.__getitem__, cells_of(row[2]))) for row in rows]
    return Studies(trie, tuple(wider), tuple(map(frozenset, kindred)))


def studies_in(tokens: Tokens, first: int, last: int) -> frozenset[int]:
    """Give the fields of study that a token range names."""
    return frozenset(number for number, _, _ in find_phrases(tokens, studies().trie, first, last))


def with_studies(degree: Degree, text: str, tokens: Tokens) -> Degree:
    """Give a degree of a résumé with the fields beside it: those of its line, or else of the entry around it."""
    paragraph = text.rfind("\n\n", 0, degree.start) + 1
    first, _ = tokens.slice_at(max(paragraph, degree.start - _BEFORE), degree.start)
    ends = text.find("\n\n", degree.end)
    _, last = tokens.slice_at(degree.start, min(degree.end + _AFTER, len(text) if ends < 0 else ends))
    line_end = text.find("\n", degree.end)
    line = tokens.slice_at(text.rfind("\n", 0, degree.start) + 1, len(text) if line_end < 0 else line_end)
    return structs.replace(
        degree,
        studies=studies_in(tokens, *line) or studies_in(tokens, first, last),
        line=frozenset(tokens.stems[line[0] : line[1]]),
        entry=frozenset(tokens.stems[first:last]),
    )


def counts_for(held: frozenset[int], asked: frozenset[int]) -> bool:
    """Whether one of the fields held is asked for, or belongs to a wider one that is."""
    wider = studies().wider
    return any(one in asked or not wider[one].isdisjoint(asked) for one in held)


def are_kindred(held: frozenset[int], asked: frozenset[int]) -> bool:
    """Whether one of the fields held is akin to one that is asked for."""
    known = studies()
    near = {other for one in asked for other in (*known.kindred[one], *known.wider[one])}
    return not held.isdisjoint(near) or any(
        not known.wider[one].isdisjoint(known.wider[two]) for one in held for two in asked
    )
