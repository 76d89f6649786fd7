import pytest

from recollect.documents.limits import Limits
from recollect.documents.text import decode_text, extract_text
from recollect.errors import DocumentTooCostly, EmptyDocument


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
