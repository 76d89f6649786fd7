"""The options that commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recollect.domain.paging import MAX_LIMIT
from recollect.errors import InvalidInput

JSON_WANTED = "recollect.json"
"""Stands in the context's `meta` when JSON is asked for."""


def _note_json(context: typer.Context, wanted: bool) -> bool:
    if wanted:
        context.meta[JSON_WANTED] = True
    return wanted


DataFolder = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="FOLDER", help="The folder that everything is kept in; RECOLLECT_DATA, or ./data.",
    ),
]  # fmt: skip
AsJson = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON document, in the shape of the API's answer.", callback=_note_json),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=MAX_LIMIT, help="How many to show.")]
Cursor = Annotated[
    str | None, typer.Option("--cursor", help="Show the next page: the `next_cursor` of the one before.")
]
ExpectedVersion = Annotated[
    int, typer.Option("--version", min=1, help="The version that you saw; a newer one is not overwritten.")
]
JobId = Annotated[str, typer.Argument(metavar="JOB_ID", show_default=False)]
ResumeId = Annotated[str, typer.Argument(metavar="RESUME_ID", show_default=False)]
AnalysisId = Annotated[str, typer.Argument(metavar="ANALYSIS_ID", show_default=False)]
FeedbackId = Annotated[
    str, typer.Argument(metavar="FEEDBACK_ID", help="Its id, or your interaction id.", show_default=False)
]
CandidateId = Annotated[str, typer.Argument(metavar="CANDIDATE_ID", show_default=False)]
TemplateId = Annotated[str, typer.Argument(metavar="TEMPLATE_ID", show_default=False)]
Words = Annotated[list[str], typer.Argument(metavar="QUERY...", help="The words to look for.", show_default=False)]
SomeJob = Annotated[str | None, typer.Option("--job", metavar="JOB_ID", help="The job; otherwise the current one.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="TIME", help="Only from this time on: 2026-11-26, or with a time.")
]
Until = Annotated[str | None, typer.Option("--until", metavar="TIME", help="Only before this time.")]
JobFile = Annotated[
    typer.FileBinaryRead | None,
    typer.Option("--file", metavar="FILE", help="Read the description from this text file; - is standard input."),
]


def read_time(written: str | None) -> datetime | None:
    """Read a day, or a moment; in UTC where no zone is named. Raises `InvalidInput`."""
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise InvalidInput(f"“{written}” is no time; write 2026-11-26, or 2026-11-26T09:30:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
