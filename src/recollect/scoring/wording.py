"""The words of a result, filled in from the findings and from nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from recollect.domain.analysis import (
    Evidence,
    Flag,
    JudgedRequirement,
    Recommendation,
    ScoreRange,
    ThinkingStep,
)
from recollect.scoring.vocabulary import read_table

_FEW = 4
_MOST_QUESTIONS = 6
_OPEN = ("not_found", "partly", "unknown")
_LISTED = ("skill", "certification", "language")
_FLAG_NAMES = {
    "copied_from_ad": "sentences copied from the ad",
    "keyword_stuffing": "repeated keywords",
    "keyword_list": "listed skills that the work told of does not bear out",
}


class Told(Struct, frozen=True, kw_only=True):
    """What the words are written from; scores from 0 to 100."""

    role_name: str
    overall: float
    skills: float
    experience: float | None
    education: float | None
    score_range: ScoreRange
    recommendation: Recommendation
    requirements: tuple[JudgedRequirement, ...]
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...]


def phrase(table: str, key: str, **values: object) -> str:
    """Give a sentence of the catalogue, filled in."""
    return _sentence(table, key).format(**values)


@cache
def _sentence(table: str, key: str) -> str:
    return _catalogue()[table][key][-1]


def hiring_words(told: Told) -> str:
    """Give the recommendation with its reason."""
    musts = [one for one in told.requirements if one.strength == "must"]
    scored = [one for one in told.requirements if one.credit is not None]
    missing = [one.text for one in musts if one.status == "not_found"]
    partly = [one.text for one in musts if one.status == "partly"]
    if missing:
        reason = phrase("reasons", "missing", missing=_list(missing))
    elif partly:
        reason = phrase("reasons", "partly", partly=_list(partly))
    elif any(one.status == "met" for one in musts):
        reason = phrase("reasons", "all_met")
    elif scored:
        reason = phrase("reasons", "no_musts", met=_count(scored, "met"), count=len(scored))
    else:
        reason = phrase("reasons", "relevance")
    return f"{told.recommendation}: {reason}."


def summary_words(told: Told) -> str:
    """Give the summary, as a colleague would note it."""
    opening = "opening_role" if told.role_name else "opening"
    sentences = [
        phrase(
            "summary",
            opening,
            verdict=told.recommendation,
            role=told.role_name,
            score=f"{told.overall:g}",
            low=f"{told.score_range.low:g}",
            high=f"{told.score_range.high:g}",
        ),
        _musts(told),
    ]
    sentences += [
        phrase("summary", "experience", note=one.note)
        for one in told.requirements
        if one.kind == "experience" and one.note
    ][:1]
    if told.flags:
        sentences.append(phrase("summary", "flagged", flags=_flag_list(told.flags)))
    return " ".join(sentences)


def strength_words(told: Told) -> str:
    """Give what speaks for the candidate, each with the quote that bears it out."""
    quotes = {one.id: one for one in told.evidence}
    best = [one for one in told.requirements if one.status == "met" and one.evidence]
    best.sort(key=lambda one: (-one.weight, one.start or 0))
    lines: list[str] = []
    told_quotes: set[str] = set()
    for one in best:
        proof = quotes[one.evidence[0]]
        if proof.quote not in told_quotes:
            told_quotes.add(proof.quote)
            lines.append(phrase("strengths", "met", claim=proof.claim, quote=" ".join(proof.quote.split())))
    return " ".join(lines[: _FEW + 1]) if lines else phrase("strengths", "none")


def weakness_words(told: Told) -> str:
    """Give what is missing, only in part, or not said."""
    missing = [one for one in told.requirements if one.status == "not_found"]
    sentences = []
    if musts := [one.text for one in missing if one.strength == "must"]:
        sentences.append(phrase("weaknesses", "missing_must", names=_list(musts)))
    if others := [one.text for one in missing if one.strength != "must"]:
        sentences.append(phrase("weaknesses", "missing", names=_list(others)))
    for one in [one for one in told.requirements if one.status == "partly"][:_FEW]:
        note = one.note.rstrip(".")
        key = "partly" if note else "partly_plain"
        sentences.append(phrase("weaknesses", key, name=one.text, note=note))
    if unknown := [one.text for one in told.requirements if one.status == "unknown"]:
        sentences.append(phrase("weaknesses", "unknown", names=_list(unknown)))
    return " ".join(sentences) if sentences else phrase("weaknesses", "none")


def interview_questions(told: Told) -> tuple[str, ...]:
    """Give what to ask about the things that are still open, the weightiest first."""
    open_ones = [one for one in told.requirements if one.status != "met"]
    open_ones.sort(key=lambda one: (-one.weight, _OPEN.index(one.status), one.start))
    questions = []
    asked = _catalogue()["questions"]
    for one in open_ones[:_MOST_QUESTIONS]:
        key = f"{one.kind}_{one.status}" if f"{one.kind}_{one.status}" in asked else one.status
        questions.append(phrase("questions", key, name=one.text, note=one.note.rstrip(".")))
    if any(flag.code == "copied_from_ad" for flag in told.flags):
        questions.append(phrase("questions", "copied"))
    return tuple(dict.fromkeys(questions))


def thinking_steps(told: Told) -> tuple[ThinkingStep, ...]:
    """Give the steps of how the result came about."""
    asked = told.requirements
    steps = [_step("read_job_none")]
    if asked:
        by = Counter([one.strength for one in asked])
        steps = [_step("read_job", count=len(asked), musts=by["must"], plain=by["plain"], nice=by["nice"])]
    listed = [one for one in asked if one.kind in _LISTED]
    if listed:
        steps.append(
            _step(
                "skills",
                met=_count(listed, "met"),
                count=len(listed),
                partly=_count(listed, "partly"),
                score=f"{told.skills:g}",
            )
        )
    else:
        steps.append(_step("skills_none", score=f"{told.skills:g}"))
    for kind, score in (("experience", told.experience), ("education", told.education)):
        if score is None:
            steps.append(_step(f"{kind}_none"))
            continue
        notes = " ".join(_noted(one) for one in asked if one.kind == kind)
        steps.append(_step(kind, notes=notes, score=f"{score:g}"))
    if told.flags:
        steps.append(_step("flags", flags=_flag_list(told.flags).capitalize()))
    score_range = told.score_range
    steps.append(_step("overall", score=f"{told.overall:g}", low=f"{score_range.low:g}", high=f"{score_range.high:g}"))
    return tuple(steps)


def _musts(told: Told) -> str:
    musts = [one for one in told.requirements if one.strength == "must" and one.status != "unknown"]
    met = _count(musts, "met")
    if not musts:
        scored = [one for one in told.requirements if one.credit is not None]
        if not scored:
            return phrase("summary", "nothing_asked")
        return phrase("summary", "no_musts", met=_count(scored, "met"), count=len(scored))
    if met == len(musts):
        return phrase("summary", "musts_one" if met == 1 else "musts_all", count=met)
    missing = [one.text for one in musts if one.status == "not_found"]
    if missing:
        return phrase("summary", "musts_some", met=met, count=len(musts), missing=_list(missing))
    partly = [one.text for one in musts if one.status == "partly"]
    return phrase("summary", "musts_partly", met=met, count=len(musts), partly=_list(partly))


_STATUS_WORDS = {"met": "met", "partly": "met in part", "not_found": "not found", "unknown": "not said"}


def _noted(one: JudgedRequirement) -> str:
    note = f" ({one.note.rstrip('.')})" if one.note else ""
    return f"{one.text}: {_STATUS_WORDS[one.status]}{note}."


def _step(key: str, **values: object) -> ThinkingStep:
    name, text = _catalogue()["steps"][key]
    return ThinkingStep(name, text.format(**values))


def _count(requirements: Sequence[JudgedRequirement], status: str) -> int:
    return sum(one.status == status for one in requirements)


def _list(names: Sequence[str]) -> str:
    if len(names) > _FEW + 1:
        return ", ".join(names[:_FEW]) + f" and {len(names) - _FEW} more"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _flag_list(flags: Sequence[Flag]) -> str:
    return _list(list(dict.fromkeys(_FLAG_NAMES[flag.code] for flag in flags)))


@cache
def _catalogue() -> dict[str, dict[str, list[str]]]:
    return read_table("phrases.toml")
