from __future__ import annotations

import pytest

from recollect.services.resumes.marked_pages import MarkedPage, PageMark
from recollect.web.pages.analyses.page_tens import find_tens


def pages(count: int, **marked: int) -> list[MarkedPage]:
    """Make pages, with marks by the page on which each begins."""
    return [
        MarkedPage(
            number=number,
            width=595,
            height=842,
            marks=tuple(
                PageMark(id=mark, boxes=((1, 2, 3, 4),), begins=number == home)
                for mark, home in marked.items()
                if number in {home, home + 1}
            ),
            lines=(),
        )
        for number in range(1, count + 1)
    ]


def test_all_of_a_short_document_is_shown_without_ways_to_more() -> None:
    shown = find_tens(pages(10), 1, own="/analyses/a")
    assert (shown.first, shown.last, shown.tens, shown.before, shown.after) == (1, 10, (), None, None)
    assert (shown.said, find_tens(pages(1), 1, own="/").said) == ("10 pages", "1 page")


@pytest.mark.parametrize(
    ("asked", "first", "last"), [(-5, 1, 10), (1, 1, 10), (10, 1, 10), (11, 11, 20), (15, 11, 20), (99, 21, 23)]
)
def test_any_page_is_shown_among_its_ten(asked: int, first: int, last: int) -> None:
    shown = find_tens(pages(23), asked, own="/analyses/a")
    assert (shown.first, shown.last) == (first, last)
    assert shown.said == f"Pages {first}–{last} of 23"
    assert [ten.is_shown for ten in shown.tens].index(True) == first // 10


def test_every_page_is_led_to_and_what_else_the_address_says_is_kept() -> None:
    shown = find_tens(pages(21), 12, own="/analyses/a", query={"tab": "history", "edit": ""})
    assert [(ten.label, ten.address) for ten in shown.tens] == [
        ("1–10", "/analyses/a?tab=history#pages"),
        ("11–20", "/analyses/a?tab=history&first_page=11#pages"),
        ("21", "/analyses/a?tab=history&first_page=21#pages"),
    ]
    assert (shown.before, shown.after) == (shown.tens[0], shown.tens[2])


def test_a_mark_leads_to_where_its_page_is_shown() -> None:
    shown = find_tens(pages(23, E1=3, E2=10, E3=22), 1, own="/analyses/a")
    assert shown.address_of("E1", "ev-E1") == "#ev-E1"
    assert shown.address_of("E2", "ev-E2") == "#ev-E2"
    assert shown.address_of("E3", "ev-E3") == "/analyses/a?first_page=21#ev-E3"
    assert shown.address_of("E9", "ev-E9") == "#ev-E9"  # it is marked nowhere
    assert find_tens(pages(23, E1=3), 21, own="/a").address_of("E1", "ev-E1") == "/a#ev-E1"


def test_a_document_without_pages_has_none() -> None:
    assert find_tens([], 3, own="/a").total == 0
