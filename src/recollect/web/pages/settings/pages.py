"""The settings of the engine, of privacy and of retention: what is set, and what can be changed from here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.errors import InvalidInput, NotFound, StaleVersion
from recollect.scoring.engine import ENGINE_VERSION
from recollect.services.history.audit_trail import list_events
from recollect.services.memory import Memory
from recollect.services.people.retention import MOST_DAYS, days_of_jobs, preview_retention, set_days_of_job
from recollect.services.teaching.calibrating import calibrate, use_calibration
from recollect.services.teaching.claim_marks import list_marked
from recollect.services.teaching.lexicon_editing import import_skills, remove_skills, return_skills
from recollect.settings import Settings
from recollect.storage.history import events
from recollect.storage.records import calibrations, jobs, lexicon_additions
from recollect.storage.views.labels import label_jobs
from recollect.web.pages.lists import OFFERED_JOBS, Given, offer_jobs
from recollect.web.pages.rendering import render_page
from recollect.web.pages.settings.views import (
    ENGINE,
    PRIVACY,
    RETENTION,
    WAYS,
    say_outcome,
    view_additions,
    view_calibrations,
    view_facts,
    view_job_days,
    view_kept_for,
    view_preview,
    view_private,
    view_reading,
    view_shares,
    view_words,
)
from recollect.web.pages.told import tell_done

router = APIRouter(include_in_schema=False)

_OWN_MAP = "none"
_DUE = 50
_PROPOSED = 20
_SEE_OTHER = 303


@router.get(ENGINE)
def show_engine(request: Request) -> Response:
    """Show how the engine scores."""
    return show_engine_told(request)


@router.post(ENGINE + "/calibrations")
def refit(request: Request) -> Response:
    """Refit the map of scores from corrected scores, and say what came of it."""
    outcome = calibrate(request.app.state.memory, request.state.caller)
    return show_engine_told(request, say_outcome(outcome), is_kept=outcome.calibration is not None)


@router.post(ENGINE + "/calibrations/{calibration_id}/use")
def use(request: Request, calibration_id: str) -> Response:
    """Use a kept map from now on, or the engine's own."""
    chosen = None if calibration_id == _OWN_MAP else calibration_id
    use_calibration(request.app.state.memory, request.state.caller, chosen)
    return tell_newest(request, "calibration", f"{ENGINE}#calibrations")


