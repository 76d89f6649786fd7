import re
import zlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdf_factory import NEXT_PAGE, make_blank, make_form, make_pdf, make_scan
from pdf_objects import RESUME, build_page, build_pdf, make_filled_form, make_page_tree_loop
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.documents.pdf.document import extract_pdf
from recollect.errors import (
    BrokenDocument,
    DocumentTooCostly,
    EmptyDocument,
    EncryptedDocument,
    ScannedDocument,
    TooManyPages,
)

LIMITS = Limits()


def extract(data: bytes, limits: Limits = LIMITS) -> Extract:
    return extract_pdf(data, limits)


def written(content: str, to_unicode: str | None = None) -> str:
    data = build_page(content.encode("latin-1"), to_unicode=None if to_unicode is None else to_unicode.encode())
    return extract(data).text


def test_each_line_is_read_as_it_was_written() -> None:
    assert extract(make_pdf()).text == "\n".join(RESUME)


def test_pages_are_parted_by_a_blank_line_and_have_their_spans() -> None:
    read = extract(make_pdf(["One", "first", NEXT_PAGE, "second", NEXT_PAGE, NEXT_PAGE, "fourth"]))
    assert read.text == "One\nfirst\n\nsecond\n\nfourth"
    assert [read.text[page.start : page.end] for page in read.pages] == ["One\nfirst", "second", "", "fourth"]
    assert [page.number for page in read.pages] == [1, 2, 3, 4]
    assert (read.pages[0].width, read.pages[0].height) == pytest.approx((595.28, 841.89), abs=0.01)


def test_words_stand_where_they_were_drawn() -> None:
    read = extract(make_pdf(["Ada Quill", "left right"], size=10, first_size=10))
    word = {read.text[word.start : word.end]: word.box for word in read.words}
    assert word["left"][0] == pytest.approx(72, abs=1)
    baseline = 841.89 - (841.89 - 72 - 15)
    assert word["left"][1] < baseline - 5 < baseline < word["left"][3] < baseline + 5
    assert word["left"][2] < word["right"][0] < word["right"][2] < 120


@pytest.mark.parametrize(
    ("rotate", "corner", "shown_at"),
    [(0, (0, 1), (72, 62.5)), (90, (2, 1), (779.4, 72)), (180, (2, 3), (523.3, 779.4)), (270, (0, 3), (62.5, 523.3))],
)
def test_boxes_are_of_the_page_as_it_is_shown(
    rotate: int, corner: tuple[int, int], shown_at: tuple[float, float]
) -> None:
    """The upper left corner of the upright word is that corner of its box, there."""
    read = extract(make_pdf(["Quill"], first_size=10, rotate=rotate))
    box = read.words[0].box
    assert (box[corner[0]], box[corner[1]]) == pytest.approx(shown_at, abs=1)
    assert box[0] < box[2] <= read.pages[0].width
    assert box[1] < box[3] <= read.pages[0].height
    assert (read.pages[0].width > read.pages[0].height) is (rotate in {90, 270})


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_every_box_is_on_its_page(rotate: int) -> None:
    lines = [line for line in RESUME if len(line) < 80]
    read = extract(make_pdf([*lines, NEXT_PAGE, *lines], rotate=rotate))
    sizes = {page.number: (page.width, page.height) for page in read.pages}
    assert {word.page for word in read.words} == {1, 2}
    for word in read.words:
        x0, y0, x1, y1 = word.box
        assert 0 <= x0 < x1 <= sizes[word.page][0]
        assert 0 <= y0 < y1 <= sizes[word.page][1]
        page = read.pages[word.page - 1]
        assert page.start <= word.start < word.end <= page.end


def test_accents_are_read() -> None:
    lines = ["Žofia Łukášová-Nuñez", "Crème brûlée, Straße, façade"]
    assert extract(make_pdf(lines, font="Vera")).text == "\n".join(lines)


