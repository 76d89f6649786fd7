"""Quotes: the phrase or line around what was found, to the character."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter

from msgspec.structs import replace

from recollect.domain.analysis import Evidence, JudgedRequirement, Requirement, RequirementKind, RequirementStatus
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.phrases import phrase
from recollect.scoring.profiles import Quote, ResumeProfile

_LONGEST_QUOTE = 180
_MOST_PROOFS = 3
_BULLETS = " \t\r•·●▪■►○◦◆◇❖*-–—|,;:"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SHORTEST_WRAPPED = 40
"""A line with fewer characters ends where its writer ended it, not where the paper did."""
_MOST_LINES = 3
_GOES_ON = re.compile(r"(?:,|[ (](?:a|an|and|at|by|for|from|in|of|on|or|the|to|with|&))$")
_RELATED = "is related"


def quote_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span of the readable phrase around a span: its line and those it runs on in, or a part of them."""
    line = _line_begin(text, start), _line_end(text, end)
    left, right = _with_wrapped(text, *line)
    if "@" in text[left:right]:
        left, right = line
        left = max(left, text.rfind("|", left, start) + 1)
        bar = text.find("|", end, right)
        right = right if bar < 0 else bar
    if right - left > _LONGEST_QUOTE or (left, right) != line:
        left, right = _sentence(text, start, end, left, right)
    if right - left > _LONGEST_QUOTE:
        if end - left > _LONGEST_QUOTE * 2 // 3:
            left = _last_comma(text, max(left, start - _LONGEST_QUOTE // 3), start, left)
        right = _next_comma(text, end, min(right, max(end + _LONGEST_QUOTE // 3, left + _LONGEST_QUOTE)), right)
    while left < start and (text[left] in _BULLETS or "\ue000" <= text[left] <= "\uf8ff"):
        left += 1
    while right > end and text[right - 1] in " \t\r,;•|":
        right -= 1
    return left, right


def _with_wrapped(text: str, left: int, right: int) -> tuple[int, int]:
    """Give the span of lines with those before and after them that belong to the same sentence."""
    for _ in range(_MOST_LINES):
        if left and _runs_on(text, left - 1):
            left = _line_begin(text, left - 1)
        if right < len(text) and _runs_on(text, right):
            right = _line_end(text, right + 1)
    return left, right


def _runs_on(text: str, end: int) -> bool:
    """Whether what stands on a line that ends here goes on in the next: the paper ended, not the sentence."""
    begin, following = _line_begin(text, end), text[end + 1 : end + 2]
    if end - begin < _SHORTEST_WRAPPED:
        return False
    return following.islower() or (following.isalnum() and _GOES_ON.search(text, begin, end) is not None)


def _sentence(text: str, start: int, end: int, left: int, right: int) -> tuple[int, int]:
    """Give the span of the sentences between two places that hold a span."""
    for match in _SENTENCE_END.finditer(text, left, right):
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end:
            return left, match.start()
    return left, right


def collect_evidence(
    none: JudgedRequirement, verdict: Verdict, resume: ResumeProfile, evidence: list[Evidence]
) -> JudgedRequirement:
    """Give a requirement with its verdict, adding its quotes to `evidence`; `none` is it where nothing is found."""
    ids: list[str] = []
    if proofs := verdict.proofs:
        claim = _claim(none.kind, none.text, verdict.status, _RELATED in verdict.note)
        known = resume.index.quotes
        found = [known.get(proof) or _quote(proof, resume) for proof in proofs[:_MOST_PROOFS]]
        quotes = dict.fromkeys(found) if len(found) > 1 else found
        for number, (start, end, section, quote) in enumerate(quotes, len(evidence) + 1):
            ids.append(f"E{number}")
            evidence.append(
                Evidence(
                    id=ids[-1],
                    requirement_id=none.id,
                    claim=claim,
                    quote=quote,
                    start=start,
                    end=end,
                    section=section,
                )
            )
    return replace(none, status=verdict.status, credit=verdict.credit, evidence=tuple(ids), note=verdict.note)


def with_verdict(requirement: Requirement, verdict: Verdict) -> JudgedRequirement:
    """Give a requirement as it is judged where nothing bears it out."""
    return JudgedRequirement(
        id=requirement.id,
        text=requirement.text,
        kind=requirement.kind,
        strength=requirement.strength,
        weight=requirement.weight,
        amount=requirement.amount,
        start=requirement.start,
        end=requirement.end,
        status=verdict.status,
        credit=verdict.credit,
        note=verdict.note,
    )


def _quote(proof: tuple[int, int], resume: ResumeProfile) -> Quote:
    """Give what to quote for a proof, noted for the next that asks."""
    at = bisect_right(resume.sections, proof[0], key=_start_of) - 1
    kind = resume.sections[at].kind if at >= 0 else None
    start, end = quote_span(resume.text, *proof)
    quote = resume.index.quotes[proof] = (start, end, kind, resume.text[start:end])
    return quote


_start_of = attrgetter("start")


@lru_cache(maxsize=1 << 12)
def _claim(kind: RequirementKind, text: str, status: RequirementStatus, related: bool) -> str:
    if status == "met":
        return phrase("claims", kind, name=text)
    return phrase("claims", "related" if related else "partly", name=text)


def _line_begin(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _last_comma(text: str, low: int, start: int, fallback: int) -> int:
    if low == fallback:
        return fallback
    comma = max(text.find(mark, low, start) for mark in ",;|•")
    space = text.find(" ", low, start)
    return comma + 1 if comma >= 0 else space + 1 if space >= 0 else start


def _next_comma(text: str, end: int, high: int, fallback: int) -> int:
    if high == fallback:
        return fallback
    comma = max(text.rfind(mark, end, high) for mark in ",;|•")
    space = text.rfind(" ", end, high)
    return comma if comma >= 0 else space if space >= 0 else end
