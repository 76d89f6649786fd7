"""`recollect job requirements, require, unrequire, weights, thresholds, judge-as-read`: how a job is judged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from recollect.cli import wording
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder, JobId
from recollect.cli.tables import Column, print_facts, print_rows
from recollect.cli.terminal import answer, say, say_whole
from recollect.domain.analysis import Amount, Requirement, RequirementKind, Strength
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.job import EDITABLE, Edited, Job, RequirementDraft
from recollect.errors import InvalidInput
from recollect.services.jobs import job_intake
from recollect.services.memory import Memory

app = typer.Typer(add_completion=False)
SeenVersion = Annotated[
    int | None, typer.Option("--version", min=1, help="The version that you saw; otherwise the newest is changed.")
]
Share = Annotated[float | None, typer.Option(min=0, max=100, help="Only the ratio to the others matters.")]
Score = Annotated[float | None, typer.Option(min=0, max=100, help="The lowest overall score for it.")]
_COLUMNS = (
    Column[Requirement]("id", lambda one: one.id, "id"),
    Column[Requirement]("strength", lambda one: one.strength, "name"),
    Column[Requirement]("kind", lambda one: one.kind, "name"),
    Column[Requirement]("weight", lambda one: f"{one.weight:g}", "figure"),
    Column[Requirement](
        "amount",
        lambda one: "" if one.amount is None else f"{one.amount.value:g} {one.amount.unit}",
        "figure",
        spare=True,
    ),
    Column[Requirement](
        "place",
        lambda one: "own" if one.start is None else f"{one.start}–{one.end}",
        "figure",
        spare=True,
    ),
    Column[Requirement]("text", lambda one: one.text),
)


@app.command("requirements")
def list_requirements(job_id: JobId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """List what a job asks for, and how much each counts."""
    with open_store(data) as memory:
        job = job_intake.read_job(memory, LOCAL_CALLER, job_id)
    answer(_judging(job), lambda: print_judging(job), as_json=as_json)


@app.command("require")
def require(
    job_id: JobId,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What is asked for; left out, the text stays.")
    ] = None,
    requirement_id: Annotated[
        str | None, typer.Option("--id", metavar="R1", help="Change this requirement; otherwise one is added.")
    ] = None,
    kind: Annotated[RequirementKind | None, typer.Option("--kind", help="What it is; skill when added.")] = None,
    strength: Annotated[Strength | None, typer.Option("--strength", help="How strongly; must when added.")] = None,
    weight: Annotated[float | None, typer.Option("--weight", min=0, max=10, help="How much it counts.")] = None,
    years: Annotated[float | None, typer.Option("--years", min=0, max=100, help="How many years; 0 for none.")] = None,
    version: SeenVersion = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Add a requirement to a job, or change one; this writes a new version of the job."""
    with open_store(data) as memory:
        job = job_intake.read_job(memory, LOCAL_CALLER, job_id)
        if requirement_id is None:
            wanted = RequirementDraft(
                text=text or "",
                kind=kind or "skill",
                strength=strength or "must",
                weight=weight,
                amount=Amount(years, "years") if years else None,
            )
            kept = [*job.requirements, wanted]
        else:
            _known(job, [requirement_id])
            kept = [
                _changed(one, text, kind, strength, weight, years) if one.id == requirement_id else one
                for one in job.requirements
            ]
        job = _change(memory, job, {"requirements": kept}, version)
    answer({"job": job}, lambda: _say_changed(job), as_json=as_json)