def test_a_ligature_in_a_form_does_not_move_its_word() -> None:
    drawn = b"BT /F 24 Tf 40 1600 Td (alute) Tj ET"
    unicode_map = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"5 beginbfchar\n<61> <0066006C>\n<6C> <0061>\n<75> <0075>\n<74> <0074>\n<65> <0065>\nendbfchar\n"
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    data = build_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 22>>stream\n.5 0 0 .5 0 0 cm /X Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 2400 3400]/Resources<</Font<</F 6 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(unicode_map), unicode_map),
    )
    read = extract(data)
    assert (read.text, read.hidden_text) == ("flaute", ())
    x0, y0, x1, y1 = read.words[0].box
    assert (y0, y1) == pytest.approx((30, 45), abs=4)
    assert 15 < x0 < x1 < 70


def test_a_script_without_spaces_is_read() -> None:
    assert extract(make_pdf(["山田 太郎", "看護師"], font="HeiseiMin-W3")).text == "山田 太郎\n看護師"


def test_a_word_broken_at_a_line_end_is_whole_again_with_a_box_on_each_line() -> None:
    read = extract(make_pdf(["Quill", "ten years of experi-", "ence in schools"]))
    assert "ten years of experience in schools" in read.text
    start = read.text.index("experience")
    pieces = [word for word in read.words if start <= word.start < start + len("experience")]
    assert [read.text[word.start : word.end] for word in pieces] == ["experi", "ence"]
    assert pieces[0].box[3] < pieces[1].box[3]


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    assert "full-time" in extract(make_pdf(["Quill", "worked full-", "time in schools"])).text


def test_a_surrogate_pair_is_one_code_point() -> None:
    text = written("BT /F 12 Tf 10 800 Td (a) Tj ( b) Tj ET", "<61> <D83DDE00>\n<62> <0062>")
    assert text == "\U0001f600 b"


@pytest.mark.parametrize("lone", ["D83D", "DE00", "0000", "FFFE", "200B"])
def test_what_no_store_keeps_is_dropped(lone: str) -> None:
    text = written("BT /F 12 Tf 10 800 Td (xay b) Tj ET", f"<61> <{lone}>\n<62> <0062>\n<78> <0078>\n<79> <0079>")
    assert text == "xy b"


def test_offsets_hold_after_characters_beyond_the_basic_plane() -> None:
    data = build_page(b"BT /F 12 Tf 10 800 Td (aa b aba) Tj ET", to_unicode=b"<61> <D83DDE00>\n<62> <0062>")
    read = extract(data)
    assert [read.text[word.start : word.end] for word in read.words] == read.text.split()
    assert len(read.words) == 3


def test_a_filled_in_field_is_read() -> None:
    assert "Ottilie Brandt" in extract(make_form("Name", "Ottilie Brandt")).text


@pytest.mark.parametrize(("state", "read"), [("Chosen", "Skills\nChosen"), ("Other", "Skills"), ("x" * 200, "Skills")])
def test_of_a_fields_looks_the_one_that_holds_is_read(state: str, read: str) -> None:
    """Where no look is named, the value names it; a look that is missing brings nothing down."""
    form = make_filled_form("Skills", "Chosen").replace(b"/N 7 0 R", b"/N<</Absent 99 0 R/Chosen 7 0 R>>")
    assert extract(form.replace(b"/V(Chosen)", b"/V(%s)" % state.encode())).text == read


def test_links_are_kept_with_their_place() -> None:
    read = extract(make_pdf(["Ada Quill", "my page"], links=[(1, "https://quill.example/ada")]))
    (anchor,) = read.anchors
    word = next(word for word in read.words if read.text[word.start : word.end] == "page")
    assert anchor.uri == "https://quill.example/ada"
    assert anchor.box[0] <= word.box[0]
    assert anchor.box[1] <= (word.box[1] + word.box[3]) / 2 <= anchor.box[3]


def test_lines_before_the_header_do_no_harm() -> None:
    assert extract(b"X-Mailer: post\r\n\r\n" + make_pdf()).text == "\n".join(RESUME)


def test_a_password_is_asked_for() -> None:
    with pytest.raises(EncryptedDocument, match="without one, and upload that copy"):
        extract(make_pdf(password="secret"))


