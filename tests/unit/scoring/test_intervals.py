"""Spans of time as résumés write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.reading.intervals import (
    is_to_come,
    lines_of,
    merge_months,
    month_number,
    read_intervals,
    years_from,
)

NOW = month_number(date(2026, 6, 1))


def month(year: int, of_year: int = 1) -> int:
    return month_number(date(year, of_year, 1))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jan 2019 – present", month(2019), None),
        ("2019 Jan → today", month(2019), None),
        ("2016 Sept – 2023 July", month(2016, 9), month(2023, 8)),
        ("2016 Sept – 2023", month(2016, 9), month(2023, 7)),
        ("January 2019 to Current", month(2019), None),
        ("03/2018–02/2021", month(2018, 3), month(2021, 3)),
        ("2018-03 - 2021-02", month(2018, 3), month(2021, 3)),
        ("2015-2018", month(2015), month(2018)),
        ("May - August 2024", month(2024, 5), month(2024, 9)),
        ("January to June 2025", month(2025), month(2025, 7)),
        ("sales to August 2024 - present", month(2024, 8), None),
        ("Since 2020", month(2020), None),
        ("seit 04/2020", month(2020, 4), None),
        ("Mär 2019 bis Dez 2020", month(2019, 3), month(2021)),
        ("mars 2019 à aujourd’hui", month(2019, 3), None),
        ("enero 2017 - actualidad", month(2017), None),
        ("Sept. 2016 — May 2017", month(2016, 9), month(2017, 6)),
        ("June '14 - Aug '16", month(2014, 6), month(2016, 9)),
        ("Mar 2022 --- Aug 2024", month(2022, 3), month(2024, 9)),
        ("10/16 - 03/22", month(2016, 10), month(2022, 4)),
        ("9/98 to present", month(1998, 9), None),
        ("04/22 onwards", month(2022, 4), None),
        ("2022 onwards", month(2022), None),
        ("Florist (2019-)", month(2019), None),
        ("Florist, 2019–\nExample Ltd", month(2019), None),
        ("\nMay 2001\nto\nJuly 2002\n", month(2001, 5), month(2002, 8)),
    ],
)
def test_a_span_is_read(text: str, first: int, last: int | None) -> None:
    (found,) = read_intervals(f"Electrician, {text}, Leeds")
    assert (found.first, found.last) == (first, last)


def test_the_years_of_a_text_are_found_inside_other_numbers_too() -> None:
    text = "1999, 2025, 12026, 202026, '26, ’51, 2127, 20, 2027"
    assert [text[at : at + 4] for at in years_from(text, 2026)] == ["2026", "2026", "'26,", "2027"]


@pytest.mark.parametrize(
    "text", ["2021 - 2018", "1900 - 1999", "call 2019-20", "room 12/2020", "ISO 9001 to 2015", "", "in 2019"]
)
def test_what_is_no_span_is_not_read(text: str) -> None:
    assert read_intervals(text) == ()


def test_the_last_word_of_a_paragraph_is_no_part_of_the_date_below() -> None:
    (found,) = read_intervals("She left in March\n\n2019 – 2021, fitter")
    assert (found.start, found.first) == (19, month(2019))


def test_a_word_before_a_year_is_part_of_the_date_only_when_it_is_a_month() -> None:
    text = "Work from the drawings.\n2008–2020 Joiner"
    (found,) = read_intervals(text)
    assert text[found.start : found.end] == "2008–2020"


@pytest.mark.parametrize(
    ("text", "count"), [("2015– Directrice RH", 1), ("2015– 2018 Clerk", 1), ("Built it 2015– yes", 0)]
)
def test_a_year_with_a_dash_at_the_head_of_a_line_goes_on(text: str, count: int) -> None:
    found = read_intervals(f"Work\n{text}\n")
    assert len(found) == count
    assert all(one.last == (month(2018) if "2018" in text else None) for one in found)


@pytest.mark.parametrize(
    ("text", "to_come"),
    [
        ("Graduation expected in June 2027", True),
        ("2027 (Spring) Graduation", True),
        ("results due, expected March 2026", False),
        ("valid to March 2029", False),
    ],
)
def test_what_begins_or_is_reached_later_is_to_come(text: str, *, to_come: bool) -> None:
    assert is_to_come(text, 0, len(text), NOW) is to_come


def test_one_year_twice_counts_as_half_a_year() -> None:
    (found,) = read_intervals("2018 - 2018")
    assert found.months(NOW) == 6


def test_a_span_that_goes_on_ends_now() -> None:
    (found,) = read_intervals("Jan 2026 – present")
    assert found.months(NOW) == 5


def test_a_span_in_the_future_has_not_happened() -> None:
    (found,) = read_intervals("Jan 2027 – Dec 2028")
    assert found.months(NOW) == 0


spans = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)).map(lambda one: (one[0], one[0] + one[1])))


@given(spans)
def test_overlaps_count_once(given_spans: list[tuple[int, int]]) -> None:
    covered = {one for first, last in given_spans for one in range(first, last)}
    assert merge_months(given_spans) == len(covered)


def test_lines_are_given_without_the_space_around() -> None:
    text = "  a b \n\n\tc\r\nd"
    assert [text[start:end] for start, end in lines_of(text)] == ["a b", "c", "d"]


@pytest.mark.parametrize("text", ["open 24/7 - always", "blood pressure 12/80", "12/05/20 - 14/05/20"])
def test_other_figures_with_a_stroke_are_no_time(text: str) -> None:
    assert all(one.last is not None and one.last - one.first < 2 for one in read_intervals(text))
