"""Feedback as the page of its analysis shows it."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.feedback import Feedback
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


def view_feedback(one: Feedback) -> FeedbackView:
    """Show what a person said."""
    judged = one.feedback
    points = (
        ("ok", "Correct", judged.correct_points),
        ("gap", "Incorrect", judged.incorrect_points),
        ("part", "Missing", judged.missing_points),
    )
    return FeedbackView(
        feedback_id=one.feedback_id,
        rating=judged.rating,
        author=one.author,
        moment=say_moment(one.timestamp),
        points=tuple(group for group in points if group[2]),
        ideal=judged.ideal_response,
        query=one.query,
    )
