"""The marks that Word sets before the paragraphs of lists; they stand nowhere in the text."""

from __future__ import annotations

from recollect.documents.office.docx_styles import ParagraphLook
from recollect.documents.xml_parts import Element, attribute, child, local_name

BULLET = "• "
_UNNUMBERED = frozenset({"none", None})
_MOST_LEVELS = 9


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        self._formats: dict[str, dict[int, str | None]] = {}
        self._counts: dict[str, list[int]] = {}
        abstract: dict[str, dict[int, str | None]] = {}
        for element in () if root is None else root:
            if local_name(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId") or ""] = _read_levels(element)
            elif local_name(element) == "num":
                named = child(element, "abstractNumId")
                levels = abstract.get(attribute(named, "val") or "", {}) if named is not None else {}
                self._formats[attribute(element, "numId") or ""] = levels

    def mark_of(self, look: ParagraphLook) -> str:
        """Give what stands before a paragraph: a bullet, its number, or nothing."""
        if look.list_id is None or look.list_id not in self._formats:
            return ""
        written = self._formats[look.list_id].get(look.list_level)
        if written == "bullet":
            return BULLET
        if written in _UNNUMBERED:
            return ""
        counts = self._counts.setdefault(look.list_id, [0] * _MOST_LEVELS)
        level = min(look.list_level, _MOST_LEVELS - 1)
        counts[level] += 1
        counts[level + 1 :] = [0] * (_MOST_LEVELS - level - 1)
        return f"{counts[level]}. "


def _read_levels(element: Element) -> dict[int, str | None]:
    levels: dict[int, str | None] = {}
    for level in element:
        depth = attribute(level, "ilvl") if local_name(level) == "lvl" else None
        if depth is not None and depth.isascii() and depth.isdigit() and len(depth) == 1:
            form = child(level, "numFmt")
            levels[int(depth)] = None if form is None else attribute(form, "val")
    return levels
