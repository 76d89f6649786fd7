"""What a job is judged by, as a form holds it: a line for each requirement, empty ones for more, weights and bars."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import replace

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
_WHOLE, _ROUNDING = 100.0, 0.1
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
    def is_kept(self) -> bool:
        """Whether the line is a requirement, also one whose text was emptied."""
        return bool(self.text or self.id)

    @property
    def said(self) -> str:
        """What the folded part of the line holds, in short."""
        parts = [
            f"weight {self.weight}" if self.weight else "",
            f"{self.amount} {self.unit.removesuffix('s') if self.amount == '1' else self.unit}" if self.amount else "",
            "words of the ad" if self.words else "",
        ]
        return ", ".join(filter(None, parts)) or "Weight, amount, words"


class Judging(Struct, frozen=True, kw_only=True):
    """What the form holds: the job's version it began with, and what is wrong with it.

    `problems` are by the name of the field that each belongs to; `weights` and `bars` stand for all fields of these.
    """

    version: int
    lines: tuple[Line, ...]
    weights: tuple[tuple[str, str], ...]
    bars: tuple[tuple[str, str], ...]
    leave_to_engine: bool = False
    problem: str = ""
    problems: Mapping[str, str] = {}

    @property
    def kept_lines(self) -> list[Line]:
        """The lines that are requirements."""
        return [line for line in self.lines if line.is_kept]

    def changes(self, shown: Judging, known: Sequence[Requirement], description: str) -> dict[str, Any]:
        """Give what to change of a job or template with this description, judged by what is `known` so far.

        What is as it was `shown` is left as it is. Raises `InvalidInput` for what can't be used as it is.
        """
        if self.leave_to_engine:
            return {"requirements": None, "weights": None, "thresholds": None}
        read, problems = self._read(known, description)
        if problems:
            raise InvalidInput("Nothing was saved. " + " ".join(problems.values()))
        kept = {
            "requirements": self.kept_lines == shown.kept_lines,
            "weights": self.weights == shown.weights,
            "thresholds": self.bars == shown.bars,
        }
        return {name: value for name, value in read.items() if not kept[name]}

    def with_problems(self, version: int, problem: str, known: Sequence[Requirement], description: str) -> Judging:
        """Give the form as it is shown again: why nothing was saved, and beside each field what is wrong with it."""
        _, problems = self._read(known, description)
        return replace(self, version=version, problem=problem, problems=problems)

    def _read(self, known: Sequence[Requirement], description: str) -> tuple[dict[str, Any], dict[str, str]]:
        problems: dict[str, str] = {}
        weights = {name: _read_number(value, name, name.title(), 100, problems) for name, value in self.weights}
        bars = {
            name: _read_number(value, name, name.replace("_", " ").title(), 100, problems) for name, value in self.bars
        }
        whole = sum(value or 0 for value in weights.values())
        if not problems.keys() & weights.keys() and abs(whole - _WHOLE) > _ROUNDING:
            problems["weights"] = f"The weights add up to {whole:g}; together they must be {_WHOLE:g}."
        falling = [value or 0 for value in bars.values()]
        if not problems.keys() & bars.keys() and falling != sorted(falling, reverse=True):
            problems["bars"] = "Strong Hire must not begin below Hire, nor Hire below Maybe."
        requirements = [
            _requirement(line, f"-{number}", known, description, problems)
            for number, line in enumerate(self.lines, start=1)
            if line.is_kept
        ]
        return {
            "requirements": requirements,
            "weights": {name: (value or 0) / _WHOLE for name, value in weights.items()},
            "thresholds": {name: value or 0 for name, value in bars.items()},
        }, problems


def judging_of(job: Job) -> Judging:
    """Give the form as a job fills it."""
    return fill_in(job.version, job.job_description, job.requirements, job.weights, job.thresholds)


def fill_in(
    version: int, description: str, requirements: Sequence[Requirement], weights: Weights, thresholds: Thresholds
) -> Judging:
    """Give the form with what something is judged by."""
    lines = [_line(one, description) for one in requirements]
    whole = weights.skills + weights.experience + weights.education
    return Judging(
        version=version,
        lines=(*lines, *[Line()] * _EMPTY_LINES),
        weights=tuple((name, f"{_WHOLE * getattr(weights, name) / whole:.4g}") for name in WEIGHTS),
        bars=tuple((name, f"{getattr(thresholds, name):g}") for name in BARS),
    )


def read_judging(sent: Mapping[str, str]) -> Judging:
    """Read the form as it was sent: `text-1`, `kind-1`, `weight-1`, `id-1` and so on, without what was removed.

    A requirement whose text was emptied stays a line: whether it is to go is to be said.
    """
    lines = []
    for number in range(1, _MOST_LINES + 1):
        line = Line(
            id=sent.get(f"id-{number}", ""),
            text=sent.get(f"text-{number}", "").strip(),
            kind=_KINDS.get(sent.get(f"kind-{number}", ""), "other"),
            strength=_STRENGTHS.get(sent.get(f"strength-{number}", ""), "plain"),
            weight=sent.get(f"weight-{number}", "").strip(),
            amount=sent.get(f"amount-{number}", "").strip(),
            unit=sent.get(f"unit-{number}", UNITS[0]),
            words=sent.get(f"words-{number}", "").replace("\r\n", "\n").strip(),
        )
        if line.is_kept and not sent.get(f"remove-{number}"):
            lines.append(line)
    version = sent.get("version", "")
    return Judging(
        version=int(version) if version.isascii() and version.isdigit() else 0,
        lines=(*lines, *[Line()] * _EMPTY_LINES),
        weights=tuple((name, sent.get(name, "").strip()) for name in WEIGHTS),
        bars=tuple((name, sent.get(name, "").strip()) for name in BARS),
        leave_to_engine=sent.get("do") == "engine",
    )


def _line(one: Requirement, description: str) -> Line:
    is_placed = one.start is not None and one.end is not None
    return Line(
        id=one.id,
        text=one.text.strip(),
        kind=one.kind,
        strength=one.strength,
        weight="" if one.weight == WEIGHTS_OF_STRENGTHS[one.strength] else f"{one.weight:g}",
        amount=f"{one.amount.value:g}" if one.amount else "",
        unit=one.amount.unit if one.amount else UNITS[0],
        words=description[one.start : one.end].replace("\r\n", "\n").strip() if is_placed else "",
    )


def _requirement(
    line: Line, end: str, known: Sequence[Requirement], description: str, problems: dict[str, str]
) -> Requirement | RequirementDraft:
    """Give the requirement whole, so that an emptied span or amount is gone too; without an id it gets one later.

    What can't be used as it is goes to `problems`, by the name of its field, which ends on `end`.
    """
    strength = _STRENGTHS[line.strength]
    weight = _read_number(line.weight, f"weight{end}", f"The weight of “{line.text}”", _MOST_WEIGHT, problems)
    value = _read_number(line.amount, f"amount{end}", f"The amount of “{line.text}”", _MOST_AMOUNT, problems)
    before = next((one for one in known if one.id == line.id), None)
    if not line.text:
        named = f"“{before.text}”" if before else "A requirement"
        problems[f"text{end}"] = f"{named} has no words any more. Write what is asked for, or tick remove."
    elif not any(char.isalnum() for char in line.text):
        problems[f"text{end}"] = f"“{line.text}” has no word to look for."
    if line.unit not in UNITS:
        problems[f"unit{end}"] = f"The amount of “{line.text}” is counted in years or months."
    span = _find_words(line, before, description)
    if span is None:
        problems[f"words{end}"] = (
            f"The words of the ad at “{line.text}” do not stand in it. Copy them from the description."
        )
    said: dict[str, Any] = {
        "text": " ".join(line.text.split()),
        "kind": _KINDS[line.kind],
        "strength": strength,
        "weight": WEIGHTS_OF_STRENGTHS[strength] if weight is None else weight,
        "amount": Amount(value, line.unit) if value else None,
        "start": span[0] if span else None,
        "end": span[1] if span else None,
    }
    return Requirement(id=line.id, **said) if before else RequirementDraft(**said)


def _find_words(line: Line, before: Requirement | None, description: str) -> tuple[int, int] | tuple[None, None] | None:
    """Give where the words stand in the ad, None if nowhere; of several places the one nearest to where they were."""
    words = line.words.split()
    if not words:
        return None, None
    was = before.start if before and before.start is not None else 0
    found = [one.span() for one in re.finditer(r"\s+".join(map(re.escape, words)), description)]
    return min(found, key=lambda span: abs(span[0] - was)) if found else None


def _read_number(written: str, field: str, what: str, high: float, problems: dict[str, str]) -> float | None:
    """Read a number, None where nothing is written; what is none is said, not guessed."""
    if not written:
        return None
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        value = float("nan")
    if 0 <= value <= high:
        return value
    problems[field] = f"{what} is no number from 0 to {high:g}."
    return None
