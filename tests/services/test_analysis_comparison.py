from __future__ import annotations

import msgspec
import pytest

from factories import add_analysis, add_job, add_resume
from recollect.domain.analysis import Analysis
from recollect.domain.caller import Caller
from recollect.domain.ids import AnalysisId, JobId, ResumeId
from recollect.services.analyses.analysis_comparison import Cause, RequirementChange, compare_analyses
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.job_intake import change_job
from recollect.services.memory import Memory
from recollect.storage.records import analyses
from recollect.storage.unit import UnitOfWork
from use_cases import JOB_TEXT, analyse_one


def pair(memory: Memory, caller: Caller, job_id: str, resume_id: str) -> list[Analysis]:
    with memory.read(caller) as reader:
        return analyses.list_of_pair(reader, job_id, resume_id, limit=5)


def test_the_analyses_of_a_pair_come_newest_first_with_their_results(memory: Memory, caller: Caller) -> None:
    def unit(work: UnitOfWork) -> tuple[JobId, ResumeId, list[AnalysisId]]:
        job, other = add_job(work), add_job(work)
        maren = add_resume(work, "Maren")
        made = [add_analysis(work, job, maren, overall_score=score) for score in (40.0, 50.0, 60.0)]
        add_analysis(work, other, maren)
        add_analysis(work, job, add_resume(work, "Emre"))
        analyses.set_analysis_deleted(work, made[1], deleted=True, expected_version=None, actor="tester")
        return job, maren[0], made

    job, resume, made = memory.write(caller, unit)
    found = pair(memory, caller, job, resume)
    assert [one.analysis_id for one in found] == [made[2], made[0]]
    assert all(one.analysis_result for one in found)
    with memory.read(caller) as reader:
        assert [one.analysis_id for one in analyses.list_of_pair(reader, job, resume, limit=1)] == [made[2]]


def test_the_same_again_changes_nothing(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    analyse_resume(memory, caller, one.resume_id, one.job_id)
    after, before = pair(memory, caller, one.job_id, one.resume_id)
    changes = compare_analyses(before, after)
    assert (changes.difference, changes.requirements, changes.causes) == (0.0, (), ())


def test_a_job_that_asks_for_more_is_named_with_what_it_asks_for(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    more = {"job_description": f"{JOB_TEXT}\nMust speak Welsh."}
    change_job(memory, caller, one.job_id, more, expected_version=1)
    analyse_resume(memory, caller, one.resume_id, one.job_id)
    after, before = pair(memory, caller, one.job_id, one.resume_id)
    changes = compare_analyses(before, after)
    assert changes.causes == (Cause(kind="job", before="version 1", after="version 2"),)
    (added,) = [one for one in changes.requirements if one.before is None]
    assert "Welsh" in added.text
    assert added.after == "not_found"
    (taken,) = compare_analyses(after, before).requirements
    assert taken == RequirementChange(text=added.text, before="not_found", after=None)
    assert changes.difference is not None
    assert changes.difference < 0


@pytest.mark.parametrize("missing", ["before", "after"])
def test_a_score_that_is_not_there_makes_no_difference(memory: Memory, caller: Caller, missing: str) -> None:
    one = analyse_one(memory)
    (only,) = pair(memory, caller, one.job_id, one.resume_id)
    unscored = msgspec.structs.replace(only, overall_score=None, analysis_result=None, text_sha256="f" * 64)
    changes = compare_analyses(unscored, only) if missing == "before" else compare_analyses(only, unscored)
    assert changes.difference is None
    assert [cause.kind for cause in changes.causes] == ["text"]


def test_another_engine_and_other_weights_are_causes(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    (only,) = pair(memory, caller, one.job_id, one.resume_id)
    assert only.analysis_result is not None
    made = msgspec.structs.replace(only.analysis_result.provenance, engine_version="0.1", parameters={"hire_from": 1.0})
    before = msgspec.structs.replace(
        only, analysis_result=msgspec.structs.replace(only.analysis_result, provenance=made)
    )
    causes = {cause.kind: cause.before for cause in compare_analyses(before, only).causes}
    assert causes == {"engine": "builtin 0.1", "weights": "hire_from 1"}
