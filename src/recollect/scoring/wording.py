"""The words of a result, filled in from the findings and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import attrgetter

from msgspec import Struct

from recollect.domain.analysis import (
    Evidence,
    Flag,
    JudgedRequirement,
    Recommendation,
    Requirement,
    RequirementKind,
    RequirementStatus,
    ScoreRange,
    Strength,
    ThinkingStep,
)
from recollect.scoring.phrases import (
    FEW,
    as_ending,
    counted,
    has_question,
    is_long,
    list_of,
    name_of,
    phrase,
    step_words,
)
from recollect.scoring.profiles import Outline

_MOST_QUESTIONS = 6
_STATUSES: tuple[RequirementStatus, ...] = ("met", "partly", "not_found", "unknown")
_REST: tuple[RequirementStatus, ...] = ("partly", "not_found", "unknown")
_STRENGTHS: tuple[Strength, ...] = ("must", "plain", "nice")
_HIRES = ("Strong Hire", "Hire")
LISTED = frozenset({"skill", "certification", "language"})
_WORK = ("experience", "projects")
_TOLD_TOGETHER = frozenset({"", "worked", "named"})
"""The ways in which several things may be borne out by one quote."""
_SHOWS = " shows it."
_SHORT = re.compile(r"\b(?:experience|knowledge|of|with|in|at|the|an?)\b")
_OR = re.compile(r",|/|\(|\)|\bor\b|\band\b")
_weight_of = attrgetter("weight")


def outline_of(requirements: Sequence[Requirement]) -> Outline:
    """Give which requirements are of what kind."""
    kinds, strengths = ([getattr(one, name) for one in requirements] for name in ("kind", "strength"))
    return Outline(
        listed=tuple(at for at, kind in enumerate(kinds) if kind in LISTED),
        experience=tuple(at for at, kind in enumerate(kinds) if kind == "experience"),
        education=tuple(at for at, kind in enumerate(kinds) if kind == "education"),
        musts=tuple(at for at, strength in enumerate(strengths) if strength == "must"),
        strengths=tuple(map(strengths.count, _STRENGTHS)),
    )


class Outcomes(Struct, frozen=True, gc=False):
    """The requirements by how they came out, each in its order; `musts` those of them that a job can't do without.

    `names` are those of the must-haves that are not met, as a list in a sentence: several sentences give the same.
    """

    met: list[JudgedRequirement]
    partly: list[JudgedRequirement]
    not_found: list[JudgedRequirement]
    unknown: list[JudgedRequirement]
    musts: dict[RequirementStatus, list[JudgedRequirement]]
    names: dict[RequirementStatus, str]


def sort_outcomes(requirements: Sequence[JudgedRequirement]) -> Outcomes:
    """Give the requirements by how they came out."""
    found: dict[RequirementStatus, list[JudgedRequirement]] = {status: [] for status in _STATUSES}
    for one in requirements:
        found[one.status].append(one)
    musts = {status: [one for one in those if one.strength == "must"] for status, those in found.items()}
    names = {status: _names(musts[status]) if musts[status] else "" for status in _REST}
    return Outcomes(**found, musts=musts, names=names)


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
    outline: Outline
    outcomes: Outcomes
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...]


def hiring_words(told: Told) -> str:
    """Give the recommendation with its reason."""
    outcomes, musts = told.outcomes, told.outcomes.musts
    if not told.says_enough:
        return f"{told.recommendation}: {phrase('reasons', 'too_little')}."
    if missing := outcomes.names["not_found"]:
        reason = phrase("reasons", "missing", missing=missing)
    elif partly := outcomes.names["partly"]:
        reason = phrase("reasons", "partly", partly=partly)
    elif musts["met"]:
        reason = _all_met(told)
    elif count := len(told.requirements) - len(outcomes.unknown):
        reason = counted("reasons", "no_musts", count, met=len(outcomes.met))
    else:
        reason = phrase("reasons", "relevance")
    return f"{told.recommendation}: {reason}."


def _all_met(told: Told) -> str:
    """Give the reason where no must-have is missing; below a hire also what is."""
    outcomes, unknown = told.outcomes, told.outcomes.names["unknown"]
    reason = phrase("reasons", "all_said_met", unknown=unknown) if unknown else phrase("reasons", "all_met")
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
    for at in told.outline.experience:
        if (one := told.requirements[at]).note:
            sentences.append(phrase("summary", "experience", name=one.text, note=as_ending(one.note)))
            break
    if told.flags:
        sentences.append(phrase("summary", "flagged", flags=_flag_list(told.flags)))
    return " ".join(sentences)


def strength_words(told: Told) -> str:
    """Give what speaks for the candidate, each with the quote that bears it out: posts and papers, then skills."""
    quotes = {one.id: one for one in told.evidence}
    best = [one for one in told.outcomes.met if one.evidence]
    best.sort(key=_weight_of, reverse=True)
    sentences: list[str] = []
    items: dict[str, dict[str, list[str]]] = {"worked": {}, "named": {}, "shown": {}, "inferred": {}}
    told_quotes: dict[str, str] = {}
    for one in best:
        proof = quotes[one.evidence[0]]
        held = told_quotes.get(proof.quote)
        if (held or "") not in _TOLD_TOGETHER or (held is None and len(told_quotes) > FEW):
            continue
        key = _way_proven(one, proof)
        if held is not None and key != held:
            continue
        quote = " ".join(proof.quote.split())
        if held is not None:
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


def _way_proven(one: JudgedRequirement, proof: Evidence) -> str:
    """Give the sentence of the catalogue that a thing borne out belongs in."""
    if one.kind != "skill":
        return "met"
    if _shown_by(one.note):
        return "inferred"
    return "worked" if proof.section in _WORK else "named" if _names_one(proof.quote, one.text) else "shown"


def _shown_by(note: str) -> str:
    """Give what shows a thing that is not named itself, by the note on it."""
    return note.removesuffix(_SHOWS) if note.endswith(_SHOWS) else ""


def _names_one(quote: str, asked: str) -> bool:
    """Whether a quote has all words of one of the names that are asked for."""
    said = quote.casefold()
    return any(all(map(said.__contains__, words)) for words in _names_in(asked))


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
        sentences.append(counted("weaknesses", "missing_must", len(musts), names=told.outcomes.names["not_found"]))
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
    open_ones.sort(key=_weight_of, reverse=True)
    unmentioned = {
        one.id: one.text
        for one in open_ones
        if one.status == "not_found" and one.kind == "skill" and not is_long(one.text)
    }  # all there is to ask is what somebody knows of them
    together = _about_skills([*unmentioned.values()][:_MOST_QUESTIONS]) if len(unmentioned) > 1 else ""
    asked: dict[str, None] = {}
    for one in open_ones:
        is_told = together and one.id in unmentioned
        asked[together if is_told else _question(one.kind, one.status, one.text)] = None
        if len(asked) == _MOST_QUESTIONS:
            break
    questions = list(asked)
    if any(flag.code == "copied_from_ad" for flag in told.flags):
        questions.append(phrase("questions", "copied"))
    return tuple(questions)


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
    asked, outline = told.requirements, told.outline
    steps = [_asking_step(*outline.strengths)]
    if listed := [asked[at].status for at in outline.listed]:
        met, partly = listed.count("met"), listed.count("partly")
        steps.append(_step("skills", met=met, partly=partly, count=_listed(len(listed)), score=f"{told.skills:g}"))
    else:
        steps.append(_step("skills_none", score=f"{told.skills:g}"))
    parts = (("experience", told.experience, outline.experience), ("education", told.education, outline.education))
    for kind, score, places in parts:
        if score is None:
            steps.append(_step(f"{kind}_none"))
            continue
        notes = " ".join([_noted(asked[at]) for at in places])
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
    strengths = [counted("counts", one, count) for one, count in zip(_STRENGTHS, counts, strict=True) if count]
    return _step("read_job", count=counted("counts", "things", sum(counts)), strengths=list_of(strengths))


@cache
def _listed(count: int) -> str:
    return counted("counts", "listed", count)


def _musts_words(told: Told) -> str:
    outcomes = told.outcomes
    met = len(outcomes.musts["met"])
    rest = [(status, names) for status in _REST if (names := outcomes.names[status])]
    count = sum(map(len, outcomes.musts.values()))
    if not count:
        if not (scored := len(told.requirements) - len(outcomes.unknown)):
            return phrase("summary", "nothing_asked")
        return counted("summary", "no_musts", scored, met=len(outcomes.met))
    if met == count:
        return counted("summary", "musts_all", met)
    if count == 1:
        return next(phrase("summary", f"must_{status}", names=names) for status, names in rest)
    told_of = [phrase("summary", f"some_{status}", names=names) for status, names in rest]
    return counted("summary", "musts_some", count, met=met, rest="; ".join(told_of))


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
