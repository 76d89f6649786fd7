"""What the lexicon knows, skills, papers and languages: named, shown by something else, or only akin to what is."""

from __future__ import annotations

import re

from msgspec import Struct

from recollect.domain.analysis import RequirementStatus
from recollect.scoring.judging.closeness import RELATED_CREDIT, Measure
from recollect.scoring.judging.judging_languages import B1, best_level, end_with_level
from recollect.scoring.judging.judging_told import judge_told
from recollect.scoring.judging.judging_words import judge_words
from recollect.scoring.judging.verdicts import NOT_FOUND, Verdict
from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.patterns import people_in
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import Mention, Need, ResumeProfile, Why
from recollect.scoring.reading.doubts import doubted_posts, why_doubted

_LISTED_CREDIT = 0.3
_UNSTATED = 0
_BUT_LISTED: frozenset[Why] = frozenset({"taught", "studied", "student", "at home", "animals", "sold"})
"""The reasons for doubt that count for nothing of a paper: it is held, not done."""
_MANY = 10
"""So many people are led only by who says how many."""
_PAPER_SECTIONS = frozenset({"certificates", "education"})
_FOR_EVER = 1 << 20
_PAPER_WORDS = frozenset(("certificate", "certification", "cert", "training", "course", "ticket"))
_ITEM_MARKS, _MOST_BESIDE = ",;·|•\n", 3
_RUN_OUT = "Has run out."
_UNHELD = "Named, but not as held today."
_BEGUN = "Still worked for, which the ad takes."
_UNDER_WAY = re.compile(
    r"\b(?:in progress|stud(?:ying|ies)|working (?:on|to|towards?)|enrolled|to go|passed|coursework|part[- ]qualified|"
    r"booked|due|finalist|candidate|sitting|awaiting|results?|underway|under way|completing)\b",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"\b(?:expired|lapsed|ran out|run out|no longer|slide|revoked|surrendered|suspended|not renewed|gave up|failed|"
    r"have(?: not|n['’]t)|did(?: not|n['’]t))\b",
    re.IGNORECASE,
)
_HELD = ("", _BEGUN)
_AMONG_PAPERS = "Named among the certificates."
_ENGLISH = "English"
_ONLY_LISTED = "Only in a list of words; nothing told of the work bears it out."


