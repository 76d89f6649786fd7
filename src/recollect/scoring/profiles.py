"""What is read of a résumé and of a job, once each, so that a pair can be scored on what is ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from recollect.domain.analysis import JudgedRequirement, Requirement, RequirementKind, Strength
from recollect.domain.document import Section
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.knowledge.tokens import Tokens
from recollect.scoring.reading.education import Degree
from recollect.scoring.reading.intervals import Interval

Why = Literal["taught", "studied", "student", "listed", "at home", "animals", "sold"]
ScorePart = Literal["skills", "experience", "education"]
NeedKind = Literal["terms", "words", "experience", "education", "place"]


class Mention(Struct, frozen=True, gc=False):
    """A place where a résumé names a term: span, token, section's index or -1, and how far the words bear it out.

    `listed` tells that it stands in a list of words, where nothing is said of what was done with it; `until` is the
    month up to which a paper is valid, where that stands beside it; `level` the grade of it that is named, or 0; `kind`
    which of its kinds (`recollect.scoring.knowledge.kinds`) the term is named by.
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
    kind: int = 0


class Position(Struct, frozen=True, gc=False):
    """A time at work: its interval, its title's roles, span and stems, and the span and the terms of what is told.

    `learning` tells an apprenticeship or internship, whose years are not those of a trained person.
    """

    interval: Interval
    roles: tuple[int, ...]
    title_start: int
    title_end: int
    start: int
    end: int
    terms: frozenset[int]
    title_stems: frozenset[str]
    learning: bool = False

    def tells(self, start: int) -> bool:
        """Whether it is told of where an offset lies."""
        return self.title_start <= start < self.end


class Doubt(Struct, frozen=True):
    """A passage of a résumé and why what it names does not show that somebody practises it."""

    start: int
    end: int
    why: Why


class Vector(Struct, frozen=True, gc=False):
    """Weighted terms of unit length, in parts: words, skills (``#n``), role hints (``@n``), learnt (``~n``)."""

    weights: dict[str, float]
    norm_share: float


class Columns(Struct, frozen=True, eq=False, gc=False):
    """A résumé as arrays, as `recollect.scoring.gathered` makes and reads them.

    `words` by their numbers and their `weights`, in three parts of some `lengths`; `marks` are the numbers of what else
    it has; `level` is that of its highest degree.
    """

    words: NDArray[np.int32]
    weights: NDArray[np.float64]
    lengths: tuple[int, ...]
    marks: NDArray[np.int32]
    level: int


class ToldPlace(Struct, frozen=True, gc=False):
    """A place that tells of a term without naming it: the stem it was found by, its first token and its last.

    `done` tells that it was done, and by oneself.
    """

    stem: str
    first: int
    last: int
    done: bool


class Stands(Struct, frozen=True, gc=False):
    """Where stems stand in a résumé: whether each token counts, the first of each stem that does, the next or -1."""

    counts: list[bool]
    first: dict[str, int]
    then: list[int]


class Posts(Struct, frozen=True, gc=False):
    """What the positions of a résumé have: the tokens in which each is told of; of all, terms, titles' stems and roles.

    `learning` tells that some were held by a learner.
    """

    spans: list[tuple[int, int]]
    terms: frozenset[int]
    title_stems: frozenset[str]
    roles: frozenset[int]
    learning: bool


Stake = tuple[int, float, float]
"""What hangs on a requirement, by its place: its weight in its part of the score, and the share of all as a paper."""

Quote = tuple[int, int, str | None, str]
"""What is quoted of a résumé: its span, the kind of its section and its text."""


class WordIndex(Struct, gc=False):
    """What is looked up in a résumé again and again, filled when first asked for.

    `stands` tells where its stems stand, `places` the tokens at which phrases begin and may count, `bounds` the
    tokens with which its sections begin; `told` the places that tell of a term, by the term, and `terms` all that
    it names, hints at or tells of; `quotes` what to quote for each proof. Of its positions: `reasons` for doubting
    some wholly, `posts` what they have, `held` the months of each by the present one. `ahead` are the lines that
    name a year or a later one, by the year; `columns` is the whole as arrays, `shingles` the number of each run of
    its words. Of what is found of a proof: `later` whether it lies ahead of a month, `again` what a second look
    says, `lands` the countries named with it, and `plain`, by the present month, whether nothing of these or of the
    doubts of a résumé tells against it. `taken_back` are the offsets behind which the thing named is said to be
    others' work.
    """

    stands: Stands | None = None
    places: dict[tuple[str, ...], Sequence[int]] = {}
    bounds: list[int] = []
    told: dict[int, list[ToldPlace]] | None = None
    terms: frozenset[int] | None = None
    quotes: dict[tuple[int, int], Quote] = {}
    reasons: list[tuple[int, frozenset[Why]]] | None = None
    posts: Posts | None = None
    held: dict[int, list[tuple[int, int]]] = {}
    ahead: dict[int, list[tuple[int, int]]] = {}
    columns: Columns | None = None
    shingles: NDArray[np.uint32] | None = None
    later: dict[tuple[int, tuple[int, int]], bool] = {}
    again: dict[tuple[int, int], str] = {}
    taken_back: frozenset[int] | None = None
    plain: dict[int, dict[tuple[int, int], bool]] = {}
    lands: dict[tuple[int, int], frozenset[int]] = {}


