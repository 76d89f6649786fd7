"""What a résumé names of the kinds that an ad asks for, where the ad's own words for a term are narrower than it."""

from __future__ import annotations

import msgspec

from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.kinds import GENERAL
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import Mention, Need, ResumeProfile


def narrowed_in(need: Need) -> tuple[int, ...]:
    """Give the terms asked for that an ad names only by narrower words."""
    return tuple(term for term, kinds in need.kinds if GENERAL not in kinds and term in need.terms)


def named_as_asked(need: Need, resume: ResumeProfile) -> dict[int, tuple[Mention, ...]]:
    """Give what names the kind asked for of each term that an ad names by a narrower word or hint, or that shows it."""
    return {
        term: tuple(
            one for found in (resume.mentions, resume.hints) for one in found.get(term, ()) if one.kind in kinds
        )
        for term, kinds in need.kinds
    }


def with_kinds_asked(need: Need, resume: ResumeProfile) -> ResumeProfile:
    """Give a résumé with those mentions alone of what an ad asks for that prove the kind of it."""
    if not need.kinds:
        return resume
    asked = named_as_asked(need, resume)
    aside = _set_aside(need.terms, narrowed_in(need))
    mentions = {term: places for term, places in resume.mentions.items() if term not in asked and term not in aside}
    mentions |= {term: places for term, places in asked.items() if places}
    return msgspec.structs.replace(resume, mentions=mentions)


@kept_while_in_force
def _set_aside(terms: tuple[int, ...], narrow: tuple[int, ...]) -> frozenset[int]:
    """Give the terms that show others of which narrower kinds are asked for: they don't show those."""
    known = vocabulary().terms
    wide = [term for term in terms if term not in narrow]
    kept = frozenset(wide).union(*(known[term].shown_by for term in wide))
    return frozenset().union(*(known[term].shown_by for term in narrow)) - kept
