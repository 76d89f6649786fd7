"""What a sentence of an ad asks for in words that no list holds: phrases, conditions of the post, whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recollect.domain.analysis import RequirementKind
from recollect.scoring.background import shipped_background
from recollect.scoring.concepts import concepts, words_in
from recollect.scoring.mentions import Found
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.segments import Segment
from recollect.scoring.strength import read_strength
from recollect.scoring.tokens import Tokens, tokenise
from recollect.scoring.vocabulary import find_phrases, roles

_PHRASE = re.compile(
    r"\b(?:experience (?:with|in|using|of)|experienced (?:with|in)|proficien(?:t|cy) (?:with|in|at)|"
    r"knowledge (?:of|in)|familiar(?:ity)? with|skilled (?:in|at|with)|"
    r"expertise (?:with|in)|understanding of|competen(?:t|ce) (?:in|with)|trained in|(?:some(?:body|"
    r"one)|people|persons?) who can|background in|"
    r"exposure to|command of|certified in|know)\s+",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(
    r"[.;:()]|\b(?:is|are|required|preferred|a plus|desirable|essential|to|that|which|who|within|"
    r"including|such as|e\.g|at(?! least)|through|for|would|while|when)\b",
    re.IGNORECASE,
)
_ITEM_GAP = re.compile(r"\s*(?:,|/|\band\b|\bor\b|&)\s*(?:\b(?:and|or)\b\s*)?", re.IGNORECASE)
_ITEM_WORDS = 5
_EXPERIENCED = re.compile(
    r"\bexperienced?\b|\btrack record\b|\bbackground (?:in|as)\b|\bberufserfahrung\b", re.IGNORECASE
)
_A_TIME = re.compile(r"\d+\s*\+?\s*(?:years?|yrs?|months?)\b", re.IGNORECASE)
_MOST_OTHER_WORDS = 30
_SHORT_WORDS = 9
_MOST_CONDITION_WORDS = 16
_TELLS = 0.2
SAYS_LITTLE = frozenset(
    tokenise(
        "least major current modern similar equivalent recognised ideally after before since apprenticeship post "
        "registration qualifying qualification"
    ).stems
)
_RANKS = frozenset(tokenise("senior lead principal junior head director").stems)
_SENIORITY = re.compile(
    r"\b(?:senior|lead|principal|management|junior) (?:level|role|position)|\b\w+ leadership (?:in|of)\b", re.IGNORECASE
)
_TRAIT = re.compile(
    r"\b(?:you(?:['’]re| are)|willing\w*|enthusias\w+|passion\w*|attitude|motivat\w+|reliab\w+|friendly|flexib\w+|"
    r"positive|energetic|available|availability|travel|lift|stand for|team player|calm|curious|"
    r"punctual\w*|honest\w*|background check|drug)\b",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(
    r"\b(?:certif\w+|licen[cs]\w+|regist(?:ered|ration)|qualified|qualifications?|accredit\w+|chartered|permit|card)\b",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\s*(?:[A-Z]?\d{1,2}[.)]?\s+|[~→»>*+-]+\s*)(?=\w)")


def asked_phrases(
    text: str, tokens: Tokens, segment: Segment, found: list[Found], asked: list[Asked]
) -> Iterator[Asked]:
    """Yield what follows "experience with" and its like when no list of ours holds it."""
    taken = [(tokens.starts[one[1]], tokens.ends[one[2] - 1]) for one in found]
    taken += [(one.start, one.end) for one in asked if one.need.kind != "terms"]
    for match in _PHRASE.finditer(text, segment.start, segment.end):
        stop = _PHRASE_END.search(text, match.end(), segment.end)
        end = stop.start() if stop is not None else segment.end
        at = match.end()
        for gap in [*_ITEM_GAP.finditer(text, at, end), None]:
            item_end = gap.start() if gap is not None else end
            yield from _item(text, tokens, segment, (at, item_end), taken)
            at = gap.end() if gap is not None else end


def asked_conditions(text: str, tokens: Tokens, segment: Segment) -> Iterator[Asked]:
    """Yield what the post demands beside skill: a right to work, weekends, travel; each once."""
    first, last = tokens.slice_at(segment.start, segment.end)
    conditions = concepts().conditions
    named = [one for one in words_in(tokens, first, last) if tuple(one[0].split()) in conditions]
    for place, (word, begin, stop) in enumerate(named):
        start, end = tokens.starts[begin], tokens.ends[stop - 1]
        if len(named) == 1 and last - first <= _MOST_CONDITION_WORDS:
            start, end = _trimmed(text, segment)
        if word not in [other[0] for other in named[:place]]:
            need = Need(kind="words", words=(word,))
            yield Asked("other", read_strength(text, segment, start), start, end, need, segment.headed)


def asked_sentence(text: str, tokens: Tokens, segment: Segment) -> Iterator[Asked]:
    """Yield a whole sentence that asks for something no list holds."""
    first, last = tokens.slice_at(segment.start, segment.end)
    words = telling_words(tokens, segment.start, segment.end)
    if words and last - first <= _MOST_OTHER_WORDS:
        start, end = _trimmed(text, segment)
        strength = read_strength(text, segment, end)
        kind = _kind_of(text[start:end], last - first)
        words = _senior_words(words) if kind == "seniority" else words
        yield Asked(kind, strength, start, end, Need(kind="words", words=words))


def telling_words(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Give the stems in a span that tell something, each once; a phrase that has others for it is one."""
    weight = shipped_background().weight
    found: dict[str, None] = {}
    for word, _, _ in words_in(tokens, *tokens.slice_at(start, end)):
        if " " in word or (weight(word) > _TELLS and word not in SAYS_LITTLE) or word in _RANKS:
            found[word] = None
    return tuple(found)


def _trimmed(text: str, segment: Segment) -> tuple[int, int]:
    """Give the span of a sentence without its number or arrow, and without its last stop."""
    lead = _NUMBERING.match(text, segment.start, segment.end)
    return lead.end() if lead is not None else segment.start, segment.end - (text[segment.end - 1] in ".;,")


def _item(
    text: str, tokens: Tokens, segment: Segment, span: tuple[int, int], taken: list[tuple[int, int]]
) -> Iterator[Asked]:
    if any(start < span[1] and span[0] < end for start, end in taken):
        return
    words = telling_words(tokens, *span)
    first, last = tokens.slice_at(*span)
    if not words or last - first > _ITEM_WORDS or _A_TIME.search(text, *span) or _EXPERIENCED.search(text, *span):
        return
    start, end = tokens.starts[first], tokens.ends[last - 1]
    if sum(stop - begin for _, begin, stop in find_phrases(tokens, roles().trie, first, last)) >= last - first:
        return
    yield Asked("skill", read_strength(text, segment, start), start, end, Need(kind="words", words=words))


def _senior_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words that name a rank, or all when none does."""
    return tuple(word for word in words if word in _RANKS) or words


def _kind_of(sentence: str, length: int) -> RequirementKind:
    """Give the kind of a sentence that no list holds; a long one, or one about character, is of no kind."""
    if _SENIORITY.search(sentence):
        return "seniority"
    if length > _SHORT_WORDS or _TRAIT.search(sentence):
        return "other"
    return "certification" if _CERTIFIED.search(sentence) else "skill"
