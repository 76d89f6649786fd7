"""`recollect resume`: résumés come in, are found, read, corrected and deleted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import filesize

from recollect.cli import wording
from recollect.cli.corrections import read_corrections
from recollect.cli.deletion import answer_deletion
from recollect.cli.diff import print_diff
from recollect.cli.exits import ExitCode
from recollect.cli.inspection import inspect, print_inspection
from recollect.cli.opening import command_line, open_store
from recollect.cli.options import AsJson, Cursor, DataFolder, ExpectedVersion, Limit, ResumeId, SomeJob
from recollect.cli.rereading import print_reread, reread
from recollect.cli.resume_batch import add_files
from recollect.cli.tables import Column, print_facts, print_page, print_rows
from recollect.cli.task_watching import finish_task
from recollect.cli.terminal import answer, listing, print_json, printable, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.document import Fields, FieldValue
from recollect.domain.paging import DEFAULT_LIMIT
from recollect.domain.resume import Resume, ResumeSummary
from recollect.services.analyses.profile_tasks import submit_profiling
from recollect.services.memory import Memory
from recollect.services.resumes import resume_editing
from recollect.services.resumes.resume_diff import diff_resumes
from recollect.services.resumes.resume_rereading import shown
from recollect.services.tasks.task_control import each_item
from recollect.settings import load_settings
from recollect.storage.records import readings, resumes

app = typer.Typer(no_args_is_help=True, add_completion=False)
RESUME_COLUMNS = (
    Column[ResumeSummary]("résumé", lambda resume: resume.resume_id, "id"),
    Column[ResumeSummary]("candidate", lambda resume: wording.person(resume.candidate_name)),
    Column[ResumeSummary]("file", lambda resume: resume.original_filename, spare=True),
    Column[ResumeSummary]("pages", lambda resume: str(resume.pages or wording.NONE), "figure", spare=True),
    Column[ResumeSummary]("size", lambda resume: filesize.decimal(resume.file_size), "figure", spare=True),
    Column[ResumeSummary]("analyses", lambda resume: f"{resume.analysis_count:,}", "figure", spare=True),
    Column[ResumeSummary]("added (UTC)", lambda resume: wording.moment(resume.uploaded_at), "figure", spare=True),
)
_VERSIONS = (
    Column[dict[str, Any]]("version", lambda version: str(version["version"]), "figure"),
    Column[dict[str, Any]]("written (UTC)", lambda version: wording.moment(version["created_at"]), "figure"),
    Column[dict[str, Any]]("by", lambda version: version["actor"]),
    Column[dict[str, Any]]("corrected", lambda version: ", ".join(version["corrections"]) or wording.NONE),
)


@app.command("add")
def add_resumes(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files, folders with all below, and ZIP archives.", show_default=False),
    ],
    job: SomeJob = None,
    analyze: Annotated[
        bool, typer.Option("--analyze", help="Analyse each against the job; --job alone means this too.")
    ] = False,
    keep_scans: Annotated[
        bool, typer.Option("--keep-scans", help="Keep scans without text too; they can't be analysed.")
    ] = False,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Keep résumés, each file once; one that can't be read does not stop the others. Ctrl-C stops, and it can go on."""
    settings = load_settings({"data": data})
    with open_store(data) as memory:
        batch, code = add_files(
            memory,
            paths,
            at_once=settings.reader_processes,
            job_id=job,
            analyse=analyze or job is not None,
            keep_scans=keep_scans,
            as_json=as_json,
            go_on=lambda task: f"`{command_line(data, 'task', 'resume', task.task_id)}`",
        )
    if as_json:
        print_json(batch)
    if code:
        raise typer.Exit(code)


