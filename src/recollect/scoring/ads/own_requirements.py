"""Requirements that a person wrote or changed, judged as if they stood in the ad under a heading of their strength."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from recollect.domain.analysis import Amount, Requirement
from recollect.scoring.ads.asked import asked_in
from recollect.scoring.ads.jobs import at_stake
from recollect.scoring.ads.segments import Segment
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import find_phrases, roles
from recollect.scoring.profiles import Asked, JobIndex, JobProfile, Need
from recollect.scoring.reading.intervals import MONTHS_A_YEAR

_TELLING = 0.2
_NAMED_KINDS = frozenset({"skill", "certification", "language"})


def with_requirements(profile: JobProfile, own: Sequence[Requirement]) -> JobProfile:
    """Give a job's profile with requirements of its own in place of those that were read.

    One that was read and still says the same is judged as it was read.
    """
    read = {_said(one): need for one, need in zip(profile.requirements, profile.needs, strict=True)}
    needs = []
    for one in own:
        need = read.get(_said(one)) or read_need(one, profile.roles)
        needs.append(_with_amount(need, one.amount))
    papers = {one.id: at_stake(Asked(one.kind, one.strength, 0, 0, need)) for one, need in zip(own, needs, strict=True)}
    return msgspec.structs.replace(
        profile,
        requirements=tuple(own),
        needs=tuple(needs),
        licences={number: worth for number, worth in papers.items() if worth > 0},
        index=JobIndex(),
    )


def read_need(requirement: Requirement, title_roles: tuple[int, ...]) -> Need:
    """Give how a requirement is judged, from its own words; skills that it names are alternatives."""
    text = requirement.text
    tokens = tokenise(text)
    if requirement.kind == "location":
        return Need(kind="place", words=tuple(dict.fromkeys(tokens.keys)))
    asked = asked_in(text, tokens, Segment(0, len(text), requirement.strength, headed=True), title_roles)
    same = [one.need for one in asked if one.kind == requirement.kind]
    if requirement.kind in _NAMED_KINDS:
        terms = tuple(dict.fromkeys(term for need in same if need.kind == "terms" for term in need.terms))
        kinds = tuple(dict(pair for need in same for pair in need.kinds).items())
        return Need(kind="terms", terms=terms, kinds=kinds) if terms else _by_words(tokens)
    if same:
        return same[0]
    if requirement.kind == "experience":
        named = tuple(dict.fromkeys(one[0] for one in find_phrases(tokens, roles().trie)))
        words = () if named or requirement.amount else _by_words(tokens).words
        return Need(kind="experience", roles=named or title_roles, terms=_terms(asked), words=words)
    return _by_words(tokens)


def years_of(amount: Amount | None) -> float | None:
    """Give an amount of years or months in years."""
    if amount is None:
        return None
    return round(amount.value / MONTHS_A_YEAR, 2) if amount.unit == "months" else amount.value


def _said(one: Requirement) -> tuple[str, str]:
    return one.text, one.kind


def _with_amount(need: Need, amount: Amount | None) -> Need:
    if need.kind != "experience":
        return need
    return msgspec.structs.replace(need, years=years_of(amount))


def _terms(asked: Sequence[Asked]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(term for one in asked for term in one.need.terms))


def _by_words(tokens: Tokens) -> Need:
    """Give the need of a phrase: its telling words, or all where none tells anything."""
    weight = shipped_background().weight
    telling = tuple(dict.fromkeys(stem for stem in tokens.stems if weight(stem) > _TELLING))
    return Need(kind="words", words=telling or tuple(dict.fromkeys(tokens.stems)))
