"""The pool of a job as its page shows it: a finding, all scores at a glance, and one page of analyses best first."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from markupsafe import Markup
from msgspec import Struct

from recollect.domain.job import Thresholds
from recollect.services.jobs.job_overview import WAITING_UP_TO as MOST
from recollect.services.jobs.job_overview import MetShare, Pool, Waiting
from recollect.web.pages.analyses.rows import AnalysisRow, view_row
from recollect.web.pages.charts import Dot, leading_group, score_bars, score_strip
from recollect.web.pages.resumes.rows import ResumeRow, view_resume_row
from recollect.web.pages.wording import STRENGTHS, person_of, say_count

_FEWEST_DOTS, _MOST_DOTS = 3, 200
_STRENGTHS = tuple(STRENGTHS)


class PoolView(Struct, frozen=True, kw_only=True):
    """The analyses of a job: a finding, all scores at a glance, and one page of rows."""

    headline: str
    about: str
    outdated: str
    strip: Markup | None
    rows: tuple[AnalysisRow, ...]
    total: int
    page: int
    pages: int


class MetView(Struct, frozen=True, kw_only=True):
    """How the pool meets one requirement; `share` is of 100, None where no analysis judged it."""

    text: str
    note: str
    share: int | None
    said: str


class WaitingView(Struct, frozen=True, kw_only=True):
    """The newest résumés that wait for an analysis."""

    rows: tuple[ResumeRow, ...]
    total: int
    said: str


def view_pool(pool: Pool, thresholds: Thresholds, *, page: int, page_size: int) -> PoolView:
    """Show the pool of a job."""
    pages = max(1, -(-len(pool.scores) // page_size))
    page = min(max(page, 1), pages)
    scores = [one.score for one in pool.scores if one.score is not None]
    middle = median(scores) if scores else None
    return PoolView(
        headline=_headline(pool) if page == 1 else f"Page {page} of the analyses",
        about=_about(len(pool.scores), scores, middle, thresholds.hire),
        outdated=_outdated(pool),
        strip=_strip(scores, pool.named, thresholds.hire) if page == 1 else None,
        rows=tuple(view_row(one.summary, one.score_range, middle) for one in pool.shown),
        total=len(pool.scores),
        page=page,
        pages=pages,
    )


def view_met(shares: Sequence[MetShare]) -> tuple[MetView, ...]:
    """Show how the pool meets what is asked for, must-haves first, else in the order of the job."""
    return tuple(
        MetView(
            text=one.requirement.text,
            note="" if one.requirement.strength == "plain" else STRENGTHS[one.requirement.strength].lower(),
            share=round(100 * one.met / one.of) if one.of else None,
            said=f"{one.met} of {one.of} met, {one.partly} partly" if one.of else "not judged yet",
        )
        for one in sorted(shares, key=lambda one: _STRENGTHS.index(one.requirement.strength))
    )


def view_waiting(waiting: Waiting) -> WaitingView:
    """Show who waits for an analysis."""
    return WaitingView(
        rows=tuple(view_resume_row(one, {}) for one in waiting.shown),
        total=waiting.total,
        said=f"{waiting.total:,} or more" if waiting.total >= MOST else f"{waiting.total:,}",
    )


def _strip(scores: Sequence[float], named: Sequence[str], bar: float) -> Markup | None:
    if len(scores) < _FEWEST_DOTS:
        return None
    if len(scores) > _MOST_DOTS:
        return score_bars(scores, bar=bar)
    names = [person_of(name) for name in named]
    return score_strip([Dot(score, names[rank] if rank < len(names) else "") for rank, score in enumerate(scores)], bar)


def _headline(pool: Pool) -> str:
    """Write a finding where the likely ranges bear it out, and a plain title where they do not or are outdated."""
    shown, count = pool.shown, len(pool.scores)
    ranges = [one.score_range for one in shown]
    leading = leading_group([(one.low, one.high) if one else None for one in ranges])
    if count < _FEWEST_DOTS or leading == 0 or pool.outdated:
        return "Analyses"
    if leading == 1:
        return f"{person_of(shown[0].summary.candidate_name)} is ahead of the others."
    if leading < count:
        first = "The first" if leading < len(shown) else "At least the first"
        return f"{first} {leading} of {count:,} are too close to rank."
    return f"All {count} are too close to rank."


def _outdated(pool: Pool) -> str:
    if not pool.outdated:
        return ""
    how_many = "All" if pool.outdated == len(pool.scores) else f"{pool.outdated:,} of {len(pool.scores):,}"
    return f"{how_many} were judged before the job was changed."


def _about(count: int, scores: Sequence[float], middle: float | None, bar: float) -> str:
    if not count:
        return ""
    said = f"{say_count(count, 'résumé')} analysed, best first"
    if middle is not None:
        reach = sum(score >= bar for score in scores)
        said += f"; {reach:,} {'reaches' if reach == 1 else 'reach'} {bar:.0f}, the bar for Hire"
        said += f"; the median is {middle:.0f}"
    return said
