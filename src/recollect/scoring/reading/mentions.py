"""Where a text names a skill, certificate or language, everyday words told apart by what stands around them."""

from __future__ import annotations

import re
from itertools import compress

from recollect.scoring.knowledge.kinds import GENERAL
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import (
    ABBREVIATED,
    SMALL_WORDS,
    Term,
    Vocabulary,
    find_phrases,
    initials_of,
    spelt_out,
    vocabulary,
)

Found = tuple[int, int, int]
"""The number of a term, its first token, and the token after its last."""

_NEAR = 7
_LIST_GAP = re.compile(r"[\s,;/|•·&+()\-–]*(?:\b(?:and|or|und|et|y|e)\b)?[\s,;/|•·&+(]*", re.IGNORECASE)
_LONGEST_GAP = 12
_ITEM_BEFORE = re.compile(r"[,;] $")
_ITEM_AFTER = re.compile(r"\s*(?:[,;.()]|$|\n)", re.MULTILINE)
_IN_BEFORE = re.compile(r"\b(?:in|both)\s+$|\b(?:in|both) [A-Z]\w+ (?:and|or|&) $")
_AFTER_USE = re.compile(
    r"\s*(?:[.,;:()&]|$|\n|(?:and|or|every|each|to|on|at|by|as|when|daily|all|with)\b)", re.MULTILINE | re.IGNORECASE
)
_KNOWING = re.compile(
    r"\b(?:experience (?:with|in|using)|experienced (?:with|in)|knowledge of|proficien(?:t|cy) (?:with|in)|"
    r"familiar(?:ity)? with|skilled (?:in|with)|expertise (?:with|in)|programming in|fluent in|built (?:with|in))\s+$",
    re.IGNORECASE,
)
_REACH = 40
_JOINING = frozenset({"and", "or"})
_LANGUAGE_CONTEXT_TEXT = (
    "fluent fluency fluently native natively bilingually spoke speaks conversed "
    "speak speaker speaking spoken language bilingual trilingual multilingual "
    "mother tongue conversational b1 b2 c1 c2 a1 a2 proficient proficiency intermediate beginner advanced basic "
    "verbal written command limited elementary native-level sprache muttersprache fliessend langue courant idioma "
    "kenntnisse sprachkenntnisse fliessende verhandlungssicher verhandlungssichere wort schrift spricht "
    "maitrise parle parlez ecrit oral langues fluente fluida nivel niveau hablado dominio fluido lingua "
    "parlato scritto conoscenza "
    "vloeiend taal talen beheersing spreekt spreken mondeling sprak flytande "
    "habla hablo hablamos materna maternelle dalf delf dele actfl telc goethe grew raised "
    "nativo read write oral toefl ielts interpreter interpreting translator translated translation"
)
_WANTED = re.compile(
    r"\s+(?:(?:is|are|would be|will be) (?:also )?(?:an? )?)?(?:\w+ )?"
    r"(?:plus|asset|advantage|bonus|must|required|preferred|essential|desirable|mandatory|"
    r"(?:good|well) enough|lovely|great|nice|welcome|handy|useful|helpful)\b",
    re.IGNORECASE,
)
_AT_HOME = re.compile(r"\s+(?:(?:and|&) [A-Z]\w+ )?(?:is (?:what |how )?(?:we|i|they) speak )?at home\b", re.IGNORECASE)
"""How something is said of a language that a family speaks."""
_AT_HOME_BEFORE = re.compile(r"\bat home\b[^.;\n]{0,24}$", re.IGNORECASE)
_AS_ONES_OWN = re.compile(
    r"\s+(?:of course\b|naturally\b|is what (?:i|we) (?:count|dream|think|swear|pray|speak|talk)\b)", re.IGNORECASE
)
"""How something is said of the language that one grew up in."""
_HEAD = re.compile(r"[^\S\n]*(?::|[–-]\s)")
_KNOWN_WELL = ("kenntnisse", "kenntnissen")
"""How a word ends that names a language as known: ``Deutschkenntnisse``."""
_LANGUAGE_CONTEXT = frozenset(_LANGUAGE_CONTEXT_TEXT.split())
_SPELT_OUT = re.compile(r" ?\((?P<bracket>[A-Za-z][A-Za-z &/'’-]{5,60})\)|, an? (?P<aside>[A-Za-z][A-Za-z '’-]{5,60})")


def find_terms(text: str, tokens: Tokens, first: int = 0, last: int | None = None) -> list[Found]:
    """Give the terms named in a token range, from left to right."""
    return those_meant(list(find_phrases(tokens, vocabulary().trie, first, last)), text, tokens)


