"""Texts as they may be kept, and words as they are searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from recollect.errors import InvalidInput, UnusableText

SEARCH_TOKENS_VERSION = 1
"""Raised when `search_tokens` gives other tokens for the same text: the search index is then rebuilt."""

_TOO_LARGE = 2**63
_DEEPEST = 64
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_UNUSABLE = re.compile("[\ud800-\udfff]")
WORD = re.compile(r"[^\W_]+(?:[+#]++(?!\w))?")
"""One word of a text, written or folded."""
_LONGEST_TOKEN = 100
_ASCII_SEPARATORS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)) + bytes(128)
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}
)


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
    return _NOT_ASCII.sub(lambda run: _fold_run(run[0]), lowered)


@lru_cache(maxsize=4096)
def _fold_run(run: str) -> str:
    """Fold what stands between ASCII: whatever is around a letter does not change what it is folded to."""
    decomposed = unicodedata.normalize("NFKD", run)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower().translate(_FOLDED)


def search_tokens(text: str) -> list[str]:
    """Split a text into the tokens that search knows: folded words; ``c++`` and ``c#`` keep their signs.

    Of a word of more than 100 characters the first 100 count.
    """
    return [word[:_LONGEST_TOKEN] for word in WORD.findall(fold(text))]


def index_text(text: str) -> str:
    """Give the tokens of a text joined by spaces, as the search index keeps them."""
    lowered = text.lower()
    if lowered.isascii() and "+" not in lowered and "#" not in lowered:
        return lowered.encode().translate(_ASCII_SEPARATORS).decode()  # many times faster than on a text
    return " ".join(search_tokens(text))


def require_usable_tree(value: object, where: str, depth: int = 0) -> None:
    """Check everything inside `value`, a JSON value or a Struct, as `require_usable` does each text.

    Raises `InvalidInput` for what JSON can't carry faithfully: a number that is not finite or has more than 64 bits,
    or values nested more than 64 deep.
    """
    if isinstance(value, str):
        require_usable(value, where)
    elif value is None or isinstance(value, (int, float)):
        _require_faithful(value or 0, where)
    elif depth > _DEEPEST:
        raise InvalidInput(f"{where} is nested more than {_DEEPEST} deep.")
    elif isinstance(value, Struct):
        for name, item in _filled_in(value):
            require_usable_tree(item, name, depth + 1)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            require_usable_tree(key, where, depth + 1)
            require_usable_tree(item, where, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        for item in value:
            require_usable_tree(item, where, depth + 1)


def _filled_in(value: Struct) -> list[tuple[str, object]]:
    """Give the fields that say something: most are left empty, and nothing can be wrong with that."""
    return [(name, item) for name in value.__struct_fields__ if (item := getattr(value, name))]


def _require_faithful(value: float, where: str) -> None:
    if not abs(value) < _TOO_LARGE:  # NaN is not less than anything
        raise InvalidInput(f"{where} holds a number that JSON does not carry faithfully; send one of at most 64 bits.")
