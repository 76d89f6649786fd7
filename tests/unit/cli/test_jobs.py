from __future__ import annotations

from pathlib import Path

import pytest

from recollect.errors import RecollectError
from unit.cli.conftest import Filled
from unit.cli.running import AD, add_job, ask, fail, run

LISTED = {"job_id", "company_name", "role_name", "created_at", "analysis_count", "description_preview"}


def test_a_job_is_kept_and_is_the_current_one(data: Path) -> None:
    added = ask(data, "job", "add", "--text", "A chef for Ghent.", "--company", "De Kade", "--role", "Chef")
    assert set(added) == {"message", "job_id", "length", "company_name", "role_name", "proposed"}
    assert (added["length"], added["company_name"], added["role_name"]) == (17, "De Kade", "Chef")
    assert ask(data, "job", "current") == {
        "job_id": added["job_id"], "job_description": "A chef for Ghent.", "company_name": "De Kade",
        "role_name": "Chef",
    }  # fmt: skip


def test_without_a_job_the_current_one_is_empty(data: Path) -> None:
    assert ask(data, "job", "current") == {"job_id": "", "job_description": "", "company_name": "", "role_name": ""}
    assert run(data, "job", "current").stdout == "No job is selected.\n"


def test_a_description_is_read_from_a_file_and_from_standard_input(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "ad.txt"
    file.write_text("Ein Koch für Köln.", encoding="utf-8-sig")
    first = ask(data, "job", "add", "--file", str(file))
    second = ask(data, "job", "add", "--file", "-", stdin="Ein Koch für Köln.")
    assert first["job_id"] != second["job_id"]
    assert first["length"] == second["length"] == 18


def test_a_description_that_is_no_text_is_refused(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "ad.bin"
    file.write_bytes(b"\xff\xfe\xfa")
    code, line, _ = fail(data, "job", "add", "--file", str(file))
    assert code == 2
    assert "is not UTF-8 text" in line


@pytest.mark.parametrize("words", [(), ("--text", "x", "--file", "-")], ids=["neither", "both"])
def test_a_job_is_a_file_or_a_text(fresh: Path, words: tuple[str, ...]) -> None:
    result = run(fresh, "job", "add", *words)
    assert result.exit_code == 2
    assert not fresh.exists()


def test_an_empty_description_is_refused(data: Path) -> None:
    code, _, body = fail(data, "job", "add", "--text", " ")
    assert (code, body["error"]) == (2, "invalid_input")


def test_a_list_has_the_keys_of_the_api(filled: Filled) -> None:
    listed = ask(filled.data, "job", "list")
    assert set(listed) == {"jobs", "total", "next_cursor"}
    assert [set(job) for job in listed["jobs"]] == [LISTED]
    assert (listed["total"], listed["next_cursor"], listed["jobs"][0]["analysis_count"]) == (1, None, 1)


def test_pages_follow_each_other_by_the_cursor(data: Path) -> None:
    ids = [add_job(data, f"Job {number}") for number in range(3)]
    first = ask(data, "job", "list", "--limit", "2")
    second = ask(data, "job", "list", "--limit", "2", "--cursor", first["next_cursor"])
    assert [job["job_id"] for job in first["jobs"] + second["jobs"]] == ids[::-1]
    assert second["next_cursor"] is None
    shown = run(data, "job", "list", "--limit", "2").stdout
    assert f"next page: --cursor {first['next_cursor']}\n" in shown
    assert "3 jobs, 2 shown" in shown


def test_a_cursor_of_another_list_is_refused(data: Path) -> None:
    code, _, body = fail(data, "job", "list", "--cursor", "nonsense")
    assert (code, body["error"]) == (2, "invalid_cursor")


def test_a_search_finds_words_whatever_their_case_and_accents(data: Path) -> None:
    chef = add_job(data, "Nous cherchons un chef pâtissier.", role="Pâtissier", company="Le Four")
    add_job(data, "A driver.", role="Driver")
    found = ask(data, "job", "search", "PATISSIER", "four")
    assert set(found) == {"jobs", "total", "next_cursor"}
    assert [(job["job_id"], set(job)) for job in found["jobs"]] == [(chef, LISTED | {"snippet"})]
    assert chef in run(data, "job", "search", "patissier").stdout


def test_a_job_is_shown_whole_with_its_requirements(filled: Filled) -> None:
    job = ask(filled.data, "job", "show", filled.job_id)["job"]
    assert set(job) == {
        "job_id", "company_name", "role_name", "job_description", "created_at", "updated_at", "version",
        "analysis_count", "metadata", "requirements", "weights", "thresholds", "edited",
    }  # fmt: skip
    assert job["job_description"] == AD
    assert job["requirements"]
    shown = run(filled.data, "job", "show", filled.job_id).stdout
    assert "Ward Nurse, Moorfield Infirmary" in shown
    assert job["requirements"][0]["id"] in shown


def test_another_job_is_selected(data: Path) -> None:
    first, second = add_job(data, "One."), add_job(data, "Two.")
    assert ask(data, "job", "current")["job_id"] == second
    selected = ask(data, "job", "select", first)
    assert set(selected) == {"message", "job_id", "company_name", "role_name"}
    assert ask(data, "job", "current")["job_id"] == first


def test_an_edit_is_a_new_version_and_the_old_one_stays(data: Path) -> None:
    job_id = add_job(data, "Old words.")
    job = ask(data, "job", "edit", job_id, "--version", "1", "--role", "Charge Nurse")["job"]
    assert (job["version"], job["role_name"], job["job_description"]) == (2, "Charge Nurse", "Old words.")
    versions = ask(data, "job", "versions", job_id)["versions"]
    assert [(v["version"], v["role_name"]) for v in versions] == [(2, "Charge Nurse"), (1, "Ward Nurse")]
    assert "Charge Nurse" in run(data, "job", "versions", job_id).stdout


def test_a_stale_edit_changes_nothing(data: Path) -> None:
    job_id = add_job(data)
    ask(data, "job", "edit", job_id, "--version", "1", "--role", "First")
    code, _, body = fail(data, "job", "edit", job_id, "--version", "1", "--role", "Second")
    assert (code, body["error"], body["id"]) == (4, "stale_version", job_id)
    assert ask(data, "job", "show", job_id)["job"]["role_name"] == "First"


def test_an_edit_of_nothing_is_a_usage_error(data: Path) -> None:
    assert run(data, "job", "edit", "deadbeef", "--version", "1").exit_code == 2


def test_a_deletion_prints_the_command_that_undoes_it(data: Path) -> None:
    job_id = add_job(data)
    shown = run(data, "job", "delete", job_id).stdout
    undo = next(line for line in shown.splitlines() if line.startswith("Undo: recollect "))
    assert undo.endswith(f"--data {data}")
    assert fail(data, "job", "show", job_id)[0] == 3
    words = undo.removeprefix("Undo: recollect ").split()
    undone = run(data, *words[: words.index("--data")])
    assert undone.exit_code == 0
    assert ask(data, "job", "show", job_id)["job"]["job_id"] == job_id


def test_a_deletion_answers_with_its_event(data: Path) -> None:
    job_id = add_job(data)
    deleted = ask(data, "job", "delete", job_id)
    assert set(deleted) == {"message", "id", "event_id"}
    assert ask(data, "undo", deleted["event_id"]) == {"message": "Undone", "id": deleted["event_id"]}
    code, _, body = fail(data, "undo", deleted["event_id"])
    assert (code, body["error"]) == (4, "undo_conflict")


def test_the_deleted_current_job_leaves_none(data: Path) -> None:
    ask(data, "job", "delete", add_job(data))
    assert ask(data, "job", "current")["job_id"] == ""


def test_a_template_becomes_new_jobs(data: Path) -> None:
    job_id = add_job(data, "We need a nurse.")
    template = ask(data, "job", "template", job_id, "--name", "Nurses")["template"]
    listed = ask(data, "template", "list")
    assert (listed["total"], listed["templates"]) == (1, [template])
    assert template["template_id"] in run(data, "template", "list").stdout
    used = ask(data, "template", "use", template["template_id"])
    assert set(used) == {"message", "job_id", "template_id"}
    assert ask(data, "job", "show", used["job_id"])["job"]["job_description"] == "We need a nurse."
    assert ask(data, "job", "current")["job_id"] == used["job_id"]
    assert ask(data, "template", "show", template["template_id"])["template"]["use_count"] == 1
    assert "We need a nurse." in run(data, "template", "show", template["template_id"]).stdout


def test_a_template_is_deleted_and_brought_back(data: Path) -> None:
    template_id = ask(data, "job", "template", add_job(data))["template"]["template_id"]
    event_id = ask(data, "template", "delete", template_id)["event_id"]
    assert ask(data, "template", "list")["total"] == 0
    ask(data, "undo", event_id)
    assert ask(data, "template", "list")["total"] == 1


def test_errors_are_those_of_the_tree(data: Path) -> None:
    _, _, body = fail(data, "job", "select", "deadbeef")
    assert body["error"] in {kind.name for kind in RecollectError.__subclasses__()}


def test_requirements_are_added_changed_removed_and_given_back(data: Path) -> None:
    job_id = add_job(data)
    read = ask(data, "job", "requirements", job_id)["requirements"]
    ask(data, "job", "require", job_id, "Terraform", "--strength", "nice", "--years", "2")
    ask(data, "job", "require", job_id, "--id", "R1", "--strength", "plain")
    now = ask(data, "job", "unrequire", job_id, read[-1]["id"])["job"]
    assert now["version"] == 4
    assert [one["text"] for one in now["requirements"]] == [one["text"] for one in read[:-1]] + ["Terraform"]
    assert now["requirements"][-1] | {"id": "", "amount": {"value": 2.0, "unit": "years"}} == {
        "id": "", "text": "Terraform", "kind": "skill", "strength": "nice", "weight": 0.4, "start": None, "end": None,
        "amount": {"value": 2.0, "unit": "years"},
    }  # fmt: skip
    assert now["edited"] == ["requirements"]
    assert "Terraform" in run(data, "job", "show", job_id).stdout
    assert ask(data, "job", "judge-as-read", job_id)["job"]["requirements"] == read


def test_weights_and_thresholds_are_shown_and_set(data: Path) -> None:
    job_id = add_job(data)
    assert "skills 0.4" in run(data, "job", "weights", job_id).stdout
    shown = ask(data, "job", "weights", job_id, "--skills", "0.5")
    assert (shown["version"], shown["weights"]["skills"]) == (2, 0.5)
    shown = ask(data, "job", "thresholds", job_id, "--hire", "60", "--strong-hire", "80")
    assert shown["thresholds"] == {"strong_hire": 80.0, "hire": 60.0, "maybe": 50.0}
    kept = ask(data, "job", "judge-as-read", job_id, "--weights")["job"]
    assert kept["edited"] == ["thresholds"]


def test_a_requirement_that_is_not_there_is_not_changed(data: Path) -> None:
    job_id = add_job(data)
    code, _, body = fail(data, "job", "unrequire", job_id, "R99")
    assert (code, body["error"]) == (2, "invalid_input")
    code, _, body = fail(data, "job", "weights", job_id, "--skills", "1", "--version", "7")
    assert (code, body["error"]) == (4, "stale_version")


def test_names_that_the_ad_speaks_of_are_proposed_as_the_next_command(data: Path) -> None:
    said = run(data, "job", "add", "--text", "Electrician\nBrightwire Ltd is hiring.").stdout
    assert "--company 'Brightwire Ltd' --role Electrician" in said
