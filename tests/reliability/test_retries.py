"""P6: a retried request with its `Idempotency-Key` makes one record, though the server dies before it answers."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec import Struct

from counts import full_or
from reliability.server_process import run_command, served

pytestmark = pytest.mark.promise

Figures = Callable[[str, object], None]
UPLOADED = "/api/upload-resume"


class Request(Struct, frozen=True, kw_only=True):
    """A request as it is sent, and sent again."""

    method: str
    path: str
    key: str | None
    body: dict[str, Any] | None = None
    file: bytes | None = None

    def send(self, client: httpx.Client) -> httpx.Response:
        """Send it."""
        headers = {} if self.key is None else {"Idempotency-Key": self.key}
        if self.file is not None:
            files = {"file": ("person.txt", self.file)}
            return client.request(self.method, self.path, headers=headers, files=files)
        return client.request(self.method, self.path, headers=headers, json=self.body)


def test_a_retry_after_a_death_between_commit_and_answer_makes_one_record(
    tmp_path: Path, record_property: Figures
) -> None:
    data, deaths = tmp_path / "data", full_or(6, 200)
    cut = [kind(data, number) for number, kind in zip(range(deaths), itertools.cycle(KINDS), strict=False)]
    with served(data) as server, server.client() as client:
        before = totals(client)
        for request in cut:
            first, second = request.send(client), request.send(client)
            assert first.status_code == 200, first.text
            assert second.content == first.content
        after = totals(client)
        for request in cut:
            if request.method == "PATCH":
                assert client.get(request.path).json()["job"]["version"] == 2
            if request.method == "DELETE":
                assert client.get(request.path).status_code == 404
        assert server.stop() == 0
    missing = sum(kind is upload_cut_before_analysis for kind, _ in zip(itertools.cycle(KINDS), cut, strict=False))
    assert after["analyses"] == sum(request.path == UPLOADED for request in cut)
    assert after == before | {"analyses": before["analyses"] + missing}, "a retry only adds what had not been done"
    assert run_command("verify", data=data).returncode == 0
    record_property("deaths", deaths)


def test_without_a_key_a_retry_makes_a_second_record(tmp_path: Path) -> None:
    request = die_on(tmp_path / "data", Request(method="POST", path="/api/job-description", key=None, body=job("one")))
    with served(tmp_path / "data") as server, server.client() as client:
        assert totals(client)["jobs"] == 1
        assert request.send(client).status_code == 200
        assert totals(client)["jobs"] == 2


def create_cut(data: Path, number: int) -> Request:
    """Cut a new job."""
    return die_on(data, Request(method="POST", path="/api/job-description", key=f"k{number}", body=job(str(number))))


def feedback_cut(data: Path, number: int) -> Request:
    """Cut feedback."""
    body = {"interaction_id": f"i{number}", "response": "Fits.", "rating": 4}
    return die_on(data, Request(method="POST", path="/api/feedback/submit", key=f"k{number}", body=body))


def edit_cut(data: Path, number: int) -> Request:
    """Cut an edit."""
    body = {"version": 1, "role_name": "Fitter"}
    return die_on(data, Request(method="PATCH", path="/api/jobs/{job_id}", key=f"k{number}", body=body), 2)


def deletion_cut(data: Path, number: int) -> Request:
    """Cut a deletion."""
    return die_on(data, Request(method="DELETE", path="/api/jobs/{job_id}", key=f"k{number}"), 2)


def upload_cut_before_analysis(data: Path, number: int) -> Request:
    """Cut an upload when its document is kept and its analysis is not."""
    return die_on(data, Request(method="POST", path=UPLOADED, key=f"k{number}", file=document(number)), 2)


def upload_cut_after_analysis(data: Path, number: int) -> Request:
    """Cut an upload when its analysis is kept too."""
    return die_on(data, Request(method="POST", path=UPLOADED, key=f"k{number}", file=document(number)), 3)


KINDS = (create_cut, feedback_cut, edit_cut, deletion_cut, upload_cut_before_analysis, upload_cut_after_analysis)


def die_on(data: Path, request: Request, write: int = 1) -> Request:
    """Send a request to a server that dies after a write, before it answers; with a job of its own when needed."""
    with served(data, fault="dies-after-commit", TEST_WRITE=str(write)) as server, server.client() as client:
        if write > 1:
            made = client.post("/api/job-description", json=job(f"of {request.key}")).json()
            request = Request(
                method=request.method,
                path=request.path.format(job_id=made["job_id"]),
                key=request.key,
                body=request.body,
                file=request.file,
            )
        with pytest.raises(httpx.TransportError):
            request.send(client)
    return request


def job(label: str) -> dict[str, str]:
    return {
        "job_description": f"Electrician for site {label}. Must have electrical wiring.",
        "role_name": "Electrician",
    }


def document(number: int) -> bytes:
    return f"Maren Holt\nElectrician\n\nExperience\nElectrical wiring of school number {number}, 2015 - 2023\n".encode()


def totals(client: httpx.Client) -> dict[str, int]:
    """Give how much of each is stored."""
    stats = client.get("/api/storage/stats").json()
    counted = {name: stats[name]["total"] for name in ("jobs", "resumes", "analyses")}
    return counted | {"feedback": stats["feedback"]["total_feedback"]}
