"""Feedback: a person's judgement of an analysis or answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from recollect.domain.analysis import AnalysisResult
from recollect.domain.ids import AnalysisId, FeedbackId, JobId, ResumeId
from recollect.domain.job import JobVersion

MIN_RATING, MAX_RATING = 1, 5
USABLE_RATING = 4
"""From this rating on, a response counts as a target for training."""


class ClaimMark(Struct, frozen=True, kw_only=True):
    """Whether one piece of evidence, or the verdict on one requirement, is right.

    `words` are those of the résumé that meet a requirement which was not found; then its verdict is wrong.
    """

    mark: Literal["right", "wrong"]
    evidence_id: str | None = None
    requirement_id: str | None = None
    words: str = ""


class Judgement(Struct, frozen=True, kw_only=True):
    """What a person said: a rating from 1 to 5, points, the ideal words, the right score, and marked claims."""

    rating: int
    correct_points: tuple[str, ...] = ()
    incorrect_points: tuple[str, ...] = ()
    missing_points: tuple[str, ...] = ()
    ideal_response: str = ""
    corrected_score: float | None = None
    claims: tuple[ClaimMark, ...] = ()


class FeedbackDraft(Struct, frozen=True, kw_only=True):
    """Feedback as it comes in."""

    interaction_id: str
    query: str
    context: tuple[Any, ...]
    response: str
    feedback: Judgement
    analysis_id: AnalysisId | None = None
    job_id: JobId | None = None


def words_of(draft: FeedbackDraft) -> str:
    """Give what the person asked and said, a line each, without what was answered."""
    said = draft.feedback
    points = (*said.correct_points, *said.incorrect_points, *said.missing_points)
    return "\n".join(part for part in (draft.query, *points, said.ideal_response) if part.strip())


class TypedFeedback(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Feedback on an analysis as it stands in a form: unfinished, each part as it was typed, one point a line.

    Under its `interaction_id` it is sent once, however often the form is.
    """

    interaction_id: str
    rating: str = ""
    correct: str = ""
    incorrect: str = ""
    missing: str = ""
    ideal: str = ""
    corrected_score: str = ""
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    """The ids of requirements and evidence that are marked so."""
    words: dict[str, str] = {}
    """By the id of a requirement that was not found: the words of the résumé that meet it."""


class Feedback(FeedbackDraft, frozen=True, kw_only=True):
    """Feedback as it is kept, in its newest revision."""

    feedback_id: FeedbackId
    revision: int
    timestamp: datetime
    resume_id: ResumeId | None
    author: str


class SimilarFeedback(Feedback, frozen=True, kw_only=True):
    """Feedback that a vector search found; `similarity` is a cosine, from -1 to 1."""

    similarity: float


class TrainingSample(Feedback, frozen=True, kw_only=True):
    """Feedback joined with the very versions of job, résumé text and analysis that it speaks of."""

    job: JobVersion
    resume_text: str
    analysis_result: AnalysisResult


class FeedbackStatistics(Struct, frozen=True, kw_only=True):
    """Counts over all feedback; the average is null while there is none."""

    total_feedback: int
    average_rating: float | None
    by_rating: dict[str, int]
    usable_for_training: int
