"""The settings of the engine, of privacy and of retention: what is set, and what can be changed from here."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.scoring.engine import ENGINE_VERSION
from recollect.services.calibrating import calibrate, use_calibration
from recollect.services.lexicon_editing import remove_skills, return_skills
from recollect.services.memory import Memory
from recollect.services.retention import MOST_DAYS, preview_retention
from recollect.settings import Settings
from recollect.storage import calibrations, lexicon_additions
from recollect.web.pages.lists import Given
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
    view_preview,
    view_private,
    view_reading,
    view_shares,
)

router = APIRouter(include_in_schema=False)

_OWN_MAP = "none"
_DUE = 50
_SEE_OTHER = 303


@router.get(ENGINE)
def show_engine(request: Request) -> Response:
    """Show how the engine scores."""
    return _show_engine(request)


@router.post(ENGINE + "/calibrations")
def refit(request: Request) -> Response:
    """Refit the map of scores from corrected scores, and say what came of it."""
    outcome = calibrate(request.app.state.memory, request.state.caller)
    return _show_engine(request, told=say_outcome(outcome), is_kept=outcome.calibration is not None)


@router.post(ENGINE + "/calibrations/{calibration_id}/use")
def use(request: Request, calibration_id: str) -> Response:
    """Use a kept map from now on, or the engine's own."""
    chosen = None if calibration_id == _OWN_MAP else calibration_id
    use_calibration(request.app.state.memory, request.state.caller, chosen)
    return RedirectResponse(f"{ENGINE}#calibrations", _SEE_OTHER)


@router.post(ENGINE + "/skills/{addition_id}/{wish}")
def change_skills(request: Request, addition_id: str, wish: str) -> Response:
    """Take a list of skills out of force, or put it back."""
    change = return_skills if wish == "return" else remove_skills
    change(request.app.state.memory, request.state.caller, addition_id)
    return RedirectResponse(f"{ENGINE}#skills", _SEE_OTHER)


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
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    own: int = request.app.state.settings.retention_days
    given = Given(request, "days")
    days = given.number("days", "The number of days", 1, MOST_DAYS)
    preview = None
    if days is not None:
        preview = view_preview(preview_retention(memory, caller, days=int(days), enabled=own > 0, limit=_DUE))
    return render_page(
        request,
        "settings/retention.html",
        422 if given.problems else 200,
        ways=WAYS,
        at=RETENTION,
        own=own,
        days=given.query["days"] or str(own or ""),
        most=MOST_DAYS,
        preview=preview,
        problems=given.problems,
    )


def _show_engine(request: Request, *, told: str = "", is_kept: bool = False) -> Response:
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    with memory.read(caller) as reader:
        maps = calibrations.list_calibrations(reader)
        additions = lexicon_additions.list_additions(reader)
    return render_page(
        request,
        "settings/engine.html",
        ways=WAYS,
        at=ENGINE,
        version=ENGINE_VERSION,
        shares=view_shares(),
        calibrations=view_calibrations(maps),
        own_map=not any(one.in_use for one in maps),
        additions=view_additions(additions),
        rows=view_reading(request.app.state.settings),
        told=told,
        is_kept=is_kept,
    )
