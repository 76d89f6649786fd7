from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ocr_program import play_tesseract
from recollect.cli.checks import (
    check_backups,
    check_extra,
    check_flushing,
    check_folder,
    check_ocr,
    check_python,
    check_room,
    check_sqlite,
)
from recollect.settings import DESCRIPTIONS, Settings
from unit.cli.conftest import Filled
from unit.cli.running import ask, fail, run


def test_text_recognition_is_optional_and_its_languages_are_looked_at(tmp_path: Path) -> None:
    assert check_ocr(Settings(ocr_command="")).state == "ok"
    assert "tesseract-ocr" in check_ocr(Settings(ocr_command=str(tmp_path / "gone"))).detail
    play_tesseract(tmp_path, "print('List of available languages (3):', 'deu', 'eng', 'osd', sep='\\n')")
    found = check_ocr(Settings(ocr_command=str(tmp_path / "tesseract")))
    assert (found.state, "recognises eng; deu could be set too" in found.detail) == ("ok", True)
    missing = check_ocr(Settings(ocr_command=str(tmp_path / "tesseract"), ocr_languages="eng+nld"))
    assert (missing.state, "not nld" in missing.detail) == ("warn", True)


def test_the_statistics_have_the_keys_of_the_api(filled: Filled) -> None:
    stored = ask(filled.data, "stats")
    assert set(stored) == {
        "jobs",
        "resumes",
        "analyses",
        "feedback",
        "current_job_id",
        "bytes",
        "last_backup",
        "archive",
        "readings_outdated",
    }
    assert {noun: stored[noun]["total"] for noun in ("jobs", "resumes", "analyses")} == {
        "jobs": 1,
        "resumes": 1,
        "analyses": 1,
    }
    assert [job["job_id"] for job in stored["jobs"]["recent"]] == [filled.job_id]
    assert stored["feedback"] == {"total_feedback": 1, "average_rating": 4.0}
    assert set(stored["bytes"]) == {"database", "documents", "archive"}
    shown = run(filled.data, "stats").stdout
    assert filled.job_id in shown
    assert "rated 4.00 on average" in shown


def test_a_command_leaves_the_archive_current(filled: Filled) -> None:
    status = ask(filled.data, "archive", "status")
    assert (status["enabled"], status["events_behind"], status["problem"]) == (True, 0, None)
    assert filled.job_id in (filled.data / "jobs/jobs_index.json").read_text("utf-8")
    assert "nothing" in run(filled.data, "archive", "status").stdout
    assert "current" in run(filled.data, "stats").stdout


def test_the_archive_can_be_switched_off(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOLLECT_ARCHIVE", "false")
    ask(filled.data, "job", "add", "--text", "Roofer")
    status = ask(filled.data, "archive", "status")
    assert (status["enabled"], status["events_behind"]) == (False, 1)
    assert fail(filled.data, "archive", "rebuild")[0] == 2
    assert "switched off" in run(filled.data, "stats").stdout


def test_an_archive_that_was_cut_is_named_and_written_anew(filled: Filled) -> None:
    log = filled.data / "jobs/jobs.jsonl"
    log.write_bytes(b"")
    assert run(filled.data, "job", "add", "--text", "Roofer").exit_code == 0
    assert ask(filled.data, "archive", "status")["events_behind"] == 1
    assert ask(filled.data, "archive", "rebuild")["events_behind"] == 0
    assert filled.job_id in log.read_text("utf-8")


def test_a_store_is_restored_by_a_command(filled: Filled, tmp_path: Path) -> None:
    (filled.data / "recollect.toml").write_text("max_pages = 9\n", "utf-8")
    ask(filled.data, "archive", "rebuild")
    restored = ask(tmp_path / "new", "restore", str(filled.data))
    assert (restored["jobs"], restored["settings"]) == (1, {"max_pages": 9})
    assert ask(tmp_path / "new", "job", "show", filled.job_id)["job"]["job_id"] == filled.job_id
    assert (tmp_path / "new" / "recollect.toml").read_text("utf-8") == "max_pages = 9\n"
    assert fail(tmp_path / "new", "restore", str(filled.data))[2]["error"] == "store_not_empty"
    shown = run(tmp_path / "shown", "restore", str(filled.data))
    assert "1 job, 1 résumé, 1 analysis" in shown.stdout


def test_a_folder_of_an_earlier_system_is_imported_by_a_command(data: Path, tmp_path: Path) -> None:
    log = tmp_path / "old/jobs/jobs.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text(
        '{"job_id": "a3f7b2c1", "job_description": "Roofer", "created_at": "2024-05-01T09:00:00"}\n{"', "utf-8"
    )
    folder = str(tmp_path / "old")
    assert ask(data, "import", folder, "--dry-run", "--zone", "UTC")["taken"] == {"jobs": 1}
    shown = run(data, "import", folder, "--zone", "Europe/Berlin")
    assert "1 taken, 0 already there, 1 not taken" in shown.stdout
    assert "jobs/jobs.jsonl:2" in shown.stdout
    assert ask(data, "job", "show", "a3f7b2c1")["job"]["created_at"] == "2024-05-01T07:00:00Z"
    assert ask(data, "import", folder)["already_there"] == {"jobs": 1}
    assert fail(data, "import", folder, "--zone", "Atlantis/Gate")[0] == 2


