"""P9: a backup that was taken under load, and restored, is what the store was at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import httpx
import pytest

from counts import full_or
from recollect.services.backups.backup_schedule import list_backups
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from reliability.server_process import Served, run_command, run_together, served, wait_until
from stores import read_rows

pytestmark = pytest.mark.promise

WRITERS = 3
MOVING = {"counters", "store_facts", "events", "event_chains", "callers"}
"""The tables of which rows change while others are added: totals, what is sealed, the current job."""


def test_a_backup_under_load_restores_what_was_acknowledged_before_it(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    data, rounds, kept = tmp_path / "data", full_or(2, 20), 0
    acknowledged: list[str] = []
    with served(data) as server:
        for number in range(rounds):
            backups = tmp_path / f"backups-{number}"
            before = back_up_meanwhile(server, data, backups, acknowledged, label=f"round {number}")
            restored = tmp_path / f"restored-{number}"
            (backup,) = backups.glob("*.tar")
            done = run_command("restore", str(backup), "--json", data=restored)
            assert done.returncode == 0, done.stdout + done.stderr
            found = contents(restored)
            assert set(before) <= found
            assert find_differences(restored, data) == []
            chain = run_command("audit", "verify", data=restored)
            assert chain.returncode == 0, chain.stdout + chain.stderr
            kept += len(found)
        assert server.stop() == 0
    record_property("rounds", rounds)
    record_property("restored records", kept)


def test_the_server_backs_up_by_itself_and_keeps_as_many_as_it_was_told(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "backups"
    plan = {"RECOLLECT_BACKUP_FOLDER": str(folder), "RECOLLECT_BACKUP_EVERY_HOURS": "0.0000001"}
    for number in range(3):
        with served(data, **plan, RECOLLECT_BACKUP_KEEP="2") as server:
            before = {kept.path for kept in list_backups(folder)}
            wait_until(partial(has_others_than, folder, before), f"backup {number} is there")
            assert server.stop() == 0
    assert len(list_backups(folder)) == 2
    said = run_command("stats", "--json", data=data).stdout
    assert str(list_backups(folder)[0].path) in said


def has_others_than(folder: Path, before: set[Path]) -> bool:
    """Tell whether a folder has a backup that was not there before."""
    return not {kept.path for kept in list_backups(folder)} <= before


def back_up_meanwhile(server: Served, data: Path, backups: Path, acknowledged: list[str], *, label: str) -> list[str]:
    """Back up by the command line while others write; give what was acknowledged before it began."""
    before: list[str] = []
    done = False

    def back_up() -> None:
        nonlocal done
        try:
            enough = len(acknowledged) + 12
            wait_until(lambda: len(acknowledged) >= enough, "the load is there")
            before.extend(acknowledged)
            made = run_command("backup", str(backups), data=data)
            assert made.returncode == 0, made.stderr
        finally:
            done = True

    works = [_writer(server, acknowledged, f"{label} writer {number}", lambda: done) for number in range(WRITERS)]
    run_together(works, back_up)
    return before


def contents(data: Path) -> set[str]:
    """Give the ids of all jobs and résumés of a store."""
    with closing(sqlite3.connect(data / DATABASE_NAME)) as connection:
        rows = connection.execute("SELECT job_id FROM jobs UNION ALL SELECT resume_id FROM resumes")
        return {row[0] for row in rows}


def find_differences(restored: Path, source: Path) -> list[str]:
    """Name the tables with a row, and the files with a byte, that the store which is only ever added to has not."""
    rows, there = read_rows(restored / DATABASE_NAME), read_rows(source / DATABASE_NAME)
    files = [path.relative_to(restored) for path in (restored / "resumes").glob("*/*") if path.is_file()]
    return [
        *(table for table in set(rows) - MOVING if not set(rows[table]) <= set(there[table])),
        *(str(file) for file in files if (restored / file).read_bytes() != (source / file).read_bytes()),
    ]


def _writer(server: Served, acknowledged: list[str], label: str, is_done: Callable[[], bool]) -> Callable[[], None]:
    def write() -> None:
        number = 0
        with server.client() as client:
            while not is_done():
                number += 1
                acknowledged.append(_posted(client, f"{label}, {number}"))

    return write


def _posted(client: httpx.Client, text: str) -> str:
    if hash(text) % 3:
        answer = client.post("/api/job-description", json={"job_description": text})
        return str(answer.raise_for_status().json()["job_id"])
    answer = client.post("/api/upload-resume-only", files={"file": ("cv.txt", f"Electrician\n{text}\n".encode())})
    return str(answer.raise_for_status().json()["resume_id"])
