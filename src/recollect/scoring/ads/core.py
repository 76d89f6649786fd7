"""Where in a sentence of an ad the thing that is asked for begins and ends, and what is only said around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LEAD = re.compile(
    r"\W*(?:(?:and|also|that|to|you(?! are\b)(?:['’](?:ve|ll|d))?|can|have|has|had|will have|know how to|"
    r"(?:an? )?(?:knack|gift|talent|head|eye|flair|nose) for|(?:already|actually|really|personally))\s+)+(?=\w)",
    re.IGNORECASE,
)
"""What leads to what is asked for: ``that you've``, ``a knack for``."""
_OPENS = re.compile(
    r"\W*(?:if|as an?|in order|when|where|while|whether|what|why|how|with|although|after|before)\b", re.IGNORECASE
)
"""How a sentence begins whose first part only leads up to what it says."""
_OWN = (
    r"(?:(?:and|but|because|since|as|so|sorry,?) )?"
    r"(?:we|our|us|it|it['’]s|that['’]s|they|you|you['’]ll|you['’]d|half|most|please|the rest|however|"
    r"whichever|whatever|from day one)\b"
)
_REASON = re.compile(
    r",?\s+(?:so that|so (?:we|you|they|it|half|most)|because|since (?:we|you|our|it|they)|"
    r"as (?:we|our|you|it|they|half|most|this|these|there)(?:['’]s)?)\b|,\s+sorry\b|\s+[–—-]+\s+sorry\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"\s*[,;:]\s+{_OWN}|\s+[–—-]+\s+{_OWN}|"
    r",?\s+and (?:[\w'’-]+ ){1,4}(?:it|them|that|this|so)$|"
    r"\s+(?:that|which) (?:[\w'’-]+ ){1,3}(?:really |actually |still )?"
    r"(?:used?|needs?|wants?|likes?|reads?|sees?|works?|counts?|follows?|understands?)$",
    re.IGNORECASE,
)
"""What else is said behind it: the employer's own words, how it is to be done, whom it is for."""
_LIKED = re.compile(
    r"[\s,(–-]+(?:(?:which|that|this) )?(?:(?:is|are|would|will)\b(?:(?! (?:to|the|in|of)\b)[^.,;()]){0,24}"
    r"\b(?:advantage|plus|bonus|asset|preferred|desirable|desired|essential|required|beneficial|helpful|useful|handy|"
    r"welcome|regarded|favou?rably|needed|must|necessary|mandatory|great|ideal|lovely|nice)|"
    r"preferred|required|desirable|essential|an? (?:\w+ )?(?:advantage|plus|bonus|must|asset))\W*$",
    re.IGNORECASE,
)
"""How an ad says behind a thing how much it is asked for, which is no word of the thing."""
_REMARK = re.compile(
    r"\s*\((?![^()]*\b(?:should|must|need)\b)"
    r"(?:(?:please|we|our|it|you|they|no|not|sorry|and|but|yes|don['’]t)\b[^()]*(?:\)|$)|[^()]*!\s*[^()]*\))",
    re.IGNORECASE,
)
_EXCLAIMED = re.compile(r"\([^()]*!\s*[^()]*\)")
_DENIED = re.compile(
    r"(?:[,(]|\s[–—-])\s*(?:but )?(?:not|no|never)\b"
    r"(?! (?:only|just|merely|limited|necessarily|strictly|essential|required|necessary|mandatory|needed|more than|"
    r"less than|longer than))[^.;,()]*",
    re.IGNORECASE,
)
_NOT_ENOUGH = re.compile(
    r"\((?P<what>[^()]*?)\b(?:(?:is|are|does|do|will)(?: not|n['’]t) (?:be )?"
    r"(?:enough|sufficient|count|accepted|suffice|do))\b[^()]*\)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:must|required|need|should|essential)\b", re.IGNORECASE)
_FEWEST_WORDS = 2


def core_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span of what a sentence asks for; the whole of it where too little would be left.

    ``A knack for reproducing bugs, so that nobody has to ask`` asks for ``reproducing bugs``.
    """
    if _OPENS.match(text, start, end):
        return start, end
    lead = _LEAD.match(text, start, end)
    first = start if lead is None else lead.end()
    cuts = [
        match.start()
        for pattern in (_REASON, _TAIL, _REMARK, _LIKED)
        if (match := pattern.search(text, first + 1, end)) is not None
        and text.count("(", first, match.start()) == text.count(")", first, match.start())
    ]
    last = min(cuts, default=end)
    return (first, last) if len(text[first:last].split()) >= _FEWEST_WORDS else (start, end)


def spans_beside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a sentence that ask for nothing: what is not meant or not enough, reasons and remarks."""
    for pattern in (_DENIED, _EXCLAIMED, _NOT_ENOUGH):
        yield from (match.span() for match in pattern.finditer(text, start, end))
    reason = _REASON.search(text, start + 1, end)
    if reason is not None and not _ASKS.search(text, reason.end(), end) and not _OPENS.match(text, start, end):
        yield reason.start(), end
