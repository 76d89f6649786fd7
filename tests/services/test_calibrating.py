from __future__ import annotations

import pytest

from factories import feedback_draft, job_draft
from recollect.domain.analysis import AnalysisResult
from recollect.domain.caller import Caller
from recollect.domain.feedback import ClaimMark
from recollect.errors import FeedbackMismatch, InvalidInput, NotFound
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.feedback.feedback_capture import delete_feedback, submit_feedback
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.teaching.calibrating import calibrate, use_calibration
from recollect.storage.records import calibrations, feedback
from use_cases import JOB_TEXT, all_events, analyse_one, problems, receive

CV = """Maren Holt
Electrician

Experience
Electrician, Brightwire Ltd, {first} - 2023
Electrical wiring of schools.
"""


def correct(memory: Memory, caller: Caller, *, less: float, jobs: int = 5, resumes: int = 6) -> None:
    """Analyse résumés of different lengths of experience for some jobs, and say that each score is off by some."""
    kept = [receive(memory, CV.format(first=2022 - 2 * at), f"{at}.txt").resume_id for at in range(resumes)]
    for number in range(jobs):
        job_id = create_job(memory, caller, job_draft(f"{JOB_TEXT}\nSite {number}."))
        for resume_id in kept:
            made = analyse_resume(memory, caller, resume_id, job_id)
            score = made.result.overall_score
            assert score is not None
            said = feedback_draft(
                made.analysis_id, analysis_id=made.analysis_id, corrected_score=max(0.0, min(100.0, score - less))
            )
            submit_feedback(memory, caller, said)


def analysed(memory: Memory, caller: Caller) -> AnalysisResult:
    job_id = create_job(memory, caller, job_draft(JOB_TEXT))
    resume_id = receive(memory, CV.format(first=2016), "new.txt").resume_id
    return analyse_resume(memory, caller, resume_id, job_id).result


def test_a_map_that_is_better_is_kept_used_and_switched_off(memory: Memory, caller: Caller) -> None:
    correct(memory, caller, less=20.0)
    before = analysed(memory, caller)
    tried = calibrate(memory, caller, dry_run=True)
    assert tried.fit is not None
    assert tried.fit.is_better
    assert analysed(memory, caller).provenance.calibration_id is None
    made = calibrate(memory, caller)
    assert (made.pairs, made.jobs) == (30, 5)
    assert made.calibration is not None
    after = analysed(memory, caller)
    assert after.provenance.calibration_id == made.calibration.calibration_id
    assert after.overall_score is not None
    assert before.overall_score is not None
    assert after.overall_score < before.overall_score - 5
    assert after.provenance.uncalibrated_score == before.provenance.uncalibrated_score
    again = calibrate(memory, caller)
    assert again.fit == made.fit
    assert use_calibration(memory, caller, None)[0].in_use is False
    assert analysed(memory, caller).overall_score == before.overall_score
    used = use_calibration(memory, caller, made.calibration.calibration_id)
    assert [one.calibration_id for one in used if one.in_use] == [made.calibration.calibration_id]
    assert [event.action for event in all_events(memory)].count("calibration.made") == 2
    assert problems(memory) == []


def test_a_map_that_is_no_better_is_not_kept(memory: Memory, caller: Caller) -> None:
    correct(memory, caller, less=0.0)
    outcome = calibrate(memory, caller)
    assert outcome.fit is not None
    assert outcome.calibration is None
    assert "no better" in outcome.reason
    with memory.read(caller) as reader:
        assert calibrations.list_calibrations(reader) == []


def test_too_little_feedback_is_said_to_be(sqlite_memory: Memory, caller: Caller) -> None:
    one = analyse_one(sqlite_memory)
    said = submit_feedback(
        sqlite_memory, caller, feedback_draft("a", analysis_id=one.analysis_id, corrected_score=40.0)
    ).feedback
    submit_feedback(sqlite_memory, caller, feedback_draft("b", corrected_score=40.0))
    outcome = calibrate(sqlite_memory, caller)
    assert (outcome.calibration, outcome.fit, outcome.pairs, outcome.jobs) == (None, None, 1, 1)
    assert "30" in outcome.reason
    delete_feedback(sqlite_memory, caller, said.feedback_id)
    assert calibrate(sqlite_memory, caller).pairs == 0
    with pytest.raises(NotFound):
        use_calibration(sqlite_memory, caller, "cal_00000000")


def test_marks_and_scores_are_kept_with_the_feedback(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    claims = (ClaimMark(mark="right", requirement_id="R1"), ClaimMark(mark="wrong", evidence_id="E1"))
    said = feedback_draft(analysis_id=one.analysis_id, corrected_score=40.0, claims=claims)
    kept = submit_feedback(memory, caller, said).feedback
    with memory.read(caller) as reader:
        found = feedback.get_feedback(reader, kept.feedback_id).feedback
    assert (found.corrected_score, found.claims) == (40.0, claims)


@pytest.mark.parametrize(
    "claim",
    [
        ClaimMark(mark="right"),
        ClaimMark(mark="right", evidence_id="E1", requirement_id="R1"),
        ClaimMark(mark="wrong", requirement_id="R99"),
    ],
    ids=["nothing", "both", "unknown"],
)
def test_a_mark_that_is_on_no_claim_of_the_analysis_is_refused(
    sqlite_memory: Memory, caller: Caller, claim: ClaimMark
) -> None:
    one = analyse_one(sqlite_memory)
    with pytest.raises(FeedbackMismatch):
        submit_feedback(sqlite_memory, caller, feedback_draft(analysis_id=one.analysis_id, claims=(claim,)))
    with pytest.raises(FeedbackMismatch):
        submit_feedback(sqlite_memory, caller, feedback_draft(claims=(claim,)))


@pytest.mark.parametrize("score", [-0.1, 100.1])
def test_a_score_beyond_the_scale_is_refused(sqlite_memory: Memory, caller: Caller, score: float) -> None:
    with pytest.raises(InvalidInput, match="from 0 to 100"):
        submit_feedback(sqlite_memory, caller, feedback_draft(corrected_score=score))
