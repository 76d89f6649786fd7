from __future__ import annotations

from pathlib import Path

from unit.cli.running import ask, fail, run


def test_a_text_is_checked_and_a_word_searched(data: Path) -> None:
    found = ask(data, "skills", "check", "--text", "k8s")["skills"]
    assert [(one["name"], one["why"]) for one in found] == [("Kubernetes", "alias")]
    assert "Kubernetes" in run(data, "skills", "check", "-", stdin="k8s").stdout
    assert ask(data, "skills", "search", "kubernetes")["skills"][0]["name"] == "Kubernetes"
    assert run(data, "skills", "check").exit_code == 2


def test_a_list_is_imported_listed_and_removed(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "ours.csv"
    file.write_text("name\nFlumbrix\nTime\n")
    said = run(data, "skills", "import", str(file)).stdout
    assert "an everyday word" in said
    assert "1 term from" in said
    (kept,) = ask(data, "skills", "additions")["additions"]
    assert ask(data, "skills", "search", "flumbrix")["skills"][0]["family"] == "added"
    ask(data, "skills", "remove", kept["addition_id"])
    assert ask(data, "skills", "search", "flumbrix") == {"skills": []}
    assert [one["active"] for one in ask(data, "skills", "additions")["additions"]] == [False]
    file.write_bytes(b"\xff\xfe")
    code, _, body = fail(data, "skills", "import", str(file))
    assert (code, body["error"]) == (2, "invalid_input")
