"""The words of a result, filled in from the findings and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from recollect.domain.analysis import (
    Evidence,
    Flag,
    JudgedRequirement,
    Recommendation,
    RequirementKind,
    RequirementStatus,
    ScoreRange,
    ThinkingStep,
)
from recollect.scoring.phrases import FEW, as_ending, has_question, is_long, list_of, name_of, phrase, step_words

_MOST_QUESTIONS = 6
_STATUSES: tuple[RequirementStatus, ...] = ("met", "partly", "not_found", "unknown")
_OPEN = {"not_found": 0, "partly": 1, "unknown": 2}
_REST: tuple[RequirementStatus, ...] = ("partly", "not_found", "unknown")
_STRENGTHS = ("must", "plain", "nice")
_HIRES = ("Strong Hire", "Hire")
_LISTED = ("skill", "certification", "language")
_WORK = ("experience", "projects")
_TOLD_TOGETHER = frozenset({"", "worked", "named"})
"""The ways in which several things may be borne out by one quote."""
_SHOWS = " shows it."
_SHORT = re.compile(r"\b(?:experience|knowledge|of|with|in|at|the|an?)\b")
_OR = re.compile(r",|/|\(|\)|\bor\b|\band\b")


class Outcomes(Struct, frozen=True, gc=False):
    """The requirements by how they came out, each in its order; `musts` those of them that a job can't do without."""

    met: list[JudgedRequirement]
    partly: list[JudgedRequirement]
    not_found: list[JudgedRequirement]
    unknown: list[JudgedRequirement]
    musts: dict[RequirementStatus, list[JudgedRequirement]]


def sort_outcomes(requirements: Sequence[JudgedRequirement]) -> Outcomes:
    """Give the requirements by how they came out."""
    found: dict[RequirementStatus, list[JudgedRequirement]] = {status: [] for status in _STATUSES}
    musts: dict[RequirementStatus, list[JudgedRequirement]] = {status: [] for status in _STATUSES}
    for one in requirements:
        found[one.status].append(one)
        if one.strength == "must":
            musts[one.status].append(one)
    return Outcomes(**found, musts=musts)


class Told(Struct, frozen=True, kw_only=True, gc=False):
    """What the words are written from; scores from 0 to 100."""

    role_name: str
    overall: float
    skills: float
    experience: float | None
    education: float | None
    score_range: ScoreRange
    recommendation: Recommendation
    says_enough: bool = True
    requirements: tuple[JudgedRequirement, ...]
    outcomes: Outcomes
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...]


def hiring_words(told: Told) -> str:
    """Give the recommendation with its reason."""
    outcomes, musts = told.outcomes, told.outcomes.musts
    if not told.says_enough:
        return f"{told.recommendation}: {phrase('reasons', 'too_little')}."
    if missing := musts["not_found"]:
        reason = phrase("reasons", "missing", missing=_names(missing))
    elif partly := musts["partly"]:
        reason = phrase("reasons", "partly", partly=_names(partly))
    elif musts["met"]:
        reason = _all_met(told)
    elif count := len(told.requirements) - len(outcomes.unknown):
        reason = phrase("reasons", "no_musts", met=len(outcomes.met), count=count)
    else:
        reason = phrase("reasons", "relevance")
    return f"{told.recommendation}: {reason}."


def _all_met(told: Told) -> str:
    """Give the reason where no must-have is missing; below a hire also what is."""
    outcomes, unknown = told.outcomes, told.outcomes.musts["unknown"]
    reason = phrase("reasons", "all_said_met", unknown=_names(unknown)) if unknown else phrase("reasons", "all_met")
    if told.recommendation in _HIRES or (unknown and told.recommendation == "Maybe"):
        return reason
    open_ones = [one for one in (*outcomes.not_found, *outcomes.partly) if one.strength != "must"]
    if not open_ones:
        return phrase("reasons", "far", reason=reason)
    return phrase("reasons", "little_else", reason=reason, names=_names(open_ones))


def summary_words(told: Told) -> str:
    """Give the summary, as a colleague would note it."""
    sentences = [
        phrase(
            "summary",
            "opening_role" if told.role_name else "opening",
            verdict=told.recommendation,
            role=told.role_name,
            score=f"{told.overall:g}",
            low=f"{told.score_range.low:g}",
            high=f"{told.score_range.high:g}",
        ),
        _musts_words(told),
    ]
    for one in told.requirements:
        if one.kind == "experience" and one.note:
            sentences.append(phrase("summary", "experience", name=one.text, note=as_ending(one.note)))
            break
    if told.flags:
        sentences.append(phrase("summary", "flagged", flags=_flag_list(told.flags)))
    return " ".join(sentences)


