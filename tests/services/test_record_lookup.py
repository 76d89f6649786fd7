from __future__ import annotations

import pytest

from factories import feedback_draft
from recollect.domain.caller import Caller
from recollect.errors import NotFound
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.jobs.job_intake import delete_job
from recollect.services.jobs.template_reuse import make_template
from recollect.services.memory import Memory
from recollect.services.record_lookup import find_kind
from recollect.storage.records.aliases import add_alias
from use_cases import analyse_one


def test_every_id_is_told_apart_and_found(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    feedback_id = submit_feedback(memory, caller, feedback_draft("my own id")).feedback.feedback_id
    template_id = make_template(memory, caller, one.job_id).template_id
    memory.write(caller, lambda w: add_alias(w, kind="resume", alias="0123456789abcdef", target_id=one.resume_id))
    memory.write(caller, lambda w: add_alias(w, kind="analysis", alias="f8e2-d1c4", target_id=one.analysis_id))
    for record_id, kind in (
        (one.job_id, "job"),
        (one.resume_id, "resume"),
        (one.candidate_id, "candidate"),
        (one.analysis_id, "analysis"),
        (feedback_id, "feedback"),
        ("my own id", "feedback"),
        (template_id, "template"),
        ("0123456789abcdef", "resume"),
        ("f8e2-d1c4", "analysis"),
    ):
        assert find_kind(memory, caller, record_id) == kind


def test_what_is_not_there_or_deleted_is_not_found(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    delete_job(memory, caller, one.job_id)
    for record_id in (one.job_id, "00000000", "tpl_00000000", "nonsense"):
        with pytest.raises(NotFound) as caught:
            find_kind(memory, caller, record_id)
        assert caught.value.id == record_id
