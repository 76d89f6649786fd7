from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.domain.document import Layout, PageSpan, Word

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


@given(st.integers(0, 45), st.integers(1, 10))
def test_boxes_cover_every_word_that_is_touched(start: int, length: int) -> None:
    boxes = LAYOUT.boxes_of(start, start + length) or ()
    for word in LAYOUT.words:
        covered = [b for b in boxes if b[0] <= word.box[0] and b[1] <= word.box[1] and b[2] >= word.box[2]]
        if word.start < start + length and word.end > start:
            assert covered
