from __future__ import annotations

import pytest

from unit.cli.conftest import Filled
from unit.cli.running import CV, add_job, ask, fail, run

LISTED = {
    "analysis_id", "job_id", "resume_id", "candidate_id", "candidate_name", "created_at", "overall_score",
    "hiring_recommendation", "status", "feedback_count", "job_changed",
}  # fmt: skip


def test_an_analysis_answers_as_the_api_does(filled: Filled) -> None:
    analysed = ask(filled.data, "analyze", filled.resume_id, "--job", filled.job_id)
    assert set(analysed) == {"candidate_id", "analysis_id", "resume_id", "job_id", "result"}
    assert (analysed["resume_id"], analysed["job_id"]) == (filled.resume_id, filled.job_id)
    assert all(CV[e["start"] : e["end"]] == e["quote"] for e in analysed["result"]["evidence"])


def test_without_a_job_nothing_is_analysed(filled: Filled) -> None:
    ask(filled.data, "job", "delete", filled.job_id)
    code, _, body = fail(filled.data, "analyze", filled.resume_id)
    assert (code, body["error"]) == (4, "no_job_selected")
    assert fail(filled.data, "analyze", filled.resume_id, "--job", "deadbeef")[0] == 3


def test_a_list_has_the_keys_of_the_api(filled: Filled) -> None:
    listed = ask(filled.data, "analysis", "list")
    assert set(listed) == {"analyses", "total", "next_cursor"}
    assert [set(analysis) for analysis in listed["analyses"]] == [LISTED]
    assert listed["analyses"][0]["feedback_count"] == 1


def test_a_list_is_narrowed(filled: Filled) -> None:
    other = add_job(filled.data, "We need a bus driver. You must have a driving licence.")
    second = ask(filled.data, "analyze", filled.resume_id)["analysis_id"]

    def narrowed(*words: str) -> list[str]:
        return [analysis["analysis_id"] for analysis in ask(filled.data, "analysis", "list", *words)["analyses"]]

    whole = {a["analysis_id"]: a for a in ask(filled.data, "analysis", "list")["analyses"]}
    score = whole[filled.analysis_id]["overall_score"]
    verdict = whole[filled.analysis_id]["hiring_recommendation"].partition(":")[0]
    assert narrowed("--job", other) == [second]
    assert narrowed("--resume", filled.resume_id) == [second, filled.analysis_id]
    assert narrowed("--min-score", str(score)) == [filled.analysis_id]
    assert narrowed("--recommendation", verdict.lower(), "--job", filled.job_id) == [filled.analysis_id]
    assert narrowed("--engine", "llm") == []
    assert narrowed("--engine", "builtin") == [second, filled.analysis_id]


@pytest.mark.parametrize("words", [("--recommendation", "Perhaps"), ("--engine", "oracle"), ("--min-score", "101")])
def test_an_unknown_filter_is_a_usage_error(filled: Filled, words: tuple[str, str]) -> None:
    assert run(filled.data, "analysis", "list", *words).exit_code == 2


def test_the_report_shows_scores_requirements_shapes_and_quotes(filled: Filled) -> None:
    analysis = ask(filled.data, "analysis", "show", filled.analysis_id)["analysis"]
    assert set(analysis) == LISTED | {
        "job_version", "text_sha256", "failure", "analysis_result", "notes", "version",
    }  # fmt: skip
    shown = run(filled.data, "analysis", "show", filled.analysis_id).stdout
    result = analysis["analysis_result"]
    assert f"{result['overall_score']:.1f}" in shown
    assert result["hiring_recommendation"] in " ".join(shown.split())
    shapes = {"met": "● met", "partly": "◐ partly", "not_found": "○ not found", "unknown": "? unknown"}
    for requirement in result["requirements"]:
        row = next(line for line in shown.splitlines() if f" {requirement['id']} " in line)
        assert row.startswith(shapes[requirement["status"]])
        assert requirement["text"] in row
    assert result["evidence"]
    assert all(f"“{' '.join(e['quote'].split())}”" in shown for e in result["evidence"] if e["requirement_id"])


