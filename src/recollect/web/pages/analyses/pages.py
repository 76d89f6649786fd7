"""The page of an analysis, and the feedback that is given there."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from msgspec import Struct

from recollect.domain.analysis import Analysis
from recollect.domain.caller import Caller
from recollect.domain.feedback import MAX_RATING, MIN_RATING, FeedbackDraft, Judgement
from recollect.domain.paging import MAX_LIMIT
from recollect.errors import InvalidInput
from recollect.services.feedback_capture import submit_feedback
from recollect.services.memory import Memory
from recollect.storage import analyses, jobs, readings
from recollect.storage.analyses import AnalysisFilter
from recollect.storage.feedback_lists import FeedbackFilter, list_feedback
from recollect.web.pages.analyses.rows import median_score, newest_of_each
from recollect.web.pages.analyses.views import view_analysis
from recollect.web.pages.rendering import render_page

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_FEEDBACK = 50
_RATINGS = tuple(str(rating) for rating in range(MIN_RATING, MAX_RATING + 1))


class Said(Struct, frozen=True, kw_only=True):
    """What was put into the feedback form, and what is wrong with it; `interaction_id` makes sending it twice once."""

    interaction_id: str
    rating: str = ""
    correct: str = ""
    incorrect: str = ""
    missing: str = ""
    ideal: str = ""
    problem: str = ""


@router.get("/analyses/{analysis_id}")
def show_analysis(request: Request, analysis_id: str, saved: str = "") -> Response:
    """Show an analysis beside the text it saw."""
    return _show(request, analysis_id, _new_form(), saved=saved)


@router.post("/analyses/{analysis_id}/feedback")
def add_feedback(
    request: Request,
    analysis_id: str,
    interaction_id: Annotated[str, Form()] = "",
    rating: Annotated[str, Form()] = "",
    correct: Annotated[str, Form()] = "",
    incorrect: Annotated[str, Form()] = "",
    missing: Annotated[str, Form()] = "",
    ideal: Annotated[str, Form()] = "",
) -> Response:
    """Keep feedback on this analysis, and show it there."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    said = Said(
        interaction_id=interaction_id or _new_form().interaction_id,
        rating=rating,
        correct=correct,
        incorrect=incorrect,
        missing=missing,
        ideal=ideal,
    )
    with memory.read(caller) as reader:
        analysis = analyses.get_analysis(reader, analysis_id)
        job = jobs.get_job_version(reader, analysis.job_id, analysis.job_version)
    if rating not in _RATINGS:
        return _show(request, analysis_id, _with(said, "Choose a rating from 1 to 5. What you wrote is still here."))
    try:
        submitted = submit_feedback(memory, caller, _draft(said, analysis, job.role_name))
    except InvalidInput as error:
        return _show(request, analysis_id, _with(said, error.detail))
    feedback_id = submitted.feedback.feedback_id
    return RedirectResponse(f"/analyses/{analysis.analysis_id}?saved={feedback_id}#feedback", _SEE_OTHER)


@router.get("/analyses/{analysis_id}/feedback")
def return_to_analysis(analysis_id: str) -> Response:
    """Lead whoever reloads the answer to the form back to the analysis."""
    return RedirectResponse(f"/analyses/{analysis_id}#feedback", _SEE_OTHER)


def _show(request: Request, analysis_id: str, said: Said, *, saved: str = "") -> Response:
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    with memory.read(caller) as reader:
        analysis = analyses.get_analysis(reader, analysis_id)
        job = jobs.get_job_version(reader, analysis.job_id, analysis.job_version)
        text = readings.get_text(reader, analysis.text_sha256)
        given = list_feedback(reader, FeedbackFilter(analysis_id=analysis.analysis_id), cursor=None, limit=_FEEDBACK)
        pool = analyses.list_analyses(reader, AnalysisFilter(job_id=analysis.job_id), cursor=None, limit=MAX_LIMIT)
    return render_page(
        request,
        "analyses/analysis.html",
        422 if said.problem else 200,
        analysis=view_analysis(
            analysis,
            job,
            text,
            median=median_score(newest_of_each(pool.items)),
            said=given.items,
            feedback_total=given.total,
        ),
        said=said,
        ratings=_RATINGS,
        saved=saved if any(one.feedback_id == saved for one in given.items) else "",
    )


def _new_form() -> Said:
    return Said(interaction_id=f"page-{secrets.token_hex(8)}")


def _with(said: Said, problem: str) -> Said:
    return Said(**{name: getattr(said, name) for name in Said.__struct_fields__} | {"problem": problem})


def _draft(said: Said, analysis: Analysis, role_name: str) -> FeedbackDraft:
    """Make feedback of a form: each line is a point, and what is judged is what the analysis said in words."""
    result = analysis.analysis_result
    return FeedbackDraft(
        interaction_id=said.interaction_id,
        query=f"How well does this résumé fit the job {role_name}?" if role_name else "How well does this résumé fit?",
        context=(),
        response=result.executive_summary if result else "",
        feedback=Judgement(
            rating=int(said.rating),
            correct_points=_points(said.correct),
            incorrect_points=_points(said.incorrect),
            missing_points=_points(said.missing),
            ideal_response=said.ideal.replace("\r\n", "\n").strip(),
        ),
        analysis_id=analysis.analysis_id,
    )


def _points(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.splitlines() if line.strip())
