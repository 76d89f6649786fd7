"""Where an analysis stands among those for its job: each résumé once, by its newest analysis, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from msgspec import Struct

from recollect.domain.analysis import AnalysisSummary
from recollect.domain.ids import AnalysisId
from recollect.storage.unit import Reader
from recollect.storage.views.job_scores import PairScore, list_scores

MOST_COMPARED = 2_000
"""So many of a job's newest analyses are compared."""


class Medians(Struct, frozen=True, kw_only=True):
    """The median of the scores of a job's résumés, in all and of each part; None where none of them has one."""

    overall: float | None = None
    skills: float | None = None
    experience: float | None = None
    education: float | None = None


class Standing(Struct, frozen=True, kw_only=True):
    """A place among the résumés of a job, from 1; what comes before and after it; and the medians of them all.

    `newest` is the newest analysis of the same résumé. Without a place the analysis is older than those compared.
    """

    position: int | None
    of: int
    is_lower_bound: bool
    better: AnalysisId | None
    worse: AnalysisId | None
    newest: AnalysisId | None
    medians: Medians


def stand_in_job(reader: Reader, analysis: AnalysisSummary) -> Standing:
    """Give where the résumé of an analysis stands for its job."""
    found = list_scores(reader, analysis.job_id, limit=MOST_COMPARED)
    newest: dict[str, PairScore] = {}
    for one in found:
        newest.setdefault(one.resume_id, one)
    ranked = sorted(newest.values(), key=_from_best)  # of the same score the newer stays first
    at = next((place for place, one in enumerate(ranked) if one.resume_id == analysis.resume_id), None)
    return Standing(
        position=None if at is None else at + 1,
        of=len(ranked),
        is_lower_bound=len(found) == MOST_COMPARED,
        better=ranked[at - 1].analysis_id if at else None,
        worse=ranked[at + 1].analysis_id if at is not None and at + 1 < len(ranked) else None,
        newest=None if at is None else ranked[at].analysis_id,
        medians=_medians(ranked),
    )


def _medians(ranked: Sequence[PairScore]) -> Medians:
    return Medians(
        overall=_median(one.overall_score for one in ranked),
        skills=_median(one.skill_match_score for one in ranked),
        experience=_median(one.experience_match_score for one in ranked),
        education=_median(one.education_match_score for one in ranked),
    )


def _median(scores: Iterable[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return median(known) if known else None


def _from_best(one: PairScore) -> float:
    return 1.0 if one.overall_score is None else -one.overall_score
