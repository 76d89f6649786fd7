"""OpenDocument texts (ODT), walked in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from recollect.documents.extract import Extract
from recollect.documents.fields.vocabulary import words
from recollect.documents.flow import Flow
from recollect.documents.limits import Limits
from recollect.documents.office.odt_styles import OdtStyles, WordLook
from recollect.documents.visibility import MARKED_HIDDEN, SAME_COLOUR, SMALLEST_READ, TOO_SMALL, WHITE, is_unseen
from recollect.documents.xml_parts import Element, attribute, child, local_name, parse_xml
from recollect.documents.zip_package import ZipPackage
from recollect.errors import BrokenDocument, EncryptedDocument

_MOST_SPACES = 100
_SKIPPED = words("""
    tracked-changes annotation annotation-end sequence-decls variable-decls user-field-decls forms bookmark
    bookmark-start bookmark-end table-column table-columns table-header-columns note-citation image object
    soft-page-break alphabetical-index-auto-mark-file title desc script ruby-text page-number page-count
""")
_SPACES = re.compile(r"[ \t\r\n]+")
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_HEADING_WEIGHT = 700


class _Place(Struct, frozen=True, kw_only=True):
    lists: tuple[str, ...] = ()
    look: WordLook = WordLook()
    background: int | None = WHITE
    unseen: str = ""
    uri: str = ""


def extract_odt(data: bytes, limits: Limits) -> Extract:
    """Read an OpenDocument text; nothing that it names outside itself is fetched."""
    package = ZipPackage(data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise EncryptedDocument(f"The document asks for a password. {EncryptedDocument.remedy}")
    content = parse_xml(package.read("content.xml"))
    page = parse_xml(package.read("styles.xml")) if "styles.xml" in package else None
    flow = Flow(limits)
    reader = _Reader(flow, OdtStyles(content, page))
    body = child(child(content, "body"), "text")
    if body is None:
        raise BrokenDocument("The document has no text; save it again and upload that.")
    for header in _running(page, "header"):
        reader.read(header, _Place())
        flow.leave_blank()
    reader.read(body, _Place())
    reader.read_notes()
    with flow.running():
        for footer in _running(page, "footer"):
            reader.read(footer, _Place())
    return flow.finish(has_pictures=any(name.startswith("Pictures/") for name in package.names))


def _running(page: Element | None, kind: str) -> Iterator[Element]:
    """Give the header or footer of each page style, each text once."""
    seen: set[str] = set()
    for element in () if page is None else page.iter("{*}" + kind, "{*}" + kind + "-first"):
        words = "".join(element.itertext())
        if words not in seen and attribute(element, "display") != "false":
            seen.add(words)
            yield element


class _Reader:
    """Reads blocks and runs into the flow; notes are kept for the end."""

    def __init__(self, flow: Flow, styles: OdtStyles) -> None:
        self._flow = flow
        self._styles = styles
        self._notes: list[Element] = []

    def read(self, parent: Iterable[Element], place: _Place) -> None:
        """Read what stands in an element, without the characters between."""
        for element in parent:
            name = local_name(element)
            if name in {"p", "h"}:
                self._read_paragraph(element, name, place)
            elif name == "table":
                self._read_table(element, place)
            elif name == "list":
                self._read_list(element, place)
            elif name == "section":
                hidden = attribute(element, "display") == "none" or self._styles.is_hidden(
                    attribute(element, "style-name")
                )
                self.read(element, msgspec.structs.replace(place, unseen=MARKED_HIDDEN) if hidden else place)
            elif name not in _SKIPPED:
                self.read(element, place)

    def read_notes(self) -> None:
        """Read the notes that the text referred to, in its order."""
        notes, self._notes = self._notes, []
        for note in notes:
            self._flow.end_line()
            self.read(note, _Place())

    def _read_paragraph(self, element: Element, name: str, place: _Place) -> None:
        look = self._styles.look(attribute(element, "style-name")).over(place.look)
        if name == "h" and look.weight is None:
            look = msgspec.structs.replace(look, weight=_HEADING_WEIGHT)
        background = place.background if look.paragraph_background is None else look.paragraph_background
        frames: list[Element] = []
        self._read_inline(element, msgspec.structs.replace(place, look=look, background=background), frames)
        self._flow.end_paragraph()
        for frame in frames:
            self.read((frame,), msgspec.structs.replace(place, look=WordLook(), background=None))

    def _read_inline(self, element: Element, place: _Place, frames: list[Element]) -> None:
        self._write(_one_space(element.text), place)
        for one in element:
            self._read_one_inline(one, local_name(one), place, frames)
            self._write(_one_space(one.tail), place)

    def _read_one_inline(self, one: Element, name: str, place: _Place, frames: list[Element]) -> None:
        if name in {"s", "tab", "line-break"}:
            self._write(_space_of(one, name), place)
        elif name == "note":
            body = child(one, "note-body")
            if body is not None:
                self._notes.append(body)
        elif name in {"frame", "text-box", "custom-shape", "rect"}:
            frames.append(one)
        elif name in {"hidden-text", "hidden-paragraph"}:
            self._flow.hide(attribute(one, "string-value") or "".join(one.itertext()), MARKED_HIDDEN)
        elif name == "a":
            uri = attribute(one, "href") or place.uri
            self._read_inline(one, msgspec.structs.replace(place, uri=uri), frames)
        elif name not in _SKIPPED:
            look = self._styles.look(attribute(one, "style-name")) if name == "span" else WordLook()
            self._read_inline(one, msgspec.structs.replace(place, look=look.over(place.look)), frames)

    def _write(self, text: str, place: _Place) -> None:
        if not text:
            return
        look = place.look
        unseen = place.unseen or _unseen(look, place.background)
        if unseen:
            self._flow.hide(text, unseen)
        else:
            self._flow.write(text, look.text_style(), place.uri)

    def _read_list(self, element: Element, place: _Place) -> None:
        """Read a list's items, each with its mark; a list in a list has the style of the outer one."""
        style = attribute(element, "style-name") or (place.lists[-1] if place.lists else "")
        inner = msgspec.structs.replace(place, lists=(*place.lists, style))
        numbered = self._styles.is_numbered(style, len(inner.lists))
        number = 0
        for item in element:
            shows = any(local_name(one) in {"p", "h"} for one in item)
            number += shows
            if shows and not place.unseen:
                self._flow.end_line()
                self._flow.write(f"{number}. " if numbered else "• ")
            self.read(item, inner)

    def _read_table(self, table: Element, place: _Place) -> None:
        self._flow.end_line()
        for row in _rows(table):
            cells = [one for one in row if local_name(one) in _CELLS]
            beside = all(_is_short(cell) for cell in cells)
            for number, cell in enumerate(cells):
                shade = self._styles.look(attribute(cell, "style-name")).paragraph_background
                inner = place if shade is None else msgspec.structs.replace(place, background=shade)
                if beside:
                    if number and self._flow.in_line:
                        self._flow.write("\t")
                    with self._flow.one_line():
                        self.read(cell, inner)
                else:
                    self.read(cell, inner)
            self._flow.end_line()


def _unseen(look: WordLook, background: int | None) -> str:
    if look.hidden:
        return MARKED_HIDDEN
    if look.size is not None and look.size < SMALLEST_READ:
        return TOO_SMALL
    behind = background if look.background is None else look.background
    return SAME_COLOUR if is_unseen(look.colour, behind) else ""


def _space_of(one: Element, name: str) -> str:
    if name != "s":
        return "\t" if name == "tab" else "\n"
    count = attribute(one, "c") or "1"
    return " " * min(int(count[:4]) if count.isascii() and count.isdigit() else 1, _MOST_SPACES)


def _one_space(text: str | None) -> str:
    """Give text with white space as the format counts it: any of it is one space, what else is seen is elements."""
    return _SPACES.sub(" ", text or "")


def _rows(table: Element) -> Iterator[Element]:
    pending = list(reversed(table))
    while pending:
        element = pending.pop()
        name = local_name(element)
        if name == "table-row":
            yield element
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            pending += reversed(element)


def _is_short(cell: Element) -> bool:
    blocks = list(cell)
    return len(blocks) <= 1 and all(
        local_name(one) in {"p", "h"} and next(one.iter("{*}line-break", "{*}text-box"), None) is None for one in blocks
    )
