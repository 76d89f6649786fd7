"""Stores filled with many jobs at once, written straight into the tables."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from benchmarks.raw_rows import INSERT_INDEX, INSERT_JOB, INSERT_VERSION
from benchmarks.texts import job_text
from recollect.domain.job import preview_of
from recollect.domain.text import index_text
from recollect.storage.databases import migrate
from recollect.storage.databases.sqlite_store import DATABASE_NAME, connect_writer

COMMON_WORD, SELECTIVE_WORD = "experience", "quillwort"
SELECTIVE_EVERY = 1000
_COMPANY, _ROLE = "Nordlicht Energie", "Data Engineer"
_CHARACTERS = 1000
_DIFFERENT_TEXTS = 2000
_ROWS_A_COMMIT = 20_000


def job_id_of(seq: int) -> str:
    """Give the id of the job that was filled in as the `seq`th."""
    return f"{seq:08x}"


def fill_jobs(data: Path, count: int) -> Path:
    """Create a store with so many jobs of 1 kB, of which one in a thousand holds `SELECTIVE_WORD`; give its file."""
    path = data / DATABASE_NAME
    migrate.upgrade_sqlite(path)
    texts = [job_text(i, _CHARACTERS) for i in range(_DIFFERENT_TEXTS)]
    tokens = [index_text(text) for text in texts]
    title, now = index_text(f"{_COMPANY} {_ROLE}"), 1_750_000_000_000_000
    with closing(connect_writer(path)) as connection:
        for first in range(1, count + 1, _ROWS_A_COMMIT):
            connection.execute("BEGIN IMMEDIATE")
            for seq in range(first, min(first + _ROWS_A_COMMIT, count + 1)):
                text, body = texts[seq % _DIFFERENT_TEXTS], tokens[seq % _DIFFERENT_TEXTS]
                if seq % SELECTIVE_EVERY == 0:
                    text, body = f"{text} {SELECTIVE_WORD}", f"{body} {SELECTIVE_WORD}"
                job = (seq, job_id_of(seq), _COMPANY, _ROLE, preview_of(text), now, now)
                connection.execute(INSERT_JOB, job)
                connection.execute(INSERT_VERSION, (seq, _COMPANY, _ROLE, text, now))
                connection.execute(INSERT_INDEX, (seq, title, body))
            connection.execute("COMMIT")
        connection.execute("INSERT INTO counters (workspace_id, name, value) VALUES (1, 'jobs', ?)", (count,))
    return path
