"""Texts as they may be kept, and words as they are searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct

from recollect.errors import UnusableText

SEARCH_TOKENS_VERSION = 1
"""Raised when `search_tokens` gives other tokens for the same text: the search index is then rebuilt."""

_UNUSABLE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
_FOLDED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def require_usable(text: str, where: str) -> str:
    """Return `text` as it is, or raise `UnusableText` when it holds a NUL or a lone surrogate."""
    if "\0" in text or not (text.isascii() or _UNUSABLE.search(text) is None):
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


def require_usable_tree(value: object, where: str) -> None:
    """Check every text inside `value`, a JSON value or a Struct, as `require_usable` does."""
    if isinstance(value, str):
        require_usable(value, where)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            require_usable_tree(key, where)
            require_usable_tree(item, f"{where}.{key}")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            require_usable_tree(getattr(value, name), name)
    elif isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        for item in value:
            require_usable_tree(item, where)
