"""What a job is judged by, as a form holds it: a line for each requirement, empty ones for more, weights and bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from msgspec import Struct

from recollect.domain.analysis import RequirementKind, Strength
from recollect.domain.job import Job, RequirementDraft

_EMPTY_LINES = 3
_MOST_LINES = 100
_STRENGTHS: Mapping[str, Strength] = {one: one for one in get_args(Strength)}
_KINDS: Mapping[str, RequirementKind] = {one: one for one in get_args(RequirementKind)}
WEIGHTS = ("skills", "experience", "education")
BARS = ("strong_hire", "hire", "maybe")


class Line(Struct, frozen=True, kw_only=True):
    """A requirement in the form; empty where there is none yet."""

    id: str = ""
    text: str = ""
    kind: str = "skill"
    strength: str = "plain"


class Judging(Struct, frozen=True, kw_only=True):
    """What the form holds: the job's version it began with, and what is wrong with it."""

    version: int
    lines: tuple[Line, ...]
    weights: tuple[tuple[str, str], ...]
    bars: tuple[tuple[str, str], ...]
    leave_to_engine: bool = False
    problem: str = ""

    @property
    def changes(self) -> dict[str, Any]:
        """What to change of the job. Raises nothing: what is no number is left for the check of the service."""
        if self.leave_to_engine:
            return {"requirements": None, "weights": None, "thresholds": None}
        return {
            "requirements": [_draft(line) for line in self.lines if line.text],
            "weights": {name: _number(value) / 100 for name, value in self.weights},
            "thresholds": {name: _number(value) for name, value in self.bars},
        }


def judging_of(job: Job) -> Judging:
    """Give the form as a job fills it."""
    lines = [Line(id=one.id, text=one.text, kind=one.kind, strength=one.strength) for one in job.requirements]
    return Judging(
        version=job.version,
        lines=(*lines, *[Line()] * _EMPTY_LINES),
        weights=tuple((name, f"{100 * getattr(job.weights, name):g}") for name in WEIGHTS),
        bars=tuple((name, f"{getattr(job.thresholds, name):g}") for name in BARS),
    )


def read_judging(sent: Mapping[str, str]) -> Judging:
    """Read the form as it was sent: `text-1`, `kind-1`, `strength-1`, `id-1` and so on, without what was removed."""
    lines = []
    for number in range(1, _MOST_LINES + 1):
        text = sent.get(f"text-{number}", "").strip()
        if not text or sent.get(f"remove-{number}"):
            continue
        lines.append(
            Line(
                id=sent.get(f"id-{number}", ""),
                text=text,
                kind=_KINDS.get(sent.get(f"kind-{number}", ""), "other"),
                strength=_STRENGTHS.get(sent.get(f"strength-{number}", ""), "plain"),
            )
        )
    version = sent.get("version", "")
    return Judging(
        version=int(version) if version.isascii() and version.isdigit() else 0,
        lines=(*lines, *[Line()] * _EMPTY_LINES),
        weights=tuple((name, sent.get(name, "")) for name in WEIGHTS),
        bars=tuple((name, sent.get(name, "")) for name in BARS),
        leave_to_engine=sent.get("do") == "engine",
    )


def _draft(line: Line) -> RequirementDraft:
    return RequirementDraft(
        id=line.id or None, text=line.text, kind=_KINDS[line.kind], strength=_STRENGTHS[line.strength]
    )


def _number(written: str) -> float:
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        return 0.0
    return min(max(value, 0.0), 100.0) if value == value else 0.0  # noqa: PLR0124 - only what is no number differs from itself
