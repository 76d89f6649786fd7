"""Feedback as lists and in whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from recollect.cli import wording
from recollect.cli.tables import Column, print_facts
from recollect.cli.terminal import say
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import Feedback, FeedbackStatistics
from recollect.services.memory import Memory
from recollect.storage.records import feedback


def _gist(said: Feedback) -> str:
    judgement = said.feedback
    points = (*judgement.incorrect_points, *judgement.missing_points, *judgement.correct_points)
    return judgement.ideal_response or "; ".join(points) or said.query


FEEDBACK_COLUMNS: tuple[Column[Any], ...] = (
    Column[Feedback]("feedback", lambda said: said.feedback_id, "id"),
    Column[Feedback]("rating", lambda said: str(said.feedback.rating), "figure"),
    Column[Feedback]("analysis", lambda said: said.analysis_id or wording.NONE, "id"),
    Column[Feedback]("said", _gist),
    Column[Feedback]("when (UTC)", lambda said: wording.moment(said.timestamp), "figure", spare=True),
    Column[Feedback]("job", lambda said: said.job_id or wording.NONE, "id", spare=True),
)
LIKENESS = Column[Any]("likeness", lambda said: f"{said.similarity:.2f}", "figure")
VERSION_COLUMNS = (
    Column[dict[str, Any]]("version", lambda version: str(version["version"]), "figure"),
    Column[dict[str, Any]]("written (UTC)", lambda version: wording.moment(version["created_at"]), "figure"),
    Column[dict[str, Any]]("by", lambda version: version["actor"]),
    Column[dict[str, Any]]("rating", lambda version: str(version["feedback"]["rating"]), "figure"),
    Column[dict[str, Any]]("ideal response", lambda version: version["feedback"]["ideal_response"] or wording.NONE),
)


def feedback_answer(memory: Memory, feedback_id: str) -> tuple[dict[str, object], Callable[[], None]]:
    """Give the answer that shows feedback."""
    with memory.read(LOCAL_CALLER) as reader:
        said = feedback.public(feedback.get_feedback(reader, feedback_id))
    return {"feedback": said}, lambda: _print_feedback(said)


def print_statistics(counted: FeedbackStatistics) -> None:
    """Print the counts over all feedback."""
    average = wording.NONE if counted.average_rating is None else f"{counted.average_rating:.2f}"
    ratings = [(f"rated {rating}", f"{number:,}") for rating, number in counted.by_rating.items()]
    usable = ("usable for training", f"{counted.usable_for_training:,}")
    print_facts([("feedback", f"{counted.total_feedback:,}"), ("average rating", average), *ratings, usable])


def _print_feedback(said: Feedback) -> None:
    judgement = said.feedback
    say(f"Rated {judgement.rating} of 5", style="bold")
    print_facts(
        [
            ("feedback", said.feedback_id),
            ("interaction", said.interaction_id),
            ("analysis", said.analysis_id or wording.NONE),
            ("job", said.job_id or wording.NONE),
            ("résumé", said.resume_id or wording.NONE),
            ("revision", str(said.revision)),
            ("when", f"{wording.moment(said.timestamp)} UTC, by {said.author}"),
        ]
    )
    points = (
        ("Right", judgement.correct_points),
        ("Wrong", judgement.incorrect_points),
        ("Missing", judgement.missing_points),
    )
    for title, those in points:
        _print_section(title, "\n".join(f"- {point}" for point in those))
    _print_section("How it should have been put", judgement.ideal_response)
    _print_section("Asked", said.query)
    _print_section("Answered", said.response)


def _print_section(title: str, text: str) -> None:
    if text:
        say()
        say(title, style="bold")
        say(text)
