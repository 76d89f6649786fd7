"""What is drawn on a page of a PDF, from the bottom to the top: pieces of text, and areas over or under them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from recollect.documents.pdf import calls as call
from recollect.documents.pdf.frame import PageFrame
from recollect.domain.document import Box

_MAX_OBJECTS = 20_000
_MAX_NESTING = 4
_MAX_AREAS = 400
_BAND = 32.0
_FEW_AREAS = 4
_WHITE = 0xFFFFFF
_MAX_BANDS = 400
_SMALLEST_SIDE = 2.0
"""Rules and underlines are thinner: no word is hidden by one."""
_RECTANGLE = 5
"""Segments of a path that is a rectangle, at most."""
_LAYER = "OC"
_MAX_NAME = 64
_MAX_MARKS = 20
_MAX_CLIPS = 12

INVISIBLE_MODES = frozenset({3, 7})
_FILLED = frozenset({0, 4})


class Piece(Struct, gc=False):
    """A piece of text: its place from the bottom, how it is drawn, and what may keep a reader from seeing it.

    `colour` is None where it is a pattern, and `is_plain` when it is filled with an opaque colour and nothing is
    blended. `clip` is the box that it is cut off at, None for none.
    """

    height: int
    mode: int
    colour: int | None
    alpha: int
    is_plain: bool
    in_form: bool
    on_layer: bool
    clip: Box | None
    clip_is_box: bool


class Area(Struct, gc=False):
    """Something else than text that is drawn: its place from the bottom, its box, and its colour where it has one."""

    height: int
    box: Box
    colour: int | None
    is_image: bool


class Drawing:
    """What is drawn on a loaded page.

    `paper` is the colour that the whole page has before anything else is drawn, and `is_crowded` tells that so much
    is drawn that its areas were not all looked at.
    """

    def __init__(self, page: Any, frame: PageFrame) -> None:
        self._frame = frame
        self.paper = _WHITE
        self._questions = _Questions(frame)
        self._heights: dict[int, int] = {}
        self._in_forms: set[int] = set()
        self._pieces: dict[int, Piece | None] = {}
        self._bands: dict[int, list[Area]] = {}
        self.areas: list[Area] = []
        address = call.address_of(page)
        count = call.page_object_count(address)
        self.is_crowded = count > _MAX_OBJECTS
        items = list(map(call.page_object, repeat(address), range(min(count, _MAX_OBJECTS))))
        kinds = list(map(call.object_kind, items))
        for height, kind in enumerate(kinds):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._heights[items[height]] = height
                continue
            self._add_area(items[height], kind, height)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                inner = list(_texts_in(items[height], 0))
                self._heights.update((item, height) for item in inner)
                self._in_forms.update(inner)

    def piece(self, item: int) -> Piece | None:
        """Give what is known of a piece of text by its address, None for one that the page does not draw itself."""
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

    def is_bare_at(self, box: Box) -> bool:
        """Tell whether nothing but text and paper is near a box."""
        if len(self.areas) > _FEW_AREAS:
            return int(box[1] // _BAND) not in self._bands and int(box[3] // _BAND) not in self._bands
        for area in self.areas:
            x0, y0, x1, y1 = area.box
            if x0 < box[2] and x1 > box[0] and y0 < box[3] and y1 > box[1]:
                return False
        return True

    def _holds_page(self, box: Box) -> bool:
        return box[0] <= 0 and box[1] <= 0 and box[2] >= self._frame.width and box[3] >= self._frame.height

    def _of(self, band: int) -> list[Area]:
        return self._bands.get(band, [])

    def _add_area(self, item: int, kind: int, height: int) -> None:
        if len(self.areas) >= _MAX_AREAS:
            self.is_crowded = True
            return
        area = self._questions.area(item, kind, height)
        if area is not None and area.colour is not None and not self._heights and self._holds_page(area.box):
            self.paper = area.colour
        elif area is not None:
            self.areas.append(area)
            first, last = int(area.box[1] // _BAND), int(area.box[3] // _BAND)
            for band in range(max(0, first), min(last, _MAX_BANDS) + 1):
                self._bands.setdefault(band, []).append(area)


class _Questions:
    """Asks PDFium about single objects, with buffers for its answers."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame
        self._sides = (ctypes.c_float * 4)()
        at = ctypes.addressof(self._sides)
        self._sides_at = (at, at + 4, at + 8, at + 12)
        self._numbers = (ctypes.c_uint * 4)()
        at = ctypes.addressof(self._numbers)
        self._numbers_at = (at, at + 4, at + 8, at + 12)
        self._name = (ctypes.c_ushort * _MAX_NAME)()
        self._length = ctypes.c_ulong()

    def piece(self, item: int, height: int, *, in_form: bool) -> Piece:
        """Give how a piece of text is drawn."""
        mode = call.text_mode(item)
        has_colour = call.fill_colour(item, *self._numbers_at)
        red, green, blue, alpha = self._numbers if has_colour else (0, 0, 0, 255)
        clip, clip_is_box = (None, True) if in_form else self._clip(item)
        return Piece(
            height=height,
            mode=mode,
            colour=(red & 255) << 16 | (green & 255) << 8 | blue & 255 if has_colour else None,
            alpha=alpha,
            is_plain=mode in _FILLED and not call.has_transparency(item),
            in_form=in_form,
            on_layer=self._is_on_layer(item),
            clip=clip,
            clip_is_box=clip_is_box,
        )

    def area(self, item: int, kind: int, height: int) -> Area | None:
        """Give what is drawn as an area; None for a rule, an outline, or what has no place."""
        if not call.object_bounds(item, *self._sides_at):
            return None
        left, bottom, right, top = self._sides
        if right - left < _SMALLEST_SIDE or top - bottom < _SMALLEST_SIDE:
            return None
        box = self._frame.box(left, bottom, right, top)
        colour = None
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            call.path_mode(item, self._numbers_at[0], self._numbers_at[1])
            if not self._numbers[0]:
                return None
            is_box = call.path_segment_count(item) <= _RECTANGLE and not call.has_transparency(item)
            if is_box and call.fill_colour(item, *self._numbers_at):
                red, green, blue, _ = self._numbers
                colour = (red & 255) << 16 | (green & 255) << 8 | blue & 255
        return Area(height, box, colour, kind == pdfium.FPDF_PAGEOBJ_IMAGE)

    def _is_on_layer(self, item: int) -> bool:
        count = call.mark_count(item)
        if count <= 0:
            return False
        for index in range(min(count, _MAX_MARKS)):
            mark = call.mark_of(item, index)
            size = ctypes.sizeof(self._name)
            if mark and call.mark_name(mark, ctypes.addressof(self._name), size, ctypes.addressof(self._length)):
                name = bytes(self._name)[: max(0, self._length.value - 2)].decode("utf-16-le", "replace")
                if name == _LAYER:
                    return True
        return False

    def _clip(self, item: int) -> tuple[Box | None, bool]:
        """Give the box that a piece is cut off at, and whether it is cut off at nothing but boxes."""
        clip = call.clip_of(item)
        count = call.clip_path_count(clip) if clip else 0
        if count <= 0:
            return None, True
        x0, y0, x1, y1 = -1e9, -1e9, 1e9, 1e9
        is_box = count <= _MAX_CLIPS
        x_at, y_at = self._sides_at[:2]
        for path in range(min(count, _MAX_CLIPS)):
            segments = call.clip_segment_count(clip, path)
            is_box = is_box and segments <= _RECTANGLE
            xs, ys = [], []
            for index in range(min(max(segments, 0), 4 * _RECTANGLE)):
                if call.segment_point(call.clip_segment(clip, path, index), x_at, y_at):
                    xs.append(self._sides[0])
                    ys.append(self._sides[1])
            if xs:
                x0, y0, x1, y1 = max(x0, min(xs)), max(y0, min(ys)), min(x1, max(xs)), min(y1, max(ys))
        box = self._frame.box(x0, y0, max(x0, x1), max(y0, y1))
        holds_page = box[0] <= 0 and box[1] <= 0 and box[2] >= self._frame.width and box[3] >= self._frame.height
        return (None if is_box and holds_page else box), is_box


def _texts_in(form: int, depth: int) -> Iterator[int]:
    for index in range(min(call.form_object_count(form), _MAX_OBJECTS)):
        item = call.form_object(form, index)
        kind = call.object_kind(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_NESTING:
            yield from _texts_in(item, depth + 1)
