"""Words of a text with their offsets, in the forms that the engine compares."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from recollect.domain.text import fold

V = TypeVar("V")
if TYPE_CHECKING:
    Numbers = array[int]
else:  # Python 3.11 can't evaluate the parameter
    Numbers = array

SHINGLE = 5
"""Words in a row that count as one comparable piece of a text."""

_TOKEN = re.compile(r"(\.[nN][eE][tT]\b|[^\W_]++(?:[+#]+(?!\w))?)")
_SIGNS = re.compile(r"[+#]+(?!\w)")
_DOT_NET = re.compile(r"\.[nN][eE][tT]\b")
_BASIC_PLANE = 0x10000
_ADDRESS_STOP = frozenset(" \t\r\n\v\f<>()[]{}|,;\"'\u00a0\u2022")
ADDRESS_MARKS = ("@", "://", "www.")
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
    "cpcs": "cpcs",
    "cmms": "cmms",
    "cips": "cips",
    "acas": "acas",
    "ifrs": "ifrs",
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
_SUFFIXES_BY_END = {
    end: tuple(one for one in _SUFFIXES if one[0].endswith(end))
    for end in dict.fromkeys(one[0][-1] for one in _SUFFIXES)
}
"""Those that end in a letter, in their order."""
_IRREGULAR_TEXT = (
    "wrote:write written:write taught:teach built:build sold:sell bought:buy ran:run kept:keep held:hold drew:draw "
    "drawn:draw drove:drive driven:drive made:make dealt:deal fed:feed took:take taken:take gave:give given:give "
    "brought:bring grew:grow grown:grow sent:send spoke:speak spoken:speak understood:understand laid:lay "
    "oversaw:oversee "
    "overseen:oversee won:win swept:sweep wove:weave woven:weave rewrote:rewrite rewritten:rewrite rebuilt:rebuild "
    "undertook:undertake undertaken:undertake chose:choose chosen:choose froze:freeze frozen:freeze flew:fly flown:fly "
    "led:lead restore:restoration restores:restoration restored:restoration restoring:restoration"
)
_IRREGULAR = dict(pair.split(":") for pair in _IRREGULAR_TEXT.split())
_AGENTS = ("er", "or")
_SHORTEST_STEM = 4
_SHORTEST_PLURAL = 4
_PRIMES = np.array([1_000_003, 998_244_353, 805_306_457, 402_653_189, 201_326_611], dtype=np.uint32)
_WINDOW = 4
_MOST_KEPT = 1 << 17
_FIRST_SEEN = 1 << 12


class Tokens(Struct, frozen=True, gc=False):
    """The words of a text, in order: comparable form, stem, a stable number, and span of each."""

    keys: list[str]
    stems: list[str]
    codes: Numbers
    starts: Numbers
    ends: Numbers

    def slice_at(self, start: int, end: int) -> tuple[int, int]:
        """Give the token range whose words begin in the span."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def fingerprints(self) -> frozenset[int]:
        """Give the shingles that stand for the text."""
        return fingerprints_of(self.shingles())

    def shingles(self) -> NDArray[np.uint32]:
        """Give a stable number for each run of five words, in order."""
        count = len(self.codes) - SHINGLE + 1
        codes = np.frombuffer(self.codes, dtype=np.uint32)
        total: NDArray[np.uint32] = codes[: max(0, count)] * _PRIMES[0]
        for place in range(1, SHINGLE if count > 0 else 0):
            total += codes[place : place + count] * _PRIMES[place]
        return total


def fingerprints_of(shingles: NDArray[np.uint32]) -> frozenset[int]:
    """Give the shingles that stand for a text: of any four in a row at least one, the same in every text.

    Winnowing, after Schleimer, Wilkerson and Aiken (2003): the least of each window.
    """
    for reach in (1, 2) if len(shingles) >= _WINDOW else ():
        shingles = np.minimum(shingles[:-reach], shingles[reach:])
    return frozenset(shingles.tolist())


def tokenise(text: str) -> Tokens:
    """Give the words of a text; e-mail and web addresses have none."""
    words, starts, ends = _words_of(without_addresses(text))
    keys, stems, codes = _Seen.words.all_of(words)
    return Tokens(keys, stems, codes, array("i", starts.tobytes()), array("i", ends.tobytes()))


