"""The degree or training that one sentence of an ad asks for, and its field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recollect.domain.analysis import RequirementKind
from recollect.scoring.ads.segments import Segment
from recollect.scoring.ads.strength import read_strength
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.studies import studies, studies_in
from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.reading.education import ASSOCIATE, BACHELOR, MASTER, SCHOOL, read_degrees, waives_degree
from recollect.scoring.reading.mentions import Found

_FIELD = re.compile(
    r"\b(?:in|of|as|als|zum|zur)\s+(?:an? )?((?:[A-Z&][\w&/-]*|\w+)(?:[ ,/&-]+(?:[\w&/-]+)){0,7})", re.IGNORECASE
)
_FIELDS_IN_BRACKET = re.compile(r"\s*(?:degree|level)?\s*\(([^()\n]{3,120})\)", re.IGNORECASE)
_FIELD_OPEN = re.compile(
    r"\b(?:related|similar|relevant|other|close to (?:it|these)|"
    r"(?:equivalent|comparable)(?= (?:[\w-]+ )?(?:fields?|disciplines?|subjects?|areas?|degrees?|stud(?:y|ies))\b))\b"
    r"(?!(?: [\w-]+)? (?:experience|practice)|\s*\)(?: or\b|,))|\bany\b",
    re.IGNORECASE,
)
"""What opens the field of a degree: not what stands in for the degree, as in ``or comparable practical experience``,
nor for an award: ``(MBO 4 or comparable) or a bachelor's in logistics``."""
_FIELD_BEFORE = re.compile(r"\b((?:\w+ )?\w+)\s+(?:degree|qualification|diploma|training)\b", re.IGNORECASE)
_STUDIES_OF = re.compile(
    r"\b(?:studies|training|education|qualification|qualified|background|diploma)\s+(?:in|of|as)\s+(?:an? )?"
    r"((?:[\w&/-]+\s+){0,4}[\w&/-]+)\s*[(,:–-]",
    re.IGNORECASE,
)
_FIELD_END = re.compile(
    r";|(?:(?<= field)|(?<= fields)|(?<= discipline)|(?<= subject)|(?<= area)),|"
    r"\(|\.(?:\s|$)|\s[–—-]\s|\b(?:is|are|would|required|preferred|desirable|a plus|essential|with|and (?:at|"
    r"an?)|or equivalent|plus)\b",
    re.IGNORECASE,
)
_NO_FIELD_WORDS = (
    "field related relevant equivalent discipline subject area similar comparable other any experience degree level "
    "higher bachelor master associate doctorate university college accredited four two year advanced formal diploma "
    "art science vocational professional school high undergraduate graduate technical honour honor first good "
    "qualification training recognised recognized nvq svq btec such hs educated postgraduate undergraduate study"
)
_NO_FIELD = frozenset(_NO_FIELD_WORDS.split())
_TAUGHT = re.compile(
    r"\b(?:experience (?:of|with|in)|teach\w*|taught|tutor\w*|deliver\w*|mark\w*)\b[^.;]*$", re.IGNORECASE
)
"""What stands before a school-leaving certificate that is not held but prepared for."""
_AFTER_IT = re.compile(r"\bpost-?$", re.IGNORECASE)
"""What stands before a degree after which something is to have been done: ``post-master's experience``."""
_SCHOOL_YEAR = re.compile(
    r"\b(?:(?:grade|year|class|standard) 1[0-3]|1[0-3]th[- ](?:grade|standard)|matric(?:ulation)?)\b", re.IGNORECASE
)
_NOT_ASKED = re.compile(
    r"\b(?:need|require|want|ask for)s? no (?:[\w’'-]+ ){0,2}?(?:degree|diploma|qualifications?)\b|"
    r"\bno (?:[\w’'-]+ ){0,3}?(?:degree|diploma|qualifications?)\b[^.;]{0,20}(?:needed|required|necessary)|"
    r"\b(?:degree|diploma|qualifications?|graduate)\b[^.;]{0,40}(?:not|n['’]t) (?:strictly )?"
    r"(?:needed|required|necessary|essential)|"
    r"\b(?:do not|don['’]t) (?:need|require|ask for) (?:an? |any )?(?:[\w’'-]+ ){0,2}?(?:degree|diploma)",
    re.IGNORECASE,
)
_EITHER_WAY = re.compile(
    r"\b(?:(?:do not|don['’]t) (?:mind|care)|no matter|regardless of|with or without|whether or not|degree or not)\b",
    re.IGNORECASE,
)
_WELCOME = re.compile(
    r"\b(?:welcome|plus|advantage\w*|bonus|preferred|desirable|helpful|useful|nice|asset|beneficial)\b", re.IGNORECASE
)
_LOWER_BEFORE = re.compile(
    r"\b(?P<lower>(?:associate|bachelor|master)(?=(?:['’]?s)?\s*(?:,|/|or\b|and/or\b))|(?:HS|H\.S\.)(?=\s*$))"
    r"(?:['’]?s)?[\s,/]*(?:(?:and/)?or\b)?(?:\s*an?\b)?\s*$",
    re.IGNORECASE,
)
"""A lower degree named without the word, before the one that would do as well: ``associate's or bachelor's degree``."""
_LOWER = {"a": ASSOCIATE, "b": BACHELOR, "m": MASTER, "h": SCHOOL}
_SCHEME = re.compile(r"(?:nvq|svq|btec)\b", re.IGNORECASE)


