"""Quotes are readable and stand in the text, to the character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.judging.evidence import quote_span


def quoted(text: str, word: str) -> str:
    at = text.index(word)
    start, end = quote_span(text, at, at + len(word))
    return text[start:end]


def test_a_short_line_is_quoted_whole_without_its_bullet() -> None:
    assert quoted("Work\n• Fitted boilers in flats;\nMore", "boilers") == "Fitted boilers in flats"


def test_an_icon_before_a_line_is_not_quoted() -> None:
    assert quoted("Papers\n\ue766 Gas Safe registered\nMore", "Gas Safe") == "Gas Safe registered"


def test_a_long_line_is_cut_to_its_sentence() -> None:
    text = "Swept the yard every day. " * 5 + "Fitted boilers in flats. " + "Drove the van home. " * 5
    assert quoted(text, "boilers") == "Fitted boilers in flats."


def test_a_long_list_is_cut_at_its_commas() -> None:
    names = [f"kind of pipe number {number}" for number in range(30)]
    text = "Skills: " + ", ".join(names)
    found = quoted(text, names[15])
    assert names[15] in found
    assert len(found) < 200
    assert found.startswith("kind of pipe")


def test_a_long_line_without_commas_is_cut_between_words() -> None:
    text = "pipe " * 100 + "boiler" + " pipe" * 100
    found = quoted(text, "boiler")
    assert len(found) < 200
    assert set(found.split()) == {"pipe", "boiler"}


def test_a_sentence_that_the_paper_broke_is_quoted_whole() -> None:
    text = "Work\n• Swapped pumps and valves, rewired burners and\nboilers of forty flats. Drove the van.\n• Kept stock"
    assert quoted(text, "boilers") == "Swapped pumps and valves, rewired burners and\nboilers of forty flats."
    assert quoted(text, "valves") == quoted(text, "boilers")
    assert quoted(text, "van") == "Drove the van."
    assert quoted(text, "stock") == "Kept stock"


def test_lines_that_their_writer_ended_are_quoted_apart() -> None:
    text = "boilers, pumps and\nvalves\nHead of Maintenance for the Northern Housing Group\nTwo vans and forty flats"
    assert quoted(text, "pumps") == "boilers, pumps and"
    assert quoted(text, "Head") == "Head of Maintenance for the Northern Housing Group"


@pytest.mark.parametrize("text", ["x" * 500, "- x", "x,"])
def test_what_was_found_is_always_inside(text: str) -> None:
    at = text.index("x")
    start, end = quote_span(text, at, at + 1)
    assert start <= at < end


@given(st.text(alphabet="aB .,;|•\n-", max_size=400), st.integers(0, 399), st.integers(1, 40))
def test_any_span_stays_inside_its_quote(text: str, start: int, length: int) -> None:
    end = start + length
    if end > len(text):
        return
    left, right = quote_span(text, start, end)
    assert 0 <= left <= start
    assert end <= right <= len(text)
