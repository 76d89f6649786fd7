"""What surrounds every page: the way around, the jobs as tabs, what goes on, what was just done, and what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fastapi import Request
from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.job import JobSummary
from recollect.domain.task import Task
from recollect.services.history.undo_offers import UndoOffer
from recollect.services.memory import Memory
from recollect.services.upkeep.store_glance import Glance, Holding, glance, read_holding, read_work
from recollect.settings import Settings
from recollect.web.pages.looks.choices import Looks, read_looks
from recollect.web.pages.told import read_told
from recollect.web.pages.tour import TourView, read_tour
from recollect.web.pages.wording import (
    Moment,
    name_job,
    say_bytes,
    say_count,
    say_moment,
    say_time_left,
    tell_apart,
    title_of,
)

_TABS = 4
_PICKED_FROM = 50


class Place(Struct, frozen=True, kw_only=True):
    """An entry of the navigation; `key` is what follows g to go there."""

    name: str
    icon: str
    address: str
    here: str
    key: str = ""
    is_first: bool = False


PLACES = (
    Place(name="Job", icon="briefcase", address="/", here="job", is_first=True),
    Place(name="Jobs", icon="layers", address="/jobs", here="jobs", key="j", is_first=True),
    Place(name="Résumés", icon="file-text", address="/resumes", here="resumes", key="r", is_first=True),
    Place(name="Analyses", icon="list-checks", address="/analyses", here="analyses", key="a", is_first=True),
    Place(name="Feedback", icon="message-square", address="/feedback", here="feedback", key="f"),
    Place(name="Templates", icon="copy", address="/templates", here="templates", key="t"),
    Place(name="Work", icon="list-todo", address="/work", here="work", key="w"),
    Place(name="Audit trail", icon="history", address="/audit", here="audit"),
    Place(name="Storage", icon="hard-drive", address="/storage", here="storage", key="s"),
    Place(name="Settings", icon="settings", address="/settings", here="settings"),
)
"""All that the navigation may hold; a place is shown once it has a page."""


class PlaceView(Struct, frozen=True, kw_only=True):
    """A place, and how much there is."""

    place: Place
    count: str


class JobTab(Struct, frozen=True, kw_only=True):
    """A job to switch to."""

    job_id: str
    title: str
    company: str
    label: str
    is_current: bool


class WorkView(Struct, frozen=True, kw_only=True):
    """The work that goes on, in one line; nothing goes on when `total` is 0."""

    done: int
    total: int
    said: str
    is_paused: bool


class StoredView(Struct, frozen=True, kw_only=True):
    """What is stored and where, for the strip at the bottom."""

    parts: tuple[str, ...]
    folder: str
    saved: Moment | None
    archive: str
    archive_problem: str


class Frame(Struct, frozen=True, kw_only=True):
    """What surrounds a page; `at` is its own address."""

    at: str
    looks: Looks
    places: tuple[PlaceView, ...]
    tabs: tuple[JobTab, ...]
    jobs: tuple[JobTab, ...]
    job_total: int
    work: WorkView
    stored: StoredView
    told: UndoOffer | None
    told_is_undone: bool
    can_search: bool
    asks_for_token: bool
    seen: str
    tour: TourView | None
    is_new: bool

    @property
    def has_job(self) -> bool:
        """Whether a current job is chosen."""
        return any(tab.is_current for tab in self.jobs)


def read_frame(request: Request) -> Frame:
    """Read what surrounds a page of this request."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    settings: Settings = request.app.state.settings
    paths: frozenset[str] = request.app.state.page_paths
    seen = glance(memory, caller, job_limit=_PICKED_FROM)
    told = read_told(request)
    return Frame(
        at=_own_address(request),
        looks=read_looks(request),
        places=view_places(seen.holding, paths),
        tabs=make_tabs(seen, _TABS),
        jobs=make_tabs(seen, _PICKED_FROM),
        job_total=seen.holding.jobs,
        work=view_work(seen.work),
        stored=view_stored(seen.holding),
        told=told.offer,
        told_is_undone=told.is_undone,
        can_search="/search" in paths,
        asks_for_token=bool(settings.token),
        seen=f"{seen.marks.tasks}~{seen.marks.store}",
        tour=read_tour(request),
        is_new=not seen.holding.analyses,
    )


def read_work_line(request: Request) -> WorkView:
    """Read the work that goes on."""
    return view_work(read_work(request.app.state.memory, request.state.caller))


def read_stored(request: Request) -> tuple[StoredView, tuple[PlaceView, ...]]:
    """Read what is stored and where, and how much of it each place holds."""
    holding = read_holding(request.app.state.memory, request.state.caller)
    return view_stored(holding), view_places(holding, request.app.state.page_paths)


def view_places(holding: Holding, paths: frozenset[str]) -> tuple[PlaceView, ...]:
    """Show the places that have a page among `paths`, with how much there is."""
    counts = {
        "jobs": holding.jobs,
        "resumes": holding.resumes,
        "analyses": holding.analyses,
        "feedback": holding.feedback,
        "templates": holding.templates,
    }
    return tuple(
        PlaceView(place=place, count=f"{counts[place.here]:,}" if place.here in counts else "")
        for place in PLACES
        if place.address in paths
    )


def make_tabs(seen: Glance, most: int) -> tuple[JobTab, ...]:
    """Give the newest jobs as tabs; the current one comes first where it is not among them."""
    current = seen.current
    listed = list(seen.newest_jobs[:most])
    if current is not None and all(job.job_id != current.job_id for job in listed):
        listed = [current, *listed[: most - 1]]
    labels = tell_apart({job.job_id: name_job(job) for job in listed})
    return tuple(_tab(job, current, labels[job.job_id]) for job in listed)


def view_work(going_on: Sequence[Task]) -> WorkView:
    """Say in one line how far the work is that goes on."""
    total = sum(task.total - task.cancelled for task in going_on)
    done = sum(task.done + task.failed for task in going_on)
    moving = [task for task in going_on if task.state != "paused"]
    left = [task.seconds_left for task in moving if task.seconds_left is not None]
    said = f"{done:,} of {total:,}"
    if going_on and not moving:
        said += ", paused"
    elif left:
        said += f", {say_time_left(max(left))}"
    return WorkView(done=done, total=total, said=said, is_paused=bool(going_on) and not moving)


def view_stored(holding: Holding) -> StoredView:
    """Say what is stored and where."""
    behind = f"archive {say_count(holding.events_behind, 'change')} behind" if holding.events_behind else "archived"
    return StoredView(
        parts=(
            say_count(holding.jobs, "job"),
            say_count(holding.resumes, "résumé"),
            say_count(holding.analyses, "analysis"),
            f"{holding.feedback:,} feedback",
            f"{say_bytes(holding.bytes)} in {holding.database}",
        ),
        folder=str(holding.folder),
        saved=say_moment(holding.saved_at) if isinstance(holding.saved_at, datetime) else None,
        archive=behind if holding.is_archived else "",
        archive_problem=holding.archive_problem or "",
    )


def _tab(job: JobSummary, current: JobSummary | None, label: str) -> JobTab:
    is_current = current is not None and job.job_id == current.job_id
    return JobTab(job_id=job.job_id, title=title_of(job), company=job.company_name, label=label, is_current=is_current)


def _own_address(request: Request) -> str:
    """Give where this page can be asked for again; the answer to a form is not such an address."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