def judge_terms(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    """Give the verdict on terms of which any is enough."""
    if need.paper:
        return _paper_in(need, resume)
    near = nearness_of(need.terms)
    verdict = _proven(need, near, resume, measure) or _told(need, resume)
    if near.learnt and (verdict is None or verdict.status != "met"):
        verdict = _among_papers(near.learnt, resume) or verdict
    if verdict is not None:
        return verdict
    for other in filter(resume.mentions.__contains__, near.kin):
        return _akin(resume.mentions[other][0], need, resume)
    for term in filter(resume.hints.__contains__, need.terms):
        return _hinted(resume.hints[term][0], need, resume)
    if near.granted and resume.english:
        return Verdict("unknown", None, "The résumé is written in English but does not say how well it is spoken.")
    return NOT_FOUND


def _paper_in(need: Need, resume: ResumeProfile) -> Verdict:
    """Give the verdict on a paper in something: named among what was learnt, or only elsewhere."""
    named = [one for term in need.terms for one in resume.mentions.get(term, ())]
    if not named:
        return NOT_FOUND
    papers = [one for one in named if _is_among_papers(one, resume)]
    best = max(papers or named, key=_standing_of)
    proof = ((best.start, best.end),)
    if papers and best.credit >= RELATED_CREDIT:
        return Verdict("met", 1.0, "", proof, (best.term,))
    return Verdict("partly", RELATED_CREDIT, "Named, but no paper in it.", proof, (best.term,))


def _among_papers(skills: tuple[int, ...], resume: ResumeProfile) -> Verdict | None:
    """Give the verdict where one of some skills stands among the certificates: there is a paper in it."""
    for skill in skills:
        for one in resume.mentions.get(skill, ()):
            named = one.section >= 0 and resume.sections[one.section].kind == "certificates"
            if named and one.credit >= RELATED_CREDIT and _is_item(one, resume.text):
                return Verdict("met", 1.0, _AMONG_PAPERS, ((one.start, one.end),), (skill,))
    return None


def _is_item(one: Mention, text: str) -> bool:
    """Whether what is named stands by itself, as papers are listed, and not in a sentence."""
    start = max(text.rfind(mark, 0, one.start) for mark in _ITEM_MARKS) + 1
    end = min((at for mark in _ITEM_MARKS if (at := text.find(mark, one.end)) >= 0), default=len(text))
    return len((text[start : one.start] + text[one.end : end]).split()) <= _MOST_BESIDE


def _learnt_in(terms: tuple[int, ...]) -> tuple[int, ...]:
    """Give the skills that some papers are called after: manual handling, of a manual handling certificate."""
    return tuple(sorted({skill for term in terms for skill in _skills_of_papers().get(term, ())}))


@kept_while_in_force
def _skills_of_papers() -> dict[int, set[int]]:
    """Give the skills that each paper is called after."""
    known = vocabulary().terms
    found: dict[int, set[int]] = {}
    waiting = list(vocabulary().trie.values())
    while waiting:
        node = waiting.pop()
        waiting += node.follow.values()
        if node.number < 0 or known[node.number].kind != "skill":
            continue
        for key in _PAPER_WORDS & node.follow.keys():
            paper = node.follow[key].number
            if paper >= 0 and known[paper].kind == "certification":
                found.setdefault(paper, set()).add(node.number)
    return found


def _is_among_papers(one: Mention, resume: ResumeProfile) -> bool:
    return one.section >= 0 and resume.sections[one.section].kind in _PAPER_SECTIONS


def _proven(need: Need, near: Nearness, resume: ResumeProfile, measure: Measure) -> Verdict | None:
    """Give the verdict where a term is named, or another that shows it."""
    mentions = resume.mentions
    own = [mentions[term][0] for term in need.terms if term in mentions]
    if own:
        verdict = _named(own, need, resume, measure)
        return (_borne_out(need, near, resume) or verdict) if verdict.note == _ONLY_LISTED else verdict
    lost: Mention | None = None
    for other in filter(mentions.__contains__, near.shown_by):
        for one in mentions[other]:
            if one.credit >= RELATED_CREDIT and (one.until or _FOR_EVER) >= measure.now:
                return _shown(one, need, resume)
            lost = one if one.until is not None and one.until < measure.now else lost
    return None if lost is None else Verdict("partly", RELATED_CREDIT, _RUN_OUT, ((lost.start, lost.end),), need.terms)


def judge_elsewhere(need: Need, resume: ResumeProfile, measure: Measure) -> Verdict | None:
    """Give the verdict where some post that is not in doubt shows a term otherwise than by its name, or None."""
    verdict = _borne_out(need, nearness_of(need.terms), resume)
    if verdict is None:
        return None
    doubtful = doubted_posts(resume, measure.over)
    posts = [one for at, one in enumerate(resume.positions) if at not in doubtful]
    in_posts = any(one.title_start <= start < one.end for start, _ in verdict.proofs for one in posts)
    return verdict if in_posts else None


def _borne_out(need: Need, near: Nearness, resume: ResumeProfile) -> Verdict | None:
    """Give the verdict where what is told of the work shows a term that is itself only listed."""
    for other in filter(resume.mentions.__contains__, near.shown_by):
        for one in resume.mentions[other]:
            if not one.listed and one.credit >= 1.0 and why_doubted(resume, one.start, frozenset()) is None:
                return _shown(one, need, resume)
    told = judge_told(need.terms, resume)
    return told if told is not None and told.status == "met" else None


def _told(need: Need, resume: ResumeProfile) -> Verdict | None:
    """Give the verdict where what is told of the work shows a term, or the words of the ad do."""
    told = judge_told(need.terms, resume)
    if need.said and (told is None or told.status != "met"):
        in_its_words = judge_words(need.said, resume, counts=True, wholly=True)
        return in_its_words if in_its_words.status == "met" else told
    return told


def _named(own: list[Mention], need: Need, resume: ResumeProfile, measure: Measure) -> Verdict:
    kind = vocabulary().terms[own[0].term].kind
    if kind == "certification":
        best = _told_closer(max(_all(own, resume), key=_standing_of), own, resume, measure)
    else:
        best = own[0] if len(own) == 1 else max(own, key=_standing_of)
    if best.credit >= RELATED_CREDIT:
        note = ""
    elif kind == "certification":
        note = _BEGUN if need.begun and _is_under_way(best, resume.text) else _UNHELD
    else:
        note = "Named, but as little known."
    less = (best.credit, note) if note not in _HELD else _lessened(best, own, need, resume, measure)
    credit, note = less or (1.0, note)
    proofs = [(one.start, one.end) for one in own]
    if kind == "language":
        proofs = [(start, end_with_level(resume.text, start, end)) for start, end in proofs]
    status: RequirementStatus = "partly" if less else "met"
    return Verdict(status, credit, note, tuple(proofs), tuple([one.term for one in own]))


def _lessened(
    best: Mention, own: list[Mention], need: Need, resume: ResumeProfile, measure: Measure
) -> tuple[float, str] | None:
    """Give the credit of what is named and held where it is less than what is asked for, and why; else None."""
    if _only_listed(own, need, resume, measure):
        return _LISTED_CREDIT, _ONLY_LISTED
    if vocabulary().terms[best.term].kind == "language" and (less := _less_spoken(need, resume)):
        return less
    if best.until is not None and best.until < measure.now:
        return RELATED_CREDIT, _RUN_OUT
    if 0 < best.level < need.level:
        return RELATED_CREDIT, f"Of level {best.level}, where level {need.level} is asked for."
    if need.people and (less := _fewer(need, resume)):
        return less
    in_a_row = _why_listed(best, resume)
    return (_LISTED_CREDIT, in_a_row) if in_a_row else None


def _is_under_way(one: Mention, text: str) -> bool:
    """Whether what stands with a paper says that somebody is still working for it."""
    start = max(text.rfind(mark, 0, one.start) for mark in ".\n") + 1
    ends = [at for mark in (". ", "\n") if (at := text.find(mark, one.end)) >= 0]
    clause = start, min(ends, default=len(text))
    return _UNDER_WAY.search(text, *clause) is not None and _GIVEN_UP.search(text, *clause) is None


def _told_closer(best: Mention, own: list[Mention], resume: ResumeProfile, measure: Measure) -> Mention:
    """Give the mention of a paper that counts: one that has run out, where the others only stand in a headline.

    ``SIA licensed`` in a summary says less than the line below it in which the licence expired in April.
    """
    if best.until is not None or not (best.listed or _is_above_all(best, resume)):
        return best
    told = [one for one in _all(own, resume) if not (one.listed or _is_above_all(one, resume))]
    held = [one for one in told if one.credit >= RELATED_CREDIT and (one.until or _FOR_EVER) >= measure.now]
    lost = [one for one in told if one.credit >= RELATED_CREDIT or _is_among_papers(one, resume)]
    return max(held or lost or [best], key=_standing_of)


def _is_above_all(one: Mention, resume: ResumeProfile) -> bool:
    """Whether a mention stands in the headline or the summary."""
    if one.section < 0:
        return one.end <= min((one.interval.start for one in resume.positions), default=0)
    return resume.sections[one.section].kind == "summary"


def _fewer(need: Need, resume: ResumeProfile) -> tuple[float, str] | None:
    """Give credit and reason where fewer people were led than are asked for, or no number of many is told."""
    led = people_in(resume.text, 0, len(resume.text))
    if led >= need.people or (not led and need.people < _MANY):
        return None
    if not led:
        return RELATED_CREDIT, f"Not told how many were led, where {need.people} are asked for."
    return max(_LISTED_CREDIT, RELATED_CREDIT * led / need.people), f"{led} led, where {need.people} are asked for."


def _why_listed(best: Mention, resume: ResumeProfile) -> str:
    """Give why a paper that only stands in a row of keywords is not shown; nothing where it is.

    The work bears out none of the row, or the résumé lists its papers and this is not among them.
    """
    terms = vocabulary().terms
    if terms[best.term].kind != "certification":
        return ""
    if best.until is None and why_doubted(resume, best.start, _BUT_LISTED) is not None:
        return _ONLY_LISTED
    elsewhere = best.listed and any(
        terms[term].kind == "certification" and not one.listed and _is_among_papers(one, resume)
        for term, places in resume.mentions.items()
        for one in places
    )
    return "Only in a list of words, and not among the papers." if elsewhere else ""


def _all(own: list[Mention], resume: ResumeProfile) -> list[Mention]:
    """Give all mentions of the papers that some name: one may have run out and another not."""
    return [one for term in dict.fromkeys(one.term for one in own) for one in resume.mentions[term]]


def _shown(one: Mention, need: Need, resume: ResumeProfile) -> Verdict:
    known = vocabulary().terms
    shown = next(term for term in need.terms if one.term in known[term].shown_by)
    if need.people and (fewer := _fewer(need, resume)) is not None:
        return Verdict("partly", *fewer, ((one.start, one.end),), (shown,))
    return Verdict("met", 1.0, f"{known[one.term].name} shows it.", ((one.start, one.end),), (shown,))


def _akin(one: Mention, need: Need, resume: ResumeProfile) -> Verdict:
    known = vocabulary().terms
    said = " ".join(resume.text[one.start : one.end].split())
    note = f"{known[one.term].name if said.lower() == known[one.term].name.lower() else f'“{said}”'} is related."
    proof = ((one.start, one.end),)
    skill = known[one.term].kind == known[need.terms[0]].kind == "skill"
    is_kind = not known[one.term].shown_by.isdisjoint(need.terms)  # Kafka is like Kinesis, not like streaming
    if skill and need.similar and not is_kind and one.credit >= RELATED_CREDIT:
        note = f"{known[one.term].name} is similar, which the ad takes too."
        return Verdict("met", 1.0, note, proof, (one.term,))
    # a kindred tool is half a proof, but a person who asked for this one would not call it found
    return Verdict("not_found" if skill else "partly", RELATED_CREDIT, note, proof, need.terms)


def _hinted(one: Mention, need: Need, resume: ResumeProfile) -> Verdict:
    """Give the verdict where nothing but a word that hints at a term is there."""
    said = " ".join(resume.text[one.start : one.end].split())
    skill = vocabulary().terms[one.term].kind == "skill"
    proof = ((one.start, one.end),)
    return Verdict("not_found" if skill else "partly", _LISTED_CREDIT, f"“{said}” is related.", proof, need.terms)


def _less_spoken(need: Need, resume: ResumeProfile) -> tuple[float, str] | None:
    """Give credit and reason where a language is known less well than is asked for."""
    held = max(best_level(resume.mentions[term], resume) for term in need.terms if term in resume.mentions)
    if held >= (need.level or B1) or (held == _UNSTATED and need.level < B1):
        return None
    if held == _UNSTATED:
        return RELATED_CREDIT, "Named, without saying how well."
    return RELATED_CREDIT if held == need.level - 1 else _LISTED_CREDIT, "Known less well than is asked for."


def _only_listed(own: list[Mention], need: Need, resume: ResumeProfile, measure: Measure) -> bool:
    """Whether a skill stands in lists of words alone, in a résumé whose work is strange to the job or to its lists.

    A licence is held, not done: a list is enough.
    """
    if not resume.positions or not own[0].listed:
        return False
    places = [one for term in need.terms for one in resume.mentions.get(term, ())]
    if not all(one.listed and vocabulary().terms[one.term].kind == "skill" for one in places):
        return False
    head = min(one.interval.start for one in resume.positions)
    return not measure.kindred or resume.unproven or all(one.section < 0 and one.end <= head for one in places)


class Nearness(Struct, frozen=True):
    """What speaks for some terms: those that prove any of them, the surest first, and those related; and all.

    `learnt` are the skills that they are papers in; `granted` tells that a résumé which says nothing of them may yet
    speak for them, as it does by being in English.
    """

    shown_by: tuple[int, ...]
    kin: tuple[int, ...]
    all: frozenset[int]
    learnt: tuple[int, ...]
    granted: bool


@kept_while_in_force
def nearness_of(terms: tuple[int, ...]) -> Nearness:
    """Give what speaks for some terms."""
    known = vocabulary().terms
    shown_by = sorted(
        {other for term in terms for other in known[term].shown_by},
        key=lambda other: (all(other not in known[term].shown_at_once for term in terms), other),
    )
    kin = sorted({other for term in terms for other in known[term].related})
    return Nearness(
        shown_by=tuple(shown_by),
        kin=tuple(kin),
        all=frozenset([*terms, *shown_by, *kin]),
        learnt=_learnt_in(terms),
        granted=any(known[term].name == _ENGLISH for term in terms[:1]),
    )


def _standing_of(mention: Mention) -> tuple[float, int, int, bool]:
    """Order mentions: the best borne out, the one valid longest, the highest grade, the one that is told of."""
    return mention.credit, _FOR_EVER if mention.until is None else mention.until, mention.level, not mention.listed
