"""PDFs that the tests make: plain ones of invented people, and odd, broken and costly ones. All are deterministic."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pdf_objects import RESUME

MARGIN = 72.0
NEXT_PAGE = "\f"
"""As a line of its own, it begins a page."""


def make_pdf(
    lines: Sequence[str] = RESUME,
    *,
    font: str = "Helvetica",
    size: float = 11,
    first_size: float = 20,
    links: Sequence[tuple[int, str]] = (),
    password: str | None = None,
    rotate: int = 0,
) -> bytes:
    """Make a PDF with a text layer, a line of text a line, the first one larger.

    `font` may be a standard one, "Vera" (accents) or "HeiseiMin-W3" (Japanese). Each of `links` lays an
    address over the line of that index; `password` encrypts; `rotate` is in degrees.
    """
    _register(font)
    out = io.BytesIO()
    encryption = None if password is None else StandardEncryption(password, strength=128)
    # The canvas swaps the sides of a page that is turned by a quarter; what is drawn stays on an upright page.
    shape = A4 if rotate % 180 == 0 else (A4[1], A4[0])
    canvas = Canvas(out, pagesize=shape, invariant=1, encrypt=encryption)
    canvas.setPageRotation(rotate)
    top = A4[1] - MARGIN
    for index, line in enumerate(lines):
        if line == NEXT_PAGE:
            canvas.showPage()
            top = A4[1] - MARGIN
            continue
        height = first_size if index == 0 else size
        canvas.setFont(font, height)
        canvas.drawString(MARGIN, top, line)
        for at, address in links:
            if at == index:
                width = pdfmetrics.stringWidth(line, font, height)
                canvas.linkURL(address, (MARGIN, top - 2, MARGIN + width, top + height))
        top -= 1.5 * height
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_scan(pages: int = 1) -> bytes:
    """Make a PDF whose pages are pictures without a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_picture_of(data: bytes, *, stamp: str = "", dots_per_inch: int = 150) -> bytes:
    """Make a scan of a PDF: each page a picture, with a stamp as text where one is given."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pypdfium2.PdfDocument(data):
        picture = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil()
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.drawString(20, 20, stamp)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_form(label: str, value: str) -> bytes:
    """Make a PDF with a filled-in field."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawString(MARGIN, 700, label)
    canvas.acroForm.textfield(name="field", value=value, x=MARGIN, y=660, width=300, height=24, maxlen=200)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_blank(pages: int = 1) -> bytes:
    """Make a PDF of blank pages."""
    return make_pdf([NEXT_PAGE] * (pages - 1))


def _register(font: str) -> None:
    if font == "Vera":
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    elif font == "HeiseiMin-W3":
        pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
