"""What each word of a résumé is looked at for, told at one look: whatever looks for some words then goes to these."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.patterns import may_announce
from recollect.scoring.knowledge.places import places
from recollect.scoring.knowledge.tokens import Kept, Tokens, code_of
from recollect.scoring.knowledge.vocabulary import Trie, phrases_at, roles, vocabulary
from recollect.scoring.reading.doubts import DOUBTING
from recollect.scoring.reading.education import may_begin_degree
from recollect.scoring.reading.standing import WEAK_AFTER, WEAK_BEFORE, WEAK_UNDER

_ENGLISH = frozenset(["the", "and", "of", "with", "for", "in", "to"])
_BEFORE, _AFTER, _UNDER, _DOUBTING, _PATTERN, _DEGREE, _COMMON = (1 << place for place in range(7))
_TERM, _TITLE, _PLACE = (1 << place for place in range(7, 10))
"""A name of one of the lists is this word, or may begin with it and the next."""
_PAIRS = 1 << 18
_PRIME = np.uint32(1_000_003)


class Words(Struct, frozen=True):
    """The words of a text with a mark for each thing that each of them may be."""

    tokens: Tokens
    marks: NDArray[np.uint16]

    def terms(self) -> Iterator[tuple[int, int, int]]:
        """Yield the skills, certificates and languages that are named, as `find_phrases` does."""
        return self._names(_TERM, vocabulary().trie)

    def titles(self) -> Iterator[tuple[int, int, int]]:
        """Yield the job titles."""
        return self._names(_TITLE, roles().trie)

    def places(self) -> Iterator[tuple[int, int, int]]:
        """Yield the names of places."""
        return self._names(_PLACE, places().trie)

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
        return (self.marks & mark).nonzero()[0].tolist()  # sooner than `np.flatnonzero`, which counts for a few words

    def _names(self, mark: int, trie: Trie) -> Iterator[tuple[int, int, int]]:
        return phrases_at(self._at(mark), self.tokens.keys, trie, len(self.tokens.keys))


def look_at_words(tokens: Tokens) -> Words:
    """Give the words of a text with their marks."""
    marks = np.frombuffer(bytearray().join(map(_marks().__getitem__, tokens.keys)), dtype=np.uint16)
    codes = np.frombuffer(tokens.codes, dtype=np.uint32)
    marks[:-1] |= _pair_marks()[_number_pairs(codes[:-1], codes[1:])]
    return Words(tokens, marks)


@kept_while_in_force
def _marks() -> Kept[bytes]:
    """Give the marks of a word, as bytes, which are sooner put in a row."""
    tries = [trie for _, trie in _names()]

    def mark(key: str) -> bytes:
        said = [key in one for one in (WEAK_BEFORE, WEAK_AFTER, WEAK_UNDER, DOUBTING)]
        said += [may_announce(key), may_begin_degree(key), key in _ENGLISH]
        said += [(node := trie.get(key)) is not None and node.number >= 0 for trie in tries]
        return np.uint16(sum(1 << place for place, one in enumerate(said) if one)).tobytes()

    return Kept(mark)


@kept_while_in_force
def _pair_marks() -> NDArray[np.uint16]:
    """Give the marks of the first of two words by the number of the pair, which a few other pairs share."""
    marks = np.zeros(_PAIRS, dtype=np.uint16)
    for mark, trie in _names():
        codes = [(code_of(first), code_of(second)) for first, node in trie.items() for second in node.follow]
        first, second = np.array(codes, dtype=np.uint32).T
        marks[_number_pairs(first, second)] |= np.uint16(mark)
    return marks


def _number_pairs(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return (first * _PRIME + second) % _PAIRS


def _names() -> list[tuple[int, Trie]]:
    return [(_TERM, vocabulary().trie), (_TITLE, roles().trie), (_PLACE, places().trie)]
