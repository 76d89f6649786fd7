"""Each requirement weighed against what a résumé says: met, partly met, not found or unknown, and where."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.analysis import Requirement, RequirementStatus
from recollect.scoring.education import LEVEL_NAMES, Degree
from recollect.scoring.intervals import MONTHS_A_YEAR, merge_months
from recollect.scoring.profiles import JobProfile, Mention, Need, Position, ResumeProfile
from recollect.scoring.relevance import topic_similarity
from recollect.scoring.vocabulary import roles, vocabulary

RELATED_CREDIT = 0.5
_MET_FROM = 0.9
_PARTLY_FROM = 0.15
_SAME_FIELD_CREDIT = 0.7
_LEVEL_STEP = 0.5
_EQUIVALENT_YEARS = 4
_EQUIVALENT_CLOSENESS = 0.6
_UNNAMED_CLOSENESS = 0.7
_WORDS_WINDOW = 14
_WORDS_MET = 0.99
_WORDS_PARTLY = 0.6
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


class Measure(Struct, frozen=True):
    """What the judging of one pair shares: the present month and how close each position is to the job."""

    now: int
    closeness: tuple[float, ...]


def measure_positions(resume: ResumeProfile, job: JobProfile, now: int) -> Measure:
    """Give how close each position held is to the job's own role, from 0 to 1."""
    topic = topic_similarity(resume, job)
    return Measure(now, tuple(_closeness(position, job.roles, topic) for position in resume.positions))


