"""How strongly an ad asks, by its own words."""

from __future__ import annotations

import pytest

from recollect.scoring.ads.segments import Segment
from recollect.scoring.ads.strength import read_strength


def strength_of(sentence: str, name: str, part: str = "plain") -> str:
    segment = Segment(0, len(sentence), part, headed=True)  # type: ignore[arg-type]  # one of the parts
    return read_strength(sentence, segment, sentence.index(name))


@pytest.mark.parametrize(
    ("sentence", "name", "strength"),
    [
        ("Python is required, Go is a plus", "Python", "must"),
        ("Python is required, Go is a plus", "Go", "nice"),
        ("You must know SQL, and Rust would be a plus", "SQL", "must"),
        ("You must know SQL, and Rust would be a plus", "Rust", "nice"),
        ("Must have a driving licence", "driving licence", "must"),
        ("Rust is a plus, and so is Go", "Go", "nice"),
        ("Sage is essential, and so is Excel", "Excel", "must"),
        ("English C1, German is nice", "German", "nice"),
        ("So would Welsh", "Welsh", "nice"),
        ("Ideally you speak German", "German", "nice"),
        ("Experience with Epic preferred", "Epic", "nice"),
        ("A degree is not required", "degree", "nice"),
        ("You know Excel", "Excel", "plain"),
        ("Forklift licence essential", "Forklift", "must"),
        ("Drives the forklift as required", "forklift", "plain"),
        ("Keeps other required records in Excel", "Excel", "plain"),
        ("Excel is an essential part of it", "Excel", "plain"),
        ("Sells the tools needed to run Excel", "Excel", "plain"),
    ],
)
def test_the_sentence_says_how_strongly(sentence: str, name: str, strength: str) -> None:
    assert strength_of(sentence, name) == strength


@pytest.mark.parametrize(
    ("part", "strength"), [("must", "must"), ("nice", "nice"), ("plain", "plain"), ("duties", "plain")]
)
def test_without_words_the_heading_says_it(part: str, strength: str) -> None:
    assert strength_of("MIG welding", "MIG", part) == strength


def test_the_sentence_overrules_its_heading() -> None:
    assert strength_of("MIG welding preferred", "MIG", "must") == "nice"