def strength_words(told: Told) -> str:
    """Give what speaks for the candidate, each with the quote that bears it out: posts and papers, then skills."""
    quotes = {one.id: one for one in told.evidence}
    best = [one for one in told.outcomes.met if one.evidence]
    best.sort(key=lambda one: (-one.weight, one.start or 0))
    sentences: list[str] = []
    items: dict[str, dict[str, list[str]]] = {"worked": {}, "named": {}, "shown": {}, "inferred": {}}
    told_quotes: dict[str, str] = {}
    for one in best:
        proof = quotes[one.evidence[0]]
        held = told_quotes.get(proof.quote)
        if (held or "") not in _TOLD_TOGETHER or (held is None and len(told_quotes) > FEW):
            continue
        quote = " ".join(proof.quote.split())
        key = _way_proven(one, proof, quote)
        if held is not None:
            if key == held:
                items[key][quote].append(name_of(one.text))
            continue
        told_quotes[proof.quote] = key
        if key == "met":
            sentences.append(phrase("strengths", "met", claim=proof.claim, quote=quote))
        else:
            name, how = name_of(one.text), _shown_by(one.note)
            items[key].setdefault(quote, []).append(phrase("names", "by", name=name, how=how) if how else name)
    for key, proven in items.items():
        if told_so := [phrase("names", "proven", name=list_of(names), quote=quote) for quote, names in proven.items()]:
            sentences.append(phrase("strengths", key, items=list_of(told_so)))
    return " ".join(sentences) if sentences else phrase("strengths", "none" if told.requirements else "nothing_asked")


def _way_proven(one: JudgedRequirement, proof: Evidence, quote: str) -> str:
    """Give the sentence of the catalogue that a thing borne out belongs in."""
    if one.kind != "skill":
        return "met"
    if _shown_by(one.note):
        return "inferred"
    return "worked" if proof.section in _WORK else "named" if _names_one(quote, one.text) else "shown"


def _shown_by(note: str) -> str:
    """Give what shows a thing that is not named itself, by the note on it."""
    return note.removesuffix(_SHOWS) if note.endswith(_SHOWS) else ""


def _names_one(quote: str, asked: str) -> bool:
    """Whether a quote has all words of one of the names that are asked for."""
    said = quote.casefold()
    return any(all(word in said for word in words) for words in _names_in(asked))


@lru_cache(maxsize=1 << 12)
def _names_in(asked: str) -> tuple[tuple[str, ...], ...]:
    """Give the words of each of the names that are asked for."""
    names = [_SHORT.sub(" ", name).split() for name in _OR.split(asked.casefold())]
    return tuple(tuple(words) for words in names if words)


def weakness_words(told: Told) -> str:
    """Give what is missing, only in part, or not said."""
    missing, musts = told.outcomes.not_found, told.outcomes.musts["not_found"]
    plain, nice = ([one for one in missing if one.strength == strength] for strength in ("plain", "nice"))
    sentences = []
    if musts:
        sentences.append(phrase("weaknesses", "missing_must", count=len(musts), names=_names(musts)))
    if plain:
        sentences.append(phrase("weaknesses", "missing" if musts else "missing_only", names=_names(plain)))
    if nice:
        sentences.append(phrase("weaknesses", "missing_nice", names=_names(nice)))
    if told.outcomes.partly:
        sentences.append(phrase("weaknesses", "partly", items="; ".join(map(_noted_name, told.outcomes.partly[:FEW]))))
    if told.outcomes.unknown:
        sentences.append(phrase("weaknesses", "unknown", names=_names(told.outcomes.unknown)))
    return " ".join(sentences) if sentences else phrase("weaknesses", "none" if told.requirements else "nothing_asked")


def _noted_name(one: JudgedRequirement) -> str:
    note, name = as_ending(one.note), name_of(one.text)
    return phrase("names", "noted", name=name, note=note) if note else name


def interview_questions(told: Told) -> tuple[str, ...]:
    """Give what to ask about the things that are still open, the weightiest first.

    Nobody is asked about a degree that would only be welcome, unless there is nothing else to ask.
    """
    outcomes = told.outcomes
    all_open = [*outcomes.not_found, *outcomes.partly, *outcomes.unknown]
    open_ones = [one for one in all_open if one.kind != "education" or one.strength != "nice"] or all_open
    open_ones.sort(key=lambda one: (-one.weight, _OPEN[one.status], one.start))
    unmentioned = [one.text for one in open_ones if _is_unmentioned(one)]
    together = _about_skills(unmentioned[:_MOST_QUESTIONS]) if len(unmentioned) > 1 else ""
    asked = [
        together if together and _is_unmentioned(one) else _question(one.kind, one.status, one.text)
        for one in open_ones
    ]
    questions = list(dict.fromkeys(asked))[:_MOST_QUESTIONS]
    if any(flag.code == "copied_from_ad" for flag in told.flags):
        questions.append(phrase("questions", "copied"))
    return tuple(questions)


