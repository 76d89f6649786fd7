"""What the documentation says of PostgreSQL's own programs is run against a real server of the tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive_trees import contents, keep_archive
from docs.examples import environment_of
from docs.pages import DOCS, list_blocks
from lived import live_fully
from postgres_server import create_database, drop_database, programs
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.memory import Memory
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings

pytestmark = pytest.mark.postgres
MARK = "# on PostgreSQL\n"


def test_a_dump_and_a_backup_of_the_documents_make_an_equal_store(tmp_path: Path) -> None:
    url, empty = create_database(), create_database()
    first, second = (b.body for b in list_blocks(DOCS / "how-to/back-up.md") if b.body.startswith(MARK))
    try:
        with opened(tmp_path / "data", url) as memory:
            live_fully(memory, tmp_path / "earlier")
            keep_archive(memory)
            kept = contents(memory)
        (tmp_path / "backups").mkdir()
        said = run(first, tmp_path, url, empty)
        assert "take them with pg_dump" in said
        run(second, tmp_path, url, empty)
        with opened(tmp_path / "restored", empty) as memory:
            assert verify_store(memory, LOCAL_CALLER).problems == ()
            assert contents(memory) == kept
    finally:
        drop_database(url)
        drop_database(empty)


def test_a_store_on_sqlite_moves_to_postgresql_by_its_plain_files(tmp_path: Path) -> None:
    empty = create_database()
    (block,) = (b.body for b in list_blocks(DOCS / "how-to/leave-and-restore.md") if b.body.startswith(MARK))
    try:
        with opened(tmp_path / "leaving", "") as memory:
            live_fully(memory, tmp_path / "earlier")
            keep_archive(memory)
            kept = contents(memory)
        run(block, tmp_path, "", empty)
        with opened(tmp_path / "moved", empty) as memory:
            assert verify_store(memory, LOCAL_CALLER).problems == ()
            assert contents(memory) == kept
    finally:
        drop_database(empty)


def run(block: str, folder: Path, url: str, empty: str) -> str:
    """Run a block in a shell, and give what it says."""
    environment = environment_of(folder)
    path = os.pathsep.join((str(programs()), environment["PATH"]))
    done = subprocess.run(
        ["bash", "-eu", "-c", block],
        cwd=folder,
        env=environment | {"PATH": path, "RECOLLECT_DATABASE_URL": url, "EMPTY_DATABASE_URL": empty},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@contextmanager
def opened(data: Path, url: str) -> Iterator[Memory]:
    memory = open_memory(Settings(data=data, database_url=url))
    try:
        yield memory
    finally:
        memory.close()
