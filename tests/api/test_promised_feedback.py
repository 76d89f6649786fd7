from __future__ import annotations

import csv
import io
import json

from api.asgi import TestClient
from api.requests import add_job, ok, refused, submit, upload

RECORD = {
    "feedback_id", "interaction_id", "revision", "timestamp", "query", "context", "response", "analysis_id", "job_id",
    "resume_id", "author", "feedback",
}  # fmt: skip
JUDGEMENT = {
    "rating", "correct_points", "incorrect_points", "missing_points", "ideal_response", "corrected_score", "claims",
}  # fmt: skip


def analysed(client: TestClient) -> dict[str, str]:
    """Keep a job, a résumé and its analysis, and give their ids."""
    add_job(client)
    answer = upload(client, path="/api/upload-resume")
    return {name: answer[name] for name in ("job_id", "resume_id", "analysis_id", "candidate_id")}


def test_feedback_is_linked_by_itself_to_what_was_analysed(client: TestClient) -> None:
    ids = analysed(client)
    answer = submit(client, analysis_id=ids["analysis_id"], unknown="ignored")
    feedback_id = answer.pop("feedback_id")
    assert feedback_id.startswith("fb_")
    assert answer == {
        "status": "success",
        "message": "Feedback saved",
        "revision": 1,
        "analysis_id": ids["analysis_id"],
        "job_id": ids["job_id"],
    }
    record = ok(client.get(f"/api/feedback/{feedback_id}"))["feedback"]
    assert set(record) == RECORD
    assert set(record["feedback"]) == JUDGEMENT
    assert record["resume_id"] == ids["resume_id"]
    assert ok(client.get("/api/analyses"))["analyses"][0]["feedback_count"] == 1


def test_the_same_again_is_answered_alike_and_other_content_is_a_new_revision(client: TestClient) -> None:
    first = submit(client)
    assert submit(client) == first
    second = submit(client, rating=2)
    assert second == first | {"revision": 2}
    versions = ok(client.get(f"/api/feedback/{first['feedback_id']}/versions"))["versions"]
    assert [(one["version"], one["feedback"]["rating"]) for one in versions] == [(2, 2), (1, 4)]
    assert ok(client.get("/api/feedback/chat-1"))["feedback"]["revision"] == 2


def test_feedback_without_an_analysis_is_kept_with_nulls_and_found_but_not_trainable(client: TestClient) -> None:
    answer = submit(client, rating=5)
    assert (answer["analysis_id"], answer["job_id"]) == (None, None)
    found = ok(client.get("/api/feedback/search", params={"query": "wired a school"}))["results"]
    assert [one["feedback_id"] for one in found] == [answer["feedback_id"]]
    assert ok(client.get("/api/feedback/high-quality")) == {"samples": [], "count": 0}


def test_statistics_count_every_rating(client: TestClient) -> None:
    empty = ok(client.get("/api/feedback/statistics"))
    assert empty == {
        "total_feedback": 0,
        "average_rating": None,
        "by_rating": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0},
        "usable_for_training": 0,
    }
    ids = analysed(client)
    submit(client, "a", rating=5, analysis_id=ids["analysis_id"])
    submit(client, "b", rating=2)
    assert ok(client.get("/api/feedback/statistics")) == {
        "total_feedback": 2,
        "average_rating": 3.5,
        "by_rating": {"1": 0, "2": 1, "3": 0, "4": 0, "5": 1},
        "usable_for_training": 1,
    }


def test_search_gives_the_most_similar_first(client: TestClient) -> None:
    submit(client, "a", response="She wired three hospitals.", rating=2)
    submit(client, "b", response="He cooks for eighty guests.", query="Chef?")
    results = ok(client.get("/api/feedback/search", params={"query": "hospitals wired", "n_results": 1}))["results"]
    assert [one["interaction_id"] for one in results] == ["a"]
    assert set(results[0]) == RECORD | {"similarity"}
    assert -1 <= results[0]["similarity"] <= 1
    high = ok(client.get("/api/feedback/search", params={"query": "hospitals wired", "min_rating": 4}))["results"]
    assert [one["interaction_id"] for one in high] == ["b"]


