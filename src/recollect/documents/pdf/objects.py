"""What is drawn on a page of a PDF, from the bottom to the top: pieces of text, and areas over or under them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from recollect.documents.pdf import calls as call
from recollect.documents.pdf.frame import PageFrame
from recollect.documents.pdf.object_questions import OPAQUE, Area, Piece, Questions
from recollect.domain.document import Box

_MAX_OBJECTS = 20_000
_MAX_NESTING = 4
_MAX_AREAS = 400
_BAND = 32.0
_FEW_AREAS = 24
_WHITE = 0xFFFFFF
_MAX_BANDS = 400
_INDICES: list[ctypes.c_int] = []


class Drawing:
    """What is drawn on a loaded page.

    `paper` is the colour that the whole page has before anything else is drawn, and `is_crowded` tells that so much
    is drawn that its areas were not all looked at.
    """

    def __init__(self, page: Any, frame: PageFrame) -> None:
        self._frame = frame
        self.paper = _WHITE
        self._questions = Questions(frame)
        self._pieces: dict[int, Piece | None] = {}
        self._plain: dict[int, int] = {}
        self._bands: dict[int, list[Area]] = {}
        self.areas: list[Area] = []
        address = call.address_of(page)
        count = call.page_object_count(address)
        self.is_crowded = count > _MAX_OBJECTS
        self._items = list(map(call.page_object, repeat(ctypes.c_void_p(address)), _indices(count)))
        kinds = list(map(call.object_kind, self._items))
        others = [height for height, kind in enumerate(kinds) if kind != pdfium.FPDF_PAGEOBJ_TEXT]
        forms = [height for height in others if kinds[height] == pdfium.FPDF_PAGEOBJ_FORM]
        self._in_forms = {item: height for height in forms for item in _texts_in(self._items[height], 0)}
        self._has_forms = bool(forms)
        # The first piece of text, or form that may hold one: what is drawn before lies under all text.
        first = next((height for height, other in enumerate(others) if height != other), len(others))
        first = min([first, *forms])
        for height in others:
            self._add_area(self._items[height], kinds[height], height, is_first=height < first)

    @cached_property
    def _heights(self) -> dict[int, int]:
        """The place of each piece of text from the bottom; that of its form for one in a form."""
        return dict(zip(self._items, range(len(self._items)), strict=True)) | self._in_forms

    def piece(self, item: int) -> Piece | None:
        """Give what is known of a piece of text by its address, None for one that the page does not draw itself."""
        if item in self._plain:
            return Piece(self._heights[item], 0, self._plain[item], OPAQUE, is_plain=True)
        if item not in self._pieces:
            height = self._heights.get(item)
            in_form = item in self._in_forms
            self._pieces[item] = None if height is None else self._questions.piece(item, height, in_form=in_form)
        return self._pieces[item]

    def areas_at(self, box: Box) -> list[Area]:
        """Give the areas that may touch a box, from the bottom to the top."""
        first, last = int(box[1] // _BAND), int(box[3] // _BAND)
        if first == last:
            return self._bands.get(first, [])
        found = {id(area): area for band in range(first, min(last, first + _MAX_BANDS) + 1) for area in self._of(band)}
        return sorted(found.values(), key=lambda area: area.height)

    def areas_under(self, boxes: Sequence[Box]) -> dict[int, Area | None]:
        """Give the one area that a box touches by the box's place among them; None where there may be several."""
        if len(self.areas) > _FEW_AREAS:
            bands = self._bands
            return {
                index: None
                for index, (_, y0, _, y1) in enumerate(boxes)
                if y0 // _BAND in bands or y1 // _BAND in bands
            }
        found: dict[int, Area | None] = {}
        for area in self.areas:
            left, top, right, bottom = area.box
            touched = [
                index
                for index, (x0, y0, x1, y1) in enumerate(boxes)
                if y0 < bottom and y1 > top and x0 < right and x1 > left
            ]
            found.update((index, None if index in found else area) for index in touched)
        return found

    def height_of(self, item: int) -> int:
        """Give the place from the bottom of a piece of text that the page draws."""
        return self._heights[item]

    def plain_pieces(self, colours: Mapping[int, int]) -> list[int]:
        """Give those of some pieces of text in opaque colours that are filled, unblended, uncut and on no layer.

        A piece in a form is left out: what is around it is not known.
        """
        asked: Sequence[int] = list(colours)
        if self._has_forms:
            asked = [item for item in asked if item in self._heights and item not in self._in_forms]
        plain = self._questions.plain_pieces(asked)
        self._plain = {item: colours[item] for item in plain}
        return plain

    def _holds_page(self, box: Box) -> bool:
        return box[0] <= 0 and box[1] <= 0 and box[2] >= self._frame.width and box[3] >= self._frame.height

    def _of(self, band: int) -> list[Area]:
        return self._bands.get(band, [])

    def _add_area(self, item: int, kind: int, height: int, *, is_first: bool) -> None:
        if len(self.areas) >= _MAX_AREAS:
            self.is_crowded = True
            return
        area = self._questions.area(item, kind, height)
        if area is None or (is_first and self._is_paper(area)):
            return
        self.areas.append(area)
        first, last = int(area.box[1] // _BAND), int(area.box[3] // _BAND)
        for band in range(max(0, first), min(last, _MAX_BANDS) + 1):
            self._bands.setdefault(band, []).append(area)

    def _is_paper(self, area: Area) -> bool:
        """Tell whether an area under all text makes the paper, or changes nothing of it."""
        if area.colour is not None and self._holds_page(area.box):
            self.paper = area.colour
            return True
        return area.colour == self.paper and not self.areas


def _indices(count: int) -> list[ctypes.c_int]:
    """Give the indices from 0 as PDFium takes them: to turn numbers into them again for each page takes its time."""
    wanted = max(0, min(count, _MAX_OBJECTS))
    _INDICES.extend(ctypes.c_int(index) for index in range(len(_INDICES), wanted))
    return _INDICES[:wanted]


def _texts_in(form: int, depth: int) -> Iterator[int]:
    for index in range(min(call.form_object_count(form), _MAX_OBJECTS)):
        item = call.form_object(form, index)
        kind = call.object_kind(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_NESTING:
            yield from _texts_in(item, depth + 1)
