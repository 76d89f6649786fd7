from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func
from sqlalchemy import select as choose

from api.asgi import TestClient
from api.conftest import TOKEN
from api.requests import BASE_URL, JOB, add_job, ok, refused, submit, upload
from recollect.services.memory import Memory
from recollect.storage.tables import events

KEY = {"Idempotency-Key": "retry-1"}
Request = tuple[str, str, dict[str, Any]]


def create(_: TestClient) -> Request:
    return "POST", "/api/job-description", {"json": JOB}


def edit(client: TestClient) -> Request:
    return "PATCH", f"/api/jobs/{add_job(client)}", {"json": {"version": 1, "role_name": "Fitter"}}


def delete(client: TestClient) -> Request:
    return "DELETE", f"/api/jobs/{add_job(client)}", {}


def select(client: TestClient) -> Request:
    return "POST", f"/api/jobs/{add_job(client)}/select", {}


def undo(client: TestClient) -> Request:
    event_id = ok(client.delete(f"/api/jobs/{add_job(client)}"))["event_id"]
    return "POST", f"/api/undo/{event_id}", {}


def upload_and_analyse(client: TestClient) -> Request:
    add_job(client)
    return "POST", "/api/upload-resume", {"files": {"file": ("a.txt", b"Maren Holt\nElectrician")}}


def upload_only(_: TestClient) -> Request:
    return "POST", "/api/upload-resume-only", {"files": {"file": ("a.txt", b"Maren Holt\nElectrician")}}


def analyse(client: TestClient) -> Request:
    add_job(client)
    return "POST", f"/api/analyze-resume/{upload(client)['resume_id']}", {}


def say(_: TestClient) -> Request:
    return "POST", "/api/feedback/submit", {"json": {"interaction_id": "a", "rating": 4}}


def revise(client: TestClient) -> Request:
    return "PATCH", f"/api/feedback/{submit(client)['feedback_id']}", {"json": {"version": 1, "rating": 1}}


def copy(client: TestClient) -> Request:
    return "POST", f"/api/jobs/{add_job(client)}/template", {"json": {"name": "Ours"}}


EVERY = [create, edit, delete, select, undo, upload_and_analyse, upload_only, analyse, say, revise, copy]


@pytest.mark.parametrize("prepare", EVERY, ids=lambda prepare: prepare.__name__)
def test_the_same_request_is_carried_out_once_and_answered_alike(
    client: TestClient, memory: Memory, prepare: Callable[[TestClient], Request]
) -> None:
    method, path, sent = prepare(client)
    first = client.request(method, path, headers=KEY, **sent)
    assert first.is_success, first.text
    made = count_events(memory)
    for _ in range(2):
        again = client.request(method, path, headers=KEY, **sent)
        assert (again.status_code, again.content) == (first.status_code, first.content)
    assert count_events(memory) == made


@pytest.mark.parametrize("prepare", [create, edit, say, upload_only, copy], ids=lambda prepare: prepare.__name__)
def test_another_body_under_the_same_key_is_refused(
    client: TestClient, memory: Memory, prepare: Callable[[TestClient], Request]
) -> None:
    method, path, sent = prepare(client)
    assert client.request(method, path, headers=KEY, **sent).is_success
    made = count_events(memory)
    if "json" in sent:
        other: dict[str, Any] = {"json": sent["json"] | {"role_name": "Other", "rating": 2, "name": "Other"}}
    else:
        other = {"files": {"file": ("a.txt", b"Omar Haddad\nChef")}}
    refused(client.request(method, path, headers=KEY, **other), 422, "idempotency_key_reused")
    assert count_events(memory) == made


def test_another_job_in_the_query_is_another_request(client: TestClient) -> None:
    resume_id, job_id = upload(client)["resume_id"], add_job(client)
    ok(client.post(f"/api/analyze-resume/{resume_id}", headers=KEY))
    answer = client.post(f"/api/analyze-resume/{resume_id}?job_id={job_id}", headers=KEY)
    refused(answer, 422, "idempotency_key_reused")


def test_a_key_belongs_to_its_method_path_and_caller(client: TestClient, guarded: FastAPI) -> None:
    first = ok(client.post("/api/job-description", json=JOB, headers=KEY))["job_id"]
    ok(client.post(f"/api/jobs/{first}/select", headers=KEY))
    ok(client.delete(f"/api/jobs/{first}", headers=KEY))
    with TestClient(guarded, base_url=BASE_URL, headers={"Authorization": f"Bearer {TOKEN}"}) as other:
        assert ok(other.post("/api/job-description", json=JOB, headers=KEY))["job_id"] != first


def test_a_refused_request_leaves_its_key_free(client: TestClient) -> None:
    resume_id = upload(client)["resume_id"]
    refused(client.post(f"/api/analyze-resume/{resume_id}", headers=KEY), 409, "no_job_selected")
    add_job(client)
    ok(client.post(f"/api/analyze-resume/{resume_id}", headers=KEY))


def test_a_request_that_is_under_way_is_not_carried_out_twice(
    client: TestClient, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived, release = threading.Event(), threading.Event()
    write = memory.store.write

    def write_and_tell(*unit: Any) -> Any:
        handed_in = write(*unit)
        arrived.set()
        return handed_in

    write(lambda _: release.wait(60))  # nothing is committed before
    monkeypatch.setattr(memory.store, "write", write_and_tell)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(client.post, "/api/job-description", json=JOB, headers=KEY)
        assert arrived.wait(60)
        try:
            refused(client.post("/api/job-description", json=JOB, headers=KEY), 409, "request_under_way")
        finally:
            release.set()
        kept = ok(first.result())
    assert ok(client.post("/api/job-description", json=JOB, headers=KEY)) == kept
    assert ok(client.get("/api/jobs"))["total"] == 1


@pytest.mark.parametrize("key", ["", "k" * 256, "a\tb", "\x7f", "é"])
def test_a_key_that_cannot_be_kept_is_refused(client: TestClient, key: str) -> None:
    answer = client.post("/api/job-description", json=JOB, headers={"Idempotency-Key": key.encode("latin-1")})
    refused(answer, 422, "invalid_input")
    assert ok(client.get("/api/jobs"))["total"] == 0


def count_events(memory: Memory) -> int:
    """Tell how many changes were made."""
    with memory.store.read() as reader:
        return int(reader.connection.execute(choose(func.count()).select_from(events)).scalar_one())
