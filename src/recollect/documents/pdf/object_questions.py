"""Single objects that are drawn on a page of a PDF, as PDFium tells of them: pieces of text, and areas."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Collection, Sequence
from itertools import repeat

import pypdfium2.raw as pdfium
from msgspec import Struct

from recollect.documents.pdf import calls as call
from recollect.documents.pdf.frame import PageFrame
from recollect.domain.document import Box

OPAQUE = 255
_SMALLEST_SIDE = 2.0
"""Rules and underlines are thinner: no word is hidden by one."""
_RECTANGLE = 5
"""Segments of a path that is a rectangle, at most."""
_LAYER = [ord("O"), ord("C")]
_LAYER_BYTES = 6
"""The name in UTF-16 with the zero after it."""
_MAX_NAME = 64
_MAX_MARKS = 20
_FIRST = _NOTHING = ctypes.c_ulong(0)
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
    in_form: bool = False
    on_layer: bool = False
    clip: Box | None = None
    clip_is_box: bool = True


class Area(Struct, gc=False):
    """Something else than text that is drawn: its place from the bottom, its box, and its colour where it has one."""

    height: int
    box: Box
    colour: int | None
    is_image: bool


class Questions:
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
        self._name_at = ctypes.c_void_p(ctypes.addressof(self._name))
        self._name_bytes = ctypes.c_ulong(ctypes.sizeof(self._name))
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

    def plain_pieces(self, items: Sequence[int]) -> list[int]:
        """Give those pieces of a page that are drawn plainly; all are asked about at once."""
        clips = map(call.clip_path_count, map(call.clip_of, items))
        marks = list(map(call.mark_of, items, repeat(_FIRST)))
        marked = any(marks)
        layers = self._layers_among({mark for mark in marks if mark}) if marked else set()
        counts = map(call.mark_count, items) if marked else repeat(0, len(items))
        asked = zip(
            items, map(call.text_mode, items), map(call.has_transparency, items), clips, marks, counts, strict=True
        )
        return [
            item
            for item, mode, is_blended, clips, mark, count in asked
            if mode in _FILLED
            and not is_blended
            and mark not in layers
            and (clips <= 0 or self._clip(item)[0] is None)
            and (count <= 1 or not self._is_on_layer(item))
        ]

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
        marks = (call.mark_of(item, index) for index in range(min(call.mark_count(item), _MAX_MARKS)))
        return any(mark and self._names_layer(mark) for mark in marks)

    def _layers_among(self, marks: Collection[int]) -> set[int]:
        """Give those marks that name a layer: few have a name as long as that."""
        lengths = (ctypes.c_ulong * len(marks))()
        size, begin = ctypes.sizeof(ctypes.c_ulong), ctypes.addressof(lengths)
        places = range(begin, begin + size * len(marks), size)
        deque(map(call.mark_name, marks, repeat(None), repeat(_NOTHING), places), maxlen=0)
        long_enough = (mark for mark, length in zip(marks, lengths[:], strict=True) if length == _LAYER_BYTES)
        return {mark for mark in long_enough if self._names_layer(mark)}

    def _names_layer(self, mark: int) -> bool:
        """Tell whether what is marked so is on a layer, which may be switched off."""
        length = ctypes.addressof(self._length)
        if not call.mark_name(mark, self._name_at, self._name_bytes, length):
            return False
        return self._length.value == _LAYER_BYTES and self._name[: len(_LAYER)] == _LAYER

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
