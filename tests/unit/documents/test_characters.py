from hypothesis import given
from hypothesis import strategies as st

from recollect.documents.characters import clean_characters, clean_lines
from recollect.domain.text import require_usable


@given(st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("\0\r\n\x0b\ufffe\ufeff")))
def test_a_cleaned_text_can_be_kept(text: str) -> None:
    cleaned = clean_lines(text)
    require_usable(cleaned, "it")
    assert "\r" not in cleaned
    assert clean_lines(cleaned) == cleaned


def test_half_pairs_go_and_whole_ones_are_joined() -> None:
    assert clean_characters("a\ud83d\ude00b\ud83dc\ude00") == "a\U0001f600bc"
