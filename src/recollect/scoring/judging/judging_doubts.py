"""A verdict of met looked at again: what proves it may be to come, of another country, only taught, or done at home."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from recollect.domain.analysis import Requirement
from recollect.scoring.judging.closeness import RELATED_CREDIT, Measure
from recollect.scoring.judging.described import places_of
from recollect.scoring.judging.paper_details import less_than_asked
from recollect.scoring.judging.second_look import OF_OTHERS, TAUGHT, WRITTEN, is_taken_back, look_again
from recollect.scoring.judging.verdicts import NOT_FOUND, Verdict
from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.company import company_of
from recollect.scoring.knowledge.places import countries_in, places
from recollect.scoring.knowledge.settings import Titles, helpers_beside
from recollect.scoring.knowledge.states import states_in
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import JobProfile, ResumeProfile, Why
from recollect.scoring.reading.doubts import why_doubted
from recollect.scoring.reading.intervals import MONTHS_A_YEAR, is_to_come, years_from

_PRACTISED = frozenset({"skill", "experience", "other"})
_LOOKED_AT = frozenset({"skill", "certification", "language", "other", "experience"})
_KNOWLEDGE = re.compile(r"\b(?:knowledge|understanding|familiar\w*|aware\w*)\b[^.;\n]*$", re.IGNORECASE)
_LEAD = 60
_DRIVING = re.compile(r"driving|driver|HGV|CPC")
_UNION = frozenset(
    [
        "Ireland",
        "Germany",
        "Austria",
        "France",
        "Spain",
        "Portugal",
        "Italy",
        "Netherlands",
        "Belgium",
        "Poland",
        "Romania",
        "Hungary",
        "Bulgaria",
    ]
)
_TAKING = _UNION | {"United Kingdom"}
"""Where the driving licences of the Union hold."""
_NATIONAL = re.compile(
    r"(?<!forklift )licence\b|registration|admission|practising|Gas Safe|teacher status|gold card|"
    r"professional engineer|^CPA$|^CSCS|background check|DBS|^social work qualification$|"
    r"^paediatric first aid$|^food hygiene certificate$|^food handler card$"
)
"""The papers that hold in one country, by how the lexicon calls them."""
_OF_ONE_BODY = re.compile(r"^(?:ECS gold card|CSCS card|NMC registration|HCPC registration|Gas Safe.*|DBS check)$")
"""The papers that only one body gives: whoever holds one holds the one that is asked for."""
_LAW = re.compile(
    r"\blaw\b|legislation|regulations\b|\btax(?:es|ation)?\b|payroll|conveyancing|building code|"
    r"employment standards|child protection|GAAP|financial statements",
    re.IGNORECASE,
)
_WRITING = re.compile(r"\b(?:publi(?:cation|sh)|papers?\b|talks?\b|present|speak)", re.IGNORECASE)
_RESEARCH = frozenset(tokenise("research researcher scientist lecturer professor fellow").stems)
"""Words in the title of a post to which writing belongs."""
_IN_ALL = re.compile(r"\b(?:compact|multi-?state|all states|nationwide)\b", re.IGNORECASE)
_OF_HANDS = frozenset({"trades", "engineering"})
_OWN = re.compile(r"\b(?:own|your own)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_OF_ONES_OWN = re.compile(
    r"\b(?:writ|mak|plan|build|prepar|run|do|design|creat|manag|develop|cook|draw|produc|organi[sz]|handl|keep|set|"
    r"book|bak|program|hold|lead|carry|look(?:ing)? after)(?:e|ing|ning)? (?:up |out |down )?(?:your |their )?"
    r"own\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
"""What is to be done by oneself, and needs not be anybody's own: ``write your own lesson plans``."""
_NEAR_OWN = 5
_SHOWN = (" shows it.", "Told of in other words.")
_ABROAD = "Of another country."
_OF_ANY_COUNTRY = re.compile(
    r"\b(?:or|an|the|any|overseas|foreign|international|recogni[sz]ed) (?:the |an? |its |overseas |foreign |"
    r"international )*equivalents? (?:\w+ )?(?:of|in|from) (?:your|their|another|any|the) (?:own |home )?"
    r"countr(?:y|ies)|"
    r"\b(?:or|an) (?:overseas|foreign|international) equivalent\b|\bequivalent from (?:abroad|overseas|elsewhere)\b|"
    r"\b(?:from|of) any country\b",
    re.IGNORECASE,
)
ANOTHER_FIELD = "Named in another field of work."
_PAPERS = frozenset({"certification", "education"})
_AS_A = re.compile(r"\s*(?:\((?:as an? |for )?|\bas an? )([^().;\n]{3,60})(?=[).;\n]|$)", re.IGNORECASE)
"""What stands behind a paper in a bracket: the post that it is for."""
_CODE = re.compile(r"\b(?!\d+(?:st|nd|rd|th|h|hrs?|lbs?|k|yrs?)\b)(?:\d{3,4}[A-Z]|[A-Z]{1,3}\d{3,4})\b")
_DOUBTS: dict[Why, str] = {
    "taught": TAUGHT,
    "studied": "Studied; nothing told of practising it.",
    "student": "As a student or intern.",
    "listed": "Only in a list of words; nothing told of the work bears it out.",
    "at home": "Done at home, not for a living.",
    "animals": "Done with animals.",
    "sold": "Sold to others; nothing told of doing it.",
}
OF_A_PASSAGE = frozenset(note for why, note in _DOUBTS.items() if why != "listed")
"""What is said of a thing that is named only where it is taught, studied or done at home."""