def test_everything_that_can_be_computed_is_rebuilt_by_a_command(filled: Filled) -> None:
    assert ask(filled.data, "rebuild") == {"vectors": 1, "archive": True}
    assert "the likeness of 1 feedback" in run(filled.data, "rebuild").stdout


def test_a_sound_store_is_verified(filled: Filled) -> None:
    assert ask(filled.data, "verify") == {"documents": 1, "texts": 1, "problems": [], "orphans": []}
    shown = run(filled.data, "verify")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "1 document and 1 text read again: all as they must be." in shown.stdout


def test_a_changed_document_is_found(filled: Filled) -> None:
    text = filled.data / "resumes" / "texts" / f"{filled.resume_id}.txt"
    text.write_text("tampered with", encoding="utf-8")
    result = run(filled.data, "verify", "--json")
    assert result.exit_code == 1
    assert [filled.resume_id in problem for problem in json.loads(result.stdout)["problems"]] == [True]
    shown = run(filled.data, "verify")
    assert shown.exit_code == 1
    assert f"✗ {filled.resume_id}: " in shown.stdout


def test_a_left_over_file_is_named_and_no_problem(filled: Filled) -> None:
    (filled.data / "resumes" / "texts" / "left-over.txt").write_text("x", encoding="utf-8")
    assert ask(filled.data, "verify")["orphans"] == ["texts/left-over.txt"]
    assert "texts/left-over.txt" in run(filled.data, "verify").stdout


def test_a_store_that_is_not_there_is_not_sound(fresh: Path) -> None:
    assert fail(fresh, "verify")[0] == 7
    assert not fresh.exists()


def test_the_doctor_finds_a_store_in_order(filled: Filled) -> None:
    found = ask(filled.data, "doctor")
    states = {check["name"]: check["state"] for check in found["checks"]}
    assert set(states) == {
        "Python", "SQLite", "data folder", "disk", "flushing", "database", "reader", "backups", "OCR", "PostgreSQL",
    }  # fmt: skip
    assert found["ok"]
    assert states["database"] == states["reader"] == states["flushing"] == "ok"
    assert all(set(check) == {"name", "state", "detail", "remedy"} for check in found["checks"])
    assert "● ok" in run(filled.data, "doctor").stdout


def test_the_doctor_creates_nothing(fresh: Path) -> None:
    assert ask(fresh, "doctor")["ok"]
    assert not fresh.exists()


