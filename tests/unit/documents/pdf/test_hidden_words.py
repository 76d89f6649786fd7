import pytest

from hidden_pdfs import HIDDEN_WORDS, WAYS_TO_HIDE, make_hidden, make_layers, make_recognised_scan
from pdf_factory import make_pdf
from pdf_objects import RESUME, build_page
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.documents.pdf import hidden_words
from recollect.documents.pdf.document import extract_pdf
from recollect.documents.pdf.picture import PagePicture

REASONS = {
    "white": "the colour of what is behind it",
    "nearly white": "the colour of what is behind it",
    "tiny": "too small to read",
    "squeezed": "too small to read",
    "off the page": "outside the page",
    "render mode 3": "drawn without ink",
    "render mode 7": "drawn without ink",
    "alpha 0": "fully transparent",
    "clipped": "cut off by a frame",
    "background": "the colour of what is behind it",
    "on a layer": "on a layer that is switched off",
    "in a form": "the colour of what is behind it",
    "covered": "covered by something drawn over it",
    "under a picture": "covered by something drawn over it",
}


def extract(data: bytes) -> Extract:
    return extract_pdf(data, Limits())


@pytest.mark.parametrize("way", WAYS_TO_HIDE)
def test_words_that_nobody_can_see_are_told_and_kept_out_of_the_text(way: str) -> None:
    read = extract(make_hidden(way))
    assert read.text == "\n".join(RESUME)
    (hidden,) = read.hidden_text
    assert (hidden.text, hidden.page, hidden.reason) == (HIDDEN_WORDS, 1, REASONS[way])
    assert len(hidden.boxes) == 1
    assert len(read.words) == len(read.text.split())


def test_words_on_a_layer_are_hidden_when_it_is_switched_off() -> None:
    off, on = extract(make_layers(hidden=True)), extract(make_layers(hidden=False))
    assert (off.text, [one.reason for one in off.hidden_text]) == ("seen by all", ["on a layer that is switched off"])
    assert (on.text, on.hidden_text) == ("seen by all\non a layer", ())


def test_what_was_recognised_on_a_scan_is_its_text() -> None:
    read = extract(make_recognised_scan())
    assert (read.text, read.hidden_text) == (HIDDEN_WORDS, ())


@pytest.mark.parametrize(
    "content",
    [
        "0 0 1 rg 0 700 595 142 re f 1 g BT /F 12 Tf 10 800 Td (in white on blue) Tj ET",
        "0.4 g BT /F 12 Tf 10 800 Td (in grey on white) Tj ET",
        "BT /F 12 Tf 10 800 Td (beside a frame) Tj ET 0 g 0 700 200 20 re f",
        "BT /F 12 Tf 10 800 Td (over a rule) Tj ET 10 798 200 1 re f",
        "q 0 600 595 242 re W n BT /F 12 Tf 10 800 Td (in a large frame) Tj ET Q",
        "BT 1 Tr /F 12 Tf 10 800 Td (as an outline) Tj ET",
        "BT /F 3 Tf 10 800 Td (small but read) Tj ET",
        "0.9 1 0.9 rg 0 780 100 40 re f 0 g BT /F 12 Tf 10 800 Td (on half a coloured box, half beside it) Tj ET",
        "1 g 0 700 595 142 re f 0 g 0 780 300 40 re f 1 g BT /F 12 Tf 10 800 Td (on black, on white) Tj ET",
    ],
)
def test_what_can_be_seen_is_text(content: str) -> None:
    read = extract(build_page(content.encode()))
    assert read.hidden_text == ()
    assert read.text == content[content.index("(") + 1 : content.index(")")]


def test_white_words_under_what_everybody_reads_are_hidden() -> None:
    content = (
        "1 g BT /F 11 Tf 12 800 Td (secret words) Tj ET 0 g BT /F 12 Tf 10 800 Td (What everybody reads here) Tj ET"
    )
    read = extract(build_page(content.encode()))
    assert (read.text, [one.text for one in read.hidden_text]) == ("What everybody reads here", ["secret words"])


@pytest.mark.parametrize(
    "drawn",
    [
        "0 g 0 700 595 142 re f 1 g 0 780 300 40 re f",
        "0 g 0 700 595 142 re f 1 g 0 780 300 40 re f /Span <</MCID 0>> BDC /OC /Span BMC EMC",
        "1 g 0 0 595 400 re f",
    ],
)
def test_white_words_on_a_white_box_are_hidden_whatever_is_under_it(drawn: str) -> None:
    content = f"{drawn} 1 g BT /F 12 Tf 10 800 Td (secret words) Tj ET 0 g BT /F 12 Tf 10 600 Td (seen) Tj ET"
    read = extract(build_page(content.encode()))
    assert ([one.text for one in read.hidden_text], "secret" in read.text) == (["secret words"], False)


def test_words_on_a_layer_that_is_off_are_hidden_however_deep_their_marks_are() -> None:
    read = extract(make_layers(hidden=True, marks="/Span BMC", ends="EMC"))
    assert (read.text, [one.reason for one in read.hidden_text]) == (
        "seen by all",
        ["on a layer that is switched off"],
    )


@pytest.mark.parametrize(
    "content",
    [
        "BT /F 12 Tf 10 800 Td (black on white) Tj ET",
        "0 0 1 rg 0 700 595 142 re f 1 g BT /F 12 Tf 10 800 Td (white on blue) Tj ET",
        "1 g 0 0 595 700 re f 0 g BT /F 12 Tf 10 600 Td (on a white ground) Tj ET",
        "/Span <</MCID 0>> BDC BT /F 12 Tf 10 800 Td (as tagged text) Tj ET EMC",
    ],
)
def test_a_plain_page_is_cleared_without_being_drawn(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(*_: object) -> PagePicture:
        raise AssertionError("the page was drawn")

    monkeypatch.setattr(hidden_words, "PagePicture", draw)
    assert extract(build_page(content.encode())).hidden_text == ()
    assert extract(make_pdf()).hidden_text == ()
    with pytest.raises(AssertionError, match="was drawn"):
        extract(make_hidden("white"))


def test_hidden_words_between_two_lines_leave_the_lines_apart() -> None:
    content = "BT /F 12 Tf 10 800 Td (One) Tj 1 g 0 -20 Td (secret words) Tj 0 g 0 -20 Td (two) Tj ET"
    assert extract(build_page(content.encode())).text == "One\ntwo"
