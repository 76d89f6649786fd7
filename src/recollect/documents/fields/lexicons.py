"""The words of eight languages by which résumés are read, from the data files in `lexicon`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from recollect.domain.text import fold

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl")
"""English decides where one word is a heading of two kinds."""
_FOLDER = Path(__file__).parent / "lexicon"
_WORD = re.compile(r"[^\W_](?:[\w.'’/&+-]*\w)?\.?")


class Folded(Struct, frozen=True):
    """A text without case and accents, and where in the written text each of its characters came from."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where in the written text a span of the folded one stands."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold_with_offsets(text: str) -> Folded:
    """Fold a text so that what is found in it can be found in the written one."""
    if text.isascii():
        return Folded(text.lower().replace("’", "'"), tuple(range(len(text))))
    folded: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        plain = fold(character).replace("’", "'")
        folded.append(plain)
        offsets += [offset] * len(plain)
    return Folded("".join(folded), tuple(offsets))


class WordSet(Struct, frozen=True):
    """Words of all languages: whole ones, beginnings and endings, and phrases of several words."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    phrases: frozenset[str]

    def has(self, word: str) -> bool:
        """Tell whether a folded word is one of these."""
        return word in self.exact or word.endswith(self.endings) or word.startswith(self.beginnings)

    def marks(self, text: str) -> list[bool]:
        """Tell for each word of a text whether it is one of these, or part of a phrase that is."""
        words = words_of(text)
        marked = [self.has(word) for word in words]
        for start in range(len(words)):
            for count in (2, 3):
                if " ".join(words[start : start + count]) in self.phrases:
                    marked[start : start + count] = [True] * len(words[start : start + count])
        return marked


def words_of(text: str) -> list[str]:
    """Give the folded words of a text; points inside and after a word belong to it only in abbreviations."""
    found = (match[0] for match in _WORD.finditer(fold(text).replace("’", "'")))
    return [word if "." in word[:-1] else word.rstrip(".") for word in found]


@cache
def word_set(table: str, key: str) -> WordSet:
    """Give the words under one key of all languages."""
    names = [name for names in names_of(table, key).values() for name in names]
    single = [name for name in names if " " not in name]
    return WordSet(
        exact=frozenset(name.rstrip(".") if name.count(".") == 1 else name for name in single if "*" not in name),
        beginnings=tuple(name.rstrip("*") for name in single if name.endswith("*") and not name.startswith("*")),
        endings=tuple(name.strip("*") for name in single if name.startswith("*")),
        phrases=frozenset(name for name in names if " " in name),
    )


@cache
def pattern(table: str, *keys: str) -> str:
    """Give a pattern that matches the names under some keys of all languages in a folded text, long ones first."""
    names = {name for key in keys for names in names_of(table, key).values() for name in names}
    return alternation(names)


def alternation(names: Iterable[str]) -> str:
    """Give a pattern for some folded names, long ones first; a ``*`` stands for the rest of a word."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    spelt = (r"\s+".join(re.escape(word) for word in name.split()) for name in ordered)
    return "|".join(name.replace(r"\*", r"[\w-]*") for name in spelt)


@cache
def names_of(table: str, key: str) -> Mapping[str, tuple[str, ...]]:
    """Give the folded names under one key, by language."""
    return {language: tuple(_names(_lexicon(language)[table][key])) for language in LANGUAGES}


@cache
def heading_kinds() -> Mapping[str, str]:
    """Give what stands under each usual heading."""
    kinds: dict[str, str] = {}
    for language in LANGUAGES:
        for kind, written in _lexicon(language)["headings"].items():
            for name in _names(written):
                kinds.setdefault(name, kind)
    return kinds


@cache
def month_numbers() -> Mapping[str, int]:
    """Give the number of the month, from 1, that each folded name means."""
    numbers: dict[str, int] = {}
    for language in LANGUAGES:
        months = _lexicon(language)["dates"]["months"].split(",")
        for number, written in enumerate(months, 1):
            for name in fold(written).split():
                numbers.setdefault(name, number)
    return numbers


def _names(written: str) -> Iterator[str]:
    for name in written.split(","):
        folded = " ".join(fold(name).replace("’", "'").split())
        if folded:
            yield folded


@cache
def _lexicon(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
