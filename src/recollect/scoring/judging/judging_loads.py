"""Amounts that an ad asks for beside years, against those that a résumé names: a weight, a speed, a tolerance."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from recollect.scoring.judging.closeness import RELATED_CREDIT
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.profiles import ResumeProfile
from recollect.scoring.reading.standing import FULL, clause_standing

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


_FINE = r"(?P<unit>microns?|micrometres?|µm|μm|mm|thou|thousandths)\b"
_MICRONS = {"mm": 1000.0, "th": 25.4}
_CLOSE_ASKED = re.compile(
    rf"\b(?:work\w*|hold\w*|machin\w*|turn\w*|mill\w*|grind\w*|tolerances?|accura\w+|within|down|measur\w+)\b[^.;\n]{{0,25}}?"
    rf"(?<![\d.])(?P<number>\d+(?:\.\d+)?)\s?{_FINE}",
    re.IGNORECASE,
)
_CLOSE_SAID = re.compile(
    rf"(?<![\d.])(?P<number>\d+(?:\.\d+)?|\.\d+)\s?(?:(?:-|–|to)\s?\d+\s?)?{_FINE}|"
    r"\bmicrons?,?\s(?P<behind>\d{1,2})\b|\b(?P<one>an? (?:thou|micron))\b",
    re.IGNORECASE,
)
_COARSEST = 1000.0
_ONLOOKING = [[key] for key in tokenise("reported attended observed watched transcribed interpreted shadowed").keys]
"""What somebody does who is there and has no hand in a thing: ``200 trials reported``."""
_WORDS_FOR = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_WORDS_FOR, 2)} | {"dozen": 12, "fifteen": 15, "twenty": 20}
_COUNTED = re.compile(
    rf"\b(?:at least|(?:a )?minimum of|min\.?|no fewer than)\s+(?P<number>\d{{1,4}}|{'|'.join(_NUMBERS)})\s+"
    r"(?:(?:full|complete|whole|different|major|successful)\s+)?(?P<thing>[a-z]{4,}s)\b"
    r"(?<!years)(?<!months)(?<!weeks)(?<!hours)(?<!minutes)(?<!people)(?<!words)(?<!pounds)(?<!kilos)(?<!levels)",
    re.IGNORECASE,
)
_NEAR_NUMBER = 3
_BEFORE_SHARE, _NEXT_SHARE, _NEXT_YEAR = 40, 8, 16
_REACHED = re.compile(
    r"\b(?:quotas?|targets?|numbers|sales goals?)\b[^.;\n]{0,30}\b(?:attain\w*|achiev\w*|record)|"
    r"\b(?:attain|achiev|hit|hitting|exceed|beat|mak)\w*\b[^.;\n]{0,30}\b(?:quotas?|targets?|numbers|sales goals?)\b|"
    r"\b1\d\d\s?%\+?[^.;\n]{0,30}\b(?:quota|target)",
    re.IGNORECASE,
)
"""How an ad asks for a record of what was to be sold."""
_PER_CENT = re.compile(r"(?<![\d.,])(?P<share>\d{2,3})(?:\.\d)?\s?%")
_OF_PLAN = re.compile(
    r"\b(?:quota|targets?|plan|attainment|year[- ]end|budget|goal)\b|"
    r"\b20[12]\d\b[^.;\n%]{0,24}$|\bFY ?\d\d\b[^.;\n%]{0,24}$",
    re.IGNORECASE,
)
"""What stands before a share of what was to be sold: ``quota``, or the year alone, ``2024: 112%``."""
_OF_MONEY = re.compile(
    r"\s*(?:of|in 20[12]\d|on|to|against|attainment)\s*(?:plan|quota|target|goal|budget|[$£€]|\d|,|$)", re.IGNORECASE
)
_NOT_SOLD = re.compile(
    r"\s*(?:of (?:the|my|our|all|them|staff|patients|customers|calls|meetings|meeting)|growth|increase|more|less|"
    r"fewer|up|down|reduction|on time|satisfaction|retention|CSAT|activity)\b",
    re.IGNORECASE,
)
_IN_ONE = re.compile(r"\b(?:(?:at least |any )?one of|at least (?:one|once)|at any time)\b", re.IGNORECASE)
_OF_MEETINGS = re.compile(
    r"\s*of (?:the |my |our )?(?:calls?|meetings?|demos?|dials?|activity)[- ](?:quota|target|goal)s?\b", re.IGNORECASE
)
_NOT_OF_SALES = "Of calls or meetings, not of what was sold."
_LEAST_SHARE, _MOST_SHARE = 40, 400
_WHOLE = 100


class Count(Struct, frozen=True):
    """So many of a thing, by the stem of its name."""

    number: int
    thing: str


class Load(Struct, frozen=True):
    """A weight in kilograms, or a speed in words a minute."""

    amount: float
    is_speed: bool


class Numbers(Struct, frozen=True):
    """What an ad asks for that numbers answer: a load, so many of a thing, a record of reaching what was to be sold.

    `microns` are those within which somebody is to work.
    """

    load: Load | None
    count: Count | None
    attainment: bool
    microns: float | None


@lru_cache(maxsize=1 << 12)
def numbers_asked(text: str) -> Numbers | None:
    """Give what the words of an ad ask for that numbers answer, or None."""
    load, match = _ASKED.search(text), _COUNTED.search(text)
    attainment = _REACHED.search(text) is not None
    microns = _tolerance_asked(text)
    if load is None and match is None and not attainment and microns is None:
        return None
    count = None
    if match is not None:
        count = Count(_number_of(match["number"].lower()), tokenise(match["thing"]).stems[-1])
    return Numbers(None if load is None else _load_of(load), count, attainment, microns)


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


def judge_tolerance(least: float, verdict: Verdict, resume: ResumeProfile) -> Verdict:
    """Give the verdict on so many microns at most; where no number is told, less than one by the words."""
    best: tuple[float, re.Match[str]] | None = None
    for match in _CLOSE_SAID.finditer(resume.text):
        microns = _microns_in(match)
        if 0 < microns <= _COARSEST and (best is None or microns < best[0]):
            best = microns, match
    if best is not None:
        return Verdict("met", 1.0, "", (best[1].span(),)) if best[0] <= least else _less(best[1])
    if verdict.status != "met":
        return verdict
    return Verdict("partly", RELATED_CREDIT, "Not told how closely.", verdict.proofs, verdict.terms)


def _tolerance_asked(text: str) -> float | None:
    """Give the microns within which the words of an ad ask to work, or None."""
    match = _CLOSE_ASKED.search(text)
    return None if match is None else float(match["number"]) * _MICRONS.get(match["unit"][:2].lower(), 1.0)


def _microns_in(match: re.Match[str]) -> float:
    if match["behind"]:
        return float(match["behind"])
    if match["one"]:
        return _MICRONS.get(match["one"].split()[1][:2].lower(), 1.0)
    return float(match["number"]) * _MICRONS.get(match["unit"][:2].lower(), 1.0)


def judge_count(least: Count, resume: ResumeProfile) -> Verdict | None:
    """Give the verdict on a number of things where a résumé counts such things; else None."""
    tokens = resume.tokens
    best: tuple[int, int, int] | None = None
    seen: tuple[int, int, int] | None = None
    for at, stem in enumerate(tokens.stems):
        if stem != least.thing or not resume.scored[at] or resume.text[tokens.ends[at] - 1] not in "sS":
            continue
        for before in range(at - 1, max(-1, at - 1 - _NEAR_NUMBER), -1):
            number = _number_of(tokens.keys[before])
            if number and clause_standing(resume.text, tokens, before, at + 1) >= FULL:
                if tokens.keys[at + 1 : at + 2] in _ONLOOKING:
                    seen = max(seen or (0, 0, 0), (number, before, at))
                else:
                    best = max(best or (0, 0, 0), (number, before, at))
                break
    if best is None and seen is not None:
        return Verdict("partly", RELATED_CREDIT, "As an onlooker.", ((tokens.starts[seen[1]], tokens.ends[seen[2]]),))
    if best is None:
        return None
    number, first, last = best
    span = tokens.starts[first], tokens.ends[last]
    if number >= least.number:
        return Verdict("met", 1.0, "", (span,))
    return Verdict("partly", RELATED_CREDIT, "Less than is asked for.", (span,))


def judge_attainment(resume: ResumeProfile, *, once: bool = False) -> Verdict | None:
    """Give the verdict on a record of selling where a résumé gives its shares of what was to be sold; else None.

    It is met where no more years fell short than did not, or `once` where one did not.
    """
    text = resume.text
    reached: list[re.Match[str]] = []
    missed: list[re.Match[str]] = []
    others: re.Match[str] | None = None
    last = -_BEFORE_SHARE
    for match in _PER_CENT.finditer(text):
        share = int(match["share"])
        before = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _BEFORE_SHARE) : match.start()]
        if not _LEAST_SHARE <= share <= _MOST_SHARE or _NOT_SOLD.match(text, match.end()):
            others = _OF_MEETINGS.match(text, match.end()) or others
            continue
        if others is not None and match.start() - others.end() < _NEXT_YEAR:
            continue
        follows = match.start() - last < _NEXT_SHARE
        if follows or _OF_PLAN.search(before) or _OF_MONEY.match(text, match.end()):
            (reached if share >= _WHOLE else missed).append(match)
            last = match.end()
    if not reached and not missed:
        return None if others is None else Verdict("partly", RELATED_CREDIT, _NOT_OF_SALES, (others.span(),))
    if len(reached) >= (1 if once else max(1, len(missed))):
        return Verdict("met", 1.0, "", (reached[0].span(),))
    return Verdict("partly", RELATED_CREDIT, "Less than is asked for.", ((reached or missed)[0].span(),))


@lru_cache(maxsize=1 << 10)
def share_asked(description: str, start: int, end: int) -> bool:
    """Whether the line of an ad that asks for such a record says how much of it: ``100%+ in one of two years``."""
    return _PER_CENT.search(description, start, _line_end(description, end)) is not None


@lru_cache(maxsize=1 << 10)
def once_is_enough(description: str, start: int, end: int) -> bool:
    """Whether the line of an ad that asks for such a record takes one year of it: ``in one of the last two years``."""
    return _IN_ONE.search(description, start, _line_end(description, end)) is not None


def _line_end(text: str, offset: int) -> int:
    stop = text.find("\n", offset)
    return len(text) if stop < 0 else stop


def _number_of(key: str) -> int:
    return int(key) if key.isascii() and key.isdecimal() and len(key) < len("2000") else _NUMBERS.get(key, 0)


def _less(match: re.Match[str]) -> Verdict:
    return Verdict("partly", RELATED_CREDIT, "Less than is asked for.", (match.span(),))


def _load_of(match: re.Match[str]) -> Load:
    unit = match["unit"].lower()
    is_speed = unit.startswith("w")
    return Load(float(match["number"]) * (_POUND if unit.startswith(("lb", "pound")) else 1.0), is_speed)