@app.command("unrequire")
def unrequire(
    job_id: JobId,
    requirement_ids: Annotated[list[str], typer.Argument(metavar="R1...", help="Their ids.", show_default=False)],
    version: SeenVersion = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Remove requirements from a job; this writes a new version of the job."""
    with open_store(data) as memory:
        job = job_intake.read_job(memory, LOCAL_CALLER, job_id)
        _known(job, requirement_ids)
        kept = [one for one in job.requirements if one.id not in requirement_ids]
        job = _change(memory, job, {"requirements": kept}, version)
    answer({"job": job}, lambda: _say_changed(job), as_json=as_json)


@app.command("weights")
def set_weights(
    job_id: JobId,
    skills: Share = None,
    experience: Share = None,
    education: Share = None,
    version: SeenVersion = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show how much each part of the score counts for a job, or set it."""
    _set_figures(
        "weights", {"skills": skills, "experience": experience, "education": education}, job_id, version, data,
        as_json=as_json,
    )  # fmt: skip


@app.command("thresholds")
def set_thresholds(
    job_id: JobId,
    strong_hire: Score = None,
    hire: Score = None,
    maybe: Score = None,
    version: SeenVersion = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show from which score on each recommendation is given for a job, or set it."""
    figures = {"strong_hire": strong_hire, "hire": hire, "maybe": maybe}
    _set_figures("thresholds", figures, job_id, version, data, as_json=as_json)


@app.command("judge-as-read")
def judge_as_read(
    job_id: JobId,
    requirements: Annotated[bool, typer.Option("--requirements", help="The requirements.")] = False,
    weights: Annotated[bool, typer.Option("--weights", help="The weights.")] = False,
    thresholds: Annotated[bool, typer.Option("--thresholds", help="The thresholds.")] = False,
    version: SeenVersion = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Leave requirements, weights and thresholds of a job to the engine again: all, or those named."""
    named = [name for name, wanted in zip(EDITABLE, (requirements, weights, thresholds), strict=True) if wanted]
    with open_store(data) as memory:
        job = job_intake.read_job(memory, LOCAL_CALLER, job_id)
        job = _change(memory, job, dict.fromkeys(named or EDITABLE), version)
    answer({"job": job}, lambda: _say_changed(job), as_json=as_json)


def print_judging(job: Job) -> None:
    """Print what a job asks for, and by which weights and thresholds it is judged."""
    if job.requirements:
        say()
        say(f"Requirements{_source(job, 'requirements')}", style="bold")
        print_rows(job.requirements, _COLUMNS)
    say()
    print_facts(_figures(job, "weights") + _figures(job, "thresholds"))


def _judging(job: Job) -> dict[str, object]:
    names = ("job_id", "version", "requirements", "weights", "thresholds", "edited")
    return {name: getattr(job, name) for name in names}


def _set_figures(
    name: Edited, figures: dict[str, float | None], job_id: str, version: int | None, data: Path | None, *,
    as_json: bool,
) -> None:  # fmt: skip
    given = {part: figure for part, figure in figures.items() if figure is not None}
    with open_store(data) as memory:
        job = job_intake.read_job(memory, LOCAL_CALLER, job_id)
        if given:
            job = _change(memory, job, {name: given}, version)
    answer(_judging(job), lambda: print_facts(_figures(job, name)), as_json=as_json)


def _change(memory: Memory, job: Job, changes: dict[str, Any], version: int | None) -> Job:
    expected = job.version if version is None else version
    return job_intake.change_job(memory, LOCAL_CALLER, job.job_id, changes, expected_version=expected)


def _changed(
    one: Requirement, text: str | None, kind: RequirementKind | None, strength: Strength | None,
    weight: float | None, years: float | None,
) -> RequirementDraft:  # fmt: skip
    """Give a requirement with what is given changed; with its strength its weight changes, unless that is given."""
    amount = one.amount if years is None else Amount(years, "years") if years else None
    return RequirementDraft(
        id=one.id,
        text=text or one.text,
        kind=kind or one.kind,
        strength=strength or one.strength,
        weight=one.weight if weight is None and strength is None else weight,
        amount=amount,
        start=one.start,
        end=one.end,
    )


def _known(job: Job, ids: list[str]) -> None:
    missing = [one for one in ids if one not in {requirement.id for requirement in job.requirements}]
    if missing:
        raise InvalidInput(
            f"The job has no requirement {', '.join(missing)}; list them with `recollect job requirements`.",
            id=job.job_id,
        )


def _figures(job: Job, name: Edited) -> list[tuple[str, str]]:
    figures = msgspec.structs.asdict(getattr(job, name))
    written = ", ".join(f"{part.replace('_', ' ')} {figure:g}" for part, figure in figures.items())
    return [(name, written + _source(job, name))]


def _source(job: Job, name: Edited) -> str:
    return " (set by you)" if name in job.edited else ""


def _say_changed(job: Job) -> None:
    say_whole(f"Version {job.version} of {job.job_id}  {wording.title(job.role_name, job.company_name)}")
    if job.analysis_count:
        say("Its analyses keep what they saw, and are marked until you analyse again.", style="dim")
