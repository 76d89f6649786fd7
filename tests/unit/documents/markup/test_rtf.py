import pytest

from office_factory import make_rtf
from pdf_objects import RESUME
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.documents.markup.rtf import extract_rtf
from recollect.documents.reading import read_document
from recollect.errors import BrokenDocument, DocumentError, DocumentTooCostly, EmptyDocument

FONTS = r"{\fonttbl{\f0 Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset128 Mincho;}{\f3\fcharset2 Symbol;}}"
COLOURS = r"{\colortbl ;\red255\green255\blue255;\red0\green0\blue80;}"


def read(body: str) -> Extract:
    return extract_rtf(rf"{{\rtf1\ansi\ansicpg1252 {FONTS}{COLOURS}{body}}}".encode("ascii"), Limits())


def test_the_paragraphs_come_in_order_with_the_fields() -> None:
    document = read_document(make_rtf(), "cv.doc", Limits())
    assert (document.media_type, document.text) == ("application/rtf", "\n".join(RESUME))
    assert document.fields.name is not None
    assert document.fields.name.value == "Maren Holt"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Ren\'e9 \'96 a", "René – a"),
        (r"{\f1 \'a3\'f3d\'9f} caf\'e9", "Łódź café"),
        (r"{\f2 \'8e\'52\'93\'63} x", "山田 x"),
        (r"{\listtext\f3 \'b7\tab}item", "• item"),
        (r"{\listtext\f3\u61623\'b7\tab}item", "• item"),
        (r"\u321?\'f3d\u378 ?", "Łódź"),
        (r"\uc0\u-10179\u-8704 .", "😀."),
        (r"{\uc2\u8364\'80\'80}\u8364 ?", "€€"),
        (r"{\*\unknown secret {deep}}a{\pict\wmetafile8 0102ab}b", "ab"),
        (r"a\bin5 {{{{{b", "ab"),
        (r"co\-op\_x\~y \{z\}", "coop-x\xa0y {z}"),
        ("word\\\r\nnext", "word\nnext"),
        (r"A\cell B\cell\row C", "A\tB\nC"),
        (r"\intbl A\par\cell B\par C\par\cell\row\pard D", "A\tB\nC\nD"),
        (r"A{\super\chftn}{\footnote\chftn  The note.}\par B", "A\nB\nThe note."),
        (r"kept{\deleted gone}", "kept"),
        (r"{\header Maren\par}{\footer Page 1}Body\par end", "Maren\n\nBody\nend\n\nPage 1"),
        (r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt boxed\par}}{\shprslt boxed}}x", "boxed\nx"),
        (r"a\lquote b\rquote\emdash\bullet", "a‘b’—•"),
    ],
)
def test_control_words_become_what_they_show(body: str, text: str) -> None:
    assert read(body).text == text


def test_a_field_shows_its_result_and_links() -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "https://x.example.org/cv"}}{\fldrslt my page}}'
    found = read(link + r" and {\field{\*\fldinst DATE}{\fldrslt 2026}}")
    assert found.text == "my page and 2026"
    assert [(found.text[one.start : one.end], one.uri) for one in found.links] == [
        ("my page", "https://x.example.org/cv")
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (r"seen {\v secret}", "marked as hidden"),
        (r"seen {\cf1 secret}", "the colour of what is behind it"),
        (r"seen {\fs2 secret}", "too small to read"),
        (r"seen {\cf2\highlight2 secret}", "the colour of what is behind it"),
    ],
)
def test_words_that_nobody_sees_are_kept_apart(body: str, reason: str) -> None:
    found = read(body)
    assert found.text == "seen"
    assert [(one.text, one.reason) for one in found.hidden_text] == [("secret", reason)]


def test_white_words_on_a_dark_background_are_seen() -> None:
    assert read(r"{\cf1\highlight2 seen}\v0 {\v\plain too}").text == "seentoo"


def test_white_words_in_a_dark_cell_are_seen() -> None:
    row = r"\trowd\clcbpat2\cellx1\cellx2\pard\intbl{\cf1 seen}\cell{\cf1 secret}\cell\row\pard{\cf1 after}"
    found = read(row + row)
    assert found.text == "seen\nseen"
    assert [one.text for one in found.hidden_text] == ["secret after secret after"]


def test_type_is_known() -> None:
    found = read(r"{\b\fs40 Maren}\par {\i x}")
    assert [(found.styles[word.style].size, found.styles[word.style].bold) for word in found.words] == [
        (20, True),
        (12, False),
    ]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (rb"{\rtf1 }", EmptyDocument),
        (rb"{\rtf1{\b{\b", BrokenDocument),
        (rb"{\rtf1" + b"{" * 3000 + b"x", DocumentTooCostly),
        (rb"{\rtf1 " + b"word " * 300 + b"}", DocumentTooCostly),
        (rb"{\rtf1\ansicpg99999\f99999999\fs-3\u99999999999999999999 }", EmptyDocument),
    ],
    ids=["blank", "cut off", "deep", "long", "odd numbers"],
)
def test_hostile_and_broken_files_end_in_a_typed_error(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        extract_rtf(data, Limits(max_characters=1_000))
