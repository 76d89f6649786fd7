"""Background work over HTTP: handed in, watched, changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api.asgi import TestClient
from api.requests import RESUME, add_job, ok, refused, upload
from office_factory import make_docx, make_zip
from pdf_factory import make_scan
from recollect.services.memory import Memory
from recollect.storage.records import resumes
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until
from use_cases import all_events

SHAPE = {
    "task_id", "kind", "state", "actor", "total", "done", "failed", "cancelled", "seconds_left", "created_at",
    "updated_at", "ended_at", "revision",
}  # fmt: skip
FILE = {"file": ("maren.txt", RESUME.encode())}


@pytest.fixture
def work(memory: Memory) -> Iterator[Callable[[], None]]:
    """Give what sets the runner to work."""
    runners: list[TaskRunner] = []
    yield lambda: runners.append(TaskRunner(memory))
    for runner in runners:
        runner.close()


def hand_in(client: TestClient, **options: Any) -> dict[str, Any]:
    answer = client.post("/api/upload-resume", params={"wait": "false"}, files=FILE, **options)
    task: dict[str, Any] = ok(answer, 202)["task"]
    return task


def ended(client: TestClient, task_id: str) -> dict[str, Any]:
    wait_until(lambda: ok(client.get(f"/api/tasks/{task_id}"))["task"]["ended_at"] is not None, "the task has ended")
    return ok(client.get(f"/api/tasks/{task_id}"))


def events(text: str) -> list[tuple[int, str, dict[str, Any]]]:
    """Read server-sent events: the id, the name and the data of each."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((int(fields["id"]), fields["event"], msgspec.json.decode(fields["data"])))
    return found


def test_the_files_of_an_archive_are_kept_in_the_background(client: TestClient, work: Callable[[], None]) -> None:
    files: dict[str, bytes | str] = {
        "a/maren.txt": RESUME,
        "ida.docx": make_docx(),
        "x.zip": make_zip({"y": b"y"}),
        "e.txt": b"",
    }
    sent = {"file": ("cvs.zip", make_zip(files))}
    task = ok(client.post("/api/upload-archive", files=sent), 202)["task"]
    assert (task["kind"], task["total"]) == ("upload_archive", 4)
    work()
    found = ended(client, task["task_id"])
    assert [(item["label"], item["error"]) for item in found["items"]] == [
        ("a/maren.txt", None), ("ida.docx", None), ("x.zip", "nested_archive"), ("e.txt", "empty_document"),
    ]  # fmt: skip
    assert ok(client.get("/api/resumes"))["total"] == 2
    assert ok(client.get("/api/analyses"))["total"] == 0
    analysed = ok(client.post(f"/api/upload-archive?job_id={add_job(client)}", files=sent), 202)["task"]
    assert ended(client, analysed["task_id"])["items"][0]["result"]["analysis_id"]


def test_what_is_no_archive_is_refused_at_once(client: TestClient) -> None:
    for sent, name in ((make_docx(), "unsupported_document"), (b"PK\x03\x04 no", "broken_document")):
        answer = client.post("/api/upload-archive", files={"file": ("x.zip", sent)})
        refused(answer, 415 if name == "unsupported_document" else 422, name)
    refused(client.post("/api/upload-archive?job_id=deadbeef", files=FILE), 404, "not_found", "deadbeef")


def test_an_upload_that_is_not_waited_for_is_on_disk_and_done_later(
    client: TestClient, memory: Memory, work: Callable[[], None]
) -> None:
    job_id = add_job(client)
    task = hand_in(client)
    assert set(task) == SHAPE
    assert (task["kind"], task["state"], task["total"], task["actor"]) == ("upload_resume", "queued", 1, "local")
    (staged,) = Path(memory.data / "staged").iterdir()
    assert staged.read_bytes() == RESUME.encode()
    work()
    found = ended(client, task["task_id"])
    assert found["task"]["state"] == "done"
    (item,) = found["items"]
    assert (item["label"], item["state"], item["error"]) == ("maren.txt", "done", None)
    analysis = ok(client.get(f"/api/analyses/{item['result']['analysis_id']}"))["analysis"]
    assert (analysis["job_id"], analysis["resume_id"]) == (job_id, item["result"]["resume_id"])
    wait_until(lambda: not staged.exists(), "what was staged is removed")


