"""What stands above each page of a job: how it is called, its tabs, and what can be done to it."""

from __future__ import annotations

from fastapi import Request
from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.job import Job
from recollect.services.memory import Memory
from recollect.storage.records.callers import current_job_id
from recollect.storage.views.feedback_lists import FeedbackFilter, list_feedback
from recollect.web.pages.wording import Moment, say_moment, title_of


class JobTabs(Struct, frozen=True, kw_only=True):
    """The head of a job's pages; `tabs` are name, what stands beside it, address, and whether it is open."""

    job_id: str
    title: str
    company: str
    version: int
    moment: Moment
    is_current: bool
    tabs: tuple[tuple[str, str, str, bool], ...]


def read_tabs(request: Request, job: Job, here: str) -> JobTabs:
    """Read the head of a job's page; `here` names the tab that is open."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    with memory.read(caller) as reader:
        current = current_job_id(reader, caller.caller_id)
        said = list_feedback(reader, FeedbackFilter(job_id=job.job_id), cursor=None, limit=1)
    at = f"/jobs/{job.job_id}"
    tabs = (
        ("overview", "Overview", "", at),
        ("feedback", "Feedback", f"{said.total:,}", f"{at}/feedback"),
        ("description", "Description", f"v{job.version}", f"{at}/description"),
        ("history", "History", "", f"{at}/history"),
    )
    return JobTabs(
        job_id=job.job_id,
        title=title_of(job),
        company=job.company_name,
        version=job.version,
        moment=say_moment(job.created_at),
        is_current=job.job_id == current,
        tabs=tuple((name, count, address, key == here) for key, name, count, address in tabs),
    )
