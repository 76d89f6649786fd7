import io
import zipfile
from collections.abc import Sequence

import pytest

from office_factory import (
    make_docx,
    make_docx_bomb,
    make_entity_bomb,
    make_external_entity,
    make_zip,
    paragraph,
    run,
    table,
    text_box,
)
from pdf_objects import RESUME
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.documents.office.docx import extract_docx
from recollect.documents.reading import read_document
from recollect.errors import BrokenDocument, DocumentError, DocumentTooCostly, EmptyDocument

LARGE_SHAPE = (
    '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"><wp:extent cx="2286000" cy="9144000"/><a:graphic><a:graphicData>'
    '<wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="203040"/></a:solidFill></wps:spPr></wps:wsp></a:graphicData>'
    "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
)
WHITE = '<w:color w:val="FFFFFF"/>'


def read(body: str | None = None, **parts: object) -> Extract:
    return extract_docx(make_docx(body, **parts), Limits())  # type: ignore[arg-type]


def lines(body: str, **parts: object) -> list[str]:
    return read(body, **parts).text.split("\n")


def hidden(found: Extract) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in found.hidden_text]


def test_the_paragraphs_come_in_order_with_the_fields() -> None:
    document = read_document(make_docx(), "cv.pdf", Limits())
    assert document.text == "\n".join(RESUME)
    assert document.fields.name is not None
    assert (document.fields.name.value, document.fields.name.page, document.fields.name.boxes) == (
        "Maren Holt",
        None,
        None,
    )
    assert document.pages == ()


def test_what_stands_beside_the_body_is_read_in_its_place() -> None:
    body = paragraph("Body", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = (
        f'<w:footnote w:id="1">{paragraph("nobody refers to this")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("The note")}</w:footnote>'
    )
    found = read(body, header=paragraph("Maren Holt"), footer=paragraph("Page 1 of 2"), footnotes=notes)
    assert found.text.split("\n") == ["Maren Holt", "", "Body", "The note", "", "Page 1 of 2"]
    assert [found.text[span.start : span.end] for span in found.running] == ["Page 1 of 2"]


def test_a_header_of_later_pages_only_stands_at_the_end() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="h2"/><w:headerReference w:type="first" r:id="h1"/>'
        "<w:titlePg/></w:sectPr>"
    )
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    more = {
        "word/_rels/document.xml.rels": "<Relationships>"
        + "".join(f'<Relationship Id="h{n}" Type="{kind}" Target="h{n}.xml"/>' for n in (1, 2))
        + "</Relationships>",
        "word/h1.xml": f"<w:hdr {names}>{paragraph('Maren Holt')}</w:hdr>",
        "word/h2.xml": f"<w:hdr {names}>{paragraph('Maren Holt, continued')}</w:hdr>",
    }
    found = read(f"<w:p><w:pPr>{section}</w:pPr></w:p>" + paragraph("Body"), more=more)
    assert found.text.split("\n") == ["Maren Holt", "", "Body", "", "Maren Holt, continued"]
    assert [found.text[span.start : span.end] for span in found.running] == ["Maren Holt, continued"]


@pytest.mark.parametrize(
    "box",
    [
        text_box(paragraph("Skills"), paragraph("Wiring")),
        text_box(paragraph("Skills"), paragraph("Wiring"), fill="336699"),
    ],
)
def test_a_text_box_is_read_once(box: str) -> None:
    assert lines(paragraph("Above", box) + paragraph("Below")) == ["Above", "Skills", "Wiring", "Below"]