def test_samples_are_joined_with_the_very_versions_that_were_analysed(client: TestClient) -> None:
    ids = analysed(client)
    submit(client, "good", analysis_id=ids["analysis_id"])
    submit(client, "poor", analysis_id=ids["analysis_id"], rating=1)
    ok(client.patch(f"/api/jobs/{ids['job_id']}", json={"version": 1, "role_name": "Changed since"}))
    answer = ok(client.get("/api/feedback/high-quality"))
    assert set(answer) == {"samples", "count"}
    assert answer["count"] == 1
    (sample,) = answer["samples"]
    assert set(sample) == RECORD | {"job", "resume_text", "analysis_result"}
    assert (sample["job"]["role_name"], sample["job"]["version"]) == ("Electrician", 1)
    assert "Electrical wiring of schools" in sample["resume_text"]
    assert sample["analysis_result"]["candidate_name"] == "Maren Holt"


def test_the_export_is_csv_in_which_no_cell_is_a_formula(client: TestClient) -> None:
    for number, sign in enumerate("=+-@\t\r"):
        submit(client, f"i{number}", response=f"{sign}cmd|' /C calc'!A0")
    answer = client.get("/api/feedback/export-csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith("attachment;")
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert len(rows) == 7
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_samples_that_can_teach_are_downloaded_a_line_each(client: TestClient) -> None:
    one = analysed(client)
    submit(client, "a", analysis_id=one["analysis_id"], rating=5)
    submit(client, "b", analysis_id=one["analysis_id"], rating=1)
    answer = client.get("/api/feedback/export-samples")
    assert answer.headers["content-disposition"].startswith("attachment;")
    (line,) = answer.text.splitlines()
    (sample,) = ok(client.get("/api/feedback/high-quality"))["samples"]
    assert json.loads(line) == sample
    assert client.get("/api/feedback/export-samples?rating=1").text == ""
    narrowed = client.get("/api/feedback/export-csv?rating=1&unknown=ignored").text
    assert [row["interaction_id"] for row in csv.DictReader(io.StringIO(narrowed, newline=""))] == ["b"]


def test_feedback_is_revised_deleted_and_brought_back(client: TestClient) -> None:
    feedback_id = submit(client)["feedback_id"]
    path = f"/api/feedback/{feedback_id}"
    revised = ok(client.patch(path, json={"version": 1, "rating": 5, "correct_points": ["wiring"]}))["feedback"]
    assert (revised["revision"], revised["feedback"]["rating"], revised["response"]) == (
        2,
        5,
        "Yes, she wired a school.",
    )
    deleted = ok(client.delete(path))
    assert ok(client.get("/api/feedback/statistics"))["total_feedback"] == 0
    assert client.get(path).status_code == 404
    ok(client.post(f"/api/undo/{deleted['event_id']}"))
    assert ok(client.get(path))["feedback"]["feedback"]["rating"] == 5
    listed = ok(client.get("/api/feedback"))
    assert [one["feedback_id"] for one in listed["feedback"]] == [feedback_id]


def test_scores_are_corrected_claims_marked_and_the_map_refitted(client: TestClient) -> None:
    add_job(client)
    made = upload(client, path="/api/upload-resume")
    claims = [{"mark": "wrong", "requirement_id": made["result"]["requirements"][0]["id"]}]
    said_of = {"interaction_id": "c", "rating": 2, "analysis_id": made["analysis_id"]}
    body = said_of | {"corrected_score": 30, "claims": claims}
    kept = ok(client.post("/api/feedback/submit", json=body))["feedback_id"]
    said = ok(client.get(f"/api/feedback/{kept}"))["feedback"]["feedback"]
    assert said["corrected_score"] == 30
    named = claims[0]["requirement_id"]
    assert said["claims"] == [{"mark": "wrong", "evidence_id": None, "requirement_id": named, "words": ""}]
    revised = ok(client.patch(f"/api/feedback/{kept}", json={"version": 1, "corrected_score": 35, "claims": []}))
    assert (revised["feedback"]["feedback"]["corrected_score"], revised["feedback"]["feedback"]["claims"]) == (35, [])
    outcome = ok(client.post("/api/calibrations", json={"dry_run": True}))
    assert (outcome["pairs"], outcome["calibration"], outcome["fit"]) == (1, None, None)
    assert ok(client.get("/api/calibrations")) == {"calibrations": []}
    assert ok(client.get("/api/calibrations/words")) == {"words": [], "proposals": []}
    assert ok(client.post("/api/calibrations/none/use")) == {"calibrations": []}
    refused(client.post("/api/calibrations/cal_00000000/use"), 404, "not_found", "cal_00000000")