def doubted(
    requirement: Requirement, verdict: Verdict, resume: ResumeProfile, job: JobProfile, measure: Measure
) -> Verdict:
    """Give a verdict of met as partly met, with the reason, where what proves it shows less than it names."""
    if verdict.note.endswith(_SHOWN) and _is_to_be_ones_own(job.description, requirement.start or 0):
        return _as_own(requirement, resume)
    if requirement.kind in _LOOKED_AT and is_taken_back(verdict.terms, resume):
        note = OF_OTHERS
    elif requirement.kind not in _PAPERS and is_plain(verdict.proofs[0], resume, measure.now):
        note = _ABROAD if _is_foreign(requirement, verdict, resume, job) else ""
    else:
        note = _what_lessens(requirement, verdict, resume, job, measure)
    return msgspec.structs.replace(verdict, status="partly", credit=RELATED_CREDIT, note=note) if note else verdict


def is_plain(proof: tuple[int, int], resume: ResumeProfile, now: int) -> bool:
    """Whether nothing tells against a proof, but that a paper or a law may be of another country."""
    known = resume.index.plain.get(now)
    if known is None:
        known = resume.index.plain[now] = {}
    plain = known.get(proof)
    if plain is None:
        doubtful = why_doubted(resume, proof[0], frozenset()) or look_again((proof,), resume, frozenset())
        plain = known[proof] = not doubtful and not _is_later(proof, resume, now)
    return plain


def _what_lessens(
    requirement: Requirement, verdict: Verdict, resume: ResumeProfile, job: JobProfile, measure: Measure
) -> str:
    """Give why what proves a verdict shows less than it names; nothing where it does not."""
    note = _of_the_future(verdict, resume, measure) or _of_the_paper(requirement, verdict, resume, job)
    if not note and requirement.kind in _PRACTISED:
        note = _of_practice(requirement, verdict, resume, job, measure)
    if not note and requirement.kind in _LOOKED_AT:
        paper = requirement.kind == "certification"
        note = look_again(verdict.proofs, resume, measure.over, paper=paper)
        if note and (rest := _other_mentions(verdict, resume, measure)):
            note = look_again(rest, resume, measure.over, paper=paper)
        if note == WRITTEN and _asks_writing(requirement, job):
            note = ""
    return note


def _other_mentions(verdict: Verdict, resume: ResumeProfile, measure: Measure) -> tuple[tuple[int, int], ...]:
    """Give where else what was found is named and borne out."""
    return tuple(
        (one.start, one.end)
        for term in verdict.terms
        for one in resume.mentions.get(term, ())
        if one.credit >= 1.0 and not one.listed and why_doubted(resume, one.start, measure.over) is None
    )


@lru_cache(maxsize=1 << 10)
def _is_to_be_ones_own(description: str, start: int) -> bool:
    """Whether an ad asks to own a thing: what shows that somebody can use it does not show that."""
    lead = max(0, start - _LEAD)
    return _OWN.search(description, lead, start) is not None and _OF_ONES_OWN.search(description, lead, start) is None


def _as_own(requirement: Requirement, resume: ResumeProfile) -> Verdict:
    """Give the verdict on a thing that is to be somebody's own: met where it, or its last word, is called so."""
    tokens = resume.tokens
    thing = _last_word(requirement.text)
    for at in places_of(("own",), "own", resume):
        if tokens.keys[at] == "own" and thing in (near := tokens.stems[at + 1 : at + _NEAR_OWN]):
            return Verdict("met", 1.0, "", ((tokens.starts[at], tokens.ends[at + 1 + near.index(thing)]),))
    return NOT_FOUND


@lru_cache(maxsize=1 << 10)
def _last_word(text: str) -> str:
    """Give the stem of the last word."""
    return "".join(tokenise(text).stems[-1:])


