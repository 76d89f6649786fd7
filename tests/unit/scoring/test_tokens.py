"""Words with their offsets, in the forms that are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.tokens import SHINGLE, forms, singular, stem_of, tokenise, without_addresses


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("C++, C# and .NET", ["c++", "c#", "and", ".net"]),
        ("node.js/CI", ["node", "js", "ci"]),
        ("Élodie’s invoices", ["elodie", "s", "invoice"]),
        ("", []),
    ],
)
def test_words_are_split_and_folded(text: str, keys: list[str]) -> None:
    assert tokenise(text).keys == keys


@given(st.text(max_size=200))
def test_offsets_give_the_words_back(text: str) -> None:
    tokens = tokenise(text)
    words = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert [forms(word)[0] for word in words] == tokens.keys
    assert list(tokens.starts) == sorted(tokens.starts)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("nurses", "nurse"),
        ("batteries", "battery"),
        ("boxes", "box"),
        ("glass", "glass"),
        ("analysis", "analysis"),
        ("physics", "physics"),
        ("gas", "gas"),
    ],
)
def test_plurals_meet_their_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_grammatical_forms_share_a_stem() -> None:
    assert stem_of("managing") == stem_of("managed") == stem_of("manage")
    assert stem_of("planning") == stem_of("planned")
    assert stem_of("welding") != stem_of("wedding")


def test_job_words_have_no_gender() -> None:
    assert tokenise("waitress").keys == tokenise("waiter").keys
    assert tokenise("chairwoman").keys == tokenise("chairman").keys


def test_addresses_hold_no_words_and_move_no_offset() -> None:
    text = "Mail cook@baker.example, see https://nurse.example/java or www.python.example now"
    assert tokenise(text).keys == ["mail", "see", "or", "now"]
    assert len(without_addresses(text)) == len(text)


def test_a_long_run_of_address_signs_takes_no_long_time() -> None:
    assert tokenise("@" * 200_000).keys == []


def test_shingles_tell_the_order_of_words() -> None:
    one = tokenise("wire the panel and test it").shingles()
    assert len(one) == 6 - SHINGLE + 1
    assert one == tokenise("Wire the panels AND test it").shingles()
    assert one[0] not in tokenise("test it and wire the panel").shingles()
    assert tokenise("too few").shingles() == []
