from __future__ import annotations

import pytest

from factories import job_draft
from recollect.domain.caller import Caller
from recollect.errors import InvalidInput
from recollect.services.jobs.job_intake import create_job, current_job, delete_job
from recollect.services.memory import Memory
from recollect.services.sample_filling import fill_with_sample, is_empty
from recollect.services.upkeep.storage_statistics import storage_statistics
from recollect.services.upkeep.store_verification import verify_store
from recollect.storage.records import feedback, jobs, resumes


def test_an_empty_store_is_filled_with_the_whole_sample(sqlite_memory: Memory, caller: Caller) -> None:
    told: list[tuple[int, int]] = []
    assert is_empty(sqlite_memory, caller)
    sample = fill_with_sample(sqlite_memory, caller, lambda done, of: told.append((done, of)))
    found = storage_statistics(sqlite_memory, caller)
    assert (found.jobs.total, found.resumes.total) == (len(sample.jobs), len(sample.people))
    assert found.analyses.total == sum(len(person.jobs) for person in sample.people)
    assert found.feedback.total_feedback == len(sample.feedback)
    assert told == [(number, len(sample.people)) for number in range(1, len(sample.people) + 1)]
    assert not is_empty(sqlite_memory, caller)
    now = current_job(sqlite_memory, caller)
    with sqlite_memory.read(caller) as reader:
        oldest = jobs.list_jobs(reader, cursor=None, limit=50).items[-1]
        names = {r.candidate_name for r in resumes.list_resumes(reader, query=None, cursor=None, limit=50).items}
        assert all(entry.analysis_id for entry in feedback.each_feedback(reader))
    assert now is not None
    assert now.job_id == oldest.job_id
    assert names == {person.name.partition(",")[0] for person in sample.people}  # without what stands after it
    verified = verify_store(sqlite_memory, caller)
    assert (verified.problems, verified.orphans) == ((), ())


def test_a_store_that_is_not_empty_is_left_alone(sqlite_memory: Memory, caller: Caller) -> None:
    job_id = create_job(sqlite_memory, caller, job_draft())
    with pytest.raises(InvalidInput, match="not empty"):
        fill_with_sample(sqlite_memory, caller)
    with sqlite_memory.read(caller) as reader:
        assert [job.job_id for job in jobs.list_jobs(reader, cursor=None, limit=5).items] == [job_id]
    delete_job(sqlite_memory, caller, job_id)
    assert is_empty(sqlite_memory, caller)
