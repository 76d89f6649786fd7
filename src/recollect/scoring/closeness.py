"""How close the work a person has done is to the work asked for, and for how long it was done."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from recollect.scoring.intervals import MONTHS_A_YEAR, merge_months
from recollect.scoring.profiles import JobProfile, Need, Position, ResumeProfile
from recollect.scoring.tokens import tokenise
from recollect.scoring.vocabulary import roles, vocabulary

RELATED_CREDIT = 0.5
"""What something related is worth when the thing itself is not named."""

_UNNAMED_CLOSENESS = 0.6
_KINDRED = 0.5
_LEAST_SHARED, _ENOUGH_SHARED = 3, 5
_MOST_BY_WORK = 0.7
_TOOL_FAMILIES = frozenset({"software", "data", "it"})


class Measure(Struct, frozen=True):
    """What the judging of one pair shares: the present month and how close each position is to the job.

    `kindred` tells whether any work told of is near enough to bear out what a list of skills only names.
    """

    now: int
    closeness: tuple[float, ...]
    kindred: bool


def measure_positions(resume: ResumeProfile, job: JobProfile, now: int, topic: float) -> Measure:
    """Give how close each position held is to the job's own role, from 0 to 1, when the texts are `topic` similar."""
    closeness = tuple(
        worth if worth >= _MOST_BY_WORK else max(worth, _by_work(position, job.skills))
        for position in resume.positions
        for worth in (closeness_of(position, job.roles, topic),)
    )
    return Measure(now, closeness, any(worth >= _KINDRED for worth in closeness))


def asked_closeness(need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> tuple[float, ...]:
    """Give how close each position is to the experience asked for: its role or what was done there."""
    base = measure.closeness
    if need.roles and need.roles != job.roles:
        base = tuple(
            max(closeness_of(position, need.roles, 0.0), worth * _UNNAMED_CLOSENESS)
            for position, worth in zip(resume.positions, base, strict=True)
        )
    if not need.terms:
        return base
    own = with_proofs(need.terms)
    kin = frozenset().union(*(vocabulary().terms[term].related for term in need.terms))
    elsewhere = _UNNAMED_CLOSENESS if is_named(need, resume) else RELATED_CREDIT
    found = []
    for position, worth in zip(resume.positions, base, strict=True):
        if not own.isdisjoint(position.terms):
            found.append((1 + worth) / 2)
        elif _implies(position, need.terms):
            found.append(worth)
        elif not kin.isdisjoint(position.terms):
            found.append(max(RELATED_CREDIT * (1 + worth) / 2, worth * elsewhere))
        else:
            found.append(worth * elsewhere)
    return tuple(found)


def is_named(need: Need, resume: ResumeProfile) -> bool:
    """Whether what the experience is to be with is named or shown anywhere, or belongs to a role that was held."""
    return any(term in resume.mentions for term in with_proofs(need.terms)) or any(
        _implies(position, need.terms) for position in resume.positions
    )


@cache
def with_proofs(terms: tuple[int, ...]) -> frozenset[int]:
    """Give some terms and those that show them."""
    known = vocabulary().terms
    return frozenset(terms).union(*(known[term].shown_by for term in terms))


def _implies(position: Position, terms: tuple[int, ...]) -> bool:
    """Whether a role that was held is about one of the terms, as an accountant’s is about accounting; never a tool.

    So does a title in the very words of a term: a data engineer's is about data engineering.
    """
    if any(name_stems(term) <= position.title_stems for term in terms):
        return True
    return bool(position.roles) and imply(position.roles, terms)


@cache
def name_stems(term: int) -> frozenset[str]:
    """Give the stems of what a term is called."""
    return frozenset(tokenise(vocabulary().terms[term].name).stems)


@lru_cache(maxsize=1 << 14)
def imply(held: tuple[int, ...], terms: tuple[int, ...]) -> bool:
    """Whether roles are about one of the terms, by the words that hint at them."""
    families = roles().families
    return any(not trade_stems(term).isdisjoint(families[role].words) for term in terms for role in held)


@cache
def trade_stems(term: int) -> frozenset[str]:
    """Give the stems of a term's name, none for a tool."""
    known = vocabulary().terms[term]
    return frozenset() if known.family in _TOOL_FAMILIES else frozenset(tokenise(known.name).stems)


def weighted_months(positions: tuple[Position, ...], closeness: tuple[float, ...], now: int) -> float:
    """Give the months worked, overlaps once, each at the closeness of the closest position then held."""
    total, counted = 0.0, 0
    for level in sorted({worth for worth in closeness if worth > 0}, reverse=True):
        covered = merge_months(
            (one.interval.first, one.interval.until(now))
            for one, worth in zip(positions, closeness, strict=True)
            if worth >= level
        )
        total += level * (covered - counted)
        counted = covered
    return total


def closeness_of(position: Position, asked: tuple[int, ...], topic: float) -> float:
    """Give how close a position is to the roles asked for, from 0 to 1; by the texts where no title is known."""
    if not position.roles or not asked:
        return topic * _UNNAMED_CLOSENESS
    return _closest(asked, position.roles)


@lru_cache(maxsize=1 << 14)
def _closest(asked: tuple[int, ...], held: tuple[int, ...]) -> float:
    close = roles().closeness
    return max(close(one, other) for one in asked for other in held)


def _by_work(position: Position, skills: frozenset[int]) -> float:
    """Give how close a position is by the skills told of it, whatever its title: a few in common say nothing."""
    if len(skills) < _LEAST_SHARED or len(position.terms) < _LEAST_SHARED:
        return 0.0
    shared = len(position.terms & skills)
    if shared < _LEAST_SHARED:
        return 0.0
    return min(_MOST_BY_WORK, shared / max(_ENOUGH_SHARED, len(skills) / 2))


def years_text(months: float) -> str:
    """Give a time as people say it: ``4.5 years``, ``8 months``."""
    years = months / MONTHS_A_YEAR
    if years < 1:
        return f"{round(months)} month{'' if round(months) == 1 else 's'}"
    text = f"{years:.1f}".removesuffix(".0")
    return f"{text} year{'' if text == '1' else 's'}"