def _of_the_future(verdict: Verdict, resume: ResumeProfile, measure: Measure) -> str:
    if resume.latest_year * MONTHS_A_YEAR < measure.now - MONTHS_A_YEAR:
        return ""
    now, known = measure.now, resume.index.later
    for proof in verdict.proofs:
        later = known.get((now, proof))
        if later is None:
            later = known[now, proof] = _is_later(proof, resume, now)
        if not later:
            return ""
    return "Still to come."


def _is_later(proof: tuple[int, int], resume: ResumeProfile, now: int) -> bool:
    """Whether what a proof says begins, or is reached, after the month `now`."""
    start, end = proof
    if not any(low <= end and start <= high for low, high in _lines_ahead(resume, now)):
        return False
    return is_to_come(resume.text, *_clause(resume.text, start, end), now)


def _lines_ahead(resume: ResumeProfile, now: int) -> list[tuple[int, int]]:
    """Give the spans of the lines in which a résumé names this year or a later one: nothing else is to come."""
    year, known = now // MONTHS_A_YEAR, resume.index.ahead
    found = known.get(year)
    if found is None:
        text = resume.text
        ends = [(at, text.find("\n", at)) for at in years_from(text, year)]
        spans = {(text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)) for at, end in ends}
        found = known[year] = sorted(spans)
    return found


def _of_the_paper(requirement: Requirement, verdict: Verdict, resume: ResumeProfile, job: JobProfile) -> str:
    if _is_foreign(requirement, verdict, resume, job):
        return _ABROAD
    if requirement.kind not in _PAPERS:
        return ""
    if requirement.kind == "certification" and _is_of_another_state(requirement, verdict, resume, job):
        return "Of another state."
    if requirement.kind == "certification" and _is_of_helper(verdict, resume, job):
        return "For a post beside the one that is asked for."
    if _lacks_code(requirement, resume):
        return "Of another number."
    return less_than_asked(requirement, verdict, resume, job)


def _of_practice(
    requirement: Requirement, verdict: Verdict, resume: ResumeProfile, job: JobProfile, measure: Measure
) -> str:
    if not resume.doubts:
        return ""
    looked_at = requirement.kind in _LOOKED_AT
    first: Why | None = None
    for proof in verdict.proofs:
        why = why_doubted(resume, proof[0], measure.over)
        if why is None and not (looked_at and look_again((proof,), resume, measure.over)):
            return ""
        first = first or why
    if first is None or (first in {"taught", "studied"} and _asks_knowledge(requirement, job)):
        return ""
    if first == "sold" and not are_of_hands(verdict.terms or _terms_asked(requirement, job)):
        return ""
    return _DOUBTS[first]


def _is_foreign(requirement: Requirement, verdict: Verdict, resume: ResumeProfile, job: JobProfile) -> bool:
    """Whether a licence, or knowledge of a law, is of another country: the one said with it, or else the résumé's."""
    if job.country < 0 or not verdict.terms:
        return False
    paper = requirement.kind == "certification"
    if not paper and (resume.country < 0 or resume.country == job.country):
        return False
    if paper and _is_taken_of_any_country(job.description, requirement.start or 0):
        return False
    if not hold_in_one_country(verdict.terms, papers=paper) or all(map(_OF_ONE_BODY.search, _names_of(verdict.terms))):
        return False
    for proof in verdict.proofs:
        said = _countries_with(proof, resume)
        if not said:  # a licence is of the country that one lives in, what one knows of a law is not
            said = frozenset([resume.country if requirement.kind == "certification" else -1])
        if not said.isdisjoint({-1, job.country}) or (_shares_licences(said, job) and are_of_driving(verdict.terms)):
            return False
    return True


@lru_cache(maxsize=1 << 10)
def _is_taken_of_any_country(description: str, start: int) -> bool:
    """Whether the sentence of an ad that asks for a paper takes that of any country: ``or the equivalent of yours``."""
    return _OF_ANY_COUNTRY.search(description, *_clause(description, start, start)) is not None


def _countries_with(proof: tuple[int, int], resume: ResumeProfile) -> frozenset[int]:
    """Give the countries that are named in the clause of a proof."""
    found = resume.index.lands.get(proof)
    if found is None:
        clause = _clause(resume.text, *proof)
        found = resume.index.lands[proof] = countries_in(resume.text, resume.tokens, *clause)
    return found


