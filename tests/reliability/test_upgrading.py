"""P10: the store of every released schema upgrades, also when it was killed in the middle of that."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counts import is_full
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import StoreTooNew
from recollect.services.backups.backup_restoring import restore_backup
from recollect.services.history.audit_trail import list_events
from recollect.services.history.undoing import undo
from recollect.services.tasks.task_control import read_task
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.databases.migrate import SCHEMA_REVISION, copies_before, upgrade_sqlite
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.files.backup_file import BackupHeader, BackupWriter
from recollect.storage.files.database_copy import find_damage, schema_revision
from recollect.storage.records import candidates, jobs, resumes
from recollect.storage.tables import PART_SCORES
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import DEADLINE_S, program_environment, wait_until
from stores import REVISIONS, Rows, lay_out, lay_out_backup, list_columns, read_rows

pytestmark = pytest.mark.promise

NEVER = "never"
ALWAYS = ("copy", "commit")
OLDER = tuple(revision for revision in REVISIONS if revision < SCHEMA_REVISION)


def test_the_store_of_each_release_is_kept() -> None:
    assert REVISIONS[0] == "0001"
    assert "0009" in REVISIONS
    assert REVISIONS[-1] <= SCHEMA_REVISION


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_of_an_earlier_version_upgrades_with_all_that_is_in_it(revision: str, tmp_path: Path) -> None:
    path = lay_out(revision, tmp_path / "data")
    columns, before = list_columns(path), read_rows(path)
    memory = open_memory(Settings(data=tmp_path / "data"))
    try:
        assert verify_store(memory, LOCAL_CALLER).problems == ()
        people = len(not_deleted(path, "candidates"))
        with memory.read(LOCAL_CALLER) as reader:
            assert candidates.list_candidates(reader, cursor=None, limit=50).total == people
            assert resumes.list_resumes(reader, query="electrician", cursor=None, limit=5).total
            assert jobs.list_jobs(reader, cursor=None, limit=50).total == len(not_deleted(path, "jobs"))
        events = list_events(memory, LOCAL_CALLER, limit=500).events
        deletions = [event for event in events if event.undoable and event.action.endswith(".deleted")]
        for deletion in deletions:
            undo(memory, LOCAL_CALLER, deletion.event_id)
        assert deletions
        assert verify_store(memory, LOCAL_CALLER).problems == ()
    finally:
        memory.close()
    if revision == SCHEMA_REVISION:
        assert copies_before(path) == []
        return
    (copy,) = copies_before(path)
    assert schema_revision(copy) == revision
    assert find_damage(copy) == []
    assert read_rows(copy, columns) == before


@pytest.mark.parametrize("revision", OLDER)
def test_the_scores_of_the_parts_are_read_out_of_the_results(revision: str, tmp_path: Path) -> None:
    path = lay_out(revision, tmp_path / "data")
    upgrade_sqlite(path)
    rows = query(
        path,
        f"SELECT result, {', '.join(PART_SCORES)} FROM analyses JOIN analysis_results ON analysis_seq = analyses.seq",
    )
    assert rows
    for result, *scores in rows:
        assert scores == [json.loads(str(result))[part] for part in PART_SCORES]


def test_work_that_was_waiting_is_done_by_the_newer_version(tmp_path: Path) -> None:
    path = lay_out("0009", tmp_path / "data")
    (waiting,) = [str(row[0]) for row in query(path, "SELECT task_id FROM tasks WHERE ended_at IS NULL")]
    memory = open_memory(Settings(data=path.parent))
    runner = TaskRunner(memory)
    try:
        wait_until(lambda: read_task(memory, LOCAL_CALLER, waiting, limit=1).task.ended_at is not None, "it is done")
        (item,) = read_task(memory, LOCAL_CALLER, waiting, limit=1).items
    finally:
        runner.close()
        memory.close()
    assert item.state == "done"
    assert item.result is not None
    assert query(path, f"SELECT 1 FROM analyses WHERE analysis_id = '{item.result['analysis_id']}'")


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_backup_of_an_earlier_version_restores(revision: str, tmp_path: Path) -> None:
    path = lay_out(revision, tmp_path / "data")
    header = BackupHeader(
        made_at=datetime(2026, 11, 26, tzinfo=UTC), program_version="0", database="sqlite", schema_revision=revision
    )
    with (tmp_path / "backup.tar").open("wb") as file, BackupWriter(file, header) as writer:
        for member in [path, *sorted((tmp_path / "data" / "resumes").rglob("*.*"))]:
            with member.open("rb") as source:
                writer.add(member.relative_to(tmp_path / "data").as_posix(), source, member.stat().st_size)
        writer.finish()
    documents = len(read_rows(path)["resumes"])
    for number, backup in enumerate([tmp_path / "backup.tar", lay_out_backup(revision, tmp_path / "own")]):
        if backup is None:
            continue
        new = tmp_path / f"new-{number}"
        restored = restore_backup(backup, new, lambda data: open_memory(Settings(data=data)))
        assert (restored.problems, restored.documents) == ((), documents)
        assert schema_revision(new / DATABASE_NAME) == SCHEMA_REVISION


def test_a_backup_of_a_newer_version_is_refused_and_nothing_of_it_stays(tmp_path: Path) -> None:
    path = lay_out(REVISIONS[0], tmp_path / "data")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    header = BackupHeader(
        made_at=datetime(2026, 11, 26, tzinfo=UTC), program_version="9", database="sqlite", schema_revision="9999"
    )
    with (tmp_path / "backup.tar").open("wb") as file, BackupWriter(file, header) as writer:
        with path.open("rb") as source:
            writer.add(DATABASE_NAME, source, path.stat().st_size)
        writer.finish()
    with pytest.raises(StoreTooNew):
        restore_backup(tmp_path / "backup.tar", tmp_path / "new", lambda data: open_memory(Settings(data=data)))
    assert sorted(found.name for found in tmp_path.iterdir()) == ["backup.tar", "data"]


@pytest.mark.parametrize("revision", OLDER)
def test_an_upgraded_schema_is_that_of_a_new_store(revision: str, tmp_path: Path) -> None:
    fresh, upgraded = tmp_path / DATABASE_NAME, lay_out(revision, tmp_path / "data")
    upgrade_sqlite(fresh)
    upgrade_sqlite(upgraded)
    assert read_schema(upgraded) == read_schema(fresh)


@pytest.mark.parametrize("revision", OLDER)
def test_a_kill_in_mid_migration_does_no_harm(revision: str, tmp_path: Path, seed: int) -> None:
    path = lay_out(revision, tmp_path / "data")
    columns, before = list_columns(path), read_rows(path)
    survivor = lay_out(revision, tmp_path / "survivor")
    statements = int(open_until(survivor.parent, NEVER).stdout)
    moments = [str(number) for number in range(statements)]
    if not is_full():
        moments = random.Random(seed).sample(moments, 2)
    for moment in (*ALWAYS, *moments):
        died = open_until(path.parent, moment)
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert schema_revision(path) == revision
        assert read_rows(path, columns) == before
    upgrade_sqlite(path)
    assert schema_revision(path) == SCHEMA_REVISION
    assert find_damage(path) == []
    assert without_facts(read_rows(path, columns)) == without_facts(before)
    assert [schema_revision(copy) for copy in copies_before(path)] == [revision]


def not_deleted(path: Path, table: str) -> Sequence[tuple[object, ...]]:
    """Give the rows of a table that are not deleted."""
    return query(path, f"SELECT * FROM {table} WHERE deleted_at IS NULL")


def query(path: Path, statement: str) -> Sequence[tuple[object, ...]]:
    """Give what a database answers."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def open_until(data: Path, moment: str) -> subprocess.CompletedProcess[str]:
    """Open a store in a process of its own that is killed at a moment."""
    return subprocess.run(
        [sys.executable, str(Path(__file__).with_name("faulty_upgrade.py")), str(data), moment],
        capture_output=True,
        text=True,
        env=program_environment(),
        timeout=DEADLINE_S,
        check=False,
    )


def without_facts(rows: Rows) -> Rows:
    """Leave out what an upgrade writes down about itself."""
    return rows | {"store_facts": []}


def read_schema(path: Path) -> set[tuple[str, str, str]]:
    """Give every table and index of a database, with the statement that makes it."""
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master"))
