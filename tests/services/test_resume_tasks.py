from __future__ import annotations

import os
from datetime import timedelta

from factories import TickingClock, job_draft
from lived import run_task
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_tasks import collect_staged, submit_upload
from recollect.services.tasks.task_control import change_task


def test_a_staged_file_that_no_task_needs_is_removed_after_an_hour(memory: Memory) -> None:
    (memory.data / "staged").mkdir()
    for name, age in (("task_0123456789ab", timedelta(hours=2)), ("task_ba9876543210", timedelta())):
        staged = memory.data / "staged" / name
        staged.write_text("Maren Holt")
        made_at = (memory.clock() - age).timestamp()
        os.utime(staged, (made_at, made_at))
    assert collect_staged(memory) == 1
    assert [name for name, _ in memory.staged.names()] == ["task_ba9876543210"]


def test_a_staged_file_that_failed_can_be_tried_again_for_a_day(memory: Memory, clock: TickingClock) -> None:
    job_id = create_job(memory, LOCAL_CALLER, job_draft())
    task = submit_upload(memory, LOCAL_CALLER, b"%PDF-1.4 broken", "maren.pdf", job_id)
    clock.advance(timedelta(hours=3))
    assert collect_staged(memory) == 0, "it waits"
    run_task(memory, task)
    made_at = memory.clock().timestamp()
    os.utime(memory.data / "staged" / task.task_id, (made_at, made_at))
    clock.advance(timedelta(hours=3))
    assert collect_staged(memory) == 0
    change_task(memory, LOCAL_CALLER, task.task_id, "retry")
    run_task(memory, task)
    clock.advance(timedelta(hours=25))
    assert collect_staged(memory) == 1
    assert list(memory.staged.names()) == []
