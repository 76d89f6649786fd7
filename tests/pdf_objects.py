"""PDFs that are written object by object, with nothing but the standard library: small, odd and costly ones."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

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


def make_laborious(pages: int = 50) -> bytes:
    """Make a PDF of a few kilobytes that takes seconds to read, little memory, and shows nothing: tiny type."""
    row = b"(" + b"word " * 20 + b")'\n"
    content = zlib.compress(b"BT /F 1 Tf 2 TL 10 800 Td\n" + row * 380 + b"ET")
    kids = b" ".join(b"%d 0 R" % (5 + page) for page in range(pages))
    return build_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>" % (pages, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
        *[b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"] * pages,
    )


def make_page_tree_loop() -> bytes:
    """Make a PDF whose page tree contains itself."""
    return build_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 5/Kids[3 0 R 3 0 R 2 0 R]/Parent 3 0 R>>",
        b"<</Type/Pages/Count 5/Kids[2 0 R 3 0 R]/Parent 2 0 R>>",
    )


def make_filled_form(label: str, value: str) -> bytes:
    """Make a PDF with a filled-in field and a link, whose words stand in streams of their own."""
    page = b"BT /F 11 Tf 72 700 Td (%s) Tj ET" % label.encode("latin-1")
    field = b"/Tx BMC BT /F 11 Tf 2 4 Td (%s) Tj ET EMC" % value.encode("latin-1")
    return build_pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F 11 Tf 0 g)/DR<</Font<</F 4 0 R>>>>>>>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Annots[6 0 R 8 0 R]"
        b"/Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(field)/V(%s)/Rect[72 650 372 674]/P 3 0 R/AP<</N 7 0 R>>>>"
        % value.encode("latin-1"),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 300 24]/Resources<</Font<</F 4 0 R>>>>/Length %d>>stream\n%s\nendstream"
        % (len(field), field),
        b"<</Type/Annot/Subtype/Link/Rect[72 690 200 712]/A<</S/URI/URI(mailto:maren.holt@example.org)>>>>",
    )


def _character_map(lines: bytes) -> bytes:
    count = lines.count(b"\n") + 1
    body = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"%d beginbfchar\n%s\nendbfchar\nendcmap CMapName currentdict /CMap defineresource pop end end" % (count, lines)
    )
    return b"<</Length %d>>stream\n%s\nendstream" % (len(body), body)
