"""Where an ad speaks of skills, in its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.evaluation import skill_spans


def spoken_of(text: str) -> list[str]:
    return [text[start:end] for start, end in skill_spans(text)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Plan the weekly menus and order stock", "Plan the weekly menus and order stock"),
        ("You have knowledge of kiln firing and glaze chemistry.", "kiln firing"),
        ("You have knowledge of kiln firing and glaze chemistry.", "glaze chemistry"),
        ("Ability to explain test results to patients", "explain test results"),
        ("As a person you are curious and structured", "curious"),
        ("Experience with PostgreSQL is required", "PostgreSQL"),
        ("You hold a bachelor's degree in botany", "bachelor's degree"),
        ("You are responsible for supervising night shifts", "supervising night shifts"),
        ("You also mentor apprentices", "mentor apprentices"),
    ],
)
def test_what_somebody_should_do_or_know_is_found(text: str, phrase: str) -> None:
    assert phrase in spoken_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "We build bridges all over our country",
        "Our benefits include health insurance and Python courses",
        "Java Developer",
        "We are looking for a Python software engineer",
        "You work",
        "It makes sense to wait",
        "",
    ],
)
def test_the_employer_its_offers_and_titles_are_no_skills(text: str) -> None:
    assert spoken_of(text) == []


@given(st.text(alphabet="ab cdelnoprstwy.,;:\n•-ABEW", max_size=120))
def test_spans_lie_in_the_text_and_stand_in_order(text: str) -> None:
    spans = skill_spans(text)
    assert spans == sorted(set(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)