@app.command("inspect")
def inspect_resume(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show what would be read from a file, in which order, what is hidden, and how long it takes; nothing is stored."""
    found = inspect(load_settings({"data": data}), file)
    answer(found, lambda: print_inspection(found), as_json=as_json)


@app.command("list")
def list_resumes(
    query: Annotated[str | None, typer.Option("--query", help="Only those that hold all these words.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """List the résumés, newest first; with --query, best first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        page = resumes.list_resumes(reader, query=query, cursor=cursor, limit=limit)
    answer(listing("resumes", page), lambda: print_page(page, RESUME_COLUMNS, "résumé"), as_json=as_json)


@app.command("show")
def show_resume(resume_id: ResumeId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show what was read from a résumé."""
    with open_store(data) as memory:
        found = resume_answer(memory, resume_id)
    answer(*found, as_json=as_json)


@app.command("text")
def show_text(resume_id: ResumeId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Print a résumé's text; into a file or pipe, exactly as it is kept."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        kept = resumes.get_resume(reader, resume_id)
        text = readings.get_text(reader, kept.text_sha256)

    def show() -> None:
        shown = printable(text) if sys.stdout.isatty() else text
        sys.stdout.flush()
        sys.stdout.buffer.write(shown.encode() if shown.endswith("\n") else shown.encode() + b"\n")
        sys.stdout.buffer.flush()

    document = {"resume_id": kept.resume_id, "text": text, "text_sha256": kept.text_sha256}
    answer(document, show, as_json=as_json)


@app.command("diff")
def diff_resume(
    resume_id: ResumeId,
    with_id: Annotated[str, typer.Argument(metavar="WITH_ID", help="The one to compare with.", show_default=False)],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show what a résumé's text has that another's has not, and the other way round, word by word."""
    with open_store(data) as memory:
        found = diff_resumes(memory, LOCAL_CALLER, resume_id, with_id)
    answer(found, lambda: print_diff(found), as_json=as_json)


@app.command("reread")
def reread_resumes(
    resume_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[RESUME_ID...]", help="Which.", show_default=False)
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All that an older version of the reader has read.")
    ] = False,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Read documents anew with the present reader; corrections, analyses and old readings stay."""
    with open_store(data) as memory:
        outcome = reread(memory, resume_ids or [], everything=everything)
    answer(outcome, lambda: print_reread(outcome), as_json=as_json)
    if outcome.failed:
        raise typer.Exit(ExitCode.FAILED)


@app.command("profile")
def profile_resumes(
    everything: Annotated[bool, typer.Option("--all", help="All, not only those of an older engine.")] = False,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Read ahead what the present engine needs of résumés to score them; a server does so by itself."""
    with open_store(data) as memory:
        task = submit_profiling(memory, LOCAL_CALLER, everything=everything)
        code = finish_task(memory, task, data)
        read = sum((item.result or {}).get("profiles", 0) for item in each_item(memory, LOCAL_CALLER, task.task_id))
    if code:
        raise typer.Exit(code)
    answer({"profiles": read}, lambda: say(f"{wording.count(read, 'profile')} read."), as_json=as_json)


@app.command("correct")
def correct_resume(
    resume_id: ResumeId,
    corrections: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help=f"Fields: {', '.join(Fields.__struct_fields__)}. Repeat a list's field for each entry; leave the "
            "value out to clear it; positions, education and languages are JSON.",
            show_default=False,
        ),
    ],
    version: ExpectedVersion,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Replace what was read by what you know; a corrected name shows everywhere."""
    fields = read_corrections(corrections)
    with open_store(data) as memory:
        kept = resume_editing.correct_resume(memory, LOCAL_CALLER, resume_id, fields, expected_version=version)
    resume = shown(kept)
    answer(
        {"resume": resume},
        lambda: say_whole(f"{resume.resume_id} is at version {resume.version}: {', '.join(fields)} corrected."),
        as_json=as_json,
    )


@app.command("delete")
def delete_resume(resume_id: ResumeId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Delete a résumé; it can be undone. Its analyses stay."""
    with open_store(data) as memory:
        event_id = resume_editing.delete_resume(memory, LOCAL_CALLER, resume_id)
    answer_deletion("Résumé", resume_id, event_id, data, as_json=as_json)


@app.command("versions")
def list_versions(resume_id: ResumeId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """List all versions of a résumé's corrections, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        versions = resumes.list_resume_versions(reader, resume_id)
    answer({"versions": versions}, lambda: print_rows(versions, _VERSIONS), as_json=as_json)


def resume_answer(memory: Memory, resume_id: str) -> tuple[dict[str, object], Callable[[], None]]:
    """Give the answer that shows a résumé."""
    with memory.read(LOCAL_CALLER) as reader:
        resume = shown(resumes.get_resume(reader, resume_id))
    return {"resume": resume}, lambda: _print_resume(resume)


def _print_resume(resume: Resume) -> None:
    say(wording.person(resume.candidate_name), style="bold")
    pages = wording.count(resume.pages, "page") if resume.pages else "no pages"
    print_facts(
        [
            ("résumé", resume.resume_id),
            ("candidate", resume.candidate_id),
            ("file", f"{resume.original_filename}, {filesize.decimal(resume.file_size)}, {pages}"),
            ("text", f"{wording.count(resume.text_length, 'character')}, {resume.text_quality} to read"),
            ("added", f"{wording.moment(resume.uploaded_at)} UTC"),
            ("version", str(resume.version)),
            ("analyses", f"{resume.analysis_count:,}"),
        ]
    )
    fields = _read_fields(resume.fields)
    if fields:
        say()
        say("Read from it", style="bold")
        print_facts(fields)
    for warning in resume.warnings:
        say(f"! {warning}")
    for hidden in resume.hidden_text:
        where = f" on page {hidden.page}" if hidden.page else ""
        say(f"! hidden{where} ({hidden.reason}): {wording.one_line(hidden.text)}")


def _read_fields(fields: Fields) -> list[tuple[str, str]]:
    said = [(name, _in_words(getattr(fields, name))) for name in Fields.__struct_fields__]
    return [(name, words) for name, words in said if words]


def _in_words(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, FieldValue):
        return value.value + (" (corrected)" if value.source == "corrected" else "")
    if isinstance(value, tuple):
        return "; ".join(_in_words(item) for item in value)
    parts = [_in_words(getattr(value, name)) for name in getattr(value, "__struct_fields__", ())]
    return ", ".join(part for part in parts if part)
