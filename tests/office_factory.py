"""Word, OpenDocument, RTF and ZIP files that the tests make: plain, odd, broken and costly ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from pdf_objects import RESUME

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
_DOCUMENT = "word/document.xml"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def make_zip(entries: Mapping[str, bytes | str], *, stored: Sequence[str] = ()) -> bytes:
    """Pack entries, those named `stored` as they are, with the same times always."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, (2026, 3, 2, 9, 30, 0))
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """Write a run of a Word document."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """Write a paragraph of a Word document; what is no markup becomes a run."""
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def table(*rows: Sequence[str], properties: str = "") -> str:
    """Write a table of cells, each a text or whole paragraphs."""
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row) for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def text_box(*paragraphs: str, fill: str = "", offset: int = 0) -> str:
    """Write a run with a text box, as Word does: once for newer programs and once for older ones."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shade = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    place = f'<wp:positionH relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset></wp:positionH>'
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>{place}<a:graphic><a:graphicData>"
        f"<wps:wsp><wps:spPr>{shade}</wps:spPr><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def make_docx(
    body: str | None = None,
    *,
    styles: str = "",
    numbering: str = "",
    header: str = "",
    footer: str = "",
    footnotes: str = "",
    links: Mapping[str, str] | None = None,
    more: Mapping[str, bytes | str] | None = None,
    prolog: str = _HEAD,
) -> bytes:
    """Make a Word document; without a body, of the invented nurse's résumé."""
    inside = "".join(paragraph(line) for line in RESUME) if body is None else body
    parts = {"styles": styles, "numbering": numbering, "header": header, "footer": footer, "footnotes": footnotes}
    relations = [
        f'<Relationship Id="{kind}" Type="{_RELATIONS}{kind}" Target="{kind}.xml"/>'
        for kind, xml in parts.items()
        if xml
    ]
    relations += [
        f'<Relationship Id="{name}" Type="{_RELATIONS}hyperlink" Target="{escape(uri)}" TargetMode="External"/>'
        for name, uri in (links or {}).items()
    ]
    section = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in ("header", "footer") if parts[kind]
    )
    root = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
    return make_zip(
        {
            "[Content_Types].xml": f'{_HEAD}<Types><Override PartName="/{_DOCUMENT}" ContentType="{_MAIN}"/></Types>',
            "_rels/.rels": f'{_HEAD}<Relationships><Relationship Id="d" Type="{_RELATIONS}officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{prolog}<w:document {_NAMES}><w:body>{inside}<w:sectPr>{section}</w:sectPr>"
            "</w:body></w:document>",
            "word/_rels/document.xml.rels": f"{_HEAD}<Relationships>{''.join(relations)}</Relationships>",
            **{
                f"word/{kind}.xml": f"{_HEAD}<w:{root[kind]} {_NAMES}>{xml}</w:{root[kind]}>"
                for kind, xml in parts.items()
                if xml
            },
            **(more or {}),
        }
    )


def make_odt(
    body: str | None = None,
    *,
    automatic: str = "",
    master: str = "",
    more: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """Make an OpenDocument text; without a body, of the invented nurse's résumé."""
    inside = "".join(f"<text:p>{escape(line)}</text:p>" for line in RESUME) if body is None else body
    return make_zip(
        {
            "mimetype": ODT_TYPE,
            "content.xml": f"{_HEAD}<office:document-content {_ODF}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{inside}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"{_HEAD}<office:document-styles {_ODF}><office:master-styles>{master}</office:master-styles>"
            "</office:document-styles>",
            **(more or {}),
        },
        stored=("mimetype",),
    )


def make_rtf(body: str | None = None) -> bytes:
    """Make rich text; without a body, of the invented nurse's résumé."""
    inside = "\n".join(rf"{line}\par" for line in RESUME) if body is None else body
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0\fnil Arial;}}}}{inside}}}".encode("ascii")


def make_docx_bomb(mebibytes: int = 1024) -> bytes:
    """Make a Word document of about a megabyte whose text unpacks to so many MiB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f"<w:document {_NAMES}><w:body><w:p><w:r><w:t>".encode())
            for _ in range(mebibytes):
                part.write(b"word " * 209_715)
            part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return out.getvalue()


def make_entity_bomb(levels: int = 30) -> bytes:
    """Make a Word document whose entities would unfold to two to the power of `levels`."""
    entities = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, levels + 1))
    return make_docx(f"<w:p><w:r><w:t>&e{levels};</w:t></w:r></w:p>", prolog=f"{_HEAD}<!DOCTYPE w [{entities}]>")


def make_external_entity(address: str) -> bytes:
    """Make a Word document that asks its reader to fetch an address (XXE)."""
    return make_docx(
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", prolog=f'{_HEAD}<!DOCTYPE w [<!ENTITY x SYSTEM "{address}">]>'
    )
