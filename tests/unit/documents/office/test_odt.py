import pytest

from office_factory import make_odt, make_zip
from pdf_objects import RESUME
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.documents.office.odt import extract_odt
from recollect.documents.reading import read_document
from recollect.errors import BrokenDocument, DocumentError, EmptyDocument, EncryptedDocument

AUTOMATIC = (
    '<style:style style:name="Big"><style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Half" style:parent-style-name="Big"><style:text-properties fo:font-size="50%"/>'
    "</style:style>"
    '<style:style style:name="White"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="Tiny"><style:text-properties fo:font-size="1pt"/></style:style>'
    '<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Dark"><style:paragraph-properties fo:background-color="#203040"/></style:style>'
    '<style:style style:name="Loop" style:parent-style-name="Loop"/>'
)


def read(body: str | None = None, master: str = "") -> Extract:
    return extract_odt(make_odt(body, automatic=AUTOMATIC, master=master), Limits())


def span(name: str, text: str) -> str:
    return f'<text:span text:style-name="{name}">{text}</text:span>'


def test_the_paragraphs_come_in_order_with_the_fields() -> None:
    document = read_document(make_odt(), "cv.docx", Limits())
    assert (document.media_type, document.text) == ("application/vnd.oasis.opendocument.text", "\n".join(RESUME))
    assert document.fields.name is not None
    assert document.fields.name.value == "Maren Holt"


def test_inline_elements_are_what_they_show() -> None:
    body = (
        '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d\n  e<text:a xlink:href="https://x.example.org">f'
        "</text:a><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p>"
        "</text:note-body></text:note></text:p><text:h>After</text:h>"
    )
    found = read(body)
    assert found.text.split("\n") == ["a   b\tc", "d ef", "After", "note"]
    assert [(found.text[one.start : one.end], one.uri) for one in found.links] == [("f", "https://x.example.org")]


def test_lists_have_their_marks() -> None:
    numbers = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/>'
        "</text:list-style>"
    )
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('in', '')}</text:list>"
    body = f'<text:list text:style-name="N">{item.format("a", inner)}{item.format("b", "")}</text:list>'
    data = make_odt(body + f"<text:list>{item.format('c', '')}</text:list>", automatic=numbers)
    assert extract_odt(data, Limits()).text.split("\n") == ["1. a", "1. in", "2. b", "• c"]


def test_lists_tables_frames_and_running_headers_are_read() -> None:
    body = (
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list><table:table>"
        "<table:table-column/><table:table-header-rows><table:table-row><table:table-cell><text:p>Role</text:p>"
        '</table:table-cell><table:table-cell table:number-columns-repeated="9999999"><text:p>Year</text:p>'
        "</table:table-cell></table:table-row></table:table-header-rows></table:table>"
        "<text:p>by<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>"
    )
    master = (
        '<style:master-page style:name="S"><style:header><text:p>Maren Holt</text:p></style:header>'
        "<style:footer><text:p>Page 1</text:p></style:footer></style:master-page>"
    )
    found = read(body, master=master)
    assert found.text.split("\n") == ["Maren Holt", "", "• one", "Role\tYear", "by", "boxed", "", "Page 1"]
    assert [found.text[one.start : one.end] for one in found.running] == ["Page 1"]


def test_deleted_text_and_comments_are_no_text() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>kept<office:annotation><text:p>remark</text:p>"
        "</office:annotation></text:p>"
    )
    assert read(body).text == "kept"


@pytest.mark.parametrize(
    ("style", "reason"),
    [("White", "the colour of what is behind it"), ("Tiny", "too small to read"), ("Gone", "marked as hidden")],
)
def test_words_that_nobody_sees_are_kept_apart(style: str, reason: str) -> None:
    found = read(f"<text:p>seen {span(style, 'expert in Python')}</text:p>")
    assert found.text == "seen"
    assert [(one.text, one.reason) for one in found.hidden_text] == [("expert in Python", reason)]


def test_hidden_sections_and_fields_are_unseen() -> None:
    body = (
        '<text:p>seen<text:hidden-text text:string-value="a trick"/></text:p>'
        '<text:section text:display="none"><text:p>more</text:p></text:section>'
    )
    assert [one.text for one in read(body).hidden_text] == ["a trick more"]


def test_white_words_on_a_dark_paragraph_are_seen() -> None:
    assert read(f'<text:p text:style-name="Dark">{span("White", "seen")}</text:p>').text == "seen"


def test_sizes_come_from_styles_and_their_parents() -> None:
    found = read(f"<text:p>{span('Big', 'a')} {span('Half', 'b')} {span('Loop', 'c')}</text:p>")
    assert [(found.styles[word.style].size, found.styles[word.style].bold) for word in found.words] == [
        (20, True), (10, True), (12, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (make_odt(more={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}), EncryptedDocument),
        (make_odt("<text:p/>"), EmptyDocument),
        (make_odt("<text:p>"), BrokenDocument),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.text"}), BrokenDocument),
        (
            make_zip({"content.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'}),
            BrokenDocument,
        ),
        (make_zip({"content.xml": "<a/>"}), BrokenDocument),
    ],
    ids=["encrypted", "blank", "not closed", "no content", "external entity", "no body"],
)
def test_hostile_and_broken_files_end_in_a_typed_error(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        extract_odt(data, Limits())
