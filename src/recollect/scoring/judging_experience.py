"""Time in a role, or with a thing, against what is asked: the calendar's, overlaps once, nearer work counting more."""

from __future__ import annotations

from recollect.scoring.closeness import (
    RELATED_CREDIT,
    Measure,
    asked_closeness,
    is_named,
    weighted_months,
    with_proofs,
    years_text,
)
from recollect.scoring.described import is_told_between
from recollect.scoring.intervals import MONTHS_A_YEAR
from recollect.scoring.judging_words import judge_words
from recollect.scoring.profiles import JobProfile, Mention, Need, Position, ResumeProfile
from recollect.scoring.verdicts import MET_FROM, PARTLY_FROM, Verdict
from recollect.scoring.vocabulary import vocabulary

_ANY_EXPERIENCE_MONTHS = 12
_SPECIAL_SHARE = 0.4
_SECTION_WORTH = {"experience": 0.05, "projects": 0.04, "certificates": 0.03, "education": 0.02, "summary": 0.01}


def judge_experience(need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    """Give the verdict on the experience asked for; what is said of it in words counts where no time is asked."""
    if not resume.positions:
        return _without_dates(need, resume)
    closeness = asked_closeness(need, resume, job, measure)
    special = [_is_special(need, position, resume) for position in resume.positions]
    unnamed = bool(need.terms) and need.roles == job.roles and not is_named(need, resume)
    counted = tuple(worth if kind else worth * RELATED_CREDIT for worth, kind in zip(closeness, special, strict=True))
    months = weighted_months(resume.positions, counted, measure.now)
    asked = need.years * MONTHS_A_YEAR if need.years is not None else _ANY_EXPERIENCE_MONTHS
    credit = min(1.0, months / asked) if asked else 1.0
    elsewhere = not unnamed and not any(special)
    if unnamed or elsewhere:
        credit = min(credit, RELATED_CREDIT)
    if need.words and credit < 1:
        by_words = judge_words(need.words, resume, counts=True)
        if by_words.credit and by_words.credit > credit:
            return by_words
    order = sorted(range(len(counted)), key=lambda at: (-counted[at], at))
    close = [resume.positions[at] for at in order if counted[at] >= PARTLY_FROM]
    proofs = tuple((one.title_start, one.title_end) for one in close[:3])
    note = f"Counts as {years_text(months)} of related work"
    if unnamed:
        note += f", but {vocabulary().terms[need.terms[0]].name} itself is not named"
    if elsewhere:
        note += ", but not of the kind that is asked for"
    if credit >= MET_FROM and proofs:
        return Verdict("met", 1.0, note + ".", proofs)
    if credit >= PARTLY_FROM and proofs:
        note += f"; {need.years:g} asked." if need.years and not unnamed and not elsewhere else "."
        return Verdict("partly", round(credit, 4), note, proofs)
    return Verdict("not_found", 0.0, "No related position with dates.")


def best_mention(places: tuple[Mention, ...], resume: ResumeProfile) -> Mention:
    """Give the mention that bears a term out best: used at work before listed."""
    if len(places) == 1:
        return places[0]
    sections = resume.sections

    def worth(one: Mention) -> float:
        kind = sections[one.section].kind if one.section >= 0 else ""
        return one.credit + _SECTION_WORTH.get(kind, 0.0)

    return max(places, key=worth)


def _is_special(need: Need, position: Position, resume: ResumeProfile) -> bool:
    """Whether what is told of a position names the skill, or enough words of the experience that is meant."""
    if not need.special or not position.terms.isdisjoint(with_proofs(need.terms)):
        return True
    first, last = resume.tokens.slice_at(position.title_start, position.end)
    told = sum(is_told_between(word, first, last, resume) for word in need.special)
    return told >= len(need.special) * _SPECIAL_SHARE


def _without_dates(need: Need, resume: ResumeProfile) -> Verdict:
    places = [best_mention(resume.mentions[term], resume) for term in need.terms if term in resume.mentions]
    if places:
        proofs = tuple((one.start, one.end) for one in places[:2])
        return Verdict("partly", RELATED_CREDIT, "Named, but no dates to count from.", proofs)
    return Verdict("not_found", 0.0, "No positions with dates could be read.")
