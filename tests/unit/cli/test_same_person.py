"""`recollect candidate duplicates|join|separate` and `recollect resume diff`."""

from __future__ import annotations

from pathlib import Path

from unit.cli.conftest import Filled
from unit.cli.running import CV, add_resume, ask, fail, run

NEWER = CV + "\nForeman since 2023.\n"


def test_duplicates_are_shown_joined_and_separated(filled: Filled, tmp_path: Path) -> None:
    newer = add_resume(filled.data, tmp_path, NEWER)
    person = ask(filled.data, "resume", "show", newer)["resume"]["candidate_id"]
    (offer,) = ask(filled.data, "candidate", "duplicates")["offers"]
    assert {offer["candidate_id"], offer["same_person"][0]["candidate_id"]} == {
        filled.candidate_id,
        person,
    }
    shown = run(filled.data, "candidate", "duplicates", filled.candidate_id).stdout
    assert person in shown
    assert "email" in shown
    joined = ask(filled.data, "candidate", "join", filled.candidate_id, person)
    assert joined["candidate"]["resume_count"] == 2
    apart = run(filled.data, "candidate", "separate", newer)
    assert "Undo: recollect" in apart.stdout
    assert ask(filled.data, "candidate", "show", filled.candidate_id)["candidate"]["resume_count"] == 1
    assert fail(filled.data, "candidate", "separate", newer)[2]["error"] == "nothing_to_move"


def test_two_are_told_apart(filled: Filled, tmp_path: Path) -> None:
    newer = add_resume(filled.data, tmp_path, NEWER)
    person = ask(filled.data, "resume", "show", newer)["resume"]["candidate_id"]
    assert "Undo: recollect" in run(filled.data, "candidate", "set-apart", filled.candidate_id, person).stdout
    assert ask(filled.data, "candidate", "duplicates")["offers"] == []
    assert fail(filled.data, "candidate", "set-apart", person, filled.candidate_id)[2]["error"] == "nothing_to_move"


def test_nobody_is_offered_for_nothing(filled: Filled) -> None:
    assert "Nobody shares" in run(filled.data, "candidate", "duplicates").stdout


def test_a_diff_shows_what_is_new(filled: Filled, tmp_path: Path) -> None:
    newer = add_resume(filled.data, tmp_path, NEWER)
    shown = run(filled.data, "resume", "diff", newer, filled.resume_id).stdout
    assert "+ Foreman since 2023." in shown
    same = run(filled.data, "resume", "diff", filled.resume_id, filled.resume_id).stdout
    assert "are the same" in same
