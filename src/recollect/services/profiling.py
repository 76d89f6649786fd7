"""Profiles of jobs and résumés, read once for a text and an engine."""

from __future__ import annotations

from recollect.domain.analysis import Requirement
from recollect.domain.job import Job, JobDraft, JobVersion
from recollect.scoring import engine
from recollect.scoring.own_requirements import with_requirements
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.services.memory import Memory


def job_profile(memory: Memory, job: Job | JobVersion | JobDraft) -> JobProfile:
    """Give what a job asks for in this version: as the engine reads it, or as a person set it."""
    texts = (engine.ENGINE_VERSION, engine.LEXICON_VERSION, job.job_description, job.role_name, job.company_name)
    own = _own_requirements(job)

    def read() -> JobProfile:
        memory.take_time()
        return engine.read_job(job.job_description, role_name=job.role_name, company_name=job.company_name)

    def read_as_set(own: tuple[Requirement, ...]) -> JobProfile:
        memory.take_time()
        return with_requirements(memory.kept.job_profiles.get(texts, read), own)

    if own is None:
        return memory.kept.job_profiles.get(texts, read)
    return memory.kept.job_profiles.get((*texts, own), lambda: read_as_set(own))


def _own_requirements(job: Job | JobVersion | JobDraft) -> tuple[Requirement, ...] | None:
    if isinstance(job, Job) and "requirements" not in job.edited:
        return None
    return job.requirements


def resume_profile(memory: Memory, text: str, text_sha256: str) -> ResumeProfile:
    """Give what the engine reads of a résumé's text."""
    return memory.kept.resume_profiles.get(
        (engine.ENGINE_VERSION, engine.LEXICON_VERSION, text_sha256), lambda: engine.read_resume(text)
    )