def degree_asked(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[Asked]:
    """Yield the degree asked for: the lowest that the sentence names; not one in a skill: ``JD Edwards``."""
    skills = [
        (tokens.starts[begin], tokens.ends[stop - 1])
        for number, begin, stop in found
        if vocabulary().terms[number].kind == "skill"
    ]
    degrees = [
        one
        for one in read_degrees(text, tokens, segment.start, segment.end)
        if (one.level != SCHOOL or not _TAUGHT.search(text, segment.start, one.start))
        and not _AFTER_IT.search(text, segment.start, one.start)
        and not any(start <= one.start and one.end < end for start, end in skills)
    ]
    if not degrees or (segment.part == "duties" and not _asks_degree(text, segment)):
        return
    sentence = text[segment.start : segment.end]
    if asks_no_degree(sentence):
        return
    lowest = min(degree.level for degree in degrees)
    lower = _LOWER_BEFORE.search(text, segment.start, degrees[0].start)
    if lower is not None:
        lowest = min(lowest, _LOWER[lower["lower"][0].lower()])
    if _SCHOOL_YEAR.search(text, segment.start, degrees[0].end):
        lowest = SCHOOL
    start, end = degrees[0].start if lower is None else lower.start(), degrees[-1].end
    spans = [(one.start, one.end) for one in degrees if studies_in(tokens, *tokens.slice_at(one.start, one.end))]
    field = _FIELD.search(text, degrees[-1].start, segment.end) or _FIELD.search(text, start, degrees[-1].start)
    if field is not None:
        cut = _FIELD_END.search(text, field.start(1), field.end())
        stop = cut.start() if cut is not None else field.end()
        spans.append((field.start(1), stop))
        end = max(end, stop)
    bracket = _FIELDS_IN_BRACKET.match(text, degrees[-1].end, segment.end)
    if field is None and bracket is not None and studies_in(tokens, *tokens.slice_at(*bracket.span(1))):
        spans.append(bracket.span(1))
        end = max(end, bracket.end())
    for before in (_FIELD_BEFORE.search(text, segment.start, end), _STUDIES_OF.search(text, segment.start, start)):
        if before is not None and _field_words(tokens, *before.span(1)):
            spans.append(before.span(1))
            start = min(start, before.start())
    if lowest == SCHOOL:
        spans = []  # a school-leaving certificate is of no field
    fields = [word for span in spans for word in _field_words(tokens, *span)]
    meant = [studies().groups[word] for word in fields if word in studies().groups]
    need = Need(
        kind="education",
        level=lowest,
        fields=tuple(dict.fromkeys(word for word in fields if word not in studies().groups)),
        studies=tuple(sorted(frozenset(_studies(tokens, spans)).union(*meant))),
        field_open=_FIELD_OPEN.search(sentence) is not None,
        waived=waives_degree(sentence),
    )
    kind: RequirementKind = "certification" if _SCHEME.match(text, degrees[0].start) else "education"
    yield Asked(kind, read_strength(text, segment, start), start, end, need, segment.headed)


def asks_no_degree(sentence: str) -> bool:
    """Whether a sentence says that no degree is needed, and not that one would be welcome."""
    if _EITHER_WAY.search(sentence):
        return re.search(r"\bdegree\b", sentence, re.IGNORECASE) is not None
    return _NOT_ASKED.search(sentence) is not None and _WELCOME.search(sentence) is None


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
