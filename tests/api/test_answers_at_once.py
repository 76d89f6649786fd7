"""What is answered without waiting for a thread: always what is in the store now, and by a thread where it must be."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest
from sqlalchemy.exc import OperationalError

from api.asgi import TestClient
from api.requests import JOB, add_job, ok, refused
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.job import Job, JobDraft, draft_of
from recollect.services.jobs import job_intake
from recollect.services.memory import Memory
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.store import NotAtOnce
from recollect.storage.unit import UnitOfWork
from recollect.web.api import jobs as endpoints
from recollect.web.api.schemas import ListQuery
from recollect.web.at_once import AtOnce


def test_an_answer_that_is_kept_is_given_up_at_every_change(client: TestClient) -> None:
    job_id = add_job(client)
    for turn in range(1, 4):
        for _ in range(2):  # the second time it is the one that was kept
            assert ok(client.get(f"/api/jobs/{job_id}"))["job"]["version"] == turn
            assert ok(client.get("/api/jobs"))["total"] == turn
        ok(client.patch(f"/api/jobs/{job_id}", json={"version": turn, "role_name": f"Role {turn}"}))
        add_job(client)
    ok(client.delete(f"/api/jobs/{job_id}"))
    refused(client.get(f"/api/jobs/{job_id}"), 404, "not_found", job_id)


def test_what_another_process_commits_is_seen_at_once(client: TestClient, memory: Memory) -> None:
    job_id = add_job(client)
    assert [ok(client.get("/api/jobs"))["total"] for _ in range(2)] == [1, 1]
    with closing(SqliteStore(memory.data / DATABASE_NAME)) as other:
        other.commit(job_intake.job_creation(memory, LOCAL_CALLER, draft_of(_job(memory, job_id))))
    assert ok(client.get("/api/jobs"))["total"] == 2


def test_callers_and_questions_are_told_apart(client: TestClient) -> None:
    ids = [add_job(client) for _ in range(3)]
    for _ in range(2):
        assert [ok(client.get(f"/api/jobs/{i}"))["job"]["job_id"] for i in ids] == ids
        assert [len(ok(client.get(f"/api/jobs?limit={n}"))["jobs"]) for n in (1, 2, 3)] == [1, 2, 3]


def test_a_thread_answers_when_the_database_is_locked_or_broken(
    client: TestClient, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_job(client)

    def break_off(*_: object) -> None:
        raise OperationalError("SELECT", None, Exception("database is locked"))

    monkeypatch.setattr(memory.store, "_connect_at_once", break_off)
    assert ok(client.get("/api/jobs"))["total"] == 1


def test_what_would_wait_or_take_long_is_not_done_at_once(memory: Memory) -> None:
    job_id = job_intake.create_job(memory, LOCAL_CALLER, JobDraft(job_description="Wiring."))
    ready = memory.at_once()
    assert ready is not None
    with pytest.raises(NotAtOnce):
        ready.write(LOCAL_CALLER, lambda _: None)
    with pytest.raises(NotAtOnce):
        job_intake.read_job(ready, LOCAL_CALLER, job_id)
    whole = job_intake.read_job(memory, LOCAL_CALLER, job_id)
    assert job_intake.read_job(ready, LOCAL_CALLER, job_id) == whole


def test_when_looking_up_takes_long_threads_do_it_for_a_while(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = memory.at_once()
    assert ready is not None
    at_once, clock = AtOnce(ready), [0.0]
    monkeypatch.setattr("time.perf_counter", lambda: clock[0])
    query = ListQuery()

    def slow(memory: Memory) -> object:
        clock[0] += 0.2
        return endpoints.list_jobs(query, memory, LOCAL_CALLER)

    answered = [at_once.call(slow, {"memory": memory}) is not None for _ in range(5)]  # type: ignore[arg-type]
    assert answered == [True, True, True, False, False]
    clock[0] += 60
    assert at_once.call(slow, {"memory": memory}) is not None  # type: ignore[arg-type]


def test_a_job_is_answered_only_after_its_commit(client: TestClient, memory: Memory) -> None:
    release, answered = threading.Event(), threading.Event()

    def hold(_: UnitOfWork) -> None:
        release.wait(60)

    memory.store.write(hold)

    def post() -> None:
        ok(client.post("/api/job-description", json=JOB))
        answered.set()

    posting = threading.Thread(target=post)
    posting.start()
    try:
        assert ok(client.get("/api/jobs"))["total"] == 0  # the loop is free meanwhile
        assert not answered.is_set()
    finally:
        release.set()
        posting.join()
    assert answered.is_set()
    assert ok(client.get("/api/jobs"))["total"] == 1


def _job(memory: Memory, job_id: str) -> Job:
    return job_intake.read_job(memory, LOCAL_CALLER, job_id)
