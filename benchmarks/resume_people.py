"""Invented people for résumés in eight languages, and how each language writes dates and headings."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

Month = tuple[int, int]


class Job(Struct, frozen=True, array_like=True):
    """A position held; dates as ``YYYY-MM``, an empty end is the present."""

    title: str
    organisation: str
    town: str
    start: str
    end: str


class Course(Struct, frozen=True, array_like=True):
    """A course of education; school has no subject."""

    degree: str
    level: str
    subject: str
    institution: str
    town: str
    start: str
    end: str


class Person(Struct, frozen=True):
    """What a résumé says of somebody; languages are pairs of name and level, duties the sentences under a job."""

    name: str
    email: str
    phone: str
    jobs: tuple[Job, ...]
    courses: tuple[Course, ...]
    languages: tuple[tuple[str, str], ...]
    skills: tuple[str, ...]
    certificates: tuple[str, ...]
    duties: tuple[str, ...]


class Tongue(Struct, frozen=True):
    """How a language writes what is not the person's; `of` stands between a degree and its subject."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    present: str
    until: str
    since: str
    at: str
    of: str
    headings: dict[str, tuple[str, ...]]
    labels: dict[str, str]


_DATA = tomllib.loads((Path(__file__).parent / "people.toml").read_text(encoding="utf-8"))
TONGUES = msgspec.convert(_DATA["tongues"], dict[str, Tongue])
PEOPLE = msgspec.convert(_DATA["people"], dict[str, tuple[Person, ...]])
