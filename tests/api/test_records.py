"""Analyses, people, templates, the store as a whole, and undo."""

from __future__ import annotations

import pytest

from api.asgi import TestClient
from api.requests import JOB, RESUME, add_job, ok, refused, submit, upload
from recollect import __version__

SUMMARY = {
    "analysis_id", "job_id", "resume_id", "candidate_id", "candidate_name", "created_at", "overall_score",
    "hiring_recommendation", "status", "feedback_count", "job_changed",
}  # fmt: skip


def test_analyses_are_listed_and_narrowed(client: TestClient) -> None:
    add_job(client)
    first = upload(client, path="/api/upload-resume")
    other_job = add_job(client, job_description="Chef. Must have 10 years of experience with pastry.")
    second = ok(client.post(f"/api/analyze-resume/{first['resume_id']}"))
    answer = ok(client.get("/api/analyses"))
    assert set(answer) == {"analyses", "total", "next_cursor"}
    assert [one["analysis_id"] for one in answer["analyses"]] == [second["analysis_id"], first["analysis_id"]]
    assert all(set(one) == SUMMARY and one["status"] == "done" for one in answer["analyses"])

    def found(**narrowed: object) -> set[str]:
        return {one["analysis_id"] for one in ok(client.get("/api/analyses", params=narrowed))["analyses"]}

    assert found(job_id=other_job) == {second["analysis_id"]}
    assert found(resume_id=first["resume_id"]) == {first["analysis_id"], second["analysis_id"]}
    assert found(engine="llm") == set()
    score = first["result"]["overall_score"]
    assert first["analysis_id"] in found(min_score=score)
    assert first["analysis_id"] not in found(min_score=min(100, score + 0.1)) or score == 100
    word = first["result"]["hiring_recommendation"].partition(":")[0]
    assert first["analysis_id"] in found(recommendation=word)


def test_an_analysis_is_given_whole_noted_and_deleted(client: TestClient) -> None:
    job_id = add_job(client)
    made = upload(client, path="/api/upload-resume")
    path = f"/api/analyses/{made['analysis_id']}"
    analysis = ok(client.get(path))["analysis"]
    assert set(analysis) == SUMMARY | {"job_version", "text_sha256", "failure", "analysis_result", "version", "notes"}
    assert (analysis["job_id"], analysis["job_version"], analysis["failure"]) == (job_id, 1, None)
    assert analysis["analysis_result"] == made["result"]
    noted = ok(client.patch(path, json={"version": 1, "notes": "Call on Tuesday."}))["analysis"]
    assert (noted["notes"], noted["version"], noted["analysis_result"]) == ("Call on Tuesday.", 2, made["result"])
    assert [one["notes"] for one in ok(client.get(f"{path}/versions"))["versions"]] == ["Call on Tuesday.", ""]
    deleted = ok(client.delete(path))
    refused(client.get(path), 404, "not_found", made["analysis_id"])
    ok(client.post(f"/api/undo/{deleted['event_id']}"))
    assert ok(client.get(path))["analysis"]["notes"] == "Call on Tuesday."


def test_a_person_is_given_with_what_hangs_on_them_renamed_and_deleted(client: TestClient) -> None:
    add_job(client)
    made = upload(client, path="/api/upload-resume")
    path = f"/api/candidates/{made['candidate_id']}"
    person = ok(client.get(path))
    assert set(person) == {"candidate", "resumes", "analyses"}
    assert set(person["candidate"]) == {
        "candidate_id", "candidate_name", "created_at", "updated_at", "version", "resume_count", "analysis_count",
    }  # fmt: skip
    assert (person["candidate"]["resume_count"], person["candidate"]["analysis_count"]) == (1, 1)
    assert person["resumes"][0]["resume_id"] == made["resume_id"]
    assert person["analyses"][0]["analysis_id"] == made["analysis_id"]
    renamed = ok(client.patch(path, json={"version": person["candidate"]["version"], "candidate_name": "M. Holt"}))
    assert renamed["candidate"]["candidate_name"] == "M. Holt"
    assert ok(client.get("/api/resumes"))["resumes"][0]["candidate_name"] == "M. Holt"
    assert [one["candidate_name"] for one in ok(client.get(f"{path}/versions"))["versions"]] == [
        "M. Holt",
        "Maren Holt",
    ]
    assert ok(client.get("/api/candidates"))["total"] == 1
    deleted = ok(client.delete(path))
    assert [ok(client.get(f"/api/{name}"))["total"] for name in ("candidates", "resumes", "analyses")] == [0, 0, 0]
    ok(client.post(f"/api/undo/{deleted['event_id']}"))
    assert [ok(client.get(f"/api/{name}"))["total"] for name in ("candidates", "resumes", "analyses")] == [1, 1, 1]


