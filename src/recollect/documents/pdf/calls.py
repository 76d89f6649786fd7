"""PDFium's functions that are called for every word or object of a page, bound so that a call costs little.

They take handles as plain addresses and write to plain addresses. The caller answers for both.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_int, _float, _double, _pointer = ctypes.c_int, ctypes.c_float, ctypes.c_double, ctypes.c_void_p


def address_of(handle: Any) -> int:
    """Give the address that a handle of PDFium stands for; 0 for none."""
    return ctypes.cast(handle, _pointer).value or 0


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(getattr(pdfium, name)))


char_box = _bind("FPDFText_GetLooseCharBox", _int, _pointer, _int, _pointer)
char_object = _bind("FPDFText_GetTextObject", _pointer, _pointer, _int)
char_size = _bind("FPDFText_GetFontSize", _double, _pointer, _int)
char_matrix = _bind("FPDFText_GetMatrix", _int, _pointer, _int, _pointer)
text_font = _bind("FPDFTextObj_GetFont", _pointer, _pointer)
text_mode = _bind("FPDFTextObj_GetTextRenderMode", _int, _pointer)
font_name = _bind("FPDFFont_GetBaseFontName", ctypes.c_size_t, _pointer, _pointer, ctypes.c_size_t)
font_flags = _bind("FPDFFont_GetFlags", _int, _pointer)
fill_colour = _bind("FPDFPageObj_GetFillColor", _int, _pointer, _pointer, _pointer, _pointer, _pointer)
object_kind = _bind("FPDFPageObj_GetType", _int, _pointer)
object_bounds = _bind("FPDFPageObj_GetBounds", _int, _pointer, _pointer, _pointer, _pointer, _pointer)
page_object_count = _bind("FPDFPage_CountObjects", _int, _pointer)
page_object = _bind("FPDFPage_GetObject", _pointer, _pointer, _int)
form_object_count = _bind("FPDFFormObj_CountObjects", _int, _pointer)
form_object = _bind("FPDFFormObj_GetObject", _pointer, _pointer, ctypes.c_ulong)
has_transparency = _bind("FPDFPageObj_HasTransparency", _int, _pointer)
path_mode = _bind("FPDFPath_GetDrawMode", _int, _pointer, _pointer, _pointer)
path_segment_count = _bind("FPDFPath_CountSegments", _int, _pointer)
mark_count = _bind("FPDFPageObj_CountMarks", _int, _pointer)
mark_of = _bind("FPDFPageObj_GetMark", _pointer, _pointer, ctypes.c_ulong)
mark_name = _bind("FPDFPageObjMark_GetName", _int, _pointer, _pointer, ctypes.c_ulong, _pointer)
clip_of = _bind("FPDFPageObj_GetClipPath", _pointer, _pointer)
clip_path_count = _bind("FPDFClipPath_CountPaths", _int, _pointer)
clip_segment_count = _bind("FPDFClipPath_CountPathSegments", _int, _pointer, _int)
clip_segment = _bind("FPDFClipPath_GetPathSegment", _pointer, _pointer, _int, _int)
segment_point = _bind("FPDFPathSegment_GetPoint", _int, _pointer, _pointer, _pointer)
set_text_mode = _bind("FPDFTextObj_SetTextRenderMode", _int, _pointer, _int)
