"""What each word of a résumé is looked at for, told at one look: whatever looks for some words then goes to these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.patterns import may_announce
from recollect.scoring.knowledge.places import places
from recollect.scoring.knowledge.tokens import Kept, Tokens
from recollect.scoring.knowledge.vocabulary import Trie, phrases_at, roles, vocabulary
from recollect.scoring.reading.doubts import DOUBTING
from recollect.scoring.reading.education import may_begin_degree
from recollect.scoring.reading.standing import WEAK_AFTER, WEAK_BEFORE, WEAK_UNDER

_ENGLISH = frozenset(["the", "and", "of", "with", "for", "in", "to"])
_BEFORE, _AFTER, _UNDER, _DOUBTING, _PATTERN, _DEGREE, _COMMON = (1 << place for place in range(7))
_NAMES = 7
"""The first of three marks for each list of names: a name is whole, may go on, or goes on with this word."""


class Words(Struct, frozen=True):
    """The words of a text with a mark for each thing that each of them may be."""

    tokens: Tokens
    marks: NDArray[np.uint16]

    def terms(self) -> Iterator[tuple[int, int, int]]:
        """Yield the skills, certificates and languages that are named, as `find_phrases` does."""
        return self._names(0, vocabulary().trie)

    def titles(self) -> Iterator[tuple[int, int, int]]:
        """Yield the job titles."""
        return self._names(1, roles().trie)

    def places(self) -> Iterator[tuple[int, int, int]]:
        """Yield the names of places."""
        return self._names(2, places().trie)

    def weak(self) -> tuple[list[int], list[int], list[int]]:
        """Give the words that may weaken what stands behind them, before them, or between two of them."""
        return self._at(_BEFORE), self._at(_AFTER), self._at(_UNDER)

    def doubting(self) -> list[int]:
        """Give the words of which one stands in each doubtful passage."""
        return self._at(_DOUBTING)

    def announcing(self) -> list[int]:
        """Give the words that announce a pattern, and the numbers."""
        return self._at(_PATTERN)

    def degrees(self) -> list[int]:
        """Give the words with which a degree can begin."""
        return self._at(_DEGREE)

    def english(self) -> int:
        """Give how many words only an English text holds so often."""
        return int(np.count_nonzero(self.marks & _COMMON))

    def _at(self, mark: int) -> list[int]:
        return _places_of(self.marks & mark)

    def _names(self, number: int, trie: Trie) -> Iterator[tuple[int, int, int]]:
        marks = self.marks >> (_NAMES + 3 * number)
        begins = marks & 1
        begins[:-1] |= (marks[:-1] >> 1) & (marks[1:] >> 2) & 1
        return phrases_at(_places_of(begins), self.tokens.keys, trie, len(self.tokens.keys))


def _places_of(marked: NDArray[np.integer[Any]]) -> list[int]:
    return marked.nonzero()[0].tolist()  # sooner than `np.flatnonzero`, which counts for a few words


def look_at_words(tokens: Tokens) -> Words:
    """Give the words of a text with their marks."""
    return Words(tokens, np.frombuffer(b"".join(map(_marks().__getitem__, tokens.keys)), dtype=np.uint16))


@kept_while_in_force
def _marks() -> Kept[bytes]:
    """Give the marks of a word, as bytes, which are sooner put in a row."""
    tries = [vocabulary().trie, roles().trie, places().trie]
    seconds = [{second for node in trie.values() for second in node.follow} for trie in tries]

    def mark(key: str) -> bytes:
        said = [key in one for one in (WEAK_BEFORE, WEAK_AFTER, WEAK_UNDER, DOUBTING)]
        said += [may_announce(key), may_begin_degree(key), key in _ENGLISH]
        for trie, second in zip(tries, seconds, strict=True):
            node = trie.get(key)
            said += [node is not None and node.number >= 0, node is not None, key in second]
        return np.uint16(sum(1 << place for place, one in enumerate(said) if one)).tobytes()

    return Kept(mark)
