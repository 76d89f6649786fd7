import pytest

from recollect.documents.extract import Extract
from recollect.documents.quality import grade_text
from recollect.domain.document import PageSpan

WORDS = " ".join(["word"] * 30)


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
