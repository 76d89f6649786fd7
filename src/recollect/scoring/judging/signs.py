"""Which requirements of a job a résumé can answer at all: those of whose signs it has any. The others need no judging.

A sign too many costs a look, a sign too few would be a mistake of this module: `judge` never finds more without one.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TypeVar

from recollect.domain.analysis import Requirement
from recollect.scoring.judging.described import wanted_of
from recollect.scoring.judging.judging_loads import numbers_asked
from recollect.scoring.judging.judging_plainly import is_simple
from recollect.scoring.judging.judging_terms import nearness_of
from recollect.scoring.judging.judging_words import NAMED_SHARE, words_beside_title
from recollect.scoring.judging.told_places import told_in
from recollect.scoring.judging.verdicts import NOT_FOUND, NOT_SAID, Verdict
from recollect.scoring.knowledge.told import tellers_of
from recollect.scoring.profiles import JobProfile, Need, ResumeProfile, Signs

Key = TypeVar("Key", int, str)

_ROUNDED = 1e-6


def signs_of(job: JobProfile) -> Signs:
    """Give the signs of what a job asks for."""
    signs = Signs(bits=tuple(1 << at for at in range(len(job.requirements))))
    for bit, requirement, need in zip(signs.bits, job.requirements, job.needs, strict=True):
        needs = (need, *need.others)
        if numbers_asked(requirement.text) is not None or not all(_has_signs(requirement, one) for one in needs):
            signs.always |= bit
            continue
        if requirement.kind == "skill" and is_simple(need):
            signs.simple |= bit
        for one in needs:
            _add(signs, bit, requirement, one, job)
    return signs


def answerable(signs: Signs, resume: ResumeProfile) -> int:
    """Give the requirements that a résumé can answer, a bit for each."""
    terms = resume.index.terms
    if terms is None:
        terms = resume.index.terms = frozenset().union(resume.mentions, resume.hints, told_in(resume))
    named, said = signs.terms.keys() & terms, signs.stems.keys() & resume.vector.weights.keys()
    found = reduce(or_, map(signs.terms.__getitem__, named), signs.always)
    return reduce(or_, map(signs.stems.__getitem__, said), found)


def unanswered(requirement: Requirement) -> Verdict:
    """Give the verdict on a requirement of which a résumé has no sign."""
    return NOT_SAID if requirement.kind == "other" else NOT_FOUND


def _has_signs(requirement: Requirement, need: Need) -> bool:
    if need.kind == "terms":
        return not nearness_of(need.terms).granted
    return need.kind == "words" and requirement.kind != "seniority"


def _add(signs: Signs, bit: int, requirement: Requirement, need: Need, job: JobProfile) -> None:
    if need.kind == "words":
        words = words_beside_title(need.words, requirement.kind, job)
        _mark(signs.stems, frozenset().union(*wanted_of(words, len(words) == 1).stems), bit)
        return
    near, kinds = nearness_of(need.terms), [term for term, _ in need.kinds]
    _mark(signs.terms, near.all.union(near.learnt, kinds, tellers_of(need.terms).others), bit)
    if need.said:
        _mark(signs.stems, _named_by(need.said), bit)


def _named_by(words: tuple[str, ...]) -> frozenset[str]:
    """Give stems of which one stands wherever a thing is told of by its name: of its heaviest word, if it must."""
    wanted = wanted_of(words, strict=True)
    _, weight, stems = wanted.heaviest[0]
    is_needed = weight > wanted.total * (1.0 - NAMED_SHARE) + _ROUNDED
    return stems if is_needed else frozenset().union(*wanted.stems)


def _mark(bits: dict[Key, int], keys: frozenset[Key], bit: int) -> None:
    for key in keys:
        bits[key] = bits.get(key, 0) | bit
