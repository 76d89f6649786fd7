"""Web pages (HTML): the text that a browser would show, its links, and what it would not show."""

from __future__ import annotations

import re

import msgspec
from lxml import etree
from msgspec import Struct

from recollect.documents.extract import Extract
from recollect.documents.fields.vocabulary import words
from recollect.documents.flow import Flow
from recollect.documents.limits import Limits
from recollect.documents.markup.html_styles import Sheet, font_size, is_transparent, read_colour, unseen_by
from recollect.documents.markup.text import decode_markup
from recollect.documents.visibility import IN_COMMENT, SAME_COLOUR, TRANSPARENT, WHITE, is_unseen
from recollect.documents.xml_parts import Element
from recollect.domain.document import TextStyle
from recollect.errors import BrokenDocument, DocumentTooCostly, EmptyDocument

_DROPPED = words("""
    script style noscript template head title iframe object embed applet audio video canvas svg math map datalist
    frameset noframes meta link base param source track
""")
_BLOCKS = words("""
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary table
    tbody tfoot thead tr ul caption
""")
_PARAGRAPHS = words("""
    p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre section article header footer
""")
_SIZES = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 8.0, "small": 10.0, "big": 14.0}
_BOLD = words("""
    h1 h2 h3 h4 h5 h6 b strong th dt
""")
_ITALIC = words("""
    i em cite address
""")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CELLS = frozenset({"td", "th"})
_SHORT_CELL = 200
_MOST_COMMENT = 200
_BODY = TextStyle(12.0)


class _Place(Struct, frozen=True, kw_only=True):
    style: TextStyle = _BODY
    colour: int | None = None
    background: int | None = WHITE
    unseen: str = ""
    uri: str = ""
    preformatted: bool = False


def extract_html(data: bytes, limits: Limits) -> Extract:
    """Read a web page. No script is run and nothing that it names is fetched."""
    text = decode_markup(data)
    if text is None:
        raise BrokenDocument("The page's encoding can't be told; save it as UTF-8 and upload it again.")
    return extract_markup(text, limits)


