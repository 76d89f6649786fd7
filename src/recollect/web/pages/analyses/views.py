"""An analysis as its page shows it: what was found, beside the document, and what became of the pair before."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

from recollect.domain.analysis import Analysis, AnalysisResult
from recollect.services.analyses.analysis_comparison import Cause, Changes, RequirementChange
from recollect.services.analyses.analysis_reading import MOST_OF_PAIR, AnalysisReading
from recollect.web.pages.analyses.finding_views import STATUSES
from recollect.web.pages.analyses.page_tens import PAGES_AT_ONCE, PageTens, find_tens
from recollect.web.pages.analyses.page_views import DrawnPage, draw_pages
from recollect.web.pages.analyses.result_views import ResultView, mark_quotes, view_marks, view_result
from recollect.web.pages.feedback.views import Corrections, FeedbackView, view_corrections, view_feedback
from recollect.web.pages.wording import (
    Moment,
    Status,
    person_of,
    say_moment,
    say_score,
    title_of,
    verdict_of,
)

_ABSENT = Status("wait", "Not asked for")
_CAUSES = {
    "job": "Job",
    "text": "Text of the résumé",
    "engine": "Engine",
    "lexicon": "Lexicon",
    "calibration": "Calibration",
    "weights": "Weights",
}


class Neighbours(Struct, frozen=True, kw_only=True):
    """Where a résumé stands for its job, in words, and the analyses before and after it."""

    place: str
    better: str | None
    worse: str | None
    newest: str | None


class Change(Struct, frozen=True, kw_only=True):
    """A requirement that was judged otherwise."""

    text: str
    before: Status
    after: Status


class PairView(Struct, frozen=True, kw_only=True):
    """Another analysis of the same pair; of an older one, how it became the one that is shown."""

    analysis_id: str
    moment: Moment
    score: str
    verdict: Status
    is_shown: bool
    is_older: bool
    difference: str
    changes: tuple[Change, ...]
    causes: tuple[tuple[str, str, str], ...]


class AnalysisView(Struct, frozen=True, kw_only=True):
    """An analysis as its page shows it; `text` is empty where the pages are shown instead."""

    analysis_id: str
    job_id: str
    job_is_kept: bool
    resume_id: str
    resume_is_kept: bool
    person: str
    job_title: str
    job_version: int
    job_changed: bool
    filename: str
    moment: Moment
    version: int
    notes: str
    failure: str | None
    result: ResultView | None
    neighbours: Neighbours
    has_pages: bool
    pages: tuple[DrawnPage, ...]
    tens: PageTens
    text: Markup
    pair: tuple[PairView, ...]
    pair_is_whole: bool
    feedback: tuple[FeedbackView, ...]
    feedback_total: int
    corrections: Corrections


def view_analysis(
    reading: AnalysisReading,
    *,
    as_text: bool,
    first_page: int = 1,
    query: Mapping[str, str] | None = None,
    is_whole: bool = False,
) -> AnalysisView:
    """Show an analysis beside the very text that it saw, or ten of its pages; all of them where it `is_whole`.

    The ways to its other pages keep what `query` says.
    """
    analysis, result = reading.analysis, reading.analysis.analysis_result
    tens = find_tens(reading.pages, first_page, own=f"/analyses/{analysis.analysis_id}", query=query)
    pages = () if as_text else reading.pages if is_whole else reading.pages[tens.first - 1 : tens.last]
    text = Markup.escape("" if pages else reading.text)
    feedback = tuple(view_feedback(one) for one in reading.feedback.items)
    if result is not None and not pages:
        text = mark_quotes(reading.text, result)
    return AnalysisView(
        analysis_id=analysis.analysis_id,
        job_id=analysis.job_id,
        job_is_kept=reading.job_is_kept,
        resume_id=analysis.resume_id,
        resume_is_kept=reading.resume_is_kept,
        person=person_of(analysis.candidate_name, result.filename if result else ""),
        job_title=title_of(reading.job) + (f", {reading.job.company_name}" if reading.job.company_name else ""),
        job_version=analysis.job_version,
        job_changed=analysis.job_changed,
        filename=result.filename if result else "",
        moment=say_moment(analysis.created_at),
        version=analysis.version,
        notes=analysis.notes,
        failure=analysis.failure,
        result=_view_result(reading, result, tens if pages and not is_whole else None, on_pages=bool(pages)),
        neighbours=_neighbours(reading),
        has_pages=bool(reading.pages),
        pages=draw_pages(
            analysis.resume_id,
            pages,
            view_marks(result) if result else {},
            with_text=len(pages) <= PAGES_AT_ONCE,
        ),
        tens=tens,
        text=text,
        pair=tuple(_view_pair(reading, one) for one in reading.of_pair),
        pair_is_whole=len(reading.of_pair) < MOST_OF_PAIR,
        feedback=feedback,
        feedback_total=reading.feedback.total,
        corrections=view_corrections(feedback),
    )


def _view_result(
    reading: AnalysisReading, result: AnalysisResult | None, tens: PageTens | None, *, on_pages: bool
) -> ResultView | None:
    if result is None:
        return None
    if tens is None:
        return view_result(result, reading.standing, on_pages=on_pages)
    return view_result(result, reading.standing, on_pages=on_pages, address_of=tens.address_of)


def _neighbours(reading: AnalysisReading) -> Neighbours:
    stands = reading.standing
    total = f"the newest {stands.of:,}" if stands.is_lower_bound else f"{stands.of:,}"
    is_newest = stands.newest in {None, reading.analysis.analysis_id}
    return Neighbours(
        place="" if stands.position is None else f"{stands.position:,} of {total}",
        better=stands.better,
        worse=stands.worse,
        newest=None if is_newest else stands.newest,
    )


def _view_pair(reading: AnalysisReading, one: Analysis) -> PairView:
    changes = reading.changes.get(one.analysis_id)
    return PairView(
        analysis_id=one.analysis_id,
        moment=say_moment(one.created_at),
        score=say_score(one.overall_score),
        verdict=verdict_of(one.hiring_recommendation),
        is_shown=one.analysis_id == reading.analysis.analysis_id,
        is_older=changes is not None,
        difference=_say_difference(changes) if changes else "",
        changes=tuple(_view_change(change) for change in changes.requirements) if changes else (),
        causes=tuple(_view_cause(cause) for cause in changes.causes) if changes else (),
    )


def _say_difference(changes: Changes) -> str:
    difference = changes.difference
    if difference is None:
        return "no score to compare"
    if difference == 0:
        return "the same score"
    amount = abs(difference)
    return f"{amount:g} {'point' if amount == 1 else 'points'} {'more' if difference > 0 else 'less'} since"


def _view_change(change: RequirementChange) -> Change:
    before = _ABSENT if change.before is None else STATUSES[change.before]
    after = _ABSENT if change.after is None else STATUSES[change.after]
    return Change(text=change.text, before=before, after=after)


def _view_cause(cause: Cause) -> tuple[str, str, str]:
    return (_CAUSES[cause.kind], cause.before, cause.after)
