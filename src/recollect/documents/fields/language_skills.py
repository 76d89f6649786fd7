"""The languages that somebody speaks, and how well, as a résumé says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from recollect.documents.fields.lexicons import fold_with_offsets, pattern
from recollect.documents.fields.positions import Found
from recollect.documents.fields.rows import Piece, Row

_SURE, _LIKELY = 0.95, 0.8
_WORD = r"[^\W\d_a-zà-ÿ][^\W\d_]{2,}"
_NAME_BEFORE_LEVEL = re.compile(rf"(?:^|[,;|·•]\s*)({_WORD}(?:[ -]{_WORD})?)\s*[(:–—-]\s*$")
"""A language that no list holds, told by its level: ``Bambara (good)``."""
_WORD_BEFORE = re.compile(rf"(?:(?<=^)|(?<=[,;|·•] )){_WORD} $")
"""What a language's name begins with: ``Brazilian Portuguese``."""


class LanguageFound(Struct, kw_only=True):
    """A language and its level as they are written."""

    language: Found
    level: Found | None = None


def find_languages(rows: Sequence[Row]) -> list[LanguageFound]:
    """Give the languages of one section, each once, in its order."""
    found: list[LanguageFound] = []
    for row in rows:
        marks = [mark for piece in row.pieces for mark in _marks(piece)]
        names = [mark for mark, is_level in marks if not is_level]
        if not names:
            _level_below(found, [mark for mark, _ in marks])
            continue
        found += _of_row(marks, names)
    first = {one.language.value.casefold(): one for one in reversed(found)}
    return [one for one in found if first[one.language.value.casefold()] is one]


def _of_row(marks: Sequence[tuple[Found, bool]], names: Sequence[Found]) -> list[LanguageFound]:
    """Join each language with the level behind it, or with the one before the whole list (``Fluent: Dutch, Irish``)."""
    levels = [mark for mark, is_level in marks if is_level]
    heads_list = bool(levels) and marks[0][1]
    if heads_list and len(levels) < len(names):
        return [LanguageFound(language=name, level=levels[0]) for name in names]
    if heads_list and len(levels) == len(names):
        return [LanguageFound(language=name, level=level) for name, level in zip(names, levels, strict=True)]
    found = [LanguageFound(language=name) for name in names]
    for level in levels:
        before = [one for one in found if one.language.end <= level.start]
        if before and before[-1].level is None:
            before[-1].level = level
    return found


def _level_below(found: Sequence[LanguageFound], levels: Sequence[Found]) -> None:
    """Give the languages of the row above the levels that stand under them."""
    waiting = [one for one in found if one.level is None]
    if levels and len(levels) <= len(waiting):
        for one, level in zip(waiting[-len(levels) :], levels, strict=True):
            one.level = Found(level.start, level.end, level.value, _LIKELY)


def _marks(piece: Piece) -> list[tuple[Found, bool]]:
    """Give the languages and levels that a piece names, in its order, and whether each is a level."""
    folded = fold_with_offsets(piece.text)
    marks: list[tuple[Found, bool]] = []
    reached = 0
    for match in _named().finditer(folded.text):
        start, end = folded.span(*match.span())
        is_level = match["level"] is not None
        if is_level:
            rare = _NAME_BEFORE_LEVEL.search(piece.text, reached, start)
            if rare is not None and not any(piece.start + reached <= one.start for one, _ in marks):
                marks.append((_at(piece, *rare.span(1), _LIKELY), False))
        else:
            described = _WORD_BEFORE.search(piece.text, reached, start)
            start = described.start() if described else start
        if marks and not is_level and not marks[-1][1] and piece.text[reached:start] == " ":
            start = marks.pop()[0].start - piece.start  # "Mandarin Chinese"
        marks.append((_at(piece, start, end, _SURE), is_level))
        reached = end
    return marks


def _at(piece: Piece, start: int, end: int, confidence: float) -> Found:
    return Found(piece.start + start, piece.start + end, piece.text[start:end], confidence)


@cache
def _named() -> re.Pattern[str]:
    names, levels = pattern("languages", "names"), pattern("languages", "levels")
    return re.compile(
        rf"(?<![\w-])(?:(?P<level>(?:(?:niveau|nivel|livello|poziom|level)\s)?[abc][12]\+?(?:\s?/\s?[abc][12])?|{levels})"
        rf"|(?P<name>{names}))(?![\w-])"
    )
