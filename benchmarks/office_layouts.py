"""The invented résumés as office files, in the layouts that people give them, and with words that nobody sees."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

from msgspec import Struct

from benchmarks.resume_layouts import written_resumes

Lines = Sequence[str]
Make = Callable[[Lines], bytes]
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_O = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = (
    f'xmlns:office="{_O}office:1.0" xmlns:text="{_O}text:1.0" xmlns:table="{_O}table:1.0" xmlns:style="{_O}style:1.0" '
    f'xmlns:fo="{_O}xsl-fo-compatible:1.0" xmlns:draw="{_O}drawing:1.0"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}document.main+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_WORD}header+xml"/></Types>'
)
_SKILLS = [
    "Kubernetes",
    "Python",
    "Terraform",
    "Java",
    "Rust",
    "SAP",
    "Excel",
    "leadership",
    "fluent",
    "certified",
    "expert",
    "senior",
    "manager",
]


class OfficeFile(Struct, frozen=True):
    """A file, how it is laid out, its words in order, and what was hidden in it."""

    layout: str
    data: bytes
    lines: tuple[str, ...]
    hidden: str = ""


def clean_files() -> Iterator[OfficeFile]:
    """Give each résumé in each layout."""
    for number, resume in enumerate(written_resumes(pdf=False)):
        lines = tuple(line for line in resume.data.decode().split("\n") if line.strip())
        for layout, make in (*LAYOUTS.items(), *INNOCENT.items()):
            if hash_of(layout) % 3 == number % 3:
                yield OfficeFile(layout, make(lines), lines)


def laced_files(draw: random.Random) -> Iterator[OfficeFile]:
    """Give résumés with words hidden in each way, at a place and of a choice that `draw` makes."""
    for resume in written_resumes(pdf=False):
        lines = tuple(line for line in resume.data.decode().split("\n") if line.strip())
        way = draw.choice(list(HIDING))
        for layout, hide in HIDING[way].items():
            words = " ".join(f"{word}{draw.randrange(10_000)}" for word in draw.sample(_SKILLS, 6))
            yield OfficeFile(f"{way}, {layout}", hide(lines, words, draw.randrange(1, len(lines))), lines, words)


def hash_of(name: str) -> int:
    """Give a number that is the same in every run."""
    return sum(name.encode())


def _zip(entries: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return out.getvalue()


def _docx(body: str, header: str = "") -> bytes:
    reference = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>' if header else ""
    related = f'<Relationship Id="h" Type="{_TYPE}header" Target="header1.xml"/>' if header else ""
    return _zip(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": f'<Relationships xmlns="{_RELATED}"><Relationship Id="d" Type="{_TYPE}officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {_W}><w:body>{body}{reference}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATED}">{related}</Relationships>',
            "word/header1.xml": f"<w:hdr {_W}>{header}</w:hdr>",
        }
    )


def _run(text: str, properties: str = "") -> str:
    parts = text.split("\t")
    inside = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in parts)
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def _p(text: str, properties: str = "") -> str:
    return f"<w:p>{_run(text, properties)}</w:p>"


def _ps(lines: Lines, properties: str = "") -> str:
    return "".join(_p(line, properties) for line in lines)


_EXTENT = '<wp:extent cx="1828800" cy="5486400"/>'


def _box(inside: str, fill: str = "") -> str:
    shade = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wp:anchor>{_EXTENT}<a:graphic><a:graphicData>"
        f"<wps:wsp><wps:spPr>{shade}</wps:spPr><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape>"
        f"</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _table(*cells: str, shade: str = "") -> str:
    look = f'<w:tcPr><w:shd w:val="clear" w:fill="{shade}"/></w:tcPr>' if shade else ""
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{look}{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def _by_line(lines: Lines) -> str:
    cells = (re.split(r"\s{2,}|\t| \| ", line) for line in lines)
    return "".join(_table(*map(_p, row)) if len(row) > 1 else _p(row[0]) for row in cells)


def _controls(lines: Lines) -> str:
    inserted = "".join(f"<w:p><w:ins>{_run(line)}</w:ins></w:p>" for line in lines[1::2])
    return "".join(
        f"<w:sdt><w:sdtContent>{_p(line)}</w:sdtContent></w:sdt>" + inserted_line
        for line, inserted_line in zip(lines[::2], _split(inserted, len(lines[::2])), strict=True)
    )


def _split(inserted: str, count: int) -> list[str]:
    parts = [part + "</w:p>" for part in inserted.split("</w:p>") if part]
    return [*parts, *[""] * (count - len(parts))]


def _parted(lines: Lines) -> tuple[Lines, Lines]:
    return lines[: len(lines) // 3], lines[len(lines) // 3 :]


def _odt(body: str, automatic: str = "") -> bytes:
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_O}manifest:1.0"><m:file-entry m:full-path="/" '
            'm:media-type="application/vnd.oasis.opendocument.text"/><m:file-entry m:full-path="content.xml" '
            'm:media-type="text/xml"/></m:manifest>',
            "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        }
    )


def _o(line: str) -> str:
    return f"<text:p>{escape(line).replace(chr(9), '<text:tab/>')}</text:p>"


def _os(lines: Lines) -> str:
    return "".join(map(_o, lines))


def _ocell(lines: Lines) -> str:
    return f"<table:table-cell>{''.join(map(_o, lines))}</table:table-cell>"


def _rtf(lines: Lines, more: dict[int, str] | None = None) -> bytes:
    written = [_rtf_text(line) + r"\par" for line in lines]
    for at, words in (more or {}).items():
        written.insert(at, words)
    colours = r"{\colortbl ;\red255\green255\blue255;}"
    return rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}{colours}{chr(10).join(written)}}}".encode("ascii")


def _rtf_text(line: str) -> str:
    escaped = "".join(f"\\{c}" if c in "\\{}" else c for c in line)
    units = "".join(c if ord(c) < 128 else "".join(f"\\u{u}?" for u in _utf16(c)) for c in escaped)
    return units.replace("\t", r"\tab ")


def _utf16(character: str) -> list[int]:
    data = character.encode("utf-16-le")
    return [int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)]


def _html(body: str, style: str = "") -> bytes:
    head = f"<head><meta charset=utf-8><style>{style}</style></head>"
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode()


def _h(lines: Lines, tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in lines)


LAYOUTS: dict[str, Make] = {
    "docx paragraphs": lambda lines: _docx(_ps(lines)),
    "docx columns in a table": lambda lines: _docx(_table(*map(_ps, _parted(lines)))),
    "docx rows in tables": lambda lines: _docx(_by_line(lines)),
    "docx text box": lambda lines: _docx(_box(_ps(_parted(lines)[0])) + _ps(_parted(lines)[1])),
    "docx name in the header": lambda lines: _docx(_ps(lines[2:]), header=_ps(lines[:2])),
    "docx content controls and insertions": lambda lines: _docx(_controls(lines)),
    "odt paragraphs": lambda lines: _odt("".join(map(_o, lines))),
    "odt columns in a table": lambda lines: _odt(
        '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>'
        f"{''.join(map(_ocell, _parted(lines)))}</table:table-row></table:table>"
    ),
    "odt frame": lambda lines: _odt(
        f"<text:p><draw:frame><draw:text-box>{_os(_parted(lines)[0])}</draw:text-box></draw:frame></text:p>"
        + _os(_parted(lines)[1])
    ),
    "rtf paragraphs": _rtf,
    "html paragraphs": lambda lines: _html(_h(lines)),
    "html columns": lambda lines: _html(
        "<table><tr>" + "".join(f"<td>{_h(part, 'div')}</td>" for part in _parted(lines)) + "</tr></table>"
    ),
}
_WHITE = '<w:color w:val="FFFFFF"/>'
INNOCENT: dict[str, Make] = {
    "docx white on a dark column": lambda lines: _docx(
        _table(_ps(_parted(lines)[0], _WHITE), shade="1F3864") + _ps(_parted(lines)[1])
    ),
    "docx white in a dark box": lambda lines: _docx(
        _box(_ps(_parted(lines)[0], _WHITE), fill="1F3864") + _ps(_parted(lines)[1])
    ),
    "docx small and pale": lambda lines: _docx(_ps(lines, '<w:color w:val="A6A6A6"/><w:sz w:val="10"/>')),
    "html white on a dark column": lambda lines: _html(
        f"<div class=side>{_h(_parted(lines)[0])}</div>{_h(_parted(lines)[1])}", ".side{background:#1f3864;color:white}"
    ),
}


def _put(lines: Lines, at: int, write: Callable[[str], str], extra: str) -> str:
    return "".join((*map(write, lines[:at]), extra, *map(write, lines[at:])))


def _hide_docx(properties: str) -> Callable[[Lines, str, int], bytes]:
    return lambda lines, words, at: _docx(_put(lines, at, _p, _p(words, properties)))


def _hide_odt(look: str) -> Callable[[Lines, str, int], bytes]:
    style = f'<style:style style:name="X" style:family="text"><style:text-properties {look}/></style:style>'
    return lambda lines, words, at: _odt(
        _put(lines, at, _o, f'<text:p><text:span text:style-name="X">{words}</text:span></text:p>'), style
    )


def _hide_rtf(control: str) -> Callable[[Lines, str, int], bytes]:
    return lambda lines, words, at: _rtf(lines, {at: rf"{{{control} {words}\par}}"})


def _hide_html(attribute: str, style: str = "") -> Callable[[Lines, str, int], bytes]:
    return lambda lines, words, at: _html(
        _put(lines, at, lambda line: f"<p>{escape(line)}</p>", f"<p {attribute}>{words}</p>"), style
    )


HIDING: dict[str, dict[str, Callable[[Lines, str, int], bytes]]] = {
    "marked hidden": {
        "docx": _hide_docx("<w:vanish/>"), "odt": _hide_odt('text:display="none"'), "rtf": _hide_rtf(r"\v"),
        "html": _hide_html('style="display:none"'), "html by class": _hide_html("class=x", ".x{visibility:hidden}"),
    },
    "white": {
        "docx": _hide_docx(_WHITE), "odt": _hide_odt('fo:color="#ffffff"'), "rtf": _hide_rtf(r"\cf1"),
        "html": _hide_html('style="color:#fff"'),
        "docx in a box": lambda lines, words, at: _docx(_put(lines, at, _p, _box(_p(words, _WHITE)))),
        "docx in a cell": lambda lines, words, at: _docx(_put(lines, at, _p, _table(_p(words, _WHITE), _p("x")))),
    },
    "nearly white": {
        "docx": _hide_docx('<w:color w:val="FAFAFA"/>'), "odt": _hide_odt('fo:color="#fbfbfb"'),
        "html": _hide_html('style="color:rgb(252,252,252)"'),
    },
    "tiny": {
        "docx": _hide_docx('<w:sz w:val="2"/>'), "odt": _hide_odt('fo:font-size="1pt"'), "rtf": _hide_rtf(r"\fs2"),
        "html": _hide_html('style="font-size:1px"'),
    },
    "off the page": {"html": _hide_html('style="position:absolute;left:-9999px"')},
    "transparent": {"html": _hide_html('style="opacity:0"')},
}  # fmt: skip
