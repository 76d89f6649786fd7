"""What the pages answer that needs no browser to be seen."""

from __future__ import annotations

import re

from api.asgi import TestClient
from api.requests import JOB, ok

HTML = {"accept": "text/html"}
PART = {**HTML, "hx-request": "true"}


def test_a_part_is_answered_alone_and_the_page_whole(client: TestClient) -> None:
    whole = client.get("/settings/keys", headers=HTML)
    assert "<!doctype html>" in whole.text
    assert "HX-Request" in whole.headers["vary"]
    part = client.get("/settings/keys", headers={**PART, "hx-target": "div#keys"})
    assert "<!doctype" not in part.text
    assert part.text.strip() in whole.text
    other = client.get("/settings/keys", headers={**PART, "hx-target": "div#elsewhere"})
    assert "<!doctype html>" in other.text


def test_an_error_is_a_page_or_a_part_beside_its_cause(client: TestClient) -> None:
    page = client.get("/jobs/00000000", headers=HTML).text
    assert "<!doctype html>" in page
    assert 'aria-label="Main"' in page
    assert "There is no job of this id.<" in page
    assert "GET /" not in client.get("/nothing/at/all", headers=HTML).text
    part = client.get("/jobs/00000000", headers=PART)
    assert part.status_code == 404
    assert "<!doctype" not in part.text
    assert 'role="alert"' in part.text


def test_what_was_done_is_told_once_and_undone(client: TestClient) -> None:
    job_id = ok(client.post("/api/job-description", json=JOB))["job_id"]
    event_id = ok(client.delete(f"/api/jobs/{job_id}"))["event_id"]
    client.cookies.set("recollect_told", event_id)
    told = client.get("/settings/keys", headers=HTML).text
    assert "Job deleted" in told
    assert event_id in told
    back = client.post("/undo", data={"events": event_id, "back": "/jobs?x=1"}, headers=HTML, follow_redirects=False)
    assert (back.status_code, back.headers["location"]) == (303, "/jobs?x=1")
    assert "Max-Age=10" in back.headers["set-cookie"]
    assert ok(client.get(f"/api/jobs/{job_id}"))["job"]["job_id"] == job_id


def test_what_is_written_into_the_cookie_is_not_shown(client: TestClient) -> None:
    client.cookies.set("recollect_told", "ev_zz<b>.ev_000000000000")
    assert "data-toast" not in client.get("/settings/keys", headers=HTML).text


def test_undoing_leads_to_no_other_host(client: TestClient) -> None:
    back = client.post(
        "/undo", data={"events": "", "back": "//elsewhere.example"}, headers=HTML, follow_redirects=False
    )
    assert back.headers["location"] == "/"


def test_the_sample_offers_a_tour_that_can_be_left(client: TestClient) -> None:
    assert "Fill in the sample" in client.get("/", headers=HTML).text
    filled = client.post("/sample", headers=HTML, follow_redirects=False)
    assert filled.headers["location"] == "/?tour=1"
    following = filled.headers["location"]
    for number in range(1, 6):
        page = client.get(following, headers=HTML)
        assert page.status_code == 200
        assert f"step {number} of 5" in page.text
        following = next(iter(re.findall(r'href="([^"]+\?tour=\d[^"]*)"', page.text)), "")
    assert following == ""
    assert "Take the tour" in client.get("/", headers=HTML).text
    client.post("/tour/leave", data={"back": "/jobs"}, headers=HTML)
    assert "Take the tour" not in client.get("/", headers=HTML).text


def test_without_the_sample_there_is_no_tour(client: TestClient) -> None:
    ok(client.post("/api/job-description", json=JOB))
    for path in ("/", "/?tour=2", "/?tour=%3Cb%3E"):
        assert 'aria-label="Tour"' not in client.get(path, headers=HTML).text
