"""What surrounds every page: the jobs as tabs, the way around, and what is stored."""

from __future__ import annotations

from fastapi import Request
from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.job import JobSummary
from recollect.services.memory import Memory
from recollect.services.storage_statistics import StorageStatistics, storage_statistics
from recollect.settings import Settings
from recollect.storage import jobs
from recollect.storage.callers import current_job_id
from recollect.web.pages.wording import say_bytes, say_count, title_of

_TABS = 4
_PICKED_FROM = 100


class JobTab(Struct, frozen=True, kw_only=True):
    """A job to switch to."""

    job_id: str
    title: str
    company: str
    is_current: bool


class Frame(Struct, frozen=True, kw_only=True):
    """What surrounds a page."""

    tabs: tuple[JobTab, ...]
    jobs: tuple[JobTab, ...]
    job_total: int
    resume_total: int
    analysis_total: int
    stored: tuple[str, ...]
    asks_for_token: bool
    has_job: bool


def read_frame(request: Request) -> Frame:
    """Read what surrounds a page of this request."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    settings: Settings = request.app.state.settings
    statistics = storage_statistics(memory, caller)
    with memory.read(caller) as reader:
        current = current_job_id(reader, caller.caller_id)
        listed = jobs.list_jobs(reader, cursor=None, limit=_PICKED_FROM).items
        missing = current is not None and all(job.job_id != current for job in listed)
        kept = jobs.get_job(reader, current) if missing and current else None
    tabs = [make_tab(job, current) for job in listed]
    if kept is not None:
        tabs.append(JobTab(job_id=kept.job_id, title=title_of(kept), company=kept.company_name, is_current=True))
    return build_frame(tabs, statistics, asks_for_token=bool(settings.token))


def build_frame(tabs: list[JobTab], statistics: StorageStatistics, *, asks_for_token: bool) -> Frame:
    """Put the surroundings together; the current job comes first among the tabs."""
    in_front = sorted(tabs, key=lambda tab: not tab.is_current)[:_TABS]
    return Frame(
        tabs=tuple(in_front),
        jobs=tuple(tabs),
        job_total=statistics.jobs.total,
        resume_total=statistics.resumes.total,
        analysis_total=statistics.analyses.total,
        stored=(
            say_count(statistics.jobs.total, "job"),
            say_count(statistics.resumes.total, "résumé"),
            say_count(statistics.analyses.total, "analysis"),
            f"{statistics.feedback.total_feedback:,} feedback",
            f"{say_bytes(statistics.bytes.database + statistics.bytes.documents)} on disk",
        ),
        asks_for_token=asks_for_token,
        has_job=any(tab.is_current for tab in tabs),
    )


def make_tab(job: JobSummary, current: str | None) -> JobTab:
    """Make the tab of a job."""
    return JobTab(job_id=job.job_id, title=title_of(job), company=job.company_name, is_current=job.job_id == current)
