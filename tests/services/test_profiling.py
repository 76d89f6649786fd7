"""Profiles are read once for a text and an engine, and outlive the process; no others than its own are believed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from carried_out import carry_out
from factories import job_draft
from recollect.domain.caller import Caller
from recollect.domain.task import Task
from recollect.errors import TaskConflict
from recollect.scoring import engine
from recollect.services.analyses import profile_tasks
from recollect.services.analyses.profile_tasks import profile_when_outdated, submit_profiling
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.history.undoing import undo
from recollect.services.jobs.job_intake import change_job, create_job
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.resumes.resume_editing import delete_resume
from recollect.services.tasks.task_control import change_task, each_item
from recollect.services.upkeep.store_rebuilding import submit_rebuild
from recollect.storage.tables import job_profiles, resume_profiles
from use_cases import JOB_TEXT, RESUME_TEXT, Analysed, analyse_one, last_event, receive

Rows = list[tuple[str, bytes]]


def stored(memory: Memory, caller: Caller) -> tuple[Rows, Rows]:
    """Give what read each stored profile, and the profile, of résumés and of jobs."""
    with memory.read(caller) as reader:
        resumes, jobs = (
            [(row.read_by, row.profile) for row in reader.connection.execute(table.select()).all()]
            for table in (resume_profiles, job_profiles)
        )
    return resumes, jobs


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather the texts of résumés and jobs that the engine reads."""
    texts: list[str] = []

    def note(name: str) -> None:
        real = getattr(engine, name)

        def noted(text: str, **more: Any) -> object:
            texts.append(text)
            return real(text, **more)

        monkeypatch.setattr(engine, name, noted)

    note("read_resume")
    note("read_job")
    return texts


def again(memory: Memory, caller: Caller, one: Analysed) -> object:
    """Analyse the same pair as a process does that was just started."""
    memory.kept.forget()
    result = analyse_resume(memory, caller, one.resume_id, one.job_id).result
    return result.requirements, result.evidence, result.overall_score


def test_after_a_restart_profiles_are_not_read_again(memory: Memory, caller: Caller, read: list[str]) -> None:
    one = analyse_one(memory)
    read.clear()
    first = analyse_resume(memory, caller, one.resume_id, one.job_id).result
    assert again(memory, caller, one) == (first.requirements, first.evidence, first.overall_score)
    assert read == []


@pytest.mark.parametrize("fault", ["damaged", "of another engine", "gone"])
def test_a_profile_that_is_of_no_use_is_read_anew_and_replaced(
    memory: Memory, caller: Caller, read: list[str], fault: str
) -> None:
    one = analyse_one(memory)
    before, expected = stored(memory, caller), again(memory, caller, one)
    read.clear()
    for table in (resume_profiles, job_profiles):
        change = {"damaged": table.update().values(profile=b"\0\0\0\0nothing"), "gone": table.delete()}.get(
            fault, update(table).values(read_by="builtin-1+lexicon-000000000000+0")
        )
        memory.write(caller, lambda work, change=change: work.connection.execute(change) and None)  # type: ignore[misc]
    assert again(memory, caller, one) == expected
    assert len(read) == 2
    assert stored(memory, caller) == before


def test_a_job_whose_requirements_were_set_has_the_profile_of_its_texts(
    memory: Memory, caller: Caller, read: list[str]
) -> None:
    one = analyse_one(memory)
    before = stored(memory, caller)
    change_job(memory, caller, one.job_id, {"role_name": "Fitter"}, expected_version=1)
    again(memory, caller, one)
    assert len(stored(memory, caller)[1]) == 2
    read.clear()
    again(memory, caller, one)
    assert read == []
    assert stored(memory, caller)[0] == before[0]


