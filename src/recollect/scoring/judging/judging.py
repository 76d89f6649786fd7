"""Each requirement weighed against what a résumé says: met, partly met, not found or unknown, and where."""

from __future__ import annotations

import msgspec

from recollect.domain.analysis import Requirement, RequirementKind
from recollect.scoring.judging.closeness import RELATED_CREDIT, Measure
from recollect.scoring.judging.judging_doubts import ANOTHER_FIELD, OF_A_PASSAGE, doubted, is_of_another_field
from recollect.scoring.judging.judging_education import judge_education
from recollect.scoring.judging.judging_experience import judge_experience
from recollect.scoring.judging.judging_kinds import judge_kinds
from recollect.scoring.judging.judging_loads import (
    Numbers,
    judge_attainment,
    judge_count,
    judge_load,
    judge_tolerance,
    numbers_asked,
    once_is_enough,
    share_asked,
)
from recollect.scoring.judging.judging_terms import judge_elsewhere, judge_terms
from recollect.scoring.judging.judging_told import IN_OTHER_WORDS
from recollect.scoring.judging.judging_words import judge_rank, judge_words, words_beside_title
from recollect.scoring.judging.kinds_seen import narrowed_in, with_kinds_asked
from recollect.scoring.judging.second_look import is_as_little_as_asked
from recollect.scoring.judging.verdicts import NOT_SAID, Verdict
from recollect.scoring.profiles import JobProfile, Need, ResumeProfile

_LOADS = frozenset({"skill", "other"})


def judge(requirement: Requirement, need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    """Give the verdict on one requirement; of what will do instead, the best."""
    numbers = numbers_asked(requirement.text)
    if numbers is not None and numbers.load is not None and requirement.kind in _LOADS:
        load = judge_load(numbers.load, resume)
        if load is not None:
            return load
    best = _judge_one(requirement.kind, need, resume, job, measure)
    if numbers is not None:
        best = _by_numbers(numbers, requirement, need, best, resume, job)
    if need.others:
        best = _best_of(best, requirement.kind, need.others, resume, job, measure)
    if best.status == "met" and best.proofs:
        best = _looked_at_again(requirement, need, best, resume, job, measure)
    if best.status == "partly" and best.proofs and is_as_little_as_asked(requirement, best, resume, job):
        return msgspec.structs.replace(best, status="met", credit=1.0, note="")
    return best


def _looked_at_again(
    requirement: Requirement, need: Need, best: Verdict, resume: ResumeProfile, job: JobProfile, measure: Measure
) -> Verdict:
    """Give a verdict of met as partly met where it is in doubt, unless the thing is told of elsewhere."""
    if need.terms and best.note != IN_OTHER_WORDS and is_of_another_field(need.terms, resume):
        return msgspec.structs.replace(best, status="partly", credit=RELATED_CREDIT, note=ANOTHER_FIELD)
    best = doubted(requirement, best, with_kinds_asked(need, resume), job, measure)
    if best.note in OF_A_PASSAGE and need.kind == "terms" and not narrowed_in(need):
        told = judge_elsewhere(need, resume, measure)
        if told is not None and doubted(requirement, told, resume, job, measure).status == "met":
            return told
    return best


def _best_of(
    best: Verdict,
    kind: RequirementKind,
    others: tuple[Need, ...],
    resume: ResumeProfile,
    job: JobProfile,
    measure: Measure,
) -> Verdict:
    """Give the best of a verdict and of those on what will do instead, up to the first that is met."""
    for other in others:
        if best.status == "met":
            break
        verdict = _judge_one(kind, other, resume, job, measure)
        if (verdict.credit or 0.0) > (best.credit or 0.0):
            best = verdict
    return best


def _by_numbers(
    numbers: Numbers, requirement: Requirement, need: Need, best: Verdict, resume: ResumeProfile, job: JobProfile
) -> Verdict:
    """Give the verdict by the numbers of a résumé where an ad asks for so many things, or for a record of selling."""
    if requirement.kind == "skill" and numbers.attainment:
        start, end = requirement.start or 0, requirement.end or 0
        if best.status != "met" or share_asked(job.description, start, end):
            return judge_attainment(resume, once=once_is_enough(job.description, start, end)) or best
    if requirement.kind == "skill" and numbers.microns is not None:
        return judge_tolerance(numbers.microns, best, resume)
    if need.kind == "words" and numbers.count is not None:
        return judge_count(numbers.count, resume) or best
    return best


def _judge_one(kind: RequirementKind, need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    if need.kind == "terms":
        verdict = (judge_kinds if need.kinds else judge_terms)(need, resume, measure)
        return NOT_SAID if kind == "other" and verdict.status == "not_found" else verdict
    if need.kind == "experience":
        return judge_experience(need, resume, job, measure)
    if need.kind == "education":
        return judge_education(need, resume, measure)
    if need.kind == "place":
        return _judge_place(need, resume)
    return (
        judge_rank(need.words, resume)
        if kind == "seniority"
        else judge_words(words_beside_title(need.words, kind, job), resume, counts=kind != "other")
    )


def _judge_place(need: Need, resume: ResumeProfile) -> Verdict:
    keys = resume.tokens.keys
    for at, key in enumerate(keys):
        if key in need.words:
            return Verdict("met", 1.0, "", ((resume.tokens.starts[at], resume.tokens.ends[at]),))
    return Verdict("unknown", None, "The résumé does not say; ask.")
