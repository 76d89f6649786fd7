"""A look for telling letters before a search takes nothing from what the search finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.knowledge.patterns import fixed_pieces, patterns
from recollect.scoring.knowledge.sought import Sought, small_letters, sought
from recollect.scoring.reading import doubts, education

ALL = [one for module in (doubts, education) for one in vars(module).values() if isinstance(one, Sought)]
SAYS = [rule for pattern in patterns() for rule in zip(pattern.says, pattern.pieces, strict=True) if rule[1]]


def test_expressions_are_sought_that_way() -> None:
    assert len(ALL) == 7
    assert len(SAYS) > 6


@pytest.mark.parametrize("one", ALL, ids=lambda one: str(one.expression.pattern)[:30])
@given(st.data())
def test_whatever_is_found_holds_a_telling_piece(one: Sought, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(one.expression, alphabet=st.characters(codec="utf-8")))
    assert one.expression.search(text) is not None
    assert one.is_in(text, small_letters(text))


@pytest.mark.parametrize(("says", "pieces"), SAYS, ids=lambda one: str(getattr(one, "pattern", ""))[:30])
@given(st.data())
def test_whatever_a_pattern_finds_holds_its_fixed_pieces(
    says: re.Pattern[str], pieces: tuple[str, ...], data: st.DataObject
) -> None:
    small = small_letters(data.draw(st.from_regex(says)))
    assert all(piece in small for piece in pieces)


@pytest.mark.parametrize(
    ("expression", "pieces"),
    [
        (r"\breport(?:s|ed|ing)? (?:directly )?to me\b", ("report", "to me")),
        (r"\b{n} (?:direct )?reports\b", ("reports",)),
        (r"(?<!in a )crews? of x{0,2}yz", ("crew", " of ", "yz")),
        (r"\bthis one|that one\b", ()),
        (r"[a-z]bc+ de", (" de",)),
    ],
)
def test_only_what_must_stand_there_is_a_fixed_piece(expression: str, pieces: tuple[str, ...]) -> None:
    assert fixed_pieces(expression) == pieces


@pytest.mark.parametrize("text", ["AT HOME", "at home", "At hOmE", "ſpare-tıme", "SPARE-TİME", "K\u0130TCHEN home"])
def test_capitals_and_their_odd_kin_are_alike(text: str) -> None:
    found = sought(r"at home|spare-time|kitchen", "home", "spare-time", "kitchen")
    assert found.is_in(text, small_letters(text))
