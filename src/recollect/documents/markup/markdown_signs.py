"""Whether a text carries the marks of Markdown."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^ {0,3}#{1,6} \S", re.MULTILINE)
_SIGNS = (
    re.compile(r"(?<![*\w])\*\*[^*\n]{1,200}\*\*(?!\w)"),
    re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|mailto:|tel:|#)[^)\s]{1,500}\)"),
    re.compile(r"^ {0,3}\|?(?: ?:?-{3,}:? ?\|)+", re.MULTILINE),
    re.compile(r"^ {0,3}```", re.MULTILINE),
    re.compile(r"^ {0,3}[*-] \S.*\n {0,3}[*-] \S", re.MULTILINE),
)
_SEEN = 50_000


def looks_like_markdown(text: str) -> bool:
    """Tell whether a text carries Markdown's marks: headings, and one sign more, or two signs."""
    head = text[:_SEEN]
    signs = sum(sign.search(head) is not None for sign in _SIGNS)
    headings = len(_HEADING.findall(head))
    return signs >= 1 and headings >= 1 or headings >= 2 or signs >= 3  # noqa: PLR2004, RUF021 - how much says so
