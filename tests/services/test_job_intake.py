from __future__ import annotations

import threading

import pytest

from factories import job_draft
from recollect.domain.caller import Caller
from recollect.domain.job import draft_of
from recollect.errors import InvalidInput, NotFound, StaleVersion, UnusableText
from recollect.services.jobs.job_intake import (
    change_job,
    choose_job,
    create_job,
    current_job,
    delete_job,
    read_job,
    restore_job,
)
from recollect.services.memory import Memory
from recollect.storage.records import jobs
from use_cases import JOB_TEXT, all_events, problems


def test_a_new_job_is_the_callers_current_one(memory: Memory, caller: Caller) -> None:
    other = Caller(caller_id="token:1", actor="token")
    first, second = create_job(memory, caller, job_draft()), create_job(memory, caller, job_draft())
    assert current_job(memory, other) is None
    theirs = create_job(memory, other, job_draft())
    found = [current_job(memory, who) for who in (caller, other)]
    assert [job and job.job_id for job in found] == [second, theirs]
    assert len({first, second, theirs}) == 3


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_a_job_without_words_is_refused(sqlite_memory: Memory, caller: Caller, text: str) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        create_job(sqlite_memory, caller, job_draft(text))
    assert all_events(sqlite_memory) == []


@pytest.mark.parametrize(
    "draft",
    [
        job_draft("a\0b"),
        job_draft(role_name="\ud800"),
        job_draft(metadata={"a": [{"b\0": 1}]}),
        job_draft(metadata={"a": "\udfff"}),
    ],
)
def test_text_that_no_store_keeps_faithfully_is_refused(sqlite_memory: Memory, caller: Caller, draft: object) -> None:
    with pytest.raises(UnusableText):
        create_job(sqlite_memory, caller, draft)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 2**63, -(2**70)])
def test_a_number_that_json_does_not_carry_is_refused(sqlite_memory: Memory, caller: Caller, number: float) -> None:
    with pytest.raises(InvalidInput, match="number"):
        create_job(sqlite_memory, caller, job_draft(metadata={"a": number}))


def test_a_job_is_changed_in_part(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft(metadata={"a": 1}))
    changed = change_job(memory, caller, job_id, {"role_name": "Fitter"}, expected_version=1)
    with memory.read(caller) as reader:
        kept = jobs.get_job(reader, job_id)
    assert (changed.version, changed.role_name, changed.metadata) == (2, "Fitter", {"a": 1})
    assert draft_of(kept) == draft_of(changed)
    assert kept.updated_at == changed.updated_at


def test_a_change_that_changes_nothing_writes_no_version(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft())
    before = read_job(memory, caller, job_id)
    events_before = len(all_events(memory))
    same = change_job(memory, caller, job_id, {"role_name": before.role_name}, expected_version=1)
    assert same == before
    assert len(all_events(memory)) == events_before
    with pytest.raises(StaleVersion):
        change_job(memory, caller, job_id, {"role_name": before.role_name}, expected_version=2)


def test_a_job_is_not_changed_into_nothing(sqlite_memory: Memory, caller: Caller) -> None:
    job_id = create_job(sqlite_memory, caller, job_draft())
    with pytest.raises(InvalidInput):
        change_job(sqlite_memory, caller, job_id, {"job_description": " "}, expected_version=1)


def test_an_edit_of_a_stale_version_is_refused(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft())
    change_job(memory, caller, job_id, {"role_name": "A"}, expected_version=1)
    with pytest.raises(StaleVersion):
        change_job(memory, caller, job_id, {"role_name": "B"}, expected_version=1)
    with pytest.raises(StaleVersion):
        delete_job(memory, caller, job_id, expected_version=1)


def test_of_many_edits_at_once_one_is_kept_and_every_other_is_told(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft())
    outcomes: dict[str, object] = {}
    barrier = threading.Barrier(6)

    def edit(role: str) -> None:
        barrier.wait()
        try:
            outcomes[role] = change_job(memory, caller, job_id, {"role_name": role}, expected_version=1).version
        except StaleVersion as error:
            outcomes[role] = error

    threads = [threading.Thread(target=edit, args=(f"Role {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    (winner,) = [role for role, outcome in outcomes.items() if outcome == 2]
    assert len(outcomes) == 6
    assert read_job(memory, caller, job_id).role_name == winner


def test_a_job_is_read_with_its_requirements(sqlite_memory: Memory, caller: Caller) -> None:
    job = read_job(sqlite_memory, caller, create_job(sqlite_memory, caller, job_draft(JOB_TEXT)))
    assert job.requirements
    for requirement in job.requirements:
        assert requirement.text.strip()
        assert requirement.start is not None
        assert requirement.end is not None
        assert 0 <= requirement.start < requirement.end <= len(JOB_TEXT)


def test_deleting_the_current_job_leaves_none_selected(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft())
    delete_job(memory, caller, job_id)
    assert current_job(memory, caller) is None
    with pytest.raises(NotFound):
        choose_job(memory, caller, job_id)
    restore_job(memory, caller, job_id)
    assert choose_job(memory, caller, job_id).job_id == job_id
    assert problems(memory) == []


def test_another_job_is_chosen(memory: Memory, caller: Caller) -> None:
    first = create_job(memory, caller, job_draft())
    create_job(memory, caller, job_draft())
    assert choose_job(memory, caller, first).job_id == first
    now = current_job(memory, caller)
    assert now is not None
    assert now.job_id == first
    with pytest.raises(NotFound):
        choose_job(memory, caller, "00000000")


def test_every_change_writes_its_event(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft())
    change_job(memory, caller, job_id, {"role_name": "A"}, expected_version=1)
    delete_job(memory, caller, job_id)
    restore_job(memory, caller, job_id)
    choose_job(memory, caller, job_id)
    assert [(e.action, e.entity_id, e.record_version, e.actor) for e in all_events(memory)] == [
        ("job.created", job_id, 1, "local"),
        ("job.changed", job_id, 2, "local"),
        ("job.deleted", job_id, 3, "local"),
        ("job.restored", job_id, 4, "local"),
        ("job.selected", job_id, 4, "local"),
    ]
