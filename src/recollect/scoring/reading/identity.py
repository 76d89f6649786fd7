"""The parts of a résumé that say who somebody is, not what they can do: they never touch a score."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recollect.domain.document import Section
from recollect.scoring.knowledge.tokens import Tokens, phrase_keys, without_addresses
from recollect.scoring.knowledge.vocabulary import Phrases, find_phrases, roles, vocabulary
from recollect.scoring.reading.intervals import lines_of
from recollect.scoring.reading.sections import touches_score

_HEADER_LINES = 14
_NAME_WORDS = 5
_PROSE_WORDS = 9
_PIECES = re.compile(r"\s*[|•·,;–—]\s*|\s{3,}|\s+[-/]\s+")
_CONTACT = re.compile(
    r"@|https?:|www\.|\d{4,}|\+\d|linkedin|github|\.com\b|\b(?:phone|tel|mobile|address|born|"
    r"nationality)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\s?(?:-|–|—|to|until|bis)\s?(?:(?:\w+ )?(?:19|20)?\d\d\b|[a-z]|$)", re.IGNORECASE)
_PRONOUNS = re.compile(r"\(?\b(?:he|she|they)\s*/\s*(?:him|her|them)(?:\s*/\s*\w+)?\b\)?", re.IGNORECASE)
_SUBJECTS = frozenset(["he", "she", "they"])
_SUBJECT_ENDS = re.compile(r"[hH][eE][yY]?\s*/")
"""Stands in all that `_PRONOUNS` finds, and is found ten times sooner."""
_ITS_NUMBER = re.compile(
    r"\W{0,3}(?:(?:no|nr|num\w*|pin|reg\w*|registration|licen[cs]e|lic|id|ref)\b\W{0,3}){0,2}(?=[\w/.-]*\d)[\w/.-]{4,}",
    re.IGNORECASE,
)
"""What stands behind the letters of a paper where its number does: ``HCPC no. PH000000``."""
_HOW_WELL_TEXT = (
    "native fluent fluently bilingual trilingual mother first speaker speaking speak a1 a2 b1 b2 c1 c2 translator "
    "interpreter"
)
_HOW_WELL = frozenset(_HOW_WELL_TEXT.split())
"""What tells how well a language is known."""
_TITLE_WORDS_TEXT = (
    "senior junior lead head chief principal staff assistant associate deputy trainee certified qualified "
    "experienced registered licensed professional specialist of and in the for graduate apprentice freelance ii "
    "iii i sr jr mid general regional national global interim acting"
)
_TITLE_WORDS = frozenset(_TITLE_WORDS_TEXT.split())


def identity_spans(text: str, sections: tuple[Section, ...], tokens: Tokens, titles: Phrases) -> list[tuple[int, int]]:
    """Give the spans that are left out of every score: title block, name, pronouns, clubs, personal details."""
    spans = [(section.start, section.end) for section in sections if not touches_score(section)]
    header_end = sections[0].start if sections else len(text)
    name = None
    for count, (start, end) in enumerate(lines_of(text)):
        if start >= header_end or count >= _HEADER_LINES:
            break
        if _ends_header(text, start, end, alone=not sections):
            break
        for piece_start, piece_end in _pieces(text, start, end):
            piece = piece_start, piece_end
            if (
                _says_work(text, *piece, tokens, titles)
                or _names_certificate(text, *piece, tokens)
                or _tells_language(*piece, tokens)
            ):
                continue
            spans.append((piece_start, piece_end))
            if name is None and _looks_like_name(text[piece_start:piece_end]):
                name = text[piece_start:piece_end]
    if not _SUBJECTS.isdisjoint(tokens.keys) and "/" in text and _SUBJECT_ENDS.search(text) is not None:
        spans += [match.span() for match in _PRONOUNS.finditer(text)]
    if name is not None:
        spans += _said_again(phrase_keys(without_addresses(name)), tokens)
    return sorted(spans)


def _ends_header(text: str, start: int, end: int, *, alone: bool) -> bool:
    """Whether a line tells of work already: a span of years, or prose below a blank line or without any heading."""
    if _YEARS.search(text, start, end):
        return True
    below_blank = text[:start].rstrip(" \t").endswith("\n\n")
    return (alone or below_blank) and len(text[start:end].split()) >= _PROSE_WORDS


def _said_again(name: list[str], tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield where the words of a name stand in a row, written in any way."""
    keys, length = tokens.keys, len(name)
    at = -1
    while name:
        try:
            at = keys.index(name[0], at + 1)
        except ValueError:
            return
        if keys[at : at + length] == name:
            yield tokens.starts[at], tokens.ends[at + length - 1]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    if len(text[start:end].split()) >= _PROSE_WORDS and _CONTACT.search(text, start, end) is None:
        yield start, end
        return
    for match in _PIECES.finditer(text, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def _says_work(text: str, start: int, end: int, tokens: Tokens, titles: Phrases) -> bool:
    """Whether a piece of the title block is a headline: a known title and nothing unknown beside it, or prose."""
    if _CONTACT.search(text, start, end):
        return False
    if len(text[start:end].split()) >= _PROSE_WORDS:
        return True
    first, last = tokens.slice_at(start, end)
    known: set[int] = set()
    for _, begin, stop in titles.within(first, last):
        known.update(range(begin, stop))
    hints = roles().hints
    return bool(known) and all(
        at in known or tokens.keys[at] in _TITLE_WORDS or tokens.stems[at] in hints for at in range(first, last)
    )


def _names_certificate(text: str, start: int, end: int, tokens: Tokens) -> bool:
    """Whether a piece of the title block names a paper: in words, by letters with its number, or by letters alone."""
    first, last = tokens.slice_at(start, end)
    words = vocabulary()
    papers = [
        (begin, stop)
        for number, begin, stop in find_phrases(tokens, words.trie, first, last)
        if words.terms[number].kind == "certification"
    ]
    if any(stop - begin > 1 for begin, stop in papers):
        return True
    letters = [begin for begin, _ in papers if text[tokens.starts[begin] : tokens.ends[begin]].isupper()]
    return (len(letters) > 0 and len(letters) == last - first) or any(
        _ITS_NUMBER.match(text, tokens.ends[begin], end) for begin in letters
    )


def _tells_language(start: int, end: int, tokens: Tokens) -> bool:
    """Whether a piece of the title block says how well a language is known: ``native German``, ``English C2``."""
    first, last = tokens.slice_at(start, end)
    if _HOW_WELL.isdisjoint(tokens.keys[first:last]):
        return False
    words = vocabulary()
    return any(words.terms[one[0]].kind == "language" for one in find_phrases(tokens, words.trie, first, last))


def _looks_like_name(piece: str) -> bool:
    words = piece.split()
    return 1 < len(words) <= _NAME_WORDS and not any(char.isdigit() for char in piece)
