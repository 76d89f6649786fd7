"""Checks over HTTP: handed in once, watched as a task, and told of afterwards."""

from __future__ import annotations

from contextlib import closing

from api.asgi import TestClient
from api.requests import add_job, ok, refused
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.memory import Memory
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until


def test_a_check_is_made_in_the_background_and_its_outcome_is_kept(client: TestClient, memory: Memory) -> None:
    assert ok(client.get("/api/checks")) == {"checks": []}
    add_job(client)
    key = {"Idempotency-Key": "weekly"}
    task = ok(client.post("/api/checks/store", headers=key), 202)["task"]
    assert ok(client.post("/api/checks/store", headers=key), 202)["task"] == task
    refused(client.post("/api/checks/store"), 409, "task_conflict", task["task_id"])
    memory.write(LOCAL_CALLER, lambda work: work.count("jobs", 1))
    with closing(TaskRunner(memory)):
        wait_until(lambda: ok(client.get(f"/api/tasks/{task['task_id']}"))["task"]["state"] == "done", "it is checked")
    (found,) = ok(client.get("/api/checks"))["checks"]
    assert (found["kind"], found["task"]["task_id"]) == ("store", task["task_id"])
    assert found["problems"] == ["the total of jobs says 2, there are 1"]
    assert found["problem_count"] == 1
    assert found["checked"]["events"] >= found["head"]["seq"] > 0


def test_what_can_not_be_checked_is_refused(client: TestClient) -> None:
    assert client.post("/api/checks/weather").status_code == 422
