"""The built-in engine: a résumé and a job read once each, then weighed against each other.

It reads nothing but its own data files, repeats to the byte, and knows nobody's name.
"""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.analysis import (
    Evidence,
    Findings,
    Flag,
    JudgedRequirement,
    Recommendation,
    RequirementStatus,
    ScoreRange,
)
from recollect.scoring.ads.jobs import read_job_profile
from recollect.scoring.judging.closeness import measure_positions
from recollect.scoring.judging.doubted_words import judge_doubting
from recollect.scoring.judging.evidence import collect_evidence, with_verdict
from recollect.scoring.judging.judging import judge
from recollect.scoring.judging.judging_plainly import judge_plainly
from recollect.scoring.judging.signs import answerable, signs_of, unanswered
from recollect.scoring.judging.verdicts import NOT_FOUND, Verdict
from recollect.scoring.knowledge.background import Background, shipped_background
from recollect.scoring.knowledge.vocabulary import as_asked, lexicon_version
from recollect.scoring.overall import (
    BRIEF_WORDS,
    Scores,
    count_words,
    likely_range,
    score_all,
    stakes_of,
    tally_credits,
)
from recollect.scoring.parameters import ScoringSettings, parameters
from recollect.scoring.profiles import JobProfile, Prepared, ResumeProfile
from recollect.scoring.reading.intervals import month_number
from recollect.scoring.reading.resumes import read_profile
from recollect.scoring.reading.stuffing import copied_spans, flags_of
from recollect.scoring.relevance import near_one, relevance, topic_cosine
from recollect.scoring.wording import (
    LISTED,
    Outcomes,
    Told,
    hiring_words,
    interview_questions,
    outline_of,
    sort_outcomes,
    strength_words,
    summary_words,
    thinking_steps,
    weakness_words,
)

ENGINE_VERSION = "builtin-8"
LEXICON_VERSION: str
BACKGROUND_ID: str

_MUSTS_FOR_ONE = 4
"""A hire may lack one must-have in so many."""

_FOUND = frozenset({"met", "partly"})


def __getattr__(name: str) -> str:
    """Give the two names that need the data files only when they are asked for."""
    if name == "LEXICON_VERSION":
        return lexicon_version()
    if name == "BACKGROUND_ID":
        return shipped_background().id
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def read_job(description: str, *, role_name: str = "", company_name: str = "") -> JobProfile:
    """Give what a job asks for, each requirement with its span in the description."""
    return read_job_profile(description, role_name, company_name, shipped_background())


def read_resume(text: str) -> ResumeProfile:
    """Give what a résumé says: sections, skills, positions, degrees, all with offsets."""
    return read_profile(text, shipped_background())


class Found(Struct, frozen=True, gc=False):
    """What is found of a pair: the scores, not rounded, each requirement with its verdict and evidence, the flags.

    `says_enough` tells that the ad says enough for a recommendation.
    """

    scores: Scores
    score_range: ScoreRange
    recommendation: Recommendation
    says_enough: bool
    verdicts: list[Verdict]
    requirements: tuple[JudgedRequirement, ...]
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...]


def analyse(resume: ResumeProfile, job: JobProfile, settings: ScoringSettings) -> Findings:
    """Give the findings of a pair; the same profiles and settings give the same findings, always."""
    return _in_words(find(resume, job, settings), job)


def find(resume: ResumeProfile, job: JobProfile, settings: ScoringSettings) -> Found:
    """Give what is found of a pair: all that `analyse` puts into words."""
    copied = copied_spans(resume, job)
    flags = flags_of(resume, copied)
    if copied:
        resume = read_profile(resume.text, shipped_background(), copied)
    cosine = topic_cosine(resume, job)
    verdicts = judge_all(resume, job, settings, near_one(cosine))
    near, prepared = relevance(resume, job, cosine), _prepared(job)
    tally = tally_credits(prepared.stakes, verdicts)
    scores = score_all(tally, near, settings)
    evidence: list[Evidence] = []
    judged = tuple(
        [
            none if verdict is NOT_FOUND else collect_evidence(none, verdict, resume, evidence)
            for none, verdict in zip(prepared.not_found, verdicts, strict=True)
        ]
    )
    words = count_words(job.description)
    says_enough = bool(tally.counted) or words >= BRIEF_WORDS
    musts = [verdicts[at].status for at in prepared.outline.musts]
    return Found(
        scores=scores,
        score_range=likely_range(tally, near, settings, words),
        recommendation=_recommend(scores.overall, musts, settings) if says_enough else "Maybe",
        says_enough=says_enough,
        verdicts=verdicts,
        requirements=judged,
        evidence=tuple(evidence),
        flags=flags,
    )


