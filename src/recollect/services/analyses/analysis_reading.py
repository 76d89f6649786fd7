"""An analysis with all that it is read beside: job, text and pages, the pair's other analyses, feedback."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.analysis import Analysis
from recollect.domain.caller import Caller
from recollect.domain.feedback import Feedback
from recollect.domain.job import JobVersion
from recollect.domain.paging import Page
from recollect.errors import NotFound
from recollect.services.analyses.analysis_comparison import Changes, compare_analyses
from recollect.services.jobs.job_standing import Standing, stand_in_job
from recollect.services.memory import Memory
from recollect.services.resumes.marked_pages import MarkedPage, mark_pages
from recollect.storage.records import analyses, feedback_drafts, jobs, readings, resumes
from recollect.storage.records.feedback_drafts import KeptDraft
from recollect.storage.unit import Reader
from recollect.storage.views.feedback_lists import FeedbackFilter, list_feedback

MOST_OF_PAIR = 6
MOST_FEEDBACK = 50


class AnalysisReading(Struct, frozen=True, kw_only=True):
    """An analysis and what belongs to it.

    `pages` is empty for a format without pages, and where the document is gone; `resume_is_kept` says whether it is.
    `of_pair` are the newest analyses of the same résumé for the same job, this one among them, newest first; `changes`
    tell for each that is older than this one how it became this one.
    """

    analysis: Analysis
    job: JobVersion
    job_is_kept: bool
    text: str
    pages: tuple[MarkedPage, ...]
    resume_is_kept: bool
    standing: Standing
    of_pair: tuple[Analysis, ...]
    changes: dict[str, Changes]
    feedback: Page[Feedback]
    draft: KeptDraft | None


def read_analysis(memory: Memory, caller: Caller, analysis_id: str) -> AnalysisReading:
    """Give an analysis and what belongs to it, or raise `NotFound`."""
    with memory.read(caller) as reader:
        analysis = analyses.get_analysis(reader, analysis_id)
        text = readings.get_text(reader, analysis.text_sha256)
        has_pages = _has_pages(reader, analysis.resume_id)
        of_pair = analyses.list_of_pair(reader, analysis.job_id, analysis.resume_id, limit=MOST_OF_PAIR)
        return AnalysisReading(
            analysis=analysis,
            job=jobs.get_job_version(reader, analysis.job_id, analysis.job_version),
            job_is_kept=_is_kept(reader, analysis.job_id),
            text=text,
            pages=_pages(reader, analysis, text) if has_pages else (),
            resume_is_kept=has_pages is not None,
            standing=stand_in_job(reader, analysis),
            of_pair=tuple(of_pair),
            changes=_changes(analysis, of_pair),
            feedback=list_feedback(
                reader, FeedbackFilter(analysis_id=analysis.analysis_id), cursor=None, limit=MOST_FEEDBACK
            ),
            draft=feedback_drafts.find_draft(reader, caller.caller_id, analysis.analysis_id),
        )


def _has_pages(reader: Reader, resume_id: str) -> bool | None:
    """Tell whether the pages of a résumé can be drawn, or None when it is not there any more."""
    try:
        resume = resumes.get_resume(reader, resume_id)
    except NotFound:
        return None
    return resume.media_type == "application/pdf" and resume.pages is not None


def _is_kept(reader: Reader, job_id: str) -> bool:
    try:
        jobs.get_job(reader, job_id)
    except NotFound:
        return False
    return True


def _pages(reader: Reader, analysis: Analysis, text: str) -> tuple[MarkedPage, ...]:
    layout = readings.get_layout_of(reader, analysis.resume_id, analysis.text_sha256)
    return mark_pages(text, layout, analysis.analysis_result)


def _changes(analysis: Analysis, of_pair: list[Analysis]) -> dict[str, Changes]:
    """Compare with each older one; `of_pair` comes newest first."""
    ids = [one.analysis_id for one in of_pair]
    older = of_pair[ids.index(analysis.analysis_id) + 1 :] if analysis.analysis_id in ids else []
    return {one.analysis_id: compare_analyses(one, analysis) for one in older}
