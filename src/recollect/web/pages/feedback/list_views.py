"""All feedback as its page shows it: a line each, the counts over all of it, and the filters in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from recollect.domain.feedback import Feedback, FeedbackStatistics, SimilarFeedback
from recollect.domain.job import JobSummary
from recollect.storage.lists import Total
from recollect.storage.views.labels import JobLabel, PersonLabel
from recollect.web.pages.charts import count_bar
from recollect.web.pages.lists import Choice, address_of, choose, offer_jobs
from recollect.web.pages.wording import Moment, name_job, person_of, say_count, say_moment, shorten

PATH = "/feedback"
RATINGS = {str(rating): f"{rating} of 5" for rating in range(5, 0, -1)}
USES = {"yes": "Can teach", "no": "Can't teach"}
_LONGEST = 150
_USABLE = {"yes": "true", "no": "false"}
_LOOKS = {"5": "f-ok", "4": "f-ok", "3": "f-part", "2": "f-gap", "1": "f-gap"}


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


class RatingBar(Struct, frozen=True, kw_only=True):
    """How often a rating was given: drawn, counted, and as a share of all."""

    rating: str
    bar: Markup
    count: str
    share: str


class Exports(Struct, frozen=True, kw_only=True):
    """What can be downloaded of what the filters let pass: how much, and where."""

    table: str
    table_address: str
    samples: str
    samples_address: str


class Counts(Struct, frozen=True, kw_only=True):
    """The counts over all feedback."""

    total: str
    average: str
    usable: str
    by_rating: tuple[RatingBar, ...]


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
        by_rating=tuple(_bar(rating, counted) for rating in RATINGS),
    )


def view_exports(query: Mapping[str, str], everything: Total, samples: Total) -> Exports:
    """Show what can be downloaded; likeness narrows nothing, since all is more or less like some words."""
    given = {"job_id": query["job"], "rating": query["rating"], "usable": _USABLE.get(query["usable"], "")}
    of_samples = given | {"usable": ""}
    return Exports(
        table=_counted(everything, "feedback"),
        table_address=address_of("/api/feedback/export-csv", given),
        samples=_counted(samples, "sample"),
        samples_address=address_of("/api/feedback/export-samples", of_samples) if samples.value else "",
    )


def _counted(total: Total, noun: str) -> str:
    return f"{'more than ' if total.is_lower_bound else ''}{say_count(total.value, noun)}"


def _bar(rating: str, counted: FeedbackStatistics) -> RatingBar:
    count = counted.by_rating[rating]
    return RatingBar(
        rating=rating,
        bar=count_bar(count, max(counted.by_rating.values()), _LOOKS[rating]),
        count=f"{count:,}",
        share=f"{count / max(1, counted.total_feedback):.0%}",
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
