"""Any id is told apart and found."""

from __future__ import annotations

from collections.abc import Callable

from recollect.domain.caller import Caller
from recollect.domain.ids import kind_of_id
from recollect.errors import NotFound
from recollect.services.memory import Memory
from recollect.storage.records import analyses, candidates, feedback, jobs, resumes, templates
from recollect.storage.tasks import tasks
from recollect.storage.unit import Reader

_FIND: dict[str, Callable[[Reader, str], object]] = {
    "job": jobs.get_job,
    "resume": resumes.get_resume,
    "analysis": analyses.get_analysis,
    "feedback": feedback.get_feedback,
    "candidate": candidates.get_candidate,
    "template": templates.get_template,
    "task": tasks.get_task,
}


def find_kind(memory: Memory, caller: Caller, record_id: str) -> str:
    """Tell which noun a record's id or alias names, or raise `NotFound`."""
    guess = kind_of_id(record_id)
    with memory.read(caller) as reader:
        for kind in [guess] if guess else list(_FIND):
            try:
                _FIND[kind](reader, record_id)
            except NotFound:
                continue
            return kind
    raise NotFound("There is nothing of this id.", id=record_id)