def test_only_an_older_program_s_text_box_is_read_too() -> None:
    inside = f"<w:txbxContent>{paragraph('Skills')}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    alternate = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert lines(paragraph(f"<w:r>{alternate}</w:r>")) == ["Skills"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Nurse", "2016 - 2023"], ["Cook", "2012"]], ["Nurse\t2016 - 2023", "Cook\t2012"]),
        ([["", "2016"]], ["2016"]),
        ([[paragraph("Contact") + paragraph("Leeds"), paragraph("Ward") + paragraph("Nurse")]],
         ["Contact", "Leeds", "Ward", "Nurse"]),
        ([[table(["a", "b"]) + paragraph(""), "c"]], ["a\tb", "", "c"]),
    ],
    ids=["short cells beside each other", "an empty cell", "columns below each other", "a table in a table"],
)  # fmt: skip
def test_tables_are_read_row_by_row(rows: Sequence[Sequence[str]], expected: list[str]) -> None:
    assert lines(table(*rows)) == expected


def test_tracked_changes_are_read_as_accepted() -> None:
    kept, gone = f"<w:ins>{run('kept')}</w:ins>", "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('from')}</w:moveFrom><w:moveTo>{run(' to')}</w:moveTo>"
    assert lines(paragraph(kept, gone, moved) + f"<w:del>{paragraph('gone too')}</w:del>") == ["kept to"]


def test_special_characters_are_what_they_look_like() -> None:
    inside = (
        "<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:t>ed</w:t><w:tab/><w:t>x</w:t><w:br/>"
        '<w:t>y</w:t><w:sym w:font="Wingdings" w:char="F0A7"/><w:sym w:char="zzz"/></w:r>'
    )
    math = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    assert lines(paragraph(inside, math)) == ["coop-ed\tx", "y▪a+b"]


def test_fields_show_their_result_and_not_what_computes_it() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    link = '<w:r><w:instrText> HYPERLINK "https://maren.example.org/cv" </w:instrText></w:r>'
    date = '<w:fldSimple w:instr="DATE">' + run(" 2026") + "</w:fldSimple>"
    date += '<w:fldSimple w:instr=" PAGE ">' + run("7") + "</w:fldSimple>"
    date += mark("begin") + "<w:r><w:instrText>NUMPAGES</w:instrText></w:r>" + mark("separate") + run("8") + mark("end")
    found = read(paragraph(mark("begin"), link, mark("separate"), run("my page"), mark("end"), date))
    assert found.text == "my page 2026"
    assert [(found.text[one.start : one.end], one.uri) for one in found.links] == [
        ("my page", "https://maren.example.org/cv")
    ]


def test_a_hyperlink_is_a_field_of_the_person_where_it_only_says_its_site() -> None:
    link = '<w:hyperlink r:id="l1">' + run("LinkedIn") + "</w:hyperlink>"
    data = make_docx(
        "".join(paragraph(one) for one in RESUME[:2]) + paragraph(link),
        links={"l1": "https://www.linkedin.com/in/maren"},
    )
    (found,) = read_document(data, "cv", Limits()).fields.links
    assert (found.value, found.page) == ("https://www.linkedin.com/in/maren", None)


def test_lists_have_their_marks() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="{}"/></w:lvl>'
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level.format(form)}</w:abstractNum>'
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, form in ((1, "bullet"), (2, "decimal"))
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = "".join(paragraph(text, properties=listed.format(n)) for n, text in ((1, "a"), (2, "b"), (2, "c"), (9, "d")))
    assert lines(body, numbering=numbering) == ["• a", "1. b", "2. c", "d"]