def test_a_deleted_resume_has_no_profile_until_it_is_back(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    same = receive(memory, RESUME_TEXT + "\n", "same.txt")
    delete_resume(memory, caller, same.resume_id)
    before = stored(memory, caller)[0]
    assert len(before) == 1
    delete_resume(memory, caller, one.resume_id)
    assert stored(memory, caller)[0] == []
    undo(memory, caller, last_event(memory, "resume.deleted"))
    again(memory, caller, one)
    assert stored(memory, caller)[0] == before


def test_of_an_erased_person_no_profile_is_left_nor_comes_back(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = analyse_one(memory)
    draft = job_draft(f"{JOB_TEXT}\nAsk Maren Holt first.")
    mentioning = create_job(memory, caller, draft)
    analyse_resume(memory, caller, receive(memory, "Ines Roth\nWelder\n", "ines.txt").resume_id, mentioning)
    assert [len(rows) for rows in stored(memory, caller)] == [2, 2]
    task = submit_profiling(memory, caller, everything=True)
    real = engine.read_resume

    def erase_and_read(text: str) -> object:
        if "Maren" in text:
            erase_candidate(memory, caller, one.candidate_id)
        return real(text)

    monkeypatch.setattr(engine, "read_resume", erase_and_read)
    assert carry_out(memory, task).failed == 0
    left = stored(memory, caller)
    assert [len(rows) for rows in left] == [1, 0]
    assert b"maren" not in left[0][0][1]


def counts(memory: Memory, caller: Caller, task: Task) -> list[object]:
    return [(item.result or {}).get("profiles") for item in each_item(memory, caller, task.task_id)]


def test_profiles_are_read_ahead_once_when_the_engine_changes(
    memory: Memory, caller: Caller, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile_tasks, "_BATCH", 2)
    assert profile_when_outdated(memory) is None
    for number in range(3):
        receive(memory, f"{RESUME_TEXT}Also number {number}.\n", f"{number}.txt")
    assert profile_when_outdated(memory) is None
    monkeypatch.setattr(engine, "ENGINE_VERSION", "builtin-next")
    task = profile_when_outdated(memory)
    assert task is not None
    assert profile_when_outdated(memory) is None
    assert carry_out(memory, task).total == 2
    assert counts(memory, caller, task) == [2, 1]
    assert len(read) == 3
    assert {read_by.partition("+")[0] for read_by, _ in stored(memory, caller)[0]} == {"builtin-next"}
    with pytest.raises(TaskConflict, match="has read"):
        submit_profiling(memory, caller, everything=False)
    assert counts(memory, caller, carry_out(memory, submit_profiling(memory, caller, everything=True))) == [2, 1]


def test_reading_ahead_stops_when_it_is_paused_and_goes_on_where_it_was(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile_tasks, "_BATCH", 1)
    for number in range(3):
        receive(memory, f"{RESUME_TEXT}Also number {number}.\n", f"{number}.txt")
    task = submit_profiling(memory, caller, everything=False)
    texts: list[str] = []
    real = engine.read_resume

    def pause_at_the_second(text: str) -> object:
        texts.append(text)
        if len(texts) == 2:
            change_task(memory, caller, task.task_id, "pause")
            change_task(memory, caller, task.task_id, "resume")
        return real(text)

    monkeypatch.setattr(engine, "read_resume", pause_at_the_second)
    assert carry_out(memory, task).done == 3
    assert len(stored(memory, caller)[0]) == 3
    assert set(texts[:1]).isdisjoint(texts[1:])


def test_what_no_resume_has_any_more_is_dropped(memory: Memory, caller: Caller) -> None:
    analyse_one(memory)
    kept = stored(memory, caller)[0]
    stray = {"workspace_id": 1, "text_sha256": "0" * 64, "read_by": "x", "profile": b"", "created_at": 1}
    memory.write(caller, lambda work: work.append(resume_profiles, stray))
    assert len(stored(memory, caller)[0]) == 2
    profile_when_outdated(memory)
    assert stored(memory, caller)[0] == kept


def test_rebuilding_the_store_reads_profiles_anew(memory: Memory, caller: Caller) -> None:
    analyse_one(memory)
    before = stored(memory, caller)
    memory.write(caller, lambda work: work.connection.execute(resume_profiles.update().values(profile=b"")) and None)
    task = carry_out(memory, submit_rebuild(memory, caller, ["profiles"]))
    assert counts(memory, caller, task) == [1]
    assert stored(memory, caller) == before


def test_reading_ahead_lets_those_who_wait_go_first(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in ("one", "two"):
        receive(memory, RESUME_TEXT + person)
    passed: list[int] = []
    monkeypatch.setattr(memory.foreground, "let_pass", lambda: passed.append(1))
    carry_out(memory, submit_profiling(memory, caller, everything=True))
    assert len(passed) == len(stored(memory, caller)[0])
