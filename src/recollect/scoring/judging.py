"""Each requirement weighed against what a résumé says: met, partly met, not found or unknown, and where."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from recollect.domain.analysis import Requirement, RequirementStatus
from recollect.scoring.closeness import (
    RELATED_CREDIT,
    Measure,
    asked_closeness,
    is_named,
    weighted_months,
    years_text,
)
from recollect.scoring.education import LEVEL_NAMES, Degree
from recollect.scoring.intervals import MONTHS_A_YEAR
from recollect.scoring.profiles import JobProfile, Mention, Need, ResumeProfile
from recollect.scoring.vocabulary import roles, vocabulary

_MET_FROM = 0.9
_PARTLY_FROM = 0.15
_OTHER_FIELD_CREDIT = 0.4
_LEVEL_STEP = 0.5
_EQUIVALENT_YEARS = 4
_LISTED_CREDIT = 0.3
_SPECIAL_SHARE = 0.2
_EQUIVALENT_CLOSENESS = 0.6
_WORDS_WINDOW = 14
_WORDS_MET = 0.99
_WORDS_PARTLY = 0.6
_ANCHORS = 3
_MANY_WORDS = 4
_MANY_MET = 0.75
_ANY_EXPERIENCE_MONTHS = 12
_SECTION_WORTH = {"experience": 0.05, "projects": 0.04, "certificates": 0.03, "education": 0.02, "summary": 0.01}
_ENGLISH = "English"


class Verdict(Struct, frozen=True):
    """How one requirement came out: credit from 0 to 1 or None, the terms found, and the spans that prove it."""

    status: RequirementStatus
    credit: float | None
    note: str = ""
    proofs: tuple[tuple[int, int], ...] = ()
    terms: tuple[int, ...] = ()


_NOT_FOUND = Verdict("not_found", 0.0)


def judge(requirement: Requirement, need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    """Give the verdict on one requirement."""
    if need.kind == "terms":
        return _judge_terms(need, resume, measure)
    if requirement.kind == "seniority":
        return _judge_rank(need.words, resume)
    if need.kind == "words":
        return _judge_words(need.words, resume, counts=requirement.kind != "other")
    if need.kind == "experience":
        return _judge_experience(need, resume, job, measure)
    if need.kind == "education":
        return _judge_education(need, resume, measure)
    return _judge_place(need, resume)


def _judge_terms(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    mentions = resume.mentions
    status: RequirementStatus
    own = [best_mention(mentions[term], resume) for term in need.terms if term in mentions]
    if own:
        best = max(own, key=_credit_of)
        credit = best.credit if best.credit < RELATED_CREDIT else 1.0
        note = "" if credit == 1.0 else "Named, but as little known."
        if credit == 1.0 and not measure.kindred and _only_listed(need, resume):
            credit, note = _LISTED_CREDIT, "Only in a list of words; nothing told of the work bears it out."
        status = "met" if credit == 1.0 else "partly"
        return Verdict(status, credit, note, tuple((one.start, one.end) for one in own), tuple(one.term for one in own))
    known = vocabulary().terms
    for other in _shown_by(need.terms):
        if other in mentions and (one := best_mention(mentions[other], resume)).credit >= RELATED_CREDIT:
            shown = next(term for term in need.terms if other in known[term].shown_by)
            note = f"{known[other].name} shows it."
            return Verdict("met", 1.0, note, ((one.start, one.end),), (shown,))
    for other in _kin_of(need.terms):
        if other in mentions:
            one = best_mention(mentions[other], resume)
            note = f"{known[other].name} is related."
            # a kindred tool is half a proof, but a person who asked for this one would not call it found
            status = "not_found" if known[other].kind == known[need.terms[0]].kind == "skill" else "partly"
            return Verdict(status, RELATED_CREDIT, note, ((one.start, one.end),), need.terms)
    if resume.english and known[need.terms[0]].name == _ENGLISH:
        return Verdict("unknown", None, "The résumé is written in English but does not say how well it is spoken.")
    return _NOT_FOUND


def _only_listed(need: Need, resume: ResumeProfile) -> bool:
    """Whether a skill stands in lists of words alone, in a résumé that tells of work; a licence is held, not done."""
    known = vocabulary().terms
    return bool(resume.positions) and all(
        one.listed and known[term].kind == "skill" for term in need.terms for one in resume.mentions.get(term, ())
    )


@cache
def _shown_by(terms: tuple[int, ...]) -> tuple[int, ...]:
    """Give the terms that prove any of some, in a fixed order."""
    known = vocabulary().terms
    return tuple(sorted({other for term in terms for other in known[term].shown_by}))


@cache
def _kin_of(terms: tuple[int, ...]) -> tuple[int, ...]:
    """Give the terms related to any of some, in a fixed order."""
    known = vocabulary().terms
    return tuple(sorted({other for term in terms for other in known[term].related}))


def _credit_of(mention: Mention) -> float:
    return mention.credit


def best_mention(places: tuple[Mention, ...], resume: ResumeProfile) -> Mention:
    """Give the mention that bears a term out best: used at work before listed."""
    if len(places) == 1:
        return places[0]
    sections = resume.sections

    def worth(one: Mention) -> float:
        kind = sections[one.section].kind if one.section >= 0 else ""
        return one.credit + _SECTION_WORTH.get(kind, 0.0)

    return max(places, key=worth)


def _judge_words(words: tuple[str, ...], resume: ResumeProfile, *, counts: bool) -> Verdict:
    """Look for a phrase that no list holds: how many of its telling words stand close together."""
    share, span = _densest(words, resume)
    if span is not None and share >= (_WORDS_MET if len(words) < _MANY_WORDS else _MANY_MET):
        return Verdict("met", 1.0, "", (span,))
    if span is not None and share >= _WORDS_PARTLY and len(words) > 1:
        return Verdict("partly", RELATED_CREDIT, "Some of its words stand together.", (span,))
    if counts:
        return _NOT_FOUND
    return Verdict("unknown", None, "Résumés seldom say this; ask.")


def _judge_rank(words: tuple[str, ...], resume: ResumeProfile) -> Verdict:
    """Look for a rank in the titles of the positions held, the newest first."""
    tokens = resume.tokens
    for position in resume.positions:
        first, last = tokens.slice_at(position.title_start, position.title_end)
        if not set(words).isdisjoint(tokens.stems[first:last]):
            return Verdict("met", 1.0, "", ((position.title_start, position.title_end),))
    return _NOT_FOUND


def _densest(words: tuple[str, ...], resume: ResumeProfile) -> tuple[float, tuple[int, int] | None]:
    known = resume.vector.weights
    present = [word for word in words if word in known]
    if not present or len(present) / len(words) < _WORDS_PARTLY:
        return 0.0, None
    places = {word: places_of(word, resume) for word in present}
    rarest = sorted(present, key=lambda word: (len(places[word]), word))[:_ANCHORS]
    best, where = 0.0, None
    for at in sorted(at for word in rarest for at in places[word]):
        close = [min((abs(other - at), other) for other in places[word])[1] for word in present]
        inside = [other for other in close if abs(other - at) <= _WORDS_WINDOW]
        share = len(inside) / len(words)
        if share > best:
            best = share
            where = (resume.tokens.starts[min(inside)], resume.tokens.ends[max(inside)])
    return best, where


def places_of(stem: str, resume: ResumeProfile) -> list[int]:
    """Give the tokens of a résumé that have a stem and may count."""
    stems, scored = resume.tokens.stems, resume.scored
    places = []
    at = -1
    for _ in range(stems.count(stem)):
        at = stems.index(stem, at + 1)
        if scored[at]:
            places.append(at)
    return places


def _judge_experience(need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    closeness = asked_closeness(need, resume, job, measure)
    months = weighted_months(resume.positions, closeness, measure.now)
    asked = need.years * MONTHS_A_YEAR if need.years is not None else _ANY_EXPERIENCE_MONTHS
    credit = min(1.0, months / asked) if asked else 1.0
    unnamed = bool(need.terms) and need.roles == job.roles and not is_named(need, resume)
    elsewhere = not unnamed and not _is_special(need, resume)
    if unnamed or elsewhere:
        credit = min(credit, RELATED_CREDIT)
    if need.words and credit < 1:
        by_words = _judge_words(need.words, resume, counts=True)
        if by_words.credit and by_words.credit > credit:
            return by_words
    close = [position for position, worth in zip(resume.positions, closeness, strict=True) if worth >= _PARTLY_FROM]
    proofs = tuple((one.title_start, one.title_end) for one in close[:3])
    if not resume.positions:
        return _without_dates(need, resume)
    note = f"Counts as {years_text(months)} of related work"
    if unnamed:
        note += f", but {vocabulary().terms[need.terms[0]].name} itself is not named"
    if elsewhere:
        note += ", but not of the kind that is asked for"
    if credit >= _MET_FROM and proofs:
        return Verdict("met", 1.0, note + ".", proofs)
    if credit >= _PARTLY_FROM and proofs:
        return Verdict(
            "partly",
            round(credit, 4),
            note + (f"; {need.years:g} asked." if need.years and not unnamed and not elsewhere else "."),
            proofs,
        )
    return Verdict("not_found", 0.0, "No related position with dates.")


def _is_special(need: Need, resume: ResumeProfile) -> bool:
    """Whether the résumé says enough of the words that tell which experience is asked for."""
    known = resume.vector.weights
    return sum(stem in known for stem in need.special) >= len(need.special) * _SPECIAL_SHARE


def _without_dates(need: Need, resume: ResumeProfile) -> Verdict:
    places = [best_mention(resume.mentions[term], resume) for term in need.terms if term in resume.mentions]
    if places:
        proofs = tuple((one.start, one.end) for one in places[:2])
        return Verdict("partly", RELATED_CREDIT, "Named, but no dates to count from.", proofs)
    return Verdict("not_found", 0.0, "No positions with dates could be read.")


def _judge_education(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    best: tuple[float, Degree] | None = None
    for degree in resume.degrees:
        credit = max(0.0, 1.0 - _LEVEL_STEP * max(0, need.level - degree.level))
        if not degree.finished:
            credit = min(credit, RELATED_CREDIT)
        if credit and not _same_field(need, degree, resume):
            credit = credit * _OTHER_FIELD_CREDIT if need.field_open else 0.0
        if best is None or credit > best[0]:
            best = (credit, degree)
    if need.waived and (best is None or best[0] < 1):
        months = weighted_months(resume.positions, measure.closeness, measure.now)
        if months >= _EQUIVALENT_YEARS * MONTHS_A_YEAR:
            close = [
                one
                for one, worth in zip(resume.positions, measure.closeness, strict=True)
                if worth >= _EQUIVALENT_CLOSENESS
            ]
            proofs = tuple((one.title_start, one.title_end) for one in close[:2])
            if proofs:
                return Verdict(
                    "met", 1.0, f"What counts as {years_text(months)} of related work stands in for the degree.", proofs
                )
    if best is None or best[0] < _PARTLY_FROM:
        return Verdict("not_found", 0.0, "" if best is None else _education_note(need, best[1]))
    credit, degree = best
    proof = ((degree.start, degree.end),)
    if credit >= _MET_FROM:
        return Verdict("met", 1.0, "", proof)
    return Verdict("partly", credit, _education_note(need, degree), proof)


def _education_note(need: Need, degree: Degree) -> str:
    if not degree.finished:
        return "Not finished yet."
    if degree.level < need.level:
        return f"{LEVEL_NAMES[degree.level].capitalize()}, where {LEVEL_NAMES[need.level]} is asked for."
    return "In another field."


def _same_field(need: Need, degree: Degree, resume: ResumeProfile) -> bool:
    """Whether the degree's paragraph names the field asked for, or one of a kindred trade."""
    if not need.fields:
        return True
    tokens = resume.tokens
    paragraph = resume.text.rfind("\n\n", 0, degree.start) + 1
    first, _ = tokens.slice_at(max(paragraph, degree.start - 60), degree.start)
    ends = resume.text.find("\n\n", degree.end)
    _, last = tokens.slice_at(degree.start, min(degree.end + 120, len(resume.text) if ends < 0 else ends))
    stems = set(tokens.stems[first:last])
    if not stems.isdisjoint(need.fields):
        return True
    hints = roles().hints
    asked = {family for stem in need.fields for family in hints.get(stem, ())}
    line_end = resume.text.find("\n", degree.end)
    first, last = tokens.slice_at(degree.start, len(resume.text) if line_end < 0 else line_end)
    held = {family for stem in tokens.stems[first:last] for family in hints.get(stem, ())}
    return not asked.isdisjoint(held)


def _judge_place(need: Need, resume: ResumeProfile) -> Verdict:
    keys = resume.tokens.keys
    for at, key in enumerate(keys):
        if key in need.words:
            return Verdict("met", 1.0, "", ((resume.tokens.starts[at], resume.tokens.ends[at]),))
    return Verdict("unknown", None, "The résumé does not say; ask.")
