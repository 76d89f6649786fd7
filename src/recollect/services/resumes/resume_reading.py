"""A résumé with all that it is read beside: its pages, its person, how it came out for each job."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from recollect.domain.analysis import AnalysisSummary
from recollect.domain.caller import Caller
from recollect.domain.resume import Candidate, Resume, ResumeSummary, SamePerson
from recollect.services.memory import Memory
from recollect.services.resumes.marked_pages import MarkedPage, PageMark, mark_pages
from recollect.services.resumes.resume_rereading import shown
from recollect.storage.records import analyses, candidates, readings, resumes
from recollect.storage.records.analyses import AnalysisFilter
from recollect.storage.records.resumes import StoredResume
from recollect.storage.unit import Reader
from recollect.storage.views import likeness
from recollect.storage.views.labels import JobLabel, label_jobs

MOST_ANALYSES = 200
MOST_OTHERS = 20


class ResumeReading(Struct, frozen=True, kw_only=True):
    """A résumé and what belongs to it.

    `pages` is empty for a format without pages; what is hidden is marked on them as ``H1``, ``H2``, … `across` has its
    newest analysis for each job, best first; `others` are the person's other résumés, `offers` the people who may be
    the same one.
    """

    resume: Resume
    text: str
    pages: tuple[MarkedPage, ...]
    person: Candidate
    others: tuple[ResumeSummary, ...]
    offers: tuple[SamePerson, ...]
    across: tuple[AnalysisSummary, ...]
    analysis_total: int
    jobs: dict[str, JobLabel]
    versions: tuple[dict[str, Any], ...]


def read_resume(memory: Memory, caller: Caller, resume_id: str) -> ResumeReading:
    """Give a résumé and what belongs to it, or raise `NotFound`."""
    with memory.read(caller) as reader:
        kept = resumes.get_resume(reader, resume_id)
        text = readings.get_text(reader, kept.text_sha256)
        theirs = resumes.list_resumes(
            reader, query=None, candidate_id=kept.candidate_id, cursor=None, limit=MOST_OTHERS + 1
        )
        judged = analyses.list_analyses(
            reader, AnalysisFilter(resume_id=kept.resume_id), cursor=None, limit=MOST_ANALYSES
        )
        across = _best_first(judged.items)
        return ResumeReading(
            resume=shown(kept),
            text=text,
            pages=_pages(reader, kept, text),
            person=candidates.get_candidate(reader, kept.candidate_id),
            others=tuple(one for one in theirs.items if one.resume_id != kept.resume_id),
            offers=tuple(likeness.find_same_person(reader, kept.candidate_id)),
            across=across,
            analysis_total=judged.total,
            jobs=label_jobs(reader, {one.job_id for one in across}),
            versions=tuple(resumes.list_resume_versions(reader, kept.resume_id)),
        )


def _best_first(found: tuple[AnalysisSummary, ...]) -> tuple[AnalysisSummary, ...]:
    """Keep the newest analysis for each job; `found` comes newest first."""
    newest: dict[str, AnalysisSummary] = {}
    for one in found:
        newest.setdefault(one.job_id, one)
    return tuple(sorted(newest.values(), key=lambda one: 1.0 if one.overall_score is None else -one.overall_score))


def _pages(reader: Reader, kept: StoredResume, text: str) -> tuple[MarkedPage, ...]:
    if kept.media_type != "application/pdf" or kept.pages is None:
        return ()
    pages = mark_pages(text, readings.get_layout(reader, kept.resume_id), None)
    return tuple(
        MarkedPage(
            number=page.number,
            width=page.width,
            height=page.height,
            marks=tuple(
                PageMark(id=f"H{number}", boxes=one.boxes, begins=True)
                for number, one in enumerate(kept.hidden_text, start=1)
                if one.page == page.number and one.boxes
            ),
            lines=page.lines,
        )
        for page in pages
    )
