"""The written pairs: real-sounding ads and résumés, with what a careful recruiter says of each requirement."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from recollect.domain.analysis import RequirementKind, Strength

PAIRS_FOLDER = Path(__file__).parent / "data" / "pairs"

Verdict = Literal["fit", "misfit"]
ExpectedStatus = Literal["met", "partly", "not_found"]


@dataclass(frozen=True)
class ExpectedRequirement:
    """What a person says of one requirement; `phrase` is a part of the ad, word for word."""

    phrase: str
    kind: RequirementKind
    strength: Strength
    status: ExpectedStatus


@dataclass(frozen=True)
class WrittenJob:
    """An ad."""

    company_name: str
    role_name: str
    description: str


@dataclass(frozen=True)
class WrittenResume:
    """A résumé and its verdicts: one for the whole and one for each requirement of the ad."""

    verdict: Verdict
    text: str
    requirements: tuple[ExpectedRequirement, ...]


@dataclass(frozen=True)
class WrittenPair:
    """One occupation: an ad, a clear fit and a clear misfit."""

    occupation: str
    job: WrittenJob
    resumes: tuple[WrittenResume, ...]

    def resume(self, verdict: Verdict) -> WrittenResume:
        """Give the one résumé of this verdict."""
        (found,) = (r for r in self.resumes if r.verdict == verdict)
        return found


def load_pairs() -> tuple[WrittenPair, ...]:
    """Load all pairs, by file name."""
    return tuple(_read_pair(tomllib.loads(path.read_text("utf-8"))) for path in sorted(PAIRS_FOLDER.glob("*.toml")))


def _read_pair(raw: dict[str, Any]) -> WrittenPair:
    return WrittenPair(
        occupation=raw["occupation"],
        job=WrittenJob(**raw["job"]),
        resumes=tuple(_read_resume(r) for r in raw["resume"]),
    )


def _read_resume(raw: dict[str, Any]) -> WrittenResume:
    return WrittenResume(
        verdict=raw["verdict"],
        text=raw["text"],
        requirements=tuple(ExpectedRequirement(**r) for r in raw["requirements"]),
    )
