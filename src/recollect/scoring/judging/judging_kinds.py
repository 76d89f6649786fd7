"""Terms that an ad names by a narrower word: what is called so proves them, what is wider or another kind in part."""

from __future__ import annotations

import msgspec

from recollect.scoring.judging.closeness import RELATED_CREDIT, Measure
from recollect.scoring.judging.judging_terms import judge_terms
from recollect.scoring.judging.kinds_seen import narrowed_in, with_kinds_asked
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.profiles import Need, ResumeProfile

_OF_ANOTHER_KIND = "Told of more generally, or of another kind than the ad names."


def judge_kinds(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    """Give the verdict on terms of which an ad names some by a narrower word, or by a hint."""
    narrow = narrowed_in(need)
    seen = with_kinds_asked(need, resume)
    if not narrow:
        return judge_terms(need, seen, measure)
    is_named = any(term in seen.mentions for term, _ in need.kinds)
    terms = need.terms if is_named else tuple(term for term in need.terms if term not in narrow)
    if terms:
        verdict = judge_terms(msgspec.structs.replace(need, terms=terms, said=()), seen, measure)
        if verdict.status in {"met", "partly"}:
            return verdict
    general = judge_terms(need, resume, measure)
    if general.status != "met":
        return general
    return Verdict("partly", RELATED_CREDIT, _OF_ANOTHER_KIND, general.proofs, general.terms)
