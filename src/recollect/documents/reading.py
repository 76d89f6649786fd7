"""Bytes to a `Document`, in this process: what a reader process does with each file."""

from __future__ import annotations

import time
from collections.abc import Callable

from recollect.documents.extract import Extract
from recollect.documents.fields.fields import find_fields
from recollect.documents.fields.rows import read_rows
from recollect.documents.fields.sections import find_parts, find_sections
from recollect.documents.formats import DOCX, ODT, check_size, detect
from recollect.documents.limits import Limits
from recollect.documents.markup.html_page import extract_html
from recollect.documents.markup.markdown import extract_markdown
from recollect.documents.markup.rtf import extract_rtf
from recollect.documents.markup.text import extract_text
from recollect.documents.office.docx import extract_docx
from recollect.documents.office.odt import extract_odt
from recollect.documents.pdf.document import extract_pdf
from recollect.documents.pdf.ocr import Recogniser
from recollect.documents.quality import grade_text
from recollect.documents.reader_version import READER_VERSION
from recollect.domain.document import Document, MediaType
from recollect.errors import ScannedDocument

_EXTRACTORS: dict[MediaType, Callable[[bytes, Limits], Extract]] = {
    "text/plain": extract_text,
    "text/markdown": extract_markdown,
    "text/html": extract_html,
    "application/rtf": extract_rtf,
    DOCX: extract_docx,
    ODT: extract_odt,
}


class Steps:
    """How long each step of a reading took, in the order of the steps."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def end(self, name: str) -> None:
        """Note that a step ends now."""
        now = time.perf_counter()
        self.milliseconds[name] = round((now - self._last) * 1000, 3)
        self._last = now


def read_document(
    data: bytes,
    filename: str,
    limits: Limits,
    *,
    keep_scan: bool = False,
    announce: Callable[[], None] = lambda: None,
    steps: Steps | None = None,
) -> Document:
    """Read one document. Raises a `DocumentError`; a hostile file may do worse, so call it in a reader process.

    With `keep_scan`, a scan without text is a document without text. `announce` is called when text recognition
    begins, which may take its own time.
    """
    steps = steps or Steps()
    check_size(data, limits)
    media_type = detect(data, filename)
    steps.end("kind")
    if media_type == "application/pdf":
        recogniser = None if limits.ocr is None else Recogniser(limits.ocr, announce)
        extract = extract_pdf(data, limits, recogniser, keep_scan=keep_scan)
        if recogniser is not None and recogniser.took_s:
            steps.milliseconds["recognition"] = round(recogniser.took_s * 1000, 3)
    else:
        extract = _extract_text(media_type, data, limits, keep_scan=keep_scan)
    steps.end("text")
    parts = find_parts(read_rows(extract))
    sections = find_sections(parts, len(extract.text))
    steps.end("sections")
    fields = find_fields(extract, filename, parts)
    steps.end("fields")
    return Document(
        media_type=media_type,
        text=extract.text,
        pages=extract.pages,
        words=extract.words,
        styles=extract.styles,
        running=extract.running,
        fields=fields,
        sections=sections,
        hidden_text=extract.hidden_text,
        warnings=extract.warnings,
        text_quality=grade_text(extract),
        reader_version=READER_VERSION,
    )


def _extract_text(media_type: MediaType, data: bytes, limits: Limits, *, keep_scan: bool) -> Extract:
    try:
        return _EXTRACTORS[media_type](data, limits)
    except ScannedDocument:
        if not keep_scan:
            raise
        return Extract(text="", warnings=("The document holds pictures only; its text is missing here.",))
