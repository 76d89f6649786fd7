"""The baseline of writing: the very rows that a new job makes, by prepared statements on raw `sqlite3`."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from recollect.domain.event import digest_payload
from recollect.domain.ids import random_hex
from recollect.domain.job import preview_of
from recollect.storage.databases import migrate
from recollect.storage.databases.sqlite_store import connect_writer
from recollect.storage.search.search_index import sqlite_values

RAW_NAME = "raw.db"
_PAYLOAD = '{"before":null,"after":null}'
INSERT_JOB = """
INSERT INTO jobs (seq, workspace_id, job_id, company_name, role_name, description_preview, version, created_at,
    updated_at, deleted_at, analysis_count) VALUES (?, 1, ?, ?, ?, ?, 1, ?, ?, NULL, 0)"""
INSERT_VERSION = """
INSERT INTO job_versions (job_seq, version, workspace_id, company_name, role_name, job_description, metadata,
    requirements, created_at, actor) VALUES (?, 1, 1, ?, ?, ?, '{}', NULL, ?, 'local')"""
INSERT_INDEX = "INSERT INTO job_index (rowid, title, body) VALUES (?, ?, ?)"
_INSERT_EVENT = """
INSERT INTO events (event_id, workspace_id, seq, at, actor, action, entity, entity_id, record_version, salt,
    payload_digest, chain_digest) VALUES (?, 1, NULL, ?, 'local', 'job.created', 'job', ?, 1, ?, ?, NULL)"""
_INSERT_PAYLOAD = "INSERT INTO event_payloads (event_id, workspace_id, payload) VALUES (?, 1, ?)"
_COUNT_JOB = """
INSERT INTO counters (workspace_id, name, value) VALUES (1, 'jobs', 1)
    ON CONFLICT (workspace_id, name) DO UPDATE SET value = value + 1"""
_SELECT_JOB = """
INSERT INTO callers (workspace_id, caller_id, current_job_id, updated_at) VALUES (1, 'local', ?, ?)
    ON CONFLICT (workspace_id, caller_id) DO UPDATE SET current_job_id = excluded.current_job_id"""
_STATEMENTS = (
    INSERT_JOB, INSERT_VERSION, INSERT_INDEX, _INSERT_EVENT, _INSERT_PAYLOAD, _COUNT_JOB, _SELECT_JOB
)  # fmt: skip

Rows = list[tuple[object, ...]]


def prepare(texts: Sequence[str], company: str, role: str, *, first_seq: int = 1) -> list[Rows]:
    """Make the rows of each job, by the functions that the product makes them by."""
    now = time.time_ns() // 1000
    prepared: list[Rows] = []
    for seq, text in enumerate(texts, start=first_seq):
        job_id, event_id, salt = random_hex(8), "ev_" + random_hex(12), random_hex(32)
        prepared.append(
            [
                (seq, job_id, company, role, preview_of(text), now, now),
                (seq, company, role, text, now),
                sqlite_values((seq, f"{company} {role}", text)),
                (event_id, now, job_id, salt, digest_payload(salt, _PAYLOAD)),
                (event_id, _PAYLOAD),
                (),
                (job_id, now),
            ]
        )
    return prepared


def write(connection: sqlite3.Connection, prepared: list[Rows], jobs_a_commit: int) -> float:
    """Write the jobs, that many a commit, and give the seconds it took."""
    began = time.perf_counter()
    for first in range(0, len(prepared), jobs_a_commit):
        connection.execute("BEGIN IMMEDIATE")
        for rows in prepared[first : first + jobs_a_commit]:
            for statement, row in zip(_STATEMENTS, rows, strict=True):
                connection.execute(statement, row)
        connection.execute("COMMIT")
    return time.perf_counter() - began


def open_raw(folder: Path) -> sqlite3.Connection:
    """Open an empty database with the product's own schema and pragmas."""
    folder.mkdir(exist_ok=True)
    path = folder / RAW_NAME
    migrate.upgrade_sqlite(path)
    return connect_writer(path)
