"""Full-text search over one index: find, rank the newest hits, page.

Ranking every hit of a common word would cost as much as the store is large. The newest `RANKED` hits are ranked by
how often and where the words stand; older ones follow, newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from recollect.domain.paging import COUNT_CAP, Page
from recollect.domain.text import WORD, fold, search_tokens
from recollect.storage import search_index
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.unit import Reader

T = TypeVar("T")

RANKED = 200
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
    hits = _hits(reader, index, tokens, top)
    ordered = _rank(load(hits[:RANKED]), tokens) + hits[RANKED:]
    shown = ordered[offset : offset + limit]
    built = build(shown)
    more = len(ordered) > offset + limit
    newest = max(hits, default=0) + 1 if top == 2**62 else top
    return Page(
        items=tuple(built[seq] for seq in shown if seq in built),
        total=min(len(ordered), COUNT_CAP),
        total_is_lower_bound=len(ordered) > COUNT_CAP,
        next_cursor=encode_cursor(scope, newest, offset + limit) if more else None,
    )


def _hits(reader: Reader, index: str, tokens: Sequence[str], below: int) -> list[int]:
    """Find exact words first: only when they are rare is it worth following every word they may begin."""
    found = search_index.find(reader.connection, index, tokens, prefixes=False, below=below, limit=COUNT_CAP + 1)
    if len(found) >= RANKED:
        return found
    return search_index.find(reader.connection, index, tokens, prefixes=True, below=below, limit=COUNT_CAP + 1)


def _rank(records: Sequence[Searched], tokens: Sequence[str]) -> list[int]:
    scored = [(-_score(record, tokens), -record.seq) for record in records]
    return [-negative_seq for _, negative_seq in sorted(scored)]


def _score(record: Searched, tokens: Sequence[str]) -> float:
    title, body = search_tokens(record.title), search_tokens(record.body)
    score = 0.0
    for token in tokens:
        in_title = max((_match(token, word) for word in title), default=0.0)
        in_body = sum(_match(token, word) for word in body)
        score += _TITLE_WEIGHT * in_title + in_body / (in_body + _SATURATION)
    return score


def _match(token: str, word: str) -> float:
    if word == token:
        return 1.0
    return _PREFIX_SHARE if word.startswith(token) else 0.0


def snippet(body: str, query: str) -> str:
    """Give the words around the first hit on one line, or the beginning when the hit is elsewhere."""
    tokens = tuple(search_tokens(query))
    start = 0
    for word in WORD.finditer(body) if tokens else ():
        if fold(word.group()).startswith(tokens):
            start = max(0, word.start() - _SNIPPET_BEFORE)
            break
    if start:
        space = body.find(" ", start, start + _SNIPPET_BEFORE)
        start = space + 1 if space >= 0 else start
    cut = " ".join(body[start : start + _SNIPPET_LENGTH].split())
    return ("… " if start else "") + cut + (" …" if len(body) > start + _SNIPPET_LENGTH else "")