def _is_unmentioned(one: JudgedRequirement) -> bool:
    """Whether all there is to ask is what somebody knows of a skill."""
    return one.kind == "skill" and one.status == "not_found" and not is_long(one.text)


def _about_skills(texts: Sequence[str]) -> str:
    """Give one question about several skills that are not mentioned."""
    names = [name_of(text) for text in texts]
    listed = phrase("names", "either", first=", ".join(names[:-1]), last=names[-1])
    return phrase("questions", "skills_not_found", names=listed)


@lru_cache(maxsize=1 << 12)
def _question(kind: RequirementKind, status: RequirementStatus, name: str) -> str:
    key = f"{kind}_{status}"
    if not has_question(key) or (kind == "skill" and is_long(name)):
        key = status  # a whole phrase is nothing that one works with
    return phrase("questions", key, name=name_of(name))


def thinking_steps(told: Told) -> tuple[ThinkingStep, ...]:
    """Give the steps of how the result came about."""
    asked = told.requirements
    strengths: list[str] = [one.strength for one in asked]
    steps = [_asking_step(*map(strengths.count, _STRENGTHS))]
    if listed := [one.status for one in asked if one.kind in _LISTED]:
        met, partly = listed.count("met"), listed.count("partly")
        steps.append(_step("skills", met=met, partly=partly, count=_listed(len(listed)), score=f"{told.skills:g}"))
    else:
        steps.append(_step("skills_none", score=f"{told.skills:g}"))
    for kind, score in (("experience", told.experience), ("education", told.education)):
        if score is None:
            steps.append(_step(f"{kind}_none"))
            continue
        notes = " ".join([_noted(one) for one in asked if one.kind == kind])
        steps.append(_step(kind, notes=notes, score=f"{score:g}"))
    if told.flags:
        steps.append(_step("flags", flags=_flag_list(told.flags).capitalize()))
    score_range = told.score_range
    steps.append(_step("overall", score=f"{told.overall:g}", low=f"{score_range.low:g}", high=f"{score_range.high:g}"))
    return tuple(steps)


@lru_cache(maxsize=1 << 10)
def _asking_step(*counts: int) -> ThinkingStep:
    """Give the step that counts what is asked for, by how strongly."""
    if not any(counts):
        return _step("read_job_none")
    strengths = [phrase("counts", one, count=count) for one, count in zip(_STRENGTHS, counts, strict=True) if count]
    return _step("read_job", count=phrase("counts", "things", count=sum(counts)), strengths=list_of(strengths))


@cache
def _listed(count: int) -> str:
    return phrase("counts", "listed", count=count)


def _musts_words(told: Told) -> str:
    outcomes = told.outcomes
    met = len(outcomes.musts["met"])
    rest = {status: musts for status in _REST if (musts := outcomes.musts[status])}
    count = met + sum(map(len, rest.values()))
    if not count:
        if not (scored := len(told.requirements) - len(outcomes.unknown)):
            return phrase("summary", "nothing_asked")
        return phrase("summary", "no_musts", met=len(outcomes.met), count=scored)
    if met == count:
        return phrase("summary", "musts_all", count=met)
    if count == 1:
        return next(phrase("summary", f"must_{status}", names=_names(musts)) for status, musts in rest.items())
    told_of = [phrase("summary", f"some_{status}", names=_names(musts)) for status, musts in rest.items()]
    return phrase("summary", "musts_some", met=met, count=count, rest="; ".join(told_of))


def _noted(one: JudgedRequirement) -> str:
    note = as_ending(one.note)
    status = phrase("statuses", one.status)
    return phrase("steps", "noted" if note else "noted_plain", name=name_of(one.text), status=status, note=note)


def _step(key: str, **values: object) -> ThinkingStep:
    return ThinkingStep(*step_words(key, **values))


def _names(requirements: Sequence[JudgedRequirement]) -> str:
    return list_of([name_of(one.text) for one in requirements])


def _flag_list(flags: Sequence[Flag]) -> str:
    return list_of([phrase("flags", code) for code in dict.fromkeys(flag.code for flag in flags)])