def test_type_comes_from_styles_and_runs() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="Head"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Head"><w:basedOn w:val="Base"/>'
        '<w:rPr><w:sz w:val="40"/></w:rPr></w:style>'
    )
    found = read(
        paragraph("Maren Holt", properties='<w:pStyle w:val="Head"/>') + paragraph(run("a", "<w:i/>"), run(" b")),
        styles=styles,
    )
    looks = [found.styles[word.style] for word in found.words]
    assert [(look.size, look.bold, look.italic) for look in looks] == [
        (20, True, False), (20, True, False), (10, False, True), (10, False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("<w:vanish/>", "marked as hidden"),
        (WHITE, "the colour of what is behind it"),
        ('<w:color w:themeColor="background1" w:val="auto"/>', "the colour of what is behind it"),
        ('<w:color w:val="FEFEFE"/>', "the colour of what is behind it"),
        (
            '<w:color w:val="FFFF00"/><w:highlight w:val="none"/><w:shd w:fill="FFFF00"/>',
            "the colour of what is behind it",
        ),
        ('<w:sz w:val="2"/>', "too small to read"),
    ],
)
def test_words_that_nobody_sees_are_kept_apart(properties: str, reason: str) -> None:
    found = read(paragraph("seen", run("expert in Python", properties)))
    assert (found.text, hidden(found)) == ("seen", [("expert in Python", reason)])


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="999999"/>',
        WHITE + '<w:shd w:fill="203040"/>',
        WHITE + '<w:highlight w:val="darkBlue"/>',
        '<w:sz w:val="8"/>',
    ],
)
def test_words_that_are_only_pale_or_small_stay(properties: str) -> None:
    assert read(paragraph(run("seen", properties))).text == "seen"


def test_paragraphs_without_height_or_off_the_page_are_unseen() -> None:
    flat = paragraph("flat", properties='<w:spacing w:line="10" w:lineRule="exact"/>')
    far = paragraph("far", properties='<w:framePr w:x="-90000" w:y="1"/>')
    off = paragraph(text_box(paragraph("outside"), offset=-40_000_000))
    assert hidden(read(paragraph("seen") + flat + far + off)) == [
        ("flat", "cut off by a frame"), ("far outside", "outside the page"),
    ]  # fmt: skip


def test_white_words_on_dark_cells_boxes_and_shapes_are_seen() -> None:
    cell = f'<w:tc><w:tcPr><w:shd w:fill="203040"/></w:tcPr>{paragraph(run("cell", WHITE))}</w:tc>'
    body = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>" + paragraph(text_box(paragraph(run("box", WHITE)), fill="203040"))
    assert lines(body) == ["cell", "box"]
    assert lines(LARGE_SHAPE + paragraph(run("over a shape", WHITE))) == ["over a shape"]
    assert hidden(read(paragraph("x", text_box(paragraph(run("box", WHITE)))))) == [
        ("box", "the colour of what is behind it")
    ]


