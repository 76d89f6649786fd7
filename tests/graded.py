"""The graded pairs of `tests/data/graded`: invented résumés against invented ads, judged by a person."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, field

FOLDER = Path(__file__).parent / "data" / "graded"
# The day on which "since 2019" and "valid until March" were judged.
GRADED_ON = date(2026, 11, 26)

Verdict = Literal["met", "partly", "not_found"]
Seniority = Literal["under", "right", "over"]
Degree = Literal["met", "not_met", "not_asked", "equivalent"]
Trap = Literal[
    "ad_copied",
    "denied",
    "expired",
    "future_dates",
    "hobby",
    "in_progress",
    "junior_with_senior_words",
    "keyword_list",
    "other_country",
    "other_meaning",
    "other_person",
    "other_trade",
    "other_words",
    "overlapping_jobs",
    "teaches_it",
    "worked_alongside",
    "years_in_other_role",
]


class GradedJob(Struct, frozen=True, forbid_unknown_fields=True):
    """An ad, and the words in which it asks for each must-have, by label."""

    id: str
    text: str
    must_haves: dict[str, str]


class GradedResume(Struct, frozen=True, forbid_unknown_fields=True):
    """A résumé."""

    id: str
    text: str


class Finding(Struct, frozen=True):
    """What the résumé says about one must-have; the quote is there unless nothing was found."""

    label: str
    phrase: str
    verdict: Verdict
    quote: str | None


class GradedPair(Struct, frozen=True):
    """A résumé judged against an ad."""

    occupation: str
    sealed: bool
    job: GradedJob
    resume: GradedResume
    grade: int
    seniority: Seniority
    degree: Degree
    trap: Trap | None
    note: str
    findings: tuple[Finding, ...]


class _Pair(Struct, frozen=True, forbid_unknown_fields=True):
    job: str
    resume: str
    grade: int
    seniority: Seniority
    degree: Degree
    note: str
    must_haves: dict[str, Literal["not_found"] | dict[Literal["met", "partly"], str]]
    trap: Trap | None = None


class GradedFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One occupation as its file has it."""

    jobs: tuple[GradedJob, ...]
    resumes: tuple[GradedResume, ...]
    written: tuple[_Pair, ...] = field(name="pairs")


def list_files() -> list[Path]:
    """Give the files of graded pairs, the open ones and the sealed ones."""
    return sorted(FOLDER.glob("*.toml"))


def is_sealed(path: Path) -> bool:
    """Whether the pairs of this file are kept for the end."""
    return path.name.startswith("sealed_")


def read_file(path: Path) -> GradedFile:
    """Read one occupation as it is written."""
    return msgspec.toml.decode(path.read_text("utf-8"), type=GradedFile)


@cache
def load_graded(*, sealed: bool) -> tuple[GradedPair, ...]:
    """Give the open pairs, or the sealed ones, in the order of their files."""
    return tuple(pair for path in list_files() if is_sealed(path) is sealed for pair in _join(path))


def _join(path: Path) -> list[GradedPair]:
    content = read_file(path)
    jobs = {job.id: job for job in content.jobs}
    resumes = {resume.id: resume for resume in content.resumes}
    return [
        GradedPair(
            occupation=path.stem.removeprefix("sealed_"),
            sealed=is_sealed(path),
            job=jobs[pair.job],
            resume=resumes[pair.resume],
            grade=pair.grade,
            seniority=pair.seniority,
            degree=pair.degree,
            trap=pair.trap,
            note=pair.note,
            findings=_list_findings(jobs[pair.job], pair),
        )
        for pair in content.written
    ]


def _list_findings(job: GradedJob, pair: _Pair) -> tuple[Finding, ...]:
    findings = []
    for label, said in pair.must_haves.items():
        phrase = job.must_haves[label]
        if isinstance(said, str):
            findings.append(Finding(label, phrase, said, None))
        else:
            findings += [Finding(label, phrase, verdict, quote) for verdict, quote in said.items()]
    return tuple(findings)
