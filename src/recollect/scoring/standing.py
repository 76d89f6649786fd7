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
_CLAUSE_MARKS = ".;!?\n•●▪■"
_BUT = re.compile(r"\b(?:but|though|although|however)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|lack(?:s|ing)?|cannot|nor|neither|rather than|instead of|other than|nobody|"
    r"have yet to|yet to)\b|n['’]t\b)(?!\s+only\b)[^,:]{0,45}$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"\s*[:(,–-]*\s*(?:none\b|not (?:yet|held|required|done|used|my|mine|something)\b|n/a\b|is not\b|never\b|"
    r"[^.;\n]{0,30}\b(?:is|are|was|were) (?:theirs|his|hers|somebody else)\b|"
    r"(?:is|are|was|were) (?:done|handled|kept|looked after|run|written|signed)\b[^.;\n]{0,30}\bby\b)",
    re.IGNORECASE,
)
_WEAK_BEFORE = re.compile(
    r"\b(?:watch(?:ed|ing)|observ(?:ed|ing)|shadow(?:ed|ing)|beside|next to|sat in|sitting in|alongside|deputy to|"
    r"basic|beginner|elementary|exposure to|willing to learn|want(?:ing|s)? to|would like to|hope to|plan to|"
    r"eager to|keen to|looking to|teaching myself|self-taught in|interest(?:ed)? in|curious about|"
    r"(?:currently )?learning|to learn|reading about|"
    r"read about|heard of|introduction to|intro to|familiar(?:isation)? with the idea|belongs? to|handed to|"
    r"helped (?:out )?(?:with|on|in)|bits? of|a little|occasional(?:ly)?|now and then|passed (?:on )?to|"
    r"referred to|booked for|on behalf of)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bwho (?:run|use|do|file|write|handle|make|keep|did|ran|used|wrote|hold|held)s?\b[^.;,]{0,30}$|"
    r"\b(?:colleagues?|husband|wife|friends?|neighbours?|my (?:brother|sister|father|mother|son|daughter|boss))\b"
    r"(?:['’]s?)?[^.;,]{0,30}$",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"\s*[(:,–-]?\s*(?:basic|beginner|elementary|some\b|a little|passive|a[12]\b)", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*[(\[–-]+\s*(?:grundk\w+|basics?\b|beginner|elementary|(?:one |short |online |introductory |"
    r"evening )?course|lectures?|"
    r"(?:watched )?tutorials?|one exercise|introduct\w+|theory|coursework|self-study|self-taught|at school|learning|"
    r"in progress|hobby|at home|module|seminar|workshop|d[ée]butant|notions|nociones|b[aá]sico)\b",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"\b(?:application|applied|pending|in progress|booked|candidate|expected|planned|studying|student|sitting|sittings|"
    r"towards|working on|enrolled|awaiting|waiting for|due|apprentice|not yet|finalist|part[- ]qualified|"
    r"\d+ (?:of|out of) \d+|exams?|papers? to go|hope to|starts?)\b",
    re.IGNORECASE,
)
_LAPSED = re.compile(
    r"\b(?:expired|lapsed|ran out|run out|no longer|surrendered|not renewed|inactive|suspended|revoked|retired from|"
    r"formerly)\b",
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
        "handled kept looked run written signed mine helped bit occasional occasionally now something some a1 a2 "
        "little passive application qualified "
        "applied pending progress candidate expected planned studying student sittings towards working enrolled "
        "awaiting waiting due apprentice finalist exam exams papers starts expired lapsed ran run longer "
        "theirs hers somebody who grundkurs grundkenntnisse basics course lecture tutorial exercise introductory "
        "theory coursework self school module seminar workshop debutant notions nociones basico hobby home teaching "
        "surrendered renewed inactive suspended revoked retired formerly until"
    ).keys
)
"""Words of which one stands in each phrase above: the patterns are tried nowhere else."""


def standing_of(text: str, tokens: Tokens, first: int, end: int, term: Term) -> float:
    """Give how far a mention is borne out by its own clause, from 0 (denied) to 1."""
    around = _around(text, tokens, first, end)
    if around is None:
        return FULL
    before, after = around
    standing = _said_of(before, after)
    if standing < FULL:
        return standing
    if term.kind == "language":
        return WEAK if _LITTLE.match(after) else FULL
    if term.kind == "certification" and (
        _LAPSED.search(after) or _LAPSED.search(before) or _PENDING.search(after) or _PENDING.search(before)
    ):
        return WEAK
    return FULL


def clause_standing(text: str, tokens: Tokens, first: int, end: int) -> float:
    """Give how far what is told in a token range is borne out by its clause, from 0 (denied) to 1."""
    around = _around(text, tokens, first, end)
    return FULL if around is None else _said_of(*around)


def _around(text: str, tokens: Tokens, first: int, end: int) -> tuple[str, str] | None:
    """Give the clause before and after some tokens, or None where no word of the patterns stands near."""
    keys = tokens.keys
    if _WORDS.isdisjoint(keys[max(0, first - _TOKENS_BEFORE) : first]) and _WORDS.isdisjoint(
        keys[end : end + _TOKENS_AFTER]
    ):
        return None
    return _clause_before(text, tokens.starts[first]), _clause_after(text, tokens.ends[end - 1])


def _said_of(before: str, after: str) -> float:
    if _DENIED.search(before) or _DENIED_AFTER.match(after):
        return DENIED
    weak = _WEAK_BEFORE.search(before) or _OTHERS.search(before) or _ASIDE.match(after)
    return WEAK if weak else FULL


def _clause_before(text: str, start: int) -> str:
    low = max(0, start - _REACH)
    cut = max(text.rfind(mark, low, start) for mark in _CLAUSE_MARKS) + 1
    around = text[max(low, cut) : start]
    cuts = [match.end() for match in _BUT.finditer(around)]
    return around[cuts[-1] :] if cuts else around


def _clause_after(text: str, stop: int) -> str:
    around = text[stop : stop + _AFTER]
    if _ABBREVIATED.match(around):
        around = around[1:]
    cut = _CLAUSE.search(around)
    return around[: cut.start()] if cut is not None else around
