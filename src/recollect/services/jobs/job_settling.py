"""What a person sets about judging a job: checked, completed, and kept in step with the job's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from recollect.domain.analysis import Requirement
from recollect.domain.job import MOST_REQUIREMENTS, JobDraft, RequirementDraft, Thresholds, Weights
from recollect.errors import InvalidInput
from recollect.scoring.ads.strength import WEIGHTS

_Known = Callable[[], Sequence[Requirement]]


def settle(draft: JobDraft, changes: Mapping[str, Any], known: _Known) -> JobDraft:
    """Give a draft with `changes` made to it.

    `requirements` is a list of `RequirementDraft` or `Requirement`, `weights` and `thresholds` hold the figures to
    change; None leaves them to the engine again. `known` gives the requirements as they are so far. Raises
    `InvalidInput` for what can't be judged by.
    """
    plain = {name: value for name, value in changes.items() if name not in {"requirements", "weights", "thresholds"}}
    changed = msgspec.structs.replace(draft, **plain)
    if changed.requirements is not None and changed.job_description != draft.job_description:
        moved = tuple(_moved(one, draft.job_description, changed.job_description) for one in changed.requirements)
        changed = msgspec.structs.replace(changed, requirements=moved)
    own: dict[str, Any] = {}
    if "requirements" in changes:
        given = changes["requirements"]
        own["requirements"] = None if given is None else _requirements(given, known(), changed.job_description)
    if "weights" in changes:
        own["weights"] = _weights(changed.weights or Weights(), changes["weights"])
    if "thresholds" in changes:
        own["thresholds"] = _thresholds(changed.thresholds or Thresholds(), changes["thresholds"])
    return msgspec.structs.replace(changed, **own)


def _requirements(
    given: Sequence[RequirementDraft | Requirement], known: Sequence[Requirement], description: str
) -> tuple[Requirement, ...]:
    if len(given) > MOST_REQUIREMENTS:
        raise InvalidInput(f"A job has at most {MOST_REQUIREMENTS} requirements; {len(given)} were sent.")
    before = {one.id: one for one in known}
    ids = [one.id for one in given if one.id]
    if len(set(ids)) < len(ids):
        raise InvalidInput("Two requirements have the same `id`; leave it out for new ones.")
    taken = set(before) | set(ids)
    settled = []
    for one in given:
        number = one.id or _free(taken)
        taken.add(number)
        settled.append(one if isinstance(one, Requirement) else _requirement(one, number, before.get(number)))
    for placed in settled:
        _check(placed, description)
    return tuple(settled)


def _free(taken: set[str]) -> str:
    number = 1
    while f"R{number}" in taken:
        number += 1
    return f"R{number}"


def _requirement(one: RequirementDraft, number: str, before: Requirement | None) -> Requirement:
    start, end = one.start, one.end
    if start is None and end is None and before is not None:
        start, end = before.start, before.end
    return Requirement(
        id=number,
        text=" ".join(one.text.split()),
        kind=one.kind,
        strength=one.strength,
        weight=WEIGHTS[one.strength] if one.weight is None else one.weight,
        amount=one.amount,
        start=start,
        end=end,
    )


def _check(one: Requirement, description: str) -> None:
    if not any(char.isalnum() for char in one.text):
        raise InvalidInput(f"The text of requirement {one.id} has no word to look for.")
    if (one.start is None) != (one.end is None):
        raise InvalidInput(f"Requirement {one.id} has only one of `start` and `end`; send both, or neither.")
    if one.start is not None and one.end is not None and not 0 <= one.start < one.end <= len(description):
        raise InvalidInput(
            f"Requirement {one.id} is said to stand at {one.start} to {one.end}, which is no span of the description "
            f"with its {len(description)} code points."
        )


def _moved(one: Requirement, old: str, new: str) -> Requirement:
    """Give a requirement with its span in the changed description, or without where its words are gone."""
    if one.start is None or one.end is None:
        return one
    words = old[one.start : one.end]
    if new[one.start : one.end] == words:
        return one
    start = new.find(words)
    if start < 0:
        return msgspec.structs.replace(one, start=None, end=None)
    return msgspec.structs.replace(one, start=start, end=start + len(words))


def _weights(now: Weights, given: Mapping[str, float] | Weights | None) -> Weights | None:
    if given is None or isinstance(given, Weights):
        return given
    weights = msgspec.structs.replace(now, **given)
    if not weights.skills + weights.experience + weights.education > 0:
        raise InvalidInput("All weights are 0; at least one part must count.")
    return weights


def _thresholds(now: Thresholds, given: Mapping[str, float] | Thresholds | None) -> Thresholds | None:
    if given is None or isinstance(given, Thresholds):
        return given
    limits = msgspec.structs.replace(now, **given)
    if not limits.strong_hire >= limits.hire >= limits.maybe:
        raise InvalidInput("Strong Hire must not begin below Hire, nor Hire below Maybe.")
    return limits
