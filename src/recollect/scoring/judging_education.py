"""The degree or training asked for, against those a résumé names: level, field, and whether they are held."""

from __future__ import annotations

from recollect.scoring.closeness import RELATED_CREDIT, Measure, weighted_months, years_text
from recollect.scoring.education import LEVEL_NAMES, Degree
from recollect.scoring.intervals import MONTHS_A_YEAR
from recollect.scoring.profiles import Need, ResumeProfile
from recollect.scoring.studies import are_kindred, counts_for
from recollect.scoring.verdicts import MET_FROM, NOT_FOUND, PARTLY_FROM, Verdict
from recollect.scoring.vocabulary import roles

_OTHER_FIELD_CREDIT = 0.4
_LEVEL_STEP = 0.5
_EQUIVALENT_YEARS = 4
_EQUIVALENT_CLOSENESS = 0.6


def judge_education(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    """Give the verdict on the degree asked for; experience stands in for it where the ad allows that."""
    best: tuple[float, Degree] | None = None
    for degree in resume.degrees:
        credit = max(0.0, 1.0 - _LEVEL_STEP * max(0, need.level - degree.level))
        if not degree.finished:
            credit = min(credit, RELATED_CREDIT)
        if credit:
            credit *= _field_worth(need, degree)
        if best is None or credit > best[0]:
            best = (credit, degree)
    if need.waived and (best is None or best[0] < 1) and (instead := _by_work(resume, measure)) is not None:
        return instead
    if best is None or best[0] < PARTLY_FROM:
        return NOT_FOUND if best is None else Verdict("not_found", 0.0, _note(need, best[1]))
    credit, degree = best
    proof = ((degree.start, degree.end),)
    if credit >= MET_FROM:
        return Verdict("met", 1.0, "", proof)
    return Verdict("partly", credit, _note(need, degree), proof)


def _by_work(resume: ResumeProfile, measure: Measure) -> Verdict | None:
    """Give the verdict when enough related work stands in for the degree."""
    months = weighted_months(resume.positions, measure.closeness, measure.now)
    if months < _EQUIVALENT_YEARS * MONTHS_A_YEAR:
        return None
    close = [
        one for one, worth in zip(resume.positions, measure.closeness, strict=True) if worth >= _EQUIVALENT_CLOSENESS
    ]
    proofs = tuple((one.title_start, one.title_end) for one in close[:2])
    note = f"What counts as {years_text(months)} of related work stands in for the degree."
    return Verdict("met", 1.0, note, proofs) if proofs else None


def _note(need: Need, degree: Degree) -> str:
    if not degree.finished:
        return "Not finished yet."
    if degree.level < need.level:
        return f"{LEVEL_NAMES[degree.level].capitalize()}, where {LEVEL_NAMES[need.level]} is asked for."
    return "In another field."


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
