"""Words with their offsets, in the forms that are compared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.knowledge.tokens import SHINGLE, forms, singular, stem_of, tokenise, without_addresses


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


PIECES = ["a", "B", "é", "_", "+", "#", ".", "net", ".NET", ".net++", "c++", "5", "²", "\N{PARTY POPPER}", "\U0001d40f"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_words_are_runs_of_letters_and_digits_with_their_signs(text: str) -> None:
    tokens = tokenise(text)
    spans = list(zip(tokens.starts, tokens.ends, strict=True))
    assert spans == [found.span() for found in re.finditer(r"\.[nN][eE][tT]\b|[^\W_]++(?:[+#]+(?!\w))?", text)]


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
        ("cpcs", "cpcs"),
    ],
)
def test_plurals_meet_their_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_grammatical_forms_share_a_stem() -> None:
    assert stem_of("managing") == stem_of("managed") == stem_of("manage")
    assert stem_of("planning") == stem_of("planned")
    assert stem_of("led") == stem_of("leading") == stem_of("lead")
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


def test_words_are_the_same_beside_signs_beyond_the_basic_plane() -> None:
    assert tokenise("\N{PARTY POPPER} C++ and .NET, \N{MATHEMATICAL BOLD DIGIT FIVE} tests").keys == [
        "c++",
        "and",
        ".net",
        "5",
        "test",
    ]


def test_shingles_tell_the_order_of_words() -> None:
    one = tokenise("wire the panel and test it").shingles().tolist()
    assert len(one) == 6 - SHINGLE + 1
    assert one == tokenise("Wire the panels AND test it").shingles().tolist()
    assert one[0] not in tokenise("test it and wire the panel").shingles()
    assert tokenise("too few").shingles().tolist() == []


def test_words_are_the_same_when_there_are_more_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(f"Wires{at}s testing{at % 7}" for at in range(first, first + 40)) for first in (0, 20, 40)]
    before = [tokenise(text) for text in texts]
    monkeypatch.setattr("recollect.scoring.knowledge.tokens._MOST_KEPT", 50)
    monkeypatch.setattr("recollect.scoring.knowledge.tokens._FIRST_SEEN", 1)
    assert [tokenise(text) for text in texts + texts] == before + before
    assert [tokenise(text).codes for text in texts] == [one.codes for one in before]
    assert all([*map(forms, text.split())] == [*zip(*_columns(text), strict=True)] for text in texts)


def _columns(text: str) -> tuple[list[str], list[str], list[int]]:
    tokens = tokenise(text)
    return tokens.keys, tokens.stems, tokens.codes.tolist()
