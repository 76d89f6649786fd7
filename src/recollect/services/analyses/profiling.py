"""Profiles of jobs and résumés, read once for a text and an engine: kept ready, stored, or read now."""

from __future__ import annotations

import hashlib

from recollect.domain.analysis import Requirement
from recollect.domain.job import Job, JobDraft, JobVersion
from recollect.scoring import engine
from recollect.scoring.ads.own_requirements import with_requirements
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.scoring.stored_profiles import pack_job, pack_resume, profile_version, unpack_job, unpack_resume
from recollect.services.memory import Memory
from recollect.storage.records import jobs, profiles
from recollect.storage.unit import Reader, UnitOfWork

AnyJob = Job | JobVersion | JobDraft


class PairProfiles:
    """The profiles of one résumé's text and one job, so that what is read now is stored with what comes of it."""

    def __init__(self, memory: Memory, reader: Reader, job: Job | JobVersion, text_sha256: str) -> None:
        self._memory = memory
        self._job = job
        self._text_sha256 = text_sha256
        self._version = profile_version()
        self._workspace_id = reader.workspace_id
        self._unstored: dict[str, bytes] = {}
        kept = memory.kept
        self._found: dict[str, bytes | None] = {}
        if not kept.resume_profiles.holds(self._resume_key):
            self._found["resume"] = profiles.find_profile(reader, "resume", text_sha256, self._version)
        if not kept.job_profiles.holds(_texts_of(job)):
            self._found["job"] = profiles.find_profile(reader, "job", _sha256_of(job), self._version)

    def resume(self, text: str) -> ResumeProfile:
        """Give what the engine reads of the résumé's text."""

        def make() -> ResumeProfile:
            packed = self._found.get("resume")
            stored = None if packed is None else unpack_resume(packed, text)
            if stored is None:
                return engine.read_resume(text)
            self._note_stored(self._resume_key)
            return stored

        profile = self._memory.kept.resume_profiles.get(self._resume_key, make)
        if not self._is_stored(self._resume_key):
            self._unstored["resume"] = pack_resume(profile)
        return profile

    def job(self) -> JobProfile:
        """Give what the job asks for."""
        texts = _texts_of(self._job)

        def make() -> JobProfile:
            packed = self._found.get("job")
            stored = None if packed is None else unpack_job(packed)
            if stored is None:
                return _read_job(self._job)
            self._note_stored(texts)
            return stored

        profile = self._memory.kept.job_profiles.get(texts, make)
        if not self._is_stored(texts):
            self._unstored["job"] = pack_job(profile)
        return job_profile(self._memory, self._job)

    def store(self, work: UnitOfWork) -> None:
        """Store, inside a unit, what is not stored yet, unless its text is no longer there."""
        if "resume" in self._unstored:
            profiles.put_resume_profile(work, self._text_sha256, self._version, self._unstored["resume"])
        if "job" in self._unstored:
            sha256 = _sha256_of(self._job)
            if _sha256_of(jobs.get_job_version(work, self._job.job_id, self._job.version)) == sha256:
                profiles.put_job_profile(work, sha256, self._version, self._unstored["job"])

    def note_stored(self) -> None:
        """Note that the unit is on disk."""
        for of, key in (("resume", self._resume_key), ("job", _texts_of(self._job))):
            if of in self._unstored:
                self._note_stored(key)

    @property
    def _resume_key(self) -> tuple[str, ...]:
        return self._version, self._text_sha256

    def _is_stored(self, key: tuple[str, ...]) -> bool:
        return self._memory.kept.stored_profiles.holds((self._workspace_id, *key))

    def _note_stored(self, key: tuple[str, ...]) -> None:
        self._memory.kept.stored_profiles.get((self._workspace_id, *key), lambda: True)


def job_profile(memory: Memory, job: AnyJob) -> JobProfile:
    """Give what a job asks for in this version: as the engine reads it, or as a person set it."""
    texts = _texts_of(job)
    own = _own_requirements(job)

    def read() -> JobProfile:
        memory.take_time()
        return _read_job(job)

    def read_as_set(own: tuple[Requirement, ...]) -> JobProfile:
        memory.take_time()
        return with_requirements(memory.kept.job_profiles.get(texts, read), own)

    if own is None:
        return memory.kept.job_profiles.get(texts, read)
    return memory.kept.job_profiles.get((*texts, own), lambda: read_as_set(own))


def _read_job(job: AnyJob) -> JobProfile:
    return engine.read_job(job.job_description, role_name=job.role_name, company_name=job.company_name)


def _texts_of(job: AnyJob) -> tuple[str, ...]:
    return profile_version(), job.job_description, job.role_name, job.company_name


def _sha256_of(job: AnyJob) -> str:
    """Give the hash of all texts that a job's profile is read from; none of them holds a NUL."""
    return hashlib.sha256("\0".join(_texts_of(job)[1:]).encode()).hexdigest()


def _own_requirements(job: AnyJob) -> tuple[Requirement, ...] | None:
    if isinstance(job, Job) and "requirements" not in job.edited:
        return None
    return job.requirements
