"""What a web page's own styles say of its elements: which are hidden, and how their words look.

Only what stands in the page is read, and of its style sheets only rules for one element by name, class or id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from recollect.documents.visibility import (
    CLIPPED,
    MARKED_HIDDEN,
    OFF_PAGE,
    SMALLEST_READ,
    TOO_SMALL,
    TRANSPARENT,
    WHITE,
    parse_colour,
)
from recollect.documents.xml_parts import Element

_MOST_RULES = 2_000
_LONGEST_SHEET = 500_000
_LONGEST_SELECTORS = 1_000
_LONGEST_DECLARATIONS = 20_000
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d{0,6}(?:\.\d{1,4})?)(px|pt|em|rem|%|cm|in)?")
_POINTS = {"px": 0.75, "pt": 1.0, "cm": 72 / 2.54, "in": 72.0}
_FAR_OFF_POINTS = -700.0
_LEAST_OPACITY = 0.05
_COLOURS = {"white": WHITE, "snow": 0xFFFAFA, "ivory": 0xFFFFF0, "black": 0, "red": 0xFF0000, "blue": 0xFF,
            "green": 0x8000, "gray": 0x808080, "grey": 0x808080, "silver": 0xC0C0C0, "navy": 0x80, "yellow": 0xFFFF00,
            "whitesmoke": 0xF5F5F5}  # fmt: skip
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+)%?)?\s*\)")
_SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")

Said = dict[str, str]


class _Rule(Struct, frozen=True):
    tag: str
    marks: tuple[str, ...]
    said: Said


class Sheet:
    """The rules of a page's style sheets."""

    def __init__(self, sheets: Iterator[str]) -> None:
        self._by_mark: dict[str, list[_Rule]] = {}
        for sheet in sheets:
            for rule in _COMMENT.sub("", sheet[:_LONGEST_SHEET]).split("}")[:_MOST_RULES]:
                before, _, said = rule.rpartition("{")
                selectors = before.rpartition("{")[2]  # of a rule in a condition, such as for a screen, too
                if len(selectors) <= _LONGEST_SELECTORS:
                    self._add(selectors, read_declarations(said))

    def said_of(self, element: Element, tag: str) -> Said:
        """Give what the rules and the element's own attribute say; the attribute wins."""
        if not element.attrib and "" not in self._by_mark:
            return {}
        marks = {"." + name for name in (element.get("class") or "").split()} | {"#" + (element.get("id") or "")}
        said: Said = {}
        for mark in ("", *sorted(marks)):
            for rule in self._by_mark.get(mark, ()):
                if rule.tag in {"", tag} and marks.issuperset(rule.marks):
                    said |= rule.said
        return said | read_declarations(element.get("style") or "")

    def _add(self, selectors: str, said: Said) -> None:
        for written in selectors.split(","):
            found = _SELECTOR.fullmatch(written.strip())
            if found is None or not said or not (found[1] or found[2]):
                continue
            marks = tuple(re.findall(r"[.#][\w-]+", found[2]))
            tag = (found[1] or "").lower().replace("*", "")
            self._by_mark.setdefault(marks[0] if marks else "", []).append(_Rule(tag, marks, said))


def read_declarations(written: str) -> Said:
    """Read ``name: value; …``, in small letters."""
    pairs = (part.partition(":") for part in written[:_LONGEST_DECLARATIONS].lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def unseen_by(said: Said, *, hidden: bool) -> str:
    """Give why nobody sees an element of which this is said; empty where they do."""
    if hidden or said.get("display") == "none" or said.get("visibility") in {"hidden", "collapse"}:
        return MARKED_HIDDEN
    opacity = _number(said.get("opacity", ""))
    if opacity is not None and opacity < _LEAST_OPACITY:
        return TRANSPARENT
    size = font_size(said, 0.0)
    if size is not None and size < SMALLEST_READ:
        return TOO_SMALL
    if said.get("position") in {"absolute", "fixed", "relative"} or "text-indent" in said or "margin-left" in said:
        for name in ("left", "top", "right", "text-indent", "margin-left"):
            place = _points(said.get(name, ""))
            if place is not None and place < _FAR_OFF_POINTS:
                return OFF_PAGE
    return CLIPPED if _is_clipped(said) else ""


def _is_clipped(said: Said) -> bool:
    sides = ("height", "width", "max-height", "max-width")
    if said.get("overflow") in {"hidden", "clip"} and any(_is_nothing(said.get(name, "")) for name in sides):
        return True
    clip = (said.get("clip", "") + said.get("clip-path", "") + said.get("transform", "")).replace(" ", "")
    return clip.startswith(("rect(0", "rect(1px,1px", "inset(50%", "inset(100%", "circle(0", "scale(0)", "scale(0,"))


def font_size(said: Said, parent: float) -> float | None:
    """Give the size in points that is said; None where none is, or where it is relative and the parent's is unknown."""
    written = said.get("font-size", "")
    found = _LENGTH.fullmatch(written)
    if found is None or not found[1].strip("-."):
        return None
    number, unit = float(found[1]), found[2]
    if unit in _POINTS:
        return number * _POINTS[unit]
    if number == 0:
        return 0.0
    if parent and unit in {"em", "%"}:
        return parent * (number if unit == "em" else number / 100)
    return number * 12 if unit == "rem" else None


def read_colour(written: str) -> int | None:
    """Read a colour; None for one that is not plain or lets through what lies behind."""
    written = written.strip()
    if written in _COLOURS:
        return _COLOURS[written]
    if short := _SHORT.fullmatch(written):
        return int("".join(digit * 2 for digit in short.groups()), 16)
    if rgb := _RGB.fullmatch(written):
        if rgb[4] is not None and rgb[4] not in {"1", "1.0", "100"}:
            return None
        red, green, blue = (min(int(part), 255) for part in rgb.groups()[:3])
        return red << 16 | green << 8 | blue
    return parse_colour(written)


def is_transparent(written: str) -> bool:
    """Tell whether a colour shows nothing."""
    rgb = _RGB.fullmatch(written.strip())
    return written.strip() == "transparent" or (rgb is not None and rgb[4] in {"0", "0.0", ".0"})


def _points(written: str) -> float | None:
    found = _LENGTH.fullmatch(written)
    if found is None or not found[1].strip("-."):
        return None
    return float(found[1]) * _POINTS.get(found[2] or "px", 12.0)


def _number(written: str) -> float | None:
    found = re.fullmatch(r"\d{0,3}(?:\.\d{1,4})?", written)
    return float(written) if found and written.strip(".") else None


def _is_nothing(written: str) -> bool:
    place = _points(written)
    return place is not None and place <= 1
