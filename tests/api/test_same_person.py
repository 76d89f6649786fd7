"""Candidates who may be one person, over HTTP."""

from __future__ import annotations

from api.asgi import TestClient
from api.requests import RESUME, ok, refused, upload

NEWER = RESUME + "\nForeman since 2023.\n"


def test_an_upload_tells_whose_it_may_be_and_both_are_joined_and_parted(client: TestClient) -> None:
    first = upload(client)
    second = upload(client, NEWER)
    assert first["same_person"] == []
    (offer,) = second["same_person"]
    assert offer["candidate_id"] == first["candidate_id"]
    assert {trait["reason"] for trait in offer["traits"]} >= {"email"}
    path = f"/api/candidates/{second['candidate_id']}"
    assert ok(client.get(f"{path}/same-person"))["same_person"] == second["same_person"]
    assert len(ok(client.get("/api/candidates/same-person"))["offers"]) == 1

    joined = ok(client.post(f"{path}/join", json={"candidate_id": first["candidate_id"]}))
    assert joined["candidate"]["resume_count"] == 2
    assert ok(client.get(f"/api/candidates/{first['candidate_id']}"))["candidate"] == joined["candidate"]
    assert ok(client.get(f"{path}/same-person"))["same_person"] == []
    ok(client.post(f"/api/undo/{joined['event_id']}"))
    assert ok(client.get(path))["candidate"]["resume_count"] == 1
    refused(client.post(f"{path}/join", json={"candidate_id": "cand_00000000"}), 404, "not_found", "cand_00000000")


def test_two_are_told_apart_and_offered_again(client: TestClient) -> None:
    first, second = upload(client), upload(client, NEWER)
    path, body = f"/api/candidates/{first['candidate_id']}", {"candidate_id": second["candidate_id"]}
    told = ok(client.post(f"{path}/set-apart", json=body))
    assert told["candidate"]["candidate_id"] == first["candidate_id"]
    assert ok(client.get(f"{path}/same-person"))["same_person"] == []
    assert ok(client.get("/api/candidates/same-person"))["offers"] == []
    refused(client.post(f"{path}/set-apart", json=body), 409, "nothing_to_move", first["candidate_id"])
    ok(client.post(f"/api/undo/{told['event_id']}"))
    assert len(ok(client.get("/api/candidates/same-person"))["offers"]) == 1


def test_a_resume_is_separated_once_however_often_it_is_asked_for(client: TestClient) -> None:
    first = upload(client)
    second = upload(client, NEWER)
    path = f"/api/resumes/{second['resume_id']}/separate"
    refused(client.post(path), 409, "nothing_to_move", second["resume_id"])
    ok(client.post(f"/api/candidates/{first['candidate_id']}/join", json={"candidate_id": second["candidate_id"]}))
    key = {"Idempotency-Key": "once"}
    apart = ok(client.post(path, headers=key))
    assert ok(client.post(path, headers=key)) == apart
    assert (
        ok(client.get(f"/api/resumes/{second['resume_id']}"))["resume"]["candidate_id"]
        == (apart["candidate"]["candidate_id"])
    )


def test_two_texts_are_compared(client: TestClient) -> None:
    first = upload(client)
    second = upload(client, NEWER)
    path = f"/api/resumes/{second['resume_id']}/diff"
    answer = ok(client.get(path, params={"with": first["resume_id"]}))
    added = [block["text"].strip() for block in answer["blocks"] if block["kind"] == "added"]
    assert [text for text in added if text] == ["Foreman since 2023."]
    assert answer["with_resume_id"] == first["resume_id"]
    refused(client.get(path), 422, "invalid_input")
