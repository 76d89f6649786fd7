"""The store against plain JSON Lines and JSON files that are read and rewritten at each call, at 10 000 records."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.filled_store import add_resume
from benchmarks.plain_files import PlainFiles, Record
from benchmarks.records import COMMON_WORD, SELECTIVE_EVERY, SELECTIVE_WORD, fill_jobs, job_id_of
from benchmarks.report import Figure, faster
from benchmarks.store import COMPANY, ROLE, add_job
from benchmarks.texts import job_text
from recollect.domain.analysis import AnalysisResult, Evidence, JudgedRequirement, Provenance
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.history import events
from recollect.storage.records import analyses, candidates, jobs, resumes
from recollect.storage.records.analyses import AnalysisFilter, NewAnalysis
from recollect.storage.unit import Reader, UnitOfWork

_RECORDS = 10_000
_PAGE = 20
_ROUNDS = 7
_GOAL = 20
_NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

Calls = dict[str, Callable[[], object]]
_Resume = tuple[ResumeId, CandidateId, str]
"""A résumé, whose it is, and the SHA-256 of its text."""


def measure(*, full: bool) -> list[Figure]:  # noqa: ARG001 - this layout is what 10 000 records are enough for
    """Measure each call on both."""
    with tempfile.TemporaryDirectory() as folder:
        path = fill_jobs(Path(folder), _RECORDS)
        with closing(SqliteStore(path)) as store:
            of = store.commit(lambda work: add_resume(work, "Maren Holt", job_text(3, 3000), "holt.txt"))
            waiting = [store.write(partial(_add_analysis, of=of)) for _ in range(_RECORDS)]
            newest = [promise.result() for promise in waiting][-1]
            ours = _time(_calls(store, of, newest))
            plain = _time(_plain_calls(Path(folder), msgspec.to_builtins(wide_result())))
    return [faster(f"{name}, {_RECORDS:,} records", ours[name], plain[name], _GOAL, "ms") for name in ours]


def _calls(store: SqliteStore, of: _Resume, newest: AnalysisId) -> Calls:
    def read(reading: Callable[[Reader], object]) -> object:
        with store.read() as reader:
            return reading(reader)

    everything = AnalysisFilter()
    return {
        "add a job": lambda: store.commit(partial(add_job, text=job_text(1, 1000))),
        "get a job": lambda: read(lambda reader: jobs.get_job(reader, job_id_of(_RECORDS // 2))),
        "list jobs": lambda: read(lambda reader: jobs.list_jobs(reader, cursor=None, limit=_PAGE)),
        "search jobs, selective word": lambda: read(
            lambda reader: jobs.search_jobs(reader, SELECTIVE_WORD, cursor=None, limit=_PAGE)
        ),
        "search jobs, common word": lambda: read(
            lambda reader: jobs.search_jobs(reader, COMMON_WORD, cursor=None, limit=_PAGE)
        ),
        "save an analysis": lambda: store.commit(partial(_add_analysis, of=of)),
        "read an analysis": lambda: read(lambda reader: analyses.get_analysis(reader, newest)),
        "list analyses": lambda: read(
            lambda reader: analyses.list_analyses(reader, everything, cursor=None, limit=_PAGE)
        ),
    }


def _plain_calls(folder: Path, result: Record) -> Calls:
    kept_jobs = PlainFiles(folder / "jobs", ("id", "company_name", "role_name", "created_at"))
    kept_jobs.fill([_plain_job(number) for number in range(_RECORDS)])
    kept_analyses = PlainFiles(folder / "analyses", ("id", "created_at", "candidate_name", "overall_score"))
    kept_analyses.fill([_plain_analysis(number, result) for number in range(_RECORDS)])
    return {
        "add a job": lambda: kept_jobs.add(_plain_job(_RECORDS)),
        "get a job": lambda: kept_jobs.get(job_id_of(_RECORDS // 2)),
        "list jobs": lambda: kept_jobs.newest(_PAGE),
        "search jobs, selective word": lambda: kept_jobs.search(SELECTIVE_WORD, _PAGE),
        "search jobs, common word": lambda: kept_jobs.search(COMMON_WORD, _PAGE),
        "save an analysis": lambda: kept_analyses.add(_plain_analysis(_RECORDS, result)),
        "read an analysis": lambda: kept_analyses.get(job_id_of(_RECORDS // 2)),
        "list analyses": lambda: kept_analyses.newest(_PAGE),
    }


def _plain_job(number: int) -> Record:
    text = job_text(number % 200, 1000) + (f" {SELECTIVE_WORD}" if number % SELECTIVE_EVERY == 0 else "")
    return {"id": job_id_of(number), "text": text, "company_name": COMPANY, "role_name": ROLE, "created_at": number}


def _plain_analysis(number: int, result: Record) -> Record:
    return {**result, "id": job_id_of(number), "created_at": number}


def _add_analysis(work: UnitOfWork, of: _Resume) -> AnalysisId:
    resume_id, candidate_id, text_sha256 = of
    new = NewAnalysis(
        job_id=JobId(job_id_of(1)),
        job_version=1,
        resume_id=resume_id,
        candidate_id=candidate_id,
        text_sha256=text_sha256,
        engine="builtin",
        recommendation="Hire",
        result=wide_result(),
    )
    analysis_id = analyses.add_analysis(work, new)
    jobs.count_analysis(work, new.job_id, 1)
    resumes.count_analysis(work, new.resume_id, 1)
    candidates.count_for_candidate(work, candidate_id, analyses=1)
    events.record(work, actor=LOCAL_CALLER.actor, action="analysis.created", entity_id=analysis_id, version=1)
    return analysis_id


def wide_result() -> AnalysisResult:
    """Give a complete result of a usual size, with eight requirements and as many quotes."""
    requirement: dict[str, Any] = {"kind": "skill", "strength": "must", "weight": 1.0, "start": 0, "end": 11}
    wording = job_text(7, 400)
    return AnalysisResult(
        candidate_name="Maren Holt",
        filename="maren.pdf",
        company_name=COMPANY,
        role_name=ROLE,
        timestamp=_NOW,
        overall_score=71.5,
        skill_match_score=80.0,
        experience_match_score=60.0,
        education_match_score=None,
        score_range=None,
        hiring_recommendation="Hire: most was found.",
        matched_skills=("wiring", "testing"),
        missing_critical_skills=("drawing",),
        strengths=wording,
        weaknesses=wording,
        executive_summary=wording,
        thinking_process=(),
        requirements=tuple(
            JudgedRequirement(id=f"R{i}", text="electrician", status="met", credit=1.0, **requirement)
            for i in range(8)
        ),
        evidence=tuple(
            Evidence(id=f"E{i}", requirement_id=f"R{i}", claim="says so", quote="Electrician", start=11, end=22)
            for i in range(8)
        ),
        flags=(),
        provenance=Provenance(
            engine="builtin", engine_version="1", parameters={}, text_sha256="0" * 64, job_version=1,
            started_at=_NOW, duration_ms=1.5,
        ),
    )  # fmt: skip


def _time(calls: Calls) -> dict[str, float]:
    """Give the milliseconds of each call, the least of some rounds."""
    return {name: min(_milliseconds(call) for _ in range(_ROUNDS)) for name, call in calls.items()}


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
