from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recollect.services.resumes.marked_pages import MarkedPage, PageLine, PageMark
from recollect.web.pages.analyses.page_views import Look, draw_pages, place_flags

HEIGHT = 842.0
LINE = (72.0, 100.0, 300.0, 112.0)


def look(name: str) -> Look:
    return Look(look="ok", title=name, anchor=f"ev-{name}", leads_to=f"#claim-{name}")


def page(*marks: PageMark) -> MarkedPage:
    return MarkedPage(number=1, width=595.0, height=HEIGHT, marks=marks, lines=(PageLine("Nurse", LINE),))


@given(st.lists(st.floats(0, HEIGHT), max_size=40))
def test_no_flag_covers_another_and_their_order_is_that_of_the_lines(centres: list[float]) -> None:
    placed = place_flags(centres, HEIGHT)
    tops = sorted(placed)
    assert all(below - above >= 16.0 for above, below in pairwise(tops))
    assert all(top <= HEIGHT - 16.0 for top in tops)
    order = sorted(range(len(centres)), key=centres.__getitem__)
    assert [placed[index] for index in order] == tops


def test_a_flag_with_room_stands_beside_its_line() -> None:
    assert place_flags([100.0, 300.0], HEIGHT) == [92.0, 292.0]


def test_the_same_lines_are_coloured_once_and_have_a_flag_each() -> None:
    marks = (PageMark(id="E1", boxes=(LINE,), begins=True), PageMark(id="E2", boxes=(LINE,), begins=True))
    (drawn,) = draw_pages("resume_1", [page(*marks)], {"E1": look("E1"), "E2": look("E2")})
    assert [mark.covers_same for mark in drawn.marks] == [False, True]
    assert all(mark.flag for mark in drawn.marks)


def test_what_goes_on_from_the_page_before_has_no_flag() -> None:
    (drawn,) = draw_pages("resume_1", [page(PageMark(id="E1", boxes=(LINE,), begins=False))], {"E1": look("E1")})
    assert drawn.marks[0].flag is None


def test_text_lies_where_it_stands_on_the_image() -> None:
    (drawn,) = draw_pages("resume_1", [page()], {})
    (line,) = drawn.lines
    assert (line.text, line.x, line.y, line.size, line.length) == ("Nurse", "72", "109.6", "12", "228")
    assert (drawn.image, drawn.image_width, drawn.image_height) == ("/resumes/resume_1/pages/1.webp", 1190, 1684)
