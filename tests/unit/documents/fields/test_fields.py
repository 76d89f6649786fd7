from collections.abc import Sequence

import pytest

from pdf_factory import make_pdf
from pdf_objects import RESUME, build_page
from recollect.documents.extract import Extract
from recollect.documents.fields.fields import find_fields
from recollect.documents.limits import Limits
from recollect.documents.pdf.document import extract_pdf
from recollect.domain.document import Fields, FieldValue


def of_pdf(lines: Sequence[str], filename: str = "cv.pdf", font: str = "Helvetica") -> Fields:
    return find_fields(extract_pdf(make_pdf(lines, font=font), Limits()), filename)


def of_text(text: str, filename: str = "cv.txt") -> Fields:
    return find_fields(Extract(text=text), filename)


def value(field: FieldValue | None) -> str | None:
    return None if field is None else field.value


def values(fields: Sequence[FieldValue]) -> list[str]:
    return [field.value for field in fields]


def test_the_whole_title_block_is_found() -> None:
    fields = of_pdf(RESUME)
    assert value(fields.name) == "Maren Holt"
    assert value(fields.headline) == "Registered Nurse"
    assert values(fields.emails) == ["maren.holt@example.org"]
    assert values(fields.phones) == ["+442079460018"]
    assert values(fields.links) == ["https://linkedin.com/in/marenholt"]
    assert value(fields.location) == "Leeds, UK"


def test_each_field_says_where_it_stands() -> None:
    read = extract_pdf(make_pdf(), Limits())
    fields = find_fields(read, "cv.pdf")
    written = {
        "Maren Holt": fields.name,
        "maren.holt@example.org": fields.emails[0],
        "+44 20 7946 0018": fields.phones[0],
        "linkedin.com/in/marenholt": fields.links[0],
        "Leeds, UK": fields.location,
        "Registered Nurse": fields.headline,
    }
    for text, field in written.items():
        assert field is not None
        assert read.text[field.start : field.end] == text
        assert field.page == 1
        assert field.boxes is not None
        assert len(field.boxes) == 1
        assert 0 < field.confidence <= 1
        assert field.source == "parsed"


def test_a_text_has_spans_but_no_boxes() -> None:
    fields = of_text("Ida Storm\nida.storm@example.no\n")
    assert fields.name is not None
    assert (fields.name.start, fields.name.end, fields.name.page, fields.name.boxes) == (0, 9, None, None)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["Curriculum Vitae", "Ida Storm", "ida.storm@example.no"], "Ida Storm"),
        (["IDA STORM", "Teacher"], "IDA STORM"),
        (["Dr. Ida van der Storm, MD, PhD", "Teacher"], "Dr. Ida van der Storm"),
        (["Ida Storm | Teacher of mathematics", "Oslo"], "Ida Storm"),
        (["Ida O'Neill-Strøm", "Teacher"], "Ida O'Neill-Strøm"),
        (["Executive Summary", "Ten years in schools"], None),
        (["Senior Project Manager", "Ten years in schools"], None),
        (["Northwind Trading Company", "Ten years in schools"], None),
        (["Welcome", "Ten years in schools"], None),
        (["Report 2024", "Ten years in schools"], None),
    ],
)
def test_the_largest_type_is_the_name_only_when_it_looks_like_one(lines: list[str], name: str | None) -> None:
    body = ["Experience", "Taught mathematics to classes of thirty for ten years in two schools."] * 3
    assert value(of_pdf([*lines, *body], font="Vera").name) == name


def test_a_name_in_two_lines_of_one_size_is_one_name() -> None:
    drawn = b"BT /F 24 Tf 72 760 Td (Ida) Tj 0 -28 Td (Storm) Tj /F 10 Tf" + b" 0 -14 Td (Taught mathematics.) Tj" * 9
    read = extract_pdf(build_page(drawn + b" ET"), Limits())
    name = find_fields(read, "cv.pdf").name
    assert name is not None
    assert (name.value, read.text[name.start : name.end]) == ("Ida Storm", "Ida\nStorm")
    assert name.boxes is not None
    assert len(name.boxes) == 2


@pytest.mark.parametrize(("line", "name"), [("山田 太郎", "山田 太郎"), ("山田太郎", "山田太郎"), ("履歴書", None)])
def test_a_name_without_capitals_is_known(line: str, name: str | None) -> None:
    assert value(of_pdf([line, "東京", "看護師として病院で十年間働きました"], font="HeiseiMin-W3").name) == name


@pytest.mark.parametrize(
    ("text", "filename", "name"),
    [
        ("Resume\n\nIda Storm\nida.storm@example.no", "cv.txt", "Ida Storm"),
        ("Teacher\nIda Storm\nistorm@example.no", "cv.txt", "Ida Storm"),
        ("Teacher\nIda Storm\nOslo", "Ida_Storm_CV.txt", "Ida Storm"),
        ("Name: Ida Storm\nTeacher", "cv.txt", "Ida Storm"),
        ("Ida Storm\nteacher77@example.no", "cv.txt", "Ida Storm"),
        ("Ida Storm\nwas the best of all teachers", "cv.txt", None),
        ("Blue Harbour\nhello@blueharbour.example", "cv.txt", None),
        ("Project Manager\nsomeone@example.no", "cv.txt", None),
        ("Ten years in schools.\nida.storm@example.no", "cv.txt", None),
    ],
)
def test_without_type_sizes_something_else_must_speak_for_a_name(text: str, filename: str, name: str | None) -> None:
    assert value(of_text(text, filename).name) == name