def test_templates_are_kept_apart_from_jobs_and_used(client: TestClient) -> None:
    job_id = add_job(client)
    made = ok(client.post(f"/api/jobs/{job_id}/template", json={"name": "Our electrician"}), 201)["template"]
    assert set(made) == {
        "template_id", "name", "company_name", "role_name", "job_description", "metadata", "created_at", "version",
        "use_count", "requirements", "weights", "thresholds",
    }  # fmt: skip
    path = f"/api/templates/{made['template_id']}"
    ok(client.patch(path, json={"version": 1, "role_name": "Senior Electrician"}))
    assert (
        ok(client.get("/api/jobs"))["total"]
        == ok(client.get("/api/jobs/search", params={"query": "elec"}))["total"]
        == 1
    )
    used = ok(client.post(f"{path}/use"), 201)
    assert set(used) == {"message", "job_id", "template_id"}
    current = ok(client.get("/api/job-description"))
    assert (current["job_id"], current["role_name"]) == (used["job_id"], "Senior Electrician")
    assert current["job_description"] == JOB["job_description"]
    assert ok(client.get(path))["template"]["use_count"] == 1
    ok(client.delete(path))
    assert ok(client.get("/api/templates"))["templates"] == []


def test_the_statistics_say_what_is_stored(client: TestClient) -> None:
    empty = ok(client.get("/api/storage/stats"))
    promised = {"jobs", "resumes", "analyses", "feedback", "current_job_id", "bytes"}
    assert set(empty) == promised | {"last_backup", "archive", "readings_outdated"}
    assert empty["current_job_id"] is None
    ids = [add_job(client) for _ in range(6)]
    made = upload(client, path="/api/upload-resume")
    submit(client)
    stats = ok(client.get("/api/storage/stats"))
    assert stats["jobs"]["total"] == 6
    assert [job["job_id"] for job in stats["jobs"]["recent"]] == ids[:0:-1]
    assert [stats[name]["total"] for name in ("resumes", "analyses")] == [1, 1]
    assert stats["analyses"]["recent"][0]["analysis_id"] == made["analysis_id"]
    assert stats["feedback"] == {"total_feedback": 1, "average_rating": 4.0}
    assert stats["current_job_id"] == ids[-1]
    assert set(stats["bytes"]) == {"database", "documents", "archive"}
    assert stats["bytes"]["documents"] >= len(RESUME.encode())


def test_health_tells_that_the_store_can_be_written(client: TestClient) -> None:
    health = ok(client.get("/healthz"))
    assert health.pop("database").startswith("SQLite 3.")
    assert health == {"status": "ok", "version": __version__, "writable": True}


def test_an_undo_can_be_undone_and_one_that_is_too_late_is_refused(client: TestClient) -> None:
    job_id = add_job(client)
    event_id = ok(client.delete(f"/api/jobs/{job_id}"))["event_id"]
    ok(client.post(f"/api/undo/{event_id}"))
    refused(client.post(f"/api/undo/{event_id}"), 409, "undo_conflict", job_id)
    refused(client.post("/api/undo/ev_000000000000"), 404, "not_found", "ev_000000000000")


