"""Plain text: bytes of an unnamed encoding to text."""

from __future__ import annotations

import codecs
import re

from recollect.documents.characters import clean_lines
from recollect.documents.extract import Extract
from recollect.documents.fields.vocabulary import words
from recollect.documents.limits import Limits
from recollect.errors import DocumentTooCostly, EmptyDocument

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.005
# A Western 8-bit text is mostly ASCII; one that is not is in an encoding that can't be told from its bytes.
_MAX_HIGH_SHARE = 0.25
_MIN_LETTER_SHARE = 0.5
_MIN_NUL_SHARE = 0.6
_SAMPLE = 32_768
_LEGACY = (
    "cp1252", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
)  # fmt: skip
_NAMED_WITHIN = 4_096
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_-]{2,40})""", re.IGNORECASE)
_MARKUP_ENCODINGS = words("""
    utf-8 ascii iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10
    iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
    koi8-r koi8-u cp866 cp932 shift_jis shift_jis_2004 euc_jp euc_kr cp949 gb2312 gbk gb18030 big5 big5hkscs
    mac-roman iso2022_jp tis-620
""")


def decode_text(data: bytes) -> str | None:
    """Decode UTF-8, UTF-16 with or without its mark, or an 8-bit or East Asian encoding that the bytes speak for.

    None when they do not look like text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text_or_none(data, "utf-16")
    for text in (_text_or_none(data, "utf-8-sig"), _unmarked_utf16(data)):
        if text is not None:
            return text
    if _CONTROL.search(data.decode("latin-1")):
        return None
    return _decode_legacy(data)


def decode_markup(data: bytes) -> str | None:
    """Decode a web page: by its mark, by the encoding that it names, or as a text."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        named = _CHARSET.search(data[:_NAMED_WITHIN])
        try:
            codec = codecs.lookup(named[1].decode()) if named else None
        except LookupError:
            codec = None
        # An ASCII superset only: a page that names UTF-16 in ASCII is not in it.
        if codec is not None and codec.name in _MARKUP_ENCODINGS:
            return data.decode(codec.name, "replace")
    return decode_text(data)


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


def _unmarked_utf16(data: bytes) -> str | None:
    """Decode UTF-16 that lacks its mark: of Western text in it, every other byte is NUL."""
    head = data[:_SAMPLE]
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(data) % 2 == 0 and high.count(0) > _MIN_NUL_SHARE * len(high):
            return _text_or_none(data, encoding)
    return None


def _decode_legacy(data: bytes) -> str | None:
    """Decode an encoding that says nothing of itself: the likeliest, Windows-1252 where it is as likely as any."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few files need it, and it takes a while to load

    ranked = list(from_bytes(_sample(data), cp_isolation=list(_LEGACY), enable_fallback=False))
    best = ranked[0] if ranked else None
    western = next((one for one in ranked if "cp1252" in {one.encoding, *one.could_be_from_charset}), None)
    if best is not None and not (
        western is not None and western.chaos <= best.chaos and western.coherence >= best.coherence
    ):
        return _text_or_none(data, best.encoding)
    high = sum(byte > 0x7F for byte in data)  # noqa: PLR2004 - the end of ASCII
    if high > _MAX_HIGH_SHARE * len(data):
        return None
    text = _text_or_none(data, "cp1252") or data.decode("latin-1")
    letters = sum(c.isalnum() or c.isspace() for c in text)
    return text if letters >= _MIN_LETTER_SHARE * len(text) else None


def _sample(data: bytes) -> bytes:
    """Give the beginning of a text, whole lines: no character is cut in its middle."""
    if len(data) <= _SAMPLE:
        return data
    return data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]


def _text_or_none(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = len(_CONTROL.findall(text))
    return text if controls <= _MAX_CONTROL_SHARE * len(text) else None
