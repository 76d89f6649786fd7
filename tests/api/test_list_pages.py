"""The pages of lists: what their addresses narrow them to, and how they go on."""

from __future__ import annotations

import re
from contextlib import closing

import pytest

from api.asgi import TestClient
from api.requests import JOB, add_job, ok, upload
from recollect.scoring.knowledge.added_terms import put_in_force
from recollect.services.memory import Memory
from recollect.settings import Settings
from recollect.web.pages.search.commands import COMMANDS
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until

HTML = {"accept": "text/html"}


def page(client: TestClient, path: str, status: int = 200) -> str:
    """Give a page as the server writes it."""
    answer = client.get(path, headers=HTML, follow_redirects=False)
    assert answer.status_code == status, answer.text
    return str(answer.text)


def analyse(client: TestClient, name: str) -> str:
    """Analyse a person's résumé against the current job, and give the analysis' id."""
    text = f"{name}\nElectrician\n\nExperience\nElectrical wiring at Brightwire Ltd, 2015 - 2023\n"
    return str(upload(client, text, "/api/upload-resume")["analysis_id"])


def test_analyses_are_narrowed_by_the_address_and_each_filter_can_be_taken_away(client: TestClient) -> None:
    first = add_job(client)
    one = analyse(client, "Maren Holt")
    second = add_job(client, role_name="Fitter")
    other = analyse(client, "Emre Kaya")
    assert {one, other} <= set(re.findall(r"/analyses/([0-9a-f]{12})", page(client, "/analyses")))
    narrowed = page(client, f"/analyses?job={first}&rated=no&min=1")
    assert f"/analyses/{one}" in narrowed
    assert f"/analyses/{other}" not in narrowed
    assert f'href="/analyses?job={first}&amp;rated=no"' in narrowed
    assert f'value="{first}" selected' in narrowed
    assert "1 analysis" in narrowed
    assert "No analysis is like that" in page(client, f"/analyses?job={second}&max=0")
    assert f"/analyses/{one}" in page(client, "/analyses?since=2000-01-01&until=2999-01-01&engine=builtin")


def test_what_an_address_says_wrongly_is_left_out_and_said(client: TestClient) -> None:
    add_job(client)
    one = analyse(client, "Maren Holt")
    answer = page(client, "/analyses?min=many&until=yesterday&recommendation=Perhaps&max=101", 422)
    assert answer.count('role="alert"') == 4
    assert f"/analyses/{one}" in answer