def test_macros_and_templates_are_left_alone() -> None:
    settings = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0", "word/_rels/settings.xml.rels": "<broken"}
    found = read(more=settings)
    assert found.text == "\n".join(RESUME)
    assert found.warnings == ("The document holds macros; they were neither run nor read.",)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (make_docx_bomb(64), DocumentTooCostly),
        (make_entity_bomb(), BrokenDocument),
        (make_external_entity("file:///etc/hostname"), BrokenDocument),
        (make_docx("<w:p>"), BrokenDocument),
        (make_docx(paragraph(" ")), EmptyDocument),
        (make_zip({"[Content_Types].xml": "<Types/>", "word/other.xml": "<a/>"}), BrokenDocument),
        (make_docx("<w:x>" * 3000 + "</w:x>" * 3000), BrokenDocument),
        (make_docx()[:-30], BrokenDocument),
    ],
    ids=["bomb", "entities", "external entity", "not closed", "blank", "no document", "deep", "cut off"],
)
def test_hostile_and_broken_files_end_in_a_typed_error(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught:
        extract_docx(data, Limits())
    assert "upload" in caught.value.detail or "check that" in caught.value.detail


def test_deep_nesting_within_the_format_s_bounds_is_read() -> None:
    depth = 70
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * depth
    assert read(body).text == "deep"


def test_more_characters_than_the_limit_are_too_costly() -> None:
    data = make_docx(paragraph("word " * 100) * 3)
    with pytest.raises(DocumentTooCostly, match="1,000 characters"):
        extract_docx(data, Limits(max_characters=1_000))


def vml_box(attributes: str, inside: str) -> str:
    box = f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:rect {attributes}>{box}</v:rect></w:pict></w:r>"


@pytest.mark.parametrize(
    ("box", "seen"),
    [
        (vml_box('fillcolor="#203040"', paragraph(run("x", WHITE))), True),
        (vml_box('filled="f"', paragraph(run("x", WHITE))), False),
        (vml_box("", paragraph(run("x", WHITE))), False),
        (vml_box('fillcolor="windowText"', paragraph(run("x", WHITE))), True),
        (text_box(paragraph(run("x", WHITE))).replace("<a:noFill/>", "<a:gradFill/>"), True),
        (
            text_box(paragraph(run("x", WHITE))).replace(
                "<a:noFill/>", '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
            ),
            True,
        ),
        (
            text_box(paragraph(run("x", WHITE)))
            .replace("<a:noFill/>", "")
            .replace("</wps:spPr>", "</wps:spPr><wps:style/>"),
            True,
        ),
        (text_box(paragraph(run("x", WHITE))).replace("<a:graphic>", "<a:graphic><wpg:wgp/>", 1), True),
    ],
    ids=["old, dark", "old, not filled", "old, plain", "old, named colour", "gradient", "theme", "style", "group"],
)
def test_white_words_in_a_box_are_seen_unless_the_box_is_white(box: str, seen: bool) -> None:
    box = box.replace(
        "<wpg:wgp/>", '<wpg:wgp xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"/>'
    )
    found = read(paragraph("before", box))
    assert ("x" in found.text.split("\n")) is seen
    assert [one.text for one in found.hidden_text] == ([] if seen else ["x"])


def test_odd_figures_of_shapes_do_no_harm() -> None:
    odd = LARGE_SHAPE.replace('cx="2286000"', 'cx="9e9"').replace(
        "<wp:extent", "<wp:positionH><wp:posOffset>x</wp:posOffset></wp:positionH><wp:extent"
    )
    assert hidden(read(odd + paragraph("seen", run("white", WHITE)))) == [("white", "the colour of what is behind it")]


def test_another_document_inside_is_told() -> None:
    found = read('<w:altChunk r:id="x"/>' + paragraph("seen"))
    assert found.warnings == ("Another document is embedded here; its text is missing.",)


def test_words_of_diagrams_and_charts_are_read_once() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    related = "".join(
        f'<Relationship Id="{kind}" Type="{kinds}{kind}" Target="{kind}.xml"/>' for kind in ("diagramData", "chart")
    )
    point = "<d:pt type='{}' xmlns:d='d'><d:t><a:p xmlns:a='a'><a:r><a:t>{}</a:t></a:r></a:p></d:t></d:pt>"
    series = "<c:ser><c:tx><c:v>Skills</c:v></c:tx><c:cat><c:v>Wiring</c:v></c:cat><c:val><c:v>9</c:v></c:val></c:ser>"
    more = {
        "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>",
        "word/diagramData.xml": f"<m>{point.format('node', 'First aid')}{point.format('pres', 'not shown')}</m>",
        "word/chart.xml": f"<c:chart xmlns:c='c'>{series}</c:chart>",
    }
    drawing = "<w:r><w:drawing>{}</w:drawing></w:r>"
    diagram = drawing.format('<d:relIds xmlns:d="d" r:dm="diagramData"/>')
    chart = drawing.format('<c:chart xmlns:c="c" r:id="chart"/>')
    gone = drawing.format('<c:chart xmlns:c="c" r:id="gone"/>')
    found = read(paragraph("Above", diagram, chart, gone) + paragraph("Below", diagram), more=more)
    assert found.text.split("\n") == ["Above", "First aid", "Skills", "Wiring", "Below"]


def test_the_strict_form_of_the_format_is_read_too() -> None:
    with zipfile.ZipFile(io.BytesIO(make_docx(header=paragraph("Maren Holt"), body=paragraph("seen")))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    renamed = (
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006", b"http://purl.oclc.org/ooxml/wordprocessingml"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"),
    )
    for usual, strict in renamed:
        parts = {name: part.replace(usual, strict) for name, part in parts.items()}
    assert extract_docx(make_zip(parts), Limits()).text == "Maren Holt\n\nseen"
