"""What one sentence of an ad asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from recollect.domain.analysis import RequirementKind
from recollect.scoring.asked_degree import degree_asked
from recollect.scoring.background import shipped_background
from recollect.scoring.education import waives_degree
from recollect.scoring.mentions import Found, find_terms, is_list_gap
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.segments import Segment
from recollect.scoring.strength import read_strength
from recollect.scoring.tokens import Tokens, tokenise
from recollect.scoring.vocabulary import find_phrases, roles, vocabulary

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"fifteen": 15, "twenty": 20}
_YEARS = re.compile(
    rf"(?<![\d$£€.,])(?:(\d{{1,2}})|\b({'|'.join(_NUMBERS)})(?:\s*\(\d{{1,2}}\))?)\s*(?:\+|plus\b|or more\b)?\s*"
    r"(?:(?:-|–|—|to)\s*\d{1,2}\s*\+?\s*)?(?:\(\d{1,2}\)\s*)?(years?|yrs?|months?|"
    r"jahre?)\b[’'`]?(?!\s*(?:old|of age|ago|warranty|in business|\+?\s*old))",
    re.IGNORECASE,
)
_ABOUT_EMPLOYER = re.compile(
    r"\b(?:we have|we've|our (?:company|firm|team) has|established|founded|in business|history of|"
    r"for over|for more than|for nearly|family[- ]owned)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"years? (?:of age|old)|\bage\b|\baged\b", re.IGNORECASE)
_EXPERIENCE = re.compile(
    r"(?:previous|prior|proven|relevant|demonstrated|solid|strong|extensive|hands-on|practical|"
    r"professional|work(?:ing)?|some|recent)?\s*\bexperience\b",
    re.IGNORECASE,
)
_EXPERIENCED = re.compile(
    r"\bexperienced?\b|\btrack record\b|\bbackground (?:in|as)\b|\bberufserfahrung\b", re.IGNORECASE
)
_ALTERNATIVES = re.compile(r"\bor\b|/|\boder\b|\be\.g\.|\bsuch as\b|\bfor example\b|\bor similar\b", re.IGNORECASE)
_EXAMPLES = re.compile(
    r"\b(?:e\.g\.?|such as|for example|for instance|like|or similar|or equivalent|"
    r"or comparable)(?!\w)",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\b(?:one|any|either|at least one) (?:or more )?of\b|\beither\b", re.IGNORECASE)
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
    r"including|such as|e\.g|at|through|for|would|while|when)\b",
    re.IGNORECASE,
)
_ITEM_GAP = re.compile(r"\s*(?:,|/|\band\b|\bor\b|&)\s*(?:\b(?:and|or)\b\s*)?", re.IGNORECASE)
_ITEM_WORDS = 5
_PLACE = re.compile(
    r"\b(?:based|located|live|reside|residing|living|relocat\w+) (?:in|near|to|"
    r"within)\s+((?:the )?[A-Z][\w.'-]+(?:[ ,]+(?:[A-Z][\w.'-]+|or|and))*)"
)
_MOST_OTHER_WORDS = 30
_SHORT_WORDS = 9
_RANKS = frozenset(tokenise("senior lead principal junior head director").stems)
_FEW_WORDS = 2
_TELLING = 0.6
_OBJECT = re.compile(r"\s+(?:with|in|of|using|supporting)\s+(?!the\s|a\s+similar)", re.IGNORECASE)
_SENIORITY = re.compile(
    r"\b(?:senior|lead|principal|management|junior) (?:level|role|position)|\b\w+ leadership (?:in|of)\b", re.IGNORECASE
)
_TRAIT = re.compile(
    r"\b(?:you(?:['’]re| are)|willing\w*|enthusias\w+|passion\w*|attitude|motivat\w+|reliab\w+|friendly|flexib\w+|"
    r"positive|energetic|available|availability|weekends?|shifts?|travel|lift|stand for|team player|calm|curious|"
    r"punctual\w*|honest\w*|eligib\w+|right to work|authori[sz]ed to work|background check|drug)\b",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(
    r"\b(?:certif\w+|licen[cs]\w+|regist(?:ered|ration)|qualified|qualifications?|accredit\w+|chartered|permit|card)\b",
    re.IGNORECASE,
)


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
    asked = [
        *_experience(text, tokens, segment, found, title_roles),
        *degrees,
        *_places(text, tokens, segment),
        *_terms(text, tokens, segment, found),
    ]
    asks = segment.headed and segment.part in {"must", "plain", "nice"}
    if asks or read_strength(text, segment, segment.end) == "must":
        asked += _phrases(text, tokens, segment, found, asked)
        if not asked:
            asked += _other(text, tokens, segment, first, last)
    return asked


def _terms(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[Asked]:
    """Yield the skills, certificates and languages; those joined by "or" are alternatives of one requirement."""
    known = vocabulary().terms
    for group in _grouped(text, tokens, segment, found):
        terms = tuple(dict.fromkeys(one[0] for one in group))
        if segment.part == "duties" and all(known[term].soft for term in terms):
            continue
        start, end = tokens.starts[group[0][1]], tokens.ends[group[-1][2] - 1]
        kinds = {known[term].kind for term in terms}
        kind: RequirementKind = known[terms[0]].kind if len(kinds) == 1 else "skill"
        yield Asked(
            kind,
            read_strength(text, segment, start),
            start,
            end,
            Need(kind="terms", terms=terms),
            segment.part != "duties",
        )


def _grouped(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[list[Found]]:
    group: list[Found] = []
    for one in found:
        if group and is_list_gap(text, tokens.ends[group[-1][2] - 1], tokens.starts[one[1]]):
            group.append(one)
            continue
        if group:
            yield from _split_group(text, tokens, segment, group)
        group = [one]
    if group:
        yield from _split_group(text, tokens, segment, group)


def _split_group(text: str, tokens: Tokens, segment: Segment, group: list[Found]) -> Iterator[list[Found]]:
    """Yield a list whole when any of it is enough, else each of its items."""
    gaps = [text[tokens.ends[left[2] - 1] : tokens.starts[right[1]]] for left, right in pairwise(group)]
    lead = text[max(segment.start, tokens.starts[group[0][1]] - 40) : tokens.starts[group[0][1]]]
    joined = any(_ALTERNATIVES.search(gap) for gap in gaps) and not any(" and " in gap.lower() for gap in gaps)
    if joined and all(gap.strip() == "/" for gap in gaps) and _all_languages(group):
        joined = False
    if len(group) > 1 and (joined or _EXAMPLES.search(lead) or _ONE_OF.search(lead)):
        yield group
    else:
        yield from ([one] for one in group)


def _all_languages(group: list[Found]) -> bool:
    known = vocabulary().terms
    return all(known[one[0]].kind == "language" for one in group)


def _experience(
    text: str, tokens: Tokens, segment: Segment, found: list[Found], title_roles: tuple[int, ...]
) -> Iterator[Asked]:
    sentence = text[segment.start : segment.end]
    if _ABOUT_EMPLOYER.search(sentence):
        return
    first, last = tokens.slice_at(segment.start, segment.end)
    known = vocabulary().terms
    named = tuple(dict.fromkeys(one[0] for one in find_phrases(tokens, roles().trie, first, last)))
    skills = tuple(dict.fromkeys(one[0] for one in found if known[one[0]].kind == "skill" and not known[one[0]].soft))
    for match in _YEARS.finditer(text, segment.start, segment.end):
        tail = text[match.start() : min(segment.end, match.end() + 12)]
        if _AGE.search(tail) or (match.group(1) == "18" and not _EXPERIENCED.search(sentence)):
            continue
        if not (_EXPERIENCED.search(sentence) or segment.part in {"must", "plain", "nice"} or named):
            continue
        value = float(match.group(1) or _NUMBERS[match.group(2).lower()])
        years = round(value / 12, 2) if match.group(3).lower().startswith("month") else value
        end = _phrase_end(text, match.end(), segment.end)
        special = _special_words(tokens, match.end(), end)
        need = Need(kind="experience", years=years, roles=named or title_roles, terms=skills, special=special)
        yield Asked("experience", read_strength(text, segment, match.start()), match.start(), end, need)
        return
    plain = _EXPERIENCE.search(text, segment.start, segment.end)
    if plain is not None and (named or not found) and segment.part != "duties" and not waives_degree(sentence):
        if not named and (thing := _thing(text, tokens, segment, plain)) is not None:
            yield thing
            return
        start = plain.start() + (len(plain.group()) - len(plain.group().lstrip()))
        end = _phrase_end(text, plain.end(), segment.end)
        words = _telling_words(tokens, plain.end(), end) if not named else ()
        need = Need(kind="experience", roles=named or title_roles, terms=skills, words=words)
        yield Asked("experience", read_strength(text, segment, start), start, end, need)


def _thing(text: str, tokens: Tokens, segment: Segment, match: re.Match[str]) -> Asked | None:
    """Give experience of something, such as ``experience with ventilators``: whether it is named, not for how long."""
    lead = _OBJECT.match(text, match.end(), segment.end)
    if lead is None:
        return None
    end = _phrase_end(text, lead.end(), segment.end)
    words = _telling_words(tokens, lead.end(), end)
    if not words:
        return None
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    kind: RequirementKind = "skill" if len(words) <= _FEW_WORDS else "experience"
    return Asked(kind, read_strength(text, segment, start), start, end, Need(kind="words", words=words))


def _places(text: str, tokens: Tokens, segment: Segment) -> Iterator[Asked]:
    for match in _PLACE.finditer(text, segment.start, segment.end):
        first, last = tokens.slice_at(match.start(1), match.end(1))
        words = tuple(tokens.keys[at] for at in range(first, last) if tokens.keys[at] not in {"the", "or", "and"})
        if words:
            need = Need(kind="place", words=words)
            yield Asked("location", read_strength(text, segment, match.start()), match.start(), match.end(), need)


def _phrases(text: str, tokens: Tokens, segment: Segment, found: list[Found], asked: list[Asked]) -> Iterator[Asked]:
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


def _item(
    text: str, tokens: Tokens, segment: Segment, span: tuple[int, int], taken: list[tuple[int, int]]
) -> Iterator[Asked]:
    if any(start < span[1] and span[0] < end for start, end in taken):
        return
    words = _telling_words(tokens, *span)
    first, last = tokens.slice_at(*span)
    if not words or last - first > _ITEM_WORDS or _YEARS.search(text, *span) or _EXPERIENCED.search(text, *span):
        return
    start, end = tokens.starts[first], tokens.ends[last - 1]
    if sum(stop - begin for _, begin, stop in find_phrases(tokens, roles().trie, first, last)) >= last - first:
        return
    yield Asked("skill", read_strength(text, segment, start), start, end, Need(kind="words", words=words))


def _other(text: str, tokens: Tokens, segment: Segment, first: int, last: int) -> Iterator[Asked]:
    words = _telling_words(tokens, segment.start, segment.end)
    if words and last - first <= _MOST_OTHER_WORDS:
        end = segment.end - (1 if text[segment.end - 1] in ".;," else 0)
        strength = read_strength(text, segment, end)
        kind = _kind_of(text[segment.start : end], last - first)
        words = _senior_words(words) if kind == "seniority" else words
        yield Asked(kind, strength, segment.start, end, Need(kind="words", words=words))


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


def _telling_words(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Give the stems in a span that tell something, each once."""
    first, last = tokens.slice_at(start, end)
    weight = shipped_background().weight
    return tuple(dict.fromkeys(stem for stem in tokens.stems[first:last] if weight(stem) > 0.2 or stem in _RANKS))  # noqa: PLR2004


def _special_words(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Give the stems that say which experience is meant, beside the role: ``in heavy industrial plants``."""
    first, last = tokens.slice_at(start, end)
    weight = shipped_background().weight
    titled = {at for _, begin, stop in find_phrases(tokens, roles().trie, first, last) for at in range(begin, stop)}
    special = [tokens.stems[at] for at in range(first, last) if at not in titled and tokens.keys[at].isalpha()]
    return tuple(dict.fromkeys(stem for stem in special if weight(stem) >= _TELLING))


def _phrase_end(text: str, start: int, limit: int) -> int:
    """Give where the phrase that begins at an offset ends: at the next comma, bracket or clause."""
    match = re.compile(
        r",|;|\(|\.(?:\s|$)|\b(?:and|or) (?:an?|the|equivalent|in lieu)\b|\b(?:is|are|required|preferred|"
        r"desirable|a plus|essential)\b",
        re.IGNORECASE,
    ).search(text, start, limit)
    end = match.start() if match is not None else limit
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:-–"):
        end -= 1
    return max(end, start)
