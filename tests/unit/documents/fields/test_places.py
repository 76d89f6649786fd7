import pytest

from recollect.documents.fields.places import find_place


@pytest.mark.parametrize(
    ("line", "place", "country"),
    [
        ("San Francisco, CA 94107", "San Francisco, CA 94107", "US"),
        ("ida@example.com Austin, TX", "Austin, TX", "US"),
        ("12 Mill Lane, Leeds LS1 4AP, UK", "Leeds LS1 4AP, UK", "GB"),
        ("75011 Paris, France", "Paris, France", "FR"),
        ("Toronto, ON M5V 2T6, Canada", "Toronto, ON M5V 2T6, Canada", "CA"),
        ("Location: Tromsø", "Tromsø", None),
        ("Rio de Janeiro, Brasil", "Rio de Janeiro, Brasil", "BR"),
    ],
)
def test_places(line: str, place: str, country: str | None) -> None:
    found = find_place(line)
    assert found is not None
    assert (line[found.start : found.end], found.country) == (place, country)


@pytest.mark.parametrize("line", ["Oslo", "Contact us", "Senior Engineer, UK", "Teacher, Mother", "led, IN"])
def test_what_may_be_something_else_is_no_place(line: str) -> None:
    assert find_place(line) is None
