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
        ("", 1, "none"),
    ],
)
def test_the_grade_follows_undecoded_characters_and_words_a_page(text: str, pages: int, grade: str) -> None:
    spans = tuple(PageSpan(number, 0, len(text), 595, 842) for number in range(1, pages + 1))
    assert grade_text(Extract(text=text, pages=spans)) == grade


@pytest.mark.parametrize(("sure", "grade"), [((0.95, None), "good"), ((0.95, 0.6), "fair"), ((0.5, None), "poor")])
def test_the_grade_follows_how_sure_recognition_is(sure: tuple[float | None, ...], grade: str) -> None:
    text = " ".join([WORDS] * 2)
    half = len(text) // 2
    pages = tuple(PageSpan(n + 1, n * half, (n + 1) * half, 595, 842, one) for n, one in enumerate(sure))
    warnings = tuple("recognised" for one in sure if one is not None)
    assert grade_text(Extract(text=text, pages=pages, warnings=warnings)) == grade


def test_a_missing_page_lowers_the_grade() -> None:
    assert grade_text(Extract(text=WORDS, warnings=("Page 2 is a picture only.",))) == "fair"
