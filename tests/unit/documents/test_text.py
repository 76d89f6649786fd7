import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.documents.characters import clean_characters, clean_lines
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.documents.quality import grade_text
from recollect.documents.text import decode_text, extract_text
from recollect.domain.document import PageSpan
from recollect.domain.text import require_usable
from recollect.errors import DocumentTooCostly, EmptyDocument

WORDS = " ".join(["word"] * 30)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_same_text_comes_from_each_encoding(encoding: str) -> None:
    text = "Jürgen Weiß\n“Ten years” – and more"
    assert extract_text(text.encode(encoding), Limits()).text == text


def test_line_ends_become_one_kind() -> None:
    assert extract_text(b"a\r\nb\rc\nd\x0ce", Limits()).text == "a\nb\nc\nd\ne"


def test_a_stray_nul_is_dropped_and_many_are_no_text() -> None:
    assert extract_text(b"Ida" + b"\0" + b" Storm " * 60, Limits()).text.startswith("Ida Storm")
    assert decode_text(b"I\0d\0a\0 \0S\0t\0o\0r\0m\0") is None


def test_half_a_utf16_text_is_no_text() -> None:
    assert decode_text("Ida".encode("utf-16") + b"\x00") is None


@pytest.mark.parametrize("data", [b"  \n\t\n", b"\xef\xbb\xbf", b"\n"])
def test_white_space_is_no_document(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        extract_text(data, Limits())


def test_a_text_over_the_limit_is_too_costly() -> None:
    with pytest.raises(DocumentTooCostly, match="100 characters"):
        extract_text(b"a" * 101, Limits(max_characters=100))


@given(st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("\0\r\n\x0b\ufffe\ufeff")))
def test_a_cleaned_text_can_be_kept(text: str) -> None:
    cleaned = clean_lines(text)
    require_usable(cleaned, "it")
    assert "\r" not in cleaned
    assert clean_lines(cleaned) == cleaned


def test_half_pairs_go_and_whole_ones_are_joined() -> None:
    assert clean_characters("a\ud83d\ude00b\ud83dc\ude00") == "a\U0001f600bc"


@pytest.mark.parametrize(
    ("text", "pages", "grade"),
    [
        (WORDS, 1, "good"),
        (WORDS + " \uf0e0 mail", 1, "good"),
        (WORDS + " caf\ufffd", 1, "fair"),
        ("\ue001\ue002\ue003 " * 10 + WORDS, 1, "poor"),
        ("(cid:12)(cid:7) " * 10 + WORDS, 1, "poor"),
        (WORDS, 2, "fair"),
        ("stamp", 1, "fair"),
    ],
)
def test_the_grade_follows_undecoded_characters_and_words_a_page(text: str, pages: int, grade: str) -> None:
    spans = tuple(PageSpan(number, 0, len(text), 595, 842) for number in range(1, pages + 1))
    assert grade_text(Extract(text=text, pages=spans)) == grade


def test_a_missing_page_lowers_the_grade() -> None:
    assert grade_text(Extract(text=WORDS, warnings=("Page 2 is a picture only.",))) == "fair"
