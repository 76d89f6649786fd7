"""A tour of the sample: a few steps, each on the page that it speaks of, which can be left at any of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.services.jobs.job_overview import read_pool
from recollect.services.memory import Memory
from recollect.services.sample_filling import fill_with_sample, holds_sample
from recollect.storage.records.callers import current_job_id
from recollect.web.pages.local_address import safe_address

router = APIRouter(include_in_schema=False)

_COOKIE = "recollect_tour"
_A_YEAR_S = 365 * 24 * 3600
_SEE_OTHER = 303


class Step(Struct, frozen=True):
    """A step of the tour: where it is, and what is to be seen there. ``{analysis}`` is the best one of the job."""

    address: str
    title: str
    text: str


STEPS = (
    Step(
        "/",
        "A job, and everybody who was weighed against it",
        "Each dot is a person. In the list below, the band at a score is where it likely lies; where bands "
        "overlap, nobody is ranked.",
    ),
    Step(
        "/analyses/{analysis}",
        "Every score shows its evidence",
        "A requirement, how it was judged, and the very words of the résumé. Follow a flag such as E1 to its line.",
    ),
    Step(
        "/analyses/{analysis}#feedback",
        "Say what is wrong",
        "A rating and a few words are kept with all that they refer to; the scores can be calibrated from them.",
    ),
    Step(
        "/resumes",
        "Nothing is asked for twice",
        "Jobs, résumés, analyses and feedback stay, linked by ids that can be pasted anywhere. What is deleted can be "
        "brought back.",
    ),
    Step(
        "/jobs/new",
        "Now a job of your own",
        "Paste an ad: what it asks for is read while you look. To begin without the sample, start with another --data.",
    ),
)


class TourView(Struct, frozen=True, kw_only=True):
    """A step as a page shows it; step 0 is the offer to begin. Without a `following` address it is the last."""

    number: int
    total: int
    title: str
    text: str
    following: str
    leave_to: str


def read_tour(request: Request) -> TourView | None:
    """Give the step that the address names, or on the first page the offer to begin, unless the tour was left."""
    written = request.query_params.get("tour", "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) == 1 else 0
    path = request.url.path
    if number > len(STEPS) or (number == 0 and (path != "/" or request.cookies.get(_COOKIE) == "left")):
        return None
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    if not holds_sample(memory, caller):
        return None
    if number == 0:
        title, text = "This store holds invented people", "Five steps show what is where."
    else:
        title, text = STEPS[number - 1].title, STEPS[number - 1].text
    following = _address(memory, caller, number + 1) if number < len(STEPS) else ""
    return TourView(number=number, total=len(STEPS), title=title, text=text, following=following, leave_to=path)


@router.post("/tour/leave")
def leave_tour(request: Request, back: Annotated[str, Form()] = "/") -> Response:
    """Leave the tour, and offer it no more."""
    answer = RedirectResponse(safe_address(back), _SEE_OTHER)
    answer.set_cookie(
        _COOKIE, "left", max_age=_A_YEAR_S, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )
    return answer


@router.post("/sample")
def fill(request: Request) -> Response:
    """Fill the empty store with the sample, and begin the tour."""
    fill_with_sample(request.app.state.memory, request.state.caller)
    return RedirectResponse("/?tour=1", _SEE_OTHER)


@router.get("/tour/leave")
@router.get("/sample")
def return_to_start() -> Response:
    """Lead whoever reloads the answer to a form to the first page."""
    return RedirectResponse("/", _SEE_OTHER)


def _address(memory: Memory, caller: Caller, number: int) -> str:
    step = STEPS[number - 1]
    path, mark, anchor = step.address.partition("#")
    if "{analysis}" in path:
        best = _best_analysis(memory, caller)
        if best is None:  # it was deleted: the step after it
            return _address(memory, caller, number + 1)
        path = path.replace("{analysis}", best)
    return f"{path}?tour={number}{mark}{anchor}"


def _best_analysis(memory: Memory, caller: Caller) -> str | None:
    with memory.read(caller) as reader:
        job_id = current_job_id(reader, caller.caller_id)
    shown = read_pool(memory, caller, job_id, page=1, page_size=1, named=0).shown if job_id else ()
    return shown[0].summary.analysis_id if shown else None
