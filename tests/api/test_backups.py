"""Backups over HTTP: asked for, watched as a task, listed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from api.asgi import TestClient
from api.requests import ok, refused
from recollect.services.memory import Memory
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until


def test_a_backup_is_made_in_the_background(client: TestClient, memory: Memory, tmp_path: Path) -> None:
    memory.backup_folder = tmp_path / "backups"
    key = {"Idempotency-Key": "nightly"}
    task = ok(client.post("/api/backups", headers=key), 202)["task"]
    assert (task["kind"], task["total"]) == ("make_backup", 1)
    assert ok(client.post("/api/backups", headers=key), 202)["task"] == task
    refused(client.post("/api/backups"), 409, "task_conflict", task["task_id"])
    assert ok(client.get("/api/backups"))["under_way"]["task_id"] == task["task_id"]
    address = f"/api/tasks/{task['task_id']}"
    with closing(TaskRunner(memory)):
        wait_until(lambda: ok(client.get(address))["task"]["state"] == "done", "it is made")
    (item,) = ok(client.get(address))["items"]
    kept = ok(client.get("/api/backups"))
    assert set(kept) == {"folder", "backups", "last", "under_way"}
    assert (kept["folder"], kept["under_way"]) == (str(tmp_path / "backups"), None)
    (file,) = kept["backups"]
    assert file["path"] == item["result"]["path"] == kept["last"]["path"]
    assert Path(file["path"]).stat().st_size == file["bytes"]


def test_without_a_folder_the_answer_says_what_to_set(client: TestClient) -> None:
    assert "backup_folder" in refused(client.post("/api/backups"), 422, "no_backup_folder")
    assert ok(client.get("/api/backups")) == {"folder": None, "backups": [], "last": None, "under_way": None}
