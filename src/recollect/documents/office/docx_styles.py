"""How words of a Word document look: what its styles say, and what a paragraph or a run says over them."""

from __future__ import annotations

from msgspec import Struct

from recollect.documents.visibility import WHITE, parse_colour
from recollect.documents.xml_parts import Element, attribute, child, local_name
from recollect.domain.document import TextStyle

_OFF = frozenset({"0", "false", "off", "none"})
_LIGHT_THEME = frozenset({"background1", "light1", "lt1", "bg1"})
_DEFAULT_SIZE = 10.0
_MOST_STYLES_ABOVE = 20
_DARK_HIGHLIGHT = 0x808080
_EXACT_TOO_LOW = 40
"""Twentieths of a point: lines this close show nothing of their words."""


class RunLook(Struct, frozen=True, kw_only=True):
    """What is said of some words; None where nothing is."""

    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: int | None = None
    vanish: bool | None = None
    background: int | None = None

    def over(self, below: RunLook) -> RunLook:
        """Give what holds when this is said over what stands below."""
        return RunLook(
            size=below.size if self.size is None else self.size,
            bold=below.bold if self.bold is None else self.bold,
            italic=below.italic if self.italic is None else self.italic,
            colour=below.colour if self.colour is None else self.colour,
            vanish=below.vanish if self.vanish is None else self.vanish,
            background=below.background if self.background is None else self.background,
        )

    def text_style(self) -> TextStyle:
        """Give it as the text keeps it."""
        size = _DEFAULT_SIZE if self.size is None else self.size
        return TextStyle(size, 700 if self.bold else 400, bool(self.italic), self.colour or 0)


class ParagraphLook(Struct, frozen=True, kw_only=True):
    """What a paragraph or its style says of itself: its list, its shade, and whether its lines have no height."""

    list_id: str | None = None
    list_level: int = 0
    background: int | None = None
    flat: bool = False


class _Style(Struct, frozen=True):
    based_on: str | None
    run: RunLook
    paragraph: ParagraphLook
    shades: bool


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default_run = RunLook()
        self._default_paragraph: str | None = None
        for element in () if root is None else root:
            if local_name(element) == "docDefaults":
                defaults = child(child(element, "rPrDefault"), "rPr")
                self._default_run = read_run_look(defaults)
            elif local_name(element) == "style" and (style_id := attribute(element, "styleId")):
                self._styles.setdefault(style_id, _read_style(element))
                if attribute(element, "type") == "paragraph" and is_on(attribute(element, "default"), absent=False):
                    self._default_paragraph = style_id

    def paragraph_run(self, properties: Element | None) -> RunLook:
        """Give how the words of a paragraph look where a run says nothing."""
        return self._run(self._paragraph_style(properties)).over(self._default_run)

    def paragraph(self, properties: Element | None) -> ParagraphLook:
        """Give what a paragraph says of itself, or else its style."""
        own = read_paragraph_look(properties)
        for style in self._chain(self._paragraph_style(properties)):
            below = style.paragraph
            own = ParagraphLook(
                list_id=below.list_id if own.list_id is None else own.list_id,
                list_level=below.list_level if own.list_id is None else own.list_level,
                background=below.background if own.background is None else own.background,
                flat=own.flat or below.flat,
            )
        return own

    def run(self, properties: Element | None, below: RunLook) -> RunLook:
        """Give how the words of a run look in a paragraph that looks like `below`."""
        if properties is None:
            return below
        named = child(properties, "rStyle")
        look = read_run_look(properties)
        return look.over(self._run(attribute(named, "val") if named is not None else None)).over(below)

    def shades(self, style_id: str | None) -> bool:
        """Tell whether a table style colours cells."""
        return any(style.shades for style in self._chain(style_id))

    def _paragraph_style(self, properties: Element | None) -> str | None:
        named = child(properties, "pStyle")
        return self._default_paragraph if named is None else attribute(named, "val")

    def _run(self, style_id: str | None) -> RunLook:
        look = RunLook()
        for style in self._chain(style_id):
            look = look.over(style.run)
        return look

    def _chain(self, style_id: str | None) -> list[_Style]:
        """Give a style and those it is based on, nearest first; a circle ends where it closes."""
        chain: list[_Style] = []
        while style_id is not None and len(chain) < _MOST_STYLES_ABOVE and style_id in self._styles:
            chain.append(self._styles[style_id])
            style_id = chain[-1].based_on
        return chain


def read_run_look(properties: Element | None) -> RunLook:
    """Read ``w:rPr``."""
    said: dict[str, Element] = {} if properties is None else {local_name(one): one for one in properties}
    size = attribute(said["sz"], "val") if "sz" in said else None
    return RunLook(
        size=float(size) / 2 if size and size.isascii() and size.isdigit() and len(size) < 6 else None,  # noqa: PLR2004 - digits
        bold=_switch(said.get("b")),
        italic=_switch(said.get("i")),
        colour=_colour(said.get("color")),
        vanish=_switch(said.get("vanish")),
        background=_highlight(said.get("highlight"), shade_of(said.get("shd"))),
    )


def read_paragraph_look(properties: Element | None) -> ParagraphLook:
    """Read what concerns the text of ``w:pPr``."""
    number = child(properties, "numPr")
    list_id, level = child(number, "numId"), child(number, "ilvl")
    depth = (attribute(level, "val") or "") if level is not None else ""
    spacing = child(properties, "spacing")
    return ParagraphLook(
        list_id=None if list_id is None else attribute(list_id, "val"),
        list_level=int(depth) if depth.isascii() and depth.isdigit() and len(depth) == 1 else 0,
        background=shade_of(child(properties, "shd")),
        flat=spacing is not None and _is_flat(spacing),
    )


def shade_of(shading: Element | None) -> int | None:
    """Give the colour of ``w:shd``, None where it has none of its own."""
    if shading is None:
        return None
    name = "color" if attribute(shading, "val") == "solid" else "fill"
    return parse_colour(attribute(shading, name))


def is_on(value: str | None, *, absent: bool = True) -> bool:
    """Read a switch of the format; an element without a value is on."""
    return absent if value is None else value.lower() not in _OFF


def _read_style(element: Element) -> _Style:
    based_on = child(element, "basedOn")
    shades = any(local_name(one) == "shd" and shade_of(one) not in {None, WHITE} for one in element.iter())
    return _Style(
        None if based_on is None else attribute(based_on, "val"),
        read_run_look(child(element, "rPr")),
        read_paragraph_look(child(element, "pPr")),
        shades,
    )


def _switch(element: Element | None) -> bool | None:
    return None if element is None else is_on(attribute(element, "val"))


def _colour(element: Element | None) -> int | None:
    if element is None:
        return None
    if attribute(element, "themeColor") in _LIGHT_THEME and attribute(element, "themeShade") is None:
        return WHITE
    return parse_colour(attribute(element, "val"))


def _highlight(element: Element | None, shade: int | None) -> int | None:
    """Give what lies behind the words; a highlighter's colours are all far from white, but for white itself."""
    name = "none" if element is None else attribute(element, "val")
    if name in {None, "none"}:
        return shade
    return WHITE if name == "white" else _DARK_HIGHLIGHT


def _is_flat(spacing: Element) -> bool:
    line = attribute(spacing, "line") or ""
    exact = attribute(spacing, "lineRule") == "exact"
    return exact and line.isascii() and line.isdigit() and int(line[:6]) < _EXACT_TOO_LOW
