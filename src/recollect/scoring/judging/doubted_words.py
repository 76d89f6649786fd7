"""Words that people marked as wrong for a term: they prove it no more, or only in part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from recollect.domain.analysis import Requirement
from recollect.domain.calibration import Doubt
from recollect.scoring.judging.closeness import Measure
from recollect.scoring.judging.judging import judge
from recollect.scoring.judging.judging_terms import nearness_of
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.knowledge.tokens import phrase_keys
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import JobProfile, Mention, Need, ResumeProfile

Alias = tuple[str, str]
"""The name of a term that was asked for, and the words of a résumé by which it was called met."""


def judge_doubting(
    requirement: Requirement,
    need: Need,
    resume: ResumeProfile,
    job: JobProfile,
    measure: Measure,
    doubts: tuple[Doubt, ...],
) -> Verdict:
    """Give the verdict on one requirement when some words are doubted: they earn what is left of them, or nothing."""
    verdict = judge(requirement, need, resume, job, measure)
    if not verdict.credit:
        return verdict
    doubted = _doubted_for(requirement, need, doubts)
    words = {_words_of(one, resume) for one in _mentions(need, resume)} & doubted.keys()
    if not words:
        return verdict
    without = judge(requirement, need, _without(resume, need, words), job, measure)
    if (without.credit or 0.0) >= verdict.credit:
        return without
    return _lessened(verdict, without, max(doubted[one] for one in words), sorted(words))


def aliases_in(requirement: Requirement, need: Need, resume: ResumeProfile, verdict: Verdict) -> frozenset[Alias]:
    """Give the words by which a verdict was reached, but those that the job itself says."""
    proofs = set(verdict.proofs)
    found = {_words_of(one, resume) for one in _mentions(need, resume) if (one.start, one.end) in proofs}
    names = [vocabulary().terms[term].name for term in _terms(need)]
    said = {" ".join(phrase_keys(name)) for name in names}
    return frozenset((name, words) for name in names for words in found - said if not _asks_for(requirement, words))


def _doubted_for(requirement: Requirement, need: Need, doubts: tuple[Doubt, ...]) -> dict[str, float]:
    """Give the words that are doubted for what is asked, with their credit; never those that the job itself says."""
    by_term, known = _by_term(doubts), vocabulary().terms
    found: dict[str, float] = {}
    for term in _terms(need):
        found.update(by_term.get(known[term].name, {}))
    return {words: credit for words, credit in found.items() if not _asks_for(requirement, words)}


@lru_cache(maxsize=16)
def _by_term(doubts: tuple[Doubt, ...]) -> Mapping[str, dict[str, float]]:
    terms: dict[str, dict[str, float]] = {}
    for one in doubts:
        terms.setdefault(one.term, {})[one.words] = one.credit
    return terms


def _asks_for(requirement: Requirement, words: str) -> bool:
    """Whether the job itself says these words: then they prove what it asks for, whatever they prove elsewhere."""
    return f" {words} " in f" {' '.join(phrase_keys(requirement.text))} "


def _terms(need: Need) -> tuple[int, ...]:
    """Give the terms of which any is enough, also those that will do instead."""
    asked = [one for one in (need, *need.others) if one.kind == "terms"]
    return tuple(dict.fromkeys(term for one in asked for term in one.terms))


def _near(need: Need, resume: ResumeProfile) -> list[int]:
    return sorted(nearness_of(_terms(need)).all & resume.mentions.keys()) if _terms(need) else []


def _mentions(need: Need, resume: ResumeProfile) -> list[Mention]:
    """Give where a résumé names what is asked for, or what speaks for it."""
    return [one for term in _near(need, resume) for one in resume.mentions[term]]


def _words_of(mention: Mention, resume: ResumeProfile) -> str:
    tokens = resume.tokens
    return " ".join(tokens.keys[mention.token : bisect_left(tokens.starts, mention.end)])


def _without(resume: ResumeProfile, need: Need, words: set[str]) -> ResumeProfile:
    """Give a résumé that does not speak for what is asked by some words."""
    left = dict(resume.mentions)
    for term in _near(need, resume):
        kept = tuple(one for one in left[term] if _words_of(one, resume) not in words)
        if kept:
            left[term] = kept
        else:
            del left[term]
    return msgspec.structs.replace(resume, mentions=left)


def _lessened(verdict: Verdict, without: Verdict, credit: float, words: list[str]) -> Verdict:
    note = f"People marked it as wrong by the words {', '.join(f'“{one}”' for one in words)}"
    if credit and (verdict.credit or 0.0) * credit > (without.credit or 0.0):
        lessened = round((verdict.credit or 0.0) * credit, 4)
        return Verdict("partly", lessened, f"{note}, which count in part.", verdict.proofs, verdict.terms)
    return msgspec.structs.replace(without, note=f"{without.note} {note}, which do not count.".strip())
