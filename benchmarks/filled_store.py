"""A store filled in bulk through the storage layer: jobs, résumés, analyses, feedback, notes and their events."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from benchmarks.texts import job_text
from recollect.documents.reader_version import READER_VERSION
from recollect.domain.analysis import AnalysisResult, Recommendation, ScoreRange
from recollect.domain.document import Document
from recollect.domain.feedback import FeedbackDraft, Judgement
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId, resume_id_of
from recollect.domain.job import JobDraft
from recollect.scoring.vectors import DIMENSIONS, VECTORISER_ID
from recollect.storage.databases import migrate
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.history import event_chain, events
from recollect.storage.promises import Promise
from recollect.storage.records import analyses, candidates, feedback, jobs, resumes
from recollect.storage.records.analyses import NewAnalysis
from recollect.storage.records.readings import NewResume
from recollect.storage.tables import feedback_vectors
from recollect.storage.unit import UnitOfWork
from recollect.storage.upkeep.totals_rebuilding import rebuild_totals

_START = datetime(2026, 1, 5, 8, tzinfo=UTC)
_A_UNIT = 200
_FIRST = ("Maren", "Emre", "Élodie", "Søren", "Ifeoma", "Łucja", "Kwame", "Yuki", "Anouk", "Bram", "Noor", "Ciarán")
_LAST = (
    "Holt",
    "Kaya",
    "Durand",
    "Østergård",
    "Adeyemi",
    "Wróbel",
    "Mensah",
    "Tanaka",
    "de Wit",
    "Ó Dubháin",
    "Öström",
)
_ROLES = ("Electrician", "Ward Nurse", "Data Engineer", "Accountant", "Pastry Chef", "Site Manager", "Teacher")
_COMPANIES = ("Brightwire Ltd", "Moorfield Infirmary", "Nordlicht Energie", "Halden Logistics")
_VERDICTS: tuple[Recommendation, ...] = ("Strong Hire", "Hire", "Maybe", "No Hire")


class Sizes(Struct, frozen=True, kw_only=True):
    """How many records of each kind a store is filled with."""

    jobs: int
    resumes: int
    analyses: int
    feedback: int
    notes: int


class _Kept(Struct):
    """What was filled in so far, to hang other records on."""

    jobs: list[JobId]
    resumes: list[tuple[ResumeId, CandidateId, str]]
    analyses: list[tuple[AnalysisId, JobId, ResumeId]]


def fill_store(data: Path, sizes: Sizes, result: AnalysisResult) -> None:
    """Create a store with so many records; every analysis has `result` with a score of its own."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "recollect.toml").write_text("archive = false\n", "utf-8")
    path = data / DATABASE_NAME
    migrate.upgrade_sqlite(path)
    draw, clock = random.Random(20261126), _Clock()
    kept = _Kept([], [], [])
    with closing(SqliteStore(path, clock=clock)) as store:
        for count, add in (
            (sizes.jobs, _add_job),
            (sizes.resumes, _add_resume),
            (sizes.analyses, lambda w, k, n, d: _add_analysis(w, k, n, d, result)),
            (sizes.feedback, _add_feedback),
            (sizes.notes, _note),
        ):
            _fill(store, count, kept, draw, add)
        store.commit(rebuild_totals)
        while store.commit(event_chain.seal_events):
            pass


_Add = Callable[[UnitOfWork, _Kept, int, random.Random], None]


class _Clock:
    """Goes on by a few seconds whenever it is read, so that what is filled in spreads over months."""

    def __init__(self) -> None:
        self._now = _START

    def __call__(self) -> datetime:
        self._now += timedelta(minutes=4)
        return self._now


def _fill(store: SqliteStore, count: int, kept: _Kept, draw: random.Random, add: _Add) -> None:
    waiting: list[Promise[None]] = []
    for first in range(0, count, _A_UNIT):
        numbers = range(first, min(first + _A_UNIT, count))

        def unit(work: UnitOfWork, numbers: range = numbers) -> None:
            for number in numbers:
                add(work, kept, number, draw)

        waiting.append(store.write(unit))
    for future in waiting:
        future.result()


