"""The table of errors: each has its status and name, one body, and stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from api.asgi import TestClient
from api.requests import JOB, add_job, ok, refused, submit, upload
from office_factory import make_zip
from pdf_factory import make_blank, make_pdf, make_scan
from recollect.errors import DiskFull, StorageUnavailable
from recollect.services.memory import Memory

Unchanged = Callable[[], AbstractContextManager[None]]
JSON = {"Content-Type": "application/json"}
NOWHERE = {
    "job": "/api/jobs/00000000",
    "resume": "/api/resumes/resume_000000000000",
    "analysis": "/api/analyses/000000000000",
    "feedback": "/api/feedback/fb_000000000000",
    "candidate": "/api/candidates/cand_00000000",
    "template": "/api/templates/tpl_00000000",
}

MALFORMED: dict[str, bytes] = {
    "no JSON": b"{",
    "nothing": b"",
    "a list": b"[]",
    "a field missing": b"{}",
    "a number for a text": b'{"job_description": 1}',
    "null for a text": b'{"job_description": null}',
    "only white space": b'{"job_description": " \\n "}',
    "a NUL": b'{"job_description": "electri\\u0000cian"}',
    "a lone surrogate": b'{"job_description": "electrician \\ud83d"}',
    "a lone surrogate in a name": b'{"job_description": "electrician", "role_name": "\\udc00"}',
    "bytes that are not UTF-8": b'{"job_description": "\xff\xfe"}',
    "half a document": b'{"job_description": "electrician"',
    "too deep": b'{"job_description": ' + b"[" * 100_000,
    "too deep, well-formed": b'{"job_description": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
}
FEEDBACK_PARTS: dict[str, bytes] = {
    "rating 0": b'"rating": 0',
    "rating 6": b'"rating": 6',
    "a rating with a fraction": b'"rating": 4.5',
    "a rating as text": b'"rating": "4"',
    "a rating that is no number": b'"rating": NaN',
    "a rating without end": b'"rating": Infinity',
    "a huge rating": b'"rating": 1' + b"0" * 5_000,
    "a NUL in a point": b'"rating": 4, "correct_points": ["a\\u0000b"]',
    "NaN in the context": b'"rating": 4, "context": [NaN]',
    "a huge number in the context": b'"rating": 4, "context": [' + b"9" * 400 + b"]",
    "a context nested too deep": b'"rating": 4, "context": ' + b"[" * 200 + b"]" * 200,
    "a lone surrogate as a key": b'"rating": 4, "context": [{"\\ud800": 1}]',
    "no list": b'"rating": 4, "correct_points": "wiring"',
    "a missing rating": b'"query": ""',
    "an empty interaction": b'"rating": 4, "interaction_id": " "',
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_job_is_refused(client: TestClient, nothing_stored: Unchanged, body: bytes) -> None:
    with nothing_stored():
        answer = client.post("/api/job-description", content=body, headers=JSON)
        assert answer.status_code == 422, answer.text
        refused(answer, 422, answer.json()["error"])
        assert answer.json()["error"] in {"invalid_input", "unusable_text"}


@pytest.mark.parametrize("part", FEEDBACK_PARTS.values(), ids=FEEDBACK_PARTS)
def test_malformed_feedback_is_refused(client: TestClient, nothing_stored: Unchanged, part: bytes) -> None:
    with nothing_stored():
        body = b'{"interaction_id": "chat-1", "query": "", "response": "", ' + part + b"}"
        answer = client.post("/api/feedback/submit", content=body, headers=JSON)
        assert answer.status_code == 422, answer.text
        refused(answer, 422, answer.json()["error"])
        assert answer.json()["error"] in {"invalid_input", "unusable_text", "rating_out_of_range"}


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/api/job-description", b'{"job_description": "electrician"}', "text/plain"),
        ("/api/job-description", b"job_description=electrician", "application/x-www-form-urlencoded"),
        ("/api/upload-resume-only", b'{"file": "x"}', "application/json"),
        ("/api/upload-resume-only", b"file=x", "application/x-www-form-urlencoded"),
        ("/api/upload-resume-only", b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        ("/api/upload-resume-only", b"", "multipart/form-data"),
    ],
)
def test_a_wrong_content_type_is_refused(
    client: TestClient, nothing_stored: Unchanged, path: str, body: bytes, kind: str
) -> None:
    with nothing_stored():
        refused(client.post(path, content=body, headers={"Content-Type": kind}), 422, "invalid_input")


@pytest.mark.parametrize(
    "address",
    [
        "/api/jobs?sort=name",
        "/api/jobs?limit=0",
        "/api/jobs?limit=501",
        "/api/jobs?limit=many",
        "/api/jobs/search?role=x",
        "/api/jobs/search?query=a%00b",
        "/api/resumes?name=x",
        "/api/resumes?query=a%00b",
        "/api/analyses?score=3",
        "/api/analyses?min_score=nan",
        "/api/analyses?min_score=101",
        "/api/analyses?recommendation=Perhaps",
        "/api/analyses?engine=other",
        "/api/analyses?job_id=a%00b",
        "/api/feedback/search?query=a%00b",
        "/api/feedback/search?n_results=0",
        "/api/feedback/high-quality?min_rating=6",
        "/api/templates?name=x",
        "/api/candidates?name=x",
    ],
)
def test_an_unknown_or_unusable_filter_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422, answer.text
    refused(answer, 422, answer.json()["error"])
    assert answer.json()["error"] in {"invalid_input", "unusable_text"}


def test_without_a_job_nothing_is_analysed_nor_kept(client: TestClient, nothing_stored: Unchanged) -> None:
    with nothing_stored():
        answer = client.post("/api/upload-resume", files={"file": ("maren.txt", b"Maren Holt\nElectrician")})
        refused(answer, 409, "no_job_selected")
    resume_id = upload(client)["resume_id"]
    with nothing_stored():
        refused(client.post(f"/api/analyze-resume/{resume_id}"), 409, "no_job_selected")


@pytest.mark.parametrize("kind", NOWHERE)
def test_an_unknown_id_is_named_and_no_other(client: TestClient, nothing_stored: Unchanged, kind: str) -> None:
    path, known = NOWHERE[kind], add_job(client)
    missing = path.rpartition("/")[2]
    change: dict[str, Any] = {"version": 1, "fields": {}, "notes": "", "candidate_name": "x"}
    with nothing_stored():
        for answer in (
            client.get(path),
            client.get(f"{path}/versions") if kind != "template" else client.get(path),
            client.patch(path, json=change),
            client.delete(path),
        ):
            assert known not in refused(answer, 404, "not_found", missing)


def test_unknown_ids_inside_other_requests_are_refused(client: TestClient, nothing_stored: Unchanged) -> None:
    resume_id = upload(client)["resume_id"]
    files = {"file": ("other.txt", b"Omar Haddad\nChef")}
    with nothing_stored():
        for answer in (
            client.post("/api/jobs/00000000/select"),
            client.post("/api/jobs/00000000/template"),
            client.post("/api/upload-resume?job_id=00000000", files=files),
            client.post(f"/api/analyze-resume/{resume_id}?job_id=00000000"),
        ):
            refused(answer, 404, "not_found", "00000000")


def test_feedback_that_names_what_is_not_there_or_does_not_belong_together_is_refused(
    client: TestClient, nothing_stored: Unchanged
) -> None:
    add_job(client)
    made = upload(client, path="/api/upload-resume")
    other = add_job(client)
    body = {"interaction_id": "a", "query": "", "response": "", "rating": 4}
    with nothing_stored():
        for named in (
            {"analysis_id": "000000000000"},
            {"job_id": "00000000"},
            {"analysis_id": made["analysis_id"], "job_id": other},
        ):
            answer = client.post("/api/feedback/submit", json=body | named)
            refused(answer, 422, "feedback_mismatch", answer.json()["id"])


@pytest.mark.parametrize(
    ("content", "status", "name"),
    [
        (b"", 422, "empty_document"),
        (make_zip({"cv.txt": "Ida"}), 415, "unsupported_document"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, 415, "unsupported_document"),
        (b"%PDF-1.7\n%%EOF", 422, "broken_document"),
        (make_pdf(password="secret"), 422, "encrypted_document"),
        (make_scan(), 422, "scanned_document"),
        (make_blank(6), 422, "too_many_pages"),
        (b"Maren Holt\n" + b"a" * 1024 * 1024, 413, "document_too_large"),
    ],
    ids=["empty", "zip", "picture", "broken", "encrypted", "scan", "pages", "large"],
)
def test_a_document_that_cannot_be_kept_is_refused_by_name(
    client: TestClient, nothing_stored: Unchanged, content: bytes, status: int, name: str
) -> None:
    add_job(client)
    with nothing_stored():
        for path in ("/api/upload-resume-only", "/api/upload-resume"):
            refused(client.post(path, files={"file": ("resume.pdf", content, "application/pdf")}), status, name)


def test_an_edit_from_a_stale_version_is_refused(client: TestClient, nothing_stored: Unchanged) -> None:
    job_id = add_job(client)
    made = upload(client, path="/api/upload-resume")
    feedback_id = submit(client)["feedback_id"]
    template_id = ok(client.post(f"/api/jobs/{job_id}/template"), 201)["template"]["template_id"]
    edits: dict[str, tuple[str, dict[str, Any]]] = {
        job_id: ("jobs", {"role_name": "Fitter"}),
        made["resume_id"]: ("resumes", {"fields": {"headline": "Fitter"}}),
        made["analysis_id"]: ("analyses", {"notes": "x"}),
        made["candidate_id"]: ("candidates", {"candidate_name": "M. Holt"}),
        feedback_id: ("feedback", {"rating": 1}),
        template_id: ("templates", {"name": "x"}),
    }
    for record_id, (kind, change) in edits.items():
        ok(client.patch(f"/api/{kind}/{record_id}", json={"version": 1} | change))
    with nothing_stored():
        for record_id, (kind, change) in edits.items():
            for version in (1, 99):
                answer = client.patch(f"/api/{kind}/{record_id}", json={"version": version} | change)
                refused(answer, 409, "stale_version", record_id)


def test_an_address_or_method_that_is_not_there_is_said(client: TestClient) -> None:
    refused(client.get("/api/nothing"), 404, "not_found")
    answer = client.put("/api/jobs", json={})
    refused(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET"
    assert client.put("/api/job-description", json={}).headers["allow"] == "GET, POST"
    assert client.put("/api/jobs/a3f7b2c1", json={}).headers["allow"] == "DELETE, GET, PATCH"


@pytest.mark.parametrize(
    ("error", "status", "name"),
    [
        (DiskFull("The disk is full; nothing was stored."), 507, "disk_full"),
        (StorageUnavailable("Writing failed; nothing was stored."), 503, "storage_unavailable"),
    ],
)
def test_a_store_that_cannot_write_is_never_a_success_and_stays_readable(
    client: TestClient,
    memory: Memory,
    monkeypatch: pytest.MonkeyPatch,
    error: DiskFull | StorageUnavailable,
    status: int,
    name: str,
) -> None:
    add_job(client)
    made = upload(client)

    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(memory.store, "commit", fail)
        patch.setattr(memory.store, "write", fail)
        refused(client.post("/api/job-description", json=JOB), status, name)
        refused(client.post("/api/upload-resume", files={"file": ("a.txt", b"Omar Haddad\nChef")}), status, name)
        assert ok(client.get(f"/api/resumes/{made['resume_id']}/text"))["text"].startswith("Maren Holt")
        assert client.get("/healthz").status_code == 503
        assert client.get("/healthz").json()["status"] == "degraded"
    assert ok(client.get("/api/jobs"))["total"] == 1
    add_job(client)
    assert ok(client.get("/healthz"))["status"] == "ok"


def test_what_is_wrong_with_a_request_is_said_in_words(client: TestClient) -> None:
    assert "is no JSON: " in refused(
        client.post("/api/job-description", content=b'{"a": 1,}', headers=JSON), 422, "invalid_input"
    )
    assert refused(client.get("/api/audit?since=yesterday"), 422, "invalid_input") == (
        "query.since: a time in RFC 3339 is wanted."
    )
