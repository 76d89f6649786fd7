"""Full-text search over one index: find, rank the newest hits, page.

Ranking every hit of a common word would cost as much as the store is large. The newest `RANKED` hits are ranked by
how often and where the words stand; older ones follow, newest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from recollect.domain.paging import COUNT_CAP, Page
from recollect.domain.text import WORD, fold, index_text, search_tokens
from recollect.storage import search_index
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.unit import Reader

T = TypeVar("T")

RANKED = 100
MOST_WORDS = 64
"""So many different words of a query are looked for; a database has no room for thousands."""
_TITLE_WEIGHT, _PREFIX_SHARE, _SATURATION = 3.0, 0.6, 1.5
_SNIPPET_BEFORE, _SNIPPET_LENGTH = 60, 200


class Searched(Struct, frozen=True):
    """The searched texts of one record, as written."""

    seq: int
    title: str
    body: str


def search_page(
    reader: Reader,
    index: str,
    query: str,
    *,
    cursor: str | None,
    limit: int,
    load: Callable[[Sequence[int]], list[Searched]],
    build: Callable[[Sequence[int]], dict[int, T]],
) -> Page[T]:
    """Give one page of the records that hold all words of `query`, the last one or all as prefixes, best first.

    `load` gives the searched texts of records that are still there, `build` what the page shows of them.
    A query without a word finds nothing.
    """
    tokens = list(dict.fromkeys(search_tokens(query)))[:MOST_WORDS]
    scope = f"{index}:{' '.join(tokens)}"
    top, offset = decode_cursor(scope, cursor, 2) if cursor else (2**62, 0)
    end = offset + limit
    hits, total = _hits(reader, index, tokens, below=top, wanted=max(RANKED, min(end, COUNT_CAP) + 1))
    ordered = _rank(load(hits[:RANKED]), tokens) + hits[RANKED:]
    shown = ordered[offset:end]
    built = build(shown)
    newest = max(hits, default=0) + 1 if top == 2**62 else top
    return Page(
        items=tuple(built[seq] for seq in shown if seq in built),
        total=min(total, COUNT_CAP),
        total_is_lower_bound=total > COUNT_CAP,
        next_cursor=encode_cursor(scope, newest, end) if len(ordered) > end else None,
    )


def _hits(reader: Reader, index: str, tokens: Sequence[str], *, below: int, wanted: int) -> tuple[list[int], int]:
    """Give the newest hits and how many there are, counted up to the cap.

    Exact words are looked for first: only when they are rare is it worth following every word they may begin.
    """
    prefixes = False
    found = search_index.find(reader.connection, index, tokens, prefixes=prefixes, below=below, limit=wanted)
    if len(found) < RANKED:
        prefixes = True
        found = search_index.find(reader.connection, index, tokens, prefixes=prefixes, below=below, limit=wanted)
    if len(found) < wanted:
        return found, len(found)
    most = COUNT_CAP + 1
    return found, search_index.count(reader.connection, index, tokens, prefixes=prefixes, below=below, most=most)


def _rank(records: Sequence[Searched], tokens: Sequence[str]) -> list[int]:
    scored = [(-_score(record, tokens), -record.seq) for record in records]
    return [-negative_seq for _, negative_seq in sorted(scored)]


def _score(record: Searched, tokens: Sequence[str]) -> float:
    title, body = _spaced(record.title), _spaced(record.body)
    score = 0.0
    for token in tokens:
        exact, begun = _occurrences(token, title)
        score += _TITLE_WEIGHT * (1.0 if exact else _PREFIX_SHARE if begun else 0.0)
        exact, begun = _occurrences(token, body)
        in_body = exact + _PREFIX_SHARE * begun
        score += in_body / (in_body + _SATURATION)
    return score


def _spaced(text: str) -> str:
    """Give a text's tokens with spaces around them."""
    return f" {index_text(text)} "


def _occurrences(token: str, spaced: str) -> tuple[int, int]:
    """Count how often a token stands in a spaced text, and how often a longer word begins with it.

    One that follows itself at once counts as a longer word: that is a list of keywords rather than a sentence.
    """
    exact = spaced.count(f" {token} ")
    return exact, spaced.count(f" {token}") - exact


def snippet(body: str, query: str) -> str:
    """Give the words around the first hit on one line, or the beginning when the hit is elsewhere."""
    tokens = tuple(search_tokens(query))
    start = max(0, _first_hit(body, tokens) - _SNIPPET_BEFORE) if tokens else 0
    if start:
        space = body.find(" ", start, start + _SNIPPET_BEFORE)
        start = space + 1 if space >= 0 else start
    cut = " ".join(body[start : start + _SNIPPET_LENGTH].split())
    return ("… " if start else "") + cut + (" …" if len(body) > start + _SNIPPET_LENGTH else "")


def _first_hit(body: str, tokens: tuple[str, ...]) -> int:
    """Give where the first word begins that one of the tokens begins, or 0 when there is none."""
    if body.isascii():  # as long in lower case: the text is searched at once, not word by word
        found = re.search(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, tokens))})", body.lower())
        return found.start() if found else 0
    return next((word.start() for word in WORD.finditer(body) if fold(word.group()).startswith(tokens)), 0)
