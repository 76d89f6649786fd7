"""The guard before every route: hosts, origins, sign-in, body limits and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from fastapi import FastAPI

from api.asgi import TestClient
from api.conftest import TOKEN, UPLOAD_LIMIT_MIB
from api.requests import BASE_URL, JOB, add_job, ok, refused
from recollect.errors import StorageUnavailable
from recollect.services.memory import Memory
from recollect.settings import Settings
from recollect.web.app import create_app
from recollect.web.security import SECURITY_HEADERS

Unchanged = Callable[[], AbstractContextManager[None]]
MIB = 1024 * 1024
JSON = {"Content-Type": "application/json"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", "", "[::2]"]
)
def test_a_foreign_host_is_refused(client: TestClient, nothing_stored: Unchanged, host: str) -> None:
    with nothing_stored():
        for path in ("/", "/api/jobs", "/healthz", "/assets/css/frame.css", "/openapi.json"):
            refused(client.get(path, headers={"Host": host}), 400, "foreign_host")
        refused(client.post("/api/job-description", json=JOB, headers={"Host": host}), 400, "foreign_host")


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST"])
def test_this_machine_is_no_foreign_host(client: TestClient, host: str) -> None:
    assert client.get("/api/jobs", headers={"Host": host}).status_code == 200


def test_hosts_that_the_settings_name_are_answered(settings: Settings, memory: Memory) -> None:
    app = create_app(Settings(data=settings.data, allowed_hosts=("Hiring.example",)), memory)
    with TestClient(app, base_url="http://hiring.example") as client:
        assert client.get("/api/jobs").status_code == 200


FOREIGN: list[dict[str, str]] = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_page_of_another_site_changes_nothing(
    client: TestClient, nothing_stored: Unchanged, headers: dict[str, str]
) -> None:
    job_id = add_job(client)
    file = {"file": ("a.txt", b"Maren Holt\nElectrician")}
    with nothing_stored():
        for answer in (
            client.post("/api/job-description", json=JOB, headers=headers),
            client.post("/api/upload-resume-only", files=file, headers=headers),
            client.post("/api/upload-resume", files=file, headers=headers),
            client.post("/jobs", data={"job_description": "x"}, headers=headers),
            client.patch(f"/api/jobs/{job_id}", json={"version": 1, "role_name": "x"}, headers=headers),
            client.delete(f"/api/jobs/{job_id}", headers=headers),
        ):
            refused(answer, 403, "foreign_origin")
    assert client.get("/api/jobs", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": BASE_URL}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_the_pages_of_this_site_may_change(client: TestClient, headers: dict[str, str]) -> None:
    ok(client.post("/api/job-description", json=JOB, headers=headers))


def test_an_announced_body_that_is_too_large_is_refused_before_it_is_read(
    client: TestClient, nothing_stored: Unchanged
) -> None:
    with nothing_stored():
        for path, kind in (
            ("job-description", "application/json"),
            ("upload-resume-only", "multipart/form-data; boundary=x"),
        ):
            headers = {"Content-Type": kind, "Content-Length": str(10**12)}
            refused(client.post(f"/api/{path}", content=b"{", headers=headers), 413, "document_too_large")


@pytest.mark.parametrize(
    ("path", "kind", "limit", "begin"),
    [
        ("/api/job-description", "application/json", 4 * MIB, b'{"job_description": "'),
        (
            "/api/upload-resume-only",
            "multipart/form-data; boundary=x",
            (UPLOAD_LIMIT_MIB + 1) * MIB,
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n',
        ),
    ],
)
def test_a_body_that_comes_in_pieces_is_cut_at_the_limit(
    client: TestClient, nothing_stored: Unchanged, path: str, kind: str, limit: int, begin: bytes
) -> None:
    def pieces() -> Iterator[bytes]:
        yield begin
        for _ in range(limit // 65_536 + 4):
            yield b"a" * 65_536

    with nothing_stored():
        answer = client.post(path, content=pieces(), headers={"Content-Type": kind})
        refused(answer, 413, "document_too_large")


def test_the_security_headers_are_on_every_answer_errors_too(
    client: TestClient, app: FastAPI, guarded: FastAPI, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [
        client.get("/"),
        client.get("/docs"),
        client.get("/openapi.json"),
        client.get("/healthz"),
        client.get("/api/jobs"),
        client.get("/assets/css/frame.css"),
        client.get("/api/feedback/export-csv"),
        client.get("/api/nothing"),
        client.get("/nothing", headers={"Accept": "text/html"}),
        client.put("/api/jobs"),
        client.post("/api/job-description", content=b"{", headers=JSON),
        client.post("/api/job-description", content=b"{", headers=JSON | {"Content-Length": str(10**12)}),
        client.get("/api/jobs", headers={"Host": "evil.example"}),
        client.post("/api/job-description", json=JOB, headers={"Origin": "https://evil.example"}),
    ]
    with TestClient(guarded, base_url=BASE_URL) as stranger:
        answers += [stranger.get("/api/jobs"), stranger.get("/sign-in"), stranger.post("/sign-in", data={"token": "x"})]
    monkeypatch.setattr(memory, "read", None)
    with TestClient(app, base_url=BASE_URL, raise_server_exceptions=False) as unlucky:
        answers.append(unlucky.get("/api/jobs?limit=500"))
        refused(answers[-1], 500, "internal_error")
    for answer in answers:
        for name, value in SECURITY_HEADERS.items():
            assert answer.headers.get(name) == value, (answer.request.url, answer.status_code, name)
    assert memory.foreground.waiting == 0, "nobody who has an answer waits"


def test_a_token_is_asked_for_everywhere_but_for_health(guarded: FastAPI) -> None:
    with TestClient(guarded, base_url=BASE_URL) as stranger:
        assert ok(stranger.get("/healthz"))["status"] == "ok"
        for path in ("/api/jobs", "/openapi.json", "/docs", "/api/storage/stats", "/api/feedback/export-csv"):
            answer = stranger.get(path)
            refused(answer, 401, "not_signed_in")
            assert answer.headers["www-authenticate"] == "Bearer"
        for given in ("Bearer wrong", f"Basic {TOKEN}", "Bearer", TOKEN, f"Bearer {TOKEN}x"):
            refused(
                stranger.post("/api/job-description", json=JOB, headers={"Authorization": given}), 401, "not_signed_in"
            )
        page = stranger.get("/", headers={"Accept": "text/html"}, follow_redirects=False)
        assert (page.status_code, page.headers["location"]) == (303, "/sign-in")
        assert ok(stranger.get("/api/jobs", headers=BEARER))["total"] == 0


def test_each_caller_has_a_current_job_of_their_own(guarded: FastAPI) -> None:
    def sign_in(browser: TestClient) -> None:
        answer = browser.post("/sign-in", data={"token": TOKEN}, follow_redirects=False)
        assert answer.status_code == 303
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert TOKEN not in cookie

    with (
        TestClient(guarded, base_url=BASE_URL) as first,
        TestClient(guarded, base_url=BASE_URL) as second,
        TestClient(guarded, base_url=BASE_URL, headers=BEARER) as program,
    ):
        sign_in(first)
        sign_in(second)
        ids = {caller: add_job(caller) for caller in (first, second, program)}
        assert {caller: ok(caller.get("/api/job-description"))["job_id"] for caller in ids} == ids
        ok(second.delete(f"/api/jobs/{ids[first]}"))
        assert ok(first.get("/api/job-description"))["job_id"] == ""
        assert ok(second.get("/api/job-description"))["job_id"] == ids[second]
        assert first.post("/sign-out", follow_redirects=False).status_code == 303
        refused(first.get("/api/jobs"), 401, "not_signed_in")


def test_a_signed_out_or_invented_session_lets_nobody_in(guarded: FastAPI) -> None:
    with TestClient(guarded, base_url=BASE_URL) as browser:
        browser.post("/sign-in", data={"token": TOKEN}, follow_redirects=False)
        kept = browser.cookies["recollect_session"]
        browser.post("/sign-out", follow_redirects=False)
        for secret in (kept, "invented", ""):
            answer = browser.get("/api/jobs", headers={"Cookie": f"recollect_session={secret}"})
            refused(answer, 401, "not_signed_in")


@pytest.mark.parametrize("name", ["../../../etc/passwd", "CON", "a\u202efdp.txt", "x" * 4096, "..\\..\\a.txt", "/"])
def test_a_file_name_is_only_ever_text(client: TestClient, memory: Memory, name: str) -> None:
    answer = client.post("/api/upload-resume-only", files={"file": (name, b"Maren Holt\nElectrician")})
    kept = ok(answer)
    assert len(kept["filename"]) <= 255
    assert "/" not in kept["filename"]
    assert "\u202e" not in kept["filename"]
    assert all(
        stored.startswith(kept["resume_id"]) or kept["resume_id"] in stored for stored, _ in memory.blobs.names()
    )


def test_a_session_that_cannot_be_looked_up_is_the_stores_fault(
    guarded: FastAPI, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageUnavailable("Reading failed.")

    monkeypatch.setattr(memory.store, "read", fail)
    with TestClient(guarded, base_url=BASE_URL) as browser:
        answer = browser.get("/api/jobs", headers={"Cookie": "recollect_session=any"})
        refused(answer, 503, "storage_unavailable")
        assert answer.headers["content-security-policy"] == SECURITY_HEADERS["content-security-policy"]
