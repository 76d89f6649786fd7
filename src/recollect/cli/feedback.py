"""`recollect feedback`: what is right and wrong in an analysis; said, found again and exported."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from recollect.cli import wording
from recollect.cli.deletion import answer_deletion
from recollect.cli.feedback_views import (
    FEEDBACK_COLUMNS,
    LIKENESS,
    VERSION_COLUMNS,
    feedback_answer,
    print_statistics,
)
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, Cursor, DataFolder, FeedbackId, Limit, Words
from recollect.cli.tables import print_page, print_rows
from recollect.cli.terminal import answer, listing, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import MAX_RATING, MIN_RATING, USABLE_RATING, FeedbackDraft, Judgement
from recollect.domain.paging import DEFAULT_LIMIT
from recollect.errors import InvalidInput
from recollect.services.feedback import feedback_capture, feedback_search
from recollect.services.memory import Memory
from recollect.storage.records import analyses, feedback
from recollect.storage.views import feedback_lists
from recollect.storage.views.feedback_lists import FeedbackFilter

app = typer.Typer(no_args_is_help=True, add_completion=False)
MinRating = Annotated[
    int, typer.Option("--min-rating", min=MIN_RATING, max=MAX_RATING, help="Only what is rated so high.")
]


@app.command("add")
def add_feedback(
    analysis: Annotated[str, typer.Option("--analysis", metavar="ANALYSIS_ID", help="What is judged.")],
    rating: Annotated[int, typer.Option("--rating", min=MIN_RATING, max=MAX_RATING, help="How good it is; 5 is best.")],
    correct: Annotated[list[str] | None, typer.Option("--correct", help="A point that is right; repeatable.")] = None,
    incorrect: Annotated[
        list[str] | None, typer.Option("--incorrect", help="A point that is wrong; repeatable.")
    ] = None,
    missing: Annotated[list[str] | None, typer.Option("--missing", help="What is missing; repeatable.")] = None,
    score: Annotated[
        float | None, typer.Option("--score", min=0, max=100, help="What the overall score should be.")
    ] = None,
    ideal: Annotated[str, typer.Option("--ideal", help="How it should have been put.")] = "",
    interaction_id: Annotated[
        str | None, typer.Option("--interaction-id", help="Your own id; used again, it revises what was said.")
    ] = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Judge an analysis; the judgement is linked to its job, résumé and versions."""
    judgement = Judgement(
        rating=rating,
        correct_points=tuple(correct or ()),
        incorrect_points=tuple(incorrect or ()),
        missing_points=tuple(missing or ()),
        ideal_response=ideal,
        corrected_score=score,
    )
    with open_store(data) as memory:
        draft = _draft(memory, analysis, interaction_id or f"cli-{secrets.token_hex(8)}", judgement)
        kept = feedback_capture.submit_feedback(memory, LOCAL_CALLER, draft).feedback
    document = {
        "status": "success",
        "message": "Feedback saved",
        "feedback_id": kept.feedback_id,
        "revision": kept.revision,
        "analysis_id": kept.analysis_id,
        "job_id": kept.job_id,
    }
    answer(
        document,
        lambda: say_whole(f"Feedback {kept.feedback_id} on {kept.analysis_id} is kept (revision {kept.revision})."),
        as_json=as_json,
    )


