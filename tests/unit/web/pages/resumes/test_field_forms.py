from __future__ import annotations

import pytest

from recollect.domain.document import Fields, FieldValue, LanguageSkill, Position
from recollect.errors import InvalidInput
from recollect.web.pages.resumes.field_forms import NAMES, FieldFields, changed_fields, view_form

FIELDS = Fields(
    name=FieldValue(value="Maren Holt"),
    emails=(FieldValue(value="maren@example.org"), FieldValue(value="holt@example.org")),
    positions=(Position(title=FieldValue(value="Electrician"), start_date=FieldValue(value="2015"), current=True),),
    languages=(LanguageSkill(language=FieldValue(value="Welsh")),),
)


def test_every_field_has_a_form() -> None:
    assert set(NAMES) == set(Fields.__struct_fields__)


def test_a_form_begins_with_what_is_kept_and_has_room_for_one_entry_more() -> None:
    assert view_form("name", FIELDS).text == "Maren Holt"
    assert view_form("emails", FIELDS).text == "maren@example.org\nholt@example.org"
    kept, empty = view_form("positions", FIELDS).rows
    assert [value for _, _, value in kept] == ["Electrician", "", "", "2015", "present"]
    assert {value for _, _, value in empty} == {""}


@pytest.mark.parametrize(
    ("sent", "corrections"),
    [
        (FieldFields(field="name", value=" Maren Holt-Berg "), {"name": "Maren Holt-Berg"}),
        (FieldFields(field="location", value=" "), {"location": None}),
        (FieldFields(field="skills", value="Wiring\r\n\r\nWelding"), {"skills": ["Wiring", "Welding"]}),
        (
            FieldFields(field="positions", title=["Electrician", ""], end_date=["Present", ""], location=["", ""]),
            {"positions": [{"title": "Electrician", "current": True}]},
        ),
        (
            FieldFields(field="education", degree=["BSc"], subject=["Nursing"], end_date=["2016"]),
            {"education": [{"degree": "BSc", "field": "Nursing", "end_date": "2016"}]},
        ),
    ],
)
def test_what_is_sent_becomes_a_correction(sent: FieldFields, corrections: dict[str, object]) -> None:
    assert sent.corrections() == corrections


def test_a_field_there_is_not_is_refused() -> None:
    with pytest.raises(InvalidInput):
        FieldFields(field="salary", value="1").corrections()


def test_a_version_names_what_was_corrected_in_it() -> None:
    versions = [
        {"version": 3, "corrections": {"name": "B", "skills": []}},
        {"version": 2, "corrections": {"name": "A"}},
        {"version": 1, "corrections": {}},
    ]
    assert [said for _, said in changed_fields(versions)] == ["Name, Skills", "Name", ""]
