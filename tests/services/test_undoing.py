"""Every action that leaves an event is undone, and its undoing is undone."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

import recollect
from factories import feedback_draft, job_draft
from lived import FIT
from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.domain.feedback import FeedbackDraft
from recollect.domain.job import draft_of
from recollect.errors import NotFound, UndoConflict
from recollect.services.analyses.analysis_editing import delete_analysis, note_analysis, restore_analysis
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.feedback.feedback_capture import delete_feedback, restore_feedback, submit_feedback
from recollect.services.feedback.feedback_search import search_feedback
from recollect.services.history import undoing
from recollect.services.history.undoing import undo
from recollect.services.jobs.job_intake import change_job, choose_job, create_job, delete_job, restore_job
from recollect.services.jobs.template_reuse import (
    change_template,
    delete_template,
    draft_of_template,
    make_template,
    restore_template,
)
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import delete_candidate, rename_candidate, restore_candidate
from recollect.services.people.same_person import join_candidates, separate_resume
from recollect.services.people.setting_apart import set_apart
from recollect.services.resumes.resume_editing import correct_resume, delete_resume, restore_resume
from recollect.services.teaching.calibrating import keep_calibration, use_calibration
from recollect.services.teaching.lexicon_editing import import_skills, remove_skills
from recollect.storage.records import (
    analyses,
    calibrations,
    candidates,
    feedback,
    jobs,
    lexicon_additions,
    resumes,
    templates,
)
from recollect.storage.records.analyses import AnalysisFilter
from recollect.storage.tables import event_payloads
from use_cases import Analysed, all_events, analyse_one, last_event, problems, receive


class World:
    """A little of everything, and what is seen of it."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.caller: Caller = LOCAL_CALLER
        self.one: Analysed = analyse_one(memory)
        self.template_id = make_template(memory, self.caller, self.one.job_id).template_id
        self.feedback_id = submit_feedback(memory, self.caller, self.said()).feedback.feedback_id

    def said(self, rating: int = 5) -> FeedbackDraft:
        return feedback_draft("chat-1", rating=rating, analysis_id=self.one.analysis_id, query=f"{rating} stars")

    def seen(self) -> dict[str, Any]:
        """Give all that lists, searches and totals show, without versions and times."""
        with self.memory.read(self.caller) as reader:
            listed = jobs.list_jobs(reader, cursor=None, limit=50)
            files = resumes.list_resumes(reader, query=None, cursor=None, limit=50)
            kept = [resumes.get_resume(reader, resume.resume_id) for resume in files.items]
            judged = analyses.list_analyses(reader, AnalysisFilter(), cursor=None, limit=50)
            said = list(feedback.each_feedback(reader))
            return {
                "jobs": [(j.job_id, draft_of(jobs.get_job(reader, j.job_id)), j.analysis_count) for j in listed.items],
                "job hits": [h.job_id for w in ("wiring", "chef") for h in _jobs_found(reader, w)],
                "resumes": [(r.resume_id, r.fields, r.candidate_name, r.analysis_count) for r in kept],
                "resume hits": [r.resume_id for w in ("holt", "berg") for r in _resumes_found(reader, w)],
                "people": [
                    (
                        *(p.candidate_id, p.candidate_name, p.resume_count, p.analysis_count),
                        sorted(candidates.apart_from(reader, p.candidate_id)),
                    )
                    for p in candidates.list_candidates(reader, cursor=None, limit=50).items
                ],
                "analyses": [
                    (a.analysis_id, analyses.get_analysis(reader, a.analysis_id).notes, a.feedback_count)
                    for a in judged.items
                ],
                "feedback": [(f.feedback_id, feedback.draft_of(f)) for f in said],
                "similar": [f.query for f in search_feedback(self.memory, self.caller, "2 stars", count=1)],
                "statistics": feedback.get_statistics(reader),
                "templates": [
                    (t.template_id, t.name, draft_of_template(t))
                    for t in templates.list_templates(reader, cursor=None, limit=50).items
                ],
                "totals": (listed.total, files.total, judged.total),
                "lexicon": lexicon_additions.active_terms(reader),
                "map of scores": calibrations.calibration_in_use(reader),
            }

    def delete(self, noun: str) -> None:
        _DELETIONS[noun](self)


