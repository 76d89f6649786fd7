"""How far the words around a mention bear it out: said of oneself and done, or denied, watched, wished, run out."""

from __future__ import annotations

import re

from recollect.scoring.tokens import Tokens, tokenise
from recollect.scoring.vocabulary import Term

DENIED = 0.0
WEAK = 0.4
FULL = 1.0

_REACH = 110
_AFTER = 70
_TOKENS_BEFORE = 16
_TOKENS_AFTER = 9
_CLAUSE = re.compile(r"[.;!?\n•●▪■]|\bbut\b|\bthough\b|\balthough\b|\bhowever\b", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|lack(?:s|ing)?|cannot|nor|neither|rather than|instead of|other than|nobody|"
    r"have yet to|yet to)\b|n['’]t\b)(?!\s+only\b)[^,:]{0,45}$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"\s*[:(,–-]*\s*(?:none\b|not (?:yet|held|required|done|used|my|mine|something)\b|n/a\b|is not\b|never\b|"
    r"(?:is|are|was|were) (?:done|handled|kept|looked after|run|written|signed)\b[^.;\n]{0,30}\bby\b)",
    re.IGNORECASE,
)
_WEAK_BEFORE = re.compile(
    r"\b(?:watch(?:ed|ing)|observ(?:ed|ing)|shadow(?:ed|ing)|beside|next to|sat in|sitting in|alongside|deputy to|"
    r"basic|beginner|elementary|exposure to|willing to learn|want(?:ing|s)? to|would like to|hope to|plan to|"
    r"eager to|keen to|looking to|interest(?:ed)? in|curious about|(?:currently )?learning|to learn|reading about|"
    r"read about|heard of|introduction to|intro to|familiar(?:isation)? with the idea|belongs? to|handed to|"
    r"passed (?:on )?to|referred to|booked for|on behalf of)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:colleagues?|husband|wife|friends?|neighbours?|my (?:brother|sister|father|mother|son|daughter|boss))\b"
    r"(?:['’]s?)?[^.;,]{0,30}$",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"\s*[(:,–-]?\s*(?:basic|beginner|elementary|some\b|a little|passive|a[12]\b)", re.IGNORECASE)
_PENDING = re.compile(
    r"\b(?:application|applied|pending|in progress|booked|candidate|expected|planned|studying|student|sitting|sittings|"
    r"towards|working on|enrolled|awaiting|waiting for|due|apprentice|not yet|finalist|part[- ]qualified|"
    r"\d+ (?:of|out of) \d+|exams?|papers? to go|hope to|starts?)\b",
    re.IGNORECASE,
)
_LAPSED = re.compile(
    r"\b(?:expired|lapsed|ran out|run out|no longer|surrendered|not renewed|inactive|suspended|revoked|retired from|"
    r"formerly|until 20[01]\d|until 202[0-4])\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\.\s?[a-z,)]")
_WORDS = frozenset(
    tokenise(
        "no not never without lack lacks lacking cannot nor neither rather instead other nobody yet t watched watching "
        "observed observing shadowed shadowing beside next sat sitting alongside deputy basic beginner elementary "
        "exposure willing want wanting wants like hope plan eager keen looking interest interested curious learning "
        "learn reading read heard introduction intro familiar belong belongs handed passed referred booked behalf "
        "colleague husband wife friend neighbour brother sister father mother son daughter boss none n done "
        "handled kept looked run written signed mine something some a1 a2 little passive application qualified "
        "applied pending progress candidate expected planned studying student sittings towards working enrolled "
        "awaiting waiting due apprentice finalist exam exams papers starts expired lapsed ran run longer "
        "surrendered renewed inactive suspended revoked retired formerly until"
    ).keys
)
"""Words of which one stands in each phrase above: the patterns are tried nowhere else."""


def standing_of(text: str, tokens: Tokens, first: int, end: int, term: Term) -> float:
    """Give how far a mention is borne out by its own clause, from 0 (denied) to 1."""
    keys = tokens.keys
    if _WORDS.isdisjoint(keys[max(0, first - _TOKENS_BEFORE) : first]) and _WORDS.isdisjoint(
        keys[end : end + _TOKENS_AFTER]
    ):
        return FULL
    start, stop = tokens.starts[first], tokens.ends[end - 1]
    before, after = _clause_before(text, start), _clause_after(text, stop)
    if _DENIED.search(before) or _DENIED_AFTER.match(after):
        return DENIED
    if _WEAK_BEFORE.search(before) or _OTHERS.search(before):
        return WEAK
    if term.kind == "language":
        return WEAK if _LITTLE.match(after) else FULL
    if term.kind == "certification" and (
        _LAPSED.search(after) or _LAPSED.search(before) or _PENDING.search(after) or _PENDING.search(before)
    ):
        return WEAK
    return FULL


def _clause_before(text: str, start: int) -> str:
    around = text[max(0, start - _REACH) : start]
    cuts = [match.end() for match in _CLAUSE.finditer(around)]
    return around[cuts[-1] :] if cuts else around


def _clause_after(text: str, stop: int) -> str:
    around = text[stop : stop + _AFTER]
    if _ABBREVIATED.match(around):
        around = around[1:]
    cut = _CLAUSE.search(around)
    return around[: cut.start()] if cut is not None else around
