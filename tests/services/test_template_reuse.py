from __future__ import annotations

import pytest

from factories import RepeatingDraw, job_draft
from recollect.domain.caller import Caller
from recollect.domain.job import draft_of
from recollect.errors import InvalidInput, NotFound, StaleVersion
from recollect.services.jobs.job_intake import create_job, current_job
from recollect.services.jobs.template_reuse import (
    change_template,
    delete_template,
    make_template,
    restore_template,
    use_template,
)
from recollect.services.memory import Memory
from recollect.storage.records import jobs, templates
from use_cases import problems


def test_a_job_becomes_a_template_and_a_template_a_job(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft(metadata={"a": [1]}))
    made = make_template(memory, caller, job_id)
    with memory.read(caller) as reader:
        assert templates.get_template(reader, made.template_id) == made
    assert made.name == "Electrician"
    used = use_template(memory, caller, made.template_id)
    now = current_job(memory, caller)
    assert now is not None
    assert now.job_id == used != job_id
    with memory.read(caller) as reader:
        assert draft_of(jobs.get_job(reader, used)) == draft_of(jobs.get_job(reader, job_id))
        assert templates.get_template(reader, made.template_id).use_count == 1
    assert problems(memory) == []


@pytest.mark.parametrize(
    ("given", "role", "company", "named"),
    [
        ("Sparks", "Electrician", "Brightwire", "Sparks"),
        (None, "", "Brightwire", "Brightwire"),
        ("", "", "", "Untitled"),
    ],
)
def test_a_template_is_named(
    sqlite_memory: Memory, caller: Caller, given: str | None, role: str, company: str, named: str
) -> None:
    job_id = create_job(sqlite_memory, caller, job_draft(role_name=role, company_name=company))
    assert make_template(sqlite_memory, caller, job_id, given).name == named


def test_a_template_is_changed_and_its_jobs_stay(memory: Memory, caller: Caller) -> None:
    template_id = make_template(memory, caller, create_job(memory, caller, job_draft())).template_id
    used = use_template(memory, caller, template_id)
    changes = {"name": "New", "job_description": "Other words."}
    changed = change_template(memory, caller, template_id, changes, expected_version=1)
    with memory.read(caller) as reader:
        assert templates.get_template(reader, template_id) == changed
        assert jobs.get_job(reader, used).job_description == job_draft().job_description
    assert (changed.name, changed.role_name, changed.version) == ("New", "Electrician", 2)
    with pytest.raises(StaleVersion):
        change_template(memory, caller, template_id, {"name": "Newer"}, expected_version=1)
    with pytest.raises(InvalidInput):
        change_template(memory, caller, template_id, {"job_description": ""}, expected_version=2)


def test_a_deleted_template_is_not_used(memory: Memory, caller: Caller) -> None:
    template_id = make_template(memory, caller, create_job(memory, caller, job_draft())).template_id
    delete_template(memory, caller, template_id, expected_version=1)
    with pytest.raises(NotFound):
        use_template(memory, caller, template_id)
    restore_template(memory, caller, template_id, expected_version=2)
    assert use_template(memory, caller, template_id)
    assert problems(memory) == []


def test_ids_that_are_taken_are_drawn_anew(memory: Memory, caller: Caller) -> None:
    memory.draw = RepeatingDraw(times=3)
    job_ids = {create_job(memory, caller, job_draft()) for _ in range(3)}
    template_ids = {make_template(memory, caller, job_id).template_id for job_id in job_ids}
    assert (len(job_ids), len(template_ids)) == (3, 3)
