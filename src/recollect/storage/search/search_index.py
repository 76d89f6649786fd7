"""The full-text indexes: which records hold which tokens.

The tokens are our own (`domain.text.search_tokens`), alike on both databases: SQLite keeps them in contentless
FTS5 tables, PostgreSQL in `tsvector` columns. A query is built from our tokens and never from a person's raw text.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

from recollect.domain.text import index_text, search_tokens

JOB_INDEX = "job_index"
RESUME_INDEX = "resume_index"
NOTE_INDEX = "analysis_index"
FEEDBACK_INDEX = "feedback_index"
INDEXES = (JOB_INDEX, RESUME_INDEX, NOTE_INDEX, FEEDBACK_INDEX)

_SHORTEST_PREFIX = 2
_TSVECTOR_BYTES = 1_000_000
_WIDEST_CHARACTER = 4

Entry = tuple[int, str, str]
"""``(seq, title, body)``, both as people wrote them."""


SQLITE_INSERTS = {name: f"INSERT INTO {name} (rowid, title, body) VALUES (?, ?, ?)" for name in INDEXES}  # noqa: S608
POSTGRES_INSERTS = {name: f"INSERT INTO {name} VALUES (%s, array_to_tsvector(%s::text[]))" for name in INDEXES}  # noqa: S608


def sqlite_values(entry: Entry) -> tuple[int, str, str]:
    """Give what SQLite's insert takes to add a record to an index."""
    seq, title, body = entry
    return seq, _sqlite_text(title), _sqlite_text(body)


def _sqlite_text(text: str) -> str:
    """Give what SQLite makes our tokens of: of plain letters and digits its tokenizer makes them itself, sooner."""
    return text if text.isascii() and "+" not in text and "#" not in text else index_text(text)


def postgres_values(entry: Entry) -> tuple[int, list[str]]:
    """Give what PostgreSQL's insert takes to add a record to an index."""
    seq, title, body = entry
    return seq, _distinct(title, body)


def remove(connection: Connection, name: str, entry: Entry) -> None:
    """Take a record out of an index, given exactly what was added."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            f"INSERT INTO {name} ({name}, rowid, title, body) VALUES ('delete', ?, ?, ?)",  # noqa: S608
            sqlite_values(entry),
        )
    else:
        connection.execute(text(f"DELETE FROM {name} WHERE seq = :seq"), {"seq": entry[0]})  # noqa: S608


def clear(connection: Connection, name: str) -> None:
    """Empty an index, to build it anew."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('delete-all')")  # noqa: S608
    else:
        connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608


def find(
    connection: Connection, name: str, tokens: Sequence[str], *, prefixes: bool, below: int | None, limit: int
) -> list[int]:
    """Give the `seq` of the newest records that hold every token, below `below`, newest first.

    With `prefixes` a token of two letters or more also stands for all words that begin with it.
    """
    return [int(row[0]) for row in _select(connection, name, tokens, prefixes, below, limit)]


def count(
    connection: Connection, name: str, tokens: Sequence[str], *, prefixes: bool, below: int | None, most: int
) -> int:
    """Count the records that `find` would give, up to `most`."""
    return sum(int(row[0]) for row in _select(connection, name, tokens, prefixes, below, most, counted=True))


def _select(
    connection: Connection,
    name: str,
    tokens: Sequence[str],
    prefixes: bool,
    below: int | None,
    limit: int,
    *,
    counted: bool = False,
) -> Iterable[Row[Any]]:
    if not tokens:
        return ()
    top = below if below is not None else 2**62
    if connection.dialect.name == "sqlite":
        query = " ".join(f'"{t}"{"*" if _is_prefix(t, prefixes) else ""}' for t in tokens)
        newest = f"SELECT rowid FROM {name} WHERE {name} MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
        return connection.exec_driver_sql(_counting(newest) if counted else newest, (query, top, limit))
    query = " & ".join(f"'{t}'{':*' if _is_prefix(t, prefixes) else ''}" for t in tokens)
    newest = (
        f"SELECT seq FROM {name} WHERE tokens @@ (:query)::tsquery AND seq < :below "  # noqa: S608
        "ORDER BY seq DESC LIMIT :limit"
    )
    values = {"query": query, "below": top, "limit": limit}
    return connection.execute(text(_counting(newest) if counted else newest), values)


def _counting(statement: str) -> str:
    return f"SELECT count(*) FROM ({statement}) AS found"  # noqa: S608 - our own statement


def _is_prefix(token: str, prefixes: bool) -> bool:
    return prefixes and len(token) >= _SHORTEST_PREFIX


def _distinct(title: str, body: str) -> list[str]:
    """Give the different tokens, as many as a `tsvector` has room for, the first ones first."""
    tokens = list(dict.fromkeys((*search_tokens(title), *search_tokens(body))))
    if sum(map(len, tokens)) * _WIDEST_CHARACTER <= _TSVECTOR_BYTES:
        return tokens
    sizes = itertools.accumulate(len(token.encode()) for token in tokens)
    return [token for token, size in zip(tokens, sizes, strict=True) if size <= _TSVECTOR_BYTES]