def extract_markup(text: str, limits: Limits) -> Extract:
    """Read markup that is decoded already."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False, collect_ids=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDocument("The page's structure can't be followed; save it as PDF and upload that.") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DocumentTooCostly("The page is nested deeper than one may be; save it as PDF and upload that.")
    if root is None:
        raise EmptyDocument("The page shows no text; check that it is the right file.")
    flow = Flow(limits)
    sheets = (element.text or "" for element in root.iter("style"))
    _Reader(flow, Sheet(sheets)).read(root)
    return flow.finish()


class _Reader:
    """Walks a page without recursion: its nesting is whatever its author made it."""

    def __init__(self, flow: Flow, sheet: Sheet) -> None:
        self._flow = flow
        self._sheet = sheet
        self._space_before = False
        self._mark = ""
        self._counts: dict[Element, int] = {}
        self._row: Element | None = None
        self._row_is_short = False
        self._held: set[Element] = set()

    def read(self, root: Element) -> None:
        """Read everything that stands in an element."""
        place = _Place()
        pending: list[tuple[Element, _Place, bool]] = [(root, place, False)]
        while pending:
            element, outer, leaving = pending.pop()
            if leaving:
                self._leave(element, outer)
                continue
            inner = self._enter(element, outer)
            pending.append((element, outer, True))
            if inner is not None:
                self._write(element.text, inner)
                pending += [(one, inner, False) for one in reversed(element)]

    def _enter(self, element: Element, outer: _Place) -> _Place | None:
        """Begin an element and give what holds inside; None for one whose inside is not read."""
        tag = element.tag
        if not isinstance(tag, str):
            if tag is etree.Comment and _is_prose(element.text or ""):
                self._flow.hide((element.text or "")[: _MOST_COMMENT * 10], IN_COMMENT)
            return None
        if tag in _DROPPED or (tag == "sup" and outer.uri.startswith("#")):
            return None  # the number of a note, too, is no part of the word before it
        if tag in _BLOCKS:
            self._break(tag)
        elif tag == "br":
            self._flow.write("\n")
            self._space_before = False
        elif tag in _CELLS:
            self._begin_cell(element)
        if tag == "input":
            self._take_input(element, outer)
        inner = self._look_inside(element, tag, outer)
        if tag == "li":
            self._mark = self._mark_of(element)
        return inner

    def _mark_of(self, item: Element) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "• "
        self._counts[parent] = self._counts.get(parent, 0) + 1
        return f"{self._counts[parent]}. "

    def _begin_cell(self, element: Element) -> None:
        """Begin a cell beside the one before it, in the same line where all of the row are short."""
        row = element.getparent()
        if row is not self._row:
            self._row = row
            self._row_is_short = row is not None and all(_is_short(one) for one in row if one.tag in _CELLS)
        if self._flow.in_line:
            self._flow.write("\t")
        self._space_before = True
        if self._row_is_short:
            self._held.add(element)
            self._flow.hold_line()

    def _leave(self, element: Element, outer: _Place) -> None:
        if element in self._held:
            self._held.remove(element)
            self._flow.release_line()
        if isinstance(element.tag, str) and element.tag in _BLOCKS:
            self._break(element.tag)
        self._write(element.tail, outer)

    def _break(self, tag: str) -> None:
        self._space_before = False
        if tag in _PARAGRAPHS:
            self._flow.leave_blank()
        else:
            self._flow.end_line()

    def _look_inside(self, element: Element, tag: str, outer: _Place) -> _Place:
        said = self._sheet.said_of(element, tag)
        if not said and tag not in _SIZES and tag not in _BOLD and tag not in _ITALIC and not element.attrib:
            return outer if tag != "pre" else msgspec.structs.replace(outer, preformatted=True)
        size = font_size(said, outer.style.size) or _SIZES.get(tag, outer.style.size)
        weight = said.get("font-weight", "bold" if tag in _BOLD else "")
        bold = weight in {"bold", "bolder", "600", "700", "800", "900"}
        colour = read_colour(said["color"]) if "color" in said else _attribute_colour(element, "color", outer.colour)
        style = TextStyle(
            size,
            700 if bold else 400 if weight in {"normal", "400"} else outer.style.weight,
            said.get("font-style") == "italic" or tag in _ITALIC or outer.style.italic,
            colour or 0,
        )
        hidden = "hidden" in element.attrib or (tag == "input" and element.get("type") == "hidden")
        unseen = TRANSPARENT if is_transparent(said.get("color", "")) else unseen_by(said, hidden=hidden)
        return _Place(
            style=style,
            colour=colour,
            background=_background(said, element, outer.background),
            unseen=outer.unseen or unseen,
            uri=element.get("href") or outer.uri if tag == "a" else outer.uri,
            preformatted=outer.preformatted or tag in {"pre", "textarea"} or said.get("white-space") == "pre",
        )

    def _take_input(self, element: Element, place: _Place) -> None:
        if element.get("type", "text") in {"text", "email", "tel", "url", "number", "search", "date"}:
            self._write(element.get("value"), place)

    def _write(self, text: str | None, place: _Place) -> None:
        if not text:
            return
        unseen = place.unseen or (SAME_COLOUR if is_unseen(place.colour, place.background) else "")
        if unseen:
            self._flow.hide(text, unseen)
            return
        if self._mark and text.strip():
            self._flow.write(self._mark, place.style)
            self._mark, self._space_before = "", True
        if place.preformatted:
            self._flow.write(text, place.style, place.uri)
            self._space_before = False
        else:
            self._write_collapsed(_SPACES.sub(" ", text), place)

    def _write_collapsed(self, text: str, place: _Place) -> None:
        """Write words with one space between them, also where they come from two elements."""
        if self._space_before or not self._flow.in_line:
            text = text.removeprefix(" ")
        if text:
            self._flow.write(text, place.style, place.uri)
            self._space_before = text.endswith(" ")


def _is_short(cell: Element) -> bool:
    """Tell whether a cell holds no more than one short paragraph, as a table of data has them."""
    blocks = length = 0
    for element in cell.iter():
        blocks += element.tag in _BLOCKS
        length += len(element.text or "") + len(element.tail or "")
        if blocks > 1 or length > _SHORT_CELL or element.tag in {"table", "br", "li", "pre"}:
            return False
    return True


def _background(said: dict[str, str], element: Element, outer: int | None) -> int | None:
    written = said.get("background-color") or said.get("background")
    if written is None:
        return _attribute_colour(element, "bgcolor", outer)
    if "url(" in written or "gradient" in written:
        return None
    if written in {"none", "transparent", "inherit", "initial"}:
        return outer
    return read_colour(written.split(")")[0] + ")" if "(" in written else written.split()[0])


def _attribute_colour(element: Element, name: str, outer: int | None) -> int | None:
    written = element.get(name)
    return outer if written is None else read_colour(written.lower())


def _is_prose(comment: str) -> bool:
    """Tell whether a comment holds words meant for a program that reads; those of page builders hold markup."""
    words = comment.split()
    return len(words) > 2 and "<" not in comment and not comment.startswith(("[if", "[endif")) and len(comment) < 5_000  # noqa: PLR2004 - words
