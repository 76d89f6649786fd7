"""`recollect job`: jobs come in, are found, selected, changed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from recollect.cli import job_judging, wording
from recollect.cli.deletion import answer_deletion
from recollect.cli.opening import command_line, open_store
from recollect.cli.options import AsJson, Cursor, DataFolder, ExpectedVersion, JobFile, JobId, Limit, Words
from recollect.cli.tables import Column, print_facts, print_page, print_rows
from recollect.cli.terminal import answer, listing, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.job import Job, JobDraft, JobHit, JobSummary, JobVersion
from recollect.domain.paging import DEFAULT_LIMIT
from recollect.errors import InvalidInput
from recollect.scoring.ads.proposals import Proposal
from recollect.services.jobs import job_intake
from recollect.services.jobs.template_reuse import make_template
from recollect.services.memory import Memory
from recollect.storage.records import jobs

app = typer.Typer(no_args_is_help=True, add_completion=False)
Company = Annotated[str | None, typer.Option("--company", help="The company that hires.")]
Role = Annotated[str | None, typer.Option("--role", help="The role that is to be filled.")]
_COLUMNS: tuple[Column[Any], ...] = (
    Column[JobSummary]("job", lambda job: job.job_id, "id"),
    Column[JobSummary]("role", lambda job: job.role_name or job.description_preview[:60]),
    Column[JobSummary]("company", lambda job: job.company_name),
    Column[JobSummary]("added (UTC)", lambda job: wording.moment(job.created_at), "figure", spare=True),
    Column[JobSummary]("analyses", lambda job: f"{job.analysis_count:,}", "figure", spare=True),
)
_HIT = Column[JobHit]("found", lambda job: job.snippet, spare=True)
_VERSIONS = (
    Column[JobVersion]("version", lambda version: str(version.version), "figure"),
    Column[JobVersion]("written (UTC)", lambda version: wording.moment(version.created_at), "figure"),
    Column[JobVersion]("by", lambda version: version.actor, spare=True),
    Column[JobVersion]("role", lambda version: version.role_name),
    Column[JobVersion]("company", lambda version: version.company_name),
    Column[JobVersion]("characters", lambda version: f"{len(version.job_description):,}", "figure", spare=True),
)


@app.command("add")
def add_job(
    file: JobFile = None,
    text: Annotated[str | None, typer.Option("--text", help="The description itself.")] = None,
    company: Company = None,
    role: Role = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Keep a new job and make it the current one."""
    if (file is None) == (text is None):
        raise typer.BadParameter("name a file with --file (- is standard input), or give the description with --text")
    description = text if file is None else _read_text(file)
    draft = JobDraft(job_description=description or "", company_name=company or "", role_name=role or "")
    with open_store(data) as memory:
        job_id = job_intake.create_job(memory, LOCAL_CALLER, draft)
    document = {
        "message": "Job description saved",
        "job_id": job_id,
        "length": len(draft.job_description),
        "company_name": draft.company_name,
        "role_name": draft.role_name,
        "proposed": (proposed := job_intake.propose(draft)),
    }
    answer(document, lambda: _say_kept(job_id, proposed, data), as_json=as_json)


@app.command("list")
def list_jobs(
    limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None, data: DataFolder = None, as_json: AsJson = False
) -> None:
    """List the jobs, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        page = jobs.list_jobs(reader, cursor=cursor, limit=limit)
    answer(listing("jobs", page), lambda: print_page(page, _COLUMNS, "job"), as_json=as_json)


@app.command("show")
def show_job(job_id: JobId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show a job whole, with the requirements that are read from it."""
    with open_store(data) as memory:
        found = job_answer(memory, job_id)
    answer(*found, as_json=as_json)


