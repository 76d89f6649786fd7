"""The work that an ad tells in its prose where it lists next to nothing: what somebody will do there is asked for.

A job with requirements of its own needs none of it; a small employer often writes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from recollect.scoring.ads.asked import with_what_is_meant
from recollect.scoring.ads.asked_words import all_words
from recollect.scoring.ads.segments import Segment
from recollect.scoring.ads.skill_phrases import verbs_of_work
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.profiles import Asked, Need

FEW = 5
"""So many requirements at most leave room for what the prose tells."""
_MOST = 8
_LONGEST = 12
_TELLING = 0.3
_SPECIFIC = 0.5
_ADVERBS = r"(?:(?:also|then|even|mostly|mainly|sometimes|occasionally|often|gladly|happily|actually|really)\s+)*"
_TOLD_OF = re.compile(
    rf"\byou(?:['’](?:ll|d)|\s+(?:will|would|can|should|could|may|must|get to|need to|have to|"
    rf"are able to))?\s+{_ADVERBS}(?=[a-z])|"
    rf"\b(?:somebody|someone|(?:a|an|the) (?:[\w-]+,? (?:and )?){{0,5}}"
    rf"(?:person|colleague|candidate)|he or she|she or he|post ?holder)\s+"
    rf"(?:who|that|to)?\s*(?:can|will|would|could|is able to)?\s*{_ADVERBS}(?=[a-z])|"
    rf"\bwho\s+(?:can|will|would|could|is able to)\s+{_ADVERBS}(?=[a-z])|"
    rf"(?<=,)\s*(?:and\s+)?(?:can|is able to)\s+{_ADVERBS}(?=[a-z])",
    re.IGNORECASE,
)
"""What leads to a verb of work that tells what is done: ``you will``, ``somebody who can``."""
_NEXT = re.compile(
    r"\s*(?:\([^()\n]*\))?\s*(?:,|;|\band\b|\bor\b|&)\s*(?:and\s+|or\s+|then\s+)?(?:you\s+(?:will\s+|['’]ll\s+)?)?"
    r"(?:(?:to\s+)?have\s+|be\s+(?:happy|able|ready|used)\s+to\s+|can\s+)?" + _ADVERBS,
    re.IGNORECASE,
)
_END = re.compile(
    r"[.;:!?()\n–—]|,\s+(?:which|who|where|with|without|together|so|because|as|while|until|in|on|at|for|not|but|we|our|it)\b|"
    r"\s+(?:when|while|until|because|so that|without|unless|if|whenever|which|who)\b",
    re.IGNORECASE,
)
_HEAD_WORDS = 16
_HEAD_TELLS = re.compile(
    r"\b(?:you|we|our|us|is|are|was|will|would|can|must|need|needs|needed|have|has|experience|\d\+? years?|"
    r"years?['’]? (?:of|in|as|with|experience)|who|require[sd]?|requirements?|responsib\w+|knowledge|skills?|ability|"
    r"able|degree|licen[cs]e|certif\w+|fluent|looking|seeking|wanted|hiring|prefer\w*|please|join)\b|[.!?]$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_BEING_THERE = re.compile(r"work (?:in|at|with|from|for|on|under|as|alongside)\b", re.IGNORECASE)
_MUCH = re.compile(
    r"\b(?:a lot of|lots of|plenty of|no end of|mostly|mainly)\s+(?P<what>[a-z][\w'’ -]{2,40}?)"
    r"(?=\s+(?:here|and not|but|in|at|on|from|for)\b|[.,;:()\n]|$)",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"(?:^|\bso\s+|[,;]\s+(?:and\s+)?|\band\s+)(?P<what>[A-Za-z][\w'’-]*(?: [\w'’-]+){0,3}) (?:is|are) "
    r"(?:what|the thing) (?:they|we|our [\w-]+|patients|customers|clients|guests|people|parents) "
    r"(?:\w+ )?(?:expect|want|come|ask|pay|need)",
    re.IGNORECASE,
)
_USED_TO = re.compile(
    r"\b(?:at home (?:in|with)|(?:be|are|is) used to|no stranger to|(?:have )?worked (?:with|on|in))\s+"
    r"(?P<what>[a-z][\w'’ -]{2,40}?)(?=[.,;:()\n]|\s+(?:and|but|because|so)\b|$)",
    re.IGNORECASE,
)
_CAN = re.compile(r"\b(?:can|able to|(?:person|somebody|someone|colleague) to)\s", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:[.,;:()]|$|(?:and|or)\b)")
"""What stands behind a word that is all of its item."""
_NO_VERBS_TEXT = (
    "the a an our your or and in on with to for by from so which who some any all both not no be have has also just "
    "then if when where at of as it we you they their his her its this that these those more most other"
)
_NO_VERBS = frozenset(_NO_VERBS_TEXT.split())
"""Words behind "can" or in its row that are no verb."""
_OFFERED = re.compile(
    r"\b(?:get|receive|join|holidays?|pay|paid|free|parking|pension|bonus|hear|from us)\b", re.IGNORECASE
)


def tasks_told(text: str, tokens: Tokens, segments: Sequence[Segment], asked: Sequence[Asked]) -> list[Asked]:
    """Give what the prose of an ad says somebody will do, where the ad asks for few things; of each clause one."""
    listed = [one for one in asked if one.headed and one.strength != "nice"]
    holding = sum(any(part.start <= one.start < part.end for one in listed) for part in segments)
    if holding > FEW or len(asked) > 2 * FEW:
        return []
    taken = [(one.start, one.end) for one in asked]
    told: list[Asked] = []
    for segment in segments:
        if segment.part in {"nice", "noise"} or (segment.headed and segment.part != "duties"):
            continue
        for start, end in _clauses(text, segment):
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            if (words := _words(text, tokens, start, end)) and words not in [one.need.words for one in told]:
                one = Asked("skill", "plain", start, end, Need(kind="words", words=words))
                told.append(with_what_is_meant(tokens, one))
    return told[:_MOST]


def _clauses(text: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Yield the spans of a sentence that tell of work, each a verb with what it is done to, or a thing met with."""
    reached = segment.start
    for lead in _TOLD_OF.finditer(text, segment.start, segment.end):
        if lead.start() < reached:
            continue
        at: int | None = lead.end()
        is_verb = verbs_of_work().__contains__ if _CAN.search(lead.group()) is None else _may_be_verb
        while at is not None and (end := _clause_end(text, at, segment.end, is_verb)) is not None:
            yield at, end
            reached = end
            at = _next_clause(text, end, segment.end, is_verb)
    for pattern in (_MUCH, _EXPECTED, _USED_TO):
        yield from (match.span("what") for match in pattern.finditer(text, segment.start, segment.end))


