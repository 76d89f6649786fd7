"""Where an ad speaks of what somebody can do: named skills, what follows "experience with", and verbs of work.

Spans for reading and measuring, not for scoring: requirements are read by `asked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from recollect.scoring.knowledge.tokens import Tokens, singular, tokenise
from recollect.scoring.knowledge.vocabulary import read_table
from recollect.scoring.reading.education import read_degrees
from recollect.scoring.reading.mentions import find_terms

Span = tuple[int, int]

_WINDOW = 160
_LONGEST_PHRASE = 7
_NEAR = 15
_LONGEST_ITEM = 5
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+|\s?[•●▪■►·*]\s?|\s[-–]\s")
_CLAUSE_END = re.compile(r"[.;:!?,()\n•●▪■►·*]|\s[-–]\s")
_JOINING = frozenset({"and", "or", "&"})
_OBJECT_END_TEXT = "to that which who while so for by as when where if is are will because"
_OBJECT_END = frozenset(_OBJECT_END_TEXT.split())
_LEAD = re.compile(
    r"\b(?:experience (?:with|in|using|of|from|within|on)|experienced (?:with|in)|background (?:in|from|within)|"
    r"proficien(?:t|cy) (?:with|in|at)|(?:knowledge|understanding|grasp|command|mastery|appreciation) "
    r"(?:of|in|about|within)|familiar(?:ity)? with|skilled (?:in|at|with)|expertise (?:with|in|within|on)|"
    r"competen(?:t|ce|cies) (?:in|with|within)|trained in|expert (?:in|on|at)|exposure to|fluen(?:t|cy) in|"
    r"interest(?:ed)? in|insights? (?:into|in)|(?:degree|education|qualification) (?:in|within)|specialis\w+ in|"
    r"skills (?:in|within|with)|including|certified in|comfortable with|well[- ]versed in|"
    r"passion(?:ate)? (?:for|about))\s+",
    re.IGNORECASE,
)
_LEAD_END = re.compile(
    r"[.;:!?()\n]|\s[-–*•]\s|\b(?:is|are|was|will|would|required|preferred|desirable|essential|to|that|which|who|"
    r"within|including|such as|at|through|for|while|when|from|as|on|by|you|we|our|your|with|plus|be|have|has|using|"
    r"where|because|so|can)\b",
    re.IGNORECASE,
)
_ITEM_GAP = re.compile(r"\s*(?:,|/|\band/or\b|\band\b|\bor\b|&)\s*", re.IGNORECASE)
_ITEM_WORD = re.compile(r"[^\s,]+")


class _Words(Struct, frozen=True):
    """The data file, as sets; each verb form with whether it ends in -ing."""

    forms: dict[str, bool]
    light: frozenset[str]
    light_with: frozenset[str]
    asking: frozenset[str]
    employer: frozenset[str]
    offer: frozenset[str]
    titles: frozenset[str]
    before: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]
    filling: frozenset[str]
    empty: frozenset[str]
    traits: frozenset[str]
    trait_leads: frozenset[str]


class _Text(Struct, frozen=True):
    text: str
    tokens: Tokens
    lowered: list[str]

    def gap(self, at: int) -> str:
        """Give what stands before a token; a clause's end at the text's own start."""
        return self.text[self.tokens.ends[at - 1] : self.tokens.starts[at]] if at else "\n"


def find_skill_spans(text: str) -> list[Span]:
    """Give the spans in which a text speaks of skills, from left to right; some lie inside others."""
    tokens = tokenise(text)
    lowered = [text[start:end].lower() for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    read = _Text(text, tokens, lowered)
    found = {*_named(read), *_led(read), *_done(read), *_traits(read)}
    return sorted(one for one in found if _asks(read, one))


@cache
def verbs_of_work() -> frozenset[str]:
    """Give the base forms of verbs by which an ad tells what is done, the everyday ones with them."""
    verbs = read_table("skill_phrases.toml")["verbs"]
    return frozenset(word for part in ("work", "light", "everyday") for line in verbs[part] for word in line.split())


def _named(read: _Text) -> Iterator[Span]:
    """Yield named skills and degrees; not where they are part of a title (``Java developer``) or of a team's name."""
    tokens = read.tokens
    for _, first, end in find_terms(read.text, tokens):
        if not _in_title(read, end):
            yield tokens.starts[first], tokens.ends[end - 1]
    for degree in read_degrees(read.text, tokens, 0, len(read.text)):
        if not _in_title(read, tokens.slice_at(degree.start, degree.end)[1]):
            yield degree.start, degree.end


def _in_title(read: _Text, end: int) -> bool:
    """Whether one of the next two words names a post or a team, with no clause's end before it."""
    titles = _words().titles
    for at in range(end, min(end + 2, len(read.lowered))):
        if _CLAUSE_END.search(read.gap(at)):
            return False
        if read.tokens.keys[at] in titles:
            return True
    return False


