"""What stands on a page of a PDF beside its text: links, filled-in fields and notes, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from recollect.documents.extract import Anchor
from recollect.documents.pdf.frame import PageFrame

_MAX_ANCHORS = 500
_MAX_URI_BYTES = 2048
_MAX_STATE = 128
_OFF = (ctypes.c_ushort * 4)(*b"Off\0")
_MAX_OBJECTS = 20_000
_MAX_NESTING = 4
_OUTLINES_ARE_TEXT = 40
"""As many drawn shapes on a page without text are letters turned to outlines, not a frame or a rule."""


def find_anchors(document: Any, page: Any, number: int) -> Iterator[Anchor]:
    """Give the page's links to addresses outside the document."""
    frame = PageFrame.of(page)
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MAX_ANCHORS):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        uri = _uri_of(document, link)
        if uri and pdfium.FPDFLink_GetAnnotRect(link, rect):
            yield Anchor(page=number, box=frame.box(rect.left, rect.bottom, rect.right, rect.top), uri=uri)


def draw_notes(page: Any) -> bool:
    """Draw filled-in fields and notes on the page, which must then be loaded again; False when there are none."""
    kinds = {_ready_to_be_drawn(page, index) for index in range(pdfium.FPDFPage_GetAnnotCount(page))}
    if kinds.isdisjoint((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)):
        return False
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _ready_to_be_drawn(page: Any, index: int) -> int:
    """Give the kind of an annotation; one that doesn't say which of its looks holds is given that which viewers show.

    Without that, PDFium draws the first look that it has, and comes down where that one is missing.
    """
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    try:
        if not pdfium.FPDFAnnot_HasKey(annotation, b"AS"):
            value = (ctypes.c_ushort * _MAX_STATE)()
            size = pdfium.FPDFAnnot_GetStringValue(annotation, b"V", value, ctypes.sizeof(value))
            known = value[0] and size <= ctypes.sizeof(value)
            pdfium.FPDFAnnot_SetStringValue(annotation, b"AS", value if known else _OFF)
        return int(pdfium.FPDFAnnot_GetSubtype(annotation))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def has_picture(page: Any) -> bool:
    """Tell whether a page without text shows an image, or so many shapes that they must be letters."""
    shapes = 0
    for kind in _object_kinds(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        shapes += kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    return shapes >= _OUTLINES_ARE_TEXT


def _uri_of(document: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(_MAX_URI_BYTES)
    size = pdfium.FPDFAction_GetURIPath(document, action, buffer, _MAX_URI_BYTES)
    return buffer.value.decode("utf-8", "replace") if size <= _MAX_URI_BYTES else ""


def _object_kinds(page: Any) -> Iterator[int]:
    pending = [
        (pdfium.FPDFPage_GetObject(page, index), 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS))
    ]
    seen = 0
    while pending and seen < _MAX_OBJECTS:
        item, depth = pending.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        yield kind
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_NESTING:
            inner = min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)
            pending += ((pdfium.FPDFFormObj_GetObject(item, index), depth + 1) for index in range(inner))
