from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from graded import FOLDER, GradedFile, GradedPair, Trap, is_sealed, list_files, load_graded, read_file

EACH_FILE = pytest.mark.parametrize("path", list_files(), ids=lambda path: path.stem)
GRADES = range(5)
RESERVED_DOMAIN = re.compile(r"\S+@(?:[\w-]+\.)*example\.(?:org|com|net)\b")
NUMBER = re.compile(r"\+?\(?\d{2,5}\)?(?:[ .-]?\d{2,5}){2,5}")
# Numbers that nobody has: kept for drama and examples by the regulators of their countries.
NOBODYS_NUMBER = re.compile(
    r"07700900\d{3}"
    r"|(01632960|01914980)\d{3}"
    r"|(\+1)?\d{3}55501\d\d"
    r"|0491570\d{3}"
    r"|\+493023125\d{3}"
    r"|\+336399\d{5}"
    r"|\+353209\d{6}"
)


def texts_of(content: GradedFile) -> list[str]:
    return [*(job.text for job in content.jobs), *(resume.text for resume in content.resumes)]


def all_pairs() -> tuple[GradedPair, ...]:
    return load_graded(sealed=False) + load_graded(sealed=True)


@EACH_FILE
def test_ids_are_unique_and_every_text_is_judged(path: Path) -> None:
    content = read_file(path)
    jobs = [job.id for job in content.jobs]
    resumes = [resume.id for resume in content.resumes]
    pairs = [(pair.job, pair.resume) for pair in content.written]
    for ids in (jobs, resumes, pairs):
        assert len(ids) == len(set(ids))
    assert {job for job, _ in pairs} == set(jobs)
    assert {resume for _, resume in pairs} == set(resumes)


@EACH_FILE
def test_every_phrase_stands_in_its_ad_once(path: Path) -> None:
    wrong = [
        f"{job.id}: {phrase}"
        for job in read_file(path).jobs
        for phrase in job.must_haves.values()
        if job.text.count(phrase) != 1
    ]
    assert wrong == []


@EACH_FILE
def test_every_must_have_of_the_ad_is_judged(path: Path) -> None:
    content = read_file(path)
    labels = {job.id: list(job.must_haves) for job in content.jobs}
    for pair in content.written:
        assert list(pair.must_haves) == labels[pair.job], f"{pair.job} {pair.resume}"


@EACH_FILE
def test_every_quote_stands_in_its_resume(path: Path) -> None:
    resumes = {resume.id: resume.text for resume in read_file(path).resumes}
    wrong = [
        f"{pair.job} {pair.resume} {label}: {quote}"
        for pair in read_file(path).written
        for label, said in pair.must_haves.items()
        if not isinstance(said, str)
        for quote in said.values()
        if not quote.strip() or quote not in resumes[pair.resume]
    ]
    assert wrong == []


@EACH_FILE
def test_a_verdict_has_one_quote_or_none(path: Path) -> None:
    for pair in read_file(path).written:
        assert all(isinstance(said, str) or len(said) == 1 for said in pair.must_haves.values())


@EACH_FILE
def test_grades_are_in_range_and_explained(path: Path) -> None:
    for pair in read_file(path).written:
        assert pair.grade in GRADES
        assert pair.note.endswith(".")


@EACH_FILE
def test_a_clear_fit_lacks_nothing(path: Path) -> None:
    for pair in load_graded(sealed=is_sealed(path)):
        if pair.grade == max(GRADES):
            assert all(f.verdict != "not_found" for f in pair.findings), f"{pair.job.id} {pair.resume.id}"
            assert pair.degree != "not_met"


@EACH_FILE
def test_nobody_can_be_reached(path: Path) -> None:
    for text in texts_of(read_file(path)):
        addresses = re.findall(r"\S*@\S*", text)
        real = [a for a in addresses if "." in a.partition("@")[2] and not RESERVED_DOMAIN.search(a)]
        assert real == []
        numbers = [re.sub(r"[^\d+]", "", n) for n in NUMBER.findall(text)]
        assert [n for n in numbers if len(n) >= 10 and not NOBODYS_NUMBER.fullmatch(n)] == []


def test_the_folder_holds_nothing_else() -> None:
    assert {path.suffix for path in FOLDER.iterdir()} == {".toml", ".md"}


def test_every_grade_and_every_verdict_is_there() -> None:
    pairs = all_pairs()
    assert {pair.grade for pair in pairs} == set(GRADES)
    assert {finding.verdict for pair in pairs for finding in pair.findings} == {"met", "partly", "not_found"}


def test_every_trap_is_set() -> None:
    assert {pair.trap for pair in all_pairs()} - {None} == set(get_args(Trap))


def test_a_quarter_of_the_pairs_hold_a_trap() -> None:
    traps = Counter(pair.trap for pair in all_pairs())
    assert sum(traps.values()) - traps[None] - traps["other_words"] >= sum(traps.values()) / 4


def test_there_are_enough_pairs_over_enough_occupations() -> None:
    assert len(all_pairs()) >= 200
    assert len({pair.occupation for pair in all_pairs()}) >= 12


def test_a_third_is_sealed() -> None:
    sealed = load_graded(sealed=True)
    assert 0.3 <= len(sealed) / len(all_pairs()) <= 0.4
    assert len({pair.occupation for pair in sealed}) >= 5
    assert not {pair.occupation for pair in sealed} & {pair.occupation for pair in load_graded(sealed=False)}
