"""A slip or two is seen through, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.domain.spelling import nearest_word

KNOWN = {"accountant": 3, "electrician": 2, "nurse": 5, "nurses": 1, "registered": 1, "raghunathan": 1, "java": 1}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("accountent", "accountant"),
        ("elctrician", "electrician"),
        ("electritian", "electrician"),
        ("elecrtician", "electrician"),
        ("electricians", "electrician"),
        ("regstered", "registered"),
        ("raghunatan", "raghunathan"),
        ("raghuntahn", "raghunathan"),
        ("nurze", "nurse"),
        ("nursse", "nurse"),
        ("jva", None),
        ("lava", None),
        ("carpenter", None),
        ("nrs", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_given(written: str, meant: str | None) -> None:
    assert nearest_word(written, KNOWN) == meant


@given(st.text("abcdefgh", min_size=8, max_size=14), st.integers(1, 6), st.sampled_from("abcdefgh"))
def test_whatever_single_slip_is_made_the_word_is_found(word: str, at: int, letter: str) -> None:
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for written in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        swapped,
    ):
        if len(written) >= 8:
            assert nearest_word(written, {word: 1}) == word
