"""What writers do to a server while it is killed, backed up, or one of two."""

from __future__ import annotations

import threading
from collections.abc import Callable

import httpx

from reliability.server_process import Served


def writer(
    server: Served, label: str, acknowledged: list[str], may_write: threading.Event | None = None
) -> Callable[[], None]:
    """Give a work that writes until the server is gone, and rests while it may not."""

    def write() -> None:
        with server.client() as client:
            number = 0
            while True:
                number += 1
                if may_write is not None:
                    may_write.wait()
                try:
                    acknowledged.extend(write_some(client, f"{label}-{number}"))
                except httpx.TransportError:
                    return

    return write


def write_some(client: httpx.Client, label: str) -> list[str]:
    """Write a job, change it, let a résumé be analysed, judge that, and delete some of it; give what was said."""
    job = _sent(client.post("/api/job-description", json={"job_description": f"Electrician for {label}"}))["job_id"]
    _sent(client.patch(f"/api/jobs/{job}", json={"version": 1, "role_name": "Electrician"}))
    file = ("cv.txt", f"Maren {label.replace('-', ' ')}\nElectrician\nWired a school.\n".encode())
    analysed = _sent(client.post("/api/upload-resume", params={"job_id": job}, files={"file": file}))
    said = {"interaction_id": label, "response": "Yes.", "rating": 4, "analysis_id": analysed["analysis_id"]}
    _sent(client.post("/api/feedback/submit", json=said))
    _sent(client.post("/api/calibrations/none/use"))
    if maps := client.get("/api/calibrations").json()["calibrations"]:
        _sent(client.post(f"/api/calibrations/{maps[len(label) % len(maps)]['calibration_id']}/use"))
    if len(label) % 2:
        _sent(client.delete(f"/api/candidates/{analysed['candidate_id']}"))
    return [job]


def _sent(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 200, answer.text
    body: dict[str, str] = answer.json()
    return body
