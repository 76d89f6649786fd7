from __future__ import annotations

import csv
from pathlib import Path

import pytest

from unit.cli.conftest import Filled
from unit.cli.running import ask, fail, run

RECORD = {
    "feedback_id", "interaction_id", "revision", "timestamp", "query", "context", "response", "analysis_id", "job_id",
    "resume_id", "author", "feedback",
}  # fmt: skip


def test_feedback_is_linked_by_itself(filled: Filled) -> None:
    said = ask(filled.data, "feedback", "show", filled.feedback_id)["feedback"]
    assert set(said) == RECORD
    assert (said["analysis_id"], said["job_id"], said["resume_id"]) == (
        filled.analysis_id,
        filled.job_id,
        filled.resume_id,
    )
    assert said["feedback"] == {
        "rating": 4, "correct_points": ["the years", "the degree"], "incorrect_points": ["too cautious"],
        "missing_points": [], "ideal_response": "A fit for the ward.",
        "corrected_score": None, "claims": [],
    }  # fmt: skip
    analysis = ask(filled.data, "analysis", "show", filled.analysis_id)["analysis"]
    assert said["response"] == analysis["analysis_result"]["executive_summary"]
    shown = run(filled.data, "feedback", "show", filled.feedback_id).stdout
    assert "Rated 4 of 5" in shown
    assert "- the degree" in shown


def test_the_same_interaction_is_revised(filled: Filled) -> None:
    words = ("feedback", "add", "--analysis", filled.analysis_id, "--rating", "2", "--interaction-id", "mine-1")
    again = ask(filled.data, *words)
    assert set(again) == {"status", "message", "feedback_id", "revision", "analysis_id", "job_id"}
    assert (again["feedback_id"], again["revision"]) == (filled.feedback_id, 2)
    assert ask(filled.data, *words)["revision"] == 2
    versions = ask(filled.data, "feedback", "versions", filled.feedback_id)["versions"]
    assert [(v["version"], v["feedback"]["rating"]) for v in versions] == [(2, 2), (1, 4)]
    assert ask(filled.data, "feedback", "show", "mine-1")["feedback"]["revision"] == 2
    assert "A fit for the ward." in run(filled.data, "feedback", "versions", filled.feedback_id).stdout


def test_without_an_interaction_id_each_is_new(filled: Filled) -> None:
    words = ("feedback", "add", "--analysis", filled.analysis_id, "--rating", "5")
    assert ask(filled.data, *words)["feedback_id"] != ask(filled.data, *words)["feedback_id"]


@pytest.mark.parametrize("rating", ["0", "6", "4.5", "good"])
def test_a_rating_goes_from_1_to_5(filled: Filled, rating: str) -> None:
    assert run(filled.data, "feedback", "add", "--analysis", filled.analysis_id, "--rating", rating).exit_code == 2


def test_feedback_on_what_is_not_there_is_refused(filled: Filled) -> None:
    assert fail(filled.data, "feedback", "add", "--analysis", "0123456789ab", "--rating", "3")[0] == 3
    assert ask(filled.data, "feedback", "stats")["total_feedback"] == 1


def test_a_list_has_the_keys_of_the_api(filled: Filled) -> None:
    listed = ask(filled.data, "feedback", "list")
    assert set(listed) == {"feedback", "total", "next_cursor"}
    assert [set(said) for said in listed["feedback"]] == [RECORD]
    assert ask(filled.data, "feedback", "list", "--analysis", "0123456789ab")["feedback"] == []
    shown = run(filled.data, "feedback", "list").stdout
    assert filled.feedback_id in shown
    assert "1 feedback" in shown


def test_like_feedback_is_found(filled: Filled) -> None:
    found = ask(filled.data, "feedback", "search", "fit", "for", "the", "ward")
    assert set(found) == {"results"}
    assert [set(said) for said in found["results"]] == [RECORD | {"similarity"}]
    assert found["results"][0]["similarity"] > 0
    assert ask(filled.data, "feedback", "search", "ward", "--min-rating", "5") == {"results": []}
    assert filled.feedback_id in run(filled.data, "feedback", "search", "ward").stdout


def test_feedback_is_counted(filled: Filled) -> None:
    assert ask(filled.data, "feedback", "stats") == {
        "total_feedback": 1,
        "average_rating": 4.0,
        "by_rating": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0},
        "usable_for_training": 1,
    }
    assert "usable for training" in run(filled.data, "feedback", "stats").stdout


def test_high_quality_feedback_comes_with_its_whole_context(filled: Filled) -> None:
    found = ask(filled.data, "feedback", "high-quality")
    assert set(found) == {"samples", "count"}
    assert [set(sample) for sample in found["samples"]] == [RECORD | {"job", "resume_text", "analysis_result"}]
    assert found["count"] == 1
    assert ask(filled.data, "feedback", "high-quality", "--min-rating", "5") == {"samples": [], "count": 0}
    assert filled.feedback_id in run(filled.data, "feedback", "high-quality").stdout


def test_feedback_is_exported_as_csv(filled: Filled, tmp_path: Path) -> None:
    target = tmp_path / "feedback.csv"
    assert ask(filled.data, "feedback", "export", str(target))["count"] == 1
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["feedback_id"], row["rating"]) for row in rows] == [(filled.feedback_id, "4")]
    assert run(filled.data, "feedback", "export").stdout_bytes == target.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if "csv" in path.name) == ["feedback.csv"]


def test_an_export_that_can_not_be_written_says_so(filled: Filled, tmp_path: Path) -> None:
    code, line, _ = fail(filled.data, "feedback", "export", str(tmp_path / "gone" / "feedback.csv"))
    assert code == 2
    assert "can't be written" in line


def test_an_export_in_json_names_its_file(filled: Filled) -> None:
    assert run(filled.data, "feedback", "export", "--json").exit_code == 2


def test_feedback_is_deleted_and_brought_back(filled: Filled) -> None:
    event_id = ask(filled.data, "feedback", "delete", filled.feedback_id)["event_id"]
    assert ask(filled.data, "feedback", "stats")["total_feedback"] == 0
    ask(filled.data, "undo", event_id)
    assert ask(filled.data, "feedback", "stats")["total_feedback"] == 1
