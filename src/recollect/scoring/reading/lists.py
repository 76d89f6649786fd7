"""Lists of skills in a résumé: which lines are one, and which no work that is told of bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from recollect.domain.document import Section
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.profiles import Mention

_ITEM_END = re.compile(r"[,;|•·/]|\s[-–]\s")
_SPAN = re.compile(
    r"(?:1(?<=\b1)9|2(?<=\b2)0)\d\d\s?(?:-|–|—|to)\s?(?:\w+[ /.])?(?:(?:19|20)\d\d|present|now|date|today|"
    r"présent|heute|aktuell|jetzt|aujourd|actual|presente|oggi)\b",
    re.IGNORECASE,
)
_ONESELF = re.compile(r"\b(?:I|I['’](?:m|ve)|me|my)\b")
"""Words by which somebody tells of what they do; no row of words holds them."""
_OF_SENTENCES = re.compile(
    r"\b(?:the|an?|for|with|from|by|at|until|till|then|when|before|after|that|which|who|them|their|it|its)\b",
    re.IGNORECASE,
)
_MOST_OF_SENTENCES = 1
"""A row of words holds so many words of sentences at most: what holds more tells of work."""
_IN_USE = re.compile(
    r" ?\((?:(?:used )?(?:daily|weekly|every day|all day|each day)\b|(?:in )?(?:daily|constant|regular) use|"
    r"since (?:19|20)\d\d|(?:for )?\d+\+? (?:years|yrs)\b|(?:[\w-]+ )?(?:certifi|licen[cs]e|accredited|qualified))",
    re.IGNORECASE,
)
"""What tells how a thing that is listed is used or known: ``Salesforce (daily)``, ``SolidWorks (CSWP certificate)``."""
_LEAST_ITEMS = 6
_ITEM_LENGTH = 26
_HEADLINE = re.compile(r"[^|•·@\d\n]{2,40}(?:[|•·][^|•·@\d\n]{2,30}){3,}")
"""A headline of words with bars between them, too few for a row elsewhere: ``Engineer | Big Data | Cloud | AI``."""
_LEAST_LISTED = 6
_FEW_LISTED = 2
_BORNE_SHARE = 0.2
_NOT_WORK = frozenset({"education", "certificates", "summary", "skills", "languages"})


class KeywordLines:
    """Tells the lines that are a row of words, such as a headline of keywords; each is looked at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, bool] = {}
        self._telling: dict[int, bool] = {}

    def holds(self, offset: int) -> bool:
        """Whether the line at an offset is a row of words."""
        start = self._text.rfind("\n", 0, offset) + 1
        if start not in self._known:
            end = self._text.find("\n", offset)
            line = self._text[start : len(self._text) if end < 0 else end]
            items = len(_ITEM_END.findall(line)) + 1
            row = items >= _LEAST_ITEMS and len(line) <= items * _ITEM_LENGTH
            self._known[start] = row and _SPAN.search(line) is None and not _is_told(line)
        return self._known[start]

    def rows_before(self, end: int) -> Iterator[tuple[int, int]]:
        """Yield the spans of the lines before an offset that are a row of words."""
        start = 0
        while start < end:
            stop = self._text.find("\n", start)
            stop = len(self._text) if stop < 0 else stop
            if self.holds(start) or _HEADLINE.fullmatch(self._text, start, stop) is not None:
                yield start, stop
            start = stop + 1

    def tells(self, offset: int) -> bool:
        """Whether the line at an offset tells of work, whatever its heading: by a span of years."""
        start = self._text.rfind("\n", 0, offset) + 1
        if start not in self._telling:
            end = self._text.find("\n", offset)
            line = self._text[start : len(self._text) if end < 0 else end]
            self._telling[start] = _SPAN.search(line) is not None
        return self._telling[start]


def _is_told(line: str) -> bool:
    """Whether a line with many commas tells of work in a sentence."""
    return _ONESELF.search(line) is not None or len(_OF_SENTENCES.findall(line)) > _MOST_OF_SENTENCES


def unborne_lists(
    text: str, sections: tuple[Section, ...], mentions: Mapping[int, tuple[Mention, ...]]
) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Give the spans of the listed skills, a line each, where next to none of them comes up in what is told of work.

    Also tell whether they are many: reason enough to tell a reader.
    """
    known = vocabulary().terms
    kinds = {at: section.kind for at, section in enumerate(sections)}
    every = [one for places in mentions.values() for one in places]
    named = {one.term for one in every if one.listed}
    listed = {term for term in named if known[term].kind == "skill" and not known[term].soft}
    if len(listed) < _FEW_LISTED:
        return (), False
    told = {one.term for one in every if not one.listed and kinds.get(one.section, "") not in _NOT_WORK}
    told.update(one.term for one in every if one.listed and _IN_USE.match(text, one.end))
    borne = sum(not told.isdisjoint({term, *known[term].shown_by, *known[term].related}) for term in listed)
    if borne > _BORNE_SHARE * len(listed):
        return (), False
    lines = _lines(text, sorted(one.start for one in every if one.listed and one.term in listed))
    items = sum(len(_ITEM_END.findall(text, *line)) + 1 for line in lines)
    return (tuple(lines), len(listed) >= _LEAST_LISTED) if items >= _LEAST_ITEMS else ((), False)


def _lines(text: str, offsets: list[int]) -> list[tuple[int, int]]:
    """Give the lines at some offsets, those that follow one another as one span."""
    spans: list[tuple[int, int]] = []
    for offset in offsets:
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
