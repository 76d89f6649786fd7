from __future__ import annotations

import pytest
from sqlalchemy import update

from recollect.domain.caller import Caller
from recollect.errors import InvalidInput, NotFound, StaleVersion, UndoConflict
from recollect.services.analyses.analysis_editing import delete_analysis, restore_analysis
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.history.undoing import undo
from recollect.services.memory import Memory
from recollect.services.people import candidate_editing
from recollect.services.people.candidate_editing import delete_candidate, rename_candidate
from recollect.services.resumes.resume_intake import Received
from recollect.storage.records import analyses, candidates, jobs, resumes
from recollect.storage.records.analyses import AnalysisFilter
from recollect.storage.tables import resumes as resume_rows
from use_cases import RESUME_TEXT, analyse_one, last_event, problems, receive


def _counts(memory: Memory, caller: Caller) -> tuple[int, int, int]:
    with memory.read(caller) as reader:
        return (
            candidates.list_candidates(reader, cursor=None, limit=5).total,
            resumes.list_resumes(reader, query=None, cursor=None, limit=5).total,
            analyses.list_analyses(reader, AnalysisFilter(), cursor=None, limit=5).total,
        )


def test_a_name_is_corrected_with_the_space_around_it_cut_off(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    renamed = rename_candidate(memory, caller, received.candidate_id, " Ylva Berg ", expected_version=1)
    assert (renamed.candidate_name, renamed.version) == ("Ylva Berg", 2)
    with memory.read(caller) as reader:
        assert resumes.list_resumes(reader, query="ylva", cursor=None, limit=1).total == 1
        assert candidates.get_candidate(reader, received.candidate_id) == renamed


def test_a_name_of_nothing_and_a_stale_one_are_refused(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    with pytest.raises(InvalidInput, match="empty"):
        rename_candidate(memory, caller, received.candidate_id, "  ", expected_version=1)
    with pytest.raises(StaleVersion):
        rename_candidate(memory, caller, received.candidate_id, "Ylva", expected_version=2)
    with pytest.raises(NotFound):
        rename_candidate(memory, caller, "cand_00000000", "Ylva", expected_version=1)


def test_a_person_is_deleted_with_all_that_is_theirs_and_brought_back_with_it(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    other = analyse_resume(memory, caller, receive(memory, "Emre Aydin\nWelder").resume_id, one.job_id)
    delete_candidate(memory, caller, one.candidate_id, expected_version=1)
    assert _counts(memory, caller) == (1, 1, 1)
    with memory.read(caller) as reader:
        assert jobs.get_job(reader, one.job_id).analysis_count == 1
        assert analyses.get_analysis(reader, other.analysis_id).job_id == one.job_id
        with pytest.raises(NotFound):
            analyses.get_analysis(reader, one.analysis_id)
        with pytest.raises(NotFound):
            resumes.get_resume(reader, one.resume_id)
    assert problems(memory) == []
    undo(memory, caller, last_event(memory, "candidate.deleted"))
    assert _counts(memory, caller) == (2, 2, 2)
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, one.candidate_id).analysis_count == 1
        assert resumes.list_resumes(reader, query="holt", cursor=None, limit=5).total == 1
    assert problems(memory) == []


def test_what_was_deleted_before_the_person_stays_deleted(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    again = analyse_resume(memory, caller, one.resume_id, one.job_id)
    delete_analysis(memory, caller, one.analysis_id)
    delete_candidate(memory, caller, one.candidate_id)
    undo(memory, caller, last_event(memory, "candidate.deleted"))
    with memory.read(caller) as reader:
        page = analyses.list_analyses(reader, AnalysisFilter(), cursor=None, limit=5)
    assert [analysis.analysis_id for analysis in page.items] == [again.analysis_id]
    assert problems(memory) == []


def test_an_analysis_does_not_come_back_without_its_person(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    delete_analysis(memory, caller, one.analysis_id)
    delete_candidate(memory, caller, one.candidate_id)
    with pytest.raises(StaleVersion, match="person is deleted"):
        restore_analysis(memory, caller, one.analysis_id)
    with pytest.raises(UndoConflict):
        undo(memory, caller, last_event(memory, "analysis.deleted"))
    assert _counts(memory, caller) == (0, 0, 0)


def test_a_person_with_more_than_a_page_of_files_is_deleted_whole(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_editing, "MAX_LIMIT", 2)
    one = analyse_one(memory)
    for _ in range(4):
        analyse_resume(memory, caller, one.resume_id, one.job_id)
    others = [receive(memory, f"{RESUME_TEXT}Version {n}\n") for n in range(4)]
    _give_to(memory, caller, one.candidate_id, others)
    delete_candidate(memory, caller, one.candidate_id)
    with memory.read(caller) as reader:
        assert analyses.list_analyses(reader, AnalysisFilter(), cursor=None, limit=9).items == ()
        assert resumes.list_resumes(reader, query=None, cursor=None, limit=9).items == ()


def _give_to(memory: Memory, caller: Caller, candidate_id: str, others: list[Received]) -> None:
    ids = [received.resume_id for received in others]
    statement = update(resume_rows).where(resume_rows.c.resume_id.in_(ids)).values(candidate_id=candidate_id)
    memory.write(caller, lambda work: work.connection.execute(statement).close())
