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
_POOR_OCR, _FAIR_OCR = 0.6, 0.85
_FEW_WORDS = 20
"""Fewer words a page than this is a form, a cover or a scan with a stamp, hardly a résumé."""


def grade_text(extract: Extract) -> TextQuality:
    """Grade by the share of words with undecoded characters, by words per page, and by how sure OCR is.

    One private-use character alone is an icon and does no harm; two in a word are a font without a map.
    """
    words = extract.text.split()
    if not words:
        return "none"
    sure = _ocr_confidence(extract)
    bad = sum(_BAD_WORD.search(word) is not None for word in words)
    if bad > _POOR_SHARE * len(words) or sure < _POOR_OCR:
        return "poor"
    sparse = len(words) < _FEW_WORDS * max(1, len(extract.pages))
    recognised = sum(page.ocr_confidence is not None for page in extract.pages)
    doubtful = sure < _FAIR_OCR or len(extract.warnings) > recognised
    return "fair" if sparse or doubtful or bad > _FAIR_SHARE * len(words) else "good"


def _ocr_confidence(extract: Extract) -> float:
    """Give how sure the recognition of the pages is that were recognised, weighed by their length; 1 where none was."""
    pages = [page for page in extract.pages if page.ocr_confidence is not None]
    length = sum(page.end - page.start for page in pages)
    if not length:
        return 1.0
    return sum((page.ocr_confidence or 0.0) * (page.end - page.start) for page in pages) / length
