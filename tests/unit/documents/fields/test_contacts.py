import pytest

from recollect.documents.fields.contacts import (
    country_of_phone,
    email_of_uri,
    find_emails,
    find_links,
    find_phones,
    normalise_link,
    phone_of_uri,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel. +49 (0)30 901820", ["+4930901820"]),
        ("0033 1 42 68 53 00", ["+33142685300"]),
        ("+1 (555) 291-4756", ["+15552914756"]),
        ("2016 - 2023", []),
        ("2019-01-31", []),
        ("ISBN 978-3-16-148410-0", []),
        ("+1 23", []),
    ],
)
def test_phones(text: str, expected: list[str]) -> None:
    assert [found.value for found in find_phones(text, None)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to Ida.Storm+work@Example.NO.", ["Ida.Storm+work@example.no"]),
        ("a@b.example, c@d.example", ["a@b.example", "c@d.example"]),
        ("@ida on the web, ida@, ida@host", []),
    ],
)
def test_emails(text: str, expected: list[str]) -> None:
    assert [found.value for found in find_emails(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://Storm.example/Work/?a=1.", ["https://storm.example/Work?a=1"]),
        ("linkedin.com/in/ida-storm | github.com/ida", ["https://linkedin.com/in/ida-storm", "https://github.com/ida"]),
        ("www.storm.no", ["https://www.storm.no"]),
        ("idastorm.dev", ["https://idastorm.dev"]),
        ("ida.storm@example.no", []),
        ("Node.js, Vue.js, ASP.NET, socket.io and e.g. GitHub.com", []),
        ("version 2.0.1 at 10.30 a.m.", []),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    assert [found.value for found in find_links(text)] == expected


@pytest.mark.parametrize("written", ["http://[broken", "nodots", "https://"])
def test_what_is_no_address_has_no_link(written: str) -> None:
    assert normalise_link(written) is None


@pytest.mark.parametrize(
    ("uri", "value"),
    [
        ("mailto:Ida.Storm@Example.NO?subject=Hello", "Ida.Storm@example.no"),
        ("MAILTO:ida%40example.no", "ida@example.no"),
        ("mailto:the school", None),
        ("https://example.no", None),
    ],
)
def test_the_address_of_a_mail_link(uri: str, value: str | None) -> None:
    assert email_of_uri(uri) == value


@pytest.mark.parametrize(
    ("uri", "region", "value"),
    [
        ("tel:+47%2022%2022%2055%2055", None, "+4722225555"),
        ("tel:22225555", "NO", "+4722225555"),
        ("tel:22225555", None, None),
        ("tel:+", None, None),
        ("mailto:ida@example.no", None, None),
    ],
)
def test_the_number_of_a_telephone_link(uri: str, region: str | None, value: str | None) -> None:
    assert phone_of_uri(uri, region) == value


@pytest.mark.parametrize(("number", "country"), [("+4722225555", "NO"), ("+80012345678", None), ("", None)])
def test_the_country_of_a_number(number: str, country: str | None) -> None:
    assert country_of_phone(number) == country
