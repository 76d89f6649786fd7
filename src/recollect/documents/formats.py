"""Which kind of document some bytes are. Content decides; a file's name is never believed."""

from __future__ import annotations

import re

from recollect.documents.limits import Limits
from recollect.documents.markup.markdown_signs import looks_like_markdown
from recollect.documents.markup.text import decode_markup, decode_text
from recollect.documents.zip_package import ZipPackage
from recollect.domain.document import MediaType
from recollect.errors import DocumentTooLarge, EmptyDocument, EncryptedDocument, UnsupportedDocument

READ_NOW = "PDF, DOCX, ODT, RTF, HTML, Markdown and plain text"
DOCX: MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: MediaType = "application/vnd.oasis.opendocument.text"
_CONTENT_TYPES = "[Content_Types].xml"
_HEADER_WITHIN = 1024  # as PDF readers do: some mailers and scanners put lines before the header
_OBJECT = re.compile(rb"\d\s+obj\b")
_MARKUP = re.compile(
    r"(?>(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,5000}?-->)*)<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(r"\s*<(?:div|p|h[1-6]|table|section|article|main|span|ul|font|meta|style)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:div|p|h[1-6]|table|section|article|main|span|ul|font)\s*>", re.IGNORECASE)
_OTHER_MARKUP = re.compile(r"\s*<(?:\?xml\s|svg[\s>]|!doctype\s)", re.IGNORECASE)
_MARKUP_WITHIN = 16_384
_MAIL = re.compile(r"(?:From .*\n)?(?:[A-Za-z][\w-]*:.*\n(?:[ \t].*\n)*){0,30}?MIME-Version:\s*1\.0", re.IGNORECASE)
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_IN_OLE = "EncryptedPackage".encode("utf-16-le")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (_OLE, "an old Office document (such as .doc)"),
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
_ZIPPED: tuple[tuple[str, str], ...] = (
    ("xl/", "an Excel workbook (XLSX)"),
    ("ppt/", "a PowerPoint presentation (PPTX)"),
    ("Index/Document.iwa", "a Pages document"),
)
_TYPED: tuple[tuple[bytes, str], ...] = (
    (b"application/vnd.oasis.opendocument", "an OpenDocument file other than a text"),
    (b"application/epub+zip", "an EPUB book"),
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
    """Tell the kind of document.

    Raises `UnsupportedDocument`, which says what it seems to be, and for what is packed or protected what a look
    inside raises.
    """
    if data.startswith(ZIP_MAGIC):
        return _packed_kind(ZipPackage(data))
    if _is_pdf(data):
        return "application/pdf"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"{\\rtf":
        return "application/rtf"
    seems = _binary_kind(data)
    if seems is None:
        kind = _text_kind(data)
        if kind is not None:
            return kind
        seems = _unknown_kind(data, filename)
    raise _unsupported(seems)


def is_archive(data: bytes) -> bool:
    """Tell whether it is a ZIP archive of files, and no document that happens to be one. Raises as `detect` does."""
    return data.startswith(ZIP_MAGIC) and _document_in(ZipPackage(data)) is None


def _unsupported(seems: str) -> UnsupportedDocument:
    return UnsupportedDocument(
        f"This seems to be {seems}, and what is read is {READ_NOW}; save it as PDF and upload it again."
    )


def _packed_kind(package: ZipPackage) -> MediaType:
    kind = _document_in(package)
    if kind is None:
        raise UnsupportedDocument(
            "This is a ZIP archive, and one document is wanted here; upload it with POST /api/upload-archive, on a "
            "job's page or with `recollect resume add`."
        )
    return kind


def _document_in(package: ZipPackage) -> MediaType | None:
    """Give the kind of document that a ZIP file is; None for an archive. Raises `UnsupportedDocument`."""
    if "mimetype" in package:
        mark = package.read("mimetype")
        if mark.strip().removesuffix(b"-template") == ODT.encode():
            return ODT
        if seems := next((kind for begin, kind in _TYPED if mark.startswith(begin)), None):
            raise _unsupported(seems)
    for begin, kind in _ZIPPED:
        if (any(name.startswith(begin) for name in package.names) and _CONTENT_TYPES in package) or begin in package:
            raise _unsupported(kind)
    # Other programs than Word name the main part otherwise, and its folder is the same.
    word = _CONTENT_TYPES in package and any(name.startswith("word/") for name in package.names)
    return DOCX if word else None


def _text_kind(data: bytes) -> MediaType | None:
    head = data[:_MARKUP_WITHIN]
    if _starts_markup(head.decode("latin-1").lstrip("ï»¿")) or _starts_markup(decode_text(head) or ""):
        return "text/html" if decode_markup(data) is not None else None
    text = decode_text(data)
    if text is None or _OTHER_MARKUP.match(text) or _is_mail(text):
        return None
    return "text/markdown" if looks_like_markdown(text) else "text/plain"


def _starts_markup(head: str) -> bool:
    return _MARKUP.match(head) is not None or (_FRAGMENT.match(head) is not None and len(_CLOSED.findall(head)) > 1)


def _is_pdf(data: bytes) -> bool:
    if data.lstrip(b"\xef\xbb\xbf\x00\t\n\r\x0c ")[:5] == b"%PDF-":
        return True
    # A text may speak of "%PDF-" near its top; only a PDF has objects after it. One that lost its header is
    # a PDF too, a broken one, and its source is nobody's text.
    return (b"%PDF-" in data[:_HEADER_WITHIN] or b"endobj" in data) and _OBJECT.search(data) is not None


def _binary_kind(data: bytes) -> str | None:
    if data.startswith(_OLE) and _ENCRYPTED_IN_OLE in data:
        raise EncryptedDocument(f"The document asks for a password. {EncryptedDocument.remedy}")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP picture"
    if data[4:8] == b"ftyp":
        return "a picture or film"
    for magic, kind in _MAGIC:
        # Two letters may begin a text too: those magics count only when what follows is no text.
        if data.startswith(magic) and (len(magic) > 3 or decode_text(data) is None):  # noqa: PLR2004 - letters
            return kind
    return None


def _is_mail(text: str) -> bool:
    return _MAIL.match(text[:_MARKUP_WITHIN].replace("\r\n", "\n")) is not None


def _unknown_kind(data: bytes, filename: str) -> str:
    head = decode_text(data[:_MARKUP_WITHIN]) or ""
    if _OTHER_MARKUP.match(head):
        return "an XML file"
    if _is_mail(head):
        return "an e-mail or a web archive (MHTML)"
    if filename.lower().endswith(".pdf"):
        return "something else than a PDF, despite its name"
    return "neither a document nor a text in a known encoding"
