"""Terms that a résumé names in a form that no list holds, from `lexicon/patterns.toml`: ``led 14 people``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from recollect.scoring.knowledge.sought import small_letters
from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.knowledge.vocabulary import read_table, vocabulary
from recollect.scoring.reading.mentions import Found

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: number for number, word in enumerate([*_UNITS, *_TEENS], 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS)}))?|{'|'.join([*_TEENS, *_UNITS[1:]])})"
_PEOPLE = (
    r"(?:people|persons|staff|colleagues|employees|reports|operatives|carers|assistants|nurses|technicians|engineers|"
    r"accountants|cooks|chefs|drivers|electricians|joiners|fitters|juniors|seniors|clerks|associates|workers|"
    r"apprentices|"
    r"teachers|developers|analysts|agents|fte|members|volunteers|trainees|advisers|advisors|officers|supervisors|"
    r"managers|reps|representatives|paralegals|receptionists|scientists|pharmacists|dispensers|sub-?contractors)"
)


_LED = re.compile(
    rf"\b(?:team|staff|brigade|crew|department|workforce|kitchen|group)s? of (?:about |around |up to |over |"
    rf"at least |some )?"
    rf"({_NUMBER})\b|\b({_NUMBER})\+? (?:or more )?(?:[\w-]+ ){{0,2}}?(?:{_PEOPLE[3:-1]}|heads|in my team)\b",
    re.IGNORECASE,
)


_BEFORE, _AFTER = 40, 90
_INNERMOST = re.compile(r"\\.|\[[^\]]*\]|\([^()\[\]\\]*\)")
_MAY_BE_MISSING = re.compile(r".(?:[?*+]|\{[^{}]*\})")
_NUMBER_ENDS = re.compile(r"(?:(?!\{n\}).)*\\b\{n\}(?= |\(\?: ).*", re.DOTALL)
"""Of an expression: its first number begins a word, and a space follows it."""
_MOST_DIGITS = 3
_BEHIND_NUMBER = frozenset(" -")
"""What stands behind such a number: a space, or a dash before its units."""
_FIXED = re.compile(r"[A-Za-z ]+")


_PEOPLE_BEHIND = r" (?:[\w-]+ ){0,2}{people}"
_COUNTED_PEOPLE = re.compile(_NUMBER + _PEOPLE_BEHIND.replace("{people}", _PEOPLE) + r"\b", re.IGNORECASE)
_COUNTS_PEOPLE = (r"\b{n}" + _PEOPLE_BEHIND, r"\b{n}(?: (?:to|or|-) {n})?" + _PEOPLE_BEHIND)

Counted = Literal["none", "people", "word", "any"]
"""Whether an expression holds a number: of people, as a word of its own of three digits at most, or in any word."""


class Pattern(Struct, frozen=True):
    """A term, the words of which one is in a text that may name it, and the expressions that do; some hold a number.

    Of each expression `counted` tells what number it holds, `pieces` what stands, in small letters, in all it finds.
    """

    term: int
    words: frozenset[str]
    says: tuple[re.Pattern[str], ...]
    counted: tuple[Counted, ...]
    pieces: tuple[tuple[str, ...], ...]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Give the shipped patterns."""
    numbers = {term.name: term.number for term in vocabulary().terms}
    found = []
    for name, rule in read_table("patterns.toml").items():
        plain, cased = rule.get("says", []), rule.get("cased", [])
        says = [_compiled(one, re.IGNORECASE | re.MULTILINE) for one in plain]
        says += [_compiled(one, re.MULTILINE) for one in cased]
        counted = tuple(map(_counted, (*plain, *cased)))
        pieces = tuple(map(fixed_pieces, (*plain, *cased)))
        found.append(Pattern(numbers[name], frozenset(rule["words"]), tuple(says), counted, pieces))
    return tuple(found)


def find_patterned(text: str, tokens: Tokens, named: list[Found], telling: list[int]) -> list[Found]:
    """Give the terms that a text names by a pattern, beside those that were found by name.

    `telling` are the tokens of which `may_announce` says that they matter.
    """
    announced, counts = _look(text, tokens, telling)
    if not announced:
        return []
    named_at = {(term, first) for term, first, _ in named}
    small = small_letters(text)
    found = []
    for number in sorted(announced):
        pattern = patterns()[number]
        for match in _matches(pattern, text, small, tokens, sorted(announced[number]), counts):
            first, last = tokens.slice_at(*match.span())
            if last > first and not any((pattern.term, at) in named_at for at in range(first, last)):
                named_at.add((pattern.term, first))
                found.append((pattern.term, first, last))
    return found


