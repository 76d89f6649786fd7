"""Profiles of jobs and résumés, read once for a text and an engine."""

from __future__ import annotations

from recollect.domain.job import Job, JobVersion
from recollect.scoring import engine
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.services.memory import Memory


def job_profile(memory: Memory, job: Job | JobVersion) -> JobProfile:
    """Give what the engine reads of a job in this version."""
    texts = (job.job_description, job.role_name, job.company_name)
    return memory.job_profiles.get(
        (engine.ENGINE_VERSION, *texts),
        lambda: engine.read_job(job.job_description, role_name=job.role_name, company_name=job.company_name),
    )


def resume_profile(memory: Memory, text: str, text_sha256: str) -> ResumeProfile:
    """Give what the engine reads of a résumé's text."""
    return memory.resume_profiles.get((engine.ENGINE_VERSION, text_sha256), lambda: engine.read_resume(text))
