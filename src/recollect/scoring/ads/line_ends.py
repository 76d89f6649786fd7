"""The line ends of an ad that a page's text lost: ``a valid licenceOwn tools`` is two lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.tokens import forms
from recollect.scoring.knowledge.vocabulary import roles, vocabulary

_LOST = re.compile(
    r"(?P<small>(?<![^\W\d_])[a-z]{3,})(?=[A-Z](?:[a-z]|[A-Z]{2}))|"
    r"(?P<any>(?<![A-Z])[A-Z][a-z]{2,})(?=(?P<next>[A-Z][a-z]+)(?![^\W_]))|"
    r"(?P<capitals>(?<![^\W\d_])[A-Z]{4,})(?=[A-Z][a-z]{2,}(?![^\W_]))|"
    r"(?P<closed>[a-z]\))(?=[A-Z][a-z])|"
    r"(?P<numbered>[a-z]{3,})(?=\d{1,2}(?:\.\s+[A-Z]|\s?\+\s))"
)
_ITEM = re.compile(r"(?<=[a-z.)’'])(?=\s?- [A-Z])")
_FEWEST_ITEMS = 3
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+")


class Lines(Struct, frozen=True):
    """An ad with the lost line ends put back, and where in it each of them stands."""

    text: str
    added: Sequence[int]

    def span_before(self, start: int, end: int) -> tuple[int, int]:
        """Give where a span of the text stands in the ad as it was."""
        return start - bisect_right(self.added, start), end - bisect_left(self.added, end)


def with_line_ends(text: str) -> Lines:
    """Give an ad with its lost line ends.

    A small word that runs into another shows that it lost any, and so do three items of a list in one line.
    """
    found = [match for match in _LOST.finditer(text) if _is_lost(text, match)]
    cuts = [match.end() for match in found] if any(_shows_it(match) for match in found) else []
    for line in _LINE.finditer(text):
        items = [match.end() for match in _ITEM.finditer(text, *line.span())]
        cuts += items if len(items) >= _FEWEST_ITEMS else []
    if not cuts:
        return Lines(text, ())
    cuts = sorted(set(cuts))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return Lines("\n".join(pieces), [cut + place for place, cut in enumerate(cuts)])


def _shows_it(match: re.Match[str]) -> bool:
    return match["small"] is not None and _is_word(match["small"])


def _is_lost(text: str, match: re.Match[str]) -> bool:
    """Whether a line ended between two letters: what they stand in is no name."""
    word = _WORD.search(text, match.start())
    if word is None or match.lastgroup in {"closed", "numbered"}:
        return True
    if forms(word.group())[0] in vocabulary().trie:
        return False
    if match["small"]:
        return True
    return any(_is_word(match[part]) for part in ("capitals", "any", "next") if match[part])


def _is_word(word: str) -> bool:
    """Whether a word is an everyday one, or one of those that name work."""
    key, stem, _ = forms(word.lower())
    return shipped_background().weight(stem) < 1 or key in vocabulary().trie or key in roles().trie
