"""Whose document it is: the largest type near the top, checked against the e-mail address and the file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from recollect.documents.fields.lines import Line, body_size
from recollect.documents.fields.vocabulary import is_heading, is_no_name, words
from recollect.domain.text import fold

_LABEL = re.compile(r"(?:full name|name|nom|nombre|nome|naam)\s*:\s*", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s*(?:[|•·–—\t\ue000-\uf8ff]|\s-\s|\s{3,}).*$")
_CREDENTIALS = re.compile(r"\s*(?:,\s*[^\W\d_].*|\([^()]{1,30}\))$")
_CJK_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7a3]{2,4}")
_IN_TOKEN = frozenset("'’.-\u2010\u2011\u02bc")
_PARTICLES = words(
    "de del della di da do dos das du des la le las los van von der den het ter ten zu zum bin ibn al el y e i af av of"
)
_MIN_TOKENS, _MAX_TOKENS = 2, 5
_NEAR_TOP = 0.45
"""The share of a page, from its top, in which a name stands."""
_LARGER = 1.15
_FIRST_LINES = 12
_CONTACT_WITHIN = 3
_UNSURE_BELOW = 0.6


class NameFound(Struct, frozen=True):
    """A name: its span, how it is written, and how sure it is."""

    start: int
    end: int
    value: str
    confidence: float = 0.0


def find_name(lines: Sequence[Line], page_height: float, emails: Sequence[str], filename: str) -> NameFound | None:
    """Give the person's name, or None where nothing but its place speaks for a line."""
    best: NameFound | None = None
    for found, index in _candidates(lines, page_height):
        confidence = max(
            found.confidence,
            _confidence_by_type(found, lines, index, emails, filename),
            _stands_alone(found, lines, emails),
        )
        if confidence >= _UNSURE_BELOW and (best is None or confidence > best.confidence):
            best = NameFound(found.start, found.end, found.value, confidence)
    return best


def _candidates(lines: Sequence[Line], page_height: float) -> Iterator[tuple[NameFound, int]]:
    for index, line in enumerate(lines):
        if not line.size and index >= _FIRST_LINES:
            return
        if line.size and line.top > _NEAR_TOP * page_height:
            continue
        if index + 1 < len(lines) and (joined := _join_lines(line, lines[index + 1])) is not None:
            yield joined, index
        elif (found := shape_name(line.start, line.text)) is not None:
            yield found, index


def _join_lines(line: Line, following: Line) -> NameFound | None:
    """Join a name that is set in two lines of one size, larger than any word of a sentence would be."""
    tokens = line.text.split(), following.text.split()
    if not line.size or line.size != following.size or len(tokens[0]) > _MIN_TOKENS or len(tokens[1]) > _MIN_TOKENS:
        return None
    if len(tokens[0]) == len(tokens[1]) == _MIN_TOKENS:
        return None
    both = shape_name(line.start, f"{line.text} {following.text}")
    return None if both is None else NameFound(line.start, following.end, both.value)


def shape_name(start: int, text: str) -> NameFound | None:
    """Give the part of a line that has the shape of a name; a labelled one is sure already."""
    label = _LABEL.match(text)
    offset = label.end() if label else 0
    name = _CREDENTIALS.sub("", _AFTER_NAME.sub("", text[offset:])).rstrip(" ,")
    tokens = name.split()
    if is_heading(name) or not (_CJK_NAME.fullmatch(name) or _are_name_tokens(tokens)):
        return None
    return NameFound(start + offset, start + offset + len(name), " ".join(tokens), 0.9 if label else 0.0)


def _are_name_tokens(tokens: Sequence[str]) -> bool:
    if not _MIN_TOKENS <= len(tokens) <= _MAX_TOKENS or any(is_no_name(token) for token in tokens):
        return False
    proper = [token for token in tokens if fold(token) not in _PARTICLES]
    return len(proper) >= _MIN_TOKENS and all(_is_name_token(token) for token in proper)


def _is_name_token(token: str) -> bool:
    letters = all(c.isalpha() or c in _IN_TOKEN or unicodedata.category(c).startswith("M") for c in token)
    return letters and token[0].isalpha() and not token[0].islower()


def _confidence_by_type(
    found: NameFound, lines: Sequence[Line], index: int, emails: Sequence[str], filename: str
) -> float:
    """Weigh the line's type against the page's, and the name against the handles that people make of theirs."""
    handles = [email.partition("@")[0] for email in emails]
    agreement = max((handle_agreement(found.value, handle) for handle in handles), default=0.0)
    agreement = max(agreement, 0.9 * handle_agreement(found.value, re.sub(r"\.\w{1,5}$", "", filename)))
    size = lines[index].size
    if size < _LARGER * body_size(lines) or not size:
        return 0.9 * agreement
    if size >= max(line.size for line in lines):
        return 0.85 + 0.13 * agreement
    return 0.95 * agreement


def _stands_alone(found: NameFound, lines: Sequence[Line], emails: Sequence[str]) -> float:
    """Weigh a first line in the shape of a name, with ways to reach somebody right under it."""
    first = lines[0]
    if not first.start <= found.start < first.end or found.value != first.text:
        return 0.0
    below = [line.text for line in lines[1 : 1 + _CONTACT_WITHIN]]
    hosts = "".join(fold(email.partition("@")[2]) for email in emails)
    if any(re.sub(r"\W", "", fold(token)) in hosts for token in found.value.split()):
        return 0.0  # the address of an organisation of that name
    return _UNSURE_BELOW if any("@" in text for text in below) else 0.0


def handle_agreement(name: str, handle: str) -> float:
    """Tell from 0 to 1 how surely a handle (an e-mail's local part, a file's name) is made of the name."""
    tokens = [re.sub(r"\W", "", fold(token)) for token in name.split()]
    squeezed = re.sub(r"[\W\d_]", "", fold(handle))
    if not squeezed:
        return 0.0
    long = [token for token in tokens if len(token) > 2 and token in squeezed]  # noqa: PLR2004 - "li" is in much
    first, last = tokens[0], tokens[-1]
    if len(long) >= _MIN_TOKENS or squeezed in {first + last, last + first}:
        return 1.0
    if squeezed in {first[:1] + last, last + first[:1], first + last[:1], first[:1] + "".join(tokens[1:])}:
        return 0.9
    return 0.7 if squeezed in long else 0.0