def test_an_analysis_that_is_not_waited_for(client: TestClient, work: Callable[[], None]) -> None:
    job_id, resume_id = add_job(client), upload(client)["resume_id"]
    path = f"/api/analyze-resume/{resume_id}"
    task = ok(client.post(path, params={"wait": "false", "job_id": job_id}), 202)["task"]
    work()
    (item,) = ended(client, task["task_id"])["items"]
    assert set(item["result"]) == {"resume_id", "candidate_id", "analysis_id", "job_id"}
    refused(client.post("/api/analyze-resume/resume_000000000000?wait=false"), 404, "not_found", "resume_000000000000")


def test_documents_are_read_anew_in_the_background(
    client: TestClient, memory: Memory, work: Callable[[], None]
) -> None:
    first = upload(client)["resume_id"]
    gone = upload(client, "Ruth Amadi\nPlumber\n")["resume_id"]
    refused(client.post("/api/reread-resumes", json={}), 409, "task_conflict")
    refused(
        client.post("/api/reread-resumes", json={"resume_ids": ["resume_000000000000"]}),
        404,
        "not_found",
        "resume_000000000000",
    )
    assert ok(client.get("/api/tasks"))["total"] == 0
    with memory.store.read() as reader:
        path = resumes.get_resume(reader, gone).document_path
    memory.blobs.delete(path)
    memory.blobs.claim(path, b"%PDF-1.7 no")  # as a disk may leave a file
    task = ok(client.post("/api/reread-resumes", json={"resume_ids": [first, gone, first]}), 202)["task"]
    assert (task["kind"], task["total"]) == ("reread_resumes", 2)
    work()
    found = ended(client, task["task_id"])
    assert [(item["label"], item["state"], item["error"]) for item in found["items"]] == [
        (first, "done", None),
        (gone, "failed", "broken_document"),
    ]
    assert found["items"][0]["result"] == {"resume_id": first, "text_changed": False}
    assert [event.entity_id for event in all_events(memory) if event.action == "resume.reread"] == [first]


def test_what_can_not_be_done_is_said_before_it_is_handed_in(client: TestClient, memory: Memory) -> None:
    refused(client.post("/api/upload-resume?wait=false", files=FILE), 409, "no_job_selected")
    assert ok(client.get("/api/tasks")) == {"tasks": [], "total": 0, "next_cursor": None}
    assert not (memory.data / "staged").exists()


def test_a_file_that_can_not_be_read_fails_its_item(client: TestClient, work: Callable[[], None]) -> None:
    add_job(client)
    task = ok(client.post("/api/upload-resume?wait=false", files={"file": ("x.pdf", b"%PDF-1.7 no")}), 202)["task"]
    work()
    found = ended(client, task["task_id"])
    assert found["task"]["state"] == "failed"
    assert [item["error"] for item in found["items"]] == ["broken_document"]
    assert ok(client.get(f"/api/tasks/{task['task_id']}?state=done"))["items"] == []
    assert ok(client.post(f"/api/tasks/{task['task_id']}/retry"))["task"]["state"] == "queued"
    assert ended(client, task["task_id"])["task"]["failed"] == 1


def test_a_scan_is_kept_in_the_background_when_asked_and_its_item_says_that_it_has_no_text(
    client: TestClient, work: Callable[[], None]
) -> None:
    add_job(client)
    for asked, error, kept in (("", "scanned_document", 0), ("&keep_scan=true", "no_text", 1)):
        file = {"file": ("scan.pdf", make_scan())}
        task = ok(client.post(f"/api/upload-resume?wait=false{asked}", files=file), 202)["task"]
        work()
        assert [item["error"] for item in ended(client, task["task_id"])["items"]] == [error]
        assert ok(client.get("/api/resumes"))["total"] == kept


