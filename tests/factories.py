"""Invented records for tests: whole by default, and different in what a test says."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from recollect.domain.analysis import AnalysisResult, Evidence, JudgedRequirement, Provenance, Recommendation
from recollect.domain.document import Document, Fields, FieldValue
from recollect.domain.feedback import FeedbackDraft, Judgement
from recollect.domain.ids import AnalysisId, CandidateId, FeedbackId, JobId, ResumeId, resume_id_of
from recollect.domain.job import JobDraft
from recollect.storage.records import analyses, candidates, feedback, jobs, resumes
from recollect.storage.records.analyses import NewAnalysis
from recollect.storage.records.readings import NewResume
from recollect.storage.store import Store, Unit
from recollect.storage.unit import UnitOfWork

T = TypeVar("T")

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ACTOR = "tester"


class TickingClock:
    """A clock that goes on by one second whenever it is read, and stands still otherwise."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        """Give the next second."""
        self.now += timedelta(seconds=1)
        return self.now

    def advance(self, duration: timedelta) -> None:
        """Go on, or back, by a duration."""
        self.now += duration


class RepeatingDraw:
    """A source of ids that gives the same digits `times` times before it goes on to the next ones."""

    def __init__(self, times: int = 3) -> None:
        self._times = times
        self.drawn = 0

    def __call__(self, digits: int) -> str:
        """Give digits that are likely taken."""
        value = self.drawn // self._times
        self.drawn += 1
        return f"{value:0{digits}x}"


def write(store: Store, unit: Unit[T]) -> T:
    """Carry out a unit and wait until it is on disk."""
    return store.write(unit).result(timeout=60)


def job_draft(
    description: str = "We are looking for an electrician for our site in Leeds.",
    *,
    company_name: str = "Brightwire Ltd",
    role_name: str = "Electrician",
    metadata: dict[str, Any] | None = None,
) -> JobDraft:
    """Make the text of a job."""
    return JobDraft(
        job_description=description, company_name=company_name, role_name=role_name, metadata=metadata or {}
    )


def new_resume(
    text: str = "Maren Holt\nElectrician",
    *,
    filename: str = "maren.txt",
    content: bytes | None = None,
    **document: Any,
) -> NewResume:
    """Make a file that was read; its bytes are its text unless `content` says otherwise."""
    data = text.encode() if content is None else content
    return NewResume(
        content_sha256=sha256(data),
        text_sha256=sha256(text.encode()),
        original_filename=filename,
        file_size=len(data),
        document=Document(**({"media_type": "text/plain", "text": text, "reader_version": "test-1"} | document)),
    )


def named(name: str) -> Fields:
    """Make the fields of a document of which only the name was read."""
    return Fields(name=FieldValue(value=name, start=0, end=len(name)))


def analysis_result(
    overall_score: float | None = 71.5, hiring_recommendation: str | None = "Hire: most was found.", **changes: Any
) -> AnalysisResult:
    """Make a complete result with one requirement and one quote."""
    found: dict[str, Any] = {
        "candidate_name": "Maren Holt",
        "filename": "maren.txt",
        "company_name": "Brightwire Ltd",
        "role_name": "Electrician",
        "timestamp": START,
        "overall_score": overall_score,
        "skill_match_score": 80.0,
        "experience_match_score": None,
        "education_match_score": None,
        "score_range": None,
        "hiring_recommendation": hiring_recommendation,
        "matched_skills": ("wiring",),
        "missing_critical_skills": (),
        "strengths": "Wiring.",
        "weaknesses": "",
        "executive_summary": "An electrician.",
        "thinking_process": (),
        "requirements": (
            JudgedRequirement(
                id="R1", text="electrician", kind="skill", strength="must", weight=1.0, start=24, end=35,
                status="met", credit=1.0, evidence=("E1",),
            ),
        ),
        "evidence": (
            Evidence(id="E1", requirement_id="R1", claim="says so", quote="Electrician", start=11, end=22),
        ),
        "flags": (),
        "provenance": Provenance(
            engine="builtin", engine_version="test", parameters={"hire_from": 60.0}, text_sha256="0" * 64,
            job_version=1, started_at=START, duration_ms=1.5,
        ),
    }  # fmt: skip
    return AnalysisResult(**(found | changes))


def feedback_draft(interaction_id: str = "chat-1", *, rating: int = 4, **said: Any) -> FeedbackDraft:
    """Make feedback as it comes in; points and the ideal response go into the judgement."""
    judged = {name: said.pop(name) for name in Judgement.__struct_fields__ if name in said}
    words = {"query": "Is she a fit?", "context": ({"role": "user"}, 2), "response": "Yes, she wired a school."}
    return FeedbackDraft(interaction_id=interaction_id, feedback=Judgement(rating=rating, **judged), **(words | said))


def add_job(work: UnitOfWork, **draft: Any) -> JobId:
    """Add a job."""
    return jobs.add_job(work, job_draft(**draft), actor=ACTOR)


def add_resume(work: UnitOfWork, text: str = "Maren Holt\nElectrician", **said: Any) -> tuple[ResumeId, CandidateId]:
    """Add a résumé and its person, named by the first line of the text unless `candidate_name` says otherwise."""
    name = said.pop("candidate_name", text.partition("\n")[0])
    new = new_resume(text, **said)
    resume_id = resume_id_of(new.content_sha256)
    candidate_id = candidates.add_candidate(work, name, actor=ACTOR)
    resumes.add_resume(work, new, resume_id, candidate_id, name, actor=ACTOR)
    return resume_id, candidate_id


def add_analysis(
    work: UnitOfWork,
    job_id: JobId,
    resume: tuple[ResumeId, CandidateId],
    *,
    job_version: int = 1,
    recommendation: Recommendation | None = "Hire",
    engine: str = "builtin",
    **result: Any,
) -> AnalysisId:
    """Add an analysis of a résumé that `add_resume` gave."""
    resume_id, candidate_id = resume
    new = NewAnalysis(
        job_id=job_id,
        job_version=job_version,
        resume_id=resume_id,
        candidate_id=candidate_id,
        text_sha256=resumes.get_resume(work, resume_id).text_sha256,
        engine=engine,
        recommendation=recommendation,
        result=analysis_result(**result),
    )
    return analyses.add_analysis(work, new)


def add_feedback(
    work: UnitOfWork, interaction_id: str = "chat-1", *, caller_id: str = "local", usable: bool = False, **said: Any
) -> tuple[FeedbackId, int]:
    """Add feedback, and give its id and `seq`."""
    draft = feedback_draft(interaction_id, **said)
    return feedback.add_feedback(work, draft, caller_id=caller_id, resume_id=None, usable=usable, author=ACTOR)


def sha256(data: bytes) -> str:
    """Give the hash of some bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