def _jobs_found(reader: Any, query: str) -> tuple[Any, ...]:
    return jobs.search_jobs(reader, query, cursor=None, limit=9).items


def _resumes_found(reader: Any, query: str) -> tuple[Any, ...]:
    return resumes.list_resumes(reader, query=query, cursor=None, limit=9).items


_DELETIONS: dict[str, Callable[[World], object]] = {
    "job": lambda w: delete_job(w.memory, w.caller, w.one.job_id),
    "resume": lambda w: delete_resume(w.memory, w.caller, w.one.resume_id),
    "candidate": lambda w: delete_candidate(w.memory, w.caller, w.one.candidate_id),
    "analysis": lambda w: delete_analysis(w.memory, w.caller, w.one.analysis_id),
    "feedback": lambda w: delete_feedback(w.memory, w.caller, w.feedback_id),
    "template": lambda w: delete_template(w.memory, w.caller, w.template_id),
}

Step = Callable[[World], object]


def _nothing(_: World) -> None: ...


def _restore_person(world: World) -> object:
    event = all_events(world.memory)[-1]
    assert event.payload is not None
    before = event.payload.before or {}
    return restore_candidate(
        world.memory,
        world.caller,
        world.one.candidate_id,
        resume_ids=before["resume_ids"],
        analysis_ids=before["analysis_ids"],
        expected_version=None,
    )


def _add_another(world: World) -> None:
    analyse_resume(world.memory, world.caller, receive(world.memory, _ANOTHER).resume_id, world.one.job_id)


def _join(world: World) -> object:
    another = receive(world.memory, _ANOTHER).candidate_id
    return join_candidates(world.memory, world.caller, world.one.candidate_id, another)


def _join_another(world: World) -> None:
    _add_another(world)
    _join(world)


def _set_apart(world: World) -> object:
    other = receive(world.memory, _ANOTHER).candidate_id
    return set_apart(world.memory, world.caller, world.one.candidate_id, other)


def _part(world: World) -> None:
    _join_another(world)


def _separate(world: World) -> object:
    return separate_resume(world.memory, world.caller, receive(world.memory, _ANOTHER).resume_id)


def _return(world: World) -> None:
    _join_another(world)
    _separate(world)


def _teach_skills(world: World) -> object:
    return import_skills(world.memory, world.caller, "name\nFlumbrix\n", "ours.csv")


def _forget_skills(world: World) -> None:
    _teach_skills(world)
    remove_skills(world.memory, world.caller, _taught(world))


def _taught(world: World) -> str:
    with world.memory.read(world.caller) as reader:
        return lexicon_additions.list_additions(reader)[0].addition_id


def _keep_map(world: World) -> object:
    return world.memory.write(world.caller, lambda work: keep_calibration(world.memory, work, world.caller, FIT))


def _keep_two_maps(world: World) -> None:
    _keep_map(world)
    _keep_map(world)


def _use_older_map(world: World) -> object:
    with world.memory.read(world.caller) as reader:
        kept = calibrations.list_calibrations(reader)
    return use_calibration(world.memory, world.caller, kept[-1].calibration_id)


_ANOTHER = "Ylva Berg\nChef\n\nExperience\nChef, Kell Ltd, 2015 - 2023"
_CHEF = {"job_description": "A chef.", "role_name": "Chef", "metadata": {"a": 1}}

