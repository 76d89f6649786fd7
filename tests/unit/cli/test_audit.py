from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from recollect.storage.databases.sqlite_store import DATABASE_NAME
from unit.cli.conftest import Filled
from unit.cli.running import ask, fail, run


def test_the_trail_is_listed_as_the_api_gives_it(filled: Filled) -> None:
    found = ask(filled.data, "audit", "list", "--limit", "2")
    assert [event["action"] for event in found["events"]] == ["feedback.submitted", "analysis.created"]
    older = ask(filled.data, "audit", "list", "--limit", "4", "--cursor", found["next_cursor"])
    assert [event["action"] for event in older["events"]] == [
        "task.finished", "resume.added", "task.submitted", "job.created",
    ]  # fmt: skip
    shown = run(filled.data, "audit", "list", "--entity", filled.job_id).stdout
    assert "Job created" in shown
    assert older["events"][-1]["event_id"] in shown


def test_the_trail_is_narrowed_by_time_and_actor(filled: Filled) -> None:
    assert ask(filled.data, "audit", "list", "--since", "2999-01-01")["events"] == []
    assert len(ask(filled.data, "audit", "list", "--since", "2000-01-01", "--actor", "local")["events"]) == 6
    assert "Nothing of that kind" in run(filled.data, "audit", "list", "--actor", "nobody").stdout
    assert fail(filled.data, "audit", "list", "--since", "yesterday")[0] == 2


def test_a_command_seals_what_it_did(filled: Filled) -> None:
    with closing(sqlite3.connect(filled.data / DATABASE_NAME)) as connection:
        assert connection.execute("SELECT count(*), count(seq) FROM events").fetchone() == (6, 6)


def test_a_whole_chain_is_verified(filled: Filled) -> None:
    found = ask(filled.data, "audit", "verify")
    assert {name: found[name] for name in ("events", "erased", "unsealed", "problems")} == {
        "events": 6,
        "erased": 0,
        "unsealed": 0,
        "problems": [],
    }
    shown = run(filled.data, "audit", "verify")
    assert shown.exit_code == 0
    assert found["head"]["chain_digest"] in shown.stdout


def test_a_changed_event_is_named(filled: Filled) -> None:
    with closing(sqlite3.connect(filled.data / DATABASE_NAME, isolation_level=None)) as connection:
        connection.execute("UPDATE events SET actor = 'somebody' WHERE seq = 2")
        (event_id,) = connection.execute("SELECT event_id FROM events WHERE seq = 2").fetchone()
    result = run(filled.data, "audit", "verify", "--json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["event_id"], problem["seq"]) == (event_id, 2)
    assert f"✗ event {event_id}, seq 2" in run(filled.data, "audit", "verify").stdout
    assert run(filled.data, "verify").exit_code == 1
