"""A résumé is analysed against a job, and the complete result kept with the very versions it saw."""

from __future__ import annotations

import time
from datetime import date

import msgspec
from msgspec import Struct

from recollect.domain.analysis import AnalysisResult, Engine, Evidence, Findings, Flag, Provenance
from recollect.domain.calibration import Calibration
from recollect.domain.caller import Caller
from recollect.domain.document import Layout
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId
from recollect.domain.job import Job
from recollect.errors import NoJobSelected, NoText
from recollect.scoring import engine
from recollect.services.analyses.profiling import PairProfiles
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.resumes.hidden_text import flags_of_hidden_text
from recollect.services.resumes.written_language import flags_of_language
from recollect.storage.history import events
from recollect.storage.records import analyses, candidates, jobs, readings, resumes
from recollect.storage.records.analyses import NewAnalysis
from recollect.storage.records.calibrations import calibration_in_use
from recollect.storage.records.callers import current_job_id
from recollect.storage.records.resumes import StoredResume
from recollect.storage.unit import Reader, UnitOfWork

BUILTIN: Engine = "builtin"


class Analysed(Struct, frozen=True, kw_only=True):
    """An analysis that is kept now."""

    candidate_id: CandidateId
    analysis_id: AnalysisId
    resume_id: ResumeId
    job_id: JobId
    result: AnalysisResult


class _Pair(Struct, frozen=True):
    job: Job
    resume: StoredResume
    text: str
    layout: Layout
    calibration: Calibration | None
    profiles: PairProfiles


def require_job(memory: Memory, caller: Caller, job_id: str | None) -> JobId:
    """Give the id of the given job or of the caller's current one.

    Raises `NotFound` when there is no such job, `NoJobSelected` when neither is there.
    """
    with memory.read(caller) as reader:
        chosen = job_id or current_job_id(reader, caller.caller_id)
        if not chosen:
            raise NoJobSelected("No job is selected. Send `job_id`, or select one with POST /api/jobs/{job_id}/select.")
        return jobs.get_job(reader, chosen).job_id


def analyse_resume(
    memory: Memory, caller: Caller, resume_id: str, job_id: str | None = None, once: Once | None = None
) -> Analysed:
    """Analyse a kept résumé against the given or the current job, and keep the result."""
    chosen = require_job(memory, caller, job_id)
    with memory.read(caller) as reader:
        resume = resumes.get_resume(reader, resume_id)
        if resume.text_quality == "none":
            raise NoText(
                "This résumé is kept as a scan without text, so there is nothing to analyse. Install text "
                "recognition (see `recollect doctor`) and read it anew, or upload a PDF that has text.",
                id=resume.resume_id,
            )
        job = jobs.get_job(reader, chosen)
        pair = _Pair(
            job,
            resume,
            readings.get_text(reader, resume.text_sha256),
            readings.get_layout(reader, resume.resume_id),
            _calibration(reader),
            PairProfiles(memory, reader, job, resume.text_sha256),
        )
    findings, result = _judge(memory, pair)

    def unit(work: UnitOfWork) -> Analysed:
        return _keep(memory, work, caller, pair, findings, result, once)

    analysed = memory.write(caller, unit)
    pair.profiles.note_stored()
    return analysed


def _calibration(reader: Reader) -> Calibration | None:
    """Give the map in use, when it was fitted to the scores of this engine."""
    found = calibration_in_use(reader)
    return found if found is not None and found.engine_version == engine.ENGINE_VERSION else None


def _judge(memory: Memory, pair: _Pair) -> tuple[Findings, AnalysisResult]:
    """Run the built-in engine with no transaction open, and tie what it found to the person, file and pages."""
    started_at, clock = memory.clock(), time.perf_counter()
    settings = scoring_settings(pair.job, started_at.date(), pair.calibration)
    findings = engine.analyse(pair.profiles.resume(pair.text), pair.profiles.job(), settings)
    provenance = Provenance(
        engine=BUILTIN,
        engine_version=engine.ENGINE_VERSION,
        lexicon_version=engine.LEXICON_VERSION,
        background_id=engine.BACKGROUND_ID,
        calibration_id=pair.calibration.calibration_id if pair.calibration else None,
        uncalibrated_score=findings.uncalibrated_score,
        parameters=engine.parameters(settings) | _own(pair.job),
        text_sha256=pair.resume.text_sha256,
        job_version=pair.job.version,
        started_at=started_at,
        duration_ms=round((time.perf_counter() - clock) * 1000, 3),
    )
    found = msgspec.structs.asdict(findings)
    del found["recommendation"], found["uncalibrated_score"]
    found["evidence"] = tuple(_place_evidence(e, pair.layout) for e in findings.evidence)
    found["flags"] = (
        *flags_of_hidden_text(pair.resume.hidden_text),
        *flags_of_language(pair.text),
        *(_place_flag(flag, pair.layout) for flag in findings.flags),
    )
    result = AnalysisResult(
        candidate_name=pair.resume.candidate_name,
        filename=pair.resume.original_filename,
        company_name=pair.job.company_name,
        role_name=pair.job.role_name,
        timestamp=started_at,
        provenance=provenance,
        **found,
    )
    return findings, result


def scoring_settings(job: Job, today: date, calibration: Calibration | None) -> engine.ScoringSettings:
    """Give the settings that a job is judged by on a day."""
    weights, limits = job.weights, job.thresholds
    return engine.ScoringSettings(
        today=today,
        skills_weight=weights.skills,
        experience_weight=weights.experience,
        education_weight=weights.education,
        strong_hire_from=limits.strong_hire,
        hire_from=limits.hire,
        maybe_from=limits.maybe,
        calibration=calibration.knots if calibration else (),
        doubts=calibration.doubts if calibration else (),
    )


def _own(job: Job) -> dict[str, float]:
    """Give how many requirements a person set; nothing where they are as the engine reads them."""
    return {"own_requirements": float(len(job.requirements))} if "requirements" in job.edited else {}


def _place_evidence(evidence: Evidence, layout: Layout) -> Evidence:
    return msgspec.structs.replace(
        evidence, page=layout.page_of(evidence.start), boxes=layout.boxes_of(evidence.start, evidence.end)
    )


def _place_flag(flag: Flag, layout: Layout) -> Flag:
    if flag.start is None or flag.end is None:
        return flag
    return msgspec.structs.replace(flag, page=layout.page_of(flag.start), boxes=layout.boxes_of(flag.start, flag.end))


def _keep(
    memory: Memory,
    work: UnitOfWork,
    caller: Caller,
    pair: _Pair,
    findings: Findings,
    result: AnalysisResult,
    once: Once | None,
) -> Analysed:
    new = NewAnalysis(
        job_id=pair.job.job_id,
        job_version=pair.job.version,
        resume_id=pair.resume.resume_id,
        candidate_id=pair.resume.candidate_id,
        text_sha256=pair.resume.text_sha256,
        engine=BUILTIN,
        recommendation=findings.recommendation,
        result=result,
    )
    analysis_id = analyses.add_analysis(work, new, draw=memory.draw)
    jobs.count_analysis(work, new.job_id, 1)
    resumes.count_analysis(work, new.resume_id, 1)
    candidates.count_for_candidate(work, new.candidate_id, analyses=1)
    pair.profiles.store(work)
    events.record(work, actor=caller.actor, action="analysis.created", entity_id=analysis_id, version=1)
    analysed = Analysed(
        candidate_id=new.candidate_id,
        analysis_id=analysis_id,
        resume_id=new.resume_id,
        job_id=new.job_id,
        result=result,
    )
    keep(work, caller, once, analysed)
    return analysed
