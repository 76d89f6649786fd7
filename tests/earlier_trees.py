"""Hand-made trees of an earlier system, whole, and with one defect each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pdf_factory import make_pdf, make_scan

SUMMER = "2024-07-01T09:00:00"
AD = "We need an electrician for our site in Leeds.\nMust have 5 years of experience with wiring."
MAREN = make_pdf(["Maren Holt", "Electrician", "maren.holt@example.org", "Electrician, Brightwire Ltd, 2015 - 2023"])
INES = make_pdf(["Ines Roth", "Welder", "ines.roth@example.org", "Welder, Hullworks, 2012 - 2020"])
SVEN = "Sven Lund\nPlumber\nsven.lund@example.org\n\nExperience\nPlumber, Hullworks, 2012 - 2020\n"
OLD_TEXT = "Maren Holt\nElectrician (as an earlier system had read it)\n"
RESULT = {
    "candidate_name": "Maren Holt",
    "overall_score": 81,
    "skill_match_score": 80.26,
    "experience_match_score": 77,
    "education_match_score": None,
    "hiring_recommendation": "Hire - knows the trade",
    "matched_skills": ["wiring"],
    "missing_critical_skills": [],
    "strengths": "Years of wiring.",
    "weaknesses": "",
    "executive_summary": "An electrician.",
    "thinking_process": [{"step": "Skills", "thinking": "Wiring is there."}],
}
Change = Callable[[Path], None]


def append(path: Path, *records: object) -> None:
    """Add lines to a log; a text is added as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        for record in records:
            log.write(record if isinstance(record, str) else json.dumps(record) + "\n")


