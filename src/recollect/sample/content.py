"""The invented world that fills an empty store: jobs, people with their résumés, and what recruiters said."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import msgspec
from msgspec import Struct

from recollect.domain.feedback import Judgement
from recollect.domain.job import JobDraft


class SampleJob(Struct, frozen=True, kw_only=True):
    """A job to create; `key` is its name inside the sample."""

    key: str
    draft: JobDraft


class SamplePerson(Struct, frozen=True, kw_only=True):
    """A person: the name as the résumé gives it, the file as it would be uploaded, and the keys of the jobs in view."""

    key: str
    name: str
    filename: str
    pdf: bytes
    jobs: tuple[str, ...]


class SampleFeedback(Struct, frozen=True, kw_only=True):
    """What a recruiter said of one person for one job; without `response` the analysis itself was judged."""

    key: str
    job: str
    person: str
    query: str
    response: str | None
    judgement: Judgement


class Sample(Struct, frozen=True, kw_only=True):
    """The whole sample; feedback speaks only of a person and a job that person is weighed against."""

    jobs: tuple[SampleJob, ...]
    people: tuple[SamplePerson, ...]
    feedback: tuple[SampleFeedback, ...]


def load_sample() -> Sample:
    """Load the sample from the files of this package."""
    root = files("recollect.sample")
    return Sample(
        jobs=tuple(_read_job(raw) for raw in _read_tables(root / "jobs.toml", "job")),
        people=tuple(_read_person(raw, root / "resumes") for raw in _read_tables(root / "people.toml", "person")),
        feedback=tuple(_read_feedback(raw) for raw in _read_tables(root / "feedback.toml", "feedback")),
    )


def _read_tables(file: Traversable, noun: str) -> list[dict[str, Any]]:
    return msgspec.convert(tomllib.loads(file.read_text("utf-8"))[noun], list[dict[str, Any]])


def _read_job(raw: dict[str, Any]) -> SampleJob:
    return SampleJob(
        key=raw["key"],
        draft=JobDraft(
            job_description=raw["description"], company_name=raw["company_name"], role_name=raw["role_name"]
        ),
    )


def _read_person(raw: dict[str, Any], resumes: Traversable) -> SamplePerson:
    pdf = (resumes / f"{raw['key']}.pdf").read_bytes()
    return SamplePerson(key=raw["key"], name=raw["name"], filename=raw["filename"], pdf=pdf, jobs=tuple(raw["jobs"]))


def _read_feedback(raw: dict[str, Any]) -> SampleFeedback:
    return SampleFeedback(
        key=raw["key"],
        job=raw["job"],
        person=raw["person"],
        query=raw["query"],
        response=raw.get("response"),
        judgement=msgspec.convert(raw, Judgement),
    )
