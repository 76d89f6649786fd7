"""Requests that the tests of the API begin with, and what is looked at in an answer."""

from __future__ import annotations

from typing import Any

import httpx

from api.asgi import TestClient
from recollect.services.memory import Memory

BASE_URL = "http://127.0.0.1"
JOB = {
    "job_description": "We need an electrician.\nMust have 5 years of experience with electrical wiring.",
    "company_name": "Brightwire Ltd",
    "role_name": "Electrician",
}
RESUME = """Maren Holt
Electrician
maren.holt@example.org

Experience
Electrician, Brightwire Ltd, 2015 - 2023
Electrical wiring of schools and hospitals.

Education
NVQ Level 3 in Electrical Installation, Leeds City College, 2014
"""


def ok(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    """Give the body of an answer that must be a success."""
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def refused(answer: httpx.Response, status: int, name: str, record_id: str | None = None) -> str:
    """Check an error against the one shape that all have, and give its detail."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    body: dict[str, str] = answer.json()
    expected = {"error", "detail"} if record_id is None else {"error", "detail", "id"}
    assert set(body) == expected, body
    assert body["error"] == name
    assert body.get("id") == record_id
    assert body["detail"].endswith((".", "…"))
    return body["detail"]


def add_job(client: TestClient, **changes: str) -> str:
    """Keep a job and give its id."""
    job_id: str = ok(client.post("/api/job-description", json=JOB | changes))["job_id"]
    return job_id


def upload(client: TestClient, text: str = RESUME, path: str = "/api/upload-resume-only", **options: Any) -> Any:
    """Upload a text file and give the answer's body."""
    return ok(client.post(path, files={"file": ("maren.txt", text.encode())}, **options))


def submit(client: TestClient, interaction_id: str = "chat-1", **said: Any) -> dict[str, Any]:
    """Submit feedback and give the answer's body."""
    body = {"interaction_id": interaction_id, "query": "A fit?", "response": "Yes, she wired a school.", "rating": 4}
    return ok(client.post("/api/feedback/submit", json=body | said))


def stored(client: TestClient, memory: Memory) -> tuple[object, ...]:
    """Give what is stored: the counts and newest records, the current job, and every file."""
    stats = ok(client.get("/api/storage/stats"))
    counted = {name: stats[name] for name in ("jobs", "resumes", "analyses", "feedback", "current_job_id")}
    return counted, sorted(name for name, _ in memory.blobs.names())