def test_an_owners_password_alone_hinders_nobody() -> None:
    assert extract(make_pdf(password="")).text == "\n".join(RESUME)


def test_a_scan_says_that_it_is_one() -> None:
    with pytest.raises(ScannedDocument, match="OCR"):
        extract(make_scan())


def test_letters_turned_to_outlines_are_a_scan_too() -> None:
    with pytest.raises(ScannedDocument):
        extract(build_page(b"10 10 m 20 20 l 30 10 l h f\n" * 50))


def test_one_page_that_is_a_picture_is_warned_of() -> None:
    picture = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    data = build_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F 7 0 R>>>>>>",
        b"<</Type/Page/Parent 2 0 R/Contents 6 0 R>>",
        b"<</Length 33>>stream\nBT /F 12 Tf 10 800 Td (text) Tj ET\nendstream",
        b"<</Length %d>>stream\n%s\nendstream" % (len(picture), picture),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    read = extract(data)
    assert read.text == "text"
    assert read.warnings == ("Page 2 is a picture only; its text is missing here.",)


def test_a_page_that_cannot_be_loaded_is_warned_of() -> None:
    data = build_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 2/Kids[3 0 R 9 0 R]/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 33>>stream\nBT /F 12 Tf 10 800 Td (text) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    read = extract(data)
    assert (read.text, read.warnings) == ("text", ("Page 2 cannot be read; its text is missing here.",))


def test_a_picture_inside_a_form_is_a_picture() -> None:
    picture = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    data = build_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Length %d>>stream\n%s\nendstream" % (len(picture), picture),
    )
    with pytest.raises(ScannedDocument):
        extract(data)


@pytest.mark.parametrize("pages", [1, 3])
def test_blank_pages_are_empty(pages: int) -> None:
    with pytest.raises(EmptyDocument, match="blank"):
        extract(make_blank(pages))


@pytest.mark.parametrize("data", [make_pdf()[:300], b"%PDF-1.7\nnothing else", make_page_tree_loop()])
def test_what_cannot_be_followed_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenDocument):
        extract(data)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(TooManyPages, match="3 pages and the limit is 2"):
        extract(make_pdf(["One", NEXT_PAGE, "two", NEXT_PAGE, "three"]), Limits(max_pages=2))


def test_too_many_characters_are_refused() -> None:
    with pytest.raises(DocumentTooCostly, match="more than 100 characters"):
        extract(make_pdf(), Limits(max_characters=100))


def test_coordinates_out_of_all_bounds_stay_numbers() -> None:
    read = extract(build_page(b"BT /F 99999999999 Tf 9e30 0 0 9e30 1e38 1e38 Tm (far) Tj ET BT /F 9 Tf (near) Tj ET"))
    assert all(abs(side) <= 1e6 for word in read.words for side in word.box)


def test_no_message_holds_words_of_the_document() -> None:
    for data, limits in [(make_pdf(password="secret"), LIMITS), (make_pdf(), Limits(max_characters=9))]:
        with pytest.raises((EncryptedDocument, DocumentTooCostly)) as caught:
            extract(data, limits)
        assert not re.search("Maren|Leeds", str(caught.value))


_LINES = st.lists(st.text(st.sampled_from("aB9é-ß.,@ \u00a0()€'"), min_size=1, max_size=40), min_size=1, max_size=12)


@given(_LINES)
def test_words_and_text_agree(lines: Sequence[str]) -> None:
    drawn = "\n".join(f"({_escape(line)}) Tj 0 -14 Td" for line in ["start", *lines])
    content = zlib.compress(f"BT /F 10 Tf 20 800 Td\n{drawn} ET".encode("cp1252"))
    read = extract(build_page(content, ["FlateDecode"]))
    assert all(word.start < word.end for word in read.words)
    assert all(before.end <= after.start for before, after in zip(read.words, read.words[1:], strict=False))
    assert "".join(read.text[word.start : word.end] for word in read.words) == "".join(read.text.split())
    assert read.text == read.text.strip()


def _escape(line: str) -> str:
    return re.sub(r"([()\\])", r"\\\1", line)
