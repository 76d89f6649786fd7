"""How far the text of a document can be relied on."""

from __future__ import annotations

import re

from recollect.documents.extract import Extract
from recollect.domain.document import TextQuality

_BAD_WORD = re.compile(
    "\ufffd|[\ue000-\uf8ff\U000f0000-\U0010fffd]\\S*[\ue000-\uf8ff\U000f0000-\U0010fffd]|\\(cid:\\d+\\)"
)
_FAIR_SHARE = 0.02
_POOR_SHARE = 0.15
_FEW_WORDS = 20
"""Fewer words a page than this is a form, a cover or a scan with a stamp, hardly a résumé."""


def grade_text(extract: Extract) -> TextQuality:
    """Grade by the share of words with undecoded characters, and by words per page.

    One private-use character alone is an icon and does no harm; two in a word are a font without a map.
    """
    words = extract.text.split()
    bad = sum(_BAD_WORD.search(word) is not None for word in words)
    if bad > _POOR_SHARE * len(words):
        return "poor"
    sparse = len(words) < _FEW_WORDS * max(1, len(extract.pages))
    return "fair" if sparse or bad > _FAIR_SHARE * len(words) or extract.warnings else "good"
