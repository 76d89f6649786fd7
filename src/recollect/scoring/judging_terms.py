"""What the lexicon knows, skills, papers and languages: named, shown by something else, or only akin to what is."""

from __future__ import annotations

from functools import cache

from recollect.domain.analysis import RequirementStatus
from recollect.scoring.closeness import RELATED_CREDIT, Measure
from recollect.scoring.judging_experience import best_mention
from recollect.scoring.judging_languages import best_level
from recollect.scoring.judging_words import judge_words
from recollect.scoring.profiles import Mention, Need, ResumeProfile
from recollect.scoring.verdicts import NOT_FOUND, Verdict
from recollect.scoring.vocabulary import vocabulary

_LISTED_CREDIT = 0.3
_UNSTATED = 0
_FOR_EVER = 1 << 20
_ENGLISH = "English"


def judge_terms(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    """Give the verdict on terms of which any is enough."""
    mentions, known = resume.mentions, vocabulary().terms
    own = [best_mention(mentions[term], resume) for term in need.terms if term in mentions]
    if own:
        return _named(own, need, resume, measure)
    for other in shown_by_any(need.terms):
        if other in mentions and (one := best_mention(mentions[other], resume)).credit >= RELATED_CREDIT:
            shown = next(term for term in need.terms if other in known[term].shown_by)
            note = f"{known[other].name} shows it."
            return Verdict("met", 1.0, note, ((one.start, one.end),), (shown,))
    if need.said and (told := judge_words(need.said, resume, counts=True, wholly=True)).status == "met":
        return told
    for other in kin_of(need.terms):
        if other in mentions:
            return _akin(best_mention(mentions[other], resume), need)
    if resume.english and known[need.terms[0]].name == _ENGLISH:
        return Verdict("unknown", None, "The résumé is written in English but does not say how well it is spoken.")
    return NOT_FOUND


def _named(own: list[Mention], need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    best = max(_all(own, resume), key=_standing_of)
    credit = best.credit if best.credit < RELATED_CREDIT else 1.0
    note = "" if credit == 1.0 else "Named, but as little known."
    if credit == 1.0 and _only_listed(need, resume, measure):
        credit, note = _LISTED_CREDIT, "Only in a list of words; nothing told of the work bears it out."
    if credit == 1.0 and need.level and vocabulary().terms[best.term].kind == "language":
        credit, note = _language_credit(need, resume)
    if credit == 1.0 and best.until is not None and best.until < measure.now:
        credit, note = RELATED_CREDIT, "Has run out."
    if credit == 1.0 and 0 < best.level < need.level:
        credit, note = RELATED_CREDIT, f"Of level {best.level}, where level {need.level} is asked for."
    status: RequirementStatus = "met" if credit == 1.0 else "partly"
    return Verdict(status, credit, note, tuple((one.start, one.end) for one in own), tuple(one.term for one in own))


def _all(own: list[Mention], resume: ResumeProfile) -> list[Mention]:
    """Give the best mention of each term, and of papers all mentions: one may have run out and another not."""
    if vocabulary().terms[own[0].term].kind != "certification":
        return own
    return [one for term in dict.fromkeys(one.term for one in own) for one in resume.mentions[term]]


def _akin(one: Mention, need: Need) -> Verdict:
    known = vocabulary().terms
    note = f"{known[one.term].name} is related."
    proof = ((one.start, one.end),)
    skill = known[one.term].kind == known[need.terms[0]].kind == "skill"
    if skill and need.similar and one.credit >= RELATED_CREDIT:
        note = f"{known[one.term].name} is similar, which the ad takes too."
        return Verdict("met", 1.0, note, proof, (one.term,))
    # a kindred tool is half a proof, but a person who asked for this one would not call it found
    return Verdict("not_found" if skill else "partly", RELATED_CREDIT, note, proof, need.terms)


def _language_credit(need: Need, resume: ResumeProfile) -> tuple[float, str]:
    """Give what a named language is worth where a level of it is asked for."""
    held = max(best_level(resume.mentions[term], resume) for term in need.terms if term in resume.mentions)
    if held >= need.level:
        return 1.0, ""
    if held == _UNSTATED:
        return RELATED_CREDIT, "Named, without saying how well."
    return RELATED_CREDIT if held == need.level - 1 else _LISTED_CREDIT, "Known less well than is asked for."


def _only_listed(need: Need, resume: ResumeProfile, measure: Measure) -> bool:
    """Whether a skill stands in lists of words alone, in a résumé whose work is strange to the job or to its lists.

    A licence is held, not done: a list is enough.
    """
    if not resume.positions or (measure.kindred and not resume.unborne):
        return False
    known = vocabulary().terms
    return all(
        one.listed and known[term].kind == "skill" for term in need.terms for one in resume.mentions.get(term, ())
    )


@cache
def shown_by_any(terms: tuple[int, ...]) -> tuple[int, ...]:
    """Give the terms that prove any of some, in a fixed order."""
    known = vocabulary().terms
    return tuple(sorted({other for term in terms for other in known[term].shown_by}))


@cache
def kin_of(terms: tuple[int, ...]) -> tuple[int, ...]:
    """Give the terms related to any of some, in a fixed order."""
    known = vocabulary().terms
    return tuple(sorted({other for term in terms for other in known[term].related}))


def _standing_of(mention: Mention) -> tuple[float, int, int]:
    """Order mentions: the best borne out, then the one valid longest, then the highest grade."""
    return mention.credit, _FOR_EVER if mention.until is None else mention.until, mention.level
