"""An analysis as a line of a table."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from markupsafe import Markup
from msgspec import Struct

from recollect.domain.analysis import AnalysisSummary, ScoreRange
from recollect.web.pages.charts import score_ruler
from recollect.web.pages.wording import Moment, Status, person_of, reason_of, say_moment, say_score, verdict_of


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
