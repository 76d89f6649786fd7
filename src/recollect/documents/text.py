"""Plain text: bytes of an unnamed encoding to text."""

from __future__ import annotations

import codecs
import re

from recollect.documents.characters import clean_lines
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.errors import DocumentTooCostly, EmptyDocument

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.005
# A Western 8-bit text is mostly ASCII; one that is not is in an encoding that can't be told from its bytes.
_MAX_HIGH_SHARE = 0.25
_MIN_LETTER_SHARE = 0.5


def decode_text(data: bytes) -> str | None:
    """Decode UTF-8, UTF-16 with its mark, or Windows-1252; None when the bytes do not look like text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text_or_none(data, "utf-16")
    text = _text_or_none(data, "utf-8-sig")
    if text is not None:
        return text
    high = sum(byte > 0x7F for byte in data)  # noqa: PLR2004 - the end of ASCII
    if _CONTROL.search(data.decode("latin-1")) or high > _MAX_HIGH_SHARE * len(data):
        return None
    text = _text_or_none(data, "cp1252") or data.decode("latin-1")
    letters = sum(c.isalnum() or c.isspace() for c in text)
    return text if letters >= _MIN_LETTER_SHARE * len(text) else None


def extract_text(data: bytes, limits: Limits) -> Extract:
    """Read plain text. Raises `EmptyDocument` and `DocumentTooCostly`."""
    decoded = decode_text(data)
    if decoded is None:
        raise ValueError("extract_text takes what decode_text can decode")
    text = clean_lines(decoded).strip("\n")
    if not text.strip():
        raise EmptyDocument("The file holds no text; check that it is the right file.")
    if len(text) > limits.max_characters:
        raise DocumentTooCostly(f"The text is longer than {limits.max_characters:,} characters; upload a shorter one.")
    return Extract(text=text)


def _text_or_none(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = len(_CONTROL.findall(text))
    return text if controls <= _MAX_CONTROL_SHARE * len(text) else None
