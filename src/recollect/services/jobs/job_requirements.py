"""What a job asks for: as it was read before, or read now and kept beside the job.

To read an ad takes milliseconds. So it is done once for each version of the job that is judged differently, and by
each version of the engine and its lexicon; what another one read is read anew and replaced.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec

from recollect.domain.analysis import Requirement
from recollect.domain.caller import Caller
from recollect.domain.job import Job
from recollect.errors import StorageError
from recollect.scoring.stored_profiles import profile_version
from recollect.services.analyses.profiling import job_profile
from recollect.services.memory import Memory
from recollect.storage.records import jobs
from recollect.storage.unit import UnitOfWork

Requirements = tuple[Requirement, ...]


def read_requirements(memory: Memory, caller: Caller, job_id: str) -> tuple[Job, str]:
    """Give a job, and what it asks for as JSON."""
    version = profile_version()
    with memory.read(caller) as reader:
        found = jobs.get_read_job(reader, job_id, version)
    if found.requirements is not None:
        return found.job, found.requirements
    written = _write(job_profile(memory, found.job).requirements)
    if profile_version() == version:  # the lexicon may have been added to meanwhile
        with suppress(StorageError):  # it is read again next time
            memory.hand_in(caller, lambda work: jobs.put_requirements(work, found.job, version, written))
    return found.job, written


def settle_requirements(memory: Memory, work: UnitOfWork, job: Job) -> Job:
    """Give a job that was changed in this unit with what it asks for now, and keep that."""
    version = profile_version()
    requirements = job_profile(memory, job).requirements
    if profile_version() == version:
        jobs.put_requirements(work, job, version, _write(requirements))
    return msgspec.structs.replace(job, requirements=requirements)


def requirements_of(written: str) -> Requirements:
    """Give requirements that were written as JSON."""
    return msgspec.json.decode(written, type=Requirements)


def _write(requirements: Requirements) -> str:
    return msgspec.json.encode(requirements).decode()
