"""All feedback: listed, narrowed, searched by likeness, counted, exported and deleted."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.domain.feedback import Feedback
from recollect.domain.paging import Page
from recollect.services.feedback.feedback_capture import delete_feedback
from recollect.services.feedback.feedback_search import count_samples, search_feedback
from recollect.services.memory import Memory
from recollect.storage.records import feedback, jobs
from recollect.storage.views.feedback_lists import FeedbackFilter, count_feedback, list_feedback
from recollect.storage.views.labels import label_jobs, label_people
from recollect.web.pages.feedback.list_views import (
    PATH,
    RATINGS,
    USES,
    label_filters,
    view_counts,
    view_exports,
    view_filters,
    view_rows,
)
from recollect.web.pages.lists import OFFERED_JOBS, ROWS, Given, say_total, view_chips, view_pager
from recollect.web.pages.local_address import safe_address
from recollect.web.pages.rendering import render_page
from recollect.web.pages.told import tell_done

router = APIRouter(include_in_schema=False)

_ALIKE = 30
_LONGEST = 10_000
_SEE_OTHER = 303


@router.get(PATH)
def show_feedback(request: Request, cursor: str = "") -> Response:
    """Show the feedback, newest first, or what is most like some words."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    given = Given(request, "like", "job", "rating", "usable")
    narrowed = _read(given)
    query = given.query
    found = _find(memory, caller, query["like"], narrowed, cursor)
    with memory.read(caller) as reader:
        named = label_jobs(reader, {one for one in (*(said.job_id for said in found.items), query["job"]) if one})
        people = label_people(reader, {said.resume_id for said in found.items if said.resume_id})
        counted = feedback.get_statistics(reader)
        everything, samples = count_feedback(reader, narrowed), count_samples(reader, narrowed)
        offered = jobs.list_jobs(reader, cursor=None, limit=OFFERED_JOBS).items
    job = named.get(query["job"])
    return render_page(
        request,
        "feedback/list.html",
        422 if given.problems else 200,
        rows=view_rows(found.items, named, people),
        counts=view_counts(counted),
        exports=view_exports(query, everything, samples),
        filters=view_filters(query, offered, job),
        chips=view_chips(PATH, query, label_filters(query, job)),
        problems=given.problems,
        pager=view_pager(found, PATH, query, cursor),
        said="most alike first" if query["like"] else f"{say_total(found, 'feedback')}, newest first",
        path=PATH,
        has_any=counted.total_feedback > 0,
    )


@router.post(PATH + "/{feedback_id}/delete")
def delete(request: Request, feedback_id: str, back: Annotated[str, Form()] = PATH) -> Response:
    """Delete feedback softly, and offer to undo it."""
    event_id = delete_feedback(request.app.state.memory, request.state.caller, feedback_id)
    answer = RedirectResponse(safe_address(back), _SEE_OTHER)
    tell_done(request, answer, event_id)
    return answer


@router.get(PATH + "/{feedback_id}/delete")
def return_to_list(feedback_id: str) -> Response:  # noqa: ARG001 - part of the address
    """Lead whoever reloads the answer to a form back to the list."""
    return RedirectResponse(PATH, _SEE_OTHER)


def _read(given: Given) -> FeedbackFilter:
    rating = given.one_of("rating", "The rating", RATINGS)
    usable = given.one_of("usable", "“usable”", USES)
    given.query["like"] = given.query["like"][:_LONGEST]
    return FeedbackFilter(
        job_id=given.query["job"] or None,
        rating=int(rating) if rating else None,
        usable=None if usable is None else usable == "yes",
    )


def _find(memory: Memory, caller: Caller, like: str, narrowed: FeedbackFilter, cursor: str) -> Page[Feedback]:
    """Give a page of the list; by likeness, the filters narrow what was found to be alike."""
    if not like:
        with memory.read(caller) as reader:
            return list_feedback(reader, narrowed, cursor=cursor or None, limit=ROWS)
    alike = search_feedback(memory, caller, like, count=_ALIKE, min_rating=narrowed.rating or 1)
    kept = tuple(
        one for one in alike if narrowed.job_id in {None, one.job_id} and narrowed.rating in {None, one.feedback.rating}
    )
    return Page(items=kept, total=len(kept))
