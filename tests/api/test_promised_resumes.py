from __future__ import annotations

import hashlib

from api.asgi import TestClient
from api.requests import JOB, RESUME, add_job, ok, refused, upload
from office_factory import make_docx, make_odt, make_rtf
from pdf_factory import make_pdf, make_scan
from recollect.domain.ids import resume_id_of
from recollect.settings import Settings

SUMMARY = {
    "resume_id", "candidate_id", "candidate_name", "original_filename", "uploaded_at", "file_size", "text_length",
    "pages", "text_quality", "analysis_count",
}  # fmt: skip
WHOLE = SUMMARY | {
    "version", "content_sha256", "text_sha256", "media_type", "fields", "sections", "hidden_text", "warnings",
    "reader_version", "reading_outdated",
}  # fmt: skip
FIELDS = {
    "name", "emails", "phones", "links", "location", "headline", "positions", "education", "languages", "certificates",
    "skills",
}  # fmt: skip
LEAF = {"value", "start", "end", "page", "boxes", "confidence", "source"}
RESULT = {
    "candidate_name", "filename", "company_name", "role_name", "timestamp", "overall_score", "skill_match_score",
    "experience_match_score", "education_match_score", "score_range", "hiring_recommendation", "matched_skills",
    "missing_critical_skills", "strengths", "weaknesses", "executive_summary", "thinking_process", "requirements",
    "evidence", "flags", "provenance", "interview_questions",
}  # fmt: skip
JUDGED = {
    "id", "text", "kind", "strength", "weight", "amount", "start", "end", "status", "credit", "evidence", "note",
}  # fmt: skip
EVIDENCE = {
    "id", "requirement_id", "claim", "quote", "start", "end", "page", "boxes", "section", "verified",
}  # fmt: skip
PROVENANCE = {
    "engine", "engine_version", "model", "adapter_id", "prompt_version", "lexicon_version", "background_id",
    "calibration_id", "parameters", "text_sha256", "job_version", "started_at", "duration_ms", "tokens",
    "uncalibrated_score",
}  # fmt: skip
RECOMMENDATIONS = ("Strong Hire", "Hire", "Maybe", "No Hire")


def test_an_upload_is_kept_once_and_analysed_against_the_current_job(client: TestClient) -> None:
    job_id = add_job(client)
    first = upload(client, path="/api/upload-resume")
    assert set(first) == {"candidate_id", "analysis_id", "resume_id", "job_id", "duplicate", "same_person", "result"}
    assert first["job_id"] == job_id
    assert first["resume_id"] == "resume_" + hashlib.sha256(RESUME.encode()).hexdigest()[:12]
    assert not first["duplicate"]
    again = upload(client, path="/api/upload-resume")
    assert again["duplicate"]
    assert again["resume_id"] == first["resume_id"]
    assert again["analysis_id"] != first["analysis_id"]
    assert ok(client.get("/api/resumes"))["total"] == 1
    assert ok(client.get("/api/analyses"))["total"] == 2


def test_a_result_has_every_field_and_its_quotes_stand_in_the_text(client: TestClient) -> None:
    add_job(client)
    answer = upload(client, path="/api/upload-resume")
    result = answer["result"]
    assert set(result) == RESULT
    assert set(result["provenance"]) == PROVENANCE
    assert result["provenance"]["engine"] == "builtin"
    assert (result["candidate_name"], result["filename"]) == ("Maren Holt", "maren.txt")
    assert (result["company_name"], result["role_name"]) == ("Brightwire Ltd", "Electrician")
    assert result["overall_score"] is None or result["hiring_recommendation"].startswith(RECOMMENDATIONS)
    text = ok(client.get(f"/api/resumes/{answer['resume_id']}/text"))["text"]
    assert result["evidence"]
    for evidence in result["evidence"]:
        assert set(evidence) == EVIDENCE
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    for requirement in result["requirements"]:
        assert set(requirement) == JUDGED
        assert requirement["status"] in {"met", "partly", "not_found", "unknown"}
        assert JOB["job_description"][requirement["start"] : requirement["end"]]


