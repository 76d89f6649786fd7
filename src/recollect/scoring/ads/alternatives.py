"""Things of which an ad takes any: skills of a list that ends in "or", unknown names beside them, papers or years."""

from __future__ import annotations

import re

import msgspec

from recollect.scoring.ads.asked_terms import closed
from recollect.scoring.ads.segments import Segment
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.reading.education import waives_degree

_OR_GAP = re.compile(r"(?:[a-z][\w-]*\s+)?(?:, )?or(?:\s+\w+ing)?")
"""What stands between two things of which either will do: ``temperature-controlled shipments or GDP``."""
_VERSION = re.compile(r"^ \d[\d.]*")
_OR_NAME = re.compile(r"(?: \d[\d.]*)?,? or (?P<name>[A-Z][\w+#-]*[A-Za-z0-9+#])(?=\s*(?:$|[.,;:)\n]))")
_NAMES_OR = re.compile(r"(?P<names>(?:[A-Z][\w+#-]*[A-Za-z0-9], )*[A-Z][\w+#-]*[A-Za-z0-9]),? or $")
_NAME = re.compile(r"[A-Z][\w+#-]*")
_PAPERS = frozenset({"certification", "education"})
_STANDS_IN_YEARS = 4.0
_WORK = re.compile(r"\b(?:experience|background|practice)\b", re.IGNORECASE)
"""What stands in for a paper: an equivalent of it alone is another paper."""
_LONGEST_OR = 60
_TWO = 2


def any_skill(text: str, asked: list[Asked]) -> list[Asked]:
    """Join skills of a list that ends in "or", whether the lexicon holds them or not: any of them will do."""
    joined: list[Asked] = []
    listed: list[Asked] = []
    for one in sorted(asked, key=lambda one: (one.start, -one.end)):
        gap = _VERSION.sub("", text[listed[-1].end : one.start]).strip().lower() if listed else ""
        inside = bool(listed) and one.kind == "skill" and one.end <= listed[-1].end and listed[-1].need.others != ()
        is_or = _OR_GAP.fullmatch(gap) is not None
        if not inside and (one.kind != "skill" or not (is_or or gap == ",")):
            joined += listed
            listed = []
        if listed and gap == "or":
            listed[-1] = _with_its_noun(text, listed[-1], one)
        listed.append(one)
        if inside or is_or:
            listed = [_any(listed)]
    return joined + listed


def or_another_name(text: str, tokens: Tokens, segment: Segment, asked: list[Asked]) -> list[Asked]:
    """Give what is asked for, each tool with the name behind its "or" that no list holds: ``DirectX 12 or Vulkan``."""
    joined = []
    for one in (_with_names_before(text, tokens, segment, each, asked) for each in asked):
        match = _OR_NAME.match(text, one.end, segment.end) if one.kind == "skill" else None
        if match is None or any(other.start < match.end("name") and match.start("name") < other.end for other in asked):
            joined.append(one)
            continue
        words = tokens.stems[slice(*tokens.slice_at(*match.span("name")))]
        need = msgspec.structs.replace(one.need, others=(*one.need.others, Need(kind="words", words=tuple(words))))
        joined.append(msgspec.structs.replace(one, end=match.end("name"), need=need))
    return joined


def _with_names_before(text: str, tokens: Tokens, segment: Segment, one: Asked, asked: list[Asked]) -> Asked:
    """Give a tool with the names before its "or" that no list holds: ``Chris21, Preceda or ADP``."""
    named = one.kind == "skill" and not text[one.start].islower()  # "Housing or homelessness law" holds no name
    match = _NAMES_OR.search(text, segment.start, one.start) if named else None
    if match is None or any(other.start < match.end() and match.start() < other.end for other in asked):
        return one
    names = (tokens.stems[slice(*tokens.slice_at(*name.span()))] for name in _NAME.finditer(text, *match.span("names")))
    others = tuple(Need(kind="words", words=tuple(words)) for words in names if words)
    need = msgspec.structs.replace(one.need, others=(*one.need.others, *others))
    return msgspec.structs.replace(one, start=match.start("names"), need=need)


def _with_its_noun(text: str, first: Asked, second: Asked) -> Asked:
    """Give the first of two things with the noun that stands behind the second: ``housing or homelessness law``."""
    stems = tokenise(text[second.start : second.end]).stems
    if first.need.kind != "words" or len(first.need.words) > 1 or len(stems) != _TWO or second.need.kind != "terms":
        return first
    return msgspec.structs.replace(first, need=msgspec.structs.replace(first.need, words=(*first.need.words, stems[1])))


def _any(listed: list[Asked]) -> Asked:
    """Give several things asked for as one that any of them meets."""
    first, *others = listed
    rest = (need for one in others for need in (one.need, *one.need.others))
    need = msgspec.structs.replace(first.need, others=(*first.need.others, *rest))
    return msgspec.structs.replace(first, end=max(one.end for one in listed), need=need)


def _as_paper(text: str, segment: Segment, one: Asked, other: Asked) -> Asked:
    """Give two readings of the same words as one: the paper, or the training where it says in what."""
    paper, training = (other, one) if one.need.kind == "education" else (one, other)
    end = closed(text, one.start, max(one.end, other.end), segment.end)
    says_what = training.need.fields or training.need.studies
    learnt = msgspec.structs.replace(training.need, waived=False)  # no years stand in for a paper
    others = (*paper.need.others, learnt) if says_what else paper.need.others
    need = msgspec.structs.replace(paper.need, others=others)
    return msgspec.structs.replace(paper, start=one.start, end=end, need=need)


def either(text: str, asked: list[Asked], segment: Segment, title_roles: tuple[int, ...]) -> list[Asked]:
    """Join a paper and a degree of which either will do; experience stands in for a paper where the ad says so."""
    joined: list[Asked] = []
    for one in sorted(asked, key=lambda one: (one.start, one.end)):
        last = joined[-1] if joined else None
        if last is not None and {one.kind, last.kind} <= _PAPERS and last.need.kind != one.need.kind:
            if one.start < last.end:
                joined[-1] = _as_paper(text, segment, last, one)
                continue
            gap = text[last.end : one.start].rpartition(")")[2]
            if len(gap) <= _LONGEST_OR and re.search(r"\bor\b", gap) and not re.search(r"\band\b", gap):
                need = msgspec.structs.replace(last.need, others=(*last.need.others, one.need))
                joined[-1] = msgspec.structs.replace(last, end=one.end, need=need)
                continue
        joined.append(one)
    if not waives_degree(text[segment.start : segment.end]) or not _WORK.search(text, segment.start, segment.end):
        return joined
    work = Need(kind="experience", years=_STANDS_IN_YEARS, roles=title_roles)
    return [
        msgspec.structs.replace(one, need=msgspec.structs.replace(one.need, others=(*one.need.others, work)))
        if one.kind == "certification" and one.need.kind == "terms"
        else one
        for one in joined
    ]
