"""What one sentence of an ad asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from recollect.scoring.asked_degree import degree_asked
from recollect.scoring.asked_experience import experience_asked
from recollect.scoring.asked_terms import asked_terms
from recollect.scoring.asked_words import asked_conditions, asked_phrases, asked_sentence
from recollect.scoring.education import waives_degree
from recollect.scoring.mentions import find_terms
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.segments import Segment
from recollect.scoring.strength import read_strength
from recollect.scoring.tokens import Tokens
from recollect.scoring.vocabulary import vocabulary

_PLACE = re.compile(
    r"\b(?:based|located|live|reside|residing|living|relocat\w+) (?:in|near|to|"
    r"within)\s+((?:the )?[A-Z][\w.'-]+(?:[ ,]+(?:[A-Z][\w.'-]+|or|and))*)"
)
_ASKING = re.compile(
    r"\W*(?:(?:strong|proven|good|solid|sound|deep|excellent|hands-on|previous|prior|some|demonstrable|extensive|"
    r"substantial|recent|relevant|working|basic|full|valid|clean|expert|detailed|practical|a)[,\s]+)*"
    r"(?:experience|knowledge|understanding|ability|able to|familiar\w*|track record|proficien\w+|competen\w+|skilled|"
    r"skills?\b|qualified|trained|certified|licen[cs]\w*|degree|comfortable with|confident|fluent|fluency|"
    r"background in|"
    r"expertise|at least|minimum|\d+\+? ?(?:years|yrs))",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:you (?:will (?:be|have|need)|have|are|can|know|hold|bring|should)|you['’](?:ll|re|ve)|familiar with|"
    r"(?:candidate|applicant|person|somebody|someone)\b[^.;]{0,30}\b(?:have|be|who|with)|we need)\b",
    re.IGNORECASE,
)
_PAPERS = frozenset({"certification", "education"})
_LONGEST_OR = 60
_STANDS_IN_YEARS = 4.0


def asked_in(text: str, tokens: Tokens, segment: Segment, title_roles: tuple[int, ...]) -> list[Asked]:
    """Give all that a segment asks for, in its order."""
    first, last = tokens.slice_at(segment.start, segment.end)
    found = find_terms(text, tokens, first, last)
    degrees = list(degree_asked(text, tokens, segment))
    known = vocabulary().terms
    found = [
        one
        for one in found
        if known[one[0]].kind != "skill"
        or not any(
            degree.start <= tokens.starts[one[1]] < degree.end for degree in degrees if degree.kind == "education"
        )
    ]
    headed = segment.headed and segment.part in {"must", "plain", "nice"}
    asks = headed or _ASKING.match(text, segment.start, segment.end) is not None
    asked = [
        *experience_asked(text, tokens, segment, found, title_roles, asks=asks or segment.part != "duties"),
        *degrees,
        *_places(text, tokens, segment),
        *asked_terms(text, tokens, segment, found),
    ]
    asked = _either(text, asked, segment, title_roles)
    asks = asks or read_strength(text, segment, segment.end) == "must"
    if asks:
        asked += asked_conditions(text, tokens, segment)
    if asks or _PERSON.search(text, segment.start, segment.end):
        asked += asked_phrases(text, tokens, segment, found, asked)
        if not asked:
            asked += asked_sentence(text, tokens, segment)
    return asked


def _places(text: str, tokens: Tokens, segment: Segment) -> Iterator[Asked]:
    for match in _PLACE.finditer(text, segment.start, segment.end):
        first, last = tokens.slice_at(match.start(1), match.end(1))
        words = tuple(tokens.keys[at] for at in range(first, last) if tokens.keys[at] not in {"the", "or", "and"})
        if words:
            need = Need(kind="place", words=words)
            yield Asked("location", read_strength(text, segment, match.start()), match.start(), match.end(), need)


def _either(text: str, asked: list[Asked], segment: Segment, title_roles: tuple[int, ...]) -> list[Asked]:
    """Join a paper and a degree of which either will do; experience stands in for a paper where the ad says so."""
    joined: list[Asked] = []
    for one in sorted(asked, key=lambda one: (one.start, one.end)):
        last = joined[-1] if joined else None
        if last is not None and one.kind in _PAPERS and last.kind in _PAPERS and last.kind != one.kind:
            gap = text[last.end : one.start]
            if len(gap) <= _LONGEST_OR and re.search(r"\bor\b", gap) and not re.search(r"\band\b", gap):
                need = msgspec.structs.replace(last.need, others=(*last.need.others, one.need))
                joined[-1] = msgspec.structs.replace(last, end=one.end, need=need)
                continue
        joined.append(one)
    if not waives_degree(text[segment.start : segment.end]):
        return joined
    work = Need(kind="experience", years=_STANDS_IN_YEARS, roles=title_roles)
    return [
        msgspec.structs.replace(one, need=msgspec.structs.replace(one.need, others=(*one.need.others, work)))
        if one.kind == "certification" and one.need.kind == "terms"
        else one
        for one in joined
    ]
