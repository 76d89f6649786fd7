"""Each requirement weighed against what a résumé says: met, partly met, not found or unknown, and where."""

from __future__ import annotations

from recollect.domain.analysis import Requirement, RequirementKind
from recollect.scoring.closeness import Measure
from recollect.scoring.judging_education import judge_education
from recollect.scoring.judging_experience import judge_experience
from recollect.scoring.judging_terms import judge_terms
from recollect.scoring.judging_words import judge_rank, judge_words
from recollect.scoring.profiles import JobProfile, Need, ResumeProfile
from recollect.scoring.verdicts import Verdict


def judge(requirement: Requirement, need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    """Give the verdict on one requirement; of what will do instead, the best."""
    best = _judge_one(requirement.kind, need, resume, job, measure)
    for other in need.others:
        if best.status == "met":
            break
        verdict = _judge_one(requirement.kind, other, resume, job, measure)
        if (verdict.credit or 0.0) > (best.credit or 0.0):
            best = verdict
    return best


def _judge_one(kind: RequirementKind, need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    if need.kind == "terms":
        return judge_terms(need, resume, measure)
    if need.kind == "experience":
        return judge_experience(need, resume, job, measure)
    if need.kind == "education":
        return judge_education(need, resume, measure)
    if need.kind == "place":
        return _judge_place(need, resume)
    return (
        judge_rank(need.words, resume)
        if kind == "seniority"
        else judge_words(need.words, resume, counts=kind != "other")
    )


def _judge_place(need: Need, resume: ResumeProfile) -> Verdict:
    keys = resume.tokens.keys
    for at, key in enumerate(keys):
        if key in need.words:
            return Verdict("met", 1.0, "", ((resume.tokens.starts[at], resume.tokens.ends[at]),))
    return Verdict("unknown", None, "The résumé does not say; ask.")