def _led(read: _Text) -> Iterator[Span]:
    """Yield the items of what follows "experience with" and its like."""
    text, filling, empty = read.text, _words().filling, _words().empty
    for match in _LEAD.finditer(text):
        stop = _LEAD_END.search(text, match.end())
        end = stop.start() if stop is not None else len(text)
        at = match.end()
        for gap in [*_ITEM_GAP.finditer(text, at, end), None]:
            item_end = gap.start() if gap is not None else end
            words = list(_ITEM_WORD.finditer(text, at, item_end))
            while words and words[0].group().lower() in filling:
                words = words[1:]
            if 0 < len(words) <= _LONGEST_ITEM and any(word.group().lower() not in empty for word in words):
                yield words[0].start(), words[-1].end()
            at = gap.end() if gap is not None else end


def _done(read: _Text) -> Iterator[Span]:
    """Yield verbs of work with what they are done to, where a clause tells somebody to do them."""
    words, tokens = _words(), read.tokens
    reached = -1
    for at, word in enumerate(read.lowered):
        if word not in words.forms or at < reached or not _is_told(read, at, reached):
            continue
        end = at + 1
        while end < len(read.lowered) and end - at < _LONGEST_PHRASE:
            if _CLAUSE_END.search(read.gap(end)) or (read.lowered[end] in _OBJECT_END and end > at + 1):
                break
            end += 1
        if word in words.light and words.light_with.isdisjoint(read.tokens.keys[at + 1 : min(end, at + 4)]):
            continue
        reached = end
        yield tokens.starts[at], tokens.ends[end - 1]


def _is_told(read: _Text, at: int, reached: int) -> bool:
    """Whether a verb stands where duties do: at a clause's start, after "to" or a preposition, or in a row of verbs."""
    words = _words()
    gap = read.gap(at)
    gerund = words.forms[read.lowered[at]]
    if _SENTENCE_END.search(gap) or ":" in gap or not at:
        return True
    before = read.lowered[at - 1]
    if gap.strip() in {",", ";", "/", "&"} or before in _JOINING:
        return 0 <= at - reached <= 3 and reached >= 0  # noqa: PLR2004 - a conjunction and an adverb
    if gerund:
        return before in words.prepositions or before in words.adverbs
    if before == "to":
        return at > 1 and (read.lowered[at - 2] in words.before or not _by_employer(read, at))
    return before == "you" or before in words.adverbs


def _by_employer(read: _Text, at: int) -> bool:
    """Whether the employer speaks of itself in the words before a verb."""
    return not _words().employer.isdisjoint(read.lowered[max(0, at - _NEAR) : at])


def _traits(read: _Text) -> Iterator[Span]:
    """Yield traits where a person is spoken of, or where several stand in a row."""
    words = _words()
    for at, word in enumerate(read.lowered):
        if word not in words.traits:
            continue
        before, after = read.lowered[max(0, at - 3) : at], read.lowered[at + 1 : at + 4]
        if not words.trait_leads.isdisjoint(before) or not words.traits.isdisjoint(before + after):
            yield read.tokens.starts[at], read.tokens.ends[at]


def _asks(read: _Text, span: Span) -> bool:
    """Whether the words around a span are about the person and not about the employer, its offers or the law."""
    text = read.text
    low, high = max(0, span[0] - _WINDOW), min(len(text), span[1] + _WINDOW)
    for match in _SENTENCE_END.finditer(text, low, span[0]):
        low = match.end()
    after = _SENTENCE_END.search(text, span[1], high)
    high = after.start() if after is not None else high
    first, last = read.tokens.slice_at(low, high)
    around = set(read.lowered[first:last])
    words = _words()
    if not words.offer.isdisjoint(around):
        return False
    return words.employer.isdisjoint(around) or not words.asking.isdisjoint(around)


@cache
def _words() -> _Words:
    table = read_table("skill_phrases.toml")

    def listed(part: str, name: str) -> frozenset[str]:
        return frozenset(word for line in table[part][name] for word in line.split())

    light = listed("verbs", "light")
    forms: dict[str, bool] = {}
    for verb in sorted(listed("verbs", "work") | light):
        forms |= {verb: False, _third(verb): False, _gerund(verb): True}
    return _Words(
        forms,
        frozenset(form for verb in light for form in (verb, _third(verb), _gerund(verb))),
        frozenset(singular(word) for word in listed("verbs", "light_with")),
        listed("around", "asking"),
        listed("around", "employer"),
        listed("around", "offer"),
        frozenset(singular(word) for word in listed("around", "titles")),
        listed("around", "before_a_noun"),
        listed("around", "prepositions"),
        listed("around", "adverbs"),
        listed("around", "filling"),
        listed("around", "empty"),
        listed("traits", "words"),
        listed("traits", "leads"),
    )


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "s"


def _gerund(verb: str) -> str:
    if verb in {"plan", "map", "set", "control", "refactor", "debug", "program"}:
        return verb + verb[-1] + "ing"
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else verb + "ing"
