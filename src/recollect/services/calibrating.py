"""Corrected scores refit the map of scores; it is kept only where it is better on feedback that it did not see."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.calibration import NO_CALIBRATION, Calibration, Fit
from recollect.domain.caller import Caller
from recollect.errors import NotFound
from recollect.scoring import engine
from recollect.scoring.calibration import LEAST_GROUPS, LEAST_PAIRS, CorrectedScore, fit_calibration
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.storage import analyses, calibrations, events, feedback, versions
from recollect.storage.unit import Reader, UnitOfWork


class Calibrated(Struct, frozen=True, kw_only=True):
    """What came of refitting: the map that is kept and used now, or why there is none."""

    calibration: Calibration | None
    fit: Fit | None
    pairs: int
    jobs: int
    reason: str


def calibrate(memory: Memory, caller: Caller, *, dry_run: bool = False, once: Once | None = None) -> Calibrated:
    """Refit the map from all corrected scores of this engine; with `dry_run`, keep nothing."""
    with memory.read(caller) as reader:
        found = corrected_scores(reader)
    fit = fit_calibration(found)
    counted = {"pairs": len(found), "jobs": len({one.job_id for one in found})}

    def unit(work: UnitOfWork) -> Calibrated:
        kept = None
        if fit is not None and fit.is_better and not dry_run:
            kept = keep_calibration(memory, work, caller, fit)
        calibrated = Calibrated(calibration=kept, fit=fit, reason=_reason(fit, dry_run=dry_run), **counted)
        keep(work, caller, once, calibrated)
        return calibrated

    return memory.write(caller, unit)


def keep_calibration(memory: Memory, work: UnitOfWork, caller: Caller, fit: Fit) -> Calibration:
    """Keep a map inside a unit, in use from now on."""
    before = calibrations.calibration_in_use(work)
    version = versions.next_version(work, "calibration", NO_CALIBRATION)
    kept = calibrations.add_calibration(work, fit, engine_version=engine.ENGINE_VERSION, draw=memory.draw)
    _record(work, caller, "calibration.made", kept.calibration_id, version, before)
    return kept


def use_calibration(
    memory: Memory,
    caller: Caller,
    calibration_id: str | None,
    once: Once | None = None,
    *,
    expected_version: int | None = None,
) -> list[Calibration]:
    """Use a kept map from now on, or the engine's own alone, and give all maps. Analyses made before stay."""

    def unit(work: UnitOfWork) -> list[Calibration]:
        before = calibrations.calibration_in_use(work)
        named = calibration_id or NO_CALIBRATION
        version = versions.next_version(work, "calibration", named, expected_version)
        calibrations.use_calibration(work, calibration_id)
        _record(work, caller, "calibration.used", named, version, before)
        found = calibrations.list_calibrations(work)
        keep(work, caller, once, found)
        return found

    return memory.write(caller, unit)


def corrected_scores(reader: Reader) -> list[CorrectedScore]:
    """Give the corrected scores of analyses by this version of the engine, with the score that it gave by itself."""
    found = []
    for one in feedback.each_feedback(reader):
        corrected = one.feedback.corrected_score
        if corrected is None or one.analysis_id is None:
            continue
        try:
            analysis = analyses.get_analysis(reader, one.analysis_id)
        except NotFound:  # deleted since
            continue
        result = analysis.analysis_result
        if result is None or result.provenance.engine_version != engine.ENGINE_VERSION:
            continue
        scored = result.provenance.uncalibrated_score
        if scored is None and result.provenance.calibration_id is None:
            scored = result.overall_score
        if scored is not None:
            found.append(CorrectedScore(scored, corrected, analysis.job_id))
    return found


def _record(
    work: UnitOfWork, caller: Caller, action: str, named: str, version: int, before: Calibration | None
) -> None:
    was = {"calibration_id": before.calibration_id if before else None}
    events.record(work, actor=caller.actor, action=action, entity_id=named, version=version, before=was)


def _reason(fit: Fit | None, *, dry_run: bool) -> str:
    if fit is None:
        return (
            f"Too little to fit and prove a map: it takes {LEAST_PAIRS} corrected scores by this version of the "
            f"engine, for {LEAST_GROUPS} jobs."
        )
    told = f"On held-out feedback the mean error goes from {fit.error_before:g} to {fit.error_after:g} points"
    if not fit.is_better:
        return f"{told}, which is no better; nothing was changed."
    return f"{told}." + (" Nothing was kept." if dry_run else "")
