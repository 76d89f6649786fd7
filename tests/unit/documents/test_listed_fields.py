"""Positions, education, languages, skills and certificates."""

import pytest
from benchmarks.document_fields import score_written
from benchmarks.resume_layouts import LAYOUTS, written_resumes
from benchmarks.resume_people import TONGUES
from hypothesis import given, settings
from hypothesis import strategies as st

from counts import full_or
from recollect.documents.extract import Extract
from recollect.documents.fields.fields import find_fields
from recollect.documents.limits import Limits
from recollect.documents.reading import read_document
from recollect.domain.document import Education, Fields, FieldValue, Position


def of_text(text: str) -> Fields:
    return find_fields(Extract(text=text), "cv.txt")


def position(text: str) -> Position:
    (found,) = of_text(f"Experience\n{text}").positions
    return found


def course(text: str) -> Education:
    (found,) = of_text(f"Education\n{text}").education
    return found


def value(field: FieldValue | None) -> str | None:
    return None if field is None else field.value


def told(found: Position) -> tuple[str | None, ...]:
    return value(found.title), value(found.organisation), value(found.location), value(found.start_date)


def leaves(fields: Fields) -> list[FieldValue]:
    listed: list[FieldValue | None] = [fields.name, fields.location, fields.headline]
    listed += [*fields.emails, *fields.phones, *fields.links, *fields.certificates, *fields.skills]
    for one in (*fields.positions, *fields.education, *fields.languages):
        listed += [
            leaf for leaf in (getattr(one, name) for name in one.__struct_fields__) if isinstance(leaf, FieldValue)
        ]
    return [leaf for leaf in listed if leaf is not None]


def test_written_resumes_are_read_in_every_language() -> None:
    resumes = list(written_resumes(pdf=bool(full_or(0, 1))))
    assert len(resumes) >= len(LAYOUTS) * len(TONGUES) >= 40
    by_language, every = score_written(resumes)
    for language, scores in by_language.items():
        for field, least in (("positions", 0.95), ("education", 0.9), ("languages", 0.95), ("skills", 0.95)):
            assert scores.f1(field) >= least, (language, field)
    for field in ("name", "emails", "phones"):
        assert every.f1(field) >= 0.95, field


def test_written_pdfs_are_read_as_their_texts_are() -> None:
    chosen = [one for one in written_resumes() if one.name.endswith(".pdf")][:: full_or(9, 1)]
    _, scores = score_written(chosen)
    assert scores.f1("positions") >= 0.95
    assert scores.f1("education") >= 0.9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cook at The Anchor, 03/2019 – 2021", ("Cook", "The Anchor", None, "2019-03")),
        ("2019 – 2021    Cook, The Anchor, Hull, UK", ("Cook", "The Anchor", "Hull, UK", "2019")),
        ("The Anchor, Cook    2019 – 2021", ("Cook", "The Anchor", None, "2019")),
        ("Cook (2019 – 2021)\nThe Anchor Hotel, Hull", ("Cook", "The Anchor Hotel", "Hull", "2019")),
        ("Köchin bei Gasthof Lamm, seit 2019", ("Köchin", "Gasthof Lamm", None, "2019")),
        (
            "Director, Product Marketing    2019 – 2021\nKell Bread Ltd",
            ("Director, Product Marketing", "Kell Bread Ltd", None, "2019"),
        ),
        (
            "De 2015 à 2021 : Conducteur de travaux, SARL Perrin Frères, Vienne",
            ("Conducteur de travaux", "SARL Perrin Frères", "Vienne", "2015"),
        ),
        ("Nurse    2019 – 2021\nRemote", ("Nurse", None, "Remote", "2019")),
        ("Bank Manager, Kell Group    2019 – 2021", ("Bank Manager", "Kell Group", None, "2019")),
    ],
)
def test_a_position_is_read_as_it_is_written(text: str, expected: tuple[str | None, ...]) -> None:
    assert told(position(text)) == expected


def test_positions_in_one_organisation_share_its_name() -> None:
    text = "Kell Bakeries Ltd    2015 – 2021\nHead baker    2018 – 2021\n- bread\nBaker    2015 – 2018\n- rolls"
    head, baker = of_text(f"Experience\n{text}").positions
    assert told(head) == ("Head baker", "Kell Bakeries Ltd", None, "2018")
    assert told(baker) == ("Baker", "Kell Bakeries Ltd", None, "2015")


def test_what_no_word_tells_is_read_as_the_other_entries_are() -> None:
    text = "Quillwick Frobisher    2019 – 2021\nZest Vanguard\n\n- x\nBaker    2015 – 2018\nKell Bakeries Ltd\n- y"
    unsure, _ = of_text(f"Experience\n{text}").positions
    assert told(unsure)[:2] == ("Quillwick Frobisher", "Zest Vanguard")
    assert unsure.title is not None
    assert unsure.title.confidence < 0.7


def test_an_entry_that_nothing_tells_is_left_out() -> None:
    assert of_text("Experience\nQuillwick Frobisher | Zest Vanguard | 2019 – 2021").positions == ()


def test_points_and_sentences_are_no_positions() -> None:
    text = "Baker, Kell Ltd 2019 – 2021\n- Won the 2020 prize.\nIn 2018 we moved the whole bakery to another town."
    assert len(of_text(f"Experience\n{text}").positions) == 1


