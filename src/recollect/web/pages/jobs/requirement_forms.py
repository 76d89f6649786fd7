"""What a job is judged by, as a form holds it: a line for each requirement, empty ones for more, weights and bars."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from msgspec import Struct

from recollect.domain.analysis import Amount, Requirement, RequirementKind, Strength
from recollect.domain.job import Job, RequirementDraft, Thresholds, Weights
from recollect.errors import InvalidInput
from recollect.scoring.ads.strength import WEIGHTS as WEIGHTS_OF_STRENGTHS

_EMPTY_LINES = 3
_MOST_LINES = 100
_STRENGTHS: Mapping[str, Strength] = {one: one for one in get_args(Strength)}
_KINDS: Mapping[str, RequirementKind] = {one: one for one in get_args(RequirementKind)}
UNITS = ("years", "months")
_MOST_WEIGHT, _MOST_AMOUNT = 10.0, 100.0
WEIGHTS = ("skills", "experience", "education")
BARS = ("strong_hire", "hire", "maybe")


class Line(Struct, frozen=True, kw_only=True):
    """A requirement in the form, as it is typed; empty where there is none yet.

    An empty weight follows from the strength; `words` are those of the ad that ask for it.
    """

    id: str = ""
    text: str = ""
    kind: str = "skill"
    strength: str = "plain"
    weight: str = ""
    amount: str = ""
    unit: str = UNITS[0]
    words: str = ""

    @property
    def said(self) -> str:
        """What the folded part of the line holds, in short."""
        parts = [
            f"weight {self.weight}" if self.weight else "",
            f"{self.amount} {self.unit}" if self.amount else "",
            "words of the ad" if self.words else "",
        ]
        return ", ".join(filter(None, parts)) or "Weight, amount, words"


class Judging(Struct, frozen=True, kw_only=True):
    """What the form holds: the job's version it began with, and what is wrong with it."""

    version: int
    lines: tuple[Line, ...]
    weights: tuple[tuple[str, str], ...]
    bars: tuple[tuple[str, str], ...]
    leave_to_engine: bool = False
    problem: str = ""

    def changes(self, known: Sequence[Requirement], description: str) -> dict[str, Any]:
        """Give what to change of a job or template with this description, judged by what is `known` so far.

        Raises `InvalidInput` for a line that can't be used as it is.
        """
        if self.leave_to_engine:
            return {"requirements": None, "weights": None, "thresholds": None}
        return {
            "requirements": [_requirement(line, known, description) for line in self.lines if line.text or line.id],
            "weights": {name: _number(value) / 100 for name, value in self.weights},
            "thresholds": {name: _number(value) for name, value in self.bars},
        }


def judging_of(job: Job) -> Judging:
    """Give the form as a job fills it."""
    return fill_in(job.version, job.job_description, job.requirements, job.weights, job.thresholds)


def fill_in(
    version: int, description: str, requirements: Sequence[Requirement], weights: Weights, thresholds: Thresholds
) -> Judging:
    """Give the form with what something is judged by."""
    lines = [_line(one, description) for one in requirements]
    return Judging(
        version=version,
        lines=(*lines, *[Line()] * _EMPTY_LINES),
        weights=tuple((name, f"{100 * getattr(weights, name):g}") for name in WEIGHTS),
        bars=tuple((name, f"{getattr(thresholds, name):g}") for name in BARS),
    )


def read_judging(sent: Mapping[str, str]) -> Judging:
    """Read the form as it was sent: `text-1`, `kind-1`, `weight-1`, `id-1` and so on, without what was removed."""
    lines = []
    for number in range(1, _MOST_LINES + 1):
        text = sent.get(f"text-{number}", "").strip()
        known_id = sent.get(f"id-{number}", "")
        if sent.get(f"remove-{number}") or not (text or known_id):
            continue
        lines.append(
            Line(
                id=known_id,
                text=text,
                kind=_KINDS.get(sent.get(f"kind-{number}", ""), "other"),
                strength=_STRENGTHS.get(sent.get(f"strength-{number}", ""), "plain"),
                weight=sent.get(f"weight-{number}", "").strip(),
                amount=sent.get(f"amount-{number}", "").strip(),
                unit=sent.get(f"unit-{number}", UNITS[0]),
                words=sent.get(f"words-{number}", "").replace("\r\n", "\n").strip(),
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


def _line(one: Requirement, description: str) -> Line:
    is_placed = one.start is not None and one.end is not None
    return Line(
        id=one.id,
        text=one.text,
        kind=one.kind,
        strength=one.strength,
        weight="" if one.weight == WEIGHTS_OF_STRENGTHS[one.strength] else f"{one.weight:g}",
        amount=f"{one.amount.value:g}" if one.amount else "",
        unit=one.amount.unit if one.amount else UNITS[0],
        words=description[one.start : one.end] if is_placed else "",
    )


def _requirement(line: Line, known: Sequence[Requirement], description: str) -> Requirement | RequirementDraft:
    """Give the requirement whole, so that an emptied span or amount is gone too; without an id it gets one later."""
    strength = _STRENGTHS[line.strength]
    weight = _read_number(line.weight, f"The weight of “{line.text}”", 0, _MOST_WEIGHT)
    value = _read_number(line.amount, f"The amount of “{line.text}”", 0, _MOST_AMOUNT)
    if line.unit not in UNITS:
        raise InvalidInput(f"The amount of “{line.text}” is counted in years or months.")
    before = next((one for one in known if one.id == line.id), None)
    if not line.text:
        named = f"“{before.text}”" if before else "A requirement"
        raise InvalidInput(f"{named} has no words any more. Write what is asked for, or remove the requirement.")
    start, end = _find_words(line, before, description)
    said: dict[str, Any] = {
        "text": " ".join(line.text.split()),
        "kind": _KINDS[line.kind],
        "strength": strength,
        "weight": WEIGHTS_OF_STRENGTHS[strength] if weight is None else weight,
        "amount": Amount(value, line.unit) if value else None,
        "start": start,
        "end": end,
    }
    return Requirement(id=line.id, **said) if before else RequirementDraft(**said)


def _find_words(line: Line, before: Requirement | None, description: str) -> tuple[int | None, int | None]:
    """Give where the words stand in the ad; of several places the one nearest to where they stood before."""
    words = line.words.split()
    if not words:
        return None, None
    was = before.start if before and before.start is not None else 0
    found = [one.span() for one in re.finditer(r"\s+".join(map(re.escape, words)), description)]
    if not found:
        raise InvalidInput(f"The words of the ad at “{line.text}” do not stand in it. Copy them from the description.")
    return min(found, key=lambda span: abs(span[0] - was))


def _read_number(written: str, what: str, low: float, high: float) -> float | None:
    """Read a number, None where nothing is written; what is none is said, not guessed."""
    if not written:
        return None
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise InvalidInput(f"{what} is no number from {low:g} to {high:g}.")
    return value


def _number(written: str) -> float:
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        return 0.0
    return min(max(value, 0.0), 100.0) if value == value else 0.0  # noqa: PLR0124 - only what is no number differs from itself