def test_an_upload_is_analysed_against_the_job_that_is_named(client: TestClient) -> None:
    named, current = add_job(client), add_job(client, role_name="Other")
    answer = upload(client, path="/api/upload-resume", params={"job_id": named})
    assert answer["job_id"] == named
    assert ok(client.get("/api/job-description"))["job_id"] == current


def test_an_upload_alone_is_kept_without_an_analysis(client: TestClient) -> None:
    answer = upload(client)
    resume_id = answer["resume_id"]
    assert set(answer) == {
        "message",
        "resume_id",
        "candidate_id",
        "candidate_name",
        "filename",
        "duplicate",
        "same_person",
    }
    assert (answer["candidate_name"], answer["filename"], answer["duplicate"]) == ("Maren Holt", "maren.txt", False)
    assert upload(client) == answer | {"message": "This very file is kept already", "duplicate": True}
    assert ok(client.get("/api/analyses"))["total"] == 0
    assert ok(client.get(f"/api/resumes/{resume_id}"))["resume"]["analysis_count"] == 0


def test_a_kept_resume_is_analysed(client: TestClient) -> None:
    resume_id = upload(client)["resume_id"]
    current = add_job(client)
    answer = ok(client.post(f"/api/analyze-resume/{resume_id}"))
    assert set(answer) == {"candidate_id", "analysis_id", "resume_id", "job_id", "result"}
    assert (answer["job_id"], answer["resume_id"]) == (current, resume_id)
    other = add_job(client)
    client.post(f"/api/jobs/{current}/select")
    assert ok(client.post(f"/api/analyze-resume/{resume_id}", params={"job_id": other}))["job_id"] == other


def test_resumes_are_listed_and_searched(client: TestClient) -> None:
    resume_id = upload(client)["resume_id"]
    upload(client, "Omar Haddad\nChef\nCooked for eighty guests.")
    answer = ok(client.get("/api/resumes"))
    assert set(answer) == {"resumes", "total", "next_cursor"}
    assert answer["total"] == 2
    assert all(set(resume) == SUMMARY for resume in answer["resumes"])
    found = ok(client.get("/api/resumes", params={"query": "HOSPITALS"}))
    assert [resume["resume_id"] for resume in found["resumes"]] == [resume_id]
    assert found["resumes"][0]["file_size"] == len(RESUME.encode())
    assert found["resumes"][0]["pages"] is None


def test_a_resume_is_given_with_its_fields_and_where_they_stand(client: TestClient) -> None:
    pdf = make_pdf()
    sent = client.post("/api/upload-resume-only", files={"file": ("CV.PDF", pdf, "application/octet-stream")})
    resume_id = ok(sent)["resume_id"]
    resume = ok(client.get(f"/api/resumes/{resume_id}"))["resume"]
    assert set(resume) == WHOLE
    assert set(resume["fields"]) == FIELDS
    assert (resume["media_type"], resume["pages"], resume["original_filename"]) == ("application/pdf", 1, "CV.PDF")
    assert resume["content_sha256"] == hashlib.sha256(pdf).hexdigest()
    kept = ok(client.get(f"/api/resumes/{resume_id}/text"))
    assert set(kept) == {"resume_id", "text", "text_sha256"}
    assert kept["text_sha256"] == resume["text_sha256"] == hashlib.sha256(kept["text"].encode()).hexdigest()
    assert resume["text_length"] == len(kept["text"])
    name = resume["fields"]["name"]
    assert set(name) == LEAF
    assert (name["value"], name["source"], name["page"]) == ("Maren Holt", "parsed", 1)
    assert kept["text"][name["start"] : name["end"]] == "Maren Holt"
    assert all(len(box) == 4 for box in name["boxes"])


