"""A reader that knows only the layout of the plain files agrees with the API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.asgi import TestClient
from archive_trees import keep_archive, newest, read_index
from recollect.services.memory import Memory

AD = "We need an electrician for our site in Leeds.\nMust have 5 years of experience with wiring."
CV = b"Maren Holt\nElectrician\nmaren.holt@example.org\n\nExperience\nElectrician, Brightwire Ltd, 2015 - 2023\n"


@pytest.fixture
def tree(client: TestClient, memory: Memory) -> Path:
    """Fill a store through the API, and give its archive."""
    words = {"job_description": AD, "company_name": "Brightwire Ltd", "role_name": "Electrician"}
    job = client.post("/api/job-description", json=words).json()["job_id"]
    client.post("/api/job-description", json={"job_description": "Roofer wanted."})
    analysed = client.post("/api/upload-resume", params={"job_id": job}, files={"file": ("maren.txt", CV)}).json()
    client.post("/api/upload-resume-only", files={"file": ("ines.txt", b"Ines Roth\nWelder\n")})
    said = {"interaction_id": "chat-1", "query": "A fit?", "response": "Yes.", "rating": 4, "correct_points": ["years"]}
    client.post("/api/feedback/submit", json=said | {"analysis_id": analysed["analysis_id"]})
    client.patch(f"/api/candidates/{analysed['candidate_id']}", json={"version": 1, "candidate_name": "Mara Holt"})
    return keep_archive(memory)


def agree(archived: dict[str, Any], answered: dict[str, Any]) -> set[str]:
    """Name the keys that both have and in which they differ."""
    return {key for key in archived.keys() & answered.keys() if archived[key] != answered[key]}


def test_jobs_agree(client: TestClient, tree: Path) -> None:
    index = read_index(tree, "jobs/jobs_index.json")
    listed = client.get("/api/jobs").json()["jobs"]
    assert set(index) == {job["job_id"] for job in listed}
    for job in listed:
        assert set(index[job["job_id"]]) == {"company_name", "role_name", "created_at", "analysis_count"}
        assert agree(index[job["job_id"]], job) == set()
    for job_id, line in newest(tree, "jobs/jobs.jsonl").items():
        job = client.get(f"/api/jobs/{job_id}").json()["job"]
        assert agree(line, job) - {"requirements"} == set()  # what is read from the text now, and what is kept
        promised = "job_id company_name role_name job_description created_at metadata analysis_count"
        assert set(promised.split()) <= line.keys()


def test_resumes_agree_and_their_files_are_where_they_say(client: TestClient, tree: Path) -> None:
    index = read_index(tree, "resumes/resumes_index.json")
    listed = client.get("/api/resumes").json()["resumes"]
    assert set(index) == {resume["resume_id"] for resume in listed}
    for resume in listed:
        entry = index[resume["resume_id"]]
        assert agree(entry, resume) == set()
        promised = "resume_id candidate_name original_filename pdf_path text_path uploaded_at file_size text_length"
        assert set(promised.split()) <= entry.keys()
        text = client.get(f"/api/resumes/{resume['resume_id']}/text").json()["text"]
        assert (tree / entry["text_path"]).read_text("utf-8") == text
        assert (tree / entry["pdf_path"]).stat().st_size == entry["file_size"]


def test_analyses_agree(client: TestClient, tree: Path) -> None:
    index = read_index(tree, "analyses/analyses_index.json")
    (listed,) = client.get("/api/analyses").json()["analyses"]
    assert agree(index[listed["analysis_id"]], listed) == set()
    (line,) = newest(tree, "analyses/analyses.jsonl").values()
    whole = client.get(f"/api/analyses/{listed['analysis_id']}").json()["analysis"]
    # The line keeps the name that was read then; the index has the one of now.
    assert agree(line, whole) == {"candidate_name"}
    promised = "analysis_id job_id resume_id candidate_name created_at overall_score hiring_recommendation"
    assert {*promised.split(), "analysis_result", "feedback_count"} <= line.keys()


def test_feedback_agrees(client: TestClient, tree: Path) -> None:
    (line,) = newest(tree, "feedback/interactions.jsonl").values()
    said = client.get(f"/api/feedback/{line['id']}").json()["feedback"]
    assert agree(line, said) == set()
    assert list(read_index(tree, "feedback/feedback_index.json")) == [line["id"]]
    assert {"id", "timestamp", "query", "context", "response", "analysis_id", "job_id", "feedback"} <= line.keys()
    points = "rating correct_points incorrect_points missing_points ideal_response"
    assert set(points.split()) <= line["feedback"].keys()
