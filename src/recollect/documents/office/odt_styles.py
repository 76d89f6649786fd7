"""How words of an OpenDocument text look: automatic and named styles, each over its parent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from recollect.documents.visibility import parse_colour
from recollect.documents.xml_parts import Element, attribute, child, local_name
from recollect.domain.document import TextStyle

_DEFAULT_SIZE = 12.0
_MOST_STYLES_ABOVE = 20
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(pt|cm|mm|in|px|pc)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "px": 0.75, "pc": 12.0}
_BOLD = 700


class WordLook(Struct, frozen=True, kw_only=True):
    """What is said of some words; None where nothing is."""

    size: float | None = None
    weight: int | None = None
    italic: bool | None = None
    colour: int | None = None
    background: int | None = None
    paragraph_background: int | None = None
    hidden: bool | None = None

    def over(self, below: WordLook) -> WordLook:
        """Give what holds when this is said over what stands below."""
        return WordLook(
            **{
                name: getattr(below, name) if getattr(self, name) is None else getattr(self, name)
                for name in self.__struct_fields__
            }
        )

    def text_style(self) -> TextStyle:
        """Give it as the text keeps it."""
        size = _DEFAULT_SIZE if self.size is None else self.size
        return TextStyle(size, self.weight or 400, bool(self.italic), self.colour or 0)


class _Style(Struct, frozen=True):
    parent: str | None
    look: WordLook
    scale: float | None


class OdtStyles:
    """The styles of a document by their names."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._defaults = WordLook()
        for root in roots:
            for element in () if root is None else root.iter("{*}style", "{*}default-style"):
                if local_name(element) == "default-style" and attribute(element, "family") == "paragraph":
                    self._defaults = _read_look(element)[0]
                elif name := attribute(element, "name"):
                    self._styles.setdefault(name, _Style(attribute(element, "parent-style-name"), *_read_look(element)))
        self._numbered = {
            (attribute(style, "name"), attribute(level, "level"))
            for root in roots
            for style in (() if root is None else root.iter("{*}list-style"))
            for level in style
            if local_name(level) == "list-level-style-number" and attribute(level, "num-format")
        }
        self._known: dict[str | None, WordLook] = {}

    def look(self, name: str | None) -> WordLook:
        """Give what a style and its parents say."""
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def is_hidden(self, name: str | None) -> bool:
        """Tell whether a style hides what has it."""
        return bool(self.look(name).hidden)

    def is_numbered(self, list_style: str, level: int) -> bool:
        """Tell whether the items of a list at that depth, from 1, have numbers."""
        return (list_style, str(level)) in self._numbered or (list_style, "1") in self._numbered

    def _resolve(self, name: str | None) -> WordLook:
        chain = list(self._chain(name))
        look = self._defaults if chain else WordLook()
        size = look.size or _DEFAULT_SIZE
        for style in reversed(chain):
            look = style.look.over(look)
            size = style.look.size or size * (style.scale or 1.0)
        return look if not chain else WordLook(**{n: getattr(look, n) for n in look.__struct_fields__} | {"size": size})

    def _chain(self, name: str | None) -> Iterator[_Style]:
        for _ in range(_MOST_STYLES_ABOVE):
            if name is None or name not in self._styles:
                return
            yield self._styles[name]
            name = self._styles[name].parent


def points(written: str | None) -> float | None:
    """Read a length; None where it is none or relative."""
    found = _LENGTH.fullmatch((written or "").strip())
    return float(found[1]) * _POINTS[found[2]] if found else None


def _read_look(element: Element) -> tuple[WordLook, float | None]:
    """Read the properties of a style, and the share of its parent's size where it names one."""
    text, paragraph = child(element, "text-properties"), child(element, "paragraph-properties")
    cell = child(element, "table-cell-properties")
    holder = paragraph if paragraph is not None else cell
    behind = None if holder is None else parse_colour(attribute(holder, "background-color"))
    hidden = attribute(child_or(element, "section-properties"), "display") == "none" or None
    if text is None:
        return WordLook(paragraph_background=behind, hidden=hidden), None
    size = attribute(text, "font-size") or ""
    weight = attribute(text, "font-weight")
    return (
        WordLook(
            size=points(size),
            weight=_weight(weight),
            italic={"italic": True, "oblique": True, "normal": False}.get(attribute(text, "font-style") or ""),
            colour=parse_colour(attribute(text, "color")),
            background=parse_colour(attribute(text, "background-color")),
            paragraph_background=behind,
            hidden={"none": True, "true": False}.get(attribute(text, "display") or "", hidden),
        ),
        int(size[:-1]) / 100 if re.fullmatch(r"\d{1,3}%", size) else None,
    )


def child_or(element: Element, name: str) -> Element:
    """Give a child of that name, or the element itself where it has none."""
    found = child(element, name)
    return element if found is None else found


def _weight(written: str | None) -> int | None:
    if written is None:
        return None
    if written in {"bold", "normal"}:
        return _BOLD if written == "bold" else 400
    return int(written) if re.fullmatch(r"[1-9]00", written) else None