def _look(text: str, tokens: Tokens, telling: list[int]) -> tuple[dict[int, list[int]], dict[Counted, list[int]]]:
    """Give the patterns that a text announces, each with the tokens that do, and where the numbers stand."""
    at_word: dict[str, list[int]] = {}
    counts: dict[Counted, list[int]] = {"people": [], "word": [], "any": []}
    anchors = _anchors()
    for at in telling:
        key = tokens.keys[at]
        if key in anchors:
            at_word.setdefault(key, []).append(at)
        if key in _NUMBERS or key[0].isdigit():
            counts["any"].append(tokens.starts[at])
            end = tokens.ends[at]
            if (len(key) <= _MOST_DIGITS or key in _NUMBERS) and text[end : end + 1] in _BEHIND_NUMBER:
                counts["word"].append(tokens.starts[at])
                if _COUNTED_PEOPLE.match(text, tokens.starts[at]) is not None:
                    counts["people"].append(tokens.starts[at])
    announced: dict[int, list[int]] = {}
    for word, places in at_word.items():
        for pattern in anchors[word]:
            announced.setdefault(pattern, []).extend(places)
    return announced, counts


def _matches(
    pattern: Pattern, text: str, small: str, tokens: Tokens, announced: list[int], counts: dict[Counted, list[int]]
) -> Iterator[re.Match[str]]:
    """Yield what a pattern finds around the words that announce it."""
    rules = [
        (says, counted, pieces)
        for says, counted, pieces in zip(pattern.says, pattern.counted, pattern.pieces, strict=True)
        if all(map(small.__contains__, pieces))
    ]
    aligned = len(small) == len(text)
    reached = -1
    for at in announced if rules else ():
        start = max(tokens.starts[at] - _BEFORE, reached)
        end = tokens.ends[at] + _AFTER
        bare = [kind for kind, one in counts.items() if bisect_left(one, start) == bisect_left(one, end)]
        near = small[max(0, start) : end] if aligned else small
        for says, counted, pieces in rules:
            if counted in bare or not all(map(near.__contains__, pieces)):
                continue
            match = says.search(text, start, end)
            if match is not None:
                reached = max(reached, match.end())
                yield match


@cache
def _anchors() -> dict[str, tuple[int, ...]]:
    """Give for each word that announces patterns which of them."""
    found: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns()):
        for word in pattern.words:
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def may_announce(key: str) -> bool:
    """Whether a word announces a pattern, or is a number that one may hold."""
    return key in _anchors() or key in _NUMBERS or key[0].isdigit()


def _counted(expression: str) -> Counted:
    if "{n}" not in expression:
        return "none"
    if _NUMBER_ENDS.fullmatch(expression) is None:
        return "any"
    return "people" if any(_always_holds(expression, one) for one in _COUNTS_PEOPLE) else "word"


def _always_holds(expression: str, piece: str) -> bool:
    """Whether an expression has a piece of itself outside of all brackets and without any other way beside it."""
    before, found, _ = expression.partition(piece)
    return bool(found) and before.count("(") == before.count(")") and "|" not in _outside(expression)


def people_in(text: str, start: int, end: int) -> int:
    """Give the most people of whom a text says between two offsets that they are led, or 0."""
    return max((_number(match.group(1) or match.group(2)) for match in _LED.finditer(text, start, end)), default=0)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else sum(_NUMBERS[part] for part in word.lower().split("-"))


def fixed_pieces(expression: str) -> tuple[str, ...]:
    """Give the pieces of an expression that stand as they are in all that it finds, in small letters.

    Only letters and spaces outside of all brackets are taken, and none that may be missing or come more than once.
    """
    expression = expression.replace("{n}", r"\d").replace("{people}", r"\w")
    flat = _outside(expression)
    if "|" in flat:
        return ()
    return tuple(piece.lower() for piece in _FIXED.findall(_MAY_BE_MISSING.sub("\0", flat)) if len(piece) > 1)


def _outside(expression: str) -> str:
    """Give an expression with a sign instead of each bracket."""
    flat, outside = "", _INNERMOST.sub("\0", expression)
    while flat != outside:
        flat, outside = outside, _INNERMOST.sub("\0", outside)
    return flat


def _compiled(expression: str, flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile(expression.replace("{n}", _NUMBER).replace("{people}", _PEOPLE), flags)
