from __future__ import annotations

from typing import Any

import pytest

from recollect.domain.caller import Caller
from recollect.domain.document import Fields
from recollect.errors import InvalidInput, NotFound, StaleVersion, UnusableText
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import delete_candidate, rename_candidate
from recollect.services.resumes.resume_editing import correct_resume, delete_resume, restore_resume, revert_correction
from recollect.storage.records import analyses, candidates, resumes
from recollect.storage.records.resumes import StoredResume
from use_cases import all_events, analyse_one, problems, receive


def _found(memory: Memory, caller: Caller, query: str) -> int:
    with memory.read(caller) as reader:
        return resumes.list_resumes(reader, query=query, cursor=None, limit=5).total


def _kept(memory: Memory, caller: Caller, resume_id: str) -> StoredResume:
    with memory.read(caller) as reader:
        return resumes.get_resume(reader, resume_id)


def test_a_corrected_name_shows_everywhere_and_in_search(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    corrected = correct_resume(memory, caller, one.resume_id, {"name": "Ylva Berg"}, expected_version=1)
    with memory.read(caller) as reader:
        names = (
            corrected.candidate_name,
            resumes.get_resume(reader, one.resume_id).candidate_name,
            resumes.list_resumes(reader, query=None, cursor=None, limit=1).items[0].candidate_name,
            candidates.get_candidate(reader, one.candidate_id).candidate_name,
            analyses.get_analysis(reader, one.analysis_id).candidate_name,
        )
    assert set(names) == {"Ylva Berg"}
    assert _found(memory, caller, "ylva") == 1
    assert _kept(memory, caller, one.resume_id) == corrected
    assert [event.action for event in all_events(memory)][-2:] == ["resume.corrected", "candidate.renamed"]


def test_a_correction_of_something_else_leaves_the_name_alone(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    correct_resume(memory, caller, received.resume_id, {"name": "First Correction"}, expected_version=1)
    rename_candidate(memory, caller, received.candidate_id, "Second Correction", expected_version=2)
    corrected = correct_resume(memory, caller, received.resume_id, {"skills": ["wiring"]}, expected_version=2)
    assert corrected.candidate_name == "Second Correction"
    assert _kept(memory, caller, received.resume_id).candidate_name == "Second Correction"


def test_corrections_add_up_and_are_marked(memory: Memory, caller: Caller) -> None:
    resume_id = receive(memory).resume_id
    correct_resume(memory, caller, resume_id, {"location": "Leeds"}, expected_version=1)
    fields: dict[str, Any] = {
        "emails": ["a@example.org", {"value": "b@example.org"}],
        "positions": [{"title": "Electrician", "current": True, "start_date": {"value": "2015", "confidence": 0.1}}],
        "headline": None,
    }
    corrected = correct_resume(memory, caller, resume_id, fields, expected_version=2)
    kept = _kept(memory, caller, resume_id)
    assert kept == corrected
    assert kept.fields.location is not None
    assert kept.fields.location.value == "Leeds"
    assert [(e.value, e.source) for e in kept.fields.emails] == [
        ("a@example.org", "corrected"),
        ("b@example.org", "corrected"),
    ]
    (position,) = kept.fields.positions
    assert (position.current, position.start_date and position.start_date.confidence) == (True, 1.0)
    assert kept.fields.headline is None


def test_an_undone_name_correction_gives_the_old_name_back(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    correct_resume(memory, caller, received.resume_id, {"name": "Ylva Berg"}, expected_version=1)
    reverted = revert_correction(memory, caller, received.resume_id, to_version=1, expected_version=2)
    assert reverted.candidate_name == _kept(memory, caller, received.resume_id).candidate_name == "Maren Holt"
    assert (_found(memory, caller, "ylva"), _found(memory, caller, "maren holt")) == (0, 1)


def test_a_name_can_be_taken_away(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    corrected = correct_resume(memory, caller, received.resume_id, {"name": None}, expected_version=1)
    assert corrected.candidate_name == ""
    assert _kept(memory, caller, received.resume_id).fields.name is None


@pytest.mark.parametrize(
    "fields",
    [
        {"hobbies": "none"},
        {"name": 7},
        {"emails": "a@example.org"},
        {"emails": None},
        {"positions": [{"title": {"value": 7}}]},
        {"name": {"value": None}},
    ],
)
def test_a_correction_of_the_wrong_shape_is_refused(
    sqlite_memory: Memory, caller: Caller, fields: dict[str, Any]
) -> None:
    resume_id = receive(sqlite_memory).resume_id
    with pytest.raises(InvalidInput):
        correct_resume(sqlite_memory, caller, resume_id, fields, expected_version=1)
    assert _kept(sqlite_memory, caller, resume_id).version == 1


def test_a_field_that_is_not_there_is_refused_with_those_that_are(sqlite_memory: Memory, caller: Caller) -> None:
    resume_id = receive(sqlite_memory).resume_id
    with pytest.raises(InvalidInput) as caught:
        correct_resume(sqlite_memory, caller, resume_id, {"hobbies": "none"}, expected_version=1)
    assert all(name in caught.value.detail for name in Fields.__struct_fields__)
    with pytest.raises(UnusableText):
        correct_resume(sqlite_memory, caller, resume_id, {"skills": ["a\0"]}, expected_version=1)


def test_a_stale_correction_is_refused_and_renames_nobody(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    correct_resume(memory, caller, received.resume_id, {"location": "Leeds"}, expected_version=1)
    with pytest.raises(StaleVersion):
        correct_resume(memory, caller, received.resume_id, {"name": "Nobody"}, expected_version=1)
    assert _kept(memory, caller, received.resume_id).candidate_name == "Maren Holt"


def test_a_deleted_resume_is_gone_and_its_analyses_stay(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    delete_resume(memory, caller, one.resume_id, expected_version=1)
    with memory.read(caller) as reader:
        assert analyses.get_analysis(reader, one.analysis_id).resume_id == one.resume_id
        assert candidates.get_candidate(reader, one.candidate_id).resume_count == 0
    with pytest.raises(NotFound):
        delete_resume(memory, caller, one.resume_id)
    with pytest.raises(NotFound):
        correct_resume(memory, caller, one.resume_id, {"location": "Leeds"}, expected_version=2)
    restore_resume(memory, caller, one.resume_id, expected_version=2)
    with pytest.raises(StaleVersion):
        restore_resume(memory, caller, one.resume_id)
    assert _found(memory, caller, "maren") == 1
    assert problems(memory) == []


def test_a_resume_does_not_come_back_without_its_person(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    delete_resume(memory, caller, received.resume_id)
    delete_candidate(memory, caller, received.candidate_id)
    restore_resume(memory, caller, received.resume_id)
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, received.candidate_id).resume_count == 1
    assert problems(memory) == []
