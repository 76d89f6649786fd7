"""Bytes to a `Document`, in this process: what a reader process does with each file."""

from __future__ import annotations

from collections.abc import Callable

from recollect.documents.docx import extract_docx
from recollect.documents.extract import Extract
from recollect.documents.fields import find_fields
from recollect.documents.formats import DOCX, ODT, check_size, detect
from recollect.documents.html_page import extract_html
from recollect.documents.limits import Limits
from recollect.documents.markdown import extract_markdown
from recollect.documents.odt import extract_odt
from recollect.documents.pdf import extract_pdf
from recollect.documents.quality import grade_text
from recollect.documents.rows import read_rows
from recollect.documents.rtf import extract_rtf
from recollect.documents.sections import find_parts, find_sections
from recollect.documents.text import extract_text
from recollect.domain.document import Document, MediaType

READER_VERSION = "3"
"""Raised when the same bytes give another text, other spans or other fields."""

_EXTRACTORS: dict[MediaType, Callable[[bytes, Limits], Extract]] = {
    "application/pdf": extract_pdf,
    "text/plain": extract_text,
    "text/markdown": extract_markdown,
    "text/html": extract_html,
    "application/rtf": extract_rtf,
    DOCX: extract_docx,
    ODT: extract_odt,
}


def read_document(data: bytes, filename: str, limits: Limits) -> Document:
    """Read one document. Raises a `DocumentError`; a hostile file may do worse, so call it in a reader process."""
    check_size(data, limits)
    media_type = detect(data, filename)
    extract = _EXTRACTORS[media_type](data, limits)
    parts = find_parts(read_rows(extract))
    return Document(
        media_type=media_type,
        text=extract.text,
        pages=extract.pages,
        words=extract.words,
        styles=extract.styles,
        running=extract.running,
        fields=find_fields(extract, filename, parts),
        sections=find_sections(parts, len(extract.text)),
        hidden_text=extract.hidden_text,
        warnings=extract.warnings,
        text_quality=grade_text(extract),
        reader_version=READER_VERSION,
    )
