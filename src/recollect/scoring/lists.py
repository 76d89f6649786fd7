"""Lists of skills in a résumé: which lines are one, and which no work that is told of bears out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from recollect.domain.document import Section
from recollect.scoring.profiles import Mention
from recollect.scoring.vocabulary import vocabulary

_ITEM_END = re.compile(r"[,;|•·/]|\s[-–]\s")
_LEAST_ITEMS = 6
_ITEM_LENGTH = 26
_LEAST_LISTED = 6
_BORNE_SHARE = 0.2
_NOT_WORK = frozenset({"education", "certificates", "summary", "skills", "languages"})


class KeywordLines:
    """Tells the lines that are a row of words, such as a headline of keywords; each is looked at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, bool] = {}

    def holds(self, offset: int) -> bool:
        """Whether the line at an offset is a row of words."""
        start = self._text.rfind("\n", 0, offset) + 1
        if start not in self._known:
            end = self._text.find("\n", offset)
            line = self._text[start : len(self._text) if end < 0 else end]
            items = len(_ITEM_END.findall(line)) + 1
            self._known[start] = items >= _LEAST_ITEMS and len(line) <= items * _ITEM_LENGTH
        return self._known[start]


def unborne_lists(
    text: str, sections: tuple[Section, ...], mentions: Mapping[int, tuple[Mention, ...]]
) -> tuple[tuple[int, int], ...]:
    """Give the spans of the listed skills, a line each, where next to none of them comes up in what is told of work."""
    known = vocabulary().terms
    kinds = {at: section.kind for at, section in enumerate(sections)}
    listed = {
        term: places
        for term, places in mentions.items()
        if known[term].kind == "skill" and not known[term].soft and any(one.listed for one in places)
    }
    if len(listed) < _LEAST_LISTED:
        return ()
    told = {
        term
        for term, places in mentions.items()
        if any(not one.listed and kinds.get(one.section, "") not in _NOT_WORK for one in places)
    }
    borne = sum(not told.isdisjoint({term, *known[term].shown_by}) for term in listed)
    if borne > _BORNE_SHARE * len(listed):
        return ()
    offsets = sorted(one.start for places in listed.values() for one in places if one.listed)
    return tuple(_lines(text, offsets))


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
