from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.domain.document import Layout, PageSpan, Span, TextStyle, Word

PAGES = (PageSpan(1, 0, 20, 595.0, 842.0), PageSpan(2, 21, 40, 595.0, 842.0))
LAYOUT = Layout(
    pages=PAGES,
    words=(
        Word(0, 5, 1, (72.0, 70.0, 100.0, 82.0)),
        Word(6, 11, 1, (104.0, 71.0, 130.0, 83.0)),
        Word(12, 20, 1, (72.0, 90.0, 120.0, 102.0)),
        Word(21, 25, 2, (72.0, 90.0, 90.0, 102.0)),
        Word(26, 30, 2, (60.0, 91.0, 70.0, 103.0)),
    ),
)


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (19, 1), (20, 2), (21, 2), (39, 2), (40, 2), (99, 2)])
def test_a_character_stands_on_a_page(offset: int, page: int) -> None:
    assert LAYOUT.page_of(offset) == page


def test_a_format_without_pages_has_neither_page_nor_boxes() -> None:
    assert Layout().page_of(3) is None
    assert Layout().boxes_of(0, 3) is None


def test_words_of_one_line_share_a_box() -> None:
    assert LAYOUT.boxes_of(0, 11) == ((72.0, 70.0, 130.0, 83.0),)


def test_each_line_has_its_own_box_and_so_has_each_page() -> None:
    assert LAYOUT.boxes_of(7, 24) == (
        (104.0, 71.0, 130.0, 83.0),
        (72.0, 90.0, 120.0, 102.0),
        (72.0, 90.0, 90.0, 102.0),
    )


def test_a_word_that_goes_back_begins_another_box() -> None:
    assert LAYOUT.boxes_of(21, 30) == ((72.0, 90.0, 90.0, 102.0), (60.0, 91.0, 70.0, 103.0))


def test_a_span_between_words_has_no_box() -> None:
    assert LAYOUT.boxes_of(5, 6) is None


def test_a_span_over_two_pages_has_its_boxes_on_each() -> None:
    assert LAYOUT.places_of(12, 25) == {1: ((72.0, 90.0, 120.0, 102.0),), 2: ((72.0, 90.0, 90.0, 102.0),)}
    assert LAYOUT.places_of(5, 6) == {}
    assert Layout().places_of(0, 3) == {}


def test_words_side_by_side_make_a_line() -> None:
    assert [(first.start, last.end) for first, last in LAYOUT.lines()] == [(0, 11), (12, 20), (21, 25), (26, 30)]
    assert list(Layout().lines()) == []


def test_columns_side_by_side_are_lines_of_their_own() -> None:
    left = Word(0, 4, 1, (72.0, 70.0, 100.0, 82.0), block=0)
    right = Word(5, 9, 1, (300.0, 70.0, 330.0, 82.0), block=1)
    assert list(Layout(pages=PAGES, words=(left, right)).lines()) == [(left, left), (right, right)]


@given(st.integers(0, 45), st.integers(1, 10))
def test_boxes_cover_every_word_that_is_touched(start: int, length: int) -> None:
    boxes = LAYOUT.boxes_of(start, start + length) or ()
    for word in LAYOUT.words:
        covered = [b for b in boxes if b[0] <= word.box[0] and b[1] <= word.box[1] and b[2] >= word.box[2]]
        if word.start < start + length and word.end > start:
            assert covered


def test_a_running_footer_at_the_end_of_the_text_stands_on_its_own_page() -> None:
    footer = Word(41, 45, 1, (72.0, 800.0, 90.0, 812.0))
    layout = Layout(pages=(PAGES[0], PageSpan(2, 21, 45, 595.0, 842.0)), words=(*LAYOUT.words, footer))
    assert [layout.page_of(offset) for offset in (40, 41, 44, 45)] == [2, 1, 1, 2]


def test_a_word_has_its_style_where_that_is_known() -> None:
    box = (0.0, 0.0, 9.0, 9.0)
    layout = Layout(words=(Word(0, 1, 1, box, 1), Word(2, 3, 1, box)), styles=(TextStyle(9.0), TextStyle(14.5, 700)))
    heading, unknown = layout.words
    assert (layout.style_of(heading), layout.style_of(unknown)) == (TextStyle(14.5, 700), None)
    assert [style.bold for style in layout.styles] == [False, True]


def test_a_layout_is_kept_and_one_of_an_earlier_reader_is_still_read() -> None:
    layout = Layout(pages=PAGES, words=LAYOUT.words, styles=(TextStyle(9.0),), running=(Span(3, 9),))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(layout), type=Layout) == layout
    before = {"pages": [[1, 0, 5, 595.0, 842.0]], "words": [[0, 5, 1, [72.0, 70.0, 100.0, 82.0]]]}
    read = msgspec.msgpack.decode(msgspec.msgpack.encode(before), type=Layout)
    assert (read.pages[0].ocr_confidence, read.words[0].style, read.words[0].block) == (None, -1, 0)