@router.post(ENGINE + "/proposals")
def accept_proposal(request: Request, line: Annotated[str, Form()] = "") -> Response:
    """Add a name that feedback proposes to the lexicon, as a list of skills of its own; no other than is proposed."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    proposed = next((one for one in list_marked(memory, caller).proposals if one.line == line), None)
    if proposed is None:
        raise NotFound("This name is not proposed any more; it may have been added meanwhile.")
    import_skills(memory, caller, f"name,aliases,kind\n{line}\n", f"{proposed.words}, proposed by feedback")
    return tell_newest(request, "lexicon", f"{ENGINE}#skills")


@router.post(ENGINE + "/skills/{addition_id}/{wish}")
def change_skills(request: Request, addition_id: str, wish: str) -> Response:
    """Take a list of skills out of force, or put it back."""
    change = return_skills if wish == "return" else remove_skills
    change(request.app.state.memory, request.state.caller, addition_id)
    return tell_newest(request, addition_id, f"{ENGINE}#skills")


@router.get(ENGINE + "/{part:path}")
def return_to_engine(part: str) -> Response:  # noqa: ARG001 - part of the address
    """Lead whoever reloads the answer to a form back to the page."""
    return RedirectResponse(ENGINE, _SEE_OTHER)


@router.get(PRIVACY)
def show_privacy(request: Request) -> Response:
    """Show what leaves this machine, who may come in, and where things are kept."""
    settings: Settings = request.app.state.settings
    return render_page(
        request,
        "settings/privacy.html",
        ways=WAYS,
        at=PRIVACY,
        facts=view_facts(settings),
        rows=view_private(settings),
    )


@router.get(RETENTION)
def show_retention(request: Request) -> Response:
    """Show after how long people are erased, and, when it is asked for, who that would be now."""
    return _show_retention(request)


@router.post(RETENTION + "/jobs")
def set_job_days(request: Request, job_id: Annotated[str, Form()] = "", days: Annotated[str, Form()] = "") -> Response:
    """Let a job set its own days, or, without any, no longer."""
    memory, caller = request.app.state.memory, request.state.caller
    try:
        changed = set_days_of_job(memory, caller, job_id, _read_days(days.strip()))
    except (InvalidInput, NotFound, StaleVersion) as error:
        return _show_retention(request, problem=error.detail, chosen=job_id, job_days=days)
    answer = RedirectResponse(f"{RETENTION}#jobs", _SEE_OTHER)
    with memory.read(caller) as reader:
        event_id = events.find_event(reader, changed.job_id, "job.changed", changed.version)
    if event_id:
        tell_done(request, answer, event_id)
    return answer


@router.get(RETENTION + "/jobs")
def return_to_retention() -> Response:
    """Lead whoever reloads the answer to the form back to the page."""
    return RedirectResponse(RETENTION, _SEE_OTHER)


def _show_retention(request: Request, *, problem: str = "", chosen: str = "", job_days: str = "") -> Response:
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    settings: Settings = request.app.state.settings
    own = settings.retention_days
    given = Given(request, "days")
    days = given.number("days", "The number of days", 1, MOST_DAYS)
    preview = None
    if days is not None:
        preview = view_preview(preview_retention(memory, caller, days=int(days), enabled=own > 0, limit=_DUE))
    of_jobs = days_of_jobs(memory, caller)
    with memory.read(caller) as reader:
        named = label_jobs(reader, set(of_jobs))
        offered = jobs.list_jobs(reader, cursor=None, limit=OFFERED_JOBS).items
    return render_page(
        request,
        "settings/retention.html",
        422 if given.problems or problem else 200,
        ways=WAYS,
        at=RETENTION,
        own=own,
        days=given.query["days"] or str(own or ""),
        most=MOST_DAYS,
        preview=preview,
        problems=given.problems,
        rows=view_kept_for(settings),
        of_jobs=view_job_days(of_jobs, named),
        jobs=offer_jobs(offered, chosen, None)[1:],
        problem=problem,
        job_days=job_days,
    )


def _read_days(written: str) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdigit()):
        raise InvalidInput(f"“{written}” is no number of days; 0 keeps people for ever.")
    return int(written)


def tell_newest(request: Request, entity: str, address: str) -> Response:
    """Lead on to a page that tells the newest event of a kind or a record, which was just written."""
    answer = RedirectResponse(address, _SEE_OTHER)
    for event in list_events(request.app.state.memory, request.state.caller, entity=entity, limit=1).events:
        tell_done(request, answer, event.event_id)
    return answer


def show_engine_told(request: Request, told: str = "", *, is_kept: bool = False, status: int = 200) -> Response:
    """Show how the engine scores, and what came of what was just tried."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    with memory.read(caller) as reader:
        maps = calibrations.list_calibrations(reader)
        additions = lexicon_additions.list_additions(reader)
    marked = list_marked(memory, caller)
    return render_page(
        request,
        "settings/engine.html",
        status,
        ways=WAYS,
        at=ENGINE,
        version=ENGINE_VERSION,
        shares=view_shares(),
        calibrations=view_calibrations(maps),
        own_map=not any(one.in_use for one in maps),
        words=view_words(marked, next((one for one in maps if one.in_use), None)),
        proposals=marked.proposals[:_PROPOSED],
        additions=view_additions(additions),
        rows=view_reading(request.app.state.settings),
        told=told,
        is_kept=is_kept,
    )