def _add_job(work: UnitOfWork, kept: _Kept, number: int, draw: random.Random) -> None:
    draft = JobDraft(
        job_description=job_text(number, 2500), company_name=draw.choice(_COMPANIES), role_name=draw.choice(_ROLES)
    )
    job_id = jobs.add_job(work, draft, actor="local")
    kept.jobs.append(job_id)
    events.record(work, actor="local", action="job.created", entity_id=job_id, version=1)


def add_resume(work: UnitOfWork, name: str, text: str, filename: str) -> tuple[ResumeId, CandidateId, str]:
    """Add a résumé of a new person; give its id, the person's and the SHA-256 of its text."""
    content_sha256 = hashlib.sha256(text.encode()).hexdigest()
    new = NewResume(
        content_sha256=content_sha256,
        text_sha256=content_sha256,
        original_filename=filename,
        file_size=len(text.encode()),
        document=Document(media_type="text/plain", text=text, reader_version=READER_VERSION),
    )
    resume_id = resume_id_of(content_sha256)
    candidate_id = candidates.add_candidate(work, name, actor="local")
    resumes.add_resume(work, new, resume_id, candidate_id, name, actor="local")
    events.record(work, actor="local", action="resume.added", entity_id=resume_id, version=1)
    return resume_id, candidate_id, content_sha256


def _add_resume(work: UnitOfWork, kept: _Kept, number: int, draw: random.Random) -> None:
    name = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"
    text = f"{name}\n{draw.choice(_ROLES)}\n{job_text(number, 3000)}\nperson{number}"
    kept.resumes.append(add_resume(work, name, text, f"application-{number}.txt"))


def _add_analysis(work: UnitOfWork, kept: _Kept, number: int, draw: random.Random, result: AnalysisResult) -> None:
    job_id = kept.jobs[number % len(kept.jobs)]
    resume_id, candidate_id, text_sha256 = kept.resumes[draw.randrange(len(kept.resumes))]
    score = round(min(99.9, max(0.0, draw.gauss(55, 18))), 1)
    verdict = _VERDICTS[0 if score > 85 else 1 if score > 65 else 2 if score > 50 else 3]
    scored = msgspec.structs.replace(
        result,
        overall_score=score,
        score_range=ScoreRange(max(0.0, score - 6), min(100.0, score + 6), "weights"),
        hiring_recommendation=f"{verdict}: most was found.",
    )
    new = NewAnalysis(
        job_id=job_id,
        job_version=1,
        resume_id=resume_id,
        candidate_id=candidate_id,
        text_sha256=text_sha256,
        engine="builtin" if number % 50 else "llm",
        recommendation=verdict,
        result=scored,
    )
    analysis_id = analyses.add_analysis(work, new)
    kept.analyses.append((analysis_id, job_id, resume_id))
    events.record(work, actor="local", action="analysis.created", entity_id=analysis_id, version=1)


def _add_feedback(work: UnitOfWork, kept: _Kept, number: int, draw: random.Random) -> None:
    analysis_id, job_id, resume_id = kept.analyses[draw.randrange(len(kept.analyses))]
    rating = draw.choice((1, 2, 3, 4, 4, 5))
    said = Judgement(rating=rating, correct_points=(job_text(number, 80),), ideal_response=job_text(number + 7, 160))
    draft = FeedbackDraft(
        interaction_id=f"filled-{number}",
        query="How well does this résumé fit?",
        context=(),
        response=job_text(number + 3, 300),
        feedback=said,
        analysis_id=analysis_id,
        job_id=job_id,
    )
    feedback_id, seq = feedback.add_feedback(
        work, draft, caller_id="local", resume_id=resume_id, usable=rating >= 4, author="local"
    )
    vector = np.random.default_rng(number).standard_normal(DIMENSIONS).astype("<f4")
    row: dict[str, Any] = {"feedback_seq": seq, "workspace_id": work.workspace_id, "vectoriser_id": VECTORISER_ID}
    work.append(feedback_vectors, row | {"vector": (vector / np.linalg.norm(vector)).tobytes()})
    events.record(work, actor="local", action="feedback.submitted", entity_id=feedback_id, version=1)


def _note(work: UnitOfWork, kept: _Kept, number: int, draw: random.Random) -> None:
    analysis_id = kept.analyses[number * 7 % len(kept.analyses)][0]
    notes = f"{draw.choice(('Call', 'Ask', 'Wait for'))} {job_text(number, 120)}"
    analyses.note_analysis(work, analysis_id, notes, expected_version=1, actor="local")