def test_a_corrected_name_shows_everywhere(client: TestClient) -> None:
    add_job(client)
    answer = upload(client, path="/api/upload-resume")
    path = f"/api/resumes/{answer['resume_id']}"
    corrected = ok(client.patch(path, json={"version": 1, "fields": {"name": "Maren Holt-Adeyemi"}}))["resume"]
    assert set(corrected) == WHOLE
    assert corrected["fields"]["name"]["source"] == "corrected"
    assert ok(client.get("/api/resumes"))["resumes"][0]["candidate_name"] == "Maren Holt-Adeyemi"
    assert ok(client.get("/api/analyses"))["analyses"][0]["candidate_name"] == "Maren Holt-Adeyemi"
    analysis = ok(client.get(f"/api/analyses/{answer['analysis_id']}"))["analysis"]
    assert analysis["analysis_result"]["candidate_name"] == "Maren Holt", "what was read then"
    versions = ok(client.get(f"{path}/versions"))["versions"]
    assert [one["version"] for one in versions] == [2, 1]


def test_a_deleted_resume_is_gone_until_it_is_uploaded_again_or_undone(client: TestClient) -> None:
    kept = upload(client)
    path = f"/api/resumes/{kept['resume_id']}"
    deleted = ok(client.delete(path))
    refused(client.get(path), 404, "not_found", kept["resume_id"])
    ok(client.post(f"/api/undo/{deleted['event_id']}"))
    assert ok(client.get(path))["resume"]["resume_id"] == kept["resume_id"]
    ok(client.delete(path))
    assert upload(client)["resume_id"] == kept["resume_id"]
    assert ok(client.get(path))["resume"]["resume_id"] == kept["resume_id"]


def test_a_scan_is_kept_without_text_only_when_asked_and_never_analysed(client: TestClient) -> None:
    file = {"file": ("scan.pdf", make_scan())}
    refused(client.post("/api/upload-resume-only", files=file), 422, "scanned_document")
    kept = ok(client.post("/api/upload-resume-only?keep_scan=true", files=file))
    assert kept["candidate_name"] == ""
    resume = ok(client.get(f"/api/resumes/{kept['resume_id']}"))["resume"]
    assert (resume["text_quality"], resume["pages"], resume["text_length"]) == ("none", 1, 0)
    assert ok(client.get(f"/api/resumes/{kept['resume_id']}/text"))["text"] == ""
    add_job(client)
    refused(client.post(f"/api/analyze-resume/{kept['resume_id']}"), 422, "no_text", kept["resume_id"])
    assert ok(client.get("/api/analyses"))["total"] == 0


def test_an_upload_that_is_to_be_analysed_keeps_a_scan_when_asked_and_says_that_it_has_no_text(
    client: TestClient,
) -> None:
    add_job(client)
    file = {"file": ("scan.pdf", make_scan())}
    assert "as a scan" in refused(client.post("/api/upload-resume", files=file), 422, "scanned_document")
    assert ok(client.get("/api/resumes"))["total"] == 0
    resume_id = resume_id_of(hashlib.sha256(make_scan()).hexdigest())
    for _ in range(2):
        answer = client.post("/api/upload-resume?keep_scan=true", files=file)
        assert "kept as a scan without text" in refused(answer, 422, "no_text", resume_id)
    resume = ok(client.get(f"/api/resumes/{resume_id}"))["resume"]
    assert (resume["text_quality"], resume["analysis_count"]) == ("none", 0)
    assert "is a picture only" in resume["warnings"][0]


def test_what_was_kept_under_other_formats_is_named_after_its_content(client: TestClient, settings: Settings) -> None:
    for made, extension in ((make_docx(), "docx"), (make_odt(), "odt"), (make_rtf(), "rtf")):
        kept = ok(client.post("/api/upload-resume-only", files={"file": ("cv.pdf", made)}))
        assert (settings.data / "resumes" / "files" / f"{kept['resume_id']}.{extension}").read_bytes() == made
        assert kept["candidate_name"] == "Maren Holt"