def those_meant(found: list[Found], text: str, tokens: Tokens) -> list[Found]:
    """Give those of some phrases that are meant as the terms that go by them."""
    words = vocabulary()
    keys, terms, ambiguous = tokens.keys, words.terms, words.ambiguous
    sure = [
        terms[number].kind != "language" and (end - first > 1 or keys[first] not in ambiguous)
        for number, first, end in found
    ]
    if not all(sure):
        kept = [certain or _is_meant(place, found, sure, text, tokens, words) for place, certain in enumerate(sure)]
        found = list(compress(found, kept))
    strange = {place for place, one in enumerate(found) if _stands_for_another(one, text, tokens)}
    return [one for place, one in enumerate(found) if place not in strange] if strange else found


def _stands_for_another(one: Found, text: str, tokens: Tokens) -> bool:
    """Whether an abbreviation is spelt out as something else: ``DCF (dissolved carbon fraction)`` is no cash flow."""
    number, first, end = one
    start, stop = tokens.starts[first], tokens.ends[end - 1]
    if stop - start not in ABBREVIATED or (said := _SPELT_OUT.match(text, stop)) is None:
        return False
    if not text[start:stop].isupper():
        return False
    letters, words = text[start:stop].lower(), said[said.lastgroup or 0].lower()
    meant, at = spelt_out().get((vocabulary().terms[number].name, letters)), initials_of(words).find(letters)
    if meant is None or at < 0:
        return False
    run = [word for word in words.replace("-", " ").split() if word not in SMALL_WORDS][at : at + len(letters)]
    return meant.isdisjoint(tokenise(" ".join(run)).stems)


def kind_named(one: Found, tokens: Tokens) -> int:
    """Give which of its kinds a term is named by."""
    number, first, end = one
    kinds = vocabulary().terms[number].kinds.of
    return kinds.get(tuple(tokens.keys[first:end]), GENERAL) if kinds else GENERAL


def is_list_gap(text: str, start: int, end: int) -> bool:
    """Whether only the signs and words of a list stand between two offsets."""
    return 0 <= end - start <= _LONGEST_GAP and _LIST_GAP.fullmatch(text, start, end) is not None


def _is_meant(place: int, found: list[Found], sure: list[bool], text: str, tokens: Tokens, words: Vocabulary) -> bool:
    number, first, end = found[place]
    term = words.terms[number]
    if term.kind == "language":
        return (
            _near(first, end, _LANGUAGE_CONTEXT, tokens)
            or _in_list(place, found, None, text, tokens, words)
            or _is_alone(text, tokens.starts[first], tokens.ends[end - 1])
            or _is_item(text, tokens.starts[first], tokens.ends[end - 1])
            or tokens.keys[first].endswith(_KNOWN_WELL)
            or (text[tokens.starts[first]].isupper() and _WANTED.match(text, tokens.ends[end - 1]) is not None)
            or _is_used(text, tokens.starts[first], tokens.ends[end - 1])
            or (text[tokens.starts[first]].isupper() and _is_ones_own(text, tokens.starts[first], tokens.ends[end - 1]))
        )
    rule = words.ambiguous[tokens.keys[first]]
    if end < len(tokens.keys) and (after := tokens.keys[end]) in rule.not_before:
        goes_on = place + 1 < len(found) and sure[place + 1] and found[place + 1][1] == end + 1
        if not (after in _JOINING and goes_on):
            return False
    if len(tokens.keys[first]) == 1 and not text[tokens.starts[first]].isupper():
        return False
    if _near(first, end, rule.near, tokens):
        return True
    return rule.in_lists and (
        _in_list(place, found, sure, text, tokens, words)
        or _is_object(text, tokens.starts[first], tokens.ends[end - 1])
    )


def _is_ones_own(text: str, start: int, end: int) -> bool:
    """Whether a language is said to be that of a family, or heads a line that tells how well it is known."""
    if _AT_HOME.match(text, end) is not None or _AS_ONES_OWN.match(text, end) is not None:
        return True
    if _AT_HOME_BEFORE.search(text[max(0, start - _REACH) : start]) is not None:
        return True
    heads = not any(char.isalnum() for char in text[text.rfind("\n", 0, start) + 1 : start])
    return heads and _HEAD.match(text, end) is not None


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a line holds nothing else."""
    line_end = text.find("\n", end)
    around = text[text.rfind("\n", 0, start) + 1 : start] + text[end : len(text) if line_end < 0 else line_end]
    return not any(char.isalnum() for char in around)


def _is_object(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word is all that "experience with" or its like speaks of."""
    if not text[start].isupper() or _ITEM_AFTER.match(text, end) is None:
        return False
    return _KNOWING.search(text[max(0, start - _REACH) : start]) is not None


def _is_item(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word is an item of its own in an enumeration, and not what somebody is called."""
    return (
        text[start].isupper()
        and _ITEM_BEFORE.match(text[max(0, start - 2) : start]) is not None
        and _ITEM_AFTER.match(text, end) is not None
    )


def _is_used(text: str, start: int, end: int) -> bool:
    """Whether something is said to be done in a language: ``half of my calls in Spanish``."""
    return (
        text[start].isupper()
        and _IN_BEFORE.search(text[max(0, start - _REACH) : start]) is not None
        and _AFTER_USE.match(text, end) is not None
    )


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
