"""The degree or training asked for, against those a résumé names: level, field, and whether they are held."""

from __future__ import annotations

from recollect.scoring.judging.closeness import RELATED_CREDIT, Measure, times_held, weighted_months, years_text
from recollect.scoring.judging.verdicts import MET_FROM, NOT_FOUND, PARTLY_FROM, Verdict
from recollect.scoring.knowledge.studies import are_kindred, counts_for
from recollect.scoring.knowledge.vocabulary import roles
from recollect.scoring.profiles import Need, ResumeProfile
from recollect.scoring.reading.education import LEVEL_NAMES, Degree
from recollect.scoring.reading.intervals import MONTHS_A_YEAR

_OTHER_FIELD_CREDIT = 0.4
LEVEL_STEP = 0.5
_EQUIVALENT_YEARS = 4
_EQUIVALENT_CLOSENESS = 0.6


def judge_education(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    """Give the verdict on the degree asked for; experience stands in for it where the ad allows that."""
    best: tuple[float, Degree] | None = None
    for degree in resume.degrees:
        credit = max(0.0, 1.0 - LEVEL_STEP * max(0, need.level - degree.level))
        if _is_open(degree, measure):
            credit = min(credit, RELATED_CREDIT)
        if credit:
            credit *= _field_worth(need, degree)
        if best is None or credit > best[0]:
            best = (credit, degree)
    if need.waived and (best is None or best[0] < 1) and (instead := _by_work(resume, measure)) is not None:
        return instead
    if best is None or best[0] < PARTLY_FROM:
        return NOT_FOUND if best is None else Verdict("not_found", 0.0, _note(need, best[1], measure))
    credit, degree = best
    proof: tuple[tuple[int, int], ...] = ((degree.start, degree.end),)
    if degree.field[1] and (need.fields or need.studies):
        proof = (*proof, degree.field)
    if credit >= MET_FROM:
        return Verdict("met", 1.0, "", proof)
    return Verdict("partly", credit, _note(need, degree, measure), proof)


def _is_open(degree: Degree, measure: Measure) -> bool:
    """Whether a degree is not held yet: said so, or of a year to come."""
    return not degree.finished or degree.until * MONTHS_A_YEAR > measure.now


def _by_work(resume: ResumeProfile, measure: Measure) -> Verdict | None:
    """Give the verdict when enough related work stands in for the degree."""
    months = weighted_months(times_held(resume, measure.now), measure.closeness)
    if months < _EQUIVALENT_YEARS * MONTHS_A_YEAR:
        return None
    close = [
        one for one, worth in zip(resume.positions, measure.closeness, strict=True) if worth >= _EQUIVALENT_CLOSENESS
    ]
    proofs = tuple((one.title_start, one.title_end) for one in close[:2])
    note = f"What counts as {years_text(months)} of related work stands in for the degree."
    return Verdict("met", 1.0, note, proofs) if proofs else None


def _note(need: Need, degree: Degree, measure: Measure) -> str:
    if _is_open(degree, measure):
        return "Not finished yet."
    if degree.level < need.level:
        return f"{LEVEL_NAMES[degree.level].capitalize()}, where {LEVEL_NAMES[need.level]} is asked for."
    return "No degree in that field is named."


def _field_worth(need: Need, degree: Degree) -> float:
    """Give what a degree is worth by its field: all where the field is asked for, or a kindred one will do."""
    if not need.fields and not need.studies:
        return 1.0
    asked, held = frozenset(need.studies), degree.studies
    if not (asked and held) and not degree.entry.isdisjoint(need.fields):
        return 1.0
    if counts_for(held, asked):
        return 1.0
    if are_kindred(held, asked):
        return 1.0 if need.field_open else _OTHER_FIELD_CREDIT
    if not asked and _hints_meet(need, degree):
        return 1.0
    return _OTHER_FIELD_CREDIT if need.field_open else 0.0


def _hints_meet(need: Need, degree: Degree) -> bool:
    """Whether the words of the degree's line and of the field asked for hint at one trade."""
    hints = roles().hints
    asked = {family for stem in need.fields for family in hints.get(stem, ())}
    return any(not asked.isdisjoint(hints.get(stem, ())) for stem in degree.line)
