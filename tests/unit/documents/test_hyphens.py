import pytest

from recollect.documents.hyphens import keeps_hyphen


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("experi", "ence"),
        ("manage", "ment,"),
        ("EXPERI", "ENCE"),
        ("Verant", "wortung"),
        ("high", "est"),
        ("the inter", "national"),
    ],
)
def test_a_broken_word_loses_its_hyphen(before: str, after: str) -> None:
    assert not keeps_hyphen(before, after, before + after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("full", "time"),
        ("Jean", "Pierre"),
        ("COVID", "19"),
        ("2019", "2021"),
        ("part", "time"),
        ("cross", "functional"),
        ("and/", "or"),
        ("range", ""),
    ],
)
def test_a_hyphen_of_the_word_itself_stays(before: str, after: str) -> None:
    assert keeps_hyphen(before, after, before + after)


def test_a_word_written_with_its_hyphen_elsewhere_keeps_it() -> None:
    assert keeps_hyphen("action", "adventure", "An action-adventure game; another action\ufffeadventure.")
    assert not keeps_hyphen("action", "adventure", "Re-action-adventures")
