"""Feedback as the page of its analysis shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from recollect.domain.feedback import Feedback, Judgement
from recollect.web.pages.wording import Moment, say_moment


class FeedbackView(Struct, frozen=True, kw_only=True):
    """Feedback as it is shown below the form."""

    feedback_id: str
    rating: int
    author: str
    moment: Moment
    points: tuple[tuple[str, str, tuple[str, ...]], ...]
    ideal: str
    query: str
    claims: tuple[tuple[str, str, tuple[str, ...]], ...]
    corrected_score: str


class Corrections(Struct, frozen=True):
    """What the newest feedback says of the score, and of each claim: its look, and in words."""

    score: str
    claims: Mapping[str, tuple[str, str]]


def view_corrections(feedback: Sequence[FeedbackView]) -> Corrections:
    """Show beside an analysis what was said of it; `feedback` comes newest first."""
    claims = {
        claim: (look, name.lower())
        for one in reversed(feedback)
        for look, name, marked in one.claims
        for claim in marked
    }
    return Corrections(next((one.corrected_score for one in feedback if one.corrected_score), ""), claims)


def view_feedback(one: Feedback) -> FeedbackView:
    """Show what a person said."""
    judged = one.feedback
    points = (
        ("ok", "Correct", judged.correct_points),
        ("gap", "Incorrect", judged.incorrect_points),
        ("part", "Missing", judged.missing_points),
        ("part", "Met by", tuple(f"{one.requirement_id}: “{one.words}”" for one in judged.claims if one.words)),
    )
    return FeedbackView(
        feedback_id=one.feedback_id,
        rating=judged.rating,
        author=one.author,
        moment=say_moment(one.timestamp),
        points=tuple(group for group in points if group[2]),
        ideal=judged.ideal_response,
        query=one.query,
        claims=tuple(group for group in _claims(judged) if group[2]),
        corrected_score="" if judged.corrected_score is None else f"{judged.corrected_score:g}",
    )


def _claims(judged: Judgement) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    marked = {
        mark: tuple(claim.evidence_id or claim.requirement_id or "" for claim in judged.claims if claim.mark == mark)
        for mark in ("right", "wrong")
    }
    return (("ok", "Marked right", marked["right"]), ("gap", "Marked wrong", marked["wrong"]))
