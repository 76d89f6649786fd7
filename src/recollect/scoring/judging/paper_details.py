"""What an ad asks of a paper beside its name, hours of a course, marks, the body that gives it, and what was got."""

from __future__ import annotations

import re
from functools import lru_cache

from recollect.domain.analysis import Requirement
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.profiles import JobProfile, ResumeProfile

_HOURS = re.compile(r"\b(\d{1,3})[- ]?(?:hours?|hrs?)\b", re.IGNORECASE)
_DAYS = re.compile(
    r"\b(one|two|three|four|five|half|\d)[- ](?:full )?days?\b(?!['’]? (?:a|per|each|every|week)\b)", re.IGNORECASE
)
_IN_DAYS = {"half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_HOURS_A_DAY = 6
"""A day of a course of first aid or safety, as the bodies that recognise them count it."""
_SHORT = re.compile(r"\bemergency (?:paediatric|pediatric) first aid\b", re.IGNORECASE)

_MARKS = ("u", "g", "f", "e", "d", "c", "b", "a")
_SCHOOL_PAPER = re.compile(r"\b(?:gcses?|o[- ]levels?|nat(?:ional)? 5s?|standard grades?|igcses?)\b", re.IGNORECASE)
_LEAST_MARK = re.compile(
    r"\b(?:grades?|marks?)\s*(?:of\s*)?(?:at least\s*)?(?:a\*?\s*(?:-|–|to)\s*)?([a-g4-9])(?:\s*/\s*([a-g4-9]))?"
    r"(?![\w.])|"
    r"\ba\*?\s*(?:-|–|to)\s*([a-e])\b|\b9\s*(?:-|–|to)\s*([4-7])\b|\b([c4])\s*(?:or above|or better|\+)(?!\w)",
    re.IGNORECASE,
)
_SUBJECTS = ("english", "math")
_MARK_BEHIND = (
    r"\w*(?: (?:language|literature|lang|lit))?[^\S\n]*[(:–-]?[^\S\n]*(?:grade )?([a-g]\*?|u|[1-9])(?![\w.*])"
)
_SUBJECT_MARKS = {one: re.compile(rf"\b{one}{_MARK_BEHIND}", re.IGNORECASE) for one in _SUBJECTS}
_OF_LETTERS = {"9": 7, "8": 7, "7": 7, "6": 6, "5": 5, "4": 5, "3": 4, "2": 3, "1": 2}
_CLASS = (
    (re.compile(r"\b(?:first[- ]class|1st(?: class)?|\(?first\)?(?= honou?rs))\b|\b1[:.]1\b", re.IGNORECASE), 4),
    (re.compile(r"\b2[:.]1\b|\bupper[- ]second\b|\b2[:.]?i\b", re.IGNORECASE), 3),
    (re.compile(r"\b2[:.]2\b|\blower[- ]second\b|\b2[:.]?ii\b", re.IGNORECASE), 2),
    (re.compile(r"\bthird[- ]class\b|\b3rd class\b", re.IGNORECASE), 1),
)

_BODIES = {
    "ICE": r"(?:[AMFT]?ICE|EngTech ICE)\b|Institution of Civil Engineers",
    "CIWEM": r"(?:[MF]?CIWEM|C\.?WEM)\b|Institution of Water and Environmental",
    "IMechE": r"[AMF]?I(?:Mech|MECH)E\b|Institution of Mechanical Engineers",
    "IStructE": r"[AMFT]?I(?:Struct|STRUCT)E\b|Institution of Structural Engineers",
    "IET": r"[MFT]?IET\b|Institution of Engineering and Technology",
    "CIBSE": r"[AMF]?CIBSE\b",
    "IChemE": r"[AMF]?I(?:Chem|CHEM)E\b|Institution of Chemical Engineers",
    "CIHT": r"[MF]?CIHT\b|Institution of Highways",
    "Engineers Ireland": r"[MF]?IEI\b|Engineers Ireland",
}
_BODY = {name: re.compile(rf"\b(?:{said})") for name, said in _BODIES.items()}
_CHARTERED = re.compile(r"\b(?:chartered|incorporated|charter\w*|membership|member)\b", re.IGNORECASE)


def less_than_asked(requirement: Requirement, verdict: Verdict, resume: ResumeProfile, job: JobProfile) -> str:
    """Give why every proof of a paper shows less of it than an ad asks for; nothing where one does not."""
    start = requirement.start or 0
    asked = _line(job.description, start, requirement.end or start)
    lines = [_line(resume.text, *proof) for proof in verdict.proofs]
    hours = hours_told(requirement.text)
    if hours and lines and all(0 < hours_told(one) < hours for one in lines):
        return "A shorter course than is asked for."
    if (mark := _mark_asked(asked)) and lines and all(_marks_below(one, asked, mark) for one in lines):
        return "With lower marks than are asked for."
    rank = class_told(asked) if requirement.kind == "education" else 0
    if rank and lines and all(0 < class_told(one) < rank for one in lines):
        return "Of a lower class than is asked for."
    bodies = _bodies_in(requirement.text) if _CHARTERED.search(requirement.text) else frozenset()
    if bodies and lines and all(_bodies_in(one) and bodies.isdisjoint(_bodies_in(one)) for one in lines):
        return "Of another body."
    return ""


@lru_cache(maxsize=1 << 12)
def hours_told(text: str) -> float:
    """Give the hours of a course that a text tells, a day as six of them, or 0."""
    if (hours := [int(one.group(1)) for one in _HOURS.finditer(text)]) != []:
        return max(hours)
    if (days := [one.group(1).lower() for one in _DAYS.finditer(text)]) != []:
        return max(_IN_DAYS.get(one) or float(one) for one in days) * _HOURS_A_DAY
    return _HOURS_A_DAY if _SHORT.search(text) else 0


@lru_cache(maxsize=1 << 12)
def class_told(text: str) -> int:
    """Give the class of an honours degree that a text tells, from 4 (first) to 1, or 0; of several the lowest."""
    return min((rank for pattern, rank in _CLASS if pattern.search(text)), default=0)


@lru_cache(maxsize=1 << 10)
def _mark_asked(text: str) -> int:
    """Give the lowest mark of a school-leaving certificate that an ad takes, on the scale of letters, or 0."""
    if not _SCHOOL_PAPER.search(text):
        return 0
    found = _LEAST_MARK.search(text)
    return min((_worth(one) for one in found.groups() if one), default=0) if found is not None else 0


def _marks_below(line: str, asked: str, least: int) -> bool:
    """Whether a line tells a mark below the least in a subject that is asked for."""
    told = [
        _worth(match.group(1))
        for one, pattern in _SUBJECT_MARKS.items()
        if one in asked.lower() and (match := pattern.search(line)) is not None
    ]
    return any(mark < least for mark in told)


def _worth(mark: str) -> int:
    said = mark.lower().rstrip("*")
    return _OF_LETTERS.get(said) or _MARKS.index(said)


@lru_cache(maxsize=1 << 12)
def _bodies_in(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _BODY.items() if pattern.search(text))


def _line(text: str, start: int, end: int) -> str:
    """Give the line around a span."""
    stop = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : len(text) if stop < 0 else stop]
