from __future__ import annotations

from api.asgi import TestClient
from api.requests import JOB, add_job, ok, upload

SUMMARY = {"job_id", "company_name", "role_name", "created_at", "analysis_count", "description_preview"}


def test_a_new_job_is_answered_with_its_length_in_code_points_and_is_the_current_one(client: TestClient) -> None:
    text = "Électricien 🔌 wanted"
    answer = ok(client.post("/api/job-description", json=JOB | {"job_description": text, "unknown": [1]}))
    job_id = answer.pop("job_id")
    assert len(job_id) == 8
    assert answer == {
        "message": "Job description saved",
        "length": len(text),
        "company_name": "Brightwire Ltd",
        "role_name": "Electrician",
        "proposed": {"company_name": "", "role_name": ""},
    }
    assert ok(client.get("/api/job-description")) == {
        "job_id": job_id,
        "job_description": text,
        "company_name": "Brightwire Ltd",
        "role_name": "Electrician",
    }


def test_names_may_be_left_out_or_null(client: TestClient) -> None:
    for names in ({}, {"company_name": None, "role_name": None}):
        answer = ok(client.post("/api/job-description", json={"job_description": "Electrician"} | names))
        assert (answer["company_name"], answer["role_name"]) == ("", "")


def test_without_a_current_job_the_texts_are_empty(client: TestClient) -> None:
    empty = {"job_id": "", "job_description": "", "company_name": "", "role_name": ""}
    assert ok(client.get("/api/job-description")) == empty


def test_jobs_are_listed_newest_first(client: TestClient) -> None:
    ids = [add_job(client, role_name=f"Role {number}") for number in range(3)]
    answer = ok(client.get("/api/jobs"))
    assert set(answer) == {"jobs", "total", "next_cursor"}
    assert [job["job_id"] for job in answer["jobs"]] == ids[::-1]
    assert all(set(job) == SUMMARY for job in answer["jobs"])
    assert (answer["total"], answer["next_cursor"]) == (3, None)
    first = answer["jobs"][0]
    assert first["created_at"].endswith("Z")
    assert first["analysis_count"] == 0
    assert first["description_preview"].startswith("We need an electrician. Must have")


def test_search_finds_by_beginnings_whatever_the_accents_and_is_not_taken_for_an_id(client: TestClient) -> None:
    found = add_job(client, role_name="Électricien", company_name="Lumière SARL")
    add_job(client, job_description="Somebody who cooks", role_name="Chef", company_name="Bistro")
    for query in ("electric", "LUMIERE", "wirin"):
        answer = ok(client.get("/api/jobs/search", params={"query": query}))
        assert set(answer) == {"jobs", "total", "next_cursor"}
        assert [job["job_id"] for job in answer["jobs"]] == [found], query
        assert all(set(job) == SUMMARY | {"snippet"} for job in answer["jobs"])
    assert ok(client.get("/api/jobs/search", params={"query": "plumber"}))["total"] == 0
    assert ok(client.get("/api/jobs/search"))["jobs"] is not None


def test_a_job_is_given_whole_with_its_requirements(client: TestClient) -> None:
    job_id = add_job(client)
    job = ok(client.get(f"/api/jobs/{job_id}"))["job"]
    assert set(job) == {
        "job_id", "company_name", "role_name", "job_description", "created_at", "updated_at", "version",
        "analysis_count", "metadata", "requirements", "weights", "thresholds", "edited",
    }  # fmt: skip
    assert {name: job[name] for name in JOB} == JOB
    assert (job["version"], job["metadata"]) == (1, {})
    for requirement in job["requirements"]:
        assert set(requirement) == {"id", "text", "kind", "strength", "weight", "amount", "start", "end"}
        assert job["job_description"][requirement["start"] : requirement["end"]]
    amounts = [requirement["amount"] for requirement in job["requirements"]]
    assert {"value": 5.0, "unit": "years"} in amounts


def test_a_job_is_selected(client: TestClient) -> None:
    first, _ = add_job(client), add_job(client, role_name="Other")
    assert ok(client.post(f"/api/jobs/{first}/select")) == {
        "message": "Job selected",
        "job_id": first,
        "company_name": "Brightwire Ltd",
        "role_name": "Electrician",
    }
    assert ok(client.get("/api/job-description"))["job_id"] == first


def test_deleting_the_current_job_leaves_none_selected(client: TestClient) -> None:
    other, current = add_job(client), add_job(client)
    deleted = ok(client.delete(f"/api/jobs/{current}"))
    assert set(deleted) == {"message", "id", "event_id"}
    assert ok(client.get("/api/job-description"))["job_id"] == ""
    assert [job["job_id"] for job in ok(client.get("/api/jobs"))["jobs"]] == [other]
    assert client.get(f"/api/jobs/{current}").status_code == 404
    assert ok(client.post(f"/api/undo/{deleted['event_id']}"))["id"] == deleted["event_id"]
    assert ok(client.get(f"/api/jobs/{current}"))["job"]["job_id"] == current


def test_an_edit_is_a_new_version_and_old_ones_stay(client: TestClient) -> None:
    job_id = add_job(client)
    changed = ok(client.patch(f"/api/jobs/{job_id}", json={"version": 1, "role_name": "Fitter", "metadata": {"a": 1}}))
    assert (changed["job"]["version"], changed["job"]["role_name"]) == (2, "Fitter")
    assert changed["job"]["job_description"] == JOB["job_description"]
    versions = ok(client.get(f"/api/jobs/{job_id}/versions"))["versions"]
    assert [(one["version"], one["role_name"]) for one in versions] == [(2, "Fitter"), (1, "Electrician")]
    assert set(versions[0]) == {
        "job_id", "version", "company_name", "role_name", "job_description", "metadata", "created_at", "actor",
            "requirements", "weights", "thresholds",
    }  # fmt: skip


def test_analyses_are_counted_with_their_job(client: TestClient) -> None:
    job_id = add_job(client)
    upload(client, path="/api/upload-resume")
    assert ok(client.get("/api/jobs"))["jobs"][0]["analysis_count"] == 1
    assert ok(client.get(f"/api/jobs/{job_id}"))["job"]["analysis_count"] == 1
