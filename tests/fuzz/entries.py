"""What the fuzzer feeds: each entry takes bytes, and may raise nothing but a `DocumentError`."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple

from office_factory import make_docx, make_odt, make_rtf, make_zip, paragraph, run, table, text_box
from pdf_objects import RESUME, build_page, make_filled_form, make_page_tree_loop
from recollect.documents.archives import unpack_archive
from recollect.documents.extract import Extract
from recollect.documents.fields.fields import find_fields
from recollect.documents.fields.rows import read_rows
from recollect.documents.fields.sections import find_parts, find_sections
from recollect.documents.limits import Limits
from recollect.documents.markup.html_page import extract_html
from recollect.documents.markup.rtf import extract_rtf
from recollect.documents.office.docx import extract_docx
from recollect.documents.office.odt import extract_odt
from recollect.documents.pdf.document import extract_pdf
from recollect.documents.quality import grade_text
from recollect.documents.reading import read_document

LIMITS = Limits(max_bytes=1 << 20, max_pages=10, max_characters=100_000)
_PARTED = b"\n--part--\n"
"""Parts the mutated bytes of a packed format: its document, its styles, and so on."""
_DOCX_PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header.xml")
_ODT_PARTS = ("content.xml", "styles.xml")


class Entry(NamedTuple):
    """A parser to be fed, what it is fed first, and words of its format."""

    feed: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    words: tuple[str, ...]


def _feed_packed(data: bytes, make: Callable[..., bytes], names: tuple[str, ...], read: Callable[..., Extract]) -> None:
    """Feed bytes as a package, or as the parts of one: a mutated package is hardly ever one."""
    packed = data if data.startswith(b"PK") else make("x", more=dict(zip(names, data.split(_PARTED), strict=False)))
    _conclude(read(packed, LIMITS))


def _feed_docx(data: bytes) -> None:
    _feed_packed(data, _with_every_part, _DOCX_PARTS, extract_docx)


def _feed_odt(data: bytes) -> None:
    _feed_packed(data, make_odt, _ODT_PARTS, extract_odt)


def _feed_fields(data: bytes) -> None:
    _conclude(Extract(text=data.decode("utf-8", "replace").replace("\0", "")))


def _conclude(extract: Extract) -> None:
    """Find what a reading of this would find, and grade it."""
    parts = find_parts(read_rows(extract))
    find_sections(parts, len(extract.text))
    find_fields(extract, "cv.txt", parts)
    grade_text(extract)


def _with_every_part(body: str, *, more: dict[str, bytes]) -> bytes:
    return make_docx(body, styles="<w:x/>", numbering="<w:x/>", header=paragraph("x"), more=more)


def _parts_of(package: bytes, names: tuple[str, ...]) -> bytes:
    with zipfile.ZipFile(BytesIO(package)) as opened:
        return _PARTED.join(opened.read(name) for name in names if name in opened.namelist())


def _docx_seeds() -> Iterator[bytes]:
    body = paragraph(
        "Maren", run("secret", '<w:vanish/><w:color w:val="FFFFFF"/><w:sz w:val="3"/>'), text_box(paragraph("x"))
    )
    body += table(["a", "b"], ["c", paragraph("d") + paragraph("e")])
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:pStyle w:val="A"/>'
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="A" w:default="1"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    whole = make_docx(
        body + paragraph("x", properties=listed), styles=styles, numbering=numbering, header=paragraph("h")
    )
    yield whole
    yield _parts_of(whole, _DOCX_PARTS)
    yield _parts_of(make_docx(), _DOCX_PARTS)


def _odt_seeds() -> Iterator[bytes]:
    style = (
        '<style:style style:name="A" style:parent-style-name="A"><style:text-properties fo:font-size="50%" '
        'fo:color="#ffffff" text:display="none"/></style:style>'
    )
    body = (
        '<text:p text:style-name="A">a<text:s text:c="3"/><text:tab/><text:a xlink:href="x:y">f</text:a></text:p>'
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list><table:table><table:table-row>"
        "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    )
    whole = make_odt(body, automatic=style)
    yield whole
    yield _parts_of(whole, _ODT_PARTS)


_TEXT = "\n".join(RESUME).encode()
_PDF = build_page(
    b"".join(b"BT /F 11 Tf 72 %d Td (%s) Tj ET\n" % (770 - 18 * at, line.encode()) for at, line in enumerate(RESUME))
)
_RTF = (
    rb"{\rtf1\ansi{\fonttbl{\f1\fcharset238 A;}}{\colortbl ;\red255\green255\blue255;}{\header h}\f1 \'a3\u321?"
    rb'{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt y}}{\v z}{\cf1 w}{\fs2 t}\cell\row\par\bin3 abc{\footer f}}'
)
_HTML = (
    b"<html><head><style>.a{display:none;color:#fff} #b{position:absolute;left:-999em}</style></head><body>"
    b"<h1 class=a>x</h1><p style='color:rgb(1,2,3);background:url(x)'>y<br><!-- three words here --></p>"
    b"<table><tr><td>a<td>b</table><ul><li>c</ul><a href='mailto:a@b.org'>d</a><input value=v></body></html>"
)
_MARKDOWN = b"# A\n\n**b** [c](https://d.org) <b>e</b> <!-- f -->\n\n- g\n- h\n\n| i | j |\n|---|---|\n| k | l |\n"
_WORDS_OF_XML = (
    "<w:p>",
    "<w:r>",
    "<w:t>",
    "</w:p>",
    'w:val="',
    "<w:txbxContent>",
    "<w:fldChar",
    "<mc:Choice>",
    "&#x0;",
)

ENTRIES: dict[str, Entry] = {
    "pdf": Entry(
        lambda data: _conclude(extract_pdf(data, LIMITS)),
        (_PDF, make_filled_form("a", "b"), make_page_tree_loop()),
        ("/Type", "/Kids", "endobj", "stream", "/Filter", "<<", ">>", "Tj", "/FlateDecode"),
    ),
    "docx": Entry(_feed_docx, tuple(_docx_seeds()), _WORDS_OF_XML),
    "odt": Entry(_feed_odt, tuple(_odt_seeds()), ("<text:p>", "<text:span ", "fo:font-size=", "<table:table-row>")),
    "rtf": Entry(
        lambda data: _conclude(extract_rtf(data, LIMITS)),
        (make_rtf(), _RTF),
        (r"\u", r"\'", r"\bin", r"{\*", r"\fldinst", r"\fs", r"\cf", r"\ansicpg", r"\uc", "{", "}"),
    ),
    "html": Entry(
        lambda data: _conclude(extract_html(data, LIMITS)),
        (_HTML,),
        ("<p ", "style=", "</", "<!--", "charset=", "&#", "rgba("),
    ),
    "text": Entry(
        lambda data: read_document(data, "cv", LIMITS),
        (
            _TEXT,
            _MARKDOWN,
            _TEXT.decode().encode("utf-16"),
            "Łukasz Wójcik\nInżynier, Łódź\nDoświadczenie zawodowe".encode("cp1250"),
        ),
        ("# ", "**", "](", "<!--", "|---|", "\\xff\\xfe"),
    ),
    "zip": Entry(
        lambda data: unpack_archive(data, LIMITS),
        (make_zip({"a.txt": _TEXT, "b/c.pdf": _PDF}), make_docx(), make_zip({"x.zip": make_zip({"a": b"b"})})),
        ("PK\\x01\\x02", "PK\\x03\\x04", "PK\\x05\\x06", "word/", "mimetype"),
    ),
    "fields": Entry(
        _feed_fields,
        (_TEXT, "Jürgen Weiß\nBerufserfahrung\n01/2016 – heute Elektriker, Werk GmbH\n".encode()),
        ("Experience", "Education", " - ", "2016", "@", "+44", "\\n", "Present"),
    ),
}
