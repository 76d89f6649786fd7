"""A page of a PDF as an image for people: WebP, small enough to be sent at once."""

from __future__ import annotations

import io

import pypdfium2.raw as pdfium

from recollect.documents.pdf.file import opened_pdf
from recollect.documents.pdf.frame import PageFrame
from recollect.documents.pdf.page import draw_notes
from recollect.documents.pdf.picture import PagePicture
from recollect.errors import BrokenDocument

_LARGEST_BYTES = 200_000
_QUALITIES = (80, 60, 40, 25)
_FASTEST = 0


def draw_page(data: bytes, number: int) -> bytes:
    """Draw a page (from 1) as WebP at 144 dpi, smaller where the page is larger than most.

    Raises the `DocumentError` that says why it can't be drawn.
    """
    with opened_pdf(data) as document:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if page and draw_notes(page):
            pdfium.FPDF_ClosePage(page)
            page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            raise BrokenDocument("This page can't be drawn; save the document again as PDF and upload that.")
        try:
            picture = PagePicture(page, PageFrame.of(page))
        finally:
            pdfium.FPDF_ClosePage(page)
        try:
            return _encode(picture)
        finally:
            picture.close()


def _encode(picture: PagePicture) -> bytes:
    """Encode with the best quality whose image is small enough."""
    from PIL import Image  # noqa: PLC0415 - only a process that draws pages needs it

    size = (picture.width, picture.height)
    image = Image.frombuffer("RGB", size, picture.pixels(), "raw", "BGRX", 0, 1)
    encoded = b""
    for quality in _QUALITIES:
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=_FASTEST)
        encoded = out.getvalue()
        if len(encoded) <= _LARGEST_BYTES:
            break
    return encoded
