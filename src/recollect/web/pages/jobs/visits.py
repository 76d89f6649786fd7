"""When somebody last looked at a job, so that its page can tell what came since. Kept in a cookie of their browser.

A visit goes on while the page is opened again within half an hour; what was new stays new until it is over.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from fastapi import Request, Response
from msgspec import Struct

_COOKIE = "recollect_visits"
_ENTRY = re.compile(r"([0-9a-f]{8})-(\d{1,11})-(\d{1,11})")
_MOST_JOBS = 20
_GOES_ON_FOR = timedelta(minutes=30)
_A_YEAR_S = 365 * 24 * 3600


class Visit(Struct, frozen=True):
    """A visit of a job: when the one before ended, and when its page was last opened; in seconds since 1970."""

    job_id: str
    before_s: int
    last_s: int

    @property
    def since(self) -> datetime | None:
        """From when on things are new; None on the first visit."""
        return datetime.fromtimestamp(self.before_s, UTC) if self.before_s else None


def read_visit(request: Request, job_id: str, now: datetime) -> Visit:
    """Give this visit of a job, as it is now."""
    now_s = int(now.timestamp())
    kept = next((one for one in _read(request) if one.job_id == job_id), None)
    if kept is None or kept.last_s > now_s:
        return Visit(job_id, 0, now_s)
    if now_s - kept.last_s > _GOES_ON_FOR.total_seconds():
        return Visit(job_id, kept.last_s, now_s)
    return Visit(job_id, kept.before_s, now_s)


def keep_visit(request: Request, answer: Response, visit: Visit) -> None:
    """Let the browser remember this visit, and those of the jobs that were looked at lately."""
    others = [one for one in _read(request) if one.job_id != visit.job_id][: _MOST_JOBS - 1]
    written = ".".join(f"{one.job_id}-{one.before_s}-{one.last_s}" for one in [visit, *others])
    answer.set_cookie(
        _COOKIE, written, max_age=_A_YEAR_S, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )


def _read(request: Request) -> list[Visit]:
    found = (_ENTRY.fullmatch(entry) for entry in request.cookies.get(_COOKIE, "").split("."))
    return [Visit(one[1], int(one[2]), int(one[3])) for one in found if one is not None][:_MOST_JOBS]
