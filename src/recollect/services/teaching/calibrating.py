"""Feedback refits the map of scores and the doubted words; kept is only what is better on feedback it did not see."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from recollect.domain.analysis import AnalysisResult
from recollect.domain.calibration import NO_CALIBRATION, Calibration, Doubt, Fit
from recollect.domain.caller import Caller
from recollect.scoring import engine
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.learning.calibration import LEAST_GROUPS, LEAST_PAIRS, CorrectedScore, fit_calibration
from recollect.scoring.learning.doubt_fitting import LEAST_PEOPLE, LEAST_WRONG, DoubtFit, fit_doubts
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.teaching.claim_marks import each_judged, marked_claims, profiles_of
from recollect.storage import versions
from recollect.storage.history import events
from recollect.storage.records import calibrations, feedback
from recollect.storage.unit import Reader, UnitOfWork


class Calibrated(Struct, frozen=True, kw_only=True):
    """What came of refitting: the map that is kept and used now, or why there is none."""

    calibration: Calibration | None
    fit: Fit | None
    pairs: int
    jobs: int
    marks: int
    reason: str


def calibrate(memory: Memory, caller: Caller, *, dry_run: bool = False, once: Once | None = None) -> Calibrated:
    """Refit words and map from all feedback on analyses by this engine; with `dry_run`, keep nothing."""
    with memory.read(caller) as reader:
        doubted = fit_doubts(marked_claims(memory, reader))
        found = corrected_scores(memory, reader, doubted.doubts)
    fit = _join(fit_calibration(found), doubted, found)
    counted = {"pairs": len(found), "jobs": len({one.job_id for one in found}), "marks": doubted.marks}

    def unit(work: UnitOfWork) -> Calibrated:
        kept = None
        if fit is not None and (fit.is_better or fit.doubts) and not dry_run:
            kept = keep_calibration(
                memory, work, caller, fit if fit.is_better else msgspec.structs.replace(fit, knots=())
            )
        calibrated = Calibrated(calibration=kept, fit=fit, reason=_reason(fit, doubted, dry_run=dry_run), **counted)
        keep(work, caller, once, calibrated)
        return calibrated

    return memory.write(caller, unit)


def _join(fit: Fit | None, doubted: DoubtFit, found: list[CorrectedScore]) -> Fit | None:
    """Give map and doubts as one; None where there is neither a map nor a doubt."""
    if fit is None:
        if not doubted.doubts:
            return None
        jobs = len({one.job_id for one in found})
        fit = Fit(knots=(), pairs=len(found), jobs=jobs, error_before=None, error_after=None)
    return msgspec.structs.replace(
        fit,
        doubts=doubted.doubts,
        marks=doubted.marks,
        agreement_before=doubted.agreement_before,
        agreement_after=doubted.agreement_after,
    )


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


def corrected_scores(memory: Memory, reader: Reader, doubts: tuple[Doubt, ...]) -> list[CorrectedScore]:
    """Give the corrected scores of analyses by this version of the engine, with what it gives itself under doubts."""
    doubted = {one.calibration_id: one.doubts for one in calibrations.list_calibrations(reader)}
    found = []
    for said, analysis, result in each_judged(
        reader, feedback.each_feedback(reader), lambda said: said.corrected_score is not None
    ):
        corrected = said.feedback.corrected_score
        scored = _scored(result)
        made_under = doubted.get(result.provenance.calibration_id or "", ())
        if scored is not None and made_under != doubts:
            resume, job = profiles_of(memory, reader, analysis)
            settings = _settings(result, doubts)
            scored = round(engine.score_pair(resume, job, settings, shipped_background()).uncalibrated, 4)
        if scored is not None and corrected is not None:
            found.append(CorrectedScore(scored, corrected, analysis.job_id))
    return found


def _scored(result: AnalysisResult) -> float | None:
    """Give the score that the engine gave by itself, before a map."""
    given = result.provenance
    if given.uncalibrated_score is None and given.calibration_id is None:
        return result.overall_score
    return given.uncalibrated_score


def _settings(result: AnalysisResult, doubts: tuple[Doubt, ...]) -> engine.ScoringSettings:
    """Give the settings that an analysis was made with, but for its map and its doubts."""
    given = result.provenance.parameters
    return engine.ScoringSettings(
        today=result.provenance.started_at.date(),
        skills_weight=given["skills_weight"],
        experience_weight=given["experience_weight"],
        education_weight=given["education_weight"],
        doubts=doubts,
    )


def _record(
    work: UnitOfWork, caller: Caller, action: str, named: str, version: int, before: Calibration | None
) -> None:
    was = {"calibration_id": before.calibration_id if before else None}
    events.record(work, actor=caller.actor, action=action, entity_id=named, version=version, before=was)


def _reason(fit: Fit | None, doubted: DoubtFit, *, dry_run: bool) -> str:
    told = [_reason_of_map(fit), _reason_of_words(doubted)]
    if dry_run and fit is not None and (fit.is_better or fit.doubts):
        told.append("Nothing was kept.")
    return " ".join(told)


def _reason_of_map(fit: Fit | None) -> str:
    if fit is None or fit.error_before is None or fit.error_after is None:
        return (
            f"Too little to fit and prove a map: it takes {LEAST_PAIRS} corrected scores by this version of the "
            f"engine, for {LEAST_GROUPS} jobs."
        )
    told = f"On held-out feedback the mean error goes from {fit.error_before:g} to {fit.error_after:g} points"
    return f"{told}." if fit.is_better else f"{told}, which is no better; the map stays as it is."


def _reason_of_words(doubted: DoubtFit) -> str:
    if not doubted.doubts or doubted.agreement_before is None or doubted.agreement_after is None:
        return (
            f"No word is doubted: it takes {LEAST_WRONG} marks that say it is wrong, on the résumés of {LEAST_PEOPLE} "
            "people, and held-out marks that agree better without it."
        )
    words = "1 word is" if len(doubted.doubts) == 1 else f"{len(doubted.doubts)} words are"
    return (
        f"{words} doubted: the engine agrees with {doubted.agreement_after:.0%} of held-out marks, after "
        f"{doubted.agreement_before:.0%}."
    )
