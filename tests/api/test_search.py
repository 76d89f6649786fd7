from __future__ import annotations

from api.asgi import TestClient
from api.requests import add_job, ok, refused, upload


def test_everything_is_searched_in_one_list(client: TestClient) -> None:
    job_id = add_job(client)
    resume_id = upload(client)["resume_id"]
    found = ok(client.get("/api/search", params={"query": "electrical wir"}))
    assert set(found) == {"results", "total", "next_cursor", "meant"}
    assert {(hit["kind"], hit["id"]) for hit in found["results"]} == {("job", job_id), ("resume", resume_id)}
    assert set(found["results"][0]) == {"kind", "id", "title", "detail", "snippet", "score", "at", "analysis_id"}
    assert [hit["id"] for hit in ok(client.get("/api/search", params={"query": resume_id}))["results"]] == [resume_id]
    first = ok(client.get("/api/search", params={"query": "wiring", "limit": 1}))
    rest = ok(client.get("/api/search", params={"query": "wiring", "limit": 1, "cursor": first["next_cursor"]}))
    assert {first["results"][0]["id"], rest["results"][0]["id"]} == {job_id, resume_id}
    assert ok(client.get("/api/search"))["total"] == 0
    refused(client.get("/api/search", params={"cursor": "nonsense"}), 422, "invalid_cursor")


def test_a_slip_is_seen_through_and_said(client: TestClient) -> None:
    job_id = add_job(client)
    resume_id = upload(client)["resume_id"]
    found = ok(client.get("/api/search", params={"query": "electrcal wirign", "limit": 1}))
    assert found["meant"] == "electrical wiring"
    rest = {"query": found["meant"], "cursor": found["next_cursor"]}
    rest_found = ok(client.get("/api/search", params=rest))
    assert {hit["id"] for hit in (*found["results"], *rest_found["results"])} == {job_id, resume_id}
    for query in ("xylophones", "maren zzzz", ""):
        assert ok(client.get("/api/search", params={"query": query})) == {
            "results": [],
            "total": 0,
            "next_cursor": None,
            "meant": None,
        }
    page = client.get("/search?q=Mraen", headers={"accept": "text/html"}).text
    assert "This is what holds <b>maren</b>" in page
    assert "<mark>Maren</mark>" in page


def test_analyses_are_narrowed_by_what_the_query_names(client: TestClient) -> None:
    add_job(client)
    analysis_id = upload(client, path="/api/upload-resume")["analysis_id"]
    for narrowed, found in (
        ({"rated": "false", "engine": "builtin", "max_score": 100}, [analysis_id]),
        ({"rated": "true"}, []),
        ({"until": "2000-01-01T00:00:00Z"}, []),
        ({"since": "2000-01-01T00:00:00Z"}, [analysis_id]),
    ):
        listed = ok(client.get("/api/analyses", params=narrowed))["analyses"]
        assert [one["analysis_id"] for one in listed] == found
    refused(client.get("/api/analyses", params={"since": "2026-11-26T09:00:00"}), 422, "invalid_input")
