"""How long a sentence of an ad asks that somebody has worked: ``5+ years``, ``a decade``, ``eighteen months``."""

from __future__ import annotations

import re

from recollect.scoring.ads.asked_words import EXPERIENCED, TIME_UNITS
from recollect.scoring.ads.segments import Segment

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"fifteen": 15, "twenty-four": 24, "thirty-six": 36, "eighteen": 18, "twenty": 20}
_YEARS = re.compile(
    rf"(?<![\d$£€.,])(?:(\d{{1,2}})|\b({'|'.join(NUMBERS)})(?:\s*\(\d{{1,2}}\))?)\s*(?:\+|[- ]?plus\b|"
    rf"or more\b|-(?=(?:year|month)s?\b[^.;]{{0,60}}\bexperience))?\s*(?:full )?"
    rf"(?:(?:-|–|—|to|or|bis|à|a|tot)\s*(?:\d{{1,2}}|(?:{'|'.join(NUMBERS)})\b)\s*\+?\s*)?(?:\(\d{{1,2}}\)\s*)?({TIME_UNITS})\b"
    r"[’'`]?(?!\s*(?:old|of age|ago|warranty|in business|\+?\s*old|(?:college|university) |degree|contract))",
    re.IGNORECASE,
)
_MONTHS = ("mo", "mes", "maand")
_SEVERAL_YEARS = re.compile(
    r"\byears?\s*\(\s*(?:min(?:imum|\.)?|at least|mind\.|ideally)\s*(?:of\s*)?(\d{1,2})\s*\+?\s*(?:years?)?\s*\)",
    re.IGNORECASE,
)
ABOUT_EMPLOYER = re.compile(
    r"\b(?:(?:we|they) have|we've|our (?:company|firm|team) has|established|founded|in business|history of|"
    r"(?:has|have|['’]s|['’]ve) (?:been|worked) (?:here|with us)|"
    r"for over|for more than|for nearly|family[- ]owned)\b",
    re.IGNORECASE,
)
_SOME_YEARS = re.compile(
    r"\b(?:several|many|multiple|a few) years?['’]? (?:of )?(?:[\w-]+ ){0,2}?experience\b", re.IGNORECASE
)
_WORDED = re.compile(
    r"\b(?P<half>half a|a|over a|nearly a|at least a|more than a|the best part of a) decade\b|"
    r"\b(?P<two>a couple of|a pair of) years\b|"
    r"(?:\b(?:at least|minimum(?: of)?|min\.|more than|over|nearly|around|about|have|done|with) (?:an?|one) "
    r"(?:full |good )?year\b(?!['’]s (?:leave|contract|notice))|"
    r"\b(?:an?|one) (?:full |good )?year['’]s (?:[\w-]+ ){0,2}experience\b)|"
    r"\ba (?:full )?year or (?:two|more|longer)\b",
    re.IGNORECASE,
)
"""A time in words: ten years where neither of its names is there but a decade."""
_LEAST = re.compile(
    r"\b(?:at least|minimum(?: of| de)?|min\.?|no less than|more than|over|mindestens|au moins|al menos|"
    r"mínimo(?: de)?|almeno|minimaal|minstens|minst|pelo menos)\s*$",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"\b(?:experience|expérience|experiencia|experiência|esperienza|ervaring|erfahrung|berufserfahrung)\s+"
    r"(?:[\wéí]+\s+)?(?:of|de|di|van|von)\s+(?:(?:at least|au moins|al menos|almeno|mindestens|minimaal)\s+)?$",
    re.IGNORECASE,
)
"""What stands before a time of the experience that it is of: ``expérience de 3 ans``."""
_DOING = re.compile(r"[’'`]?\s+(?:of|in|as|with|on|als|como)\s|[’'`]?\s+\w{3,}ing\b", re.IGNORECASE)
_AGE = re.compile(r"years? (?:of age|old)|\bage\b|\baged\b|\b(?:jahre alt|ans révolus|jaar oud)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:in|of|over|during|within|for) (?:at least one of )?the (?:last|past)\s*$|"
    r"\b(?:my|our) (?:[\w-]+ ){1,3}of\s*$",
    re.IGNORECASE,
)
"""What stands before a time gone by, or that of somebody who leaves: ``my assistant of``."""
_BY_THEN = re.compile(
    r"\b(?:within|after|every|(?:violation|accident|point|conviction|offence)s? in|(?:in|"
    r"for) the (?:first|next))\s*(?:the )?$",
    re.IGNORECASE,
)
"""What stands before a time in which something is to be done, or that goes by."""
_FOR_SO_LONG = re.compile(
    r"\b(?:fixed[- ]term|temporary|maternity cover|contract|secondment|probation\w*|appointment|duration|initially)\b"
    r"(?:(?!at least|minimum)[^.;]){0,20}$",
    re.IGNORECASE,
)
"""What stands before the time for which a post is given."""


def time_asked(text: str, segment: Segment, *, named: bool) -> tuple[int, int, float | None] | None:
    """Give where a sentence asks for a time at work, from and to, and how many years; None where it says no number."""
    several = _SEVERAL_YEARS.search(text, segment.start, segment.end)
    if several is not None:
        return several.start(), several.end(), float(several.group(1))
    sentence = text[segment.start : segment.end]
    for match in _YEARS.finditer(text, segment.start, segment.end):
        tail = text[match.start() : min(segment.end, match.end() + 12)]
        if _AGE.search(tail) or (match.group(1) == "18" and not EXPERIENCED.search(sentence)):
            continue
        if _FOR_SO_LONG.search(text, segment.start, match.start()):
            continue
        if _PAST.search(text, segment.start, match.start()) or _BY_THEN.search(text, segment.start, match.start()):
            continue
        asking = _LEAST.search(text, segment.start, match.start()) or _DOING.match(text, match.end(), segment.end)
        if not (EXPERIENCED.search(sentence) or segment.part in {"must", "plain", "nice"} or named or asking):
            continue
        value = number_said(match.group(1) or match.group(2))
        years = round(value / 12, 2) if match.group(3).lower().startswith(_MONTHS) else value
        of_time = _OF_TIME.search(text, segment.start, match.start())
        return (match if of_time is None else of_time).start(), match.end(), years
    worded = _WORDED.search(text, segment.start, segment.end)
    if worded is not None and not _PAST.search(text, segment.start, worded.start()):
        return worded.start(), worded.end(), _worded_years(worded)
    some = _SOME_YEARS.search(text, segment.start, segment.end)
    return None if some is None or ABOUT_EMPLOYER.search(sentence) else (some.start(), some.end(), None)


def number_said(said: str) -> float:
    """Give a number in digits or in words."""
    return float(NUMBERS.get(said.lower(), 0) or said)


def _worded_years(match: re.Match[str]) -> float:
    """Give the years of a time in words."""
    if match["half"] is not None:
        return 5.0 if match["half"].lower().startswith("half") else 10.0
    return 2.0 if match["two"] is not None else 1.0