SCENES: list[tuple[str, Step, Step]] = [
    ("job.created", _nothing, lambda w: create_job(w.memory, w.caller, job_draft("A chef."))),
    ("job.changed", _nothing, lambda w: change_job(w.memory, w.caller, w.one.job_id, _CHEF, expected_version=1)),
    ("job.deleted", _nothing, lambda w: w.delete("job")),
    ("job.restored", lambda w: w.delete("job"), lambda w: restore_job(w.memory, w.caller, w.one.job_id)),
    ("resume.added", _nothing, lambda w: receive(w.memory, "Ylva Berg\nChef")),
    (
        "resume.corrected",
        _nothing,
        lambda w: correct_resume(w.memory, w.caller, w.one.resume_id, {"name": "Ylva Berg"}, expected_version=1),
    ),
    ("resume.deleted", _nothing, lambda w: w.delete("resume")),
    ("resume.restored", lambda w: w.delete("resume"), lambda w: restore_resume(w.memory, w.caller, w.one.resume_id)),
    ("resume.restored", lambda w: w.delete("resume"), lambda w: receive(w.memory)),
    (
        "candidate.renamed",
        _nothing,
        lambda w: rename_candidate(w.memory, w.caller, w.one.candidate_id, "Ylva Berg", expected_version=1),
    ),
    ("candidate.joined", _add_another, _join),
    ("candidate.parted", _part, lambda w: undo(w.memory, w.caller, last_event(w.memory, "candidate.joined"))),
    ("candidate.distinguished", _add_another, _set_apart),
    (
        "candidate.reoffered",
        _set_apart,
        lambda w: undo(w.memory, w.caller, last_event(w.memory, "candidate.distinguished")),
    ),
    ("resume.separated", _join_another, _separate),
    ("resume.returned", _return, lambda w: undo(w.memory, w.caller, last_event(w.memory, "resume.separated"))),
    ("candidate.deleted", _nothing, lambda w: w.delete("candidate")),
    ("candidate.restored", lambda w: w.delete("candidate"), _restore_person),
    ("analysis.created", _nothing, lambda w: analyse_resume(w.memory, w.caller, w.one.resume_id, w.one.job_id)),
    (
        "analysis.noted",
        _nothing,
        lambda w: note_analysis(w.memory, w.caller, w.one.analysis_id, "Call her.", expected_version=1),
    ),
    ("analysis.deleted", _nothing, lambda w: w.delete("analysis")),
    (
        "analysis.restored",
        lambda w: w.delete("analysis"),
        lambda w: restore_analysis(w.memory, w.caller, w.one.analysis_id),
    ),
    ("feedback.submitted", _nothing, lambda w: submit_feedback(w.memory, w.caller, feedback_draft("chat-2"))),
    ("feedback.revised", _nothing, lambda w: submit_feedback(w.memory, w.caller, w.said(2))),
    ("feedback.revised", lambda w: w.delete("feedback"), lambda w: submit_feedback(w.memory, w.caller, w.said(2))),
    ("feedback.deleted", _nothing, lambda w: w.delete("feedback")),
    (
        "feedback.restored",
        lambda w: w.delete("feedback"),
        lambda w: restore_feedback(w.memory, w.caller, w.feedback_id),
    ),
    ("lexicon.extended", _nothing, _teach_skills),
    ("lexicon.extended", _forget_skills, _teach_skills),
    ("lexicon.reduced", _teach_skills, lambda w: remove_skills(w.memory, w.caller, _taught(w))),
    ("calibration.made", _nothing, _keep_map),
    ("calibration.made", _keep_map, _keep_map),
    ("calibration.used", _keep_map, lambda w: use_calibration(w.memory, w.caller, None)),
    ("calibration.used", _keep_two_maps, _use_older_map),
    ("template.created", _nothing, lambda w: make_template(w.memory, w.caller, w.one.job_id, "Second")),
    (
        "template.changed",
        _nothing,
        lambda w: change_template(w.memory, w.caller, w.template_id, {"name": "New", **_CHEF}, expected_version=1),
    ),
    ("template.deleted", _nothing, lambda w: w.delete("template")),
    (
        "template.restored",
        lambda w: w.delete("template"),
        lambda w: restore_template(w.memory, w.caller, w.template_id),
    ),
]


