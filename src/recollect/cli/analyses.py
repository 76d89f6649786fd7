"""`recollect analysis`: analyses are found, read, noted and deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from recollect.cli import wording
from recollect.cli.analysis_report import print_analysis
from recollect.cli.deletion import answer_deletion
from recollect.cli.opening import open_store
from recollect.cli.options import (
    AnalysisId,
    AsJson,
    Cursor,
    DataFolder,
    ExpectedVersion,
    Limit,
    Since,
    Until,
    read_time,
)
from recollect.cli.tables import Column, print_page, print_rows
from recollect.cli.terminal import answer, listing, say_whole
from recollect.domain.analysis import RECOMMENDATIONS, AnalysisSummary, Engine
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.paging import DEFAULT_LIMIT
from recollect.services.analyses import analysis_editing
from recollect.services.memory import Memory
from recollect.storage.records import analyses
from recollect.storage.records.analyses import AnalysisFilter, recommendation_class

app = typer.Typer(no_args_is_help=True, add_completion=False)
ANALYSIS_COLUMNS = (
    Column[AnalysisSummary]("analysis", lambda analysis: analysis.analysis_id, "id"),
    Column[AnalysisSummary]("candidate", lambda analysis: wording.person(analysis.candidate_name)),
    Column[AnalysisSummary]("score", lambda analysis: wording.score(analysis.overall_score), "figure"),
    Column[AnalysisSummary]("verdict", lambda analysis: wording.verdict(analysis.hiring_recommendation)),
    Column[AnalysisSummary]("job", lambda analysis: analysis.job_id, "id", spare=True),
    Column[AnalysisSummary]("résumé", lambda analysis: analysis.resume_id, "id", spare=True),
    Column[AnalysisSummary]("made (UTC)", lambda analysis: wording.moment(analysis.created_at), "figure", spare=True),
    Column[AnalysisSummary]("feedback", lambda analysis: f"{analysis.feedback_count:,}", "figure", spare=True),
)
_VERSIONS = (
    Column[dict[str, Any]]("version", lambda version: str(version["version"]), "figure"),
    Column[dict[str, Any]]("written (UTC)", lambda version: wording.moment(version["created_at"]), "figure"),
    Column[dict[str, Any]]("by", lambda version: version["actor"]),
    Column[dict[str, Any]]("notes", lambda version: version["notes"] or wording.NONE),
)


@app.command("list")
def list_analyses(
    job: Annotated[str | None, typer.Option("--job", metavar="JOB_ID", help="Only this job's.")] = None,
    resume: Annotated[str | None, typer.Option("--resume", metavar="RESUME_ID", help="Only this résumé's.")] = None,
    min_score: Annotated[
        float | None, typer.Option("--min-score", min=0, max=100, help="Only those scored so high.")
    ] = None,
    max_score: Annotated[
        float | None, typer.Option("--max-score", min=0, max=100, help="Only those scored no higher.")
    ] = None,
    recommendation: Annotated[
        str | None, typer.Option("--recommendation", help=f"Only one of: {', '.join(RECOMMENDATIONS)}.")
    ] = None,
    engine: Annotated[Engine | None, typer.Option("--engine", help="Only this engine's.")] = None,
    rated: Annotated[
        bool | None, typer.Option("--rated/--not-rated", help="Only those with feedback, or without.")
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """List the analyses, newest first."""
    verdict = recommendation_class(recommendation) if recommendation else None
    if recommendation and verdict is None:
        raise typer.BadParameter(f"{recommendation!r} is none of {', '.join(RECOMMENDATIONS)}")
    narrowed = AnalysisFilter(
        job_id=job,
        resume_id=resume,
        min_score=min_score,
        max_score=max_score,
        recommendation=verdict,
        engine=engine,
        rated=rated,
        since=read_time(since),
        until=read_time(until),
    )
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        page = analyses.list_analyses(reader, narrowed, cursor=cursor, limit=limit)
    answer(listing("analyses", page), lambda: print_page(page, ANALYSIS_COLUMNS, "analysis"), as_json=as_json)


@app.command("show")
def show_analysis(analysis_id: AnalysisId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show an analysis as a report: scores, findings, and each requirement with its quotes."""
    with open_store(data) as memory:
        found = analysis_answer(memory, analysis_id)
    answer(*found, as_json=as_json)


@app.command("note")
def note_analysis(
    analysis_id: AnalysisId,
    notes: Annotated[
        str, typer.Argument(metavar="TEXT", help="The notes; they replace the old ones.", show_default=False)
    ],
    version: ExpectedVersion,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Keep notes beside an analysis. The result itself never changes."""
    with open_store(data) as memory:
        noted = analysis_editing.note_analysis(memory, LOCAL_CALLER, analysis_id, notes, expected_version=version)
    answer(
        {"analysis": noted},
        lambda: say_whole(f"The notes on {noted.analysis_id} are kept (version {noted.version})."),
        as_json=as_json,
    )


@app.command("delete")
def delete_analysis(analysis_id: AnalysisId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Delete an analysis; it can be undone."""
    with open_store(data) as memory:
        event_id = analysis_editing.delete_analysis(memory, LOCAL_CALLER, analysis_id)
    answer_deletion("Analysis", analysis_id, event_id, data, as_json=as_json)


@app.command("versions")
def list_versions(analysis_id: AnalysisId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """List all versions of an analysis' notes, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        versions = analyses.list_analysis_versions(reader, analysis_id)
    answer({"versions": versions}, lambda: print_rows(versions, _VERSIONS), as_json=as_json)


def analysis_answer(memory: Memory, analysis_id: str) -> tuple[dict[str, object], Callable[[], None]]:
    """Give the answer that shows an analysis."""
    with memory.read(LOCAL_CALLER) as reader:
        analysis = analyses.get_analysis(reader, analysis_id)
    return {"analysis": analysis}, lambda: print_analysis(analysis)
