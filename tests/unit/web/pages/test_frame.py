from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from factories import START
from recollect.domain.ids import JobId, TaskId
from recollect.domain.job import JobSummary
from recollect.domain.task import Task, TaskState
from recollect.services.upkeep.store_glance import Glance, Holding, LiveMarks
from recollect.web.pages.frame import PLACES, make_tabs, view_places, view_stored, view_work
from recollect.web.pages.routes import PAGE_PATHS

HOLDING = Holding(
    jobs=7,
    resumes=1284,
    analyses=3906,
    feedback=412,
    templates=1,
    bytes=4_400_000,
    database="SQLite",
    folder=Path("/srv/recollect"),
    saved_at=START,
    is_archived=True,
    events_behind=0,
    archive_problem=None,
)


def job(number: int) -> JobSummary:
    return JobSummary(
        job_id=JobId(f"{number:08x}"),
        company_name="",
        role_name=f"Role {number}",
        created_at=START,
        analysis_count=0,
        description_preview="",
    )


def task(state: TaskState, done: int, total: int, *, seconds_left: float | None = None) -> Task:
    return Task(
        task_id=TaskId("task_7d20c6b1e94f"),
        kind="analyse",
        state=state,
        actor="local",
        total=total,
        done=done,
        failed=0,
        cancelled=0,
        seconds_left=seconds_left,
        created_at=START,
        updated_at=START + timedelta(minutes=1),
        ended_at=None,
        revision=2,
    )


def test_only_places_with_a_page_are_shown_with_how_much_there_is() -> None:
    shown = view_places(HOLDING, frozenset({"/", "/jobs", "/settings", "/jobs/{job_id}"}))
    assert [(one.place.name, one.count) for one in shown] == [("Job", ""), ("Jobs", "7"), ("Settings", "")]


def test_every_place_has_a_page() -> None:
    assert {place.address for place in PLACES} <= PAGE_PATHS


def test_the_tabs_stay_in_order_and_hold_the_current_job() -> None:
    newest = tuple(job(number) for number in range(9, 0, -1))
    for current, expected in ((8, [9, 8, 7]), (2, [2, 9, 8]), (None, [9, 8, 7])):
        chosen = None if current is None else job(current)
        tabs = make_tabs(
            Glance(holding=HOLDING, current=chosen, newest_jobs=newest, work=(), marks=LiveMarks("", "")), 3
        )
        assert [int(tab.job_id, 16) for tab in tabs] == expected
        assert [int(tab.job_id, 16) for tab in tabs if tab.is_current] == ([] if current is None else [current])


def test_work_is_told_in_one_line() -> None:
    assert view_work([]).total == 0
    assert view_work([task("running", 14, 38, seconds_left=118.0)]).said == "14 of 38, 2 min left"
    both = view_work([task("running", 14, 38, seconds_left=20.0), task("queued", 0, 2)])
    assert (both.done, both.total, both.said) == (14, 40, "14 of 40, 20 s left")
    assert view_work([task("paused", 3, 9)]).said == "3 of 9, paused"


def test_the_strip_says_what_is_stored_and_where() -> None:
    shown = view_stored(HOLDING)
    assert shown.parts == ("7 jobs", "1,284 résumés", "3,906 analyses", "412 feedback", "4.2 MB in SQLite")
    assert (shown.folder, shown.archive) == ("/srv/recollect", "archived")
