"""The history of analyses as its page shows it: a line each, newest first, and the filters in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from recollect.domain.analysis import RECOMMENDATIONS, AnalysisSummary, ScoreRange
from recollect.domain.job import JobSummary
from recollect.storage.views.labels import JobLabel
from recollect.web.pages.analyses.rows import view_row
from recollect.web.pages.lists import Choice, choose, offer_jobs
from recollect.web.pages.wording import Moment, Status, name_job, shorten

ENGINES = {"builtin": "Built-in engine", "imported": "An earlier system"}
RATED = {"yes": "With feedback", "no": "Without feedback"}
PATH = "/analyses"


class HistoryRow(Struct, frozen=True, kw_only=True):
    """An analysis as a line of the history."""

    analysis_id: str
    job_id: str
    person: str
    job: str
    company: str
    score: str
    ruler: Markup
    verdict: Status
    reason: str
    moment: Moment
    feedback_count: int
    job_changed: bool
    failed: bool


class Filters(Struct, frozen=True, kw_only=True):
    """What the form offers, with what is chosen; `query` is what the address says."""

    query: Mapping[str, str]
    jobs: tuple[Choice, ...]
    recommendations: tuple[Choice, ...]
    engines: tuple[Choice, ...]
    rated: tuple[Choice, ...]


def view_history(
    found: Sequence[AnalysisSummary], labels: Mapping[str, JobLabel], ranges: Mapping[str, ScoreRange]
) -> tuple[HistoryRow, ...]:
    """Show analyses as lines, each with what its job is called now."""
    return tuple(_row(one, labels.get(one.job_id), ranges.get(one.analysis_id)) for one in found)


def view_filters(query: Mapping[str, str], offered: Sequence[JobSummary], chosen: JobLabel | None) -> Filters:
    """Show the form."""
    return Filters(
        query=query,
        jobs=offer_jobs(offered, query.get("job", ""), chosen),
        recommendations=choose([("", "Any"), *((one, one) for one in RECOMMENDATIONS)], query.get("recommendation")),
        engines=choose([("", "Any"), *ENGINES.items()], query.get("engine")),
        rated=choose([("", "Either"), *RATED.items()], query.get("rated")),
    )


def label_filters(query: Mapping[str, str], job: JobLabel | None, person: str) -> dict[str, str]:
    """Say each filter in force in words; one that stands beside another says both."""
    low, high = query.get("min", ""), query.get("max", "")
    return {
        "job": f"Job: {name_job(job) if job else query.get('job')}" if query.get("job") else "",
        "resume": f"Résumé: {person or query.get('resume')}" if query.get("resume") else "",
        "min": f"Score from {low}" if low else "",
        "max": f"Score up to {high}" if high else "",
        "recommendation": query.get("recommendation", ""),
        "engine": ENGINES.get(query.get("engine", ""), ""),
        "rated": RATED.get(query.get("rated", ""), ""),
        "since": f"Since {query['since']}" if query.get("since") else "",
        "until": f"Until {query['until']}" if query.get("until") else "",
    }


def _row(one: AnalysisSummary, job: JobLabel | None, likely: ScoreRange | None) -> HistoryRow:
    row = view_row(one, likely, None)
    return HistoryRow(
        analysis_id=row.analysis_id,
        job_id=row.job_id,
        person=row.person,
        job=shorten((job.role_name or job.description_preview).strip()) if job else row.job_id,
        company=job.company_name.strip() if job else "",
        score=row.score,
        ruler=row.ruler,
        verdict=Status("gap", "Failed") if one.status == "failed" else row.verdict,
        reason=row.reason,
        moment=row.moment,
        feedback_count=row.feedback_count,
        job_changed=one.job_changed,
        failed=one.status == "failed",
    )