def _is_of_another_state(requirement: Requirement, verdict: Verdict, resume: ResumeProfile, job: JobProfile) -> bool:
    """Whether an ad asks for a licence of some states and every proof of it names others."""
    if requirement.start is None or not verdict.terms or are_of_driving(verdict.terms):
        return False
    asked = _states_near(job.description, requirement.start, requirement.end or requirement.start)
    if not asked or not hold_in_one_country(verdict.terms, papers=True):
        return False
    named = ((one.start, one.end) for term in verdict.terms for one in resume.mentions.get(term, ()) if one.credit >= 1)
    for proof in dict.fromkeys((*verdict.proofs, *named)):
        line = _clause(resume.text, *proof)
        held = states_in(resume.text[slice(*line)])
        if not held or not held.isdisjoint(asked) or _IN_ALL.search(resume.text, *line):
            return False
    return True


def _is_of_helper(verdict: Verdict, resume: ResumeProfile, job: JobProfile) -> bool:
    """Whether every proof of a paper says that it is for those who help: ``registered (support worker)``."""
    if not verdict.terms or not hold_in_one_country(verdict.terms, papers=True):
        return False
    titles = helpers_beside(job.roles, frozenset(job.title_stems))
    said = [_AS_A.match(resume.text, end) for _, end in verdict.proofs] if titles else []
    return bool(said) and all(one is not None and _names_one(titles, one.group(1)) for one in said)


def _names_one(titles: Titles, said: str) -> bool:
    words = tokenise(said)
    text = f" {' '.join(words.keys)} "
    return any(way in text for stem in titles.keys() & set(words.stems) for way in titles[stem])


@lru_cache(maxsize=1 << 10)
def _states_near(text: str, start: int, end: int) -> frozenset[str]:
    """Give the states that the sentence of an ad names in which a licence is asked for."""
    return states_in(text[slice(*_clause(text, start, end))])


@kept_while_in_force
def hold_in_one_country(terms: tuple[int, ...], *, papers: bool) -> bool:
    """Whether all of some terms are papers, or else knowledge, of one country's law."""
    return all(map((_NATIONAL if papers else _LAW).search, _names_of(terms)))


def is_of_another_field(terms: tuple[int, ...], resume: ResumeProfile) -> bool:
    """Whether a résumé names nothing of the trade in whose company alone some words are meant: a dairy's test cases."""
    shared, families = company_of(terms)
    if not families:
        return False
    known = vocabulary().terms
    return not any(known[term].family in families and term not in shared for term in resume.mentions)


@kept_while_in_force
def are_of_driving(terms: tuple[int, ...]) -> bool:
    """Whether all of some terms are licences to drive."""
    return all(map(_DRIVING.search, _names_of(terms)))


def _terms_asked(requirement: Requirement, job: JobProfile) -> tuple[int, ...]:
    return next((need.terms for one, need in zip(job.requirements, job.needs, strict=True) if one is requirement), ())


@kept_while_in_force
def are_of_hands(terms: tuple[int, ...]) -> bool:
    """Whether all of some terms are of trades in which to sell a thing is not to do the work."""
    return all(vocabulary().terms[term].family in _OF_HANDS for term in terms)


def _names_of(terms: tuple[int, ...]) -> list[str]:
    return [vocabulary().terms[term].name for term in terms]


def _lacks_code(requirement: Requirement, resume: ResumeProfile) -> bool:
    """Whether an ad names papers by number, such as 309A, and the résumé holds none of those numbers."""
    codes = _codes_in(requirement.text)
    return bool(codes) and codes.isdisjoint(resume.tokens.keys)


@lru_cache(maxsize=1 << 12)
def _codes_in(text: str) -> frozenset[str]:
    return frozenset(code.casefold() for code in _CODE.findall(text))


def _shares_licences(said: frozenset[int], job: JobProfile) -> bool:
    """Whether countries know one another's driving licences, as those of the European Union do, or take those."""
    names = places().names
    return names[job.country] in _TAKING and any(names[one] in _UNION for one in said)


def _asks_knowledge(requirement: Requirement, job: JobProfile) -> bool:
    """Whether the ad asks to know a thing, not to have done it."""
    start, end = requirement.start or 0, requirement.end or 0
    return _KNOWLEDGE.search(job.description, max(0, start - _LEAD), end) is not None


def _asks_writing(requirement: Requirement, job: JobProfile) -> bool:
    """Whether to write or speak of a thing is what the ad asks for, or the work of the post."""
    start, end = requirement.start or 0, requirement.end or 0
    near = _WRITING.search(job.description, max(0, start - _LEAD), end)
    return near is not None or not _RESEARCH.isdisjoint(job.title_stems)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the clause around a span, up to the next full stop, semicolon or line."""
    low = max(text.rfind(mark, 0, start) for mark in (". ", ";", "\n")) + 1
    ends = [at for mark in (". ", ";", "\n") if (at := text.find(mark, end)) >= 0]
    return low, min(ends, default=len(text))
