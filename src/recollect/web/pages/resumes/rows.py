"""A résumé as a line of a table."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from recollect.domain.resume import ResumeSummary
from recollect.web.pages.wording import QUALITIES, Moment, Status, person_of, say_moment


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