def test_the_doctor_fails_on_a_broken_store(data: Path) -> None:
    (data / "recollect.db").write_bytes(b"this is no database" * 500)
    result = run(data, "doctor")
    assert result.exit_code == 1
    assert [line.split()[:3] for line in result.stdout.splitlines() if line.startswith("✗")] == [
        ["✗", "fail", "database"]
    ]


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 6, 23), "ok"), ((3, 7, 0), "warn"), ((3, 40, 1), "warn"), ((3, 51, 2), "warn"), ((3, 51, 3), "ok")],
)
def test_an_sqlite_with_the_wal_reset_bug_is_told(version: tuple[int, int, int], state: str) -> None:
    check = check_sqlite(version)
    assert check.state == state
    assert ".".join(map(str, version)) in check.detail
    assert bool(check.remedy) == (state == "warn")


@pytest.mark.parametrize(
    ("free_mib", "state"), [(10, "fail"), (63, "fail"), (64, "warn"), (1023, "warn"), (1024, "ok")]
)
def test_little_room_is_told(free_mib: int, state: str) -> None:
    assert check_room(free_mib * 1024 * 1024).state == state


def test_an_old_python_fails() -> None:
    assert [check_python(version).state for version in ((3, 10), (3, 11), (4, 0))] == ["fail", "ok", "ok"]


def test_a_folder_that_others_can_enter_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert check_folder(tmp_path).state == "warn"
    tmp_path.chmod(0o700)
    assert check_folder(tmp_path).state == "ok"


def test_a_file_in_the_folders_place_fails(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    assert check_folder(tmp_path / "data").state == "fail"
    assert check_folder(tmp_path / "new" / "data").state == "ok"


def test_flushing_leaves_nothing_behind(tmp_path: Path) -> None:
    assert check_flushing(tmp_path).state == "ok"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("database_url", "installed", "state"),
    [("", False, "ok"), ("", True, "ok"), ("postgresql://db/recollect", False, "fail")],
)
def test_the_extra_for_postgresql_is_missed_only_when_it_is_needed(
    database_url: str, installed: bool, state: str
) -> None:
    assert check_extra(Settings(database_url=database_url), installed=installed).state == state


def test_every_setting_is_listed_with_its_source(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOLLECT_TOKEN", "a-long-secret")
    (data / "recollect.toml").write_text("max_pages = 7\nallowed_hosts = ['cv.example']\n", encoding="utf-8")
    result = run(data, "settings", "--json")
    assert "a-long-secret" not in result.stdout
    listed = {setting["name"]: setting for setting in json.loads(result.stdout)["settings"]}
    assert set(listed) == set(DESCRIPTIONS) == set(Settings.__struct_fields__)
    assert {frozenset(setting) for setting in listed.values()} == {
        frozenset({"name", "value", "source", "description", "environment"})
    }
    assert (listed["token"]["value"], listed["token"]["source"]) == ("********", "RECOLLECT_TOKEN")
    assert (listed["max_pages"]["value"], listed["max_pages"]["source"]) == (7, str(data / "recollect.toml"))
    assert listed["allowed_hosts"]["value"] == ["cv.example"]
    assert (listed["port"]["value"], listed["port"]["source"]) == (8000, "default")
    assert (listed["data"]["value"], listed["data"]["source"]) == (str(data), "command line")
    shown = run(data, "settings").stdout
    assert "a-long-secret" not in shown
    assert all(setting["environment"] in shown for setting in listed.values())


def test_the_doctor_looks_at_the_age_of_backups(tmp_path: Path) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    daily = Settings(backup_folder=str(tmp_path), backup_every_hours=24)
    assert check_backups(Settings(), now).state == "ok"
    assert check_backups(daily, now).state == "warn"
    (tmp_path / "recollect-20270101T000000Z.tar").touch()
    assert check_backups(daily, now).state == "warn"
    (tmp_path / "recollect-20261124T120000Z.tar").touch()
    assert check_backups(daily, now).state == "warn"
    (tmp_path / "recollect-20261125T120000Z.tar").touch()
    assert check_backups(daily, now).state == "ok"
