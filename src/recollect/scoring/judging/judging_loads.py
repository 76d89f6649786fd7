"""Amounts that an ad asks for beside years, against those that a résumé names: a weight to lift, a speed of typing."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from recollect.scoring.judging.closeness import RELATED_CREDIT
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.profiles import ResumeProfile

_UNIT = r"(?:\s?\+)?\s?(?P<unit>lbs?|pounds?|kgs?|kilos?|kilograms?|wpm|words (?:per|a) minute)\b"
_ASKED = re.compile(
    rf"\b(?:lift|carry|move|handle|typ)\w*\b[^.;\n]{{0,40}}?\b(?P<number>\d{{2,3}}){_UNIT}", re.IGNORECASE
)
_SAID = re.compile(rf"\b(?:\d{{1,3}}\s?(?:-|–|to)\s?)?(?P<number>\d{{2,3}}){_UNIT}", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:limit\w*|restrict\w*|no more than|not (?:over|above|more)|max\w*|up to)\b", re.IGNORECASE)
_BY_HAND = re.compile(
    r"\b(?:lift|carr|mov|handl|box|sack|bag|parcel|freight|load|crate|keg|case|drum|roll|sheet|hand)", re.IGNORECASE
)
"""Words near a weight that somebody lifts."""
_AROUND = 40
_POUND = 0.4536
_HEAVIEST = 90.0
_SLACK = 0.97


class Load(Struct, frozen=True):
    """A weight in kilograms, or a speed in words a minute."""

    amount: float
    is_speed: bool


def judge_load(least: Load, resume: ResumeProfile) -> Verdict | None:
    """Give the verdict on an amount where a résumé names one of its kind; else None."""
    text = resume.text
    best: tuple[float, re.Match[str]] | None = None
    for match in _SAID.finditer(text):
        load, near = _load_of(match), (max(0, match.start() - _AROUND), match.end() + _AROUND)
        if load.is_speed != least.is_speed:
            continue
        if not load.is_speed and (load.amount > _HEAVIEST or not _BY_HAND.search(text, *near)):
            continue
        if load.amount < least.amount and _LIMIT.search(text, near[0], match.start()):
            return _less(match)
        if best is None or load.amount > best[0]:
            best = load.amount, match
    if best is None:
        return None
    amount, match = best
    return Verdict("met", 1.0, "", (match.span(),)) if amount >= least.amount * _SLACK else _less(match)


def _less(match: re.Match[str]) -> Verdict:
    return Verdict("partly", RELATED_CREDIT, "Less than is asked for.", (match.span(),))


@lru_cache(maxsize=1 << 12)
def load_asked(text: str) -> Load | None:
    """Give the amount that the words of an ad ask for, or None."""
    match = _ASKED.search(text)
    return None if match is None else _load_of(match)


def _load_of(match: re.Match[str]) -> Load:
    unit = match["unit"].lower()
    is_speed = unit.startswith("w")
    return Load(float(match["number"]) * (_POUND if unit.startswith(("lb", "pound")) else 1.0), is_speed)
