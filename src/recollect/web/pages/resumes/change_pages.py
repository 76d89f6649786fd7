"""What is done to a résumé and its person: corrected, joined, separated, read anew, deleted, erased."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.errors import InvalidInput, NothingToMove, StaleVersion
from recollect.services.memory import Memory
from recollect.services.people import same_person
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.resumes.resume_editing import correct_resume, delete_resume
from recollect.services.resumes.resume_rereading import reread_resume
from recollect.storage.records import resumes
from recollect.web.pages.resumes.field_forms import FieldFields
from recollect.web.pages.resumes.library_views import PATH
from recollect.web.pages.resumes.pages import render_resume
from recollect.web.pages.told import tell_done

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_CONFLICT, _UNUSABLE = 409, 422
_STALE = "It was corrected in another place meanwhile; what is kept now is shown. Make your correction again."
_NOT_THE_ID = "That is not the id of this person, so nothing was erased. Copy it from the line above."


@router.post("/resumes/{resume_id}/fields")
def correct_field(request: Request, resume_id: str, fields: Annotated[FieldFields, Form()]) -> Response:
    """Correct one field, and show it."""
    memory, caller = _parts(request)
    try:
        correct_resume(memory, caller, resume_id, fields.corrections(), expected_version=fields.version)
    except InvalidInput as error:
        return render_resume(request, resume_id, problem=error.detail, at="fields", status=_UNUSABLE)
    except StaleVersion:
        return render_resume(request, resume_id, problem=_STALE, at="fields", status=_CONFLICT)
    return RedirectResponse(f"/resumes/{resume_id}#field-{fields.field}", _SEE_OTHER)


@router.post("/resumes/{resume_id}/join")
def join_person(request: Request, resume_id: str, candidate_id: Annotated[str, Form()] = "") -> Response:
    """Make what is another's this person's, and offer to undo it."""
    memory, caller = _parts(request)
    with memory.read(caller) as reader:
        own = resumes.get_resume(reader, resume_id).candidate_id
    try:
        joined = same_person.join_candidates(memory, caller, own, candidate_id)
    except NothingToMove as error:
        return render_resume(request, resume_id, problem=error.detail, at="same-person", status=_CONFLICT)
    answer = RedirectResponse(f"/resumes/{resume_id}#same-person", _SEE_OTHER)
    tell_done(request, answer, joined.event_id)
    return answer


@router.post("/resumes/{resume_id}/separate")
def separate_person(request: Request, resume_id: str) -> Response:
    """Make the résumé that of a person of its own, and offer to undo it."""
    memory, caller = _parts(request)
    try:
        separated = same_person.separate_resume(memory, caller, resume_id)
    except NothingToMove as error:
        return render_resume(request, resume_id, problem=error.detail, at="same-person", status=_CONFLICT)
    answer = RedirectResponse(f"/resumes/{resume_id}#same-person", _SEE_OTHER)
    tell_done(request, answer, separated.event_id)
    return answer


@router.post("/resumes/{resume_id}/reread")
def read_anew(request: Request, resume_id: str) -> Response:
    """Read the document anew, and show what is read now."""
    memory, caller = _parts(request)
    outcome = reread_resume(memory, caller, resume_id)
    if outcome.error:
        problem = f"It can't be read anew, and what was read before is kept. {outcome.detail or ''}"
        return render_resume(request, resume_id, problem=problem, at="fields", status=_UNUSABLE)
    return RedirectResponse(f"/resumes/{resume_id}", _SEE_OTHER)


@router.post("/resumes/{resume_id}/delete")
def remove_resume(request: Request, resume_id: str) -> Response:
    """Delete the résumé softly, and lead to the library with the way back."""
    memory, caller = _parts(request)
    answer = RedirectResponse(PATH, _SEE_OTHER)
    tell_done(request, answer, delete_resume(memory, caller, resume_id))
    return answer


@router.post("/resumes/{resume_id}/erase")
def erase_person(request: Request, resume_id: str, typed_id: Annotated[str, Form()] = "") -> Response:
    """Erase the person for good when their id was typed, and tell of it; there is no way back."""
    memory, caller = _parts(request)
    with memory.read(caller) as reader:
        own = resumes.get_resume(reader, resume_id).candidate_id
    if typed_id.strip() != own:
        return render_resume(request, resume_id, problem=_NOT_THE_ID, at="erase", status=_UNUSABLE)
    answer = RedirectResponse(PATH, _SEE_OTHER)
    tell_done(request, answer, erase_candidate(memory, caller, own).event_id)
    return answer


@router.get("/resumes/{resume_id}/fields")
@router.get("/resumes/{resume_id}/join")
@router.get("/resumes/{resume_id}/separate")
@router.get("/resumes/{resume_id}/erase")
@router.get("/resumes/{resume_id}/reread")
def return_to_resume(resume_id: str) -> Response:
    """Lead whoever reloads the answer to a form back to the résumé."""
    return RedirectResponse(f"/resumes/{resume_id}", _SEE_OTHER)


def _parts(request: Request) -> tuple[Memory, Caller]:
    return request.app.state.memory, request.state.caller