class ResumeProfile(Struct, frozen=True, kw_only=True, gc=False):
    """What a résumé says, with the offsets where it says so; of a term's mentions the best borne out stands first.

    `hints` are mentions by words that only hint at a term.
    """

    text: str
    sections: tuple[Section, ...]
    tokens: Tokens
    scored: list[bool]
    mentions: dict[int, tuple[Mention, ...]]
    hints: dict[int, tuple[Mention, ...]]
    positions: tuple[Position, ...]
    degrees: tuple[Degree, ...]
    title_roles: tuple[tuple[int, float], ...]
    title_stems: frozenset[str]
    vector: Vector
    fingerprints: frozenset[int]
    repeated: tuple[tuple[int, int], ...]
    doubts: tuple[Doubt, ...]
    latest_year: int
    country: int
    unproven: bool
    unborne: tuple[tuple[int, int], ...]
    english: bool
    background_id: str
    index: WordIndex = field(default_factory=WordIndex)


class Need(Struct, frozen=True, kw_only=True, gc=False):
    """How one requirement is judged.

    `terms` are alternatives, any of which is enough; `words` are the stems of a phrase that no list holds, and
    `said` those in which an ad names the terms; `people` how many are to be led; `special` those that say which
    experience of a role is meant, `settings` where, and `barred` those of work that is not meant; `recent` that it must
    not lie long ago, `post` that its own words name the role. `either` tells that one of the special words is enough,
    `anywhere` that any post of that kind counts, whatever its role. `similar` tells that the ad takes what is akin,
    `paper` that it asks for a paper in the terms, `begun` that one which is still worked for will do; any of `others`
    will do instead. `kinds` holds for each term that the ad names by a narrower word, or by a hint, which kinds of
    it do.
    """

    kind: NeedKind
    terms: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    settings: tuple[tuple[str, ...], ...] = ()
    barred: tuple[str, ...] = ()
    roles: tuple[int, ...] = ()
    years: float | None = None
    level: int = 0
    fields: tuple[str, ...] = ()
    studies: tuple[int, ...] = ()
    field_open: bool = False
    waived: bool = False
    said: tuple[str, ...] = ()
    similar: bool = False
    paper: bool = False
    people: int = 0
    recent: bool = False
    post: bool = False
    either: bool = False
    anywhere: bool = False
    begun: bool = False
    others: tuple[Need, ...] = ()
    kinds: tuple[tuple[int, frozenset[int]], ...] = ()


class Asked(Struct, frozen=True, gc=False):
    """One thing asked for: kind, strength, span in the ad, and how it is judged."""

    kind: RequirementKind
    strength: Strength
    start: int
    end: int
    need: Need
    headed: bool = True


class Outline(Struct, frozen=True, gc=False):
    """Which requirements of a job are of what kind, and must-haves, by their places; how many are of each strength.

    `listed` are skills, certificates and languages.
    """

    listed: tuple[int, ...]
    experience: tuple[int, ...]
    education: tuple[int, ...]
    musts: tuple[int, ...]
    strengths: tuple[int, ...]


class Signs(Struct, gc=False):
    """What answers the requirements of a job, with a bit for each requirement that it may answer, by its place.

    `terms` are named, hinted at or told of without a name, and `stems` stand in the text; `always` are
    those that anything may answer, and `simple` those of skills that ask for no more than their names; `bits` holds
    the bit of each.
    """

    bits: tuple[int, ...]
    terms: dict[int, int] = {}
    stems: dict[str, int] = {}
    always: int = 0
    simple: int = 0


class Prepared(Struct, frozen=True, gc=False):
    """What each pair needs of a job's requirements.

    `stakes` tells what hangs on each that is scored, by its part; `signs` what answers each, `unanswered` is the
    verdict on each that nothing answers, and `not_found` each as it is judged where nothing is found; `outline` tells
    which are of what kind.
    """

    stakes: dict[ScorePart, list[Stake]]
    signs: Signs
    unanswered: tuple[Verdict, ...]
    not_found: tuple[JudgedRequirement, ...]
    outline: Outline


class JobIndex(Struct, gc=False):
    """What is looked up in a job again and again, filled when first asked for."""

    prepared: Prepared | None = None


class JobProfile(Struct, frozen=True, kw_only=True, gc=False):
    """What a job asks for, each requirement with how it is judged, and what relevance needs.

    `over` holds the reasons for doubt that count for nothing in this job.
    """

    description: str
    role_name: str
    requirements: tuple[Requirement, ...]
    needs: tuple[Need, ...]
    licences: dict[str, float]
    roles: tuple[int, ...]
    country: int
    over: frozenset[Why]
    skills: frozenset[int]
    title_stems: dict[str, float]
    vector: Vector
    fingerprints: frozenset[int]
    shingles: frozenset[int]
    background_id: str
    index: JobIndex = field(default_factory=JobIndex)
