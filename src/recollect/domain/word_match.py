"""How well a record matches the words that are searched for: alike for every kind of record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from recollect.domain.text import WORD, fold, index_text, search_tokens

MOST_WORDS = 64
"""So many different words of a query are looked for; a database has no room for thousands."""
_TITLE_WEIGHT, _PREFIX_SHARE, _SATURATION = 3.0, 0.6, 1.5
_SNIPPET_BEFORE, _SNIPPET_LENGTH = 60, 200


def query_tokens(query: str) -> list[str]:
    """Give the different words of a query, in their order."""
    return list(dict.fromkeys(search_tokens(query)))[:MOST_WORDS]


def match_score(title: str, body: str, tokens: Sequence[str]) -> float:
    """Score how well a record matches: a word in the title counts most, repeated ones in the body ever less."""
    title, body = _spaced(title), _spaced(body)
    score = 0.0
    for token in tokens:
        exact, begun = _occurrences(token, title)
        score += _TITLE_WEIGHT * (1.0 if exact else _PREFIX_SHARE if begun else 0.0)
        exact, begun = _occurrences(token, body)
        in_body = exact + _PREFIX_SHARE * begun
        score += in_body / (in_body + _SATURATION)
    return score


def holds_all(words: str, tokens: Sequence[str]) -> bool:
    """Tell whether each token begins one of these words."""
    spaced = _spaced(words)
    return all(f" {token}" in spaced for token in tokens)


def snippet(body: str, tokens: Sequence[str]) -> str:
    """Give the words around the first hit on one line, or the beginning when the hit is elsewhere."""
    start = max(0, _first_hit(body, tuple(tokens)) - _SNIPPET_BEFORE) if tokens else 0
    if start:
        space = body.find(" ", start, start + _SNIPPET_BEFORE)
        start = space + 1 if space >= 0 else start
    cut = " ".join(body[start : start + _SNIPPET_LENGTH].split())
    return ("… " if start else "") + cut + (" …" if len(body) > start + _SNIPPET_LENGTH else "")


def _spaced(text: str) -> str:
    """Give a text's tokens with spaces around them; folded first, most texts are plain enough to be split quickly."""
    return f" {index_text(text if text.isascii() else fold(text))} "


def _occurrences(token: str, spaced: str) -> tuple[int, int]:
    """Count how often a token stands in a spaced text, and how often a longer word begins with it.

    One that follows itself at once counts as a longer word: that is a list of keywords rather than a sentence.
    """
    begun = spaced.count(f" {token}")
    exact = spaced.count(f" {token} ") if begun else 0
    return exact, begun - exact


def _first_hit(body: str, tokens: tuple[str, ...]) -> int:
    """Give where the first word begins that one of the tokens begins, or 0 when there is none."""
    if body.isascii():  # as long in lower case: the text is searched at once, not word by word
        found = _beginning_with(tokens).search(body.lower())
        return found.start() if found else 0
    return next((word.start() for word in WORD.finditer(body) if fold(word.group()).startswith(tokens)), 0)


@lru_cache(maxsize=64)
def _beginning_with(tokens: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, tokens))})")
