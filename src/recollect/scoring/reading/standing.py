"""How far the words around a mention bear it out: said of oneself and done, or denied, watched, wished, run out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from recollect.scoring.knowledge.sought import small_letters
from recollect.scoring.knowledge.tokens import ADDRESS_MARKS, Numbers, Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import Term
from recollect.scoring.reading.held import has_run_out, is_held

DENIED = 0.0
WEAK = 0.4
FULL = 1.0

_REACH = 110
_AFTER = 70
_LONGEST_REST = 180
"""How much of a sentence behind a paper may tell that it has run out."""
_TOKENS_BEFORE = 16
_TOKENS_AFTER = 9
_CLAUSE_MARK = re.compile(r"[;!?\n•●▪■.](?<!\bincl\.)(?<!\bapprox\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?!(?<=\b[Nn]o\.)\s?\d)")
"""Found sooner than with the full stop apart: one look at each sign tells whether it can be one."""
_BUT = re.compile(r"\b(?:but|though|although|however)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|lack(?:s|ing)?|cannot|nor|neither|rather than|instead of|other than|nobody|none|"
    r"have yet to|yet to)\b|n['’]t\b)(?!\s+only\b)[^,:]{0,45}$",
    re.IGNORECASE,
)
_DENIED_IN_LIST = re.compile(
    r"(?:\b(?:no|not|never|without|lack(?:s|ing)?|nor|neither)\b|n['’]t\b)(?!\s+only\b)"
    r"[^,:]{0,45}(?P<items>(?:,[^,:]{1,25})*,?(?: or| nor)? )$",
    re.IGNORECASE,
)
_LAST_DENIED = re.compile(r"(?:,[^,:]{1,25})*,? (?:or|nor) ", re.IGNORECASE)
_IN_ITEMS = re.compile(r"\b(?:and|but|i|we|my|our|have|had|am|was|is|are|did|\w+ed|\w+ing)\b", re.IGNORECASE)
"""What tells that a list is over, and something else is said."""
_DENIED_AFTER = re.compile(
    r"\s*[:(,–-]+\s*(?:i|we)? ?(?:have|had|did|do|am|was)?(?:n['’]t| not| never)\b"
    r"(?! (?:been )?(?:lapsed?|expired?|suspended|revoked|renewed))|"
    r"\s*[:(,–-]*\s*(?:none\b|not (?:yet|held|required|done|used|my|mine|something)\b|n/a\b|is not\b|"
    r"no\b(?=\s*(?:[,)]|$))|never\b(?! (?:been )?(?:lapsed?|expired?|suspended|revoked))|"
    r"[^.;\n]{0,30}\b(?:is|are|was|were) (?:theirs|his|hers|somebody else)\b|"
    r"(?:is|are|was|were) (?:done|handled|kept|looked after|run|written|signed)\b[^.;\n]{0,30}\bby\b(?! me\b))",
    re.IGNORECASE,
)
_WEAK_BEFORE = re.compile(
    r"\b(?:watch(?:ed|ing)|observ(?:ed|ing)|shadow(?:ed|ing)|beside|next to|sat in|sitting in|alongside|deputy to|"
    r"basic|beginner|elementary|exposure to|willing to learn|want(?:ed|ing|s)? to|thinking (?:of|about)|"
    r"considering|would like to|hope to|plan to|"
    r"eager to|keen to|looking to|teaching myself|self-taught in|interest(?:ed)? in|curious about|"
    r"(?:currently )?(?<!machine )(?<!deep )(?<!reinforcement )(?<!supervised )(?<!transfer )learning|to learn|"
    r"reading about|"
    r"read about|heard of|introduction to|intro to|familiar(?:isation)? with the idea|belongs? to|handed to|"
    r"helped (?:out )?(?:with|on|in|at)|bits? of|a little|occasional(?:ly)?|now and then|passed (?:on )?to|"
    r"referred to|applied (?:to|for) (?:the|an?|my|several|two)|booked for|bought[- ]in|"
    r"outsourced|(?:enrolled|enrolling) (?:on|in)|signed up for|"
    r"(?:about|due) to start|with my (?:preceptor|mentor|supervisor)|on behalf of|"
    r"under the (?:eye|supervision|guidance) of|supervised by)\b(?:[^.;:]|(?<=\bincl)\.){0,60}$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bwho (?:run|use|do|file|write|handle|make|keep|did|ran|used|wrote|hold|held|"
    r"prepare|draft|sign|manage|process|deal with|look after)s?\b[^.;,]{0,30}$|"
    r"\b(?:colleagues?|husband|wife|friends?|neighbours?|my (?:brother|sister|father|mother|son|daughter|boss))\b"
    r"(?:['’]s?)?[^.;,]{0,30}$",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"\s*[(:,–-]?\s*(?:basic|beginner|elementary|some\b|a little|passive|a[12]\b)", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*[(\[–-]+\s*(?:grundk\w+|basics?\b|beginner|elementary|(?:one |short |online |introductory |"
    r"evening )?course|lectures?|"
    r"(?:watched )?tutorials?|one exercise|introduct\w+|theory|coursework|self-study|self-taught|at school|learning|"
    r"one-(?:day|week)|(?:half|one|two)[- ]day|in progress|hobby|at home|module|seminar|workshop|d[ée]butant|notions|"
    r"nociones|b[aá]sico)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"[^.;\n]{0,50}\b(?:with|under|beside|for) my (?:preceptor|mentor|supervisor|tutor|instructor|teacher|"
    r"manager['’]s)\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\.\s?[a-z,)]")
_WORDS = frozenset(
    tokenise(
        "no not never without lack lacks lacking cannot nor neither rather instead other nobody yet t watched watching "
        "observed observing shadowed shadowing beside next sat sitting alongside deputy basic beginner elementary "
        "exposure willing want wanting wanted thinking considering wants like hope plan "
        "eager keen looking interest interested curious learning "
        "learn reading read heard introduction intro familiar belong belongs handed passed referred booked behalf "
        "colleague husband wife friend neighbour brother sister father mother son daughter boss none n done "
        "handled kept looked run written signed mine helped bit occasional occasionally now something some a1 a2 "
        "little passive application qualified "
        "applied pending progress candidate expected planned studying student sittings towards toward working enrolled "
        "awaiting waiting due apprentice finalist exam exams papers starts expired lapsed ran run longer "
        "theirs hers somebody who grundkurs grundkenntnisse basics course lecture tutorial exercise introductory "
        "theory coursework self school module seminar workshop debutant notions nociones basico hobby home teaching "
        "surrendered renewed inactive suspended revoked retired formerly until have had did do am was eye supervision "
        "bought outsourced enrolling signed start preceptor mentor supervisor guidance supervised one half two day "
        "result decision provisional theory date let failed passed checks gave cleared"
    ).keys
)
"""Words of which one stands in each phrase above: the patterns are tried nowhere else."""


def _keys(words: str) -> frozenset[str]:
    return frozenset(tokenise(words).keys)


_TURNING = _keys("but though although however")
_DENYING = _keys("no not never without lack lacking cannot nor neither rather instead other nobody none yet t")
WEAK_AFTER = _keys("none no not n never theirs his hers somebody done handled kept looked run written signed t")
_WEAKENING = _keys(
    "watched watching observed observing shadowed shadowing beside next sat sitting alongside deputy basic beginner "
    "elementary exposure willing want wants wanting wanted thinking considering like hope plan eager "
    "keen looking teaching self interest "
    "interested curious learning learn reading read heard introduction intro familiar familiarisation belong belongs "
    "handed helped bit bits little occasional occasionally now passed referred applied booked behalf eye supervision "
    "guidance supervised bought outsourced enrolled enrolling signed start preceptor mentor supervisor"
)
_SOMEBODY = _keys(
    "who colleague colleagues husband wife friend friends neighbour neighbours brother sister father mother son "
    "daughter boss"
)
"""Words of which one stands in each match of the one pattern."""
DENYING_WITHIN = frozenset({"not", "never"})
"""Words that, between two that tell of a thing together, leave nothing told."""
WEAK_BEFORE = _DENYING | _WEAKENING | _SOMEBODY
_BRACKET = re.compile(r"[^\S\n]*[(\[–-]")
WEAK_UNDER = _keys("preceptor mentor supervisor tutor instructor teacher manager")


class _Clause(Struct, frozen=True, gc=False):
    """What stands before and after some tokens in their own clause, as text and as keys.

    `begins` are the offsets of the keys before, and `origin` that of the text before; `reach` is all that was looked at
    before them.
    """

    before: str
    after: str
    keys_before: list[str]
    keys_after: list[str]
    begins: Numbers
    origin: int
    reach: str


def standing_of(text: str, tokens: Tokens, first: int, end: int, term: Term) -> float:
    """Give how far a mention that may be weakened is borne out by its own clause, from 0 (denied) to 1."""
    paper = term.kind == "certification"
    clause = _clause_around(text, tokens, first, end, sure=paper)
    if clause is None:
        return FULL
    standing = _said_of(clause)
    if standing < FULL or term.kind == "skill":
        return standing
    if paper:
        stop = tokens.ends[end - 1]
        said = map(small_letters, (clause.before, clause.after, text[stop : stop + _AFTER + _REACH]))
        if not is_held(term.name, *said):
            return WEAK
        rest = _CLAUSE_MARK.split(text[stop : stop + _LONGEST_REST], 1)[0].lower()
        return WEAK if has_run_out(rest) else FULL
    return WEAK if _LITTLE.match(clause.after) is not None else FULL


def clause_standing(text: str, tokens: Tokens, first: int, end: int) -> float:
    """Give how far what is told in a token range is borne out by its clause, from 0 (denied) to 1."""
    if not _may_weaken(text, tokens, first, end):
        return FULL
    clause = _clause_around(text, tokens, first, end)
    return FULL if clause is None else _said_of(clause)


def _may_weaken(text: str, tokens: Tokens, first: int, end: int) -> bool:
    """Whether a word of the patterns stands within reach of some tokens: a quick look, before the clause is cut out."""
    keys, starts = tokens.keys, tokens.starts
    start, stop = starts[first], tokens.ends[end - 1]
    if not WEAK_BEFORE.isdisjoint(keys[max(0, bisect_right(starts, start - _REACH, 0, first) - 1) : first]):
        return True
    after = keys[end : bisect_right(starts, stop + _AFTER, end)]
    return not WEAK_AFTER.isdisjoint(after) or _BRACKET.match(text, stop, stop + _AFTER) is not None


class WeakWords:
    """Where in a text the words of the patterns stand: for many mentions of it, the same quick look much quicker."""

    def __init__(self, text: str, tokens: Tokens, before: list[int], after: list[int], under: list[int]) -> None:
        """`before`, `after` and `under` are the tokens at which such words stand."""
        self._text = text
        self._starts = tokens.starts
        self._before, self._after, self._under = before, after, under

    def may_weaken(self, first: int, end: int, start: int, stop: int) -> bool:
        """Whether one may weaken what is said by some tokens, which begin and end at two offsets."""
        place = bisect_left(self._before, first) - 1
        is_before = place >= 0 and self._starts[self._before[place] + 1] > start - _REACH
        if is_before and _CLAUSE_MARK.search(self._text, self._starts[self._before[place]], start) is None:
            return True
        if self._follows(self._after, end, stop) or _BRACKET.match(self._text, stop, stop + _AFTER) is not None:
            return True
        return is_before and self._follows(self._under, end, stop)

    def _follows(self, places: list[int], end: int, stop: int) -> bool:
        place = bisect_left(places, end)
        return place < len(places) and self._starts[places[place]] <= stop + _AFTER


def _clause_around(text: str, tokens: Tokens, first: int, end: int, *, sure: bool = False) -> _Clause | None:
    """Give the clause around some tokens, or None where no word of the patterns stands near; if `sure`, always."""
    keys = tokens.keys
    if (
        not sure
        and _WORDS.isdisjoint(keys[max(0, first - _TOKENS_BEFORE) : first])
        and _WORDS.isdisjoint(keys[end : end + _TOKENS_AFTER])
    ):
        return None
    start, stop = tokens.starts[first], tokens.ends[end - 1]
    reach, after = text[max(0, start - _REACH) : start], text[stop : stop + _AFTER]
    before = _CLAUSE_MARK.split(reach)[-1]
    if _ABBREVIATED.match(after):
        after = after[1:]
    after = _CLAUSE_MARK.split(after, 1)[0]
    begin = max(0, bisect_right(tokens.starts, start - len(before), 0, first) - 1)
    keys_before = keys[begin:first]
    keys_after = keys[end : bisect_right(tokens.starts, stop + len(after), end)]
    if not _TURNING.isdisjoint(keys_before):
        before = before[max((match.end() for match in _BUT.finditer(before)), default=0) :]
    if not _TURNING.isdisjoint(keys_after) and (turn := _BUT.search(after)) is not None:
        after = after[: turn.start()]
    return _Clause(before, after, keys_before, keys_after, tokens.starts[begin:first], start - len(before), reach)


def _said_of(clause: _Clause) -> float:
    before, after, keys = clause.before, clause.after, clause.keys_before
    if not _DENYING.isdisjoint(keys) and (_DENIED.search(before) or _is_denied_in_list(before, after)):
        return DENIED
    if not WEAK_AFTER.isdisjoint(clause.keys_after) and _DENIED_AFTER.match(after):
        return DENIED
    weak = (
        (not _WEAKENING.isdisjoint(keys) and _is_weak(clause))
        or (not _SOMEBODY.isdisjoint(keys) and _OTHERS.search(before))
        or _ASIDE.match(after)
        or ("my " in after.lower() and _UNDER.match(after))
    )
    return WEAK if weak else FULL


def _is_denied_in_list(before: str, after: str) -> bool:
    """Whether a list is denied of which something is an item: ``never worked in Marketo, Pardot or the like``."""
    if "," not in before or (listed := _DENIED_IN_LIST.search(before)) is None or _IN_ITEMS.search(listed["items"]):
        return False
    return listed["items"].endswith((" or ", " nor ")) or _LAST_DENIED.match(after) is not None


def _is_weak(clause: _Clause) -> bool:
    """Whether `_WEAK_BEFORE` is found, which begins with a word that tells so, or with one of the two before it."""
    before = clause.before
    if any(map(clause.reach.__contains__, ADDRESS_MARKS)):  # whose words are no tokens
        return _WEAK_BEFORE.search(before) is not None
    telling = [at for at, key in enumerate(clause.keys_before) if key in _WEAKENING]
    begins = {clause.begins[at] - clause.origin for word in telling for at in range(max(0, word - 2), word + 1)}
    return any(at >= 0 and _WEAK_BEFORE.match(before, at) for at in begins)