def test_a_present_position_has_no_end() -> None:
    found = position("Baker, Kell Ltd, 2019 – present")
    assert found.current
    assert found.end_date is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "BSc (Hons) Nursing, University of Leeds, 2016",
            ("BSc (Hons)", "bachelor", "Nursing", "University of Leeds", "2016"),
        ),
        (
            "PhD Princeton University, Computer Science    2023",
            ("PhD", "doctorate", "Computer Science", "Princeton University", "2023"),
        ),
        (
            "Master of Arts in History\nKings Abbey College    2010 – 2012",
            ("Master of Arts", "master", "History", "Kings Abbey College", "2012"),
        ),
        (
            "Informatik (B.Sc.), Technische Universität Alstertal, 2014",
            ("B.Sc.", "bachelor", "Informatik", "Technische Universität Alstertal", "2014"),
        ),
        ("Abitur    2009\nGymnasium am Lindenwall", ("Abitur", "school", None, "Gymnasium am Lindenwall", "2009")),
        (
            "Master en droit, Université du Pont-Vieux, 2019",
            ("Master", "master", "droit", "Université du Pont-Vieux", "2019"),
        ),
        (
            "Grado en Derecho, Universidad del Ebro Alto, 2010",
            ("Grado", "bachelor", "Derecho", "Universidad del Ebro Alto", "2010"),
        ),
    ],
)
def test_a_course_is_read_as_it_is_written(text: str, expected: tuple[str | None, ...]) -> None:
    found = course(text)
    read = (found.degree, found.level, found.field, found.institution, found.end_date)
    assert tuple(map(value, read)) == expected


def test_a_course_under_way_has_no_end() -> None:
    assert course("BSc Nursing, University of Leeds, 2024 – present").end_date is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "English (native), German: B2, Brazilian Portuguese – fluent",
            [("English", "native"), ("German", "B2"), ("Brazilian Portuguese", "fluent")],
        ),
        ("Fluent: Dutch, Irish", [("Dutch", "Fluent"), ("Irish", "Fluent")]),
        ("English    Polish\nNative    Conversational", [("English", "Native"), ("Polish", "Conversational")]),
        ("Bambara (good)", [("Bambara", "good")]),
        ("Deutsch\nEnglisch", [("Deutsch", None), ("Englisch", None)]),
    ],
)
def test_languages_are_read_with_their_levels(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = of_text(f"Languages\n{text}").languages
    assert [(value(one.language), value(one.level)) for one in found] == expected


def test_skills_are_read_one_by_one() -> None:
    fields = of_text("Skills\nTools: Oven, Mixer (large); Rye | Wheat\n- Excel 80%\nAdvanced\nI bake bread, and cakes.")
    assert [one.value for one in fields.skills] == ["Oven", "Mixer (large)", "Rye", "Wheat", "Excel"]


def test_certificates_are_read_without_date_and_issuer() -> None:
    text = "Certificates\nFirst aid, valid to 2029 · HACCP, 2020\nForklift licence | Board of Works | 2019"
    assert [one.value for one in of_text(text).certificates] == ["First aid", "HACCP", "Forklift licence"]
    below = "Certificates\nForklift licence\nMarch 2022\nBoard of Works\nHACCP\nMay 2023\nFood Board"
    assert [one.value for one in of_text(below).certificates] == ["Forklift licence", "HACCP"]


def test_every_leaf_of_a_pdf_has_its_place() -> None:
    resume = next(one for one in written_resumes() if one.name.endswith(".pdf"))
    document = read_document(resume.data, resume.name, Limits())
    found = leaves(document.fields)
    assert len(found) > 20
    assert all(leaf.page == 1 and leaf.boxes and 0.5 <= leaf.confidence <= 1 for leaf in found)


def test_what_is_no_date_or_level_is_its_very_words() -> None:
    for resume in list(written_resumes(pdf=False))[:: full_or(6, 1)]:
        document = read_document(resume.data, resume.name, Limits())
        for one in (*document.fields.positions, *document.fields.education):
            for name in one.__struct_fields__:
                leaf = getattr(one, name)
                if isinstance(leaf, FieldValue) and name not in {"start_date", "end_date", "level"}:
                    assert " ".join(document.text[leaf.start : leaf.end].split()) == leaf.value


_LINES = st.sampled_from(
    [
        "Experience",
        "Education",
        "LANGUAGES",
        "Skills:",
        "Certificates",
        "Cook, The Anchor    2019 – 2021",
        "- point",
        "seit 03/2019",
        "BSc, Leeds University 2016",
        "English (",
        "•",
        "   ",
        "Kell Ltd",
        "(2019",
        "Tools: a, b",
        "2018/19",
    ]
)


@settings(max_examples=full_or(60, 2000))
@given(st.lists(_LINES | st.text(max_size=40), max_size=25).map("\n".join))
def test_any_text_is_read_alike_twice_and_every_span_lies_in_it(text: str) -> None:
    fields = of_text(text)
    assert of_text(text) == fields
    for leaf in leaves(fields):
        assert leaf.start is not None
        assert leaf.end is not None
        assert 0 <= leaf.start < leaf.end <= len(text)
        assert leaf.value
