"""Fields of study, from `lexicon/studies.tsv`: which a text names, and which of them count for one another."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct, structs

from recollect.scoring.knowledge.tokens import Tokens, stem_of
from recollect.scoring.knowledge.vocabulary import Trie, cells_of, columns_of, find_phrases, plant, rows_of
from recollect.scoring.reading.education import Degree
from recollect.scoring.reading.intervals import last_year
from recollect.scoring.reading.sections import read_heading

_AFTER = 120
_WORDS_BEFORE, _WORDS_AFTER = 9, 18
_LONGEST_LETTERS = 5
_SAYS_NO_FIELD = re.compile(r"\bof (?:science|arts)$", re.IGNORECASE)
"""A degree whose name is that of half a university: ``Bachelor of Science``."""
_WIDEST = ("science",)
_NEXT = re.compile(r"[;\n]|\.\s")


class Studies(Struct, frozen=True):
    """All fields: the trie that finds their names, for each the wider ones that hold it, and those kindred to it.

    `groups` are the fields that an ad means by one word, by its stem: a quantitative subject. `widest` are those too
    wide to make what they hold kindred: zoology and physics are both sciences.
    """

    trie: Trie
    wider: tuple[frozenset[int], ...]
    kindred: tuple[frozenset[int], ...]
    groups: dict[str, frozenset[int]]
    widest: frozenset[int]


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
            if name.isupper() and len(name) <= _LONGEST_LETTERS:
                plant(trie, ".".join(name), number)  # B.S.N. is BSN
        for other in map(numbers.__getitem__, cells_of(others)):
            kindred[number].add(other)
            kindred[other].add(number)
    wider = [frozenset(map(numbers.__getitem__, cells_of(row[2]))) for row in rows]
    groups = {
        stem_of(word): frozenset(map(numbers.__getitem__, cells_of(members)))
        for names, members in (columns_of(line, 2) for line in rows_of("study_groups.tsv"))
        for word in cells_of(names)
    }
    widest = frozenset(number for name, number in numbers.items() if name in _WIDEST)
    return Studies(trie, tuple(wider), tuple(map(frozenset, kindred)), groups, widest)


def studies_in(tokens: Tokens, first: int, last: int) -> frozenset[int]:
    """Give the fields of study that a token range names."""
    return frozenset(number for number, _, _ in find_phrases(tokens, studies().trie, first, last))


def with_studies(degree: Degree, text: str, tokens: Tokens) -> Degree:
    """Give a degree of a résumé with the fields beside it: those of its line, or else of the entry around it."""
    paragraph = text.rfind("\n\n", 0, degree.start) + 1
    ends = text.find("\n\n", degree.end)
    begin, stop = tokens.slice_at(degree.start, degree.end)
    first, last = tokens.slice_at(paragraph, len(text) if ends < 0 else ends)
    first, last = max(first, begin - _WORDS_BEFORE), min(last, stop + _WORDS_AFTER)
    line = tokens.slice_at(*_line_around(text, degree.start, degree.end))
    after = (
        tokens.slice_at(degree.end, degree.end)[0] if _SAYS_NO_FIELD.search(text, degree.start, degree.end) else begin
    )
    own = studies_in(tokens, after, line[1]) or studies_in(tokens, _past_heading(text, tokens, *line), begin)
    below = None if own else next(find_phrases(tokens, studies().trie, line[1], last), None)
    if below is not None:
        span = tokens.starts[below[1]], tokens.ends[below[2] - 1]
        there = tokens.slice_at(*_line_around(text, *span))
        own = studies_in(tokens, there[0], min(there[1], last))
    return structs.replace(
        degree,
        until=last_year(text, degree.end, _entry_end(text, degree.end)),
        studies=own or studies_in(tokens, first, last),
        field=(0, 0) if below is None else span,
        line=frozenset(tokens.stems[line[0] : line[1]]),
        entry=frozenset(tokens.stems[first:last]),
    )


def _line_around(text: str, start: int, end: int) -> tuple[int, int]:
    line_end = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end


def _past_heading(text: str, tokens: Tokens, first: int, last: int) -> int:
    """Give the first token of a line that is not the heading of its section, where that stands in the margin."""
    if first < last and read_heading(text[tokens.starts[first] : tokens.ends[first]]) == "education":
        return first + 1
    return first


def _entry_end(text: str, start: int) -> int:
    """Give where what is said of a degree ends: at the next line or semicolon, or a little further on."""
    stop = _NEXT.search(text, start, start + _AFTER)
    return stop.start() if stop is not None else min(len(text), start + _AFTER)


@lru_cache(maxsize=1 << 14)
def counts_for(held: frozenset[int], asked: frozenset[int]) -> bool:
    """Whether one of the fields held is asked for, or belongs to a wider one that is."""
    wider = studies().wider
    return any(one in asked or not wider[one].isdisjoint(asked) for one in held)


@lru_cache(maxsize=1 << 14)
def are_kindred(held: frozenset[int], asked: frozenset[int]) -> bool:
    """Whether one of the fields held is akin to one that is asked for."""
    known = studies()
    near = {other for one in asked for other in (*known.kindred[one], *known.wider[one])}
    return not held.isdisjoint(near) or any(
        not (known.wider[one] & known.wider[two]) <= known.widest for one in held for two in asked
    )