@pytest.mark.parametrize("kind", ["job_id", "resume_id", "analysis_id", "candidate_id"])
def test_an_id_resolves_to_the_page_of_its_record(client: TestClient, kind: str) -> None:
    add_job(client)
    made = upload(client, path="/api/upload-resume")
    answer = client.get(f"/{made[kind]}", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


def test_a_person_is_exported_and_erased_once_for_good(client: TestClient) -> None:
    add_job(client)
    made = upload(client, path="/api/upload-resume")
    path = f"/api/candidates/{made['candidate_id']}"
    exported = client.get(f"{path}/export")
    assert exported.status_code == 200
    assert exported.headers["content-type"] == "application/zip"
    assert exported.headers["content-disposition"] == f'attachment; filename="{made["candidate_id"]}.zip"'
    assert exported.content.startswith(b"PK")
    key = {"Idempotency-Key": "erase-1"}
    erased = ok(client.delete(path, params={"erase": True, "also": ["Nurse"]}, headers=key))
    assert (erased["id"], erased["erased"]["resumes"], erased["erased"]["analyses"]) == (made["candidate_id"], 1, 1)
    assert ok(client.delete(path, params={"erase": True, "also": ["Nurse"]}, headers=key)) == erased
    for answer in (client.get(path), client.get(f"{path}/export"), client.delete(path, params={"erase": True})):
        refused(answer, 404, "not_found", made["candidate_id"])
    refused(client.get(f"/api/resumes/{made['resume_id']}"), 404, "not_found", made["resume_id"])
    refused(client.post(f"/api/undo/{erased['event_id']}"), 409, "undo_conflict", erased["event_id"])
    again = upload(client)
    assert again["resume_id"] == made["resume_id"]
    assert not again["duplicate"]


def test_nobody_is_due_where_retention_is_off(client: TestClient) -> None:
    upload(client)
    off = {"enabled": False, "retention_days": 0, "due": [], "total": 0}
    assert ok(client.get("/api/retention/preview")) == off
    assert ok(client.get("/api/retention/preview", params={"days": 1})) == off | {"retention_days": 1}
    refused(client.get("/api/retention/preview", params={"days": 0}), 422, "invalid_input")


def test_what_a_job_asks_for_is_set_over_the_api(client: TestClient) -> None:
    job_id = add_job(client)
    uploaded = upload(client, path="/api/upload-resume")
    wanted = {
        "version": 1,
        "requirements": [{"text": "Python", "kind": "skill", "strength": "must"}],
        "weights": {"skills": 1},
        "thresholds": {"maybe": 20},
    }
    job = ok(client.patch(f"/api/jobs/{job_id}", json=wanted))["job"]
    assert job == ok(client.get(f"/api/jobs/{job_id}"))["job"]
    assert job["edited"] == ["requirements", "weights", "thresholds"]
    assert [one["text"] for one in job["requirements"]] == ["Python"]
    assert ok(client.get("/api/analyses"))["analyses"][0]["job_changed"] is True
    assert ok(client.get(f"/api/analyses/{uploaded['analysis_id']}"))["analysis"]["job_changed"] is True
    job = ok(client.patch(f"/api/jobs/{job_id}", json={"version": 2, "requirements": None, "weights": None}))["job"]
    assert job["edited"] == ["thresholds"]
    wrong = {"version": 3, "requirements": [{"text": "Python", "kind": "hobby", "strength": "must"}]}
    refused(client.patch(f"/api/jobs/{job_id}", json=wrong), 422, "invalid_input")
    refused(client.patch(f"/api/jobs/{job_id}", json={"version": 3, "thresholds": {"hire": 99}}), 422, "invalid_input")


def test_a_document_is_read_anew_and_its_correction_kept(client: TestClient) -> None:
    made = upload(client)
    path = f"/api/resumes/{made['resume_id']}"
    position = {"title": "Fitter", "organisation": "Kell Ltd", "start_date": "2015", "current": True}
    corrected = ok(client.patch(path, json={"version": 1, "fields": {"positions": [position]}}))["resume"]
    assert corrected["fields"]["positions"][0]["title"] == corrected["fields"]["positions"][0]["title"] | {
        "value": "Fitter",
        "source": "corrected",
    }
    answer = ok(client.post(f"{path}/reread"))
    assert (answer["text_changed"], answer["error"]) == (False, None)
    resume = ok(client.get(path))["resume"]
    assert resume["fields"]["positions"] == corrected["fields"]["positions"]
    assert (resume["version"], resume["reading_outdated"]) == (3, False)
    assert ok(client.get("/api/storage/stats"))["readings_outdated"] == 0
    refused(client.post("/api/resumes/resume_000000000000/reread"), 404, "not_found", "resume_000000000000")
