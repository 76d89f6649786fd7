from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.domain.feedback import FeedbackDraft, Judgement
from recollect.domain.text import fold, require_usable, require_usable_tree, search_tokens
from recollect.errors import InvalidInput, UnusableText

ANY_TEXT = st.text(st.characters())


@given(st.text())
def test_usable_text_stays_as_it_is(text: str) -> None:
    if "\0" in text:
        with pytest.raises(UnusableText):
            require_usable(text, "text")
    else:
        assert require_usable(text, "text") is text


@given(ANY_TEXT, st.sampled_from(["\0", "\ud800", "\udfff"]), ANY_TEXT)
def test_a_nul_or_half_a_pair_is_refused_wherever_it_stands(before: str, bad: str, after: str) -> None:
    with pytest.raises(UnusableText, match="query"):
        require_usable(before + bad + after, "query")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élodie", "elodie"),
        ("STRASSE straße", "strasse strasse"),
        ("Łódź Ærø Đorđe", "lodz aero dorde"),
        ("Ísland þorn", "island thorn"),
        ("ﬁnance ＡＤＯＢＥ", "finance adobe"),
        ("İstanbul ılık", "istanbul ilik"),
        ("Ǿ ™", "o tm"),
        ("C++", "c++"),
    ],
)
def test_case_and_accents_are_folded_away(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x24F)), st.text(st.characters()))
def test_what_stands_around_a_word_does_not_change_how_it_is_folded(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}"


def test_folding_any_one_character_twice_changes_nothing() -> None:
    folded = fold("\n".join(chr(point) for point in range(sys.maxunicode + 1)))
    again = fold(folded)
    if again != folded:  # said line by line, or the difference would be a page of signs
        assert [(a, b) for a, b in zip(folded.split("\n"), again.split("\n"), strict=True) if a != b] == []


@given(st.text())
def test_case_is_nothing_to_a_search_and_a_token_finds_itself(text: str) -> None:
    assert search_tokens(text.lower()) == search_tokens(text)
    for token in search_tokens(text):
        assert search_tokens(token) == [token]
        assert 0 < len(token) <= 100


@given(st.lists(st.text("abcé", min_size=1, max_size=9), max_size=5))
def test_words_are_split_at_what_is_no_letter(words: list[str]) -> None:
    folded = [fold(word) for word in words]
    for between in (" ", "-", "/", "_", "\n", " & "):
        assert search_tokens(between.join(words)) == folded


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("C++ and C#.", ["c++", "and", "c#"]),
        ("c++17, f#/c", ["c", "17", "f#", "c"]),
        ("a+b", ["a", "b"]),
        ("+1 (555)", ["1", "555"]),
        ('"-x" OR *', ["x", "or"]),
        ("日本語の求人", ["日本語の求人"]),
        ("", []),
        ("x" * 150, ["x" * 100]),
    ],
)
def test_tokens_keep_the_signs_of_a_language(text: str, tokens: list[str]) -> None:
    assert search_tokens(text) == tokens


NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(-1e18, 1e18)
LEAVES = (
    st.none() | st.booleans() | NUMBERS | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=3), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_a_tree_of_usable_values_is_usable(tree: object) -> None:
    require_usable_tree(tree, "metadata")


@given(JSON, st.sampled_from(["a\0", "\ud800"]))
def test_a_bad_text_is_found_however_deep(tree: object, bad: str) -> None:
    for whole in ([tree, bad], {"a": {"b": (tree, bad)}}, {bad: tree}):
        with pytest.raises(UnusableText):
            require_usable_tree(whole, "metadata")


def test_the_texts_of_a_record_are_looked_at_too() -> None:
    said = Judgement(rating=3, missing_points=("fine", "a\0"))
    with pytest.raises(UnusableText, match="missing_points"):
        require_usable_tree(FeedbackDraft(interaction_id="a", query="", context=(), response="", feedback=said), "it")
    require_usable_tree(b"\0", "bytes are no text")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 2**63, -(2**63), 1e300])
def test_a_number_that_json_does_not_carry_faithfully_is_refused(number: float) -> None:
    with pytest.raises(InvalidInput, match="metadata"):
        require_usable_tree({"a": [number]}, "metadata")


def test_a_tree_without_end_is_refused() -> None:
    tree: list[object] = []
    for _ in range(5_000):
        tree = [tree]
    with pytest.raises(InvalidInput, match="deep"):
        require_usable_tree(tree, "metadata")
