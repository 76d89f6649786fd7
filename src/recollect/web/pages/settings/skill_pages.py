"""A list of skills is added to the lexicon from the browser."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from recollect.errors import InvalidInput, UnusableLexicon
from recollect.services.teaching.lexicon_editing import import_skills
from recollect.web.pages.settings.pages import show_engine_told, tell_newest
from recollect.web.pages.settings.views import ENGINE

router = APIRouter(include_in_schema=False)

_UNTITLED = "A list without a name"


@router.post(ENGINE + "/skills")
async def add_skills(request: Request) -> Response:
    """Add a list, and offer to undo it; what is no list is told beside the form."""
    async with request.form() as form:
        sent = form.get("list")
        data = await sent.read() if isinstance(sent, UploadFile) else b""
        name = sent.filename or _UNTITLED if isinstance(sent, UploadFile) else _UNTITLED
    return await to_thread.run_sync(_add, request, data, name)


def _add(request: Request, data: bytes, name: str) -> Response:
    try:
        if not data.strip():
            raise UnusableLexicon("No list was chosen, or it is empty; choose a file.")
        text = data.decode("utf-8-sig")
        added = import_skills(request.app.state.memory, request.state.caller, text, name)
    except UnicodeDecodeError:
        return show_engine_told(request, f"{name} is no text in UTF-8; save it as such.", status=422)
    except InvalidInput as error:
        return show_engine_told(request, error.detail, status=422)
    if added.unchanged:
        return show_engine_told(request, f"{name} was added before; nothing was changed.")
    return tell_newest(request, added.addition_id, f"{ENGINE}#skills")
