"""The parts of a résumé, by their headings."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.reading.sections import read_heading, read_sections, touches_score

RESUME = """Ada Byte
Plumber

PROFILE
Careful.
Work Experience:
Plumber, Rohr AG, 2019 - 2021
Skills: soldering, boilers
More of the job.
Education
City college
Hobbies
Chess
"""


def test_sections_cover_the_text_from_the_first_heading_on() -> None:
    found = read_sections(RESUME)
    assert [one.kind for one in found] == ["summary", "experience", "skills", "experience", "education", "other"]
    assert found[0].start == RESUME.index("PROFILE")
    assert [one.end for one in found[:-1]] == [one.start for one in found[1:]]
    assert found[-1].end == len(RESUME)


def test_a_line_of_skills_inside_a_job_does_not_end_it() -> None:
    skills, after = read_sections(RESUME)[2:4]
    assert RESUME[skills.start : skills.end] == "Skills: soldering, boilers\n"
    assert RESUME[after.start : after.end] == "More of the job.\n"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("EMPLOYMENT HISTORY", "experience"),
        ("• Core Competencies •", "skills"),
        ("Berufserfahrung", "experience"),
        ("FORMATION", "education"),
        ("S K I L L S", "skills"),
        ("Volunteering", "other"),
        ("CLINICAL", "experience"),
        ("2. BEFORE", "experience"),
        ("Bedside experience", "experience"),
        ("Education and licence", "certificates"),
        ("School", "education"),
        ("experience and work", None),
        ("Nursing School, Manila", None),
        ("Clinical work,", None),
        ("I have experience in the education of adults", None),
        ("x" * 80, None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_its_words(line: str, kind: str | None) -> None:
    assert read_heading(line) == kind


def test_clubs_and_hobbies_touch_no_score_but_publications_do() -> None:
    hobbies, publications = read_sections("Hobbies\nChess\nPublications\nOn pipes\n")
    assert not touches_score(hobbies)
    assert touches_score(publications)
    assert touches_score(None)


def test_a_text_without_headings_has_no_sections() -> None:
    assert read_sections("Just a few words.") == ()


@given(st.text(max_size=300))
def test_any_text_gives_sections_in_order(text: str) -> None:
    found = read_sections(text)
    assert all(one.start < one.end for one in found)
    assert all(left.end == right.start for left, right in itertools.pairwise(found))


NAMES = ["Skills", "work experience", "EDUCATION & TRAINING", "S K I L L S", "Hobby’s", "Tools/Skills", "Éducation"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", ["", "- ", "• ", "1. ", "12) ", "3 . ", "( ", "\x0c- "])
@pytest.mark.parametrize("behind", ["", ":", " ...", " –", ")"])
def test_whatever_is_read_as_a_heading_begins_a_section(before: str, name: str, behind: str) -> None:
    line = f"{before}{name}{behind}"
    kind = read_heading(line.strip())
    found = [(one.kind, one.start) for one in read_sections(f"Ada Byte\n{line}\nand so on\n") if one.kind == kind]
    assert bool(found) == (kind is not None)
