"""Which kind of document some bytes are. Content decides; a file's name is never believed."""

from __future__ import annotations

import re

from recollect.documents.limits import Limits
from recollect.documents.text import decode_text
from recollect.domain.document import MediaType
from recollect.errors import DocumentTooLarge, EmptyDocument, UnsupportedDocument

READ_NOW = "PDF and plain text"
_HEADER_WITHIN = 1024  # as PDF readers do: some mailers and scanners put lines before the header
_OBJECT = re.compile(rb"\d\s+obj\b")
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE | re.DOTALL
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (such as .doc)"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (DOCX)"),
    (b"xl/", "an Excel workbook (XLSX)"),
    (b"ppt/", "a PowerPoint presentation (PPTX)"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"application/epub+zip", "an EPUB book"),
    (b"Index/Document.iwa", "a Pages document"),
)


def check_size(data: bytes, limits: Limits) -> None:
    """Raise `EmptyDocument` for no bytes at all and `DocumentTooLarge` for more than the limit."""
    if not data:
        raise EmptyDocument("The file is empty (0 bytes); upload it again.")
    if len(data) > limits.max_bytes:
        raise DocumentTooLarge(
            f"The file has {len(data) / 2**20:.1f} MiB and the limit is {limits.max_bytes / 2**20:.0f} MiB; "
            "save it with smaller pictures and upload it again."
        )


def detect(data: bytes, filename: str) -> MediaType:
    """Tell the kind of document. Raises `UnsupportedDocument`, which says what it seems to be."""
    if _is_pdf(data):
        return "application/pdf"
    seems = _binary_kind(data)
    if seems is None:
        text = decode_text(data)
        if text is not None and not _MARKUP.match(text):
            return "text/plain"
        seems = "a web page (HTML)" if text is not None else _unknown_kind(filename)
    raise UnsupportedDocument(
        f"This seems to be {seems}, and what is read now is {READ_NOW}; save it as PDF and upload it again."
    )


def _is_pdf(data: bytes) -> bool:
    if data.lstrip(b"\xef\xbb\xbf\x00\t\n\r\x0c ")[:5] == b"%PDF-":
        return True
    # A text may speak of "%PDF-" near its top; only a PDF has objects after it. One that lost its header is
    # a PDF too, a broken one, and its source is nobody's text.
    return (b"%PDF-" in data[:_HEADER_WITHIN] or b"endobj" in data) and _OBJECT.search(data) is not None


def _binary_kind(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _ZIPPED if mark in data), "a ZIP archive")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP picture"
    if data[4:8] == b"ftyp":
        return "a picture or film"
    for magic, kind in _MAGIC:
        # Two letters may begin a text too: those magics count only when what follows is no text.
        if data.startswith(magic) and (len(magic) > 3 or decode_text(data) is None):  # noqa: PLR2004 - letters
            return kind
    return None


def _unknown_kind(filename: str) -> str:
    if filename.lower().endswith(".pdf"):
        return "something else than a PDF, despite its name"
    return "neither a document nor a text in a known encoding"
