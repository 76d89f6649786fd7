"""Where a text names a skill, certificate or language, everyday words told apart by what stands around them."""

from __future__ import annotations

import re

from recollect.scoring.tokens import Tokens
from recollect.scoring.vocabulary import Term, Vocabulary, find_phrases, vocabulary

Found = tuple[int, int, int]
"""The number of a term, its first token, and the token after its last."""

_NEAR = 7
_LIST_GAP = re.compile(r"[\s,;/|•·&+()\-–]*(?:\b(?:and|or|und|et|y|e)\b)?[\s,;/|•·&+(]*", re.IGNORECASE)
_LONGEST_GAP = 12
_JOINING = frozenset({"and", "or"})
_LANGUAGE_CONTEXT_TEXT = (
    "fluent fluency fluently native speak speaker speaking spoken language bilingual trilingual multilingual "
    "mother tongue conversational b1 b2 c1 c2 a1 a2 proficient proficiency intermediate beginner advanced basic "
    "verbal written command limited elementary native-level sprache muttersprache fliessend langue courant idioma "
    "nativo read write oral toefl ielts"
)
_LANGUAGE_CONTEXT = frozenset(_LANGUAGE_CONTEXT_TEXT.split())


def find_terms(text: str, tokens: Tokens, first: int = 0, last: int | None = None) -> list[Found]:
    """Give the terms named in a token range, from left to right."""
    words = vocabulary()
    found = list(find_phrases(tokens, words.trie, first, last))
    if not found:
        return found
    sure = [_is_sure(one, tokens, words) for one in found]
    if all(sure):
        return found
    kept = [certain or _is_meant(place, found, sure, text, tokens, words) for place, certain in enumerate(sure)]
    return [one for one, keep in zip(found, kept, strict=True) if keep]


def is_list_gap(text: str, start: int, end: int) -> bool:
    """Whether only the signs and words of a list stand between two offsets."""
    return 0 <= end - start <= _LONGEST_GAP and _LIST_GAP.fullmatch(text, start, end) is not None


def _is_sure(one: Found, tokens: Tokens, words: Vocabulary) -> bool:
    number, first, end = one
    if words.terms[number].kind == "language":
        return False
    return end - first > 1 or tokens.keys[first] not in words.ambiguous


def _is_meant(place: int, found: list[Found], sure: list[bool], text: str, tokens: Tokens, words: Vocabulary) -> bool:
    number, first, end = found[place]
    term = words.terms[number]
    if term.kind == "language":
        return (
            _near(first, end, _LANGUAGE_CONTEXT, tokens)
            or _in_list(place, found, None, text, tokens, words)
            or _is_alone(text, tokens.starts[first], tokens.ends[end - 1])
        )
    rule = words.ambiguous[tokens.keys[first]]
    if end < len(tokens.keys) and (after := tokens.keys[end]) in rule.not_before:
        goes_on = place + 1 < len(found) and sure[place + 1] and found[place + 1][1] == end + 1
        if not (after in _JOINING and goes_on):
            return False
    if len(tokens.keys[first]) == 1 and not text[tokens.starts[first]].isupper():
        return False
    return _near(first, end, rule.near, tokens) or (rule.in_lists and _in_list(place, found, sure, text, tokens, words))


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a line holds nothing else."""
    line_end = text.find("\n", end)
    around = text[text.rfind("\n", 0, start) + 1 : start] + text[end : len(text) if line_end < 0 else line_end]
    return not any(char.isalnum() for char in around)


def _near(first: int, end: int, wanted: frozenset[str], tokens: Tokens) -> bool:
    around = tokens.keys[max(0, first - _NEAR) : first] + tokens.keys[end : end + _NEAR]
    return not wanted.isdisjoint(around)


def _in_list(
    place: int, found: list[Found], sure: list[bool] | None, text: str, tokens: Tokens, words: Vocabulary
) -> bool:
    """Whether a neighbour in a list is of the same family (for a language: another language)."""
    own = words.terms[found[place][0]]
    for other in (place - 1, place + 1):
        if not 0 <= other < len(found) or (sure is not None and not sure[other]):
            continue
        left, right = found[min(place, other)], found[max(place, other)]
        if _kin(own, words.terms[found[other][0]]) and is_list_gap(
            text, tokens.ends[left[2] - 1], tokens.starts[right[1]]
        ):
            return True
    return False


def _kin(one: Term, other: Term) -> bool:
    return one.family == other.family or other.number in one.related
