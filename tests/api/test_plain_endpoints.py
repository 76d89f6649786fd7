"""What is answered before the framework is answered as the framework would."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.asgi import TestClient
from api.requests import BASE_URL, JOB, RESUME, ok
from recollect.services.memory import Memory
from recollect.settings import Settings
from recollect.web.app import create_app
from recollect.web.security import Guard

_CHANGING = frozenset({"/api/storage/stats"})
"""These, and what is exported of a person, say what time it is, and how large the files are."""
_BODIES = (
    b"", b"{", b"[]", b"{}", b'"x"', b"null", b'{"version": "1"}', b'{"version": 1e400}', b'{"version": NaN}',
    b'{"job_description": 7, "version": 1}', b'{"job_description": "\\ud800", "version": 1}', b'{"version": 1, "x": 2}',
)  # fmt: skip
_QUERIES = ("", "?limit=1", "?limit=0", "?limit=x", "?nonsense=1", "?query=wiring", "?query=", "?limit=1&limit=2")


@pytest.fixture
def by_framework(settings: Settings, memory: Memory) -> TestClient:
    """Give a client of the same store whose reads all go through the framework."""
    app = create_app(settings, memory)
    app.entrance = Guard(app.call_framework, settings=settings, memory=memory)
    return TestClient(app, base_url=BASE_URL)


def _addresses(app: FastAPI, client: TestClient) -> list[str]:
    job_id = ok(client.post("/api/job-description", json=JOB))["job_id"]
    made = ok(client.post("/api/upload-resume", files={"file": ("maren.txt", RESUME.encode())}))
    ids = {"job_id": job_id} | {name: made[name] for name in ("resume_id", "analysis_id", "candidate_id")}
    paths = [path for path, methods in app.openapi()["paths"].items() if "get" in methods and "events" not in path]
    known = [path.format_map(_Ids(ids)) for path in paths]
    unknown = [path.format_map(_Ids({})) for path in paths]
    return [address for address in {*known, *unknown} if address not in _CHANGING and "/export" not in address]


class _Ids(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "nobody"


def test_every_read_is_answered_as_the_framework_answers_it(
    app: FastAPI, client: TestClient, by_framework: TestClient
) -> None:
    for address in _addresses(app, client):
        for query in _QUERIES:
            ours, theirs = client.get(address + query), by_framework.get(address + query)
            assert ours.status_code == theirs.status_code, address + query
            assert ours.headers == theirs.headers, address + query
            assert ours.content == theirs.content, address + query


def test_every_body_is_taken_and_refused_as_the_framework_does_it(
    app: FastAPI, client: TestClient, by_framework: TestClient
) -> None:
    asked = 0
    for path, methods in app.openapi()["paths"].items():
        for method in {"post", "patch", "put"} & {*methods}:
            if "application/json" not in methods[method].get("requestBody", {}).get("content", {}):
                continue
            address = path.format_map(_Ids({}))
            for body in _BODIES:
                for kind in ("application/json", "application/json; charset=utf-8", "text/plain"):
                    sent: dict[str, Any] = {"content": body, "headers": {"content-type": kind}}
                    ours = client.request(method.upper(), address, **sent)
                    theirs = by_framework.request(method.upper(), address, **sent)
                    assert (ours.status_code, ours.headers) == (theirs.status_code, theirs.headers), (address, body)
                    assert ours.content == theirs.content, (address, body)
                    asked += 1
    assert asked > len(_BODIES)


def test_an_address_that_is_no_read_of_the_api_is_the_frameworks(client: TestClient, by_framework: TestClient) -> None:
    for address in ("/api/jobs/", "/api/jobs/a/b/c", "/api", "/api/", "/api/nothing", "/openapi.json", "/nobody"):
        assert client.get(address).status_code == by_framework.get(address).status_code, address
    assert client.head("/api/jobs").status_code == by_framework.head("/api/jobs").status_code
    assert client.delete("/api/jobs").json() == by_framework.delete("/api/jobs").json()


def test_the_reads_that_lists_and_pages_live_on_are_plain(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = ok(client.post("/api/job-description", json=JOB))["job_id"]
    monkeypatch.setattr(APIRoute, "handle", None)  # the framework can answer nothing
    for address in (
        "/api/jobs",
        "/api/jobs/search?query=wiring",
        f"/api/jobs/{job_id}",
        "/api/resumes",
        "/api/analyses",
    ):
        ok(client.get(address))
