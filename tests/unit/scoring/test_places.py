"""Which country a text speaks of."""

from __future__ import annotations

import pytest

from recollect.scoring.knowledge.places import countries_in, country_of, places
from recollect.scoring.knowledge.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Joiner, Leeds\n£19 an hour", "United Kingdom"),
        ("Timber framer, Bristol, VT", "United States"),
        ("Nurse\nPeterborough, ON", "Canada"),
        ("Koch, München", "Germany"),
        ("A cook with no place", None),
        ("Leeds and Dublin", None),
        ("Indian and Thai restaurant chef", None),
        ("Indian chef", "India"),
        ("x " * 250 + "studied in Ibadan", None),
        ("x " * 250 + "Ibadan, Lagos, Abuja", "Nigeria"),
    ],
)
def test_a_text_is_of_the_country_that_its_head_names(text: str, country: str | None) -> None:
    found = country_of(text, tokenise(text))
    assert (places().names[found] if found >= 0 else None) == country


def test_a_passage_names_every_country_in_it() -> None:
    text = "Licences: CPA (Ontario), ICAI (India)\nLeeds"
    end = text.index("\n")
    found = countries_in(text, tokenise(text), 0, end)
    assert {places().names[one] for one in found} == {"Canada", "India"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Manchester, UK", None),
        ("Work in the UK", "United Kingdom"),
        ("Austin, TX", "United States"),
        ("Austin TX", "United States"),
        ("PUK and UKI", None),
        ("the U.S. market", "United States"),
        ("Auckland NZ", "New Zealand"),
    ],
)
def test_a_sign_stands_by_itself_and_two_capitals_behind_a_comma_are_those_of_a_state(
    text: str, country: str | None
) -> None:
    found = {places().names[number] for number in countries_in(text, tokenise("none"), 0, len(text))}
    assert found == ({country} if country else set())
