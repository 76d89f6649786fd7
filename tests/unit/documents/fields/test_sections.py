import pytest

from pdf_factory import make_pdf
from recollect.documents.extract import Extract
from recollect.documents.fields.rows import read_rows
from recollect.documents.fields.sections import find_parts, find_sections, heading_kind
from recollect.documents.limits import Limits
from recollect.documents.reading import read_document


def kinds(text: str) -> list[tuple[str, str]]:
    sections = find_sections(find_parts(read_rows(Extract(text=text))), len(text))
    return [(section.kind, section.heading) for section in sections]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("WORK EXPERIENCE", "experience"),
        ("E D U C A T I O N", "education"),
        ("Education & Certifications:", "education"),
        ("Skills and Languages", "skills"),
        ("— Publications —", "other"),
        ("Beruflicher Werdegang", "experience"),
        ("Expériences professionnelles", "experience"),
        ("Formación académica", "education"),
        ("Formação académica", "education"),
        ("Competenze linguistiche", "languages"),
        ("Opleidingen", "education"),
        ("Doświadczenie zawodowe", "experience"),
        ("Referees", "other"),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, kind: str) -> None:
    assert heading_kind(heading) == kind


@pytest.mark.parametrize("line", ["Head of Education", "I have experience with lathes", "", "Experience Ltd"])
def test_other_lines_are_no_headings(line: str) -> None:
    assert heading_kind(line) is None


def test_each_section_reaches_to_the_next_heading() -> None:
    text = "Ada Kell\n\nExperience\nBaker, Kell & Sons 2019 – 2021\n\nEducation\nDiploma, 2018"
    sections = find_sections(find_parts(read_rows(Extract(text=text))), len(text))
    assert [text[one.start : one.end].split("\n", maxsplit=1)[0] for one in sections] == ["Experience", "Education"]
    assert sections[0].end == sections[1].start
    assert sections[1].end == len(text)


def test_a_labelled_line_is_a_section_of_its_own() -> None:
    assert kinds("Ada Kell\nLanguages: English, Polish\nI bake bread.") == [("languages", "Languages")]


def test_programming_languages_are_skills() -> None:
    assert kinds("Ada Kell\nLanguages: Python, C++") == [("skills", "Languages")]


def test_a_list_within_a_job_is_no_section() -> None:
    text = "Experience\nBaker, Kell & Sons 2019 – 2021\nTools:\n- oven\nProjects:\n- a wedding cake"
    assert kinds(text) == [("experience", "Experience")]


def test_type_tells_a_heading_without_usual_words() -> None:
    lines = ["Experience", "Baker, 2019 – 2021", "Education", "Diploma, 2018", "Bread I am proud of", "Rye with seeds."]
    data = make_pdf(lines, size=11)
    assert [s.heading for s in read_document(data, "cv.pdf", Limits()).sections] == ["Experience", "Education"]