def _words_of(text: str) -> tuple[list[str], NDArray[np.int32], NDArray[np.int32]]:
    """Give what `_TOKEN` finds, with where each begins and ends: all letters told apart at once, in half the time."""
    codes, encoding = _codes_of(text)
    inside = np.zeros(len(codes) + 2, dtype=np.bool_)
    inside[1:-1] = _letters()[codes if text.isascii() else np.minimum(codes, _BASIC_PLANE - 1)]
    if not text.isascii():
        for at in np.flatnonzero(codes >= _BASIC_PLANE).tolist():
            inside[at + 1] = text[at].isalnum()
    nets = [match.start() for match in _DOT_NET.finditer(text)]
    if "+" in text or "#" in text:
        _take_signs(text, inside, nets)
    edges = (inside[1:] != inside[:-1]).nonzero()[0].astype(np.int32)
    starts, ends = edges[0::2], edges[1::2]
    if "+" in text or "#" in text or nets:
        words = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    else:
        words = np.where(inside[1:-1], codes, codes.dtype.type(32)).tobytes().decode(encoding, "surrogatepass").split()
    for at in nets:
        place = int(np.searchsorted(starts, at))
        words[place] = text[at : at + len(".net")]
        starts[place] = at
    return words, starts, ends


def _codes_of(text: str) -> tuple[NDArray[Any], str]:
    if text.isascii():
        return np.frombuffer(text.encode(), dtype=np.uint8), "ascii"
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), "utf-32-le"


def _take_signs(text: str, inside: NDArray[np.bool_], nets: list[int]) -> None:
    """Take the signs at the end of a word into it: ``C++``."""
    taken = {at + len(".net") for at in nets}
    for match in _SIGNS.finditer(text):
        at, end = match.span()
        if inside[at] and at not in taken:
            inside[at + 1 : end + 1] = True


@cache
def _letters() -> NDArray[np.bool_]:
    """Give of each code of the basic plane of Unicode whether it is a letter or digit."""
    return np.fromiter((chr(code).isalnum() for code in range(_BASIC_PLANE)), np.bool_, _BASIC_PLANE)


class Kept(dict[str, V]):
    """What is made of each word, kept for the words seen since it was last full."""

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> V:
        if len(self) >= _MOST_KEPT:
            self.clear()
        value = self[word] = self._make(word)
        return value


class _SeenWords(dict[str, bytes]):
    """Words by number, with what is compared of each in arrays: of a whole text it is then taken at once.

    The numbers are bytes, which are sooner put in a row.
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: NDArray[np.object_] = np.empty(_FIRST_SEEN, dtype=np.object_)
        self._stems: NDArray[np.object_] = np.empty(_FIRST_SEEN, dtype=np.object_)
        self._codes: NDArray[np.uint32] = np.empty(_FIRST_SEEN, dtype=np.uint32)
        self._lock = Lock()

    def all_of(self, words: list[str]) -> tuple[list[str], list[str], Numbers]:
        """Give the keys, stems and codes of some words; in place of a list that is full comes an empty one."""
        if len(self) >= _MOST_KEPT:
            _Seen.words = _SeenWords()
        at = np.frombuffer(b"".join(map(self.__getitem__, words)), dtype=np.int32)
        return self._keys[at].tolist(), self._stems[at].tolist(), array("I", self._codes[at].tobytes())

    def __missing__(self, word: str) -> bytes:
        with self._lock:
            if word not in self:
                number = len(self)
                if number == len(self._codes):
                    self._keys = np.concatenate([self._keys, np.empty_like(self._keys)])
                    self._stems = np.concatenate([self._stems, np.empty_like(self._stems)])
                    self._codes = np.concatenate([self._codes, np.empty_like(self._codes)])
                self._keys[number], self._stems[number], self._codes[number] = forms(word)
                self[word] = np.int32(number).tobytes()
            return self[word]


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


def code_of(key: str) -> int:
    """Give the stable number of a word's comparable form."""
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
    for suffix, instead in _SUFFIXES_BY_END.get(word[-1:], ()):
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            stem = word[: -len(suffix)] + instead
            if stem.endswith(_AGENTS) and len(stem) - 2 >= _SHORTEST_STEM:
                stem = stem[:-2]  # what an engineer does is engineering
            return stem[:-1] if stem.endswith("e") and len(stem) > _SHORTEST_STEM else _undoubled(stem)
    return word


def without_addresses(text: str) -> str:
    """Give the text with e-mail and web addresses blanked out, every offset kept."""
    for mark in ADDRESS_MARKS:
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


class _Seen:
    words = _SeenWords()


_KEYS = Kept(_key_of)
_STEMS = Kept(stem_of)
_CODES = Kept(code_of)
