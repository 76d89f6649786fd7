from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, TypeVar

import pypdfium2
import pytest

from recollect.domain.feedback import MAX_RATING, MIN_RATING
from recollect.sample import Sample, SamplePerson, load_sample

SAMPLE: Sample = load_sample()
EACH_PERSON = pytest.mark.parametrize("person", SAMPLE.people, ids=lambda p: p.key)

UNPRINTED = {"key", "filename", "layout", "language", "paper", "jobs", "side"}
SOURCES = {p["key"]: p for p in tomllib.loads((files("recollect.sample") / "people.toml").read_text("utf-8"))["person"]}

T = TypeVar("T")

FICTITIOUS_PHONES = (
    r"\+44 20 7946 0\d{3}",  # kept for drama by the British, American, Irish and German regulators
    r"\+44 141 496 0\d{3}",
    r"\+1 \d{3} 555 01\d\d",
    r"\+353 20 91\d \d{4}",
    r"\+49 30 23125 \d{3}",
    r"\+49 40 66969 \d{3}",
)


def on_first_page(person: SamplePerson, ask: Callable[[pypdfium2.PdfPage, pypdfium2.PdfTextPage], T]) -> T:
    document = pypdfium2.PdfDocument(person.pdf)
    try:
        page = document[0]
        return ask(page, page.get_textpage())
    finally:
        document.close()


def text_of(person: SamplePerson) -> str:
    return str(on_first_page(person, lambda _, text: text.get_text_range()))


def strings_in(section: Any) -> Iterator[str]:
    """Give every text of a section, entry or list that is printed."""
    if isinstance(section, str):
        yield section
    elif isinstance(section, list):
        for part in section:
            yield from strings_in(part)
    elif isinstance(section, dict):
        for key in section.keys() - UNPRINTED:
            yield from strings_in(section[key])


def test_it_fills_a_first_look() -> None:
    assert len(SAMPLE.jobs) == 4
    assert len(SAMPLE.people) == 14
    assert sum(len(p.jobs) for p in SAMPLE.people) >= 12
    assert len(SAMPLE.feedback) >= 8


def test_keys_names_and_files_are_unique() -> None:
    for values in (
        [j.key for j in SAMPLE.jobs],
        [p.key for p in SAMPLE.people],
        [p.name for p in SAMPLE.people],
        [p.filename for p in SAMPLE.people],
        [p.pdf for p in SAMPLE.people],
        [f.key for f in SAMPLE.feedback],
    ):
        assert len(set(values)) == len(values)


def test_people_are_weighed_against_jobs_of_the_sample() -> None:
    keys = {j.key for j in SAMPLE.jobs}
    assert {key for p in SAMPLE.people for key in p.jobs} == keys


def test_feedback_speaks_of_a_person_and_a_job_in_view() -> None:
    pairs = {(p.key, job) for p in SAMPLE.people for job in p.jobs}
    assert {(f.person, f.job) for f in SAMPLE.feedback} <= pairs


def test_feedback_is_complete_enough_to_learn_from() -> None:
    ratings = {f.judgement.rating for f in SAMPLE.feedback}
    assert ratings == set(range(MIN_RATING, MAX_RATING + 1))
    for record in SAMPLE.feedback:
        assert record.query
        assert record.judgement.ideal_response
        assert record.judgement.correct_points or record.judgement.incorrect_points


def test_without_an_answer_there_is_nothing_to_call_wrong() -> None:
    unanswered = [f.judgement for f in SAMPLE.feedback if f.response is None]
    assert unanswered
    assert not any(j.incorrect_points or j.missing_points for j in unanswered)


@EACH_PERSON
def test_a_resume_is_one_small_page(person: SamplePerson) -> None:
    document = pypdfium2.PdfDocument(person.pdf)
    pages = len(document)
    document.close()
    assert pages == 1
    assert len(person.pdf) < 48_000


@EACH_PERSON
def test_the_name_is_the_largest_text_and_reads_back(person: SamplePerson) -> None:
    def largest(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> str:
        shown = [o for o in page.get_objects(filter=[1]) if (o.get_matrix().a or 0) > 0]
        top = max(shown, key=lambda o: o.get_bounds()[3] - o.get_bounds()[1])
        return str(text.get_text_bounded(*top.get_bounds())).strip()

    assert on_first_page(person, largest) == person.name


@EACH_PERSON
def test_every_word_of_the_source_reads_back(person: SamplePerson) -> None:
    read = text_of(person).casefold().split()
    missing = [word for text in strings_in(SOURCES[person.key]) for word in text.casefold().split() if word not in read]
    assert missing == []


@EACH_PERSON
def test_contacts_can_reach_nobody(person: SamplePerson) -> None:
    text = text_of(person)
    mails = re.findall(r"\S+@\S+", text)
    assert mails
    assert all(m.endswith(".example") for m in mails)
    phones = re.findall(r"\+\d[\d ]+\d", text)
    assert all(any(re.fullmatch(form, phone) for form in FICTITIOUS_PHONES) for phone in phones)
    assert phones
