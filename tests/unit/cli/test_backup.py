from __future__ import annotations

from pathlib import Path

import pytest

from unit.cli.conftest import Filled
from unit.cli.running import ask, fail, run


def test_a_backup_is_made_checked_and_restored(filled: Filled, tmp_path: Path) -> None:
    made = ask(filled.data, "backup", str(tmp_path / "backups"))["backup"]
    assert made["documents"] == 1
    assert ask(filled.data, "stats")["last_backup"] == made
    checked = ask(filled.data, "backup", "verify", made["path"])["backup"]
    assert (checked["problems"], checked["made_at"]) == ([], made["made_at"])
    shown = run(filled.data, "backup", "verify", made["path"])
    assert "All is as it must be" in shown.stdout
    restored = ask(tmp_path / "new", "restore", made["path"])["restored"]
    assert (restored["documents"], restored["erased"], restored["problems"]) == (1, 0, [])
    assert ask(tmp_path / "new", "job", "show", filled.job_id)["job"]["job_id"] == filled.job_id
    assert "1 résumé as of" in run(tmp_path / "newer", "restore", made["path"]).stdout


def test_without_a_place_it_goes_to_the_folder_of_the_settings_or_the_present_one(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(filled.data, "backup").exit_code == 0
    assert len(list(tmp_path.glob("recollect-*.tar"))) == 1
    monkeypatch.setenv("RECOLLECT_BACKUP_FOLDER", str(tmp_path / "backups"))
    shown = run(filled.data, "backup", "make")
    assert f"{tmp_path / 'backups'}/recollect-" in shown.stdout
    assert "written and read again" in shown.stdout


def test_the_backups_in_the_folder_of_the_settings_are_listed(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "backup_folder" in run(filled.data, "backup", "list").stdout
    monkeypatch.setenv("RECOLLECT_BACKUP_FOLDER", str(tmp_path / "backups"))
    assert "There is none" in run(filled.data, "backup", "list").stdout
    made = ask(filled.data, "backup", "make")["backup"]
    kept = ask(filled.data, "backup", "list")
    assert [file["path"] for file in kept["backups"]] == [made["path"]]
    assert made["path"] in run(filled.data, "backup", "list").stdout


def test_a_damaged_backup_is_refused(filled: Filled, tmp_path: Path) -> None:
    path = Path(ask(filled.data, "backup", str(tmp_path / "b"))["backup"]["path"])
    path.write_bytes(path.read_bytes()[:-20_000])
    for words in (("backup", "verify"), ("restore",)):
        code, line, body = fail(tmp_path / "new", *words, str(path))
        assert (code, body["error"]) == (2, "unusable_backup")
        assert "Use another backup" in line
    assert not (tmp_path / "new").exists()


def test_a_store_makes_way_only_when_that_is_said(filled: Filled, tmp_path: Path) -> None:
    path = ask(filled.data, "backup", str(tmp_path / "b"))["backup"]["path"]
    code, _, body = fail(filled.data, "restore", path)
    assert (code, body["error"]) == (7, "startup_error")
    shown = run(filled.data, "restore", path, "--replace")
    assert "What was there before" in shown.stdout


def test_a_person_is_erased_when_the_id_is_typed_again(filled: Filled, tmp_path: Path) -> None:
    path = ask(filled.data, "backup", str(tmp_path / "b"))["backup"]["path"]
    wrong = run(filled.data, "candidate", "erase", filled.candidate_id, stdin="yes\n")
    assert wrong.exit_code == 2
    assert "nobody was erased" in wrong.stderr
    assert "Maren Holt: 1 résumé, 1 analysis, 1 feedback" in wrong.stderr
    right = run(filled.data, "candidate", "erase", filled.candidate_id, stdin=f"{filled.candidate_id}\n")
    assert right.exit_code == 0
    assert f"{filled.candidate_id} is erased" in right.stdout
    assert fail(filled.data, "candidate", "erase", filled.candidate_id, "--yes")[0] == 3
    listed = str(filled.data / "archive" / "erased.jsonl")
    shown = run(tmp_path / "new", "restore", path, "--erased", listed)
    assert "Kept out: 1" in shown.stderr
    assert ask(tmp_path / "new", "candidate", "list")["total"] == 0


def test_mentions_that_were_blacked_out_are_told(filled: Filled) -> None:
    job_id = ask(filled.data, "job", "add", "--text", "A nurse like Maren Holt, or Mazza.")["job_id"]
    shown = run(filled.data, "candidate", "erase", filled.candidate_id, "--yes", "--also", "Mazza")
    assert f"Blacked out in {job_id}." in shown.stdout
    job = ask(filled.data, "job", "show", job_id)["job"]
    assert job["job_description"] == "A nurse like █████ ████, or █████."


def test_a_person_is_exported(filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = run(filled.data, "candidate", "export", filled.candidate_id)
    assert f"{filled.candidate_id}.zip holds everything" in shown.stdout
    exported = ask(filled.data, "candidate", "export", filled.candidate_id, str(tmp_path / "x.zip"))["export"]
    assert exported["bytes"] == (tmp_path / "x.zip").stat().st_size
