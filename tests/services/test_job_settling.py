"""What a person sets about judging a job is kept, carried along, and decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from factories import job_draft
from recollect.domain.analysis import AnalysisSummary
from recollect.domain.caller import Caller
from recollect.domain.job import Job, RequirementDraft, Thresholds, Weights, draft_of
from recollect.errors import InvalidInput
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.history.undoing import undo
from recollect.services.jobs.job_intake import change_job, create_job, delete_job, propose, read_job, restore_job
from recollect.services.jobs.template_reuse import change_template, make_template, use_template
from recollect.services.memory import Memory
from recollect.storage.records import analyses, templates
from recollect.storage.records.analyses import AnalysisFilter
from use_cases import JOB_TEXT, analyse_one, last_event, problems, receive

PYTHON = RequirementDraft(text="Python", kind="skill", strength="must")


def change(memory: Memory, caller: Caller, job: Job, **changes: Any) -> Job:
    return change_job(memory, caller, job.job_id, changes, expected_version=job.version)


def new_job(memory: Memory, caller: Caller) -> Job:
    return read_job(memory, caller, create_job(memory, caller, job_draft(JOB_TEXT)))


def listed(memory: Memory, caller: Caller) -> Sequence[AnalysisSummary]:
    with memory.read(caller) as reader:
        page = analyses.list_analyses(reader, AnalysisFilter(), cursor=None, limit=50)
        for one in page.items:
            assert analyses.get_analysis(reader, one.analysis_id).job_changed == one.job_changed
    return page.items


def test_own_requirements_are_kept_and_given_back_to_the_engine(memory: Memory, caller: Caller) -> None:
    job = new_job(memory, caller)
    first, *others = job.requirements
    edited = change(memory, caller, job, requirements=[PYTHON, *others])
    assert edited == read_job(memory, caller, job.job_id)
    assert [one.text for one in edited.requirements] == ["Python", *[one.text for one in others]]
    own = edited.requirements[0]
    assert own.id not in {one.id for one in job.requirements}
    assert (own.weight, own.start, own.end) == (1.0, None, None)
    assert edited.edited == ("requirements",)
    again = change(memory, caller, edited, requirements=None)
    assert (again.requirements, again.edited) == (job.requirements, ())
    assert first in again.requirements
    assert problems(memory) == []


def test_a_changed_requirement_keeps_its_place_and_gets_the_weight_of_its_strength(
    sqlite_memory: Memory, caller: Caller
) -> None:
    job = new_job(sqlite_memory, caller)
    read = job.requirements[-1]
    eased = RequirementDraft(id=read.id, text="  electrical \n wiring ", kind="skill", strength="nice")
    (kept,) = change(sqlite_memory, caller, job, requirements=[eased]).requirements
    assert (kept.id, kept.text, kept.weight) == (read.id, "electrical wiring", 0.4)
    assert (kept.start, kept.end) == (read.start, read.end)


def test_places_move_with_their_words_and_go_with_them(sqlite_memory: Memory, caller: Caller) -> None:
    job = new_job(sqlite_memory, caller)
    start = JOB_TEXT.index("electrical wiring")
    end = start + len("electrical wiring")
    placed = RequirementDraft(text="wiring", kind="skill", strength="must", start=start, end=end)
    job = change(sqlite_memory, caller, job, requirements=[placed])
    moved = change(sqlite_memory, caller, job, job_description="New. " + JOB_TEXT)
    assert [(one.start, one.end) for one in moved.requirements] == [(start + 5, end + 5)]
    gone = change(sqlite_memory, caller, moved, job_description="A plumber for Hull.")
    assert [(one.text, one.start, one.end) for one in gone.requirements] == [("wiring", None, None)]


@pytest.mark.parametrize(
    "changes",
    [
        {"requirements": [RequirementDraft(text=" – ", kind="skill", strength="must")]},
        {"requirements": [RequirementDraft(text="a", kind="skill", strength="must", id="R1")] * 2},
        {"requirements": [RequirementDraft(text="a", kind="skill", strength="must", start=3)]},
        {"requirements": [RequirementDraft(text="a", kind="skill", strength="must", start=3, end=3)]},
        {"requirements": [RequirementDraft(text="a", kind="skill", strength="must", start=0, end=10_000)]},
        {"requirements": [PYTHON] * 81},
        {"weights": {"skills": 0.0, "experience": 0.0, "education": 0.0}},
        {"thresholds": {"hire": 90.0}},
        {"thresholds": {"maybe": 71.0}},
    ],
)
def test_what_can_not_be_judged_by_is_refused(sqlite_memory: Memory, caller: Caller, changes: dict[str, Any]) -> None:
    job = new_job(sqlite_memory, caller)
    with pytest.raises(InvalidInput):
        change(sqlite_memory, caller, job, **changes)
    assert read_job(sqlite_memory, caller, job.job_id) == job


def test_figures_that_are_left_out_stay(memory: Memory, caller: Caller) -> None:
    job = change(memory, caller, new_job(memory, caller), weights={"skills": 3.0}, thresholds={"hire": 60.0})
    job = change(memory, caller, job, weights={"education": 0.0})
    assert job.weights == Weights(skills=3.0, experience=Weights().experience, education=0.0)
    assert job.thresholds == Thresholds(hire=60.0)
    assert job.edited == ("weights", "thresholds")
    assert read_job(memory, caller, job.job_id) == job


def test_an_analysis_is_made_with_what_was_set_and_says_so(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    job = read_job(memory, caller, one.job_id)
    before = analyse_resume(memory, caller, one.resume_id, one.job_id).result
    assert "own_requirements" not in before.provenance.parameters
    job = change(
        memory, caller, job, requirements=[PYTHON], weights={"experience": 0.0, "education": 0.0},
        thresholds={"strong_hire": 0.0, "hire": 0.0, "maybe": 0.0},
    )  # fmt: skip
    after = analyse_resume(memory, caller, one.resume_id, one.job_id).result
    assert [(r.text, r.status) for r in after.requirements] == [("Python", "not_found")]
    assert after.overall_score is not None
    assert before.overall_score is not None
    assert after.overall_score < before.overall_score
    assert (after.hiring_recommendation or "").startswith("Maybe")
    made = after.provenance.parameters
    assert (made["own_requirements"], made["experience_weight"], made["maybe_from"]) == (1.0, 0.0, 0.0)
    assert after.provenance.job_version == job.version


def test_an_analysis_is_marked_while_its_job_says_something_else(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    job = read_job(memory, caller, one.job_id)
    assert [a.job_changed for a in listed(memory, caller)] == [False]
    job = change(memory, caller, job, metadata={"a": 1})
    assert [a.job_changed for a in listed(memory, caller)] == [False]
    change(memory, caller, job, requirements=[PYTHON])
    analyse_resume(memory, caller, one.resume_id, one.job_id)
    assert [a.job_changed for a in listed(memory, caller)] == [False, True]
    undo(memory, caller, last_event(memory, "job.changed"))
    assert [a.job_changed for a in listed(memory, caller)] == [True, False]
    restore_event = delete_job(memory, caller, one.job_id)
    assert restore_event
    restore_job(memory, caller, one.job_id)
    assert [a.job_changed for a in listed(memory, caller)] == [True, False]


def test_settings_travel_with_templates_and_come_back_by_undo(memory: Memory, caller: Caller) -> None:
    job = change(
        memory, caller, new_job(memory, caller), requirements=[PYTHON], weights={"skills": 1.0},
        thresholds={"maybe": 40.0},
    )  # fmt: skip
    made = make_template(memory, caller, job.job_id)
    used = read_job(memory, caller, use_template(memory, caller, made.template_id))
    assert draft_of(used) == draft_of(job)
    changed = change_template(
        memory, caller, made.template_id, {"requirements": None, "weights": None, "thresholds": None},
        expected_version=1,
    )  # fmt: skip
    assert (changed.requirements, changed.weights, changed.thresholds) == (None, None, None)
    undo(memory, caller, last_event(memory, "template.changed"))
    with memory.read(caller) as reader:
        back = templates.get_template(reader, made.template_id)
    assert (back.requirements, back.weights, back.thresholds) == (made.requirements, made.weights, made.thresholds)


def test_undoing_an_edit_of_requirements_brings_them_back(memory: Memory, caller: Caller) -> None:
    job = new_job(memory, caller)
    change(memory, caller, job, requirements=[PYTHON])
    undo(memory, caller, last_event(memory, "job.changed"))
    assert read_job(memory, caller, job.job_id).requirements == job.requirements
    undo(memory, caller, last_event(memory, "job.changed"))
    assert [one.text for one in read_job(memory, caller, job.job_id).requirements] == ["Python"]


def test_names_are_proposed_where_they_were_not_given() -> None:
    ad = "Electrician\nBrightwire Ltd is looking for an electrician."
    assert propose(job_draft(ad, company_name="", role_name="")).company_name == "Brightwire Ltd"
    assert propose(job_draft(ad, company_name=" ", role_name="")).role_name == "Electrician"
    given = propose(job_draft(ad))
    assert (given.company_name, given.role_name) == ("", "")


def test_a_resume_of_another_job_is_not_marked(sqlite_memory: Memory, caller: Caller) -> None:
    one = analyse_one(sqlite_memory)
    other = new_job(sqlite_memory, caller)
    received = receive(sqlite_memory, "Ada Berg\nElectrician in Hull.", "ada.txt")
    analyse_resume(sqlite_memory, caller, received.resume_id, other.job_id)
    change(sqlite_memory, caller, other, weights={"skills": 2.0})
    assert {a.job_id: a.job_changed for a in listed(sqlite_memory, caller)} == {one.job_id: False, other.job_id: True}
