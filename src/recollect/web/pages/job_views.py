"""A job as its page shows it: its analyses best first, the newest résumés, what it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from markupsafe import Markup
from msgspec import Struct

from recollect.domain.analysis import AnalysisSummary, Requirement, ScoreRange
from recollect.domain.job import Job
from recollect.domain.resume import ResumeSummary
from recollect.web.pages.charts import Dot, leading_group, score_ruler, score_strip
from recollect.web.pages.wording import (
    Moment,
    Status,
    person_of,
    reason_of,
    say_count,
    say_moment,
    say_score,
    title_of,
    verdict_of,
)

_FEWEST_DOTS = 3
STRENGTHS = {"must": "Must have", "plain": "Asked for", "nice": "Nice to have"}
KINDS = {
    "skill": "skill",
    "experience": "experience",
    "education": "education",
    "certification": "certificate",
    "language": "language",
    "location": "place",
    "seniority": "seniority",
    "other": "other",
}
QUALITIES = {
    "good": Status("ok", "good"),
    "fair": Status("part", "fair, check the reading order"),
    "none": Status("gap", "a scan without text"),
    "poor": Status("gap", "poor, read it beside the file"),
}


class AnalysisRow(Struct, frozen=True, kw_only=True):
    """An analysis as a line of a table."""

    analysis_id: str
    job_id: str
    person: str
    score: str
    ruler: Markup
    verdict: Status
    reason: str
    moment: Moment
    feedback_count: int


class ResumeRow(Struct, frozen=True, kw_only=True):
    """A résumé as a line of a table; `analysis_id` of its newest analysis for the job of the page."""

    resume_id: str
    person: str
    filename: str
    pages: str
    quality: Status
    analysis_count: int
    moment: Moment
    analysis_id: str | None


class RequirementGroup(Struct, frozen=True, kw_only=True):
    """The requirements of one strength, as text and kind."""

    heading: str
    items: tuple[tuple[str, str], ...]


class JobView(Struct, frozen=True, kw_only=True):
    """A job as its page shows it."""

    job_id: str
    title: str
    company: str
    description: str
    version: int
    moment: Moment
    requirement_total: int
    requirements_edited: bool
    requirements: tuple[RequirementGroup, ...]


class PoolView(Struct, frozen=True, kw_only=True):
    """The analyses of a job: a finding, all scores at a glance, and one page of rows."""

    headline: str
    about: str
    strip: Markup | None
    rows: tuple[AnalysisRow, ...]
    total: int
    page: int
    pages: int


def view_job(job: Job) -> JobView:
    """Show a job and what it asks for, musts first."""
    return JobView(
        job_id=job.job_id,
        title=title_of(job),
        company=job.company_name,
        description=job.job_description,
        version=job.version,
        moment=say_moment(job.created_at),
        requirement_total=len(job.requirements),
        requirements_edited="requirements" in job.edited,
        requirements=tuple(_group(job.requirements, strength) for strength in STRENGTHS if _of(job, strength)),
    )


def newest_of_each(found: Sequence[AnalysisSummary]) -> list[AnalysisSummary]:
    """Keep one analysis of each résumé, the newest; `found` come newest first."""
    newest: dict[str, AnalysisSummary] = {}
    for summary in found:
        newest.setdefault(summary.resume_id, summary)
    return list(newest.values())


def median_score(pool: Sequence[AnalysisSummary]) -> float | None:
    """Give the median of the scores that there are."""
    scores = [one.overall_score for one in pool if one.overall_score is not None]
    return median(scores) if scores else None


def rank_analyses(pool: Sequence[AnalysisSummary]) -> list[AnalysisSummary]:
    """Order analyses best first, those without a score last; of the same score the newer first."""
    return sorted(
        pool, key=lambda a: (-1.0 if a.overall_score is None else a.overall_score, a.created_at), reverse=True
    )


def view_pool(
    ranked: Sequence[AnalysisSummary],
    ranges: Mapping[str, ScoreRange],
    *,
    looked_at: int,
    total: int,
    page: int,
    page_size: int,
) -> PoolView:
    """Show the analyses of a job.

    `ranked` has the newest of each résumé among the `looked_at` newest of all `total` analyses; `ranges` has the
    likely ranges of those on the page.
    """
    shown = ranked[(page - 1) * page_size : page * page_size]
    middle = median_score(ranked)
    dots = [Dot(a.overall_score, person_of(a.candidate_name)) for a in ranked if a.overall_score is not None]
    return PoolView(
        headline=_headline(shown, ranges, len(ranked)) if page == 1 else f"Page {page} of the analyses",
        about=_about(len(ranked), looked_at, total, middle),
        strip=score_strip(dots) if len(dots) >= _FEWEST_DOTS and page == 1 else None,
        rows=tuple(view_row(a, ranges.get(a.analysis_id), middle) for a in shown),
        total=total,
        page=page,
        pages=max(1, -(-len(ranked) // page_size)),
    )


def view_row(summary: AnalysisSummary, score_range: ScoreRange | None, middle: float | None) -> AnalysisRow:
    """Show an analysis as a line."""
    return AnalysisRow(
        analysis_id=summary.analysis_id,
        job_id=summary.job_id,
        person=person_of(summary.candidate_name),
        score=say_score(summary.overall_score),
        ruler=score_ruler(
            summary.overall_score,
            low=score_range.low if score_range else None,
            high=score_range.high if score_range else None,
            median=middle,
        ),
        verdict=verdict_of(summary.hiring_recommendation),
        reason=reason_of(summary.hiring_recommendation),
        moment=say_moment(summary.created_at),
        feedback_count=summary.feedback_count,
    )


def view_resume_row(resume: ResumeSummary, analysed: Mapping[str, str]) -> ResumeRow:
    """Show a résumé as a line; `analysed` gives the newest analysis of a résumé for the job of the page."""
    return ResumeRow(
        resume_id=resume.resume_id,
        person=person_of(resume.candidate_name),
        filename=resume.original_filename,
        pages="–" if resume.pages is None else str(resume.pages),
        quality=QUALITIES[resume.text_quality],
        analysis_count=resume.analysis_count,
        moment=say_moment(resume.uploaded_at),
        analysis_id=analysed.get(resume.resume_id),
    )


def _headline(shown: Sequence[AnalysisSummary], ranges: Mapping[str, ScoreRange], count: int) -> str:
    """Write a finding where the likely ranges bear it out, and a plain title where they do not."""
    found = [ranges.get(a.analysis_id) for a in shown]
    leading = leading_group([(r.low, r.high) if r else None for r in found])
    if count < _FEWEST_DOTS or leading == 0:
        return "Analyses"
    if leading == 1:
        return f"{person_of(shown[0].candidate_name)} is ahead of the others."
    if leading < count:
        first = "The first" if leading < len(shown) else "At least the first"
        return f"{first} {leading} of {count} are too close to rank."
    return f"All {count} are too close to rank."


def _about(count: int, looked_at: int, total: int, middle: float | None) -> str:
    if not total:
        return ""
    said = f"{say_count(count, 'résumé')} analysed, best first"
    if middle is not None:
        said += f"; the median is {middle:.0f}"
    if looked_at < total:
        return f"{said}; from the newest {looked_at:,} of {total:,} analyses"
    return f"{said}; {say_count(total, 'analysis')} in all" if count < total else said


def _of(job: Job, strength: str) -> list[Requirement]:
    return [one for one in job.requirements if one.strength == strength]


def _group(requirements: Sequence[Requirement], strength: str) -> RequirementGroup:
    return RequirementGroup(
        heading=STRENGTHS[strength],
        items=tuple((one.text, KINDS[one.kind]) for one in requirements if one.strength == strength),
    )
