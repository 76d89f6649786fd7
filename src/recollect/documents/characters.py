"""The characters that may stand in a document's text."""

from __future__ import annotations

import re

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# C0 and C1 controls but tab and line feed, soft hyphen, zero-width space, word joiner, byte order mark,
# surrogates and non-characters: a reader sees none of them, and a search would stumble over each.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")


def clean_characters(text: str) -> str:
    """Join surrogate pairs and drop what a reader cannot see and a store cannot keep."""
    if not _INVISIBLE.search(text):
        return text
    return _INVISIBLE.sub("", _PAIR.sub(_join_pair, text))


def clean_lines(text: str) -> str:
    r"""Clean a whole text: every line ends with ``\n``, and no invisible character is left."""
    return clean_characters(_LINE_END.sub("\n", text))


def _join_pair(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
