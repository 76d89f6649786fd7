from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from office_factory import make_docx, make_zip, paragraph
from office_factory import run as run_of
from pdf_factory import make_pdf, make_scan
from pdf_objects import RESUME
from recollect.cli.corrections import read_corrections
from recollect.errors import InvalidInput
from unit.cli.conftest import Filled
from unit.cli.running import CV, add_job, add_resume, ask, fail, run

LISTED = {
    "resume_id", "candidate_id", "candidate_name", "original_filename", "uploaded_at", "file_size", "text_length",
    "pages", "text_quality", "analysis_count",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with two different résumés, one of them twice, two files that are none, and a hidden one."""
    root = tmp_path / "cvs"
    (root / "more").mkdir(parents=True)
    (root / "a.pdf").write_bytes(make_pdf())
    (root / "b.txt").write_text(CV.replace("Maren", "Ilse"), encoding="utf-8")
    (root / "c.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64))
    (root / "d.pdf").write_bytes(b"")
    (root / "more" / "a again.pdf").write_bytes(make_pdf())
    (root / ".hidden.pdf").write_bytes(b"not looked at")
    return root


def test_a_folder_is_taken_with_all_below_and_bad_files_stop_nothing(data: Path, folder: Path) -> None:
    result = run(data, "resume", "add", str(folder), str(folder / "gone.pdf"), "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    batch = json.loads(result.stdout)
    assert set(batch) == {"added", "failed"}
    assert [Path(one["file"]).name for one in batch["added"]] == ["a.pdf", "b.txt", "a again.pdf"]
    assert {frozenset(one) for one in batch["added"]} == {
        frozenset({"file", "resume_id", "candidate_id", "candidate_name", "filename", "duplicate"})
    }
    assert sorted(one["duplicate"] for one in batch["added"]) == [False, False, True]
    assert len({one["resume_id"] for one in batch["added"]}) == 2
    assert [(Path(one["file"]).name, one["error"]) for one in batch["failed"]] == [
        ("c.doc", "unsupported_document"),
        ("d.pdf", "empty_document"),
        ("gone.pdf", "unreadable_file"),
    ]
    assert all(set(one) == {"file", "error", "detail"} and one["detail"] for one in batch["failed"])
    assert ask(data, "resume", "list")["total"] == 2


def test_each_file_has_its_own_line(data: Path, folder: Path) -> None:
    result = run(data, "resume", "add", str(folder))
    assert result.exit_code == 1
    assert [line[0] for line in result.stdout.splitlines()[:3]].count("+") >= 2
    assert result.stdout.splitlines()[-1] == "2 added, 1 kept before, 2 failed"
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()] == [
        "unsupported_document",
        "empty_document",
    ]


def test_all_kept_is_a_success(data: Path, folder: Path) -> None:
    batch = ask(data, "resume", "add", str(folder / "a.pdf"), str(folder / "b.txt"))
    assert [one["candidate_name"] for one in batch["added"]] == ["Maren Holt", "Ilse Holt"]
    again = ask(data, "resume", "add", str(folder / "a.pdf"))
    assert [(one["resume_id"], one["duplicate"]) for one in again["added"]] == [(batch["added"][0]["resume_id"], True)]


@pytest.mark.parametrize(("name", "code"), [("c.doc", 5), ("gone.pdf", 2)])
def test_a_single_file_ends_with_the_code_of_its_error(data: Path, folder: Path, name: str, code: int) -> None:
    assert run(data, "resume", "add", str(folder / name)).exit_code == code


def test_what_is_no_file_fails_by_itself(data: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    batch = json.loads(run(data, "resume", "add", str(tmp_path / "pipe"), "--json").stdout)
    assert [one["error"] for one in batch["failed"]] == ["unreadable_file"]


def test_a_file_over_the_limit_is_refused(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOLLECT_MAX_UPLOAD_MIB", "1")
    (tmp_path / "big.txt").write_bytes(b"word " * 300_000)
    result = run(data, "resume", "add", str(tmp_path / "big.txt"), "--json")
    assert result.exit_code == 5
    assert [one["error"] for one in json.loads(result.stdout)["failed"]] == ["document_too_large"]


def test_the_files_of_an_archive_are_taken_by_themselves(data: Path, folder: Path, tmp_path: Path) -> None:
    files = {"a.pdf": make_pdf(), "more/ida.docx": make_docx(), "x.zip": make_zip({"a.txt": b"a"}), "e.pdf": b""}
    (tmp_path / "cvs.zip").write_bytes(make_zip(files))
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    result = run(data, "resume", "add", str(tmp_path / "cvs.zip"), str(folder / "broken.zip"), "--json")
    assert result.exit_code == 1
    batch = json.loads(result.stdout)
    assert [(one["file"].rpartition("cvs.zip/")[2], one["filename"]) for one in batch["added"]] == [
        ("a.pdf", "a.pdf"), ("more/ida.docx", "ida.docx"),
    ]  # fmt: skip
    assert [(Path(one["file"]).name, one["error"]) for one in batch["failed"]] == [
        ("x.zip", "nested_archive"), ("e.pdf", "empty_document"), ("broken.zip", "broken_document"),
    ]  # fmt: skip


def test_a_scan_is_kept_without_text_only_when_asked(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOLLECT_OCR_COMMAND", "")
    (tmp_path / "scan.pdf").write_bytes(make_scan())
    job_id = add_job(data)
    refused = run(data, "resume", "add", str(tmp_path / "scan.pdf"))
    assert refused.exit_code == 5
    assert "by `--keep-scans`" in refused.stdout + refused.stderr
    result = run(data, "resume", "add", str(tmp_path / "scan.pdf"), "--keep-scans", "--job", job_id, "--json")
    (failed,) = json.loads(result.stdout)["failed"]
    assert (failed["error"], result.exit_code) == ("no_text", 2)
    resume = ask(data, "resume", "show", failed["resume_id"])["resume"]
    assert (resume["text_quality"], resume["candidate_name"], resume["text_length"]) == ("none", "", 0)


def test_inspecting_shows_what_would_be_read_and_stores_nothing(data: Path, tmp_path: Path) -> None:
    hidden = "".join(map(paragraph, RESUME)) + paragraph(run_of("senior expert in Python and Java", "<w:vanish/>"))
    (tmp_path / "cv.docx").write_bytes(make_docx(hidden))
    (tmp_path / "cv.pdf").write_bytes(make_pdf())
    found = ask(data, "resume", "inspect", str(tmp_path / "cv.docx"))
    assert found["hidden_text"][0]["text"] == "senior expert in Python and Java"
    assert found["hidden_text"][0]["alarm"]
    assert [section["kind"] for section in found["sections"]] == ["experience", "education"]
    assert set(found["steps_ms"]) == {"kind", "text", "fields", "sections"}
    of_pdf = ask(data, "resume", "inspect", str(tmp_path / "cv.pdf"))
    assert (of_pdf["pages"][0]["number"], of_pdf["blocks"][0]["start"], of_pdf["text"]) == (1, 0, "\n".join(RESUME))
    shown = run(data, "resume", "inspect", str(tmp_path / "cv.docx")).stdout
    assert "! senior expert in Python and Java (marked as hidden)" in shown
    assert "name: Maren Holt (" in shown
    assert "page 1, block 1" in run(data, "resume", "inspect", str(tmp_path / "cv.pdf")).stdout
    assert fail(data, "resume", "inspect", str(tmp_path / "gone.pdf"))[0] == 2
    assert ask(data, "resume", "list")["total"] == 0
    ask(tmp_path / "nowhere", "resume", "inspect", str(tmp_path / "cv.pdf"))
    assert not (tmp_path / "nowhere").exists()


def test_files_are_analysed_against_the_current_job(data: Path, folder: Path) -> None:
    job_id = add_job(data)
    (added,) = ask(data, "resume", "add", str(folder / "b.txt"), "--analyze")["added"]
    assert added["job_id"] == job_id
    assert added["result"]["candidate_name"] == "Ilse Holt"
    assert ask(data, "analysis", "show", added["analysis_id"])["analysis"]["resume_id"] == added["resume_id"]
    shown = run(data, "resume", "add", str(folder / "b.txt"), "--job", job_id)
    assert shown.exit_code == 0
    assert [a["job_id"] for a in ask(data, "analysis", "list")["analyses"]] == [job_id, job_id]


def test_without_a_job_no_file_is_taken_for_analysis(data: Path, folder: Path) -> None:
    code, _, body = fail(data, "resume", "add", str(folder), "--analyze")
    assert (code, body["error"]) == (4, "no_job_selected")
    assert "--job" in body["detail"]
    assert fail(data, "resume", "add", str(folder), "--job", "deadbeef")[0] == 3
    assert ask(data, "resume", "list")["total"] == 0


def test_a_file_name_that_commands_the_terminal_is_defused(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "\x1b[31mred\udcff.txt"
    file.write_text(CV, encoding="utf-8")
    result = run(data, "resume", "add", str(file))
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "red" in result.stdout


def test_a_list_has_the_keys_of_the_api(filled: Filled) -> None:
    listed = ask(filled.data, "resume", "list")
    assert set(listed) == {"resumes", "total", "next_cursor"}
    assert [set(resume) for resume in listed["resumes"]] == [LISTED]
    assert filled.resume_id in run(filled.data, "resume", "list").stdout


def test_resumes_are_found_by_their_words(filled: Filled, tmp_path: Path) -> None:
    add_resume(filled.data, tmp_path, "Jan Peeters\nChef\nCooked in Ghent.\n", "jan.txt")
    found = ask(filled.data, "resume", "list", "--query", "moorfield nurse")
    assert [resume["resume_id"] for resume in found["resumes"]] == [filled.resume_id]


def test_a_resume_is_shown_with_what_was_read(filled: Filled) -> None:
    resume = ask(filled.data, "resume", "show", filled.resume_id)["resume"]
    assert set(resume) == LISTED | {
        "version", "content_sha256", "text_sha256", "media_type", "fields", "sections", "hidden_text", "warnings",
        "reader_version", "reading_outdated",
    }  # fmt: skip
    shown = run(filled.data, "resume", "show", filled.resume_id).stdout
    assert filled.resume_id in shown
    assert "maren.holt@example.org" in shown


def test_the_text_is_printed_as_it_is_kept(filled: Filled) -> None:
    kept = ask(filled.data, "resume", "text", filled.resume_id)
    assert set(kept) == {"resume_id", "text", "text_sha256"}
    assert run(filled.data, "resume", "text", filled.resume_id).stdout.rstrip("\n") == kept["text"].rstrip("\n")
    assert "Cared for eight patients" in kept["text"]


def test_a_correction_shows_everywhere_and_can_be_undone(filled: Filled) -> None:
    corrected = ask(
        filled.data, "resume", "correct", filled.resume_id, "name=Maren Holt-Øst", "emails=a@example.org",
        "emails=b@example.org", "location=", "--version", "1",
    )["resume"]  # fmt: skip
    assert corrected["fields"]["name"]["value"] == corrected["candidate_name"] == "Maren Holt-Øst"
    assert [email["value"] for email in corrected["fields"]["emails"]] == ["a@example.org", "b@example.org"]
    assert corrected["fields"]["location"] is None
    assert ask(filled.data, "analysis", "list")["analyses"][0]["candidate_name"] == "Maren Holt-Øst"
    versions = ask(filled.data, "resume", "versions", filled.resume_id)["versions"]
    assert [version["version"] for version in versions] == [2, 1]
    assert "name, emails, location" in run(filled.data, "resume", "versions", filled.resume_id).stdout
    assert fail(filled.data, "resume", "correct", filled.resume_id, "name=X", "--version", "1")[0] == 4


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        (["name=Ana = Lima"], {"name": "Ana = Lima"}),
        (["skills=wiring", "skills=testing"], {"skills": ["wiring", "testing"]}),
        (["skills="], {"skills": []}),
        (["headline="], {"headline": None}),
        (['positions=[{"title": "Chef"}]'], {"positions": [{"title": "Chef"}]}),
        (['languages={"language": "Dutch"}'], {"languages": [{"language": "Dutch"}]}),
    ],
)
def test_corrections_are_read_as_they_are_typed(written: list[str], fields: dict[str, object]) -> None:
    assert read_corrections(written) == fields


@pytest.mark.parametrize("written", [["name"], ["=x"], ["name=a", "name=b"], ["positions=[{"]])
def test_what_is_no_correction_is_refused(written: list[str]) -> None:
    with pytest.raises(InvalidInput):
        read_corrections(written)


def test_a_field_that_is_not_there_is_refused(filled: Filled) -> None:
    code, _, body = fail(filled.data, "resume", "correct", filled.resume_id, "shoe=42", "--version", "1")
    assert (code, body["error"]) == (2, "invalid_input")


def test_a_resume_is_deleted_and_brought_back(filled: Filled) -> None:
    event_id = ask(filled.data, "resume", "delete", filled.resume_id)["event_id"]
    assert ask(filled.data, "resume", "list")["total"] == 0
    ask(filled.data, "undo", event_id)
    assert ask(filled.data, "resume", "list")["total"] == 1


def test_documents_are_read_anew_and_what_fails_is_named(filled: Filled) -> None:
    assert ask(filled.data, "resume", "reread", "--all") == {"reread": [], "failed": []}
    outcome = ask(filled.data, "resume", "reread", filled.resume_id)
    assert [one["resume_id"] for one in outcome["reread"]] == [filled.resume_id]
    shown = run(filled.data, "resume", "reread", filled.resume_id)
    assert "1 read anew, 0 with another text, 0 failed" in shown.stdout
    assert ask(filled.data, "resume", "versions", filled.resume_id)["versions"][0]["reading"] == 3
    assert fail(filled.data, "resume", "reread")[2]["error"] == "invalid_input"
    assert fail(filled.data, "resume", "reread", "resume_000000000000")[2]["error"] == "not_found"


def test_a_file_that_may_be_of_somebody_who_is_kept_says_so(data: Path, tmp_path: Path) -> None:
    for number, skill in enumerate(("wiring", "drawing")):
        text = (
            f"Ana Lund\nana.lund@example.org\nElectrician in Leeds, with nine years of {skill} in {skill} shops\n" * 3
        )
        (tmp_path / f"{number}.txt").write_text(text)
    assert "may be of" not in run(data, "resume", "add", str(tmp_path / "0.txt")).stdout
    shown = run(data, "resume", "add", str(tmp_path / "1.txt")).stdout
    assert "may be of Ana Lund, who is kept: recollect candidate duplicates cand_" in shown
