"""What SQLite's tokenizer makes of a plain text is what our own tokens are."""

from __future__ import annotations

import sqlite3
import string
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.domain.text import index_text, search_tokens
from recollect.storage.databases import migrate
from recollect.storage.search.search_index import sqlite_values

_PLAIN = st.text(alphabet=string.printable + "\x01\x1b\x7f", max_size=200)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the statement by which the product makes its index."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    migrate.upgrade_sqlite(path)
    with closing(sqlite3.connect(path)) as connection:
        made: str = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'job_index'").fetchone()[0]
    return made


def _terms(schema: str, body: str) -> dict[str, int]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(schema)
        connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(job_index, row)")
        connection.execute("INSERT INTO job_index (rowid, title, body) VALUES (1, '', ?)", (body,))
        return dict(connection.execute("SELECT term, cnt FROM terms").fetchall())


@given(text=_PLAIN)
def test_a_plain_text_is_indexed_by_the_same_tokens_as_ours(schema: str, text: str) -> None:
    _, _, given_to_sqlite = sqlite_values((1, "", text))
    assert _terms(schema, given_to_sqlite) == _terms(schema, index_text(text))
    assert {term[:100] for term in _terms(schema, given_to_sqlite)} == set(search_tokens(text))
