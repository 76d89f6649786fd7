"""What changed between two analyses of the same résumé for the same job, and what of their causes is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from recollect.domain.analysis import Analysis, JudgedRequirement, RequirementStatus

CauseKind = Literal["job", "text", "engine", "lexicon", "calibration", "weights"]


class RequirementChange(Struct, frozen=True, kw_only=True):
    """A requirement that was judged otherwise, or that only one of the two judged: None stands for that one."""

    text: str
    before: RequirementStatus | None
    after: RequirementStatus | None


class Cause(Struct, frozen=True, kw_only=True):
    """Something that was not the same for both, in the words of what each was made with."""

    kind: CauseKind
    before: str
    after: str


class Changes(Struct, frozen=True, kw_only=True):
    """How an analysis became another; without `causes` both were made with the same."""

    before: Analysis
    after: Analysis
    requirements: tuple[RequirementChange, ...]
    causes: tuple[Cause, ...]

    @property
    def difference(self) -> float | None:
        """By how much the score rose, to a tenth; None when one of the two has none."""
        if self.before.overall_score is None or self.after.overall_score is None:
            return None
        return round(self.after.overall_score - self.before.overall_score, 1)


def compare_analyses(before: Analysis, after: Analysis) -> Changes:
    """Give what changed from one analysis of a pair to another."""
    return Changes(
        before=before,
        after=after,
        requirements=tuple(_changed(_by_text(before), _by_text(after))),
        causes=tuple(_causes(before, after)),
    )


def _by_text(analysis: Analysis) -> dict[str, JudgedRequirement]:
    result = analysis.analysis_result
    return {} if result is None else {" ".join(one.text.split()).casefold(): one for one in result.requirements}


def _changed(before: dict[str, JudgedRequirement], after: dict[str, JudgedRequirement]) -> Iterator[RequirementChange]:
    for key, one in after.items():
        was = before.get(key)
        if was is None or was.status != one.status:
            yield RequirementChange(text=one.text, before=None if was is None else was.status, after=one.status)
    for key, one in before.items():
        if key not in after:
            yield RequirementChange(text=one.text, before=one.status, after=None)


def _causes(before: Analysis, after: Analysis) -> Iterator[Cause]:
    if before.job_version != after.job_version:
        yield Cause(kind="job", before=f"version {before.job_version}", after=f"version {after.job_version}")
    if before.text_sha256 != after.text_sha256:
        yield Cause(kind="text", before=before.text_sha256[:12], after=after.text_sha256[:12])
    if before.analysis_result is None or after.analysis_result is None:
        return
    was, now = before.analysis_result.provenance, after.analysis_result.provenance
    pairs: tuple[tuple[CauseKind, str, str], ...] = (
        ("engine", f"{was.engine} {was.engine_version}", f"{now.engine} {now.engine_version}"),
        ("lexicon", was.lexicon_version or "none", now.lexicon_version or "none"),
        ("calibration", was.calibration_id or "none", now.calibration_id or "none"),
        ("weights", _written(was.parameters), _written(now.parameters)),
    )
    yield from (Cause(kind=kind, before=one, after=other) for kind, one, other in pairs if one != other)


def _written(parameters: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in sorted(parameters.items()))
