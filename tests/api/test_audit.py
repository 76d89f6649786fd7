from __future__ import annotations

from api.asgi import TestClient
from api.requests import add_job, ok, refused, upload


def test_the_trail_has_the_promised_shape_and_is_complete(client: TestClient) -> None:
    job_id = add_job(client)
    upload(client)
    found = ok(client.get("/api/audit"))
    assert set(found) == {"events", "next_cursor"}
    assert found["next_cursor"] is None
    newest, oldest = found["events"]
    assert newest["action"] == "resume.added"
    assert set(oldest) == {
        "event_id", "seq", "at", "actor", "action", "entity", "entity_id", "summary", "undoable",
    }  # fmt: skip
    assert {
        name: oldest[name] for name in ("seq", "actor", "action", "entity", "entity_id", "summary", "undoable")
    } == {
        "seq": 1,
        "actor": "local",
        "action": "job.created",
        "entity": "job",
        "entity_id": job_id,
        "summary": "Job created",
        "undoable": True,
    }


def test_the_trail_is_paged_and_narrowed(client: TestClient) -> None:
    ids = [add_job(client) for _ in range(3)]
    upload(client)
    first = ok(client.get("/api/audit", params={"limit": 2, "entity": "job"}))
    rest = ok(client.get("/api/audit", params={"limit": 2, "entity": "job", "cursor": first["next_cursor"]}))
    assert [event["entity_id"] for event in first["events"] + rest["events"]] == ids[::-1]
    assert rest["next_cursor"] is None
    (one,) = ok(client.get("/api/audit", params={"entity": ids[1]}))["events"]
    assert one["entity_id"] == ids[1]
    assert ok(client.get("/api/audit", params={"since": "2999-01-01T00:00:00Z"}))["events"] == []
    assert ok(client.get("/api/audit", params={"actor": "nobody"}))["events"] == []


def test_what_the_trail_calls_undoable_is_undone(client: TestClient) -> None:
    job_id = add_job(client)
    (event,) = ok(client.get("/api/audit"))["events"]
    ok(client.post(f"/api/undo/{event['event_id']}"))
    refused(client.get(f"/api/jobs/{job_id}"), 404, "not_found", job_id)
    deleted, created = ok(client.get("/api/audit"))["events"]
    assert (deleted["action"], deleted["undoable"], created["undoable"]) == ("job.deleted", True, False)
    refused(client.post(f"/api/undo/{created['event_id']}"), 409, "undo_conflict", job_id)


def test_a_time_without_its_zone_and_a_foreign_cursor_are_refused(client: TestClient) -> None:
    refused(client.get("/api/audit", params={"since": "2026-11-26T09:00:00"}), 422, "invalid_input")
    refused(client.get("/api/audit", params={"cursor": "nonsense"}), 422, "invalid_cursor")