def test_a_name_that_agrees_with_the_address_is_surer() -> None:
    body = "Taught mathematics to classes of thirty for ten years."
    alone, agreeing = of_pdf(["Ida Storm", body]).name, of_pdf(["Ida Storm", "ida.storm@example.no", body]).name
    assert alone is not None
    assert agreeing is not None
    assert alone.confidence < agreeing.confidence


def test_the_details_of_a_referee_are_not_the_persons() -> None:
    fields = of_text(
        "Ida Storm\nida.storm@example.no\nExperience\nSchool\n"
        "References\nOtto Berg, otto.berg@example.no, +47 22 22 55 55"
    )
    assert values(fields.emails) == ["ida.storm@example.no"]
    assert fields.phones == ()


def test_a_contact_part_may_come_last() -> None:
    fields = of_text("Experience\nTeacher in Oslo\nContact\n+47 22 22 55 55\nida.storm@example.no")
    assert values(fields.phones) == ["+4722225555"]
    assert values(fields.emails) == ["ida.storm@example.no"]


def test_a_link_hidden_under_words_is_found_and_one_in_a_sentence_is_not() -> None:
    lines = ["Ida Storm", "my work", "Here is what I once wrote on how to teach the sum of angles, with a link in it"]
    links = [(1, "https://storm.example/Work/"), (2, "https://paper.example/angles"), (0, "mailto:Ida@Storm.example")]
    fields = find_fields(extract_pdf(make_pdf(lines, links=links), Limits()), "cv.pdf")
    assert values(fields.links) == ["https://storm.example/Work"]
    assert values(fields.emails) == ["Ida@storm.example"]


def test_a_number_hidden_under_words_is_found() -> None:
    links = [(1, "tel:+47%2022%2022%2055%2055"), (2, "tel:none"), (3, "mailto:nobody"), (3, "ftp://storm.example")]
    read = extract_pdf(make_pdf(["Ida Storm", "call me", "or not", "at all"], links=links), Limits())
    fields = find_fields(read, "cv.pdf")
    assert [(phone.value, read.text[phone.start : phone.end]) for phone in fields.phones] == [
        ("+4722225555", "call me")
    ]
    assert (fields.emails, fields.links) == ((), ())


def test_a_profile_made_of_the_persons_name_counts_in_any_part() -> None:
    fields = of_text(
        "Ida Storm\nida.storm@example.no\nProjects\ngithub.com/idastorm\ngithub.com/someone", "Ida_Storm.txt"
    )
    assert values(fields.links) == ["https://github.com/idastorm"]


def test_a_name_set_in_two_lines_is_one() -> None:
    body = ["Taught mathematics to classes of thirty for ten years."] * 3
    read = extract_pdf(make_pdf(["Ida", "Storm", *body], size=20), Limits())
    small = extract_pdf(make_pdf(["x", *body], first_size=9, size=9), Limits())
    assert value(find_fields(read, "Ida_Storm.pdf").name) == "Ida Storm"
    assert value(find_fields(small, "Ida_Storm.pdf").name) is None


def test_the_country_of_the_place_reads_a_bare_number() -> None:
    assert values(of_text("Ida Storm\nOslo, Norway\n22 22 55 55").phones) == ["+4722225555"]
    assert values(of_text("Ida Storm\nAustin, TX\n(512) 555-0143").phones) == ["+15125550143"]


@pytest.mark.parametrize(
    "beside", ["+47 51 50 50 50", "ida@storm.no"], ids=["another number's code", "the address's domain"]
)
def test_a_bare_number_follows_what_else_tells_the_country(beside: str) -> None:
    assert "+4722225555" in values(of_text(f"Ida Storm\n{beside}\n22 22 55 55").phones)


def test_a_world_wide_domain_tells_no_country() -> None:
    assert of_text("Ida Storm\nida@storm.co\n22 22 55 55").phones == ()


def test_a_bare_number_without_a_country_is_left_out() -> None:
    assert of_text("Ida Storm\n22 22 55 55").phones == ()


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (["Ida Storm", "Teacher of Mathematics", "ida.storm@example.no"], "Teacher of Mathematics"),
        (["Ida Storm – Electrician", "ida.storm@example.no", "b"], "Electrician"),
        (["Ida Storm", "ida.storm@example.no", "Teacher"], None),
        (["Ida Storm", "A teacher who has taught for ten years.", "b"], None),
        (["Ida Storm", "Summary", "Teacher"], None),
        (["Ida Storm", "Head Teacher and Governor of Schools", "and Museums", "x@example.no"],
         "Head Teacher and Governor of Schools and Museums"),
    ],
)  # fmt: skip
def test_the_headline_stands_beside_or_under_the_name(lines: list[str], headline: str | None) -> None:
    assert value(of_text("\n".join(lines), "Ida_Storm.txt").headline) == headline


def test_nothing_is_found_in_nothing() -> None:
    assert of_text("") == Fields()
