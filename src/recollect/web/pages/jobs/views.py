"""A job as its page shows it: its analyses best first, the newest résumés, what it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from recollect.domain.analysis import AnalysisSummary, Requirement, ScoreRange
from recollect.domain.job import Job
from recollect.web.pages.analyses.rows import AnalysisRow, median_score, view_row
from recollect.web.pages.charts import Dot, leading_group, score_strip
from recollect.web.pages.wording import KINDS, STRENGTHS, Moment, person_of, say_count, say_moment, title_of

_FEWEST_DOTS = 3


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
