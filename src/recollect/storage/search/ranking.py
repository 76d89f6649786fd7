"""Full-text search over one index: find, rank the newest hits, page.

Ranking every hit of a common word would cost as much as the store is large. The newest `RANKED` hits are ranked by
how often and where the words stand; older ones follow, newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, Select

from recollect.domain.paging import COUNT_CAP, Page
from recollect.domain.word_match import match_score, query_tokens
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.search import search_index
from recollect.storage.unit import Reader

T = TypeVar("T")

RANKED = 100


def search_page(
    reader: Reader,
    index: str,
    query: str,
    *,
    cursor: str | None,
    limit: int,
    statement: Select[Any],
    words_of: Callable[[Row[Any]], tuple[str, str]],
    hit_of: Callable[[Row[Any]], T],
) -> Page[T]:
    """Give one page of the records that hold all words of `query`, the last one or all as prefixes, best first.

    `statement` reads the records of `seqs` that are still there, `words_of` gives the title and the text of one that
    are searched, as written, and `hit_of` what the page shows of it. A query without a word finds nothing.
    """
    tokens = query_tokens(query)
    scope = f"{index}:{' '.join(tokens)}"
    top, offset = decode_cursor(scope, cursor, 2) if cursor else (2**62, 0)
    end = offset + limit
    hits, total = _hits(reader, index, tokens, below=top, wanted=max(RANKED, min(end, COUNT_CAP) + 1))
    rows = _rows(reader, statement, hits[:RANKED])
    scored = ((match_score(*words_of(row), tokens), seq) for seq, row in rows.items())
    ordered = [seq for _, seq in sorted(scored, reverse=True)] + hits[RANKED:]
    shown = ordered[offset:end]
    rows |= _rows(reader, statement, [seq for seq in shown if seq not in rows])
    newest = max(hits, default=0) + 1 if top == 2**62 else top
    return Page(
        items=tuple(hit_of(rows[seq]) for seq in shown if seq in rows),
        total=min(total, COUNT_CAP),
        total_is_lower_bound=total > COUNT_CAP,
        next_cursor=encode_cursor(scope, newest, end) if len(ordered) > end else None,
    )


def find_newest(
    reader: Reader, index: str, tokens: Sequence[str], *, below: int, wanted: int
) -> tuple[list[int], bool]:
    """Give the newest hits, and whether words were followed that the tokens only begin.

    Exact words are looked for first: only when they are rare is it worth following every word they may begin.
    """
    for prefixes in (False, True):
        found = search_index.find(reader.connection, index, tokens, prefixes=prefixes, below=below, limit=wanted)
        if len(found) >= RANKED:
            break
    return found, prefixes


def _hits(reader: Reader, index: str, tokens: Sequence[str], *, below: int, wanted: int) -> tuple[list[int], int]:
    """Give the newest hits and how many there are, counted up to the cap."""
    found, prefixes = find_newest(reader, index, tokens, below=below, wanted=wanted)
    if len(found) < wanted:
        return found, len(found)
    most = COUNT_CAP + 1
    return found, search_index.count(reader.connection, index, tokens, prefixes=prefixes, below=below, most=most)


def _rows(reader: Reader, statement: Select[Any], seqs: Sequence[int]) -> dict[int, Row[Any]]:
    if not seqs:
        return {}
    found = reader.connection.execute(statement, {"workspace_id": reader.workspace_id, "seqs": seqs})
    return {row.seq: row for row in found}