def test_a_part_that_does_not_apply_is_a_dash(filled: Filled) -> None:
    add_job(filled.data, "We need a bus driver. You must have a driving licence.")
    analysed = ask(filled.data, "analyze", filled.resume_id)
    assert analysed["result"]["education_match_score"] is None
    shown = run(filled.data, "analysis", "show", analysed["analysis_id"]).stdout.splitlines()
    names = next(i for i, line in enumerate(shown) if line.split() == ["overall", "skills", "experience", "education"])
    assert shown[names + 1].split()[-1] == "–"


def test_notes_are_kept_beside_a_result(filled: Filled) -> None:
    noted = ask(filled.data, "analysis", "note", filled.analysis_id, "Call her.", "--version", "1")["analysis"]
    assert (noted["notes"], noted["version"]) == ("Call her.", 2)
    assert "Call her." in run(filled.data, "analysis", "show", filled.analysis_id).stdout
    versions = ask(filled.data, "analysis", "versions", filled.analysis_id)["versions"]
    assert [(v["version"], v["notes"]) for v in versions] == [(2, "Call her."), (1, "")]
    assert "Call her." in run(filled.data, "analysis", "versions", filled.analysis_id).stdout
    assert fail(filled.data, "analysis", "note", filled.analysis_id, "No.", "--version", "1")[0] == 4


def test_an_analysis_is_deleted_and_brought_back(filled: Filled) -> None:
    event_id = ask(filled.data, "analysis", "delete", filled.analysis_id)["event_id"]
    assert fail(filled.data, "analysis", "show", filled.analysis_id)[0] == 3
    assert ask(filled.data, "job", "list")["jobs"][0]["analysis_count"] == 0
    ask(filled.data, "undo", event_id)
    assert ask(filled.data, "analysis", "list")["total"] == 1


def test_people_are_listed_and_shown_with_what_is_theirs(filled: Filled) -> None:
    listed = ask(filled.data, "candidate", "list")
    assert set(listed) == {"candidates", "total", "next_cursor"}
    assert [person["candidate_id"] for person in listed["candidates"]] == [filled.candidate_id]
    person = ask(filled.data, "candidate", "show", filled.candidate_id)
    assert set(person) == {"candidate", "resumes", "analyses"}
    assert [resume["resume_id"] for resume in person["resumes"]] == [filled.resume_id]
    assert [analysis["analysis_id"] for analysis in person["analyses"]] == [filled.analysis_id]
    shown = run(filled.data, "candidate", "show", filled.candidate_id).stdout
    assert all(one in shown for one in (filled.candidate_id, filled.resume_id, filled.analysis_id))
    assert filled.candidate_id in run(filled.data, "candidate", "list").stdout


def test_a_person_is_renamed(filled: Filled) -> None:
    renamed = ask(filled.data, "candidate", "rename", filled.candidate_id, "Maren Østby", "--version", "1")
    assert renamed["candidate"]["candidate_name"] == "Maren Østby"
    assert ask(filled.data, "resume", "list", "--query", "ostby")["total"] == 1
    versions = ask(filled.data, "candidate", "versions", filled.candidate_id)["versions"]
    assert [v["candidate_name"] for v in versions] == ["Maren Østby", "Maren Holt"]
    assert "Maren Østby" in run(filled.data, "candidate", "versions", filled.candidate_id).stdout
    assert fail(filled.data, "candidate", "rename", filled.candidate_id, "X", "--version", "1")[0] == 4


def test_a_person_is_deleted_with_what_is_theirs_and_brought_back(filled: Filled) -> None:
    event_id = ask(filled.data, "candidate", "delete", filled.candidate_id)["event_id"]
    assert ask(filled.data, "resume", "list")["total"] == ask(filled.data, "analysis", "list")["total"] == 0
    ask(filled.data, "undo", event_id)
    assert ask(filled.data, "resume", "list")["total"] == ask(filled.data, "analysis", "list")["total"] == 1


def test_any_id_is_shown(filled: Filled) -> None:
    template_id = ask(filled.data, "job", "template", filled.job_id)["template"]["template_id"]
    ids = {
        "job": filled.job_id,
        "resume": filled.resume_id,
        "analysis": filled.analysis_id,
        "feedback": filled.feedback_id,
        "candidate": filled.candidate_id,
        "template": template_id,
    }
    for noun, record_id in ids.items():
        assert ask(filled.data, "show", record_id) == ask(filled.data, noun, "show", record_id)
        assert record_id in run(filled.data, "show", record_id).stdout
    assert fail(filled.data, "show", "nothing-like-it")[0] == 3
