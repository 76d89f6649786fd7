"""The page of all analyses, narrowed by what its address says."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recollect.domain.analysis import RECOMMENDATIONS, Recommendation
from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.storage.records import analyses, jobs
from recollect.storage.records.analyses import AnalysisFilter
from recollect.storage.views.labels import label_jobs, label_people
from recollect.storage.views.score_ranges import list_ranges
from recollect.web.pages.analyses.history_views import (
    ENGINES,
    PATH,
    RATED,
    label_filters,
    view_filters,
    view_history,
)
from recollect.web.pages.lists import OFFERED_JOBS, ROWS, Given, say_total, view_chips, view_pager
from recollect.web.pages.rendering import render_page
from recollect.web.pages.wording import person_of

router = APIRouter(include_in_schema=False)

_NAMES = ("job", "resume", "min", "max", "recommendation", "engine", "rated", "since", "until")


@router.get(PATH)
def show_analyses(request: Request, cursor: str = "") -> Response:
    """Show the analyses, newest first."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    given = Given(request, *_NAMES)
    narrowed, query = _read(given), given.query
    with memory.read(caller) as reader:
        found = analyses.list_analyses(reader, narrowed, cursor=cursor or None, limit=ROWS)
        named = label_jobs(reader, {*(one.job_id for one in found.items), *filter(None, [query["job"]])})
        people = label_people(reader, list(filter(None, [query["resume"]])))
        ranges = list_ranges(reader, [one.analysis_id for one in found.items])
        offered = jobs.list_jobs(reader, cursor=None, limit=OFFERED_JOBS).items
    job, person = named.get(query["job"]), people.get(query["resume"])
    labels = label_filters(query, job, person_of(person.candidate_name, person.original_filename) if person else "")
    return render_page(
        request,
        "analyses/history.html",
        422 if given.problems else 200,
        rows=view_history(found.items, named, ranges),
        filters=view_filters(query, offered, job),
        chips=view_chips(PATH, query, labels),
        problems=given.problems,
        pager=view_pager(found, PATH, query, cursor),
        said=say_total(found, "analysis"),
        total=found.total,
        path=PATH,
    )


def _read(given: Given) -> AnalysisFilter:
    verdicts: tuple[Recommendation, ...] = RECOMMENDATIONS
    wanted = given.one_of("recommendation", "The recommendation", verdicts)
    rated = given.one_of("rated", "“rated”", RATED)
    return AnalysisFilter(
        job_id=given.query["job"] or None,
        resume_id=given.query["resume"] or None,
        min_score=given.number("min", "The lowest score", 0, 100),
        max_score=given.number("max", "The highest score", 0, 100),
        recommendation=analyses.recommendation_class(wanted) if wanted else None,
        engine=given.one_of("engine", "The engine", ENGINES),
        rated=None if rated is None else rated == "yes",
        since=given.day("since", "The first day"),
        until=given.day("until", "The last day", after=True),
    )
