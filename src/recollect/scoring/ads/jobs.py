"""A job description read once into requirements and what judging them needs."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from recollect.domain.analysis import Amount, Requirement, RequirementKind, Strength
from recollect.scoring.ads.asked import asked_in
from recollect.scoring.ads.employer import is_needless
from recollect.scoring.ads.job_titles import find_title, roles_of_title, says_title
from recollect.scoring.ads.line_ends import Lines, with_line_ends
from recollect.scoring.ads.marks import with_marks
from recollect.scoring.ads.segments import read_all_segments
from recollect.scoring.ads.strength import WEIGHTS
from recollect.scoring.ads.tasks import tasks_told, without_heads
from recollect.scoring.knowledge.background import Background
from recollect.scoring.knowledge.places import country_of
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import Asked, JobProfile
from recollect.scoring.reading.doubts import passed_over
from recollect.scoring.reading.mentions import find_terms
from recollect.scoring.relevance import weigh_terms

_FEWEST_WORDS = 2
_MOST_REQUIREMENTS = 80
_LICENCE_AT_STAKE, _PAPER_AT_STAKE = 0.35, 0.12
_EVERYDAY_PAPERS = frozenset(
    ["driving licence", "background check", "DBS check", "security clearance", "notary public", "first aid certificate"]
)
_LICENCE = re.compile(
    r"(?<!driving )\blicence|registration|admission|practising|Gas Safe|teacher status|gold card|professional engineer|"
    r"^(?:CPA|ACA|ACCA|18th Edition)$"
)
"""The papers without which the work may not be done, by how the lexicon calls them."""


def read_job_profile(description: str, role_name: str, company_name: str, background: Background) -> JobProfile:
    """Give the profile of a job; the company's name never counts as a word of the trade."""
    lines = with_line_ends(description)
    text = lines.text
    tokens = tokenise(text)
    title = role_name.strip() or find_title(text)
    everything = [one for one in with_marks(text, read_all_segments(text)) if not says_title(text, one, title)]
    segments = [one for one in everything if one.part != "noise" and not is_needless(text, one)]
    title_tokens = tokenise(title)
    title_roles = roles_of_title(title_tokens, tokens, background)
    asked: list[Asked] = []
    for segment in without_heads(text, segments):
        asked += asked_in(text, tokens, segment, title_roles)
    asked += tasks_told(text, tokens, segments, asked)
    asked = [_without_title(one, frozenset(title_tokens.stems)) for one in asked]
    asked = _without_repeats(asked)[:_MOST_REQUIREMENTS]
    company = set(tokenise(company_name).stems)
    as_given = tokenise(description) if lines.added else tokens
    spans = [lines.span_before(one.start, one.end) for one in segments]
    asides = [lines.span_before(one.start, one.end) for one in everything if one.part == "noise"]
    stems, terms = _telling(description, as_given, spans, company)
    stems += [stem for stem in title_tokens.stems if stem not in company]
    return JobProfile(
        description=description,
        role_name=role_name,
        requirements=tuple(_requirement(number, one, lines) for number, one in enumerate(asked, 1)),
        needs=tuple(one.need for one in asked),
        licences={f"R{number}": worth for number, one in enumerate(asked, 1) if (worth := at_stake(one)) > 0},
        roles=title_roles,
        country=country_of(text, tokens),
        over=passed_over(text, tokens, title_roles),
        skills=_hard_skills(asked),
        title_stems={
            stem: weight
            for stem in dict.fromkeys(title_tokens.stems)
            if stem not in company and (weight := background.weight(stem)) > 0
        },
        vector=weigh_terms(
            stems,
            terms,
            dict.fromkeys(title_roles, 1.0),
            background,
            _telling(description, as_given, asides, company)[0],
        ),
        fingerprints=as_given.fingerprints(),
        shingles=frozenset(as_given.shingles().tolist()),
        background_id=background.id,
    )


def _without_title(asked: Asked, title: frozenset[str]) -> Asked:
    """Give what is asked for without the words of the job's title, which tell nothing of what is asked beside it.

    Two words must be left: one alone stands in too many sentences to show anything.
    """
    need = asked.need
    words = tuple(word for word in need.words if word not in title)
    if need.kind != "words" or len(words) < _FEWEST_WORDS or len(words) == len(need.words) or asked.kind == "seniority":
        return asked
    return msgspec.structs.replace(asked, need=msgspec.structs.replace(need, words=words))


def _hard_skills(asked: Iterable[Asked]) -> frozenset[int]:
    """Give the skills asked for that are of a trade."""
    known = vocabulary().terms
    named = {term for one in asked for term in one.need.terms}
    return frozenset(term for term in named if known[term].kind == "skill" and not known[term].soft)


def at_stake(asked: Asked) -> float:
    """Give what share of the score hangs on a paper: most on a licence to do the work, nothing on an everyday one."""
    if asked.kind != "certification" or asked.strength == "nice" or not asked.need.terms:
        return 0.0
    names = [vocabulary().terms[term].name for term in asked.need.terms]
    if any(name in _EVERYDAY_PAPERS for name in names):
        return 0.0
    return _LICENCE_AT_STAKE if all(_LICENCE.search(name) for name in names) else _PAPER_AT_STAKE


def _telling(
    text: str, tokens: Tokens, spans: Iterable[tuple[int, int]], company: set[str]
) -> tuple[list[str], list[int]]:
    stems: list[str] = []
    terms: list[int] = []
    for span in spans:
        first, last = tokens.slice_at(*span)
        stems += [stem for stem in tokens.stems[first:last] if stem not in company]
        terms += [one[0] for one in find_terms(text, tokens, first, last)]
    return stems, terms


def _requirement(number: int, asked: Asked, lines: Lines) -> Requirement:
    years = asked.need.years
    start, end = lines.span_before(asked.start, asked.end)
    return Requirement(
        id=f"R{number}",
        text=" ".join(lines.text[asked.start : asked.end].split()),
        kind=asked.kind,
        strength=asked.strength,
        weight=WEIGHTS[asked.strength],
        amount=None if years is None else Amount(years, "years"),
        start=start,
        end=end,
    )


def _without_repeats(asked: list[Asked]) -> list[Asked]:
    """Keep one of each need: the one asked for most strongly, at the place of the first."""
    order: tuple[Strength, ...] = ("nice", "plain", "must")
    kept: dict[tuple[RequirementKind, object], Asked] = {}
    for one in asked:
        need = one.need
        key = (
            one.kind,
            (need.terms, need.kinds)
            if need.terms
            else need.words or (need.kind, need.level, need.years, need.roles, need.fields, need.special),
        )
        held = kept.get(key)
        if held is None or (one.headed, order.index(one.strength)) > (held.headed, order.index(held.strength)):
            kept[key] = one
    singles = {
        term
        for one in kept.values()
        if one.need.kind == "terms" and len(one.need.terms) == 1
        for term in one.need.terms
    }
    return [
        one
        for one in sorted(kept.values(), key=lambda one: (one.start, one.end))
        if not (one.need.kind == "terms" and len(one.need.terms) > 1 and singles.issuperset(one.need.terms))
    ]
