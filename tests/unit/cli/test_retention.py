from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from recollect.storage.databases.sqlite_store import DATABASE_NAME
from unit.cli.conftest import Filled
from unit.cli.running import ask, fail, run


@pytest.fixture
def old(filled: Filled) -> Filled:
    """Make everything in the store look two years older."""
    with closing(sqlite3.connect(filled.data / DATABASE_NAME, isolation_level=None)) as connection:
        connection.execute("UPDATE events SET at = at - 730 * 86400000000")
    return filled


def test_retention_is_off_unless_it_is_switched_on(old: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(old.data, "retention", "preview") == {"enabled": False, "retention_days": 0, "due": [], "total": 0}
    assert "Retention is off" in run(old.data, "retention", "preview").stdout
    assert fail(old.data, "retention", "apply")[0] == 2
    monkeypatch.setenv("RECOLLECT_RETENTION_DAYS", "365")
    found = ask(old.data, "retention", "preview")
    assert (found["enabled"], found["total"]) == (True, 1)
    assert ask(old.data, "retention", "preview", "--days", "3650")["total"] == 0


def test_who_is_due_is_shown_and_erased_when_their_number_is_typed(old: Filled) -> None:
    shown = run(old.data, "retention", "preview", "--days", "365").stdout
    assert old.candidate_id in shown
    assert "1 due after 365 days without activity. The server leaves them" in shown
    wrong = run(old.data, "retention", "apply", "--days", "365", stdin="yes\n")
    assert wrong.exit_code == 2
    assert old.candidate_id in wrong.stderr
    assert "1 person erased." in run(old.data, "retention", "apply", "--days", "365", stdin="1\n").stdout
    assert ask(old.data, "retention", "apply", "--days", "365", "--yes") == {"erased": [], "total": 0}
    assert ask(old.data, "candidate", "list")["total"] == 0