def judge(requirement: Requirement, need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    """Give the verdict on one requirement."""
    if need.kind == "terms":
        return _judge_terms(need, resume)
    if need.kind == "words":
        return _judge_words(need.words, resume, counts=requirement.kind == "skill")
    if need.kind == "experience":
        return _judge_experience(need, resume, job, measure)
    if need.kind == "education":
        return _judge_education(need, resume, measure)
    return _judge_place(need, resume)


def _judge_terms(need: Need, resume: ResumeProfile) -> Verdict:
    mentions = resume.mentions
    own = [best_mention(mentions[term], resume) for term in need.terms if term in mentions]
    if own:
        best = max(own, key=lambda one: one.credit)
        credit = best.credit if best.credit < RELATED_CREDIT else 1.0
        status: RequirementStatus = "met" if credit == 1.0 else "partly"
        note = "" if status == "met" else "Named, but as little known."
        return Verdict(status, credit, note, tuple((one.start, one.end) for one in own), tuple(one.term for one in own))
    known = vocabulary().terms
    kin = sorted({other for term in need.terms for other in known[term].related if other in mentions})
    if kin:
        one = best_mention(mentions[kin[0]], resume)
        note = f"{known[kin[0]].name} is related."
        return Verdict("partly", RELATED_CREDIT, note, ((one.start, one.end),), need.terms)
    term = known[need.terms[0]]
    if term.kind == "language" and term.name == _ENGLISH and resume.english:
        return Verdict("unknown", None, "The résumé is written in English but does not say how well it is spoken.")
    return Verdict("not_found", 0.0)


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
    if span is not None and share >= _WORDS_MET:
        return Verdict("met", 1.0, "", (span,))
    if span is not None and share >= _WORDS_PARTLY and len(words) > 1:
        return Verdict("partly", RELATED_CREDIT, "Some of its words stand together.", (span,))
    if counts:
        return Verdict("not_found", 0.0)
    return Verdict("unknown", None, "Résumés seldom say this; ask.")


def _densest(words: tuple[str, ...], resume: ResumeProfile) -> tuple[float, tuple[int, int] | None]:
    places = resume.places
    present = [word for word in words if word in places]
    if not present or len(present) / len(words) < _WORDS_PARTLY:
        return 0.0, None
    rarest = min(present, key=lambda word: len(places[word]))
    best, where = 0.0, None
    for at in places[rarest]:
        close = [min((abs(other - at), other) for other in places[word])[1] for word in present]
        inside = [other for other in close if abs(other - at) <= _WORDS_WINDOW]
        share = len(inside) / len(words)
        if share > best:
            best = share
            where = (resume.tokens.starts[min(inside)], resume.tokens.ends[max(inside)])
    return best, where


def _judge_experience(need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    closeness = _asked_closeness(need, resume, job, measure)
    months = weighted_months(resume.positions, closeness, measure.now)
    asked = need.years * MONTHS_A_YEAR if need.years is not None else _ANY_EXPERIENCE_MONTHS
    credit = min(1.0, months / asked) if asked else 1.0
    if need.words and credit < 1:
        by_words = _judge_words(need.words, resume, counts=True)
        if by_words.credit and by_words.credit > credit:
            return by_words
    close = [position for position, worth in zip(resume.positions, closeness, strict=True) if worth >= _PARTLY_FROM]
    proofs = tuple((one.title_start, one.title_end) for one in close[:3])
    if not resume.positions:
        return _without_dates(need, resume)
    note = f"{_years(months)} that count" if need.years is not None else f"{_years(months)} of related work"
    if credit >= _MET_FROM and proofs:
        return Verdict("met", 1.0, note + ".", proofs)
    if credit >= _PARTLY_FROM and proofs:
        return Verdict("partly", round(credit, 4), note + (f" of {need.years:g} asked." if need.years else "."), proofs)
    return Verdict("not_found", 0.0, "No related position with dates.")


def _without_dates(need: Need, resume: ResumeProfile) -> Verdict:
    places = [best_mention(resume.mentions[term], resume) for term in need.terms if term in resume.mentions]
    if places:
        proofs = tuple((one.start, one.end) for one in places[:2])
        return Verdict("partly", RELATED_CREDIT, "Named, but no dates to count from.", proofs)
    return Verdict("not_found", 0.0, "No positions with dates could be read.")


def _asked_closeness(need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> tuple[float, ...]:
    """Give how close each position is to the experience asked for: its role or what was done there."""
    base = measure.closeness
    if need.roles and need.roles != job.roles:
        base = tuple(
            max(_closeness(position, need.roles, 0.0), worth * _UNNAMED_CLOSENESS)
            for position, worth in zip(resume.positions, base, strict=True)
        )
    if not need.terms:
        return base
    wanted = set(need.terms)
    for term in need.terms:
        wanted |= vocabulary().terms[term].related
    named = any(term in resume.mentions for term in wanted)
    if not named:
        return tuple(worth * RELATED_CREDIT for worth in base)
    return tuple(
        max(0.5 + 0.5 * worth, worth) if not wanted.isdisjoint(position.terms) else worth * _UNNAMED_CLOSENESS
        for position, worth in zip(resume.positions, base, strict=True)
    )


def weighted_months(positions: tuple[Position, ...], closeness: tuple[float, ...], now: int) -> float:
    """Give the months worked, overlaps once, each at the closeness of the closest position then held."""
    total, counted = 0.0, 0
    for level in sorted({worth for worth in closeness if worth > 0}, reverse=True):
        covered = merge_months(
            (one.interval.first, one.interval.until(now))
            for one, worth in zip(positions, closeness, strict=True)
            if worth >= level
        )
        total += level * (covered - counted)
        counted = covered
    return total


def _closeness(position: Position, asked: tuple[int, ...], topic: float) -> float:
    if not position.roles or not asked:
        return topic * _UNNAMED_CLOSENESS
    close = roles().closeness
    return max(close(one, other) for one in asked for other in position.roles)


def _judge_education(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    best: tuple[float, Degree] | None = None
    for degree in resume.degrees:
        credit = max(0.0, 1.0 - _LEVEL_STEP * max(0, need.level - degree.level))
        if not degree.finished:
            credit = min(credit, RELATED_CREDIT)
        if credit and not _same_field(need, degree, resume):
            credit *= _SAME_FIELD_CREDIT
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
                return Verdict("met", 1.0, f"{_years(months)} of related work stand in for the degree.", proofs)
    if best is None or best[0] < _PARTLY_FROM:
        return Verdict("not_found", 0.0)
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
    """Whether the degree's line, or the next, names the field asked for, or one of a kindred trade."""
    if not need.fields:
        return True
    tokens = resume.tokens
    first, _ = tokens.slice_at(max(0, degree.start - 60), degree.start)
    _, last = tokens.slice_at(degree.start, degree.end + 120)
    stems = set(tokens.stems[first:last])
    if not stems.isdisjoint(need.fields):
        return True
    if not need.field_open:
        return False
    hints = roles().hints
    asked = {family for stem in need.fields for family in hints.get(stem, ())}
    held = {family for stem in stems for family in hints.get(stem, ())}
    return not asked.isdisjoint(held)


def _judge_place(need: Need, resume: ResumeProfile) -> Verdict:
    keys = resume.tokens.keys
    for at, key in enumerate(keys):
        if key in need.words:
            return Verdict("met", 1.0, "", ((resume.tokens.starts[at], resume.tokens.ends[at]),))
    return Verdict("unknown", None, "The résumé does not say; ask.")


def _years(months: float) -> str:
    years = months / MONTHS_A_YEAR
    if years < 1:
        return f"{round(months)} month{'' if round(months) == 1 else 's'}"
    text = f"{years:.1f}".removesuffix(".0")
    return f"{text} year{'' if text == '1' else 's'}"
