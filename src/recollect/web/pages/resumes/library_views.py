"""The library of résumés as its page shows it: a line each, and the filters in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from recollect.domain.job import Job, JobSummary
from recollect.domain.resume import ResumeSummary
from recollect.storage.views.labels import JobLabel
from recollect.storage.views.resume_library import BestMatch
from recollect.web.pages.lists import Choice, choose
from recollect.web.pages.wording import (
    QUALITIES,
    Moment,
    Status,
    name_job,
    person_of,
    say_moment,
    say_score,
    shorten,
    tell_apart,
)

PATH = "/resumes"
QUALITY_LABELS = {"good": "Good", "fair": "Fair, check the order", "poor": "Poor", "none": "A scan without text"}


class LibraryRow(Struct, frozen=True, kw_only=True):
    """A résumé as a line of the library."""

    resume_id: str
    person: str
    filename: str
    pages: str
    quality: Status
    analysis_count: int
    moment: Moment
    best_id: str | None
    best_score: str
    best_job: str


class LibraryFilters(Struct, frozen=True, kw_only=True):
    """What the form offers, with what is chosen; `query` is what the address says."""

    query: Mapping[str, str]
    jobs: tuple[Choice, ...]
    qualities: tuple[Choice, ...]


def view_library(
    found: Sequence[ResumeSummary], best: Mapping[str, BestMatch], labels: Mapping[str, JobLabel]
) -> tuple[LibraryRow, ...]:
    """Show résumés as lines, each with what it has matched best so far."""
    return tuple(_row(one, best.get(one.resume_id), labels) for one in found)


def view_filters(
    query: Mapping[str, str], offered: Sequence[JobSummary], current: Job | None, chosen: JobLabel | None
) -> LibraryFilters:
    """Show the form; the current job comes first among those that a résumé may not be analysed for."""
    job_id = query.get("not_analysed_for", "")
    known: dict[str, str] = {} if current is None else {current.job_id: name_job(current)}
    known |= {one.job_id: name_job(one) for one in offered if one.job_id not in known}
    if chosen is not None and job_id not in known:
        known[job_id] = name_job(chosen)
    return LibraryFilters(
        query=query,
        jobs=choose([("", "Any"), *((one, f"For {title}") for one, title in tell_apart(known).items())], job_id),
        qualities=choose([("", "Any"), *QUALITY_LABELS.items()], query.get("text_quality")),
    )


def label_filters(query: Mapping[str, str], job: JobLabel | None) -> dict[str, str]:
    """Say each filter in force in words."""
    job_id, words = query.get("not_analysed_for", ""), query.get("q", "")
    return {
        "q": f"“{words}”" if words else "",
        "not_analysed_for": f"Not analysed for {name_job(job) if job else job_id}" if job_id else "",
        "text_quality": f"Text: {QUALITY_LABELS.get(query.get('text_quality', ''), '')}"
        if query.get("text_quality")
        else "",
        "since": f"Added since {query['since']}" if query.get("since") else "",
        "until": f"Added until {query['until']}" if query.get("until") else "",
    }


def _row(one: ResumeSummary, best: BestMatch | None, labels: Mapping[str, JobLabel]) -> LibraryRow:
    job = labels.get(best.job_id) if best else None
    return LibraryRow(
        resume_id=one.resume_id,
        person=person_of(one.candidate_name),
        filename=one.original_filename,
        pages="–" if one.pages is None else str(one.pages),
        quality=QUALITIES[one.text_quality],
        analysis_count=one.analysis_count,
        moment=say_moment(one.uploaded_at),
        best_id=best.analysis_id if best else None,
        best_score=say_score(best.overall_score) if best else "",
        best_job=shorten((job.role_name or job.description_preview).strip()) if job else "",
    )