@app.command("search")
def search_jobs(
    query: Words,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Find jobs by words of company, role and description, best first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        page = jobs.search_jobs(reader, " ".join(query), cursor=cursor, limit=limit)
    answer(listing("jobs", page), lambda: print_page(page, (*_COLUMNS, _HIT), "job"), as_json=as_json)


@app.command("select")
def select_job(job_id: JobId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Make a job the current one."""
    with open_store(data) as memory:
        job = job_intake.choose_job(memory, LOCAL_CALLER, job_id)
    document = {
        "message": "Job selected",
        "job_id": job.job_id,
        "company_name": job.company_name,
        "role_name": job.role_name,
    }
    answer(document, lambda: _say_chosen(job, "The current job is"), as_json=as_json)


@app.command("current")
def show_current(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show the current job."""
    with open_store(data) as memory:
        job = job_intake.current_job(memory, LOCAL_CALLER)
    names = ("job_id", "job_description", "company_name", "role_name")
    document = {name: getattr(job, name, "") for name in names}
    if job is None:
        answer(document, lambda: say("No job is selected."), as_json=as_json)
    else:
        answer(document, lambda: _print_job(job), as_json=as_json)


@app.command("edit")
def edit_job(
    job_id: JobId,
    version: ExpectedVersion,
    file: JobFile = None,
    company: Company = None,
    role: Role = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Write a new version of a job."""
    given = {
        "job_description": None if file is None else _read_text(file),
        "company_name": company,
        "role_name": role,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise typer.BadParameter("nothing to change: give --file, --company or --role")
    with open_store(data) as memory:
        job = job_intake.change_job(memory, LOCAL_CALLER, job_id, changes, expected_version=version)
    answer({"job": job}, lambda: _say_chosen(job, f"Version {job.version} of"), as_json=as_json)


@app.command("delete")
def delete_job(job_id: JobId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Delete a job; it can be undone. Its analyses stay."""
    with open_store(data) as memory:
        event_id = job_intake.delete_job(memory, LOCAL_CALLER, job_id)
    answer_deletion("Job", job_id, event_id, data, as_json=as_json)


@app.command("versions")
def list_versions(job_id: JobId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """List all versions of a job, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        versions = jobs.list_job_versions(reader, job_id)
    answer({"versions": versions}, lambda: print_rows(versions, _VERSIONS), as_json=as_json)


@app.command("template")
def keep_as_template(
    job_id: JobId,
    name: Annotated[str | None, typer.Option("--name", help="What to call it; otherwise as the role.")] = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Keep a copy of a job as a template."""
    with open_store(data) as memory:
        template = make_template(memory, LOCAL_CALLER, job_id, name)
    answer(
        {"template": template},
        lambda: say_whole(f"Template {template.template_id}  {template.name}"),
        as_json=as_json,
    )


def job_answer(memory: Memory, job_id: str) -> tuple[dict[str, object], Callable[[], None]]:
    """Give the answer that shows a job."""
    job = job_intake.read_job(memory, LOCAL_CALLER, job_id)
    return {"job": job}, lambda: _print_job(job)


def _print_job(job: Job) -> None:
    say(wording.title(job.role_name, job.company_name), style="bold")
    print_facts(
        [
            ("job", job.job_id),
            ("version", str(job.version)),
            ("added", f"{wording.moment(job.created_at)} UTC"),
            ("analyses", f"{job.analysis_count:,}"),
        ]
    )
    say()
    say(job.job_description)
    job_judging.print_judging(job)


def _say_kept(job_id: str, proposed: Proposal, data: Path | None) -> None:
    say_whole(f"Job {job_id} is kept, and is the current one.")
    options = [("--company", proposed.company_name), ("--role", proposed.role_name)]
    named = [word for option, name in options if name for word in (option, name)]
    if named:
        written = command_line(data, "job", "edit", job_id, "--version", "1", *named)
        say_whole(f"The ad itself speaks of it; if that is right: {written}", style="dim")


def _say_chosen(job: Job, what: str) -> None:
    say_whole(f"{what} {job.job_id}  {wording.title(job.role_name, job.company_name)}")


def _read_text(file: typer.FileBinaryRead) -> str:
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{file.name} is not UTF-8 text; save the job description as plain text.") from error


app.add_typer(job_judging.app)
