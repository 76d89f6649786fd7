"""What is read of a résumé and of a job, once each, so that a pair can be scored on what is ready."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from recollect.domain.analysis import Requirement, RequirementKind, Strength
from recollect.domain.document import Section
from recollect.scoring.education import Degree
from recollect.scoring.intervals import Interval
from recollect.scoring.tokens import Tokens

NeedKind = Literal["terms", "words", "experience", "education", "place"]


class Mention(Struct, frozen=True):
    """A place where a résumé names a term: span, token, section's index or -1, and how far the words bear it out.

    `listed` tells that it stands in a list of words, where nothing is said of what was done with it; `until` is the
    month up to which a paper is valid, where that stands beside it; `level` the grade of it that is named, or 0.
    """

    term: int
    start: int
    end: int
    token: int
    section: int
    credit: float
    listed: bool = False
    until: int | None = None
    level: int = 0


class Position(Struct, frozen=True):
    """A time at work: its interval, its title's roles, span and stems, and the span and the terms of what is told."""

    interval: Interval
    roles: tuple[int, ...]
    title_start: int
    title_end: int
    start: int
    end: int
    terms: frozenset[int]
    title_stems: frozenset[str]


class Vector(Struct, frozen=True):
    """Weighted terms of unit length, in parts: words, skills (``#n``), role hints (``@n``), learnt (``~n``)."""

    weights: dict[str, float]
    norm_share: float


class ResumeProfile(Struct, frozen=True, kw_only=True):
    """What a résumé says, with the offsets where it says so; `places` keeps where stems stand that were asked for."""

    text: str
    sections: tuple[Section, ...]
    tokens: Tokens
    scored: list[bool]
    mentions: dict[int, tuple[Mention, ...]]
    positions: tuple[Position, ...]
    degrees: tuple[Degree, ...]
    title_roles: tuple[tuple[int, float], ...]
    title_stems: frozenset[str]
    vector: Vector
    fingerprints: frozenset[int]
    repeated: tuple[tuple[int, int], ...]
    unborne: tuple[tuple[int, int], ...]
    english: bool
    background_id: str
    places: dict[str, list[int]] = {}


class Need(Struct, frozen=True, kw_only=True):
    """How one requirement is judged.

    `terms` are alternatives, any of which is enough; `words` are the stems of a phrase that no list holds, and
    `said` those in which an ad names the terms; `special`
    those that say which experience of a role is meant. `similar` tells that the ad takes what is akin; any of
    `others` will do instead.
    """

    kind: NeedKind
    terms: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    roles: tuple[int, ...] = ()
    years: float | None = None
    level: int = 0
    fields: tuple[str, ...] = ()
    studies: tuple[int, ...] = ()
    field_open: bool = False
    waived: bool = False
    said: tuple[str, ...] = ()
    similar: bool = False
    others: tuple[Need, ...] = ()


class Asked(Struct, frozen=True):
    """One thing asked for: kind, strength, span in the ad, and how it is judged."""

    kind: RequirementKind
    strength: Strength
    start: int
    end: int
    need: Need
    headed: bool = True


class JobProfile(Struct, frozen=True, kw_only=True):
    """What a job asks for, each requirement with how it is judged, and what relevance needs."""

    description: str
    role_name: str
    requirements: tuple[Requirement, ...]
    needs: tuple[Need, ...]
    licences: dict[str, float]
    roles: tuple[int, ...]
    skills: frozenset[int]
    title_stems: dict[str, float]
    vector: Vector
    fingerprints: frozenset[int]
    shingles: frozenset[int]
    background_id: str