@pytest.mark.parametrize(("action", "prepare", "act"), SCENES, ids=[f"{s[0]}-{n}" for n, s in enumerate(SCENES)])
def test_an_action_is_undone_and_its_undoing_too(memory: Memory, action: str, prepare: Step, act: Step) -> None:
    world = World(memory)
    prepare(world)
    before = world.seen()
    act(world)
    after = world.seen()
    assert after != before
    event_id = last_event(memory, action)
    assert undo(memory, world.caller, event_id).action == action
    assert world.seen() == before
    assert problems(memory) == []
    undo(memory, world.caller, _undoing_of(memory))
    assert world.seen() == after
    assert problems(memory) == []
    with pytest.raises(UndoConflict):
        undo(memory, world.caller, event_id)
    assert world.seen() == after


def _undoing_of(memory: Memory) -> str:
    """Give the newest event: the one that the undoing wrote of its record, not of one that changed with it."""
    newest = all_events(memory)[-1].at
    events = [event for event in all_events(memory) if event.at == newest]
    events = [event for event in events if event.action in undoing._WAYS_BACK]  # noqa: SLF001 - what can be undone
    (main,) = [e for e in events if not e.action.startswith("candidate.")] or events
    return main.event_id


def test_every_action_with_a_way_back_is_tried() -> None:
    assert {action for action, _, _ in SCENES} == set(undoing._WAYS_BACK)  # noqa: SLF001 - a new one needs a scene


_WITHOUT = {
    "job.selected",
    "resume.refused",
    "resume.aliased",
    "resume.reread",
    "candidate.added",
    "candidate.merged",
    "candidate.unmerged",
    "candidate.marked",
    "candidate.erased",
    "candidate.exported",
}
"""What changed nothing, goes back with the event of the person who was joined or parted, or never."""


def test_every_action_that_is_recorded_has_a_way_back_or_changed_nothing() -> None:
    services = Path(recollect.__file__).parent / "services"
    recorded = {
        node.value
        for file in services.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_action(node.value)
    }
    assert recorded == set(undoing._WAYS_BACK) | _WITHOUT  # noqa: SLF001


def _is_action(written: str) -> bool:
    noun, dot, verb = written.partition(".")
    return bool(dot) and noun in {*_DELETIONS, "lexicon", "calibration"} and verb.isalpha()


def test_what_was_changed_since_is_not_undone(memory: Memory) -> None:
    world = World(memory)
    change_job(memory, world.caller, world.one.job_id, _CHEF, expected_version=1)
    first = last_event(memory, "job.changed")
    change_job(memory, world.caller, world.one.job_id, {"role_name": "Cook"}, expected_version=2)
    seen = world.seen()
    with pytest.raises(UndoConflict) as caught:
        undo(memory, world.caller, first)
    assert caught.value.id == world.one.job_id
    assert world.seen() == seen


def test_a_choice_and_an_erased_event_have_no_way_back(memory: Memory) -> None:
    world = World(memory)
    choose_job(memory, world.caller, world.one.job_id)
    with pytest.raises(UndoConflict, match="no way back"):
        undo(memory, world.caller, last_event(memory, "job.selected"))
    memory.write(world.caller, lambda work: work.connection.execute(delete(event_payloads)).close())
    with pytest.raises(UndoConflict, match="no way back"):
        undo(memory, world.caller, last_event(memory, "job.created"))
    with pytest.raises(NotFound):
        undo(memory, world.caller, "ev_000000000000")


def test_feedback_is_not_moved_back_to_an_analysis_that_is_gone(memory: Memory) -> None:
    world = World(memory)
    submit_feedback(memory, world.caller, feedback_draft("chat-1"))
    delete_analysis(memory, world.caller, world.one.analysis_id)
    seen = world.seen()
    with pytest.raises(UndoConflict):
        undo(memory, world.caller, last_event(memory, "feedback.revised"))
    assert world.seen() == seen


def test_the_first_naming_of_a_person_is_undone(memory: Memory, caller: Caller) -> None:
    received = receive(memory, "some words without a name\n")
    rename_candidate(memory, caller, received.candidate_id, "Ylva Berg", expected_version=1)
    undo(memory, caller, last_event(memory, "candidate.renamed"))
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, received.candidate_id).candidate_name == ""