def test_the_same_keyed_request_hands_in_one_task(client: TestClient) -> None:
    add_job(client)
    first, second = (hand_in(client, headers={"Idempotency-Key": "once"}) for _ in range(2))
    assert first == second
    assert ok(client.get("/api/tasks"))["total"] == 1


def test_a_task_is_paused_resumed_and_cancelled(client: TestClient) -> None:
    add_job(client)
    task_id = hand_in(client)["task_id"]
    states = [
        ok(client.post(f"/api/tasks/{task_id}/{wish}"))["task"]["state"]
        for wish in ("pause", "pause", "resume", "cancel")
    ]
    assert states == ["paused", "paused", "queued", "cancelled"]
    for wish in ("pause", "resume", "cancel", "retry"):
        refused(client.post(f"/api/tasks/{task_id}/{wish}"), 409, "task_conflict", task_id)
        refused(client.post(f"/api/tasks/task_000000000000/{wish}"), 404, "not_found", "task_000000000000")


def test_a_watcher_is_told_all_until_the_end_and_can_come_back(client: TestClient, work: Callable[[], None]) -> None:
    add_job(client)
    task_id = hand_in(client)["task_id"]
    work()
    answer = client.get(f"/api/tasks/{task_id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = events(answer.text)
    assert [name for _, name, _ in told if name == "item"] == ["item"]
    ids = [number for number, _, _ in told]
    assert ids == sorted(ids)
    assert told[-1][1:] == ("task", ok(client.get(f"/api/tasks/{task_id}"))["task"])
    item_id = next(number for number, name, _ in told if name == "item")
    again = events(client.get(f"/api/tasks/{task_id}/events", headers={"Last-Event-ID": str(item_id)}).text)
    assert [name for _, name, _ in again] == ["task"]
    last = client.get(f"/api/tasks/{task_id}/events", headers={"Last-Event-ID": str(ids[-1])})
    assert (last.status_code, last.content) == (204, b"")


def test_a_stream_shows_signs_of_life_and_ends_when_the_server_stops(
    client: TestClient, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recollect.web import event_stream  # noqa: PLC0415 - its times are made short here alone

    monkeypatch.setattr(event_stream, "HEARTBEAT_S", 0.0)
    monkeypatch.setattr(event_stream, "LOOK_AGAIN_S", 0.01)
    add_job(client)
    task_id = hand_in(client)["task_id"]
    beats: list[bool] = []
    stopping = app.state.stopping

    class StopsAfterSomeBeats:
        def is_set(self) -> bool:
            beats.append(True)
            return len(beats) > 3 or bool(stopping.is_set())

    app.state.stopping = StopsAfterSomeBeats()
    text = client.get(f"/api/tasks/{task_id}/events").text
    assert text.count(": still here\n\n") >= 2
    assert "event: task" in text


def test_an_unknown_task_and_a_foreign_event_are_refused(client: TestClient) -> None:
    for path in ("", "/events"):
        refused(client.get(f"/api/tasks/task_000000000000{path}"), 404, "not_found", "task_000000000000")
    add_job(client)
    task_id = hand_in(client)["task_id"]
    refused(client.get(f"/api/tasks/{task_id}/events", headers={"Last-Event-ID": "x"}), 422, "invalid_input")


def test_what_is_done_with_a_task_is_in_the_audit_trail(client: TestClient, work: Callable[[], None]) -> None:
    add_job(client)
    task_id = hand_in(client)["task_id"]
    for wish in ("pause", "resume"):
        ok(client.post(f"/api/tasks/{task_id}/{wish}"))
    work()
    ended(client, task_id)
    found = ok(client.get("/api/audit", params={"entity": task_id}))["events"]
    assert [event["action"] for event in reversed(found)] == [
        "task.submitted", "task.paused", "task.resumed", "task.finished",
    ]  # fmt: skip
    assert {event["event_id"] for event in found} == {
        event["event_id"] for event in ok(client.get("/api/audit", params={"entity": "task"}))["events"]
    }