def _may_be_verb(word: str) -> bool:
    """Whether a word behind "can" may be what somebody can do."""
    return word.islower() and word not in _NO_VERBS and not word.endswith(("n't", "n’t"))


def _clause_end(text: str, start: int, limit: int, is_verb: Callable[[str], bool]) -> int | None:
    """Give where the clause ends that begins with a verb of work, or None where it begins with another word."""
    verb = _WORD.match(text, start, limit)
    if verb is None or not is_verb(verb.group()) or _BEING_THERE.match(text, start, limit):
        return None
    stop = _END.search(text, verb.end(), limit)
    end = limit if stop is None else stop.start()
    for gap in _NEXT.finditer(text, verb.end(), end):
        following = _WORD.match(text, gap.end(), end)
        if following is None or gap.start() <= verb.end() + 1 or _ALONE.match(text, following.end(), end):
            continue
        if is_verb(following.group()):
            end = gap.start()
            break
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return end


def _next_clause(text: str, end: int, limit: int, is_verb: Callable[[str], bool]) -> int | None:
    """Give where the next verb of a row begins, what stands in brackets or behind the last object passed over."""
    at = end
    while (gap := _NEXT.search(text, at, limit)) is not None:
        if any(sign in text[end : gap.start()] for sign in ".;:!?\n"):
            return None
        following = _WORD.match(text, gap.end(), limit)
        if following is not None and is_verb(following.group()):
            return gap.end()
        at = gap.end()
    return None


def _words(text: str, tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Give the words by which a task is looked for, none where it tells too little or of what the employer gives."""
    if len(text[start:end].split()) > _LONGEST or _OFFERED.search(text, start, end):
        return ()
    words = all_words(tokens, start, end)
    weight = shipped_background().weight
    weights = [weight(stem) for word in words for stem in word.split()]
    tells = sum(one >= _TELLING for one in weights) > 1 or any(one >= _SPECIFIC for one in weights)
    return words if tells else ()


def without_heads(text: str, segments: Iterable[Segment]) -> list[Segment]:
    """Give the segments without the lines at the top of an ad that only say what, where and by whom: no sentences."""
    kept: list[Segment] = []
    is_head = True
    for one in segments:
        is_head = is_head and not one.headed and _HEAD_TELLS.search(text, one.start, one.end) is None
        is_head = is_head and len(text[one.start : one.end].split()) <= _HEAD_WORDS
        if not is_head:
            kept.append(one)
    return kept
