"""Words of a text with their offsets, in the forms that the engine compares."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate
from typing import TypeVar
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from recollect.domain.text import fold

V = TypeVar("V")

SHINGLE = 5
"""Words in a row that count as one comparable piece of a text."""

_TOKEN = re.compile(r"(\.[nN][eE][tT]\b|[^\W_]++(?:[+#]+(?!\w))?)")
_ADDRESS_STOP = frozenset(" \t\r\n\v\f<>()[]{}|,;\"'\u00a0\u2022")
_GENDERED = {
    "waitress": "waiter",
    "stewardess": "steward",
    "hostess": "host",
    "saleswoman": "salesperson",
    "salesman": "salesperson",
    "saleslady": "salesperson",
    "chairwoman": "chairperson",
    "chairman": "chairperson",
    "businesswoman": "businessperson",
    "businessman": "businessperson",
    "craftswoman": "craftsperson",
    "craftsman": "craftsperson",
    "spokeswoman": "spokesperson",
    "spokesman": "spokesperson",
    "foreman": "foreperson",
    "forewoman": "foreperson",
    "actress": "actor",
    "seamstress": "tailor",
    "headmistress": "headteacher",
    "headmaster": "headteacher",
}
_PLURALS = {
    "apis": "api",
    "kpis": "kpi",
    "guis": "gui",
    "clis": "cli",
    "taxis": "taxi",
    "children": "child",
    "midwives": "midwife",
}
_SUFFIXES = (
    ("ization", "ize"),
    ("isation", "ize"),
    ("ational", "ate"),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ments", ""),
    ("ment", ""),
    ("ingly", ""),
    ("ising", "ize"),
    ("izing", "ize"),
    ("ised", "ize"),
    ("ized", "ize"),
    ("ise", "ize"),
    ("ings", ""),
    ("ing", ""),
    ("edly", ""),
    ("ness", ""),
    ("ally", "al"),
    ("ied", "y"),
    ("ed", ""),
    ("er", ""),
    ("or", ""),
    ("ly", ""),
    ("e", ""),
)
_IRREGULAR_TEXT = (
    "wrote:write written:write taught:teach built:build sold:sell bought:buy ran:run kept:keep held:hold drew:draw "
    "drawn:draw drove:drive driven:drive made:make dealt:deal fed:feed took:take taken:take gave:give given:give "
    "brought:bring grew:grow grown:grow sent:send spoke:speak spoken:speak understood:understand laid:lay "
    "oversaw:oversee "
    "overseen:oversee won:win swept:sweep wove:weave woven:weave rewrote:rewrite rewritten:rewrite rebuilt:rebuild "
    "undertook:undertake undertaken:undertake chose:choose chosen:choose froze:freeze frozen:freeze flew:fly flown:fly"
)
_IRREGULAR = dict(pair.split(":") for pair in _IRREGULAR_TEXT.split())
_AGENTS = ("er", "or")
_SHORTEST_STEM = 4
_SHORTEST_PLURAL = 4
_PRIMES = np.array([1_000_003, 998_244_353, 805_306_457, 402_653_189, 201_326_611], dtype=np.uint32)
_WINDOW = 4
_MOST_KEPT = 1 << 17


class Tokens(Struct, frozen=True):
    """The words of a text, in order: comparable form, stem, a stable number, and span of each."""

    keys: list[str]
    stems: list[str]
    codes: array[int]
    starts: array[int]
    ends: array[int]

    def slice_at(self, start: int, end: int) -> tuple[int, int]:
        """Give the token range whose words begin in the span."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def shingles(self) -> list[int]:
        """Give a stable number for each run of five words, in order."""
        numbers: list[int] = self._shingles().tolist()
        return numbers

    def fingerprints(self) -> frozenset[int]:
        """Give the shingles that stand for the text: of any four in a row at least one, the same in every text.

        Winnowing, after Schleimer, Wilkerson and Aiken (2003): the least of each window.
        """
        shingles = self._shingles()
        if len(shingles) < _WINDOW:
            return frozenset(shingles.tolist())
        least = np.lib.stride_tricks.sliding_window_view(shingles, _WINDOW).min(axis=1)
        return frozenset(least.tolist())

    def _shingles(self) -> NDArray[np.uint32]:
        count = len(self.codes) - SHINGLE + 1
        codes = np.frombuffer(self.codes, dtype=np.uint32)
        total = np.zeros(max(0, count), dtype=np.uint32)
        for place in range(SHINGLE if count > 0 else 0):
            total += codes[place : place + count] * _PRIMES[place]
        return total


def tokenise(text: str) -> Tokens:
    """Give the words of a text; e-mail and web addresses have none."""
    pieces = _TOKEN.split(without_addresses(text))
    offsets = list(accumulate(map(len, pieces)))
    keys = list(map(_KEYS.__getitem__, pieces[1::2]))
    return Tokens(
        keys,
        list(map(_STEMS.__getitem__, keys)),
        array("I", map(_CODES.__getitem__, keys)),
        array("i", offsets[0:-1:2]),
        array("i", offsets[1::2]),
    )


class _Kept(dict[str, V]):
    """What is made of each word, kept for the words seen since it was last full."""

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> V:
        if len(self) >= _MOST_KEPT:
            self.clear()
        value = self[word] = self._make(word)
        return value


def forms(word: str) -> tuple[str, str, int]:
    """Give a word's comparable form (folded, singular), its stem, and a number stable over processes."""
    key = _KEYS[word]
    return key, _STEMS[key], _CODES[key]


def phrase_keys(phrase: str) -> list[str]:
    """Give the comparable forms of a phrase's words, without what else `tokenise` gives."""
    return [_KEYS[word] for word in _TOKEN.findall(phrase)]


def _key_of(word: str) -> str:
    key = singular(fold(word))
    return sys.intern(_GENDERED.get(key, key))


def _code_of(key: str) -> int:
    return crc32(key.encode())


def singular(word: str) -> str:
    """Give the singular of a folded English word, by its ending."""
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "ous", "js")):
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def stem_of(word: str) -> str:
    """Give a word without its grammatical ending, so that ``manages`` and ``managing`` meet."""
    word = _IRREGULAR.get(word, word)
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            stem = word[: -len(suffix)] + instead
            if stem.endswith(_AGENTS) and len(stem) - 2 >= _SHORTEST_STEM:
                stem = stem[:-2]  # what an engineer does is engineering
            return stem[:-1] if stem.endswith("e") and len(stem) > _SHORTEST_STEM else _undoubled(stem)
    return word


def without_addresses(text: str) -> str:
    """Give the text with e-mail and web addresses blanked out, every offset kept."""
    for mark in ("@", "://", "www."):
        if mark in text:
            text = _blanked(text, mark)
    return text


def _blanked(text: str, mark: str) -> str:
    pieces: list[str] = []
    done = 0
    at = text.find(mark)
    while at != -1:
        start = at
        while start > done and text[start - 1] not in _ADDRESS_STOP:
            start -= 1
        end = at + len(mark)
        while end < len(text) and text[end] not in _ADDRESS_STOP:
            end += 1
        pieces += (text[done:start], " " * (end - start))
        done = end
        at = text.find(mark, end)
    pieces.append(text[done:])
    return "".join(pieces)


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in "aeiousl" else stem


_KEYS = _Kept(_key_of)
_STEMS = _Kept(stem_of)
_CODES = _Kept(_code_of)
