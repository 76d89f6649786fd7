"""A résumé's original file, images of its pages, and where its words stand on them."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response

from recollect.domain.document import Box, Layout, Word
from recollect.services.resumes.resume_files import draw_page, find_page, get_original, require_page
from recollect.storage.records import readings, resumes
from recollect.web.answers import json_answer
from recollect.web.api.openapi import answers, record
from recollect.web.api.schemas import WordsQuery
from recollect.web.requests import UsesCaller, UsesMemory

router = APIRouter(prefix="/api", tags=["resumes"])

_KEEP = "private, max-age=31536000, immutable"
_NOT_PLAIN = re.compile(r"[^ !#-$&-\[\]-~]")
PageNumber = Annotated[int, Path(ge=1, le=100_000, description="The page, counted from 1.")]


class ShownPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page: its number, the span of its text, its size in points, and how sure text recognition was, if it was."""

    number: int
    start: int
    end: int
    width: float
    height: float
    ocr_confidence: float | None


class ShownWord(msgspec.Struct, frozen=True, kw_only=True):
    """A word: its span, its page and box where the format has pages, and its look where that is known.

    Words of one block stand in one column.
    """

    text: str
    start: int
    end: int
    page: int | None
    box: Box | None
    block: int
    size: float | None
    weight: int | None
    italic: bool | None
    colour: str | None


def _binary(media_type: str, description: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": description, "content": {media_type: {"schema": {"type": "string"}}}}}


@router.get(
    "/resumes/{resume_id}/file",
    responses=answers({}, 404) | _binary("application/octet-stream", "The file as it was uploaded."),
)
def send_file(resume_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Download the file as it was uploaded; no browser opens it in this site's name."""
    original = get_original(memory, caller, resume_id)
    headers = {
        "Content-Disposition": _attachment(original.filename),
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    }
    return Response(original.data, media_type="application/octet-stream", headers=headers)


@router.get(
    "/resumes/{resume_id}/pages/{number}.webp",
    responses=answers({}, 404) | _binary("image/webp", "The page at 144 dpi."),
)
def send_page(request: Request, resume_id: str, number: PageNumber, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give a page of a PDF as an image at 144 dpi; it never changes."""
    key = find_page(memory, caller, resume_id, number)
    headers = {"ETag": f'"{key.name}"', "Cache-Control": _KEEP}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(draw_page(memory, key), media_type="image/webp", headers=headers)


@router.get(
    "/resumes/{resume_id}/words",
    responses=answers(record(resume_id=str, text_sha256=str, pages=list[ShownPage], words=list[ShownWord]), 404),
)
def list_words(
    resume_id: str, query: Annotated[WordsQuery, Query()], memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Give where each word stands on its page and how it looks, of one page or of all, in the order of reading."""
    with memory.read(caller) as reader:
        resume = resumes.get_resume(reader, resume_id)
        if query.page is not None:
            require_page(resume, query.page)
        text = readings.get_text(reader, resume.text_sha256)
        layout = readings.get_layout(reader, resume.resume_id)
    return json_answer(
        {
            "resume_id": resume.resume_id,
            "text_sha256": resume.text_sha256,
            "pages": [
                ShownPage(**{name: getattr(page, name) for name in ShownPage.__struct_fields__})
                for page in layout.pages
                if query.page in {None, page.number}
            ],
            "words": [_shown(word, text, layout) for word in layout.words if query.page in {None, word.page}],
        }
    )


def _shown(word: Word, text: str, layout: Layout) -> ShownWord:
    style = layout.style_of(word)
    return ShownWord(
        text=text[word.start : word.end],
        start=word.start,
        end=word.end,
        page=word.page or None,
        box=word.box if word.page else None,
        block=word.block,
        size=None if style is None else style.size,
        weight=None if style is None else style.weight,
        italic=None if style is None else style.italic,
        colour=None if style is None else f"#{style.colour:06x}",
    )


def _attachment(filename: str) -> str:
    """Give a file name as RFC 6266 has it: plain for old clients, and in UTF-8."""
    plain = _NOT_PLAIN.sub("_", filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
