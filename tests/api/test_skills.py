"""The lexicon over HTTP."""

from __future__ import annotations

from api.asgi import TestClient
from api.requests import ok, refused


def test_what_a_text_names_is_told_with_its_place_and_reason(client: TestClient) -> None:
    text = "Experience with React and k8s. We go the extra mile."
    answer = ok(client.post("/api/skills/check", json={"text": text}))
    found = {one["name"]: one for one in answer["skills"]}
    kubernetes = found["Kubernetes"]
    assert text[kubernetes["start"] : kubernetes["end"]] == kubernetes["text"] == "k8s"
    assert (kubernetes["why"], found["Go"]["why"]) == ("alias", "not_meant")
    assert answer["lexicon_version"].startswith("lexicon-")
    assert ok(client.post("/api/skills/check", json={"text": ""}))["skills"] == []


def test_the_lexicon_is_searched_exact_names_first(client: TestClient) -> None:
    found = ok(client.get("/api/skills/search", params={"query": "python", "limit": 3}))["skills"]
    assert found[0]["name"] == "Python"
    assert len(found) <= 3
    assert ok(client.get("/api/skills/search", params={"query": "no such skill"}))["skills"] == []


def test_what_is_no_question_is_refused(client: TestClient) -> None:
    refused(client.post("/api/skills/check", json={}), 422, "invalid_input")
    refused(client.get("/api/skills/search", params={"limit": 0}), 422, "invalid_input")
