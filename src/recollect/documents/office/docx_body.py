"""The text of a Word document's parts, walked in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec import Struct

from recollect.documents.flow import Flow
from recollect.documents.office import docx_shapes as shapes
from recollect.documents.office.docx_fields import FieldStack, counts_pages, uri_of_instruction
from recollect.documents.office.docx_graphics import Graphics, OpenRelated
from recollect.documents.office.docx_numbering import Numbering
from recollect.documents.office.docx_styles import ParagraphLook, RunLook, Styles, shade_of
from recollect.documents.symbols import symbol_text
from recollect.documents.visibility import (
    CLIPPED,
    MARKED_HIDDEN,
    OFF_PAGE,
    SAME_COLOUR,
    SMALLEST_READ,
    TOO_SMALL,
    WHITE,
    is_unseen,
)
from recollect.documents.xml_parts import Element, attribute, child, local_name, namespace

_MATH = "math"
_SHORT_CELL = 200
_TWIPS_FAR_OFF = 36_000
"""25 inches, further from its place than any page is large."""


class Context(Struct, frozen=True, kw_only=True):
    """Where the walk stands: what lies behind the words, and why nobody sees them where that is so."""

    background: int | None = WHITE
    unseen: str = ""
    uri: str = ""


class BodyReader:
    """Reads the blocks of the parts of one document into a flow; footnotes are read where `notes` asks for them."""

    def __init__(self, flow: Flow, styles: Styles, numbering: Numbering) -> None:
        self._flow = flow
        self._styles = styles
        self._numbering = numbering
        self._links: Mapping[str, str] = {}
        self._graphics = Graphics(lambda _: None)
        self._box_backdrop = False
        self.notes: dict[str, None] = {}

    def read_part(
        self, root: Element, links: Mapping[str, str], open_related: OpenRelated, background: int | None = WHITE
    ) -> None:
        """Read a part whose relationship ids mean those links, and other parts of the document."""
        self._links = links
        self._graphics = Graphics(open_related)
        self._box_backdrop = shapes.has_backdrop(root, behind_text=False)
        behind = shapes.has_backdrop(root, behind_text=True)
        self.read_blocks(root, Context(background=None if behind else background))
        self._flow.end_line()

    def read_blocks(self, parent: Iterable[Element], context: Context) -> None:
        """Read paragraphs, tables and what wraps them."""
        for element in parent:
            name = local_name(element)
            if name == "p":
                self._read_paragraph(element, context)
            elif name == "tbl":
                self._read_table(element, context)
            elif name == "AlternateContent":
                self.read_blocks((one for branch in shapes.choose(element) for one in branch), context)
            elif name == "altChunk":
                self._flow.warn("Another document is embedded here; its text is missing.")
            elif name not in {"del", "moveFrom", "sectPr", "sdtPr", "sdtEndPr"}:
                self.read_blocks(element, context)

    def _read_paragraph(self, paragraph: Element, context: Context) -> None:
        properties = child(paragraph, "pPr")
        look = self._styles.paragraph(properties)
        context = msgspec.structs.replace(
            context,
            background=context.background if look.background is None else look.background,
            unseen=context.unseen or _unseen_paragraph(look, properties),
        )
        below = self._styles.paragraph_run(properties)
        reading = _ParagraphReading(self._flow, self._styles, below, context, self._links)
        mark = self._numbering.mark_of(look)
        if mark and not context.unseen and any(True for _ in paragraph.iter("{*}t")):
            self._flow.write(mark, below.text_style())
        reading.read(paragraph)
        self.notes |= reading.notes
        if self._flow.in_line or not reading.drawings:
            self._flow.end_paragraph()
        for drawing in reading.drawings:
            self._read_text_boxes(drawing, context)

    def _read_text_boxes(self, drawing: Element, context: Context) -> None:
        unseen = context.unseen or (OFF_PAGE if shapes.is_off_page(drawing) else "")
        for box, fill in shapes.text_boxes(drawing):
            background = fill
            if fill == WHITE and (self._box_backdrop or context.background is None):
                background = None
            self._flow.end_line()
            self.read_blocks(box, Context(background=background, unseen=unseen))
            self._flow.end_line()
        for line in self._graphics.lines_of(drawing):
            if unseen:
                self._flow.hide(line, unseen)
            else:
                self._flow.write(line)
                self._flow.end_line()

    def _read_table(self, table: Element, context: Context) -> None:
        properties = child(table, "tblPr")
        style = child(properties, "tblStyle")
        shaded = style is not None and self._styles.shades(attribute(style, "val"))
        background = shade_of(child(properties, "shd"))
        inner = msgspec.structs.replace(
            context, background=None if shaded else context.background if background is None else background
        )
        self._flow.end_line()
        for row in _through_wrappers(table, "tr"):
            self._read_row(row, inner)
        self._flow.end_line()

    def _read_row(self, row: Element, context: Context) -> None:
        """Read a row: short cells on one line, and cells of several paragraphs one below the other."""
        cells = list(_through_wrappers(row, "tc"))
        beside = all(_is_short(cell) for cell in cells)
        for place, cell in enumerate(cells):
            properties = child(cell, "tcPr")
            shade = shade_of(child(properties, "shd"))
            inner = context if shade is None else msgspec.structs.replace(context, background=shade)
            if beside:
                if place and self._flow.in_line:
                    self._flow.write("\t")
                self._read_short_cell(cell, inner)
            else:
                self.read_blocks(cell, inner)
        self._flow.end_line()

    def _read_short_cell(self, cell: Element, context: Context) -> None:
        with self._flow.one_line():
            self.read_blocks(cell, context)


class _ParagraphReading:
    """One paragraph: its runs go into the flow, its drawings are kept for after it."""

    def __init__(self, flow: Flow, styles: Styles, below: RunLook, context: Context, links: Mapping[str, str]) -> None:
        self._flow = flow
        self._styles = styles
        self._below = below
        self._context = context
        self._links = links
        self._fields = FieldStack()
        self.drawings: list[Element] = []
        self.notes: dict[str, None] = {}
        self._inline: dict[str, Callable[[Element, str], None]] = {
            "r": self._read_run,
            "hyperlink": self._read_hyperlink,
            "fldSimple": self._read_simple_field,
            "AlternateContent": self._read_alternate,
        }

    def read(self, parent: Iterable[Element], uri: str = "") -> None:
        """Read runs and what wraps them."""
        for element in parent:
            name = local_name(element)
            if name in {"pPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "rPr", "tcPr"}:
                continue
            if name == "t" and _MATH in namespace(element):
                self._flow.write(element.text or "", self._below.text_style())
            else:
                self._inline.get(name, self.read)(element, uri)

    def _read_simple_field(self, element: Element, uri: str) -> None:
        instruction = attribute(element, "instr") or ""
        if not counts_pages(instruction):
            self.read(element, uri_of_instruction(instruction) or uri)

    def _read_hyperlink(self, element: Element, uri: str) -> None:
        self.read(element, self._links.get(attribute(element, "id") or "", "") or uri)

    def _read_alternate(self, element: Element, uri: str) -> None:
        for branch in shapes.choose(element):
            self.read(branch, uri)

    def _read_run(self, run: Element, uri: str) -> None:
        if _MATH in namespace(run):
            self.read(run, uri)
            return
        look = self._styles.run(child(run, "rPr"), self._below)
        unseen = self._context.unseen or _unseen_run(look, self._context.background)
        self._read_run_parts(run, look, unseen, uri)

    def _read_run_parts(self, parts: Iterable[Element], look: RunLook, unseen: str, uri: str) -> None:
        for part in parts:
            name = local_name(part)
            if name in {"drawing", "pict", "object"}:
                self.drawings.append(part)
            elif name == "AlternateContent":
                self._read_run_parts((one for branch in shapes.choose(part) for one in branch), look, unseen, uri)
            elif name == "fldChar":
                self._fields.mark(attribute(part, "fldCharType") or "")
            elif name == "instrText":
                self._fields.instruct(part.text or "")
            elif name in {"footnoteReference", "endnoteReference"}:
                self.notes[f"{name[:-9]}:{attribute(part, 'id')}"] = None
            elif name == "ruby":
                base = child(part, "rubyBase")
                self.read(() if base is None else base, uri)
            else:
                self._write(_text_of(part, name), look, unseen, uri or self._fields.uri)

    def _write(self, text: str, look: RunLook, unseen: str, uri: str) -> None:
        if not text or self._fields.is_silent:
            return
        if unseen:
            self._flow.hide(text, unseen)
        else:
            self._flow.write(text, look.text_style(), uri)


def _text_of(part: Element, name: str) -> str:
    if name == "t":
        return part.text or ""
    if name in {"tab", "ptab"}:
        return "\t"
    if name in {"br", "cr"}:
        return "\n"
    if name == "noBreakHyphen":
        return "-"
    return _symbol(part) if name == "sym" else ""


def _symbol(part: Element) -> str:
    written = attribute(part, "char") or ""
    try:
        code = int(written[:6], 16)
    except ValueError:
        return ""
    return symbol_text(code) if code > 0 else ""


def _unseen_paragraph(look: ParagraphLook, properties: Element | None) -> str:
    if look.flat:
        return CLIPPED
    frame = child(properties, "framePr")
    if frame is None:
        return ""
    places = [attribute(frame, name) or "" for name in ("x", "y")]
    far = any(
        place.lstrip("-").isdigit() and place.isascii() and int(place[:9]) not in range(-_TWIPS_FAR_OFF, _TWIPS_FAR_OFF)
        for place in places
    )
    return OFF_PAGE if far else ""


def _unseen_run(look: RunLook, background: int | None) -> str:
    if look.vanish:
        return MARKED_HIDDEN
    if look.size is not None and look.size < SMALLEST_READ:
        return TOO_SMALL
    return SAME_COLOUR if is_unseen(look.colour, background if look.background is None else look.background) else ""


def _through_wrappers(parent: Element, wanted: str) -> Iterable[Element]:
    """Give the rows or cells of a table, also those in content controls and in tracked insertions."""
    pending = list(reversed(parent))
    while pending:
        element = pending.pop()
        name = local_name(element)
        if name == wanted:
            if child(child(element, "trPr"), "del") is None:
                yield element
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            pending += reversed(element)


def _is_short(cell: Element) -> bool:
    """Tell whether a cell holds no more than one short paragraph, as a table of data has them."""
    paragraphs = length = 0
    for element in cell.iter("{*}p", "{*}t", "{*}tbl", "{*}txbxContent", "{*}br"):
        name = local_name(element)
        if name in {"tbl", "txbxContent", "br"}:
            return False
        paragraphs += name == "p"
        length += len(element.text or "") if name == "t" else 0
    return paragraphs <= 1 and length <= _SHORT_CELL
