from __future__ import annotations

from collections.abc import Iterator

import pytest

from recollect.errors import UnusableLexicon
from recollect.scoring import engine
from recollect.scoring.knowledge.added_terms import put_in_force
from recollect.scoring.knowledge.lexicon_additions import parse_terms, read_addition, write_terms
from recollect.scoring.knowledge.lexicon_view import check_text, search_lexicon

ESCO = """conceptType,preferredLabel,altLabels,description
KnowledgeSkillCompetence,operate glimmer kilns,"run glimmer kilns
glimmer kiln operation",x
KnowledgeSkillCompetence,Kubernetes,,x
"""
ONET = (
    "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\n"
    "11-1011.00\tFlumbrix Studio\t4\tOffice\tN\n11-1012.00\tFlumbrix Studio\t4\tOffice\tN\n"
)
OWN = "name;aliases;kind\nFlumbrix;flx9000|flumbrix pro;skill\nFlumbrix Master;;certification\nTime;;\nX;;\nTor;;pet\n"


@pytest.fixture(autouse=True)
def _as_shipped() -> Iterator[None]:
    yield
    put_in_force(())


@pytest.mark.parametrize(
    ("text", "source", "names"),
    [
        (ESCO, "esco", ["operate glimmer kilns"]),
        (ONET, "onet", ["Flumbrix Studio"]),
        (OWN, "own", ["Flumbrix Master", "Flumbrix"]),
        ("\N{ZERO WIDTH NO-BREAK SPACE}name\r\nFlumbrix\r\n", "own", ["Flumbrix"]),
    ],
    ids=["esco", "onet", "own", "one column"],
)
def test_a_list_is_told_by_its_columns(text: str, source: str, names: list[str]) -> None:
    read = read_addition(text)
    assert (read.source, [one.name for one in read.addition.terms]) == (source, names)
    assert parse_terms(write_terms(read.addition.terms)) == read.addition.terms


def test_each_line_is_reported() -> None:
    assert [(one.line, one.name, one.outcome) for one in read_addition(OWN).lines] == [
        (2, "Flumbrix", "added"),
        (3, "Flumbrix Master", "added"),
        (4, "Time", "skipped"),
        (5, "X", "skipped"),
        (6, "Tor", "skipped"),
    ]
    assert [one.outcome for one in read_addition(ESCO).lines] == ["added", "known"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "name\n", "name\nKubernetes\n"])
def test_what_is_no_list_or_has_nothing_new_is_refused(text: str) -> None:
    with pytest.raises(UnusableLexicon):
        read_addition(text)


def test_the_same_list_has_the_same_id_whatever_is_in_force_and_in_whatever_order() -> None:
    first = read_addition(OWN).addition
    put_in_force((first,))
    head, *lines = OWN.splitlines()
    assert read_addition("\n".join([head, *reversed(lines)])).addition == first


def test_what_is_in_force_is_found_and_named_in_the_version() -> None:
    text = "Experience with Flumbrix, flx9000 and SQL."
    shipped = engine.LEXICON_VERSION
    assert "Flumbrix" not in {one.name for one in check_text(text)}
    addition = read_addition(OWN).addition
    put_in_force((addition,))
    named = {one.text: (one.name, one.why) for one in check_text(text)}
    assert named["Flumbrix"] == ("Flumbrix", "name")
    assert named["flx9000"] == ("Flumbrix", "alias")
    assert named["SQL"] == ("SQL", "name")
    assert f"{shipped}+{addition.addition_id}" == engine.LEXICON_VERSION
    assert [one.name for one in search_lexicon("flx", 5)] == ["Flumbrix"]
    put_in_force(())
    assert shipped == engine.LEXICON_VERSION
    assert search_lexicon("flx", 5) == []


def test_a_new_name_of_a_known_skill_is_that_skill() -> None:
    put_in_force((read_addition("name,aliases\nKubernetes,kubelettery\n").addition,))
    assert [one.name for one in check_text("kubelettery")] == ["Kubernetes"]


def test_an_everyday_word_is_told_apart_by_what_stands_around_it() -> None:
    text = "Backend in Go and Java. We go the extra mile."
    assert [(one.text, one.why) for one in check_text(text) if one.name == "Go"] == [
        ("Go", "context"),
        ("go", "not_meant"),
    ]
    for one in check_text(text):
        assert text[one.start : one.end] == one.text


def test_exact_names_are_found_first() -> None:
    assert search_lexicon("SQL", 3)[0].name == "SQL"
    assert search_lexicon("", 3) == []
