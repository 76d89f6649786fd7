"""Many files at once, as a task: each is kept or fails by itself, none stops the others, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import UNSET, Struct, UnsetType

from recollect.cli import wording
from recollect.cli.exits import ExitCode, exit_code_of_name, in_commands
from recollect.cli.task_watching import run_task
from recollect.cli.terminal import complain, say, say_whole
from recollect.domain.analysis import AnalysisResult
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.task import Task, TaskItem
from recollect.services.analyses.resume_analysis import require_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_tasks import submit_files
from recollect.services.tasks.task_control import each_item
from recollect.storage.records import analyses, resumes
from recollect.storage.unit import Reader
from recollect.storage.views.likeness import find_same_person


class Added(Struct, frozen=True, kw_only=True):
    """A file that is kept, and its analysis when one was asked for."""

    file: str
    resume_id: str
    candidate_id: str
    candidate_name: str
    filename: str
    duplicate: bool
    analysis_id: str | UnsetType = UNSET
    job_id: str | UnsetType = UNSET
    result: AnalysisResult | UnsetType = UNSET


class Failed(Struct, frozen=True, kw_only=True):
    """A file that failed, and why; with a `resume_id` it is kept, and only its analysis failed."""

    file: str
    error: str
    detail: str
    resume_id: str | UnsetType = UNSET


class Batch(Struct, frozen=True, kw_only=True):
    """What became of each file, in the order of their names."""

    added: list[Added]
    failed: list[Failed]


def add_files(
    memory: Memory,
    paths: Sequence[Path],
    *,
    at_once: int,
    job_id: str | None,
    analyse: bool,
    keep_scans: bool,
    as_json: bool,
    go_on: Callable[[Task], str],
) -> tuple[Batch, ExitCode]:
    """Keep the documents of all paths, `at_once` at a time; without `as_json`, say of each what became of it.

    The exit code is that of the error when there was only one file, and `FAILED` when some of several failed.
    Raises, before any file is taken, when there is no job to analyse against. `go_on` gives the command by which a
    task that was stopped goes on.
    """
    against = require_job(memory, LOCAL_CALLER, job_id) if analyse else None
    task = submit_files(memory, LOCAL_CALLER, paths, job_id=against, keep_scans=keep_scans)
    return finish_files(memory, task, at_once=at_once, as_json=as_json, go_on=go_on)


def finish_files(
    memory: Memory, task: Task, *, at_once: int, as_json: bool, go_on: Callable[[Task], str]
) -> tuple[Batch, ExitCode]:
    """Carry out what is left of a task that adds files, and give what became of all of them."""

    def show(item: TaskItem) -> None:
        if not as_json:
            with memory.read(LOCAL_CALLER) as reader:
                outcome = _outcome(reader, item)
                _say_outcome(outcome)
                if isinstance(outcome, Added) and not outcome.duplicate:
                    _say_same_person(reader, outcome)

    run_task(memory, task, at_once=at_once, show=show, go_on=go_on)
    batch = Batch(added=[], failed=[])
    with memory.read(LOCAL_CALLER) as reader:
        for item in each_item(memory, LOCAL_CALLER, task.task_id):
            outcome = _outcome(reader, item)
            if isinstance(outcome, Added):
                batch.added.append(outcome)
            elif outcome is not None:
                batch.failed.append(outcome)
    if not as_json:
        _say_totals(batch)
    return batch, _exit_code(batch)


def _exit_code(batch: Batch) -> ExitCode:
    if not batch.failed:
        return ExitCode.OK
    return exit_code_of_name(batch.failed[0].error) if len(batch.failed) + len(batch.added) == 1 else ExitCode.FAILED


def _outcome(reader: Reader, item: TaskItem) -> Added | Failed | None:
    """Give what became of a file, or None when it was cancelled."""
    made = item.result or {}
    if item.error is not None:
        detail = in_commands(item.detail or "")
        return Failed(file=item.label, error=item.error, detail=detail, resume_id=made.get("resume_id", UNSET))
    if not made:
        return None
    resume = resumes.get_resume(reader, made["resume_id"], deleted=True)
    analysis_id = made.get("analysis_id", UNSET)
    analysis = None if analysis_id is UNSET else analyses.get_analysis(reader, analysis_id, deleted=True)
    return Added(
        file=item.label,
        resume_id=made["resume_id"],
        candidate_id=made["candidate_id"],
        candidate_name=resume.candidate_name,
        filename=resume.original_filename,
        duplicate=made["duplicate"],
        analysis_id=analysis_id,
        job_id=made.get("job_id", UNSET),
        result=UNSET if analysis is None or analysis.analysis_result is None else analysis.analysis_result,
    )


def _say_outcome(outcome: Added | Failed | None) -> None:
    if outcome is None:
        return
    if isinstance(outcome, Failed):
        kept = f" (kept as {outcome.resume_id})" if outcome.resume_id is not UNSET else ""
        complain(f"✗ {outcome.file}: {outcome.error}: {wording.one_line(outcome.detail)}{kept}")
        return
    sign = "=" if outcome.duplicate else "+"
    before = ", kept before" if outcome.duplicate else ""
    say_whole(f"{sign} {outcome.resume_id}  {wording.person(outcome.candidate_name)}  ({outcome.file}{before})")
    if outcome.result is not UNSET:
        verdict = wording.verdict(outcome.result.hiring_recommendation)
        say_whole(f"    {outcome.analysis_id}  {wording.score(outcome.result.overall_score)}  {verdict}", style="dim")


def _say_same_person(reader: Reader, added: Added) -> None:
    kept = find_same_person(reader, added.candidate_id)
    if kept:
        name = wording.person(kept[0].candidate_name)
        say_whole(
            f"    may be of {name}, who is kept: recollect candidate duplicates {added.candidate_id}", style="dim"
        )


def _say_totals(batch: Batch) -> None:
    again = sum(added.duplicate for added in batch.added)
    say(f"{len(batch.added) - again:,} added, {again:,} kept before, {len(batch.failed):,} failed", style="bold")