def change_lines(path: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Replace each line of a log."""
    lines = [change(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def index_resume(root: Path, resume_id: str, **record: object) -> None:
    """Put a résumé into the index."""
    path = root / "resumes/resumes_index.json"
    index = json.loads(path.read_text("utf-8")) if path.exists() else {}
    index[resume_id] = {"resume_id": resume_id, "uploaded_at": "2024-05-01T10:00:00+00:00", **record}
    path.write_text(json.dumps(index), "utf-8")


def build_tree(root: Path) -> Path:
    """Write a whole tree of an earlier system, without defects."""
    for folder in ("resumes/pdfs", "resumes/texts"):
        (root / folder).mkdir(parents=True)
    append(
        root / "jobs/jobs.jsonl",
        {
            "job_id": "a3f7b2c1",
            "company_name": "Brightwire",
            "role_name": "Electrician",
            "job_description": AD,
            "created_at": "2024-05-01T09:00:00+00:00",
            "metadata": {"site": "Leeds"},
            "analysis_count": 1,
        },
        {
            "job_id": "b4a8c3d2",
            "company_name": "",
            "role_name": "Welder",
            "job_description": "Welder wanted.",
            "created_at": "2024-05-02T09:00:00Z",
            "metadata": {},
            "analysis_count": 0,
        },
    )
    (root / "resumes/pdfs/resume_0123456789ab.pdf").write_bytes(MAREN)
    (root / "resumes/texts/resume_0123456789ab.txt").write_text(OLD_TEXT, "utf-8")
    index_resume(
        root,
        "resume_0123456789ab",
        candidate_name="Maren Holt",
        original_filename="maren.pdf",
        pdf_path="data/resumes/pdfs/resume_0123456789ab.pdf",
        text_path="data/resumes/texts/resume_0123456789ab.txt",
        file_size=len(MAREN),
        text_length=len(OLD_TEXT),
    )
    append(
        root / "analyses/analyses.jsonl",
        {
            "analysis_id": "f8e2d1c4b3a9",
            "job_id": "a3f7b2c1",
            "resume_id": "resume_0123456789ab",
            "candidate_name": "Maren Holt",
            "created_at": "2024-05-03T09:00:00Z",
            "overall_score": 81,
            "hiring_recommendation": "Hire - knows the trade",
            "analysis_result": RESULT,
            "feedback_count": 1,
        },
    )
    append(
        root / "feedback_db/interactions.jsonl",
        {
            "id": "chat-7",
            "timestamp": "2024-05-04T09:00:00Z",
            "query": "A fit?",
            "context": ["ad", "cv"],
            "response": "Yes, she wired a school.",
            "analysis_id": "f8e2d1c4b3a9",
            "job_id": "a3f7b2c1",
            "feedback": {
                "rating": 4,
                "correct_points": ["years"],
                "incorrect_points": [],
                "missing_points": [],
                "ideal_response": "Yes.",
            },
        },
    )
    return root


def tear_the_last_lines(root: Path) -> None:
    append(root / "jobs/jobs.jsonl", '{"job_id": "deadbeef", "job_descr')
    append(root / "feedback_db/interactions.jsonl", '{"id": "chat-8", "feedback": {"rating": 5')


def repeat_ids(root: Path) -> None:
    log = root / "jobs/jobs.jsonl"
    older = {"job_id": "a3f7b2c1", "job_description": "An older wording.", "created_at": "2024-04-01T09:00:00Z"}
    log.write_text(json.dumps(older) + "\n" + log.read_text("utf-8"), "utf-8")
    index = root / "resumes/resumes_index.json"
    whole = index.read_text("utf-8")
    index.write_text('{"resume_0123456789ab": {"resume_id": "resume_0123456789ab"}, ' + whole[1:], "utf-8")


def write_paths_with_back_slashes(root: Path) -> None:
    path = root / "resumes/resumes_index.json"
    path.write_text(
        path.read_text("utf-8").replace("data/resumes/", "C:\\\\hiring\\\\resumes\\\\").replace("pdfs/", "pdfs\\\\"),
        "utf-8",
    )


def name_files_that_are_missing(root: Path) -> None:
    index_resume(root, "resume_ffffffffffff", candidate_name="Nobody", pdf_path="resumes/pdfs/resume_ffffffffffff.pdf")
    (root / "resumes/texts/resume_eeeeeeeeeeee.txt").write_text("Una Falk\nRoofer\nRoofed a church.\n", "utf-8")
    index_resume(
        root, "resume_eeeeeeeeeeee", candidate_name="Una Falk", original_filename="una.pdf", pdf_path="gone.pdf"
    )


def use_ids_of_sixteen_digits(root: Path) -> None:
    (root / "resumes/pdfs/0123456789abcdef.pdf").write_bytes(INES)
    index_resume(root, "0123456789abcdef", candidate_name="Ines Roth", pdf_path="resumes/pdfs/0123456789abcdef.pdf")
    (root / "resumes/pdfs/fedcba9876543210.pdf").write_bytes(MAREN)
    index_resume(root, "fedcba9876543210", candidate_name="Maren", pdf_path="resumes/pdfs/fedcba9876543210.pdf")


def use_analysis_ids_with_a_dash(root: Path) -> None:
    line = json.loads((root / "analyses/analyses.jsonl").read_text("utf-8").splitlines()[0])
    append(root / "analyses/analyses.jsonl", line | {"analysis_id": "a3f7b2c1-0123"})


def write_times_without_a_zone(root: Path) -> None:
    append(
        root / "jobs/jobs.jsonl",
        {"job_id": "c5b9d4e3", "job_description": "Roofer", "created_at": "2024-07-01T09:00:00"},
    )
    append(root / "jobs/jobs.jsonl", {"job_id": "c5b9d4e4", "job_description": "Tiler", "created_at": "yesterday"})


def embed_vectors(root: Path) -> None:
    change_lines(root / "feedback_db/interactions.jsonl", lambda line: line | {"embedding": [0.25] * 384})


def leave_links_out(root: Path) -> None:
    said = {"query": "Who else?", "response": "Nobody.", "feedback": {"rating": 2}, "timestamp": "2024-05-05T09:00:00Z"}
    append(root / "feedback_db/interactions.jsonl", said | {"id": "chat-9"})
    append(
        root / "feedback_db/interactions.jsonl", said | {"id": "chat-10", "analysis_id": "000000000000", "job_id": "x"}
    )


def write_as_windows_does(root: Path) -> None:
    for name in ("jobs/jobs.jsonl", "resumes/resumes_index.json", "feedback_db/interactions.jsonl"):
        data = (root / name).read_bytes()
        (root / name).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))


def hold_other_fields(root: Path) -> None:
    def change(line: dict[str, Any]) -> dict[str, Any]:
        return line | {"analysis_result": line["analysis_result"] | {"culture_fit": {"score": 3}, "model": "old-7b"}}

    change_lines(root / "analyses/analyses.jsonl", change)


def hold_wrong_types(root: Path) -> None:
    base = {"job_id": "a3f7b2c1", "resume_id": "resume_0123456789ab", "created_at": 1714800000}
    scores = {"overall_score": "85%", "skill_match_score": float("nan"), "experience_match_score": 900}
    words = {"strengths": ["a", "b"], "matched_skills": "wiring", "hiring_recommendation": 3, "thinking_process": "So."}
    append(
        root / "analyses/analyses.jsonl",
        base | {"analysis_id": "0a0b0c0d0e0f", "analysis_result": scores | words},
        base | {"analysis_id": "0a0b0c0d0e10", "analysis_result": "good"},
    )
    said = {"feedback": {"rating": "5", "correct_points": "all"}, "context": "one text", "response": None}
    append(
        root / "feedback_db/interactions.jsonl",
        said | {"id": "chat-11"},
        {"id": "chat-12", "feedback": {"rating": 4.5}},
        {"id": "chat-13", "feedback": "great"},
        [1, 2],
        "5\n",
    )
    append(
        root / "jobs/jobs.jsonl",
        {"job_id": "d6cae5f4", "job_description": 7},
        {"job_id": ["x"], "job_description": "y"},
        {"job_id": "d6cae5f5", "job_description": "Glazier", "metadata": ["a"], "salary": 10},
    )


def hold_files_that_are_none_of_it(root: Path) -> None:
    (root / "feedback_db/index.faiss").write_bytes(b"\0\1")
    (root / "resumes/pdfs/broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (root / "resumes/pdfs/loose.pdf").write_bytes(make_pdf(["Otto Brandt", "Plumber", "otto@example.org"]))
    (root / "resumes/pdfs/scan.pdf").write_bytes(make_scan())
    (root / "resumes/texts/scan.txt").write_text(SVEN, "utf-8")


DEFECTS: dict[str, Change] = {
    change.__name__: change
    for change in (
        repeat_ids,
        write_paths_with_back_slashes,
        name_files_that_are_missing,
        use_ids_of_sixteen_digits,
        use_analysis_ids_with_a_dash,
        write_times_without_a_zone,
        embed_vectors,
        leave_links_out,
        hold_other_fields,
        hold_wrong_types,
        hold_files_that_are_none_of_it,
        tear_the_last_lines,
        write_as_windows_does,
    )
}
