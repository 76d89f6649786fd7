"""The page of an analysis, its report for print, and the feedback and notes that are given there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.errors import InvalidInput, StaleVersion
from recollect.services.analyses.analysis_editing import delete_analysis, note_analysis
from recollect.services.analyses.analysis_reading import AnalysisReading, read_analysis
from recollect.services.feedback.feedback_capture import revise_feedback, submit_feedback
from recollect.services.feedback.feedback_drafting import discard_draft, keep_draft
from recollect.services.memory import Memory
from recollect.web.answers import json_answer
from recollect.web.pages.analyses.forms import (
    RATINGS,
    FeedbackFields,
    FeedbackForm,
    draft_feedback,
    open_form,
    revise_draft,
)
from recollect.web.pages.analyses.views import view_analysis
from recollect.web.pages.rendering import render_bare, render_page
from recollect.web.pages.told import tell_done

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_CONFLICT, _UNUSABLE = 409, 422
_TABS = ("feedback", "history")
_STALE = "This feedback was revised in another place meanwhile. Open it again below; what you wrote is still here."
_STALE_NOTES = "The notes were changed in another place meanwhile: they are shown above. What you wrote is below."


@router.get("/analyses/{analysis_id}")
def show_analysis(
    request: Request,
    analysis_id: str,
    view: str = "",
    tab: str = "",
    saved: str = "",
    edit: str = "",
    first_page: int = 1,
) -> Response:
    """Show an analysis beside the pages, or the text, that it saw."""
    memory, caller = _parts(request)
    reading = read_analysis(memory, caller, analysis_id)
    return _show(request, reading, open_form(reading, edit), view=view, tab=tab, saved=saved, first_page=first_page)


@router.get("/analyses/{analysis_id}/report")
def show_report(request: Request, analysis_id: str) -> Response:
    """Show an analysis to be printed or read through: what was found first, then the marked pages."""
    memory, caller = _parts(request)
    reading = read_analysis(memory, caller, analysis_id)
    return render_bare(request, "analyses/report.html", analysis=view_analysis(reading, as_text=False, is_whole=True))


@router.post("/analyses/{analysis_id}/feedback")
def add_feedback(request: Request, analysis_id: str, fields: Annotated[FeedbackFields, Form()]) -> Response:
    """Keep feedback on this analysis, or a revision of it, and show it there."""
    memory, caller = _parts(request)
    reading = read_analysis(memory, caller, analysis_id)
    typed = fields.typed()
    form = FeedbackForm(typed=typed, feedback_id=fields.feedback_id, revision=fields.revision)
    try:
        draft = draft_feedback(typed, reading.analysis, reading.job.role_name)
        kept = next((one for one in reading.feedback.items if one.feedback_id == fields.feedback_id), None)
        if kept is None:
            saved = submit_feedback(memory, caller, draft).feedback
        else:
            revised = revise_draft(kept, draft)
            saved = revise_feedback(memory, caller, kept.feedback_id, revised, expected_revision=fields.revision)
    except InvalidInput as error:
        return _show(request, reading, form.with_problem(error.detail), status=_UNUSABLE)
    except StaleVersion:
        return _show(request, reading, form.with_problem(_STALE), status=_CONFLICT)
    address = f"/analyses/{reading.analysis.analysis_id}?saved={saved.feedback_id}#feedback"
    return RedirectResponse(address, _SEE_OTHER)


@router.get("/analyses/{analysis_id}/feedback")
def return_to_analysis(analysis_id: str) -> Response:
    """Lead whoever reloads the answer to the form back to the analysis."""
    return RedirectResponse(f"/analyses/{analysis_id}#feedback", _SEE_OTHER)


@router.post("/analyses/{analysis_id}/draft")
def save_draft(request: Request, analysis_id: str, fields: Annotated[FeedbackFields, Form()]) -> Response:
    """Keep what stands in the form as it is, and say when that was."""
    memory, caller = _parts(request)
    return json_answer({"saved_at": keep_draft(memory, caller, analysis_id, fields.typed())})


@router.post("/analyses/{analysis_id}/draft/discard")
def throw_draft_away(request: Request, analysis_id: str, interaction_id: Annotated[str, Form()] = "") -> Response:
    """Empty the form, and forget what was kept of it."""
    memory, caller = _parts(request)
    discard_draft(memory, caller, analysis_id, interaction_id)
    return RedirectResponse(f"/analyses/{analysis_id}#feedback", _SEE_OTHER)


@router.post("/analyses/{analysis_id}/notes")
def save_notes(
    request: Request,
    analysis_id: str,
    notes: Annotated[str, Form()] = "",
    version: Annotated[int, Form()] = 0,
) -> Response:
    """Keep the notes beside the result."""
    memory, caller = _parts(request)
    written = notes.replace("\r\n", "\n")
    try:
        note_analysis(memory, caller, analysis_id, written, expected_version=version)
    except (InvalidInput, StaleVersion) as error:
        reading = read_analysis(memory, caller, analysis_id)
        is_stale = isinstance(error, StaleVersion)
        return _show(
            request,
            reading,
            open_form(reading, ""),
            tab="history",
            notes=written,
            notes_problem=_STALE_NOTES if is_stale else error.detail,
            status=_CONFLICT if is_stale else _UNUSABLE,
        )
    return RedirectResponse(f"/analyses/{analysis_id}?tab=history#notes", _SEE_OTHER)


@router.post("/analyses/{analysis_id}/delete")
def remove_analysis(request: Request, analysis_id: str) -> Response:
    """Delete the analysis softly, and lead to its job with the way back."""
    memory, caller = _parts(request)
    job_id = read_analysis(memory, caller, analysis_id).analysis.job_id
    event_id = delete_analysis(memory, caller, analysis_id)
    answer = RedirectResponse(f"/jobs/{job_id}", _SEE_OTHER)
    tell_done(request, answer, event_id)
    return answer


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller


def _show(
    request: Request,
    reading: AnalysisReading,
    form: FeedbackForm,
    *,
    view: str = "",
    tab: str = "",
    saved: str = "",
    first_page: int = 1,
    notes: str | None = None,
    notes_problem: str = "",
    status: int = 200,
) -> Response:
    as_text = view == "text" or not reading.pages
    known = any(one.feedback_id == saved for one in reading.feedback.items)
    return render_page(
        request,
        "analyses/analysis.html",
        status,
        analysis=view_analysis(
            reading,
            as_text=as_text,
            first_page=first_page,
            query={"tab": tab if tab in _TABS[1:] else "", "edit": form.feedback_id},
        ),
        form=form,
        ratings=RATINGS,
        saved=saved if known else "",
        tab=tab if tab in _TABS else _TABS[0],
        as_text=as_text,
        notes=reading.analysis.notes if notes is None else notes,
        notes_problem=notes_problem,
    )
