"""A term that is not named, shown by what is told of the work: ``blister packs`` for giving medicines."""

from __future__ import annotations

from recollect.scoring.judging.closeness import RELATED_CREDIT
from recollect.scoring.judging.told_places import find_told_places
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.profiles import ResumeProfile

_MOST_PROOFS = 3
IN_OTHER_WORDS = "Told of in other words."
_AS_LITTLE_KNOWN = "Told of, but as little known."


def judge_told(terms: tuple[int, ...], resume: ResumeProfile) -> Verdict | None:
    """Give the verdict that ways to tell of some terms bear out, or None where the résumé has none of them."""
    places = find_told_places(terms, resume)
    if not places:
        return None
    starts, ends = resume.tokens.starts, resume.tokens.ends
    weak: Verdict | None = None
    proofs: list[tuple[int, int]] = []
    shown: list[int] = []
    for term, place in places:
        span = (starts[place.first], ends[place.last])
        if place.done:
            proofs.append(span)
            shown.append(term)
        elif weak is None:
            weak = Verdict("partly", RELATED_CREDIT, _AS_LITTLE_KNOWN, (span,), (term,))
    if proofs:
        return Verdict("met", 1.0, IN_OTHER_WORDS, tuple(sorted(proofs)[:_MOST_PROOFS]), tuple(dict.fromkeys(shown)))
    return weak
