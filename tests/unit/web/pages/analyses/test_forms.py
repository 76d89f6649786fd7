from __future__ import annotations

from datetime import UTC, datetime

import pytest

from factories import analysis_result
from recollect.domain.analysis import Analysis
from recollect.domain.feedback import ClaimMark, TypedFeedback
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId
from recollect.errors import InvalidInput
from recollect.web.pages.analyses.forms import FeedbackFields, draft_feedback

ANALYSIS = Analysis(
    analysis_id=AnalysisId("f8e2d1c4b3a9"),
    job_id=JobId("a3f7b2c1"),
    resume_id=ResumeId("resume_0123456789ab"),
    candidate_id=CandidateId("cand_01234567"),
    candidate_name="Maren Holt",
    created_at=datetime(2026, 3, 2, tzinfo=UTC),
    overall_score=71.5,
    hiring_recommendation="Hire: most was found.",
    status="done",
    feedback_count=0,
    version=1,
    job_version=1,
    text_sha256="0" * 64,
    notes="",
    failure=None,
    analysis_result=analysis_result(),
)


def test_each_line_is_a_point_and_each_mark_a_claim() -> None:
    fields = FeedbackFields(
        interaction_id="page-1", rating="2", correct="One\r\n\r\n Two ", corrected_score="61,5", right=["E1", "E1"],
        wrong=["R1"],
    )  # fmt: skip
    said = draft_feedback(fields.typed(), ANALYSIS, "Electrician")
    assert said.feedback.correct_points == ("One", "Two")
    assert said.feedback.corrected_score == 61.5
    assert said.feedback.claims == (
        ClaimMark(mark="right", evidence_id="E1"),
        ClaimMark(mark="wrong", requirement_id="R1"),
    )
    assert (said.response, said.query) == ("An electrician.", "How well does this résumé fit the job Electrician?")


def test_words_meet_the_requirement_beside_them_while_its_verdict_is_marked_wrong() -> None:
    fields = FeedbackFields(
        rating="2", wrong=["R2", "E1"], words_of=["R1", "R2", "R3"], words=["unmarked", " “ran the \r\n ward” ", " "],
    )  # fmt: skip
    assert draft_feedback(fields.typed(), ANALYSIS, "").feedback.claims == (
        ClaimMark(mark="wrong", requirement_id="R2", words="ran the ward"),
        ClaimMark(mark="wrong", evidence_id="E1"),
    )


def test_a_form_without_an_interaction_gets_one_of_its_own() -> None:
    names = {FeedbackFields().typed().interaction_id for _ in range(2)}
    assert len(names) == 2
    assert all(names)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (TypedFeedback(interaction_id="p"), "rating from 1 to 5"),
        (TypedFeedback(interaction_id="p", rating="6"), "rating from 1 to 5"),
        (TypedFeedback(interaction_id="p", rating="3", corrected_score="many"), "number from 0 to 100"),
        (TypedFeedback(interaction_id="p", rating="3", right=("E1",), wrong=("E1",)), "E1 can't be right and wrong"),
    ],
)
def test_what_is_wrong_with_a_form_is_said(typed: TypedFeedback, problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem):
        draft_feedback(typed, ANALYSIS, "")