def judge_all(resume: ResumeProfile, job: JobProfile, settings: ScoringSettings, topic: float) -> list[Verdict]:
    """Give the verdict on each requirement of the job, in its order."""
    measure = measure_positions(resume, job, month_number(settings.today), topic)
    prepared, doubts = _prepared(job), settings.doubts
    signs = prepared.signs
    may = answerable(signs, resume)
    asked = zip(signs.bits, prepared.unanswered, job.requirements, job.needs, strict=True)
    if doubts:
        return [
            judge_doubting(requirement, need, resume, job, measure, doubts) if may & bit else none
            for bit, none, requirement, need in asked
        ]
    simple = signs.simple
    return [
        none
        if not may & bit
        else (judge_plainly(need.terms, resume, measure.now) if simple & bit else None)
        or judge(requirement, need, resume, job, measure)
        for bit, none, requirement, need in asked
    ]


def verdict_on(resume: ResumeProfile, job: JobProfile, settings: ScoringSettings, place: int) -> Verdict:
    """Give the verdict that `analyse` reaches on one requirement of the job, by its place from 0."""
    copied = copied_spans(resume, job)
    if copied:
        resume = read_profile(resume.text, shipped_background(), copied)
    return judge_all(resume, job, settings, near_one(topic_cosine(resume, job)))[place]


def score_pair(resume: ResumeProfile, job: JobProfile, settings: ScoringSettings, background: Background) -> Scores:
    """Give the scores of a pair alone, not rounded: what ranking uses."""
    copied = copied_spans(resume, job)
    if copied:
        resume = read_profile(resume.text, background, copied)
    cosine = topic_cosine(resume, job)
    verdicts = judge_all(resume, job, settings, near_one(cosine))
    tally = tally_credits(_prepared(job).stakes, verdicts)
    return score_all(tally, relevance(resume, job, cosine), settings)


def _prepared(job: JobProfile) -> Prepared:
    """Give what each pair needs of a job, made with the first."""
    prepared = job.index.prepared
    if prepared is None:
        prepared = job.index.prepared = Prepared(
            stakes=stakes_of(job.requirements, job.licences),
            signs=signs_of(job),
            unanswered=tuple(map(unanswered, job.requirements)),
            not_found=tuple(with_verdict(one, NOT_FOUND) for one in job.requirements),
            outline=outline_of(job.requirements),
        )
    return prepared


def _in_words(found: Found, job: JobProfile) -> Findings:
    scores, outcomes = found.scores, sort_outcomes(found.requirements)
    told = Told(
        role_name=job.role_name.strip(),
        overall=round(scores.overall, 1),
        skills=round(100 * scores.skills, 1),
        experience=_hundred(scores.experience),
        education=_hundred(scores.education),
        score_range=found.score_range,
        recommendation=found.recommendation,
        says_enough=found.says_enough,
        requirements=found.requirements,
        outline=_prepared(job).outline,
        outcomes=outcomes,
        evidence=found.evidence,
        flags=found.flags,
    )
    return Findings(
        uncalibrated_score=round(scores.uncalibrated, 4),
        overall_score=told.overall,
        skill_match_score=told.skills,
        experience_match_score=told.experience,
        education_match_score=told.education,
        score_range=told.score_range,
        recommendation=told.recommendation,
        hiring_recommendation=hiring_words(told),
        matched_skills=_matched(told, found.verdicts, job),
        missing_critical_skills=_missing(outcomes),
        strengths=strength_words(told),
        weaknesses=weakness_words(told),
        executive_summary=summary_words(told),
        interview_questions=interview_questions(told),
        thinking_process=thinking_steps(told),
        requirements=told.requirements,
        evidence=told.evidence,
        flags=told.flags,
    )


def _matched(told: Told, verdicts: list[Verdict], job: JobProfile) -> tuple[str, ...]:
    """Give what was asked and found; of alternatives, those that were found."""
    names: dict[str, None] = {}
    for at in told.outline.listed:
        need, verdict = job.needs[at], verdicts[at]
        if verdict.status not in _FOUND:
            continue
        one = told.requirements[at]
        if (len(need.terms) > 1 or need.others) and verdict.terms:
            names |= dict.fromkeys(as_asked(one.text, term) for term in verdict.terms)
        else:
            names[one.text] = None
    return tuple(names)


def _missing(outcomes: Outcomes) -> tuple[str, ...]:
    return tuple(dict.fromkeys([one.text for one in outcomes.musts["not_found"] if one.kind in LISTED]))


def _recommend(overall: float, musts: list[RequirementStatus], settings: ScoringSettings) -> Recommendation:
    """Give the recommendation: a missing must-have rules out the strongest, more than one of four any hire."""
    missing = musts.count("not_found")
    if overall >= settings.strong_hire_from and not missing:
        return "Strong Hire"
    if overall >= settings.hire_from and _MUSTS_FOR_ONE * missing <= len(musts) - musts.count("unknown"):
        return "Hire"
    return "Maybe" if overall >= settings.maybe_from else "No Hire"


def _hundred(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


__all__ = [
    "BACKGROUND_ID",
    "ENGINE_VERSION",
    "LEXICON_VERSION",
    "JobProfile",
    "ResumeProfile",
    "ScoringSettings",
    "analyse",
    "find",
    "judge_all",
    "parameters",
    "read_job",
    "read_resume",
    "score_pair",
]
