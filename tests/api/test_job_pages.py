"""The pages of jobs and templates, as they answer forms and the scripts on them."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from api.asgi import TestClient
from api.requests import JOB, ok

HTML = {"accept": "text/html"}
AD = "Ward Nurse\n\nMust have\n- Registered nurse\n\nWhat we offer\n- 27 days annual leave\n"


@pytest.fixture
def job_id(client: TestClient) -> str:
    made: str = ok(client.post("/api/job-description", json=JOB))["job_id"]
    return made


def send(client: TestClient, path: str, *, part: str = "", **fields: str) -> httpx.Response:
    """Send a form as a browser does, or as a script that puts the answer into the element `part`."""
    script = {"hx-request": "true", "hx-target": f"div#{part}"} if part else {}
    answer: httpx.Response = client.post(path, data=fields, headers=HTML | script, follow_redirects=False)
    return answer


def job_of(client: TestClient, job_id: str) -> dict[str, object]:
    found: dict[str, object] = ok(client.get(f"/api/jobs/{job_id}"))["job"]
    return found


def test_an_ad_is_read_before_it_is_kept(client: TestClient) -> None:
    part = send(client, "/jobs/new", part="reading", job_description=AD).text
    assert "Registered nurse" in part
    assert "1 passage asks for nothing" in part
    assert "<!doctype" not in part
    cut = send(client, "/jobs/new", job_description=AD, cut="yes").text
    assert 'value="Ward Nurse"' in cut
    assert "annual leave" not in cut
    assert ok(client.get("/api/jobs"))["total"] == 0


def test_a_job_is_edited_and_its_difference_shown(client: TestClient, job_id: str) -> None:
    description = JOB["job_description"].replace("5 years", "7 years")
    fields = {"version": "1", "role_name": "Master Electrician", "company_name": "", "job_description": description}
    assert send(client, f"/jobs/{job_id}/edit", **fields).headers["location"] == f"/jobs/{job_id}"
    assert job_of(client, job_id)["version"] == 2
    shown = client.get(f"/jobs/{job_id}/description?v=2&against=1", headers=HTML).text
    assert re.search(r"<del>5 ?</del>.*<ins>7 ?</ins>", shown, re.DOTALL)
    assert "“Electrician” became “Master Electrician”" in shown
    assert client.get(f"/jobs/{job_id}/description?v=9", headers=HTML).status_code == 404


def test_who_comes_second_keeps_what_was_typed_and_sees_what_the_first_wrote(client: TestClient, job_id: str) -> None:
    first = {
        "version": "1",
        "job_description": "We need an electrician.\nNights.",
        "role_name": "A",
        "company_name": "",
    }
    second = first | {"job_description": "We need an electrician.\nDays.", "role_name": "B"}
    send(client, f"/jobs/{job_id}/edit", **first)
    refused = send(client, f"/jobs/{job_id}/edit", **second)
    assert refused.status_code == 422
    assert "Somebody changed this job meanwhile" in refused.text
    assert "Days.</textarea>" in refused.text
    assert "<ins>Nights.</ins>" in refused.text
    assert job_of(client, job_id)["role_name"] == "A"
    assert send(client, f"/jobs/{job_id}/edit", **second | {"version": "2"}).status_code == 303
    assert job_of(client, job_id)["role_name"] == "B"


def test_what_is_judged_is_edited_and_left_to_the_engine_again(client: TestClient, job_id: str) -> None:
    figures = {"skills": "60", "experience": "40", "education": "0", "strong_hire": "90", "hire": "75", "maybe": "50"}
    fields = {"version": "1", "text-1": "Driving licence", "kind-1": "certification", "strength-1": "must"} | figures
    assert send(client, f"/jobs/{job_id}/requirements", **fields).status_code == 303
    job = job_of(client, job_id)
    assert [one["text"] for one in job["requirements"]] == ["Driving licence"]  # type: ignore[attr-defined]
    assert job["weights"] == {"skills": 0.6, "experience": 0.4, "education": 0.0}
    stale = send(client, f"/jobs/{job_id}/requirements", **fields)
    assert (stale.status_code, "Somebody changed" in stale.text) == (422, True)
    nothing = fields | {"version": "2", "skills": "0", "experience": "0"}
    assert "together they must be 100" in send(client, f"/jobs/{job_id}/requirements", **nothing).text
    send(client, f"/jobs/{job_id}/requirements", version="2", do="engine")
    assert job_of(client, job_id)["edited"] == []


def test_a_form_that_is_sent_as_it_was_shown_writes_no_version(client: TestClient, job_id: str) -> None:
    shown = client.get(f"/jobs/{job_id}/requirements", headers=HTML).text
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', shown))
    fields |= {
        name: html.unescape(text) for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)', shown)
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', shown, re.DOTALL):
        for chosen in re.findall(r'value="([^"]*)" selected', options):
            fields[name] = chosen
    fields = {name: value for name, value in fields.items() if not name.startswith("remove-")}
    assert "text-1" in fields
    assert send(client, f"/jobs/{job_id}/requirements", **fields).status_code == 303
    assert (job_of(client, job_id)["version"], job_of(client, job_id)["edited"]) == (1, [])
    send(client, f"/jobs/{job_id}/requirements", **fields | {"skills": "50", "education": "15"})
    assert (job_of(client, job_id)["version"], job_of(client, job_id)["edited"]) == (2, ["weights"])


def test_the_form_of_what_is_judged_comes_into_the_page_of_the_job(client: TestClient, job_id: str) -> None:
    headers = HTML | {"hx-request": "true", "hx-target": "section#asks"}
    part = client.get(f"/jobs/{job_id}/requirements", headers=headers).text
    assert "<!doctype" not in part
    assert f'action="/jobs/{job_id}/requirements"' in part


def test_a_job_is_deleted_and_brought_back_by_the_offer(client: TestClient, job_id: str) -> None:
    deleted = send(client, f"/jobs/{job_id}/delete")
    assert deleted.headers["location"] == "/jobs"
    shown = client.get("/jobs", headers=HTML).text
    assert "Job deleted" in shown
    (event_id,) = re.findall(r'name="events" value="(ev_[0-9a-f]{12})"', shown)
    send(client, "/undo", events=event_id, back="/jobs")
    assert JOB["role_name"] in client.get("/jobs", headers=HTML).text


def test_jobs_are_searched_by_words_and_the_part_is_the_same(client: TestClient, job_id: str) -> None:
    found = client.get("/jobs?q=wiring", headers=HTML).text
    assert f'href="/jobs/{job_id}"' in found
    headers = HTML | {"hx-request": "true", "hx-target": "div#rows"}
    part = client.get("/jobs?q=wiring", headers=headers).text
    assert part.strip() in found
    assert "No job holds all of these words" in client.get("/jobs?q=zzz", headers=HTML).text


def test_a_job_becomes_a_template_and_that_a_job(client: TestClient, job_id: str) -> None:
    assert send(client, f"/jobs/{job_id}/template").headers["location"] == "/templates"
    (template,) = ok(client.get("/api/templates"))["templates"]
    at = f"/templates/{template['template_id']}"
    named = {"version": "1", "name": "Our electrician", "job_description": JOB["job_description"]}
    assert send(client, at, **named).headers["location"] == at
    assert "Our electrician" in client.get("/templates", headers=HTML).text
    stale = send(client, at, **named | {"name": "Another"})
    assert (stale.status_code, 'value="Another"' in stale.text) == (422, True)
    assert send(client, f"{at}/use").headers["location"] == "/"
    assert ok(client.get("/api/jobs"))["total"] == 2
    send(client, f"{at}/delete")
    assert ok(client.get("/api/templates"))["total"] == 0


def test_what_jobs_of_a_template_are_judged_by_is_set_on_its_page_and_undone(client: TestClient, job_id: str) -> None:
    send(client, f"/jobs/{job_id}/template")
    (kept,) = ok(client.get("/api/templates"))["templates"]
    at = f"/templates/{kept['template_id']}"
    assert "The engine has read these requirements" in client.get(at, headers=HTML).text
    judged = {
        "version": "1",
        "text-1": "Driving licence",
        "kind-1": "certification",
        "strength-1": "must",
        "skills": "20",
        "experience": "50",
        "education": "30",
        "strong_hire": "90",
        "hire": "70",
        "maybe": "50",
    }
    assert (
        "must not begin below Hire"
        in client.post(f"{at}/requirements", data=judged | {"hire": "95"}, headers=HTML).text
    )
    assert send(client, f"{at}/requirements", **judged).headers["location"] == at
    changed = ok(client.get(f"/api{at}"))["template"]
    assert [(one["text"], one["strength"]) for one in changed["requirements"]] == [("Driving licence", "must")]
    assert (changed["weights"]["experience"], changed["thresholds"]["hire"]) == (0.5, 70.0)
    send(client, f"{at}/use")
    job = ok(client.get(f"/api/jobs/{ok(client.get('/api/job-description'))['job_id']}"))["job"]
    assert [one["text"] for one in job["requirements"]] == ["Driving licence"]
    stale = client.post(f"{at}/requirements", data=judged | {"text-1": "Typed by a second"}, headers=HTML)
    assert stale.status_code == 422
    assert "Typed by a second" in stale.text
    assert send(client, f"{at}/requirements", version="2", do="engine").headers["location"] == at
    assert ok(client.get(f"/api{at}"))["template"]["requirements"] is None
    event = ok(client.get(f"/api/audit?entity={kept['template_id']}"))["events"][0]
    ok(client.post(f"/api/undo/{event['event_id']}"))
    assert ok(client.get(f"/api{at}"))["template"]["thresholds"]["hire"] == 70.0


def test_the_history_of_a_job_offers_to_undo(client: TestClient, job_id: str) -> None:
    shown = client.get(f"/jobs/{job_id}/history", headers=HTML).text
    assert "Job created" in shown
    assert 'action="/undo"' in shown


def test_all_that_wait_are_handed_in_at_once(client: TestClient, job_id: str) -> None:
    kept = client.post("/api/upload-resume-only", files={"file": ("ana.txt", b"Ana Lund\nElectrician, Leeds\n" * 3)})
    assert kept.status_code == 200
    assert "1 waiting to be analysed" in client.get(f"/jobs/{job_id}", headers=HTML).text
    send(client, f"/jobs/{job_id}/waiting")
    assert ok(client.get("/api/tasks"))["tasks"][0]["total"] == 1


def test_all_that_were_judged_before_the_job_was_changed_are_handed_in_again(client: TestClient, job_id: str) -> None:
    ok(client.post("/api/upload-resume", files={"file": ("ana.txt", b"Ana Lund\nElectrician, Leeds\n" * 3)}))
    job = ok(client.get(f"/api/jobs/{job_id}"))
    assert "before the job was changed" not in client.get(f"/jobs/{job_id}", headers=HTML).text
    edited = {"job_description": f"{job['job']['job_description']} Nights.", "version": job["job"]["version"]}
    assert client.patch(f"/api/jobs/{job_id}", json=edited).status_code == 200
    assert "All were judged before the job was changed." in client.get(f"/jobs/{job_id}", headers=HTML).text
    send(client, f"/jobs/{job_id}/outdated")
    assert ok(client.get("/api/tasks"))["tasks"][0]["kind"] == "analyse_resume"