def test_a_list_goes_on_by_its_cursor(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recollect.web.pages.analyses.history_pages.ROWS", 1)
    add_job(client)
    ids = [analyse(client, name) for name in ("Maren Holt", "Emre Kaya")]
    first = page(client, "/analyses?engine=builtin")
    assert f"/analyses/{ids[1]}" in first
    (older,) = re.findall(r'href="(/analyses\?[^"]*cursor=[^"]*)"', first)
    rest = page(client, older.replace("&amp;", "&"))
    assert f"/analyses/{ids[0]}" in rest
    assert 'href="/analyses?engine=builtin">Newest' in rest


def test_everything_is_found_and_marked_where_the_words_stand(client: TestClient) -> None:
    job_id = add_job(client)
    analyse(client, "Maren Holt")
    found = page(client, "/search?q=wiring")
    assert f'href="/jobs/{job_id}"' in found
    assert "<mark>wiring</mark>" in found
    assert "Maren Holt" in found
    assert "Nothing has all of these words" in page(client, "/search?q=plumbing")
    assert "<mark>the</mark> <mark>analyses</mark>" in page(client, "/search?q=the+anal")


def test_a_whole_id_leads_to_its_record(client: TestClient) -> None:
    job_id = add_job(client)
    answer = client.get(f"/search?q=+{job_id.upper()}", headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{job_id}")


def test_the_search_box_is_given_what_was_found_alone(client: TestClient) -> None:
    job_id = add_job(client)
    headers = {**HTML, "hx-request": "true", "hx-target": "div#found"}
    part = client.get("/search?q=electr", headers=headers)
    assert "<!doctype" not in part.text
    assert f'href="/jobs/{job_id}"' in part.text
    assert client.get("/search?q=", headers=headers).text.strip() == ""


@pytest.mark.parametrize("address", [command.address for command in COMMANDS])
def test_every_command_leads_somewhere(client: TestClient, address: str) -> None:
    ok_answer = client.get(address, headers=HTML)
    assert ok_answer.status_code == 200, address


def test_markup_in_an_address_is_text(client: TestClient) -> None:
    ok(client.post("/api/job-description", json=JOB))
    for path in ("/analyses?job=<b>x</b>&resume=<b>x</b>&min=<b>x</b>", "/search?q=<b>x</b>"):
        answer = client.get(path, headers=HTML)
        assert "<b>x" not in answer.text
        assert "&lt;b&gt;x" in answer.text


def test_work_is_paused_and_resumed_from_its_page(client: TestClient) -> None:
    resume_id = upload(client)["resume_id"]
    task_id = ok(client.post("/api/reread-resumes", json={"resume_ids": [resume_id]}), 202)["task"]["task_id"]
    assert f"/work/{task_id}/pause" in page(client, "/work")
    paused = client.post(f"/work/{task_id}/pause", data={"back": "/work"}, headers=HTML, follow_redirects=False)
    assert (paused.status_code, paused.headers["location"]) == (303, "/work")
    one = page(client, f"/work/{task_id}")
    assert "Paused" in one
    assert f"/work/{task_id}/resume" in one
    assert resume_id in one
    assert resume_id not in page(client, f"/work/{task_id}?state=failed")
    client.post(f"/work/{task_id}/cancel", headers=HTML)
    ended = page(client, f"/work/{task_id}")
    assert "Cancelled" in ended
    assert 'method="post" action="/work' not in ended
    assert client.post(f"/work/{task_id}/pause", headers=HTML).status_code == 409
    assert client.post(f"/work/{task_id}/explode", headers=HTML).status_code == 404
    assert client.get(f"/{task_id}", headers=HTML, follow_redirects=False).headers["location"] == f"/work/{task_id}"


def test_the_live_parts_of_work_are_answered_alone(client: TestClient) -> None:
    resume_id = upload(client)["resume_id"]
    task_id = ok(client.post("/api/reread-resumes", json={"resume_ids": [resume_id]}), 202)["task"]["task_id"]
    for path, target in (("/work", "div#work"), (f"/work/{task_id}", "div#task")):
        part = client.get(path, headers={**HTML, "hx-request": "true", "hx-target": target}).text
        assert "<!doctype" not in part
        assert "0 of 1" in part
        assert part.strip() in client.get(path, headers=HTML).text


def give_feedback(client: TestClient, analysis_id: str, said: str, rating: int = 4) -> str:
    """Say something of an analysis, and give the feedback's id."""
    body = {"interaction_id": f"page-{said}", "query": "Fits?", "context": [], "response": "Yes.", "rating": rating}
    return str(
        ok(client.post("/api/feedback/submit", json={**body, "analysis_id": analysis_id, "missing_points": [said]}))[
            "feedback_id"
        ]
    )


def test_feedback_is_narrowed_searched_by_likeness_and_deleted_with_the_offer_to_undo(client: TestClient) -> None:
    add_job(client)
    analysis_id = analyse(client, "Maren Holt")
    one = give_feedback(client, analysis_id, "The certificate is there")
    other = give_feedback(client, analysis_id, "Nothing of wiring", rating=1)
    whole = page(client, "/feedback")
    assert f"/analyses/{analysis_id}#{one}" in whole
    assert "2.50" in whole
    assert one not in page(client, "/feedback?rating=1")
    assert other not in page(client, "/feedback?usable=yes")
    alike = page(client, "/feedback?like=certificate")
    assert alike.index(one) < alike.index(other)
    assert "most alike first" in alike
    gone = client.post(f"/feedback/{one}/delete", data={"back": "/feedback?x=1"}, headers=HTML, follow_redirects=False)
    assert (gone.status_code, gone.headers["location"]) == (303, "/feedback?x=1")
    told = page(client, "/feedback")
    assert "Feedback deleted" in told
    assert f"#{one}" not in told


def test_the_trail_is_narrowed_undone_and_verified_on_its_page(client: TestClient) -> None:
    job_id = add_job(client)
    trail = page(client, "/audit?kind=job")
    assert "Job created" in trail
    assert f'href="/{job_id}"' in trail
    (event_id,) = set(re.findall(r'value="(ev_[0-9a-f]{12})"', trail))
    client.post("/undo", data={"events": event_id, "back": "/audit"}, headers=HTML)
    assert "Job deleted" in page(client, f"/audit?entity={job_id}")
    assert "Nothing of that kind" in page(client, "/audit?kind=template")
    assert "Nothing of that kind" in page(client, "/audit?actor=nobody")


def test_the_storage_is_read_again_and_backups_need_a_folder(client: TestClient) -> None:
    add_job(client)
    stored = page(client, "/storage")
    assert "No folder for backups is set" in stored
    refused = client.post("/storage/backups", headers=HTML)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text


@pytest.mark.parametrize(
    ("kind", "path", "sound"), [("chain", "/audit", "The chain is whole"), ("store", "/storage", "The store is sound")]
)
def test_a_check_goes_on_in_the_background_and_its_page_keeps_what_it_found(
    client: TestClient, memory: Memory, kind: str, path: str, sound: str
) -> None:
    add_job(client)
    assert "part by part" not in page(client, path)
    for _ in range(2):  # asked for again, it is shown as it stands
        going_on = client.post(f"/checks/{kind}", headers=HTML)
        assert going_on.status_code == 200
        assert "Nothing wrong so far" in going_on.text
    (task,) = ok(client.get("/api/tasks"))["tasks"]
    with closing(TaskRunner(memory)):
        wait_until(lambda: ok(client.get(f"/api/tasks/{task['task_id']}"))["task"]["state"] == "done", "it is checked")
    part = client.get(path, headers={**HTML, "HX-Request": "true", "HX-Target": "section#check"}).text
    assert sound in part
    assert "<h1>" not in part
    assert part.strip() in page(client, path)
    assert "all as it must be" in page(client, f"/work/{task['task_id']}")
    assert sound in client.get(f"/checks/{kind}", headers=HTML).text


def test_settings_are_shown_without_their_secrets(client: TestClient) -> None:
    assert "Refit from feedback" in page(client, "/settings/engine")
    told = client.post("/settings/engine/calibrations", headers=HTML).text
    assert "0 corrected scores from 0 jobs" in told
    assert "not set" in page(client, "/settings/privacy")
    assert "Nobody is due" in page(client, "/settings/retention?days=30")
    assert "is no number from 1" in page(client, "/settings/retention?days=0", 422)


def test_each_setting_says_where_it_was_set(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOLLECT_MAX_UPLOAD_MIB", str(settings.max_upload_mib))
    (settings.data / "recollect.toml").write_text("max_pages = 400\n", "utf-8")
    engine = page(client, "/settings/engine")
    assert '<td class="sec file">RECOLLECT_MAX_UPLOAD_MIB</td>' in engine
    assert "by the command that started the server" in engine  # 400 pages hold from the next start on
    assert "as shipped" in engine
    (settings.data / "recollect.toml").write_text("max_pages = ", "utf-8")
    assert "is not TOML" in page(client, "/settings/engine")


def test_a_job_sets_its_own_days_and_that_is_undone(client: TestClient) -> None:
    job_id = add_job(client)
    at = "/settings/retention"
    assert "no number of days" in client.post(f"{at}/jobs", data={"job_id": job_id, "days": "x"}, headers=HTML).text
    assert "is neither" in client.post(f"{at}/jobs", data={"job_id": job_id, "days": "99999"}, headers=HTML).text
    assert "no job" in client.post(f"{at}/jobs", data={"job_id": "00000000", "days": "3"}, headers=HTML).text
    for days, said in (("30", "after 30 days"), ("0", "never")):
        told = client.post(f"{at}/jobs", data={"job_id": job_id, "days": days}, headers=HTML).text
        assert f"<td>{said}</td>" in told
        assert "Job changed" in told
    (event_id,) = set(re.findall(r'name="events" value="(ev_[0-9a-f]{12})"', told))
    client.post("/undo", data={"events": event_id, "back": at}, headers=HTML)
    assert ok(client.get(f"/api/jobs/{job_id}"))["job"]["metadata"] == {"retention_days": 30}
    assert "after 30 days" not in client.post(f"{at}/jobs", data={"job_id": job_id}, headers=HTML).text
    assert ok(client.get(f"/api/jobs/{job_id}"))["job"]["metadata"] == {}


def test_a_list_of_skills_is_added_taken_out_and_brought_back(client: TestClient) -> None:
    def send(content: bytes) -> str:
        files = {"list": ("own.csv", content, "text/csv")}
        return str(client.post("/settings/engine/skills", files=files, headers=HTML).text)

    assert "This is no list of skills" in send(b"a,b\n1,2\n")
    assert "it is empty" in send(b"  ")
    assert "no text in UTF-8" in send(b"name\n\xff\xfe")
    told = send(b"name,aliases,kind\nblorping,blorps,skill\n")
    assert "In force" in told
    assert "was added before" in send(b"name,aliases,kind\nblorping,blorps,skill\n")
    (event_id,) = set(re.findall(r'name="events" value="(ev_[0-9a-f]{12})"', told))
    client.post("/undo", data={"events": event_id, "back": "/settings/engine"}, headers=HTML)
    engine = page(client, "/settings/engine")
    assert "Out of force" in engine
    (address,) = re.findall(r'action="(/settings/engine/skills/[^"]+/return)"', engine)
    told = client.post(address, headers=HTML).text
    assert "In force" in told
    assert 'name="events"' in told


def test_a_name_that_feedback_proposes_is_added_with_one_button(client: TestClient) -> None:
    job_id = add_job(client, job_description="Platform engineer\nRequirements:\n- Kubernetes\n")
    made = upload(client, path="/api/upload-resume", params={"job_id": job_id})
    (requirement,) = [one for one in made["result"]["requirements"] if one["text"] == "Kubernetes"]
    claim = {"mark": "wrong", "requirement_id": requirement["id"], "words": "Schools  and hospitals"}
    said = {"interaction_id": "missed", "analysis_id": made["analysis_id"], "rating": 3, "claims": [claim]}
    ok(client.post("/api/feedback/submit", json=said))
    (proposed,) = ok(client.get("/api/calibrations/words"))["proposals"]
    assert "schools and hospitals" in page(client, "/settings/engine")
    try:
        added = client.post("/settings/engine/proposals", data={"line": proposed["line"]}, headers=HTML)
        assert "schools and hospitals, proposed by feedback" in added.text
        gone = client.post("/settings/engine/proposals", data={"line": proposed["line"]}, headers=HTML)
        assert gone.status_code == 404
        assert ok(client.get("/api/calibrations/words"))["proposals"] == []
    finally:
        put_in_force(())
