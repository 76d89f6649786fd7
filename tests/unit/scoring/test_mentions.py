"""Skills found in a text, everyday words told apart."""

from __future__ import annotations

import pytest

from recollect.scoring.evaluation import skill_spans
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.knowledge.vocabulary import vocabulary
from recollect.scoring.reading.mentions import find_terms


def names_in(text: str) -> set[str]:
    known = vocabulary().terms
    return {known[one[0]].name for one in find_terms(text, tokenise(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Services in Go and Kubernetes", "Go"),
        ("Statistics in R and Python", "R"),
        ("Java with Spring Boot", "Spring Boot"),
        ("Designed REST APIs", "REST"),
        ("Reports in MS Excel", "Microsoft Excel"),
        ("iOS apps in Swift", "Swift"),
        ("ran k8s clusters", "Kubernetes"),
        ("Amazon Web Services", "AWS"),
        ("Three years of experience with React.", "React"),
        ("Head teller at a bank", "bank teller operations"),
        ("a brigade of nine cooks", "kitchen management"),
        ("DAGs in Airflow and Python", "Apache Airflow"),
    ],
)
def test_a_skill_is_found_by_any_of_its_names(text: str, name: str) -> None:
    assert name.casefold() in {found.casefold() for found in names_in(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("willing to go the extra mile", "Go"),
        ("Plan R is ready", "R"),
        ("Busy in spring and summer", "Spring"),
        ("the rest of the team", "REST"),
        ("people who excel at sales", "Excel"),
        ("a swift answer", "Swift"),
        ("we keep our word", "Word"),
        ("experience in spring cleaning", "Spring"),
        ("knowledge of Go players", "Go"),
        ("German cars and French cuisine", "German"),
        ("a teller of tales", "bank teller operations"),
        ("a shirt with stripes", "Payment Integration"),
        ("Acting head of the school", "acting"),
        ("potting up geraniums", "sealing and ingress protection"),
        ("volunteer of the fire brigade", "kitchen management"),
        ("measured the airflow of each duct", "Apache Airflow"),
        ("patching walls before painting", "Patch Management"),
    ],
)
def test_an_everyday_word_is_no_skill(text: str, name: str) -> None:
    assert name.casefold() not in {found.casefold() for found in names_in(text)}


@pytest.mark.parametrize("text", ["fluent German", "Languages: German, French", "German (C1)", "you speak German"])
def test_a_language_needs_words_about_speaking(text: str) -> None:
    assert "German" in names_in(text)


def test_the_longest_name_wins() -> None:
    (found,) = find_terms("Amazon Web Services", tokenise("Amazon Web Services"))
    assert (found[1], found[2]) == (0, 3)


def test_spans_stand_on_the_words() -> None:
    text = "I wrote Python and ran PostgreSQL."
    assert [text[start:end] for start, end in skill_spans(text)] == ["Python", "PostgreSQL"]


def test_every_name_finds_its_own_term_or_an_earlier_claim_of_it() -> None:
    known = vocabulary()
    lost = [
        term.name
        for term in known.terms
        if not any(True for _ in find_terms(f"using {term.name} software", tokenise(f"using {term.name} software")))
        and term.kind != "language"
        and tokenise(term.name).keys[0] not in known.ambiguous
    ]
    assert lost == []


def test_capitals_hide_no_language() -> None:
    assert (
        names_in("LETTERS IN GERMAN AND ENGLISH") == names_in("Letters in German and English") == {"German", "English"}
    )
