"""Texts as they may be kept, and words as they are searched."""

from __future__ import annotations

import re
import unicodedata

from recollect.errors import UnusableText

SEARCH_TOKENS_VERSION = 1
"""Raised when `search_tokens` gives other tokens for the same text: the search index is then rebuilt."""

_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_TOKEN = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
_FOLDED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def require_usable(text: str, where: str) -> str:
    """Return `text` as it is, or raise `UnusableText` when it holds a NUL or a lone surrogate."""
    if _UNUSABLE.search(text):
        raise UnusableText(f"{where} holds a NUL or half of a surrogate pair; send it without.")
    return text


def fold(text: str) -> str:
    """Fold case and accents away, so that ``Élodie`` and ``ELODIE`` are the same."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_FOLDED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def search_tokens(text: str) -> list[str]:
    """Split a text into the tokens that search knows: folded words; ``c++`` and ``c#`` keep their signs."""
    return _TOKEN.findall(fold(text))
