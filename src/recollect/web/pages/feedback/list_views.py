"""All feedback as its page shows it: a line each, the counts over all of it, and the filters in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from recollect.domain.feedback import Feedback, FeedbackStatistics, SimilarFeedback
from recollect.domain.job import JobSummary
from recollect.storage.labels import JobLabel, PersonLabel
from recollect.web.pages.lists import Choice, choose, name_job, offer_jobs
from recollect.web.pages.wording import Moment, person_of, say_moment, shorten

PATH = "/feedback"
RATINGS = {str(rating): f"{rating} of 5" for rating in range(5, 0, -1)}
USES = {"yes": "Can teach", "no": "Can't teach"}
_LONGEST = 150


class FeedbackRow(Struct, frozen=True, kw_only=True):
    """Feedback as a line: where it leads, and the first things that were said."""

    feedback_id: str
    address: str
    rating: int
    person: str
    job: str
    job_id: str
    said: tuple[tuple[str, str], ...]
    likeness: str
    author: str
    revision: int
    moment: Moment


class Counts(Struct, frozen=True, kw_only=True):
    """The counts over all feedback."""

    total: str
    average: str
    usable: str
    by_rating: tuple[tuple[str, int], ...]
    most: int


class Filters(Struct, frozen=True, kw_only=True):
    """What the form offers, with what is chosen; `query` is what the address says."""

    query: Mapping[str, str]
    jobs: tuple[Choice, ...]
    ratings: tuple[Choice, ...]
    uses: tuple[Choice, ...]


def view_rows(
    found: Sequence[Feedback], jobs: Mapping[str, JobLabel], people: Mapping[str, PersonLabel]
) -> tuple[FeedbackRow, ...]:
    """Show feedback as lines, each with whom and which job it is about."""
    return tuple(_row(one, jobs.get(one.job_id or ""), people.get(one.resume_id or "")) for one in found)


def view_counts(counted: FeedbackStatistics) -> Counts:
    """Show the counts."""
    return Counts(
        total=f"{counted.total_feedback:,}",
        average="–" if counted.average_rating is None else f"{counted.average_rating:.2f}",
        usable=f"{counted.usable_for_training:,}",
        by_rating=tuple((rating, counted.by_rating[rating]) for rating in RATINGS),
        most=max(1, *counted.by_rating.values()),
    )


def view_filters(query: Mapping[str, str], offered: Sequence[JobSummary], chosen: JobLabel | None) -> Filters:
    """Show the form."""
    return Filters(
        query=query,
        jobs=offer_jobs(offered, query["job"], chosen),
        ratings=choose([("", "Any"), *RATINGS.items()], query["rating"]),
        uses=choose([("", "Either"), *USES.items()], query["usable"]),
    )


def label_filters(query: Mapping[str, str], job: JobLabel | None) -> dict[str, str]:
    """Say each filter in force in words."""
    return {
        "like": f"Like “{shorten(query['like'], 40)}”" if query["like"] else "",
        "job": f"Job: {name_job(job) if job else query['job']}" if query["job"] else "",
        "rating": f"Rated {RATINGS[query['rating']]}" if query["rating"] else "",
        "usable": USES.get(query["usable"], ""),
    }


def _row(one: Feedback, job: JobLabel | None, person: PersonLabel | None) -> FeedbackRow:
    address = f"/analyses/{one.analysis_id}#{one.feedback_id}" if one.analysis_id else ""
    return FeedbackRow(
        feedback_id=one.feedback_id,
        address=address,
        rating=one.feedback.rating,
        person=person_of(person.candidate_name, person.original_filename) if person else "No analysis named",
        job=name_job(job) if job else "",
        job_id=one.job_id or "",
        said=_said(one),
        likeness=f"{max(0.0, one.similarity) * 100:.0f} %" if isinstance(one, SimilarFeedback) else "",
        author=one.author,
        revision=one.revision,
        moment=say_moment(one.timestamp),
    )


def _said(one: Feedback) -> tuple[tuple[str, str], ...]:
    """Give the first thing said of each kind; without any, what was asked."""
    judged = one.feedback
    kinds = (
        ("Incorrect", judged.incorrect_points),
        ("Missing", judged.missing_points),
        ("Correct", judged.correct_points),
        ("Better", (judged.ideal_response,)),
        ("Asked", (one.query,)),
    )
    said = [
        (word, shorten(" ".join(points[0].split()), _LONGEST)) for word, points in kinds if points and points[0].strip()
    ]
    return tuple(said[:3])
