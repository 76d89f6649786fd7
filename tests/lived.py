"""Stores in which everything was done once that can be done to records, so that no table of theirs is empty."""

from __future__ import annotations

import threading
from pathlib import Path
from zoneinfo import ZoneInfo

from carried_out import take_in
from earlier_trees import build_tree
from factories import feedback_draft, job_draft
from recollect.domain.calibration import Doubt, Fit
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.job import RequirementDraft
from recollect.domain.task import Task
from recollect.services.analyses.analysis_editing import note_analysis
from recollect.services.feedback.feedback_capture import delete_feedback, submit_feedback
from recollect.services.history.undoing import undo
from recollect.services.jobs import job_intake, template_reuse
from recollect.services.memory import Memory
from recollect.services.people import candidate_editing, same_person
from recollect.services.people.setting_apart import set_apart
from recollect.services.resumes import resume_editing
from recollect.services.tasks.task_control import read_task
from recollect.services.teaching.calibrating import keep_calibration, use_calibration
from recollect.services.teaching.lexicon_editing import import_skills, remove_skills
from recollect.worker.task_runner import TaskRunner
from use_cases import RESUME_TEXT, Analysed, analyse_one, last_event, receive

FIT = Fit(
    knots=((0.0, 5.0), (100.0, 80.0)),
    pairs=30,
    jobs=3,
    error_before=12.0,
    error_after=4.0,
    doubts=(Doubt(term="Flumbrix", words="flx9000", credit=0.3, right=2, wrong=6, people=5, gain=3),),
    marks=20,
    agreement_before=0.6,
    agreement_after=0.75,
)


def live(memory: Memory) -> Analysed:
    """Do everything once that can be done to records."""
    one = analyse_one(memory)
    other = receive(memory, "Ines Roth\nWelder\n", "ines.txt")
    submitted = submit_feedback(memory, LOCAL_CALLER, feedback_draft(analysis_id=one.analysis_id)).feedback
    submit_feedback(memory, LOCAL_CALLER, feedback_draft(analysis_id=one.analysis_id, rating=2))
    submit_feedback(memory, LOCAL_CALLER, feedback_draft("without links", rating=5))
    resume_editing.correct_resume(memory, LOCAL_CALLER, one.resume_id, {"name": "Mara Holt"}, expected_version=1)
    own = {"requirements": [RequirementDraft(text="Wiring", kind="skill", strength="must")], "weights": {"skills": 1.0}}
    job_intake.change_job(memory, LOCAL_CALLER, one.job_id, {"role_name": "Fitter", **own}, expected_version=1)
    note_analysis(memory, LOCAL_CALLER, one.analysis_id, "Ask for the licence.", expected_version=1)
    template = template_reuse.make_template(memory, LOCAL_CALLER, one.job_id).template_id
    template_reuse.change_template(
        memory, LOCAL_CALLER, template, {"name": "Sites", "thresholds": {"maybe": 40.0}}, expected_version=1
    )
    template_reuse.use_template(memory, LOCAL_CALLER, template)
    template_reuse.delete_template(memory, LOCAL_CALLER, template)
    candidate_editing.delete_candidate(memory, LOCAL_CALLER, one.candidate_id)
    undo(memory, LOCAL_CALLER, last_event(memory, "candidate.deleted"))
    delete_feedback(memory, LOCAL_CALLER, submitted.feedback_id)
    resume_editing.delete_resume(memory, LOCAL_CALLER, other.resume_id)
    gone = job_intake.create_job(memory, LOCAL_CALLER, job_draft("Welder wanted."))
    job_intake.delete_job(memory, LOCAL_CALLER, gone)
    return one


def live_fully(memory: Memory, folder: Path) -> Analysed:
    """Do besides what concerns more than one record: people are joined, a tree comes in, the engine is taught."""
    one = live(memory)
    two = receive(memory, RESUME_TEXT + "Also a plumber.\n", "second.txt")
    same_person.join_candidates(memory, LOCAL_CALLER, one.candidate_id, two.candidate_id)
    third = receive(memory, RESUME_TEXT + "Also a roofer.\n", "third.txt")
    same_person.join_candidates(memory, LOCAL_CALLER, one.candidate_id, third.candidate_id)
    apart = same_person.separate_resume(memory, LOCAL_CALLER, third.resume_id).candidate
    set_apart(memory, LOCAL_CALLER, one.candidate_id, apart.candidate_id)
    take_in(memory, build_tree(folder), ZoneInfo("Europe/Berlin"))
    teach(memory)
    return one


def teach(memory: Memory) -> None:
    """Add lists of skills and maps of scores; one of each stays in use."""
    import_skills(memory, LOCAL_CALLER, "name,aliases\nFlumbrix,flx9000\n", "ours.csv")
    gone = import_skills(memory, LOCAL_CALLER, "name,kind\nWuzzle Board Licence,certification\n", "theirs.csv")
    remove_skills(memory, LOCAL_CALLER, gone.addition_id)
    first, second = (
        memory.write(LOCAL_CALLER, lambda work: keep_calibration(memory, work, LOCAL_CALLER, FIT)) for _ in range(2)
    )
    use_calibration(memory, LOCAL_CALLER, None)
    use_calibration(memory, LOCAL_CALLER, second.calibration_id)
    use_calibration(memory, LOCAL_CALLER, first.calibration_id)


def run_task(memory: Memory, task: Task) -> None:
    """Carry a task out."""
    runner = TaskRunner(memory, task_id=task.task_id)
    try:
        while read_task(memory, LOCAL_CALLER, task.task_id, limit=1).task.ended_at is None:
            threading.Event().wait(0.01)
    finally:
        runner.close()