@app.command("list")
def list_feedback(
    analysis: Annotated[
        str | None, typer.Option("--analysis", metavar="ANALYSIS_ID", help="Only on this analysis.")
    ] = None,
    job: Annotated[str | None, typer.Option("--job", metavar="JOB_ID", help="Only on this job's analyses.")] = None,
    rating: Annotated[
        int | None, typer.Option("--rating", min=MIN_RATING, max=MAX_RATING, help="Only what is rated so.")
    ] = None,
    usable: Annotated[
        bool | None, typer.Option("--usable/--not-usable", help="Only what training can learn from, or can't.")
    ] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """List the feedback, newest first."""
    narrowed = FeedbackFilter(analysis_id=analysis, job_id=job, rating=rating, usable=usable)
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        page = feedback_lists.list_feedback(reader, narrowed, cursor=cursor, limit=limit)
    answer(listing("feedback", page), lambda: print_page(page, FEEDBACK_COLUMNS, "feedback"), as_json=as_json)


@app.command("show")
def show_feedback(feedback_id: FeedbackId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show feedback whole."""
    with open_store(data) as memory:
        found = feedback_answer(memory, feedback_id)
    answer(*found, as_json=as_json)


@app.command("search")
def search_feedback(
    query: Words,
    count: Annotated[int, typer.Option("--limit", min=1, max=100, help="How many to show.")] = 5,
    min_rating: MinRating = MIN_RATING,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Find the feedback that is most like some words."""
    with open_store(data) as memory:
        found = feedback_search.search_feedback(
            memory, LOCAL_CALLER, " ".join(query), count=count, min_rating=min_rating
        )
    answer({"results": found}, lambda: print_rows(found, (LIKENESS, *FEEDBACK_COLUMNS)), as_json=as_json)


@app.command("stats")
def show_statistics(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Count the feedback, by rating and by use for training."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        counted = feedback.get_statistics(reader)
    answer(counted, lambda: print_statistics(counted), as_json=as_json)


@app.command("high-quality")
def list_high_quality(
    min_rating: MinRating = USABLE_RATING,
    limit: Limit = 100,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """List well-rated feedback, joined with the job, text and result that it speaks of (whole with --json)."""
    with open_store(data) as memory:
        samples = feedback_search.high_quality_samples(memory, LOCAL_CALLER, min_rating=min_rating, limit=limit)
    answer({"samples": samples, "count": len(samples)}, lambda: print_rows(samples, FEEDBACK_COLUMNS), as_json=as_json)


@app.command("export")
def export_feedback(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to; otherwise standard output.", dir_okay=False)
    ] = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Export all feedback as CSV; no cell is a formula to a spreadsheet."""
    if as_json and file is None:
        raise typer.BadParameter("with --json, name the FILE that the CSV goes to")
    with open_store(data) as memory:
        lines = feedback_search.export_csv(memory, LOCAL_CALLER)
        if file is None:
            for line in lines:
                sys.stdout.buffer.write(line.encode())
            sys.stdout.buffer.flush()
            return
        written = _write_lines(file, lines)
    document = {"message": "Feedback exported", "file": str(file), "count": written}
    answer(document, lambda: say(f"{wording.count(written, 'feedback')} written to {file}"), as_json=as_json)


@app.command("delete")
def delete_feedback(feedback_id: FeedbackId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Delete feedback; it can be undone."""
    with open_store(data) as memory:
        event_id = feedback_capture.delete_feedback(memory, LOCAL_CALLER, feedback_id)
    answer_deletion("Feedback", feedback_id, event_id, data, as_json=as_json)


@app.command("versions")
def list_versions(feedback_id: FeedbackId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """List all revisions of feedback, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        versions = feedback.list_revisions(reader, feedback_id)
    answer({"versions": versions}, lambda: print_rows(versions, VERSION_COLUMNS), as_json=as_json)


def _draft(memory: Memory, analysis_id: str, interaction_id: str, judgement: Judgement) -> FeedbackDraft:
    """Make feedback on an analysis; what is judged is what the analysis said in words."""
    with memory.read(LOCAL_CALLER) as reader:
        analysis = analyses.get_analysis(reader, analysis_id)
    result = analysis.analysis_result
    role = result.role_name if result else ""
    return FeedbackDraft(
        interaction_id=interaction_id,
        query=f"How well does this résumé fit the job {role}?" if role else "How well does this résumé fit?",
        context=(),
        response=result.executive_summary if result else "",
        feedback=judgement,
        analysis_id=analysis.analysis_id,
    )


def _write_lines(file: Path, lines: Iterable[str]) -> int:
    """Put a CSV into a file, whole or not at all, and give how many lines follow its head."""
    unfinished = file.with_name(f".{file.name}.part-{secrets.token_hex(4)}")
    written = -1
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            for line in lines:
                stream.write(line)
                written += 1
        unfinished.replace(file)
    except OSError as error:
        raise InvalidInput(f"{file} can't be written ({error.strerror}); nothing was changed.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return written
