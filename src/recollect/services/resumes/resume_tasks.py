"""Résumés that are read and analysed in the background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import msgspec

from recollect.domain.caller import DEFAULT_WORKSPACE, Caller
from recollect.domain.ids import JobId, new_task_id
from recollect.domain.task import NewItem, Task
from recollect.errors import NotFound, TaskConflict
from recollect.services.analyses.resume_analysis import Analysed, analyse_resume
from recollect.services.idempotency import Once
from recollect.services.memory import Memory
from recollect.services.resumes.file_sources import items_of, items_of_archive, read_source
from recollect.services.resumes.resume_intake import Received, clean_filename, receive_resume
from recollect.services.resumes.resume_rereading import Reread, list_outdated, renew_reading
from recollect.services.tasks.task_control import submit_task
from recollect.services.tasks.task_items import ItemWork
from recollect.storage.records import jobs, resumes
from recollect.storage.tasks import tasks
from recollect.storage.views import job_pool

UPLOAD, ANALYSE, ADD_FILES = "upload_resume", "analyse_resume", "add_resume_files"
UPLOAD_ARCHIVE, REREAD = "upload_archive", "reread_resumes"
_MOST_WAITING = 10_000
_FAILED_KEPT_FOR = timedelta(hours=24)
_SPARED_FOR = timedelta(hours=1)


def submit_upload(
    memory: Memory,
    caller: Caller,
    data: bytes,
    filename: str,
    job_id: JobId,
    once: Once | None = None,
    *,
    keep_scan: bool = False,
) -> Task:
    """Put a file on disk, and hand in that it is kept and analysed."""
    task_id = new_task_id(memory.draw)
    memory.staged.claim(task_id, data)
    name = clean_filename(filename)
    source = {"staged": task_id, "filename": name}
    item = NewItem(label=name, input=source | {"job_id": job_id, "keep_scan": keep_scan})
    return submit_task(memory, caller, UPLOAD, [item], task_id=task_id, once=once)


def submit_archive(
    memory: Memory,
    caller: Caller,
    data: bytes,
    *,
    job_id: JobId | None,
    keep_scans: bool,
    once: Once | None = None,
) -> Task:
    """Put the files of a ZIP archive on disk, and hand in that they are kept, and analysed when a job is given.

    Raises a `DocumentError` when it can't be unpacked; a file in it that can't be is an item that fails.
    """
    task_id = new_task_id(memory.draw)
    wanted = {"job_id": job_id, "keep_scan": keep_scans}
    items = [
        msgspec.structs.replace(item, input=item.input | wanted) for item in items_of_archive(memory, task_id, data)
    ]
    return submit_task(memory, caller, UPLOAD_ARCHIVE, items, task_id=task_id, once=once)


def submit_analysis(memory: Memory, caller: Caller, resume_id: str, job_id: JobId, once: Once | None = None) -> Task:
    """Hand in that a kept résumé is analysed; raises `NotFound` when it is not kept."""
    with memory.read(caller) as reader:
        resume_id = resumes.get_resume(reader, resume_id).resume_id
    item = NewItem(label=resume_id, input={"resume_id": resume_id, "job_id": job_id})
    return submit_task(memory, caller, ANALYSE, [item], once=once)


def submit_waiting(memory: Memory, caller: Caller, job_id: str, once: Once | None = None) -> Task:
    """Hand in that all résumés without an analysis for a job are analysed against it, the newest first.

    Raises `TaskConflict` when there is none, and `NotFound` when the job is not there.
    """
    with memory.read(caller) as reader:
        job = jobs.get_job(reader, job_id)
        waiting = job_pool.waiting_resumes(reader, job.job_id, _MOST_WAITING)
    if not waiting:
        raise TaskConflict("All résumés have an analysis for this job; analyse one anew from its page.", id=job_id)
    return _submit_each(memory, caller, waiting, job.job_id, once)


def submit_outdated(memory: Memory, caller: Caller, job_id: str, once: Once | None = None) -> Task:
    """Hand in that all résumés are analysed again that were analysed before the job was changed.

    Raises `TaskConflict` when there is none, and `NotFound` when the job is not there.
    """
    with memory.read(caller) as reader:
        job = jobs.get_job(reader, job_id)
        outdated = job_pool.outdated_resumes(reader, job.job_id)[:_MOST_WAITING]
    if not outdated:
        raise TaskConflict("All analyses for this job are by what it says and asks for now.", id=job_id)
    return _submit_each(memory, caller, outdated, job.job_id, once)


def _submit_each(memory: Memory, caller: Caller, resume_ids: Sequence[str], job_id: JobId, once: Once | None) -> Task:
    items = [NewItem(label=one, input={"resume_id": one, "job_id": job_id}) for one in resume_ids]
    return submit_task(memory, caller, ANALYSE, items, once=once)


def submit_analyses(
    memory: Memory, caller: Caller, resume_ids: Sequence[str], job_id: JobId, once: Once | None = None
) -> Task:
    """Hand in that kept résumés are analysed, each once; raises `NotFound` when one is not kept."""
    with memory.read(caller) as reader:
        wanted = [resumes.get_resume(reader, resume_id) for resume_id in dict.fromkeys(resume_ids)]
    items = [
        NewItem(label=one.candidate_name or one.original_filename, input={"resume_id": one.resume_id, "job_id": job_id})
        for one in wanted
    ]
    return submit_task(memory, caller, ANALYSE, items, once=once)


def submit_rereading(
    memory: Memory, caller: Caller, resume_ids: Sequence[str] | None, once: Once | None = None
) -> Task:
    """Hand in that résumés are read anew: those named, or all that an older version of the reader has read.

    Raises `NotFound` for one that is not kept, and `TaskConflict` when there is nothing to read.
    """
    if resume_ids is None:
        wanted = list(list_outdated(memory, caller))
    else:
        with memory.read(caller) as reader:
            wanted = [resumes.get_resume(reader, resume_id).resume_id for resume_id in dict.fromkeys(resume_ids)]
    if not wanted:
        raise TaskConflict("The present reader has read them all; name résumés to read them anew all the same.")
    items = [NewItem(label=resume_id, input={"resume_id": resume_id}) for resume_id in wanted]
    return submit_task(memory, caller, REREAD, items, once=once)


def submit_files(
    memory: Memory, caller: Caller, paths: Sequence[Path], *, job_id: JobId | None, keep_scans: bool
) -> Task:
    """Hand in that the documents of some paths are kept, and analysed when a job is given."""
    task_id = new_task_id(memory.draw)
    wanted = {"job_id": job_id, "keep_scan": keep_scans}
    items = [msgspec.structs.replace(item, input=item.input | wanted) for item in items_of(memory, task_id, paths)]
    return submit_task(memory, caller, ADD_FILES, items, task_id=task_id)


def keep_item(memory: Memory, caller: Caller, item: ItemWork) -> None:
    """Keep a document, and analyse it when a job was given; what was staged is removed once that is on disk."""
    filename, data = read_source(memory, item.input)
    _keep_and_analyse(memory, caller, item, data, filename)
    if "staged" in item.input:
        memory.staged.delete(item.input["staged"])


def analyse_item(memory: Memory, caller: Caller, item: ItemWork) -> None:
    """Analyse a kept résumé."""
    once = item.once.around(_refer_to_analysis)
    analyse_resume(memory, caller, item.input["resume_id"], item.input["job_id"], once)


def reread_item(memory: Memory, caller: Caller, item: ItemWork) -> None:
    """Read a kept document anew."""
    once = item.once.around(_refer_to_reading)
    renew_reading(memory, caller, item.input["resume_id"], once, is_called_off=item.is_given_up)


def collect_staged(memory: Memory) -> int:
    """Remove staged files that no task needs any more, and give how many; what failed can be retried for a day."""
    now = memory.clock()
    removed = 0
    for name, changed_at in list(memory.staged.names()):
        if changed_at < (now - _SPARED_FOR).timestamp() and not _is_needed(memory, name.partition("-")[0]):
            memory.staged.delete(name)
            removed += 1
    return removed


def _is_needed(memory: Memory, task_id: str) -> bool:
    with memory.store.read(DEFAULT_WORKSPACE) as reader:
        try:
            task = tasks.get_task(reader, task_id)
        except NotFound:
            return False
    return task.ended_at is None or (task.failed > 0 and task.ended_at > memory.clock() - _FAILED_KEPT_FOR)


def _keep_and_analyse(memory: Memory, caller: Caller, item: ItemWork, data: bytes, filename: str) -> None:
    job_id, keep_scan = item.input["job_id"], item.input.get("keep_scan", False)
    if job_id is None:
        once = item.once.around(_refer_to_resume)
        receive_resume(memory, caller, data, filename, once, keep_scan=keep_scan, is_called_off=item.is_given_up)
        return
    # Kept before its task was paused or the program killed, it is no duplicate of itself.
    known = {name: item.made[name] for name in ("duplicate",) if name in item.made}
    step = item.step.around(lambda received: _refer_to_resume(received) | known)
    receive_resume(memory, caller, data, filename, step, keep_scan=keep_scan, is_called_off=item.is_given_up)
    duplicate = item.made["duplicate"]
    once = item.once.around(lambda analysed: _refer_to_analysis(analysed) | {"duplicate": duplicate})
    analyse_resume(memory, caller, item.made["resume_id"], job_id, once)


def _refer_to_resume(received: Received) -> dict[str, object]:
    return {
        "resume_id": received.resume_id,
        "candidate_id": received.candidate_id,
        "duplicate": received.duplicate,
    }


def _refer_to_reading(renewed: Reread) -> dict[str, object]:
    return {"resume_id": renewed.resume_id, "text_changed": renewed.text_changed}


def _refer_to_analysis(analysed: Analysed) -> dict[str, object]:
    return {
        "resume_id": analysed.resume_id,
        "candidate_id": analysed.candidate_id,
        "analysis_id": analysed.analysis_id,
        "job_id": analysed.job_id,
    }
