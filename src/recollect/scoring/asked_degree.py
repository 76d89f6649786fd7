"""The degree or training that one sentence of an ad asks for, and its field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recollect.domain.analysis import RequirementKind
from recollect.scoring.background import shipped_background
from recollect.scoring.education import read_degrees, waives_degree
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.segments import Segment
from recollect.scoring.strength import read_strength
from recollect.scoring.studies import studies_in
from recollect.scoring.tokens import Tokens

_FIELD = re.compile(r"\b(?:in|of|as)\s+(?:an? )?((?:[A-Z&][\w&/-]*|\w+)(?:[ ,/&-]+(?:[\w&/-]+)){0,7})", re.IGNORECASE)
_FIELD_OPEN = re.compile(
    r"\b(?:or )?(?:a )?(?:related|similar|relevant|equivalent|comparable|other)\b|\bany\b", re.IGNORECASE
)
_FIELD_BEFORE = re.compile(r"\b((?:\w+ )?\w+)\s+(?:degree|qualification|diploma|training)\b", re.IGNORECASE)
_STUDIES_OF = re.compile(
    r"\b(?:studies|training|education|qualification|qualified|background|diploma)\s+(?:in|of|as)\s+(?:an? )?"
    r"((?:[\w&/-]+\s+){0,4}[\w&/-]+)\s*[(,:–-]",
    re.IGNORECASE,
)
_FIELD_END = re.compile(
    r";|\(|\.(?:\s|$)|\b(?:is|are|would|required|preferred|desirable|a plus|essential|with|and (?:at|"
    r"an?)|or equivalent|plus)\b",
    re.IGNORECASE,
)
_NO_FIELD_WORDS = (
    "field related relevant equivalent discipline subject area similar comparable other any experience degree level "
    "higher bachelor master associate doctorate university college accredited four two year advanced formal diploma "
    "art science vocational professional school high undergraduate graduate technical honour honor first good "
    "qualification training recognised recognized nvq svq btec such"
)
_NO_FIELD = frozenset(_NO_FIELD_WORDS.split())
_SCHEME = re.compile(r"(?:nvq|svq|btec)\b", re.IGNORECASE)


def degree_asked(text: str, tokens: Tokens, segment: Segment) -> Iterator[Asked]:
    """Yield the degree asked for: the lowest that the sentence names."""
    degrees = list(read_degrees(text, tokens, segment.start, segment.end))
    if not degrees or (segment.part == "duties" and not _asks_degree(text, segment)):
        return
    sentence = text[segment.start : segment.end]
    lowest = min(degree.level for degree in degrees)
    start, end = degrees[0].start, degrees[-1].end
    spans = [(one.start, one.end) for one in degrees if studies_in(tokens, *tokens.slice_at(one.start, one.end))]
    field = _FIELD.search(text, degrees[-1].start, segment.end)
    if field is not None:
        cut = _FIELD_END.search(text, field.start(1), field.end())
        stop = cut.start() if cut is not None else field.end()
        spans.append((field.start(1), stop))
        end = max(end, stop)
    for before in (_FIELD_BEFORE.search(text, segment.start, end), _STUDIES_OF.search(text, segment.start, start)):
        if before is not None and _field_words(tokens, *before.span(1)):
            spans.append(before.span(1))
            start = min(start, before.start())
    fields = [word for span in spans for word in _field_words(tokens, *span)]
    need = Need(
        kind="education",
        level=lowest,
        fields=tuple(dict.fromkeys(fields)),
        studies=_studies(tokens, spans),
        field_open=_FIELD_OPEN.search(sentence) is not None,
        waived=waives_degree(sentence),
    )
    kind: RequirementKind = "certification" if _SCHEME.match(text, degrees[0].start) else "education"
    yield Asked(kind, read_strength(text, segment, start), start, end, need, segment.headed)


def _studies(tokens: Tokens, spans: list[tuple[int, int]]) -> tuple[int, ...]:
    """Give the fields of study that some spans name."""
    found = (studies_in(tokens, *tokens.slice_at(*span)) for span in spans)
    return tuple(sorted(frozenset().union(*found)))


def _field_words(tokens: Tokens, start: int, end: int) -> list[str]:
    """Give the stems in a span that may name a field of study."""
    first, last = tokens.slice_at(start, end)
    weight = shipped_background().weight
    return [
        stem
        for key, stem in zip(tokens.keys[first:last], tokens.stems[first:last], strict=True)
        if weight(stem) > 0 and key not in _NO_FIELD
    ]


def _asks_degree(text: str, segment: Segment) -> bool:
    return (
        re.search(
            r"require|must|prefer|minimum|qualif|plus|need|hold|have|graduate|equivalent",
            text[segment.start : segment.end],
            re.IGNORECASE,
        )
        is not None
    )
