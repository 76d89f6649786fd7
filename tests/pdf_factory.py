"""PDFs that the tests make: plain ones of invented people, and odd, broken and costly ones. All are deterministic."""

from __future__ import annotations

import io
import zlib
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

MARGIN = 72.0
NEXT_PAGE = "\f"
"""As a line of its own, it begins a page."""
RESUME = (
    "Maren Holt",
    "Registered Nurse",
    "maren.holt@example.org | +44 20 7946 0018 | Leeds, UK | linkedin.com/in/marenholt",
    "Experience",
    "Ward nurse at Moorfield Infirmary, 2016 - 2023",
    "Cared for eight patients a shift and trained four newly qualified nurses.",
    "Education",
    "BSc Nursing, University of Leeds, 2016",
)
"""The lines of an invented nurse's résumé."""


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


def build_pdf(*objects: bytes) -> bytes:
    """Build a PDF of objects as written: the first is the catalogue and has number 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def build_page(content: bytes, filters: Sequence[str] = (), to_unicode: bytes | None = None) -> bytes:
    """Build a PDF of one page with that content stream, in Helvetica as ``/F``.

    With `to_unicode`, the lines of a character map, the font gives its codes those meanings.
    """
    names = b"".join(b"/" + name.encode() for name in filters)
    stream = b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), names, content)
    mapped = b"" if to_unicode is None else b"/ToUnicode 6 0 R"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%s>>" % mapped,
        stream,
    ]
    if to_unicode is not None:
        objects.append(_character_map(to_unicode))
    return build_pdf(*objects)


def make_flate_bomb(mebibytes: int = 4096) -> bytes:
    """Make a PDF of a few kilobytes whose content, packed twice, unpacks to so many MiB."""
    packer = zlib.compressobj(9)
    begin = packer.compress(b"\0") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return build_page(zlib.compress(begin + block * mebibytes, 9), ["FlateDecode", "FlateDecode"])


def make_character_bomb(characters: int = 5_000_000) -> bytes:
    """Make a PDF with so many characters on one page."""
    row = b"(" + b"word " * 20 + b")'\n"
    content = b"BT /F 1 Tf 1 TL 10 800 Td\n" + row * (characters // 100) + b"ET"
    return build_page(zlib.compress(content, 9), ["FlateDecode"])


def make_page_tree_loop() -> bytes:
    """Make a PDF whose page tree contains itself."""
    return build_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 5/Kids[3 0 R 3 0 R 2 0 R]/Parent 3 0 R>>",
        b"<</Type/Pages/Count 5/Kids[2 0 R 3 0 R]/Parent 2 0 R>>",
    )


def _register(font: str) -> None:
    if font == "Vera":
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    elif font == "HeiseiMin-W3":
        pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


def _character_map(lines: bytes) -> bytes:
    count = lines.count(b"\n") + 1
    body = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"%d beginbfchar\n%s\nendbfchar\nendcmap CMapName currentdict /CMap defineresource pop end end" % (count, lines)
    )
    return b"<</Length %d>>stream\n%s\nendstream" % (len(body), body)
