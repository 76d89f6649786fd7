"""The experience that a sentence of an ad asks for: for how long, as what, with what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recollect.domain.analysis import RequirementKind
from recollect.scoring.asked_words import SAYS_LITTLE, telling_words
from recollect.scoring.background import shipped_background
from recollect.scoring.concepts import words_in
from recollect.scoring.education import waives_degree
from recollect.scoring.mentions import Found
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.segments import Segment
from recollect.scoring.strength import read_strength
from recollect.scoring.tokens import Tokens
from recollect.scoring.vocabulary import find_phrases, roles, vocabulary

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
_SEVERAL_YEARS = re.compile(
    r"\byears?\s*\(\s*(?:min(?:imum|\.)?|at least|mind\.|ideally)\s*(?:of\s*)?(\d{1,2})\s*\+?\s*(?:years?)?\s*\)",
    re.IGNORECASE,
)
_ABOUT_EMPLOYER = re.compile(
    r"\b(?:we have|we've|our (?:company|firm|team) has|established|founded|in business|history of|"
    r"for over|for more than|for nearly|family[- ]owned)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"years? (?:of age|old)|\bage\b|\baged\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:in|of|over|during|within|for) (?:at least one of )?the (?:last|past)\s*$", re.IGNORECASE)
_EXPERIENCE = re.compile(
    r"(?:previous|prior|proven|relevant|demonstrated|solid|strong|extensive|hands-on|practical|"
    r"professional|work(?:ing)?|some|recent)?\s*\b(?:experience|track record)\b",
    re.IGNORECASE,
)
_EXPERIENCED = re.compile(
    r"\bexperienced?\b|\btrack record\b|\bbackground (?:in|as)\b|\bberufserfahrung\b", re.IGNORECASE
)
_FEW_WORDS = 2
_TELLING = 0.6
_OBJECT = re.compile(r"\s+(?:(?:with|in|of|using|supporting)\s+(?!the\s|a\s+similar)|(?=\w{3,}ing\b))", re.IGNORECASE)
_END = re.compile(
    r",|;|\(|\.(?:\s|$)|\b(?:and|or) (?:an?|the|equivalent|in lieu)\b|\b(?:is|are|required|preferred|"
    r"desirable|a plus|essential)\b",
    re.IGNORECASE,
)


def experience_asked(
    text: str, tokens: Tokens, segment: Segment, found: list[Found], title_roles: tuple[int, ...], *, asks: bool
) -> Iterator[Asked]:
    """Yield the experience asked for: a time, or experience in a role or with a thing where the sentence asks."""
    sentence = text[segment.start : segment.end]
    if _ABOUT_EMPLOYER.search(sentence):
        return
    first, last = tokens.slice_at(segment.start, segment.end)
    known = vocabulary().terms
    named = tuple(dict.fromkeys(one[0] for one in find_phrases(tokens, roles().trie, first, last)))
    skills = tuple(dict.fromkeys(one[0] for one in found if known[one[0]].kind == "skill" and not known[one[0]].soft))
    time = _time_asked(text, segment, named=bool(named))
    if time is not None:
        start, stop, years = time
        end = phrase_end(text, stop, segment.end)
        special = _special_words(tokens, stop, end, found)
        need = Need(kind="experience", years=years, roles=named or title_roles, terms=skills, special=special)
        yield Asked("experience", read_strength(text, segment, start), start, end, need)
        return
    plain = _EXPERIENCE.search(text, segment.start, segment.end)
    if plain is not None and (named or not found) and asks and not waives_degree(sentence):
        if (not named or not _names_post(text, plain)) and (thing := _thing(text, tokens, segment, plain)) is not None:
            yield thing
            return
        start = plain.start() + (len(plain.group()) - len(plain.group().lstrip()))
        end = phrase_end(text, plain.end(), segment.end)
        words = telling_words(tokens, plain.end(), end) if not named else ()
        special = _special_words(tokens, plain.end(), end, found) if named else ()
        need = Need(kind="experience", roles=named or title_roles, terms=skills, words=words, special=special)
        yield Asked("experience", read_strength(text, segment, start), start, end, need)


def phrase_end(text: str, start: int, limit: int) -> int:
    """Give where the phrase that begins at an offset ends: at the next comma, bracket or clause."""
    match = _END.search(text, start, limit)
    end = match.start() if match is not None else limit
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:-–"):
        end -= 1
    return max(end, start)


def _time_asked(text: str, segment: Segment, *, named: bool) -> tuple[int, int, float] | None:
    """Give where a sentence asks for a time at work, from and to, and how many years."""
    several = _SEVERAL_YEARS.search(text, segment.start, segment.end)
    if several is not None:
        return several.start(), several.end(), float(several.group(1))
    sentence = text[segment.start : segment.end]
    for match in _YEARS.finditer(text, segment.start, segment.end):
        tail = text[match.start() : min(segment.end, match.end() + 12)]
        if _AGE.search(tail) or (match.group(1) == "18" and not _EXPERIENCED.search(sentence)):
            continue
        if _PAST.search(text, segment.start, match.start()):
            continue
        if not (_EXPERIENCED.search(sentence) or segment.part in {"must", "plain", "nice"} or named):
            continue
        value = float(match.group(1) or _NUMBERS[match.group(2).lower()])
        years = round(value / 12, 2) if match.group(3).lower().startswith("month") else value
        return match.start(), match.end(), years
    return None


def _names_post(text: str, match: re.Match[str]) -> bool:
    """Whether "experience" is that of a post, as in ``experience as a nurse``, and not of doing something."""
    return re.match(r"\s+(?:as|in an? )", text[match.end() : match.end() + 8]) is not None or not _OBJECT.match(
        text, match.end()
    )


def _thing(text: str, tokens: Tokens, segment: Segment, match: re.Match[str]) -> Asked | None:
    """Give experience of something, such as ``experience with ventilators``: whether it is named, not for how long."""
    lead = _OBJECT.match(text, match.end(), segment.end)
    if lead is None:
        return None
    end = phrase_end(text, lead.end(), segment.end)
    words = telling_words(tokens, lead.end(), end)
    if not words:
        return None
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    kind: RequirementKind = "skill" if len(words) <= _FEW_WORDS else "experience"
    return Asked(kind, read_strength(text, segment, start), start, end, Need(kind="words", words=words))


def _special_words(tokens: Tokens, start: int, end: int, found: list[Found]) -> tuple[str, ...]:
    """Give the words that say which experience is meant, beside role and skills: ``in heavy industrial plants``."""
    first, last = tokens.slice_at(start, end)
    weight = shipped_background().weight
    named = [*find_phrases(tokens, roles().trie, first, last), *found]
    taken = {at for _, begin, stop in named for at in range(begin, stop)}
    special: dict[str, None] = {}
    for word, begin, stop in words_in(tokens, first, last):
        if not taken.isdisjoint(range(begin, stop)) or not tokens.keys[begin].isalpha() or word in SAYS_LITTLE:
            continue
        if " " in word or weight(word) >= _TELLING:
            special[word] = None
    return tuple(special)
