from __future__ import annotations

from factories import job_draft
from recollect.domain.caller import Caller
from recollect.domain.task import NewItem
from recollect.services.history.event_sealing import seal_events
from recollect.services.jobs.job_intake import create_job, delete_job
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import change_task, submit_task
from recollect.services.upkeep.store_glance import glance, read_holding, read_marks, read_work
from use_cases import analyse_one


def test_an_empty_store_is_empty_at_a_glance(memory: Memory, caller: Caller) -> None:
    seen = glance(memory, caller, job_limit=5)
    assert (seen.current, seen.newest_jobs, seen.work) == (None, (), ())
    assert (seen.holding.jobs, seen.holding.resumes, seen.holding.saved_at) == (0, 0, None)


def test_what_is_stored_is_counted_and_the_current_job_named(memory: Memory, caller: Caller) -> None:
    analyse_one(memory)
    newest = create_job(memory, caller, job_draft())
    seal_events(memory)
    seen = glance(memory, caller, job_limit=1)
    assert [job.job_id for job in seen.newest_jobs] == [newest]
    assert seen.current is not None
    assert seen.current.job_id == newest
    held = read_holding(memory, caller)
    assert (held.jobs, held.resumes, held.analyses, held.feedback, held.templates) == (2, 1, 1, 0, 0)
    assert held.saved_at is not None
    assert held.folder.is_dir()
    delete_job(memory, caller, newest)
    assert glance(memory, caller, job_limit=1).current is None


def test_marks_change_with_work_and_with_what_is_stored(memory: Memory, caller: Caller) -> None:
    before = read_marks(memory, caller)
    task = submit_task(memory, caller, "sums", [NewItem(label="one", input={})])
    begun = read_marks(memory, caller)
    assert begun.tasks != before.tasks
    assert begun.store == before.store
    assert [one.task_id for one in read_work(memory, caller)] == [task.task_id]
    change_task(memory, caller, task.task_id, "cancel")
    assert read_marks(memory, caller).tasks not in {before.tasks, begun.tasks}
    assert read_work(memory, caller) == ()
    create_job(memory, caller, job_draft())
    seal_events(memory)
    assert read_marks(memory, caller).store != before.store
